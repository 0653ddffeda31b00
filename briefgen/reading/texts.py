"""Briefs and pages: the folders that hold a text in each language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import BaseModel

from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Severity, Span, error, warning
from briefgen.model.core.directives import CHART, id_of
from briefgen.model.core.document import Node
from briefgen.model.core.rules import rule_of
from briefgen.model.core.written import Lang, Written
from briefgen.model.extension import Installed
from briefgen.model.records.marks import Remarks, Signoffs, Stamps
from briefgen.model.records.versions import Kept, KeptVersion, in_order
from briefgen.model.written.briefs import Brief, BriefData, FrontMatter, Text
from briefgen.model.written.charts import Chart
from briefgen.model.written.pictures import Picture
from briefgen.reading.bounded import allowed, within
from briefgen.reading.cache import Newest
from briefgen.reading.files.hiding import without_classes
from briefgen.reading.images.described import described, without_image
from briefgen.reading.layout import BRIEF, VERSION, TextFolder, place_of
from briefgen.reading.markdown import parse, split_front_matter
from briefgen.reading.markdown.directions import without_false_directions, without_its_own_direction
from briefgen.reading.markdown.extensions.package_directives import PackageDirectives
from briefgen.reading.markdown.ids import named_alike
from briefgen.reading.markdown.line_breaks import without_blanks_at_breaks
from briefgen.reading.world import MemoryWorld, World
from briefgen.reading.yaml import placeholders
from briefgen.reading.yaml.nodes import Standins, decode, is_whole

T = TypeVar("T", bound=BaseModel)

_texts_read: Newest[Outcome[Text]] = Newest(for_previews=True)


@dataclass(frozen=True, slots=True)
class TextRules:
    """What reading a text depends on besides its file: the classes that it may not have, and what packages add."""

    hiding: frozenset[str] = frozenset()
    extensions: tuple[Installed, ...] = ()

    @classmethod
    def of(cls, hiding: frozenset[str] = frozenset(), extensions: Sequence[Installed] = ()) -> TextRules:
        """With the extensions that a site uses; only those with directives count."""
        return cls(hiding, tuple(it for it in extensions if it.extension.directives))

    @property
    def key(self) -> tuple[object, ...]:
        """What stands for it in the keys of remembered work."""
        return (self.hiding, *(it.key for it in self.extensions))


_PLAIN = TextRules()


def read_bytes(world: World, path: str) -> Outcome[bytes | None]:
    """The bytes of a file, or None and why it cannot be read."""
    try:
        return Outcome(world.read(path))
    except FileNotFoundError:
        return Outcome(None, (error("file-exists", f"the file {path} does not exist", Span(path)),))
    except OSError as reason:
        why = reason.strerror or type(reason).__name__
        return Outcome(None, (error("file-exists", f"the file {path} cannot be read: {why}", Span(path)),))


def is_read_whole(world: World, path: str) -> bool:
    """Tell whether all that a file of YAML holds is known."""
    content = read_bytes(world, path).value
    return content is not None and is_whole(content, path)


def read_one(world: World, path: str, model: type[T], patches: Standins | None) -> Outcome[Written[T] | None]:
    """One model from one file."""
    report = Report()
    content = report.take(read_bytes(world, path))
    if content is None:
        return Outcome(patched(model, path, patches), report.sorted())
    written = report.take(decode(model, content, path, standins=patches))
    return Outcome(written, report.sorted())


def patched(model: type[T], path: str, patches: Standins | None) -> Written[T] | None:
    """A model made of stand-ins alone."""
    return None if patches is None else Written(model.model_validate(dict(patches)), Span(path))


def read_brief(
    world: World, slug: str, folder: TextFolder, languages: Sequence[Lang], rules: TextRules = _PLAIN
) -> Outcome[Brief]:
    """One folder of ``briefs/``; ``rules`` say how its texts are read."""
    report = Report()
    data = report.take(found := _brief_data(world, slug, folder))
    # Data that cannot be read may name fewer languages.
    if not folder.texts or not found.diagnostics or is_read_whole(world, data.span.path):
        report.add(_languages_of(slug, folder, data, languages))
    charts = {
        id: report.take(read_one(world, path, Chart, placeholders.CHART)) for id, path in sorted(folder.charts.items())
    }
    drawn = {id: chart for id, chart in charts.items() if chart is not None}
    report.add(_lead_chart_problems(data, charts))
    lead = data.value.lead_chart if data.value.lead_chart in drawn else None
    pictures = report.take(_pictures(world, folder))
    texts = _named_alike(report.take(described(_texts(world, folder, languages, rules), pictures)))
    brief = Brief(
        slug=slug,
        data=data,
        texts={lang: led_by(text, lead) for lang, text in texts.items()} if lead else texts,
        charts=drawn,
        images=dict(sorted(folder.images.items())),
        files=dict(sorted(folder.files.items())),
        stamps=report.take(read_one(world, folder.stamps, Stamps, placeholders.STAMPS)) if folder.stamps else None,
        signoffs=report.take(read_signoffs(world, folder.signoffs)) if folder.signoffs else None,
        remarks=report.take(read_one(world, folder.remarks, Remarks, placeholders.REMARKS)) if folder.remarks else None,
        versions=report.take(_versions(world, folder)),
        pictures=pictures,
    )
    report.add(_original(brief, languages))
    return Outcome(brief, report.sorted())


def _named_alike(texts: Mapping[Lang, Text]) -> dict[Lang, Text]:
    bodies = named_alike({lang: text.body for lang, text in texts.items()})
    return {
        lang: text if text.body is bodies[lang] else replace(text, body=bodies[lang]) for lang, text in texts.items()
    }


Recall = Callable[[tuple[object, ...], Callable[[], Outcome[Brief]]], Outcome[Brief]]
"""What a function gives; without calling it, what it gave for the same key."""


def recalled_brief(
    world: World, slug: str, folder: TextFolder, languages: Sequence[Lang], rules: TextRules, recall: Recall
) -> Outcome[Brief]:
    """As ``read_brief``, of files that may have been read before."""
    try:
        contents = {path: world.read(path) for path in folder.read}
    except OSError:
        return read_brief(world, slug, folder, languages, rules)
    as_read = MemoryWorld(contents, theme={})  # while they are read a file may change on the disk
    key = (slug, folder, tuple(languages), rules.key, contents, allowed().entries)
    return recall(key, lambda: read_brief(as_read, slug, folder, languages, rules))


def _pictures(world: World, folder: TextFolder) -> Outcome[dict[str, Written[Picture]]]:
    """Return what files beside the images say of them."""
    report = Report()
    every = sorted(folder.pictures.items())
    read = {name: report.take(read_one(world, path, Picture, placeholders.PICTURE)) for name, path in every}
    found = {name: picture for name, picture in read.items() if picture is not None}
    report.add(without_image(found, folder.images))
    return Outcome(found, report.sorted())


def _lead_chart_problems(data: Written[BriefData], charts: Collection[str]) -> list[Diagnostic]:
    named = data.value.lead_chart
    if named is None or named in charts:
        return []
    hint = did_you_mean(named, charts, "write the name of a chart file in this folder, without .chart.yaml")
    return [error("chart-is-known", f"there is no chart “{named}”", data.at("lead_chart"), hint)]


def led_by(text: Text, chart: str) -> Text:
    """``text`` with a chart before everything else; where the text shows it itself, it moves there."""
    body = text.body
    shown = next((part for part in body.children if _shows(part, chart)), None)
    first = shown or Node("directive", {"name": CHART.name, "argument": chart}, span=body.span or text.span)
    rest = tuple(part for part in body.children if part is not shown)
    return replace(text, body=body.with_children((first.with_attrs(lead="true"), *rest)))


def _shows(part: Node, chart: str) -> bool:
    return CHART.is_kind_of(part) and id_of(part) == chart


def _versions(world: World, folder: TextFolder) -> Outcome[dict[str, Kept]]:
    """The versions that have been kept, the oldest first."""
    report = Report()
    found: dict[str, Kept] = {}
    for version in in_order(folder.versions):
        kept = folder.versions[version]
        path = kept.data or f"{next(iter(kept.pdfs.values())).rpartition('/')[0]}/{VERSION}"
        written = report.take(read_one(world, path, KeptVersion, placeholders.VERSION))
        if written is not None:
            found[version] = Kept(version, written, dict(sorted(kept.pdfs.items())))
    return Outcome(found, report.sorted())


def read_page(
    world: World, slug: str, folder: TextFolder, languages: Sequence[Lang], rules: TextRules = _PLAIN
) -> Outcome[Mapping[Lang, Text]]:
    """One folder of ``pages/``."""
    report = Report()
    report.add(_languages_of_page(slug, folder, languages))
    texts = report.take(_texts(world, folder, languages, rules))
    return Outcome(texts, report.sorted())


def read_signoffs(world: World, path: str) -> Outcome[Written[Signoffs] | None]:
    """Return who has signed a brief or a pack."""
    return read_one(world, path, Signoffs, placeholders.SIGNOFFS)


def _brief_data(world: World, slug: str, folder: TextFolder) -> Outcome[Written[BriefData]]:
    path = folder.data or f"content/briefs/{slug}/{BRIEF}"
    made_up = Written(BriefData.model_validate(dict(placeholders.BRIEF)), Span(path))
    if folder.data is None:
        hint = f"add {path}, with published: and the day"
        return Outcome(
            made_up, (error("file-exists", f"the brief “{slug}” has no {BRIEF}", place_of(folder, path), hint),)
        )
    outcome = read_one(world, path, BriefData, placeholders.BRIEF)
    return Outcome(outcome.value or made_up, outcome.diagnostics)


def _texts(world: World, folder: TextFolder, languages: Sequence[Lang], rules: TextRules) -> Outcome[dict[Lang, Text]]:
    report = Report()
    present = [lang for lang in languages if lang in folder.texts]
    texts = {lang: report.take(_text(world, lang, folder.texts[lang], rules)) for lang in present}
    return Outcome(texts, report.sorted())


def _text(world: World, lang: Lang, path: str, rules: TextRules) -> Outcome[Text]:
    report = Report()
    made_up = Written(FrontMatter.model_validate(dict(placeholders.FRONT)), Span(path))
    content = report.take(read_bytes(world, path))
    nothing = Text(lang, made_up, Node("document"), Span(path), whole=False)
    if content is None:
        return Outcome(nothing, report.sorted())
    given = lang, content, rules, allowed().entries
    return within(
        "reading the text",
        Span(path),
        lambda: _texts_read.get(path, given, lambda: _text_of(content, lang, path, made_up, rules)),
        lambda: nothing,
    )


def _text_of(content: bytes, lang: Lang, path: str, made_up: Written[FrontMatter], rules: TextRules) -> Outcome[Text]:
    report = Report()
    yaml, yaml_line, body, body_line = report.take(parts := split_front_matter(content, path))
    front = decode(FrontMatter, yaml, path, first_line=yaml_line, standins=placeholders.FRONT)
    report.add(_not_caused_by(parts.diagnostics, front.diagnostics))
    tree = report.take(parse(body, path, body_line, PackageDirectives(rules.extensions, lang)))
    tree = report.take(without_classes(tree, rules.hiding, path))
    tree = without_its_own_direction(report.take(without_false_directions(tree, path)), lang)
    tree = without_blanks_at_breaks(tree, lang)
    whole = not any(_may_hide(found) for found in report)
    return Outcome(Text(lang, front.value or made_up, tree, Span(path), whole), report.sorted())


def _may_hide(found: Diagnostic) -> bool:
    return found.severity is Severity.ERROR and rule_of(found.code).hides


def _not_caused_by(split: Sequence[Diagnostic], front: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Report where the front matter itself is not whole, keys that are missing from it are not a second problem."""
    return [found for found in front if not (split and found.code == "key-is-given")]


def _languages_of(slug: str, folder: TextFolder, data: Written[BriefData], site: Sequence[Lang]) -> list[Diagnostic]:
    """What is wrong between the languages a brief says it has, those of the site, and the files that there are."""
    listed, path = data.value.languages, f"content/briefs/{slug}"
    if unknown := _unknown_languages(data, site):
        return unknown
    wanted = [lang for lang in site if lang in listed] or site
    if not folder.texts:
        return [_no_text(f"the brief “{slug}”", folder, wanted, path)]
    there = ", ".join(lang for lang in site if lang in folder.texts)
    hint = f"write {path}/{{}}.md, or say in {BRIEF} which languages the brief has: languages: [{there}]"
    missing = [
        error("language-has-file", _lacks(f"brief “{slug}”", lang), _listed_at(data, lang, folder), hint.format(lang))
        for lang in folder.missing(wanted)
    ]
    message = f"the brief “{slug}” does not list the language “{{}}” of this text"
    hint = f"add {{}} to languages: in {BRIEF}, or delete the file"
    extra = [lang for lang in folder.texts if lang not in wanted]
    return missing + [
        error("language-has-file", message.format(lang), Span(folder.texts[lang]), hint.format(lang)) for lang in extra
    ]


def _lacks(what: str, lang: Lang) -> str:
    return f"the {what} has no text in “{lang}”"


def _listed_at(data: Written[BriefData], lang: Lang, folder: TextFolder) -> Span:
    listed = data.value.languages
    return data.at("languages", listed.index(lang)) if lang in listed else place_of(folder, data.span.path)


def _unknown_languages(data: Written[BriefData], site: Sequence[Lang]) -> list[Diagnostic]:
    return [
        error(
            "language-is-known",
            f"the site has no language “{lang}”",
            data.at("languages", place),
            did_you_mean(lang, site, f"the languages of the site are {', '.join(site)}"),
        )
        for place, lang in enumerate(data.value.languages)
        if lang not in site
    ]


def _languages_of_page(slug: str, folder: TextFolder, site: Sequence[Lang]) -> list[Diagnostic]:
    path = f"content/pages/{slug}"
    if not folder.texts:
        return [_no_text(f"the page “{slug}”", folder, site, path)]
    return [
        warning("language-has-file", _lacks(f"page “{slug}”", lang), place_of(folder, path), f"write {path}/{lang}.md")
        for lang in folder.missing(site)
    ]


def _original(brief: Brief, site: Sequence[Lang]) -> list[Diagnostic]:
    """Report what is wrong with the language that a brief says it was written in."""
    named, place = brief.data.value.original, brief.data.at("original")
    if named is None or named in brief.texts:
        return []
    if named not in site:
        hint = did_you_mean(named, site, f"the languages of the site are {', '.join(site)}")
        return [error("language-is-known", f"the site has no language “{named}”", place, hint)]
    there = ", ".join(brief.texts) or site[0]
    hint = f"choose a language in which the brief has a text: {there}"
    return [
        error(
            "language-has-file", f"the brief “{brief.slug}” has no text in its original language “{named}”", place, hint
        )
    ]


def _no_text(what: str, folder: TextFolder, languages: Sequence[Lang], path: str) -> Diagnostic:
    file = f"{path}/{languages[0]}.md"
    message = f"{what} has no text in any language of the site"
    return error("language-has-file", message, place_of(folder, file), f"write {file}")
