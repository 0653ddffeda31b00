"""From a project folder to a ``Site``: every file read once, every problem of every file in one run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic import BaseModel

from briefgen.language.matching.nearest import nearest
from briefgen.language.matching.variants import base_language, is_language
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Span, error, has_errors
from briefgen.model.core.levels import judge_of
from briefgen.model.core.limits import DEFAULT, ENTRIES, Limits
from briefgen.model.core.rules import reported_once, rule_of
from briefgen.model.core.written import Lang, Written
from briefgen.model.profile.language import Language
from briefgen.model.records.links import LinkRecord
from briefgen.model.records.marks import Signoffs
from briefgen.model.written.briefs import Brief
from briefgen.model.written.facts import Fact, WrittenFact
from briefgen.model.written.glossary import Term
from briefgen.model.written.packs import Pack
from briefgen.model.written.settings import Settings
from briefgen.model.written.site import Site
from briefgen.model.written.sources import Source
from briefgen.model.written.timeline import Event
from briefgen.reading.bounded import allowing
from briefgen.reading.files.file_problems import file_problems
from briefgen.reading.files.hiding import hiding_classes
from briefgen.reading.files.libraries.cited import read_libraries
from briefgen.reading.files.package_functions import extensions_of
from briefgen.reading.files.sheets.references import SheetReader
from briefgen.reading.layout import (
    CONTENT,
    GLOSSARY,
    LINKS,
    SITE,
    SOURCES,
    TIMELINE,
    TextFolder,
    languages_seen,
    lay_out,
    misnamed,
    unexpected,
    unnamed,
)
from briefgen.reading.texts import (
    Recall,
    TextRules,
    is_read_whole,
    read_bytes,
    read_one,
    read_page,
    read_signoffs,
    recalled_brief,
)
from briefgen.reading.world import World
from briefgen.reading.yaml import placeholders
from briefgen.reading.yaml.entries import Entries
from briefgen.reading.yaml.id_syntax import ids_are_one_word, ids_look_different
from briefgen.reading.yaml.nodes import Standins, decode_list, decode_map

T = TypeVar("T", bound=BaseModel)

LOCALE = "templates/locale"


def anew(key: tuple[object, ...], make: Callable[[], Outcome[Brief]]) -> Outcome[Brief]:
    """Remembers nothing."""
    return make()


def load(world: World, recall: Recall = anew) -> Outcome[Site]:
    """Read all of ``content/`` and the language profiles; ``recall`` remembers briefs.

    Whatever is broken is reported; the site holds what could be read, with stand-ins where a part
    is needed. Without ``content/site.yaml`` the site is empty and that is the only problem.
    """
    report = Report()
    paths = world.files(CONTENT)
    report.add(file_problems(world))
    settings = report.take(_settings(world, paths))
    profiles = _profiles(world, settings)
    if (meant := _as_meant(world, settings, languages_seen(paths))) is not settings:
        settings, profiles = meant, Outcome(_profiles(world, meant).value, profiles.diagnostics)
    if SITE not in paths:
        return Outcome(Site(settings, profiles=profiles.value), _without_what_follows(report.sorted()))
    with allowing(settings.value.limits):
        site = report.take(_site(world, paths, settings, profiles, recall))
    unread = _unread(world, report.sorted()) | (frozenset() if settings.whole else {SITE})
    site = replace(site, unread=site.unread | unread)
    report.add(_numbered_twice(site))
    report.add(ids_are_one_word(site))
    report.add(ids_look_different(site))
    return Outcome(site, reported_once(_without_what_follows(report.sorted())))


def _site(
    world: World,
    paths: Sequence[str],
    settings: Written[Settings],
    profiles: Outcome[dict[Lang, Language]],
    recall: Recall,
) -> Outcome[Site]:
    """All of ``content/`` but the settings, which say in which languages and how much time it may take."""
    report = Report()
    languages = tuple(dict.fromkeys(settings.value.languages))
    layout = lay_out(paths, languages)
    report.add(unexpected(layout, languages))
    renamed = frozenset(misnamed(layout).values())
    briefs = {slug: folder for slug, folder in layout.briefs.items() if folder.is_used}
    pages = {slug: folder for slug, folder in layout.pages.items() if folder.is_used}
    rules = TextRules.of(hiding_classes(world), report.take(extensions_of(world, settings)))
    sheets = SheetReader(world)
    entries = Entries(settings.value.limits.entries)
    site = Site(
        settings=settings,
        sources=report.take(_sources(world, layout.single, settings, entries)),
        facts=report.take(_facts(world, layout.facts, sheets, entries)),
        glossary=report.take(_counted(world, GLOSSARY, layout.single, Term, placeholders.term(languages), entries)),
        timeline=report.take(_counted(world, TIMELINE, layout.single, Event, placeholders.EVENT, entries)),
        briefs={
            slug: report.take(_brief(world, slug, folder, languages, renamed, rules, recall))
            for slug, folder in briefs.items()
        },
        packs=report.take(_packs(world, layout.packs)),
        pack_signoffs=report.take(_pack_signoffs(world, layout.pack_signoffs)),
        pages={slug: report.take(read_page(world, slug, folder, languages, rules)) for slug, folder in pages.items()},
        links=report.take(load_links(world, settings.value.limits)),
        profiles=report.take(profiles),
        sheets=sheets.digests,
        unread=renamed | entries.unread,
    )
    report.add(unnamed(layout, site.logos))
    return Outcome(site, report.sorted())


def _without_what_follows(problems: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The problems without those that a file is missing where a link or a pipe stands in its place."""
    odd = [found.span.path for found in problems if found.span and found.code == "file-is-plain"]

    def follows(found: Diagnostic) -> bool:
        said = f"{found.span.path if found.span else ''} {found.message} {found.hint}"
        return found.code in ("file-exists", "language-has-file") and any(path in said for path in odd)

    return tuple(found for found in problems if not follows(found))


def load_links(world: World, limits: Limits = DEFAULT) -> Outcome[dict[str, Written[LinkRecord]]]:
    """The record of addresses of other sites alone; one that is not there has none."""
    with allowing(limits):
        return _map(world, LINKS, world.files(CONTENT), LinkRecord, {})


def _brief(
    world: World,
    slug: str,
    folder: TextFolder,
    languages: Sequence[Lang],
    renamed: frozenset[str],
    rules: TextRules,
    recall: Recall,
) -> Outcome[Brief]:
    """A brief; that it has no data is not told when they stand there under another ending."""
    outcome = recalled_brief(world, slug, folder, languages, rules, recall)
    if outcome.value.data.span.path not in renamed:
        return outcome
    follows = ("file-exists", "language-has-file")
    return Outcome(outcome.value, tuple(found for found in outcome.diagnostics if found.code not in follows))


def _unread(world: World, problems: Iterable[Diagnostic]) -> frozenset[str]:
    told = [(it.span.path, it.code) for it in problems if it.span is not None and rule_of(it.code).unread]
    given_up = {path for path, code in told if code == "work-fits-limits"}
    files = {path for path, _ in told if path.endswith(".yaml")}
    return frozenset(path for path in files if path in given_up or not is_read_whole(world, path))


def _numbered_twice(site: Site) -> Iterator[Diagnostic]:
    first: dict[str, Span] = {}
    for slug, brief in site.briefs.items():
        number, place = brief.data.value.number, brief.data.at("number")
        if number not in ("", placeholders.UNNUMBERED) and (there := first.setdefault(number, place)) is not place:
            message = f"the brief “{slug}” has the number {number} of another brief"
            related = ((there, "first given here"),)
            yield Diagnostic("number-is-unique", message, place, hint="give it a number of its own", related=related)


def _settings(world: World, paths: Sequence[str]) -> Outcome[Written[Settings]]:
    patches = placeholders.settings(languages_seen(paths))
    made_up = Written(Settings.model_validate(dict(patches)), Span(SITE), whole=False)
    if SITE not in paths:
        return Outcome(made_up, (_no_site(paths),))
    outcome = read_one(world, SITE, Settings, patches)
    if outcome.value and outcome.value.value.limits.entries > ENTRIES:
        with allowing(outcome.value.value.limits):  # its own lists may have as many entries, too
            outcome = read_one(world, SITE, Settings, patches)
    settings = outcome.value or made_up
    judged = map(judge_of(settings.value.level, settings.value.rules), outcome.diagnostics)
    if not has_errors(filter(None, judged)):  # the site is built with these settings: what follows must be told
        settings = replace(settings, whole=True)
    return Outcome(settings, (*outcome.diagnostics, *_named_twice(settings)))


def _no_site(paths: Sequence[str]) -> Diagnostic:
    near = nearest(SITE, (path for path in paths if path.count("/") == 1), cutoff=0.85)
    if near is not None:
        return error("file-exists", f"there is no {SITE}", Span(near), f"rename {near} to site.yaml")
    hint = f"run briefgen in the folder that holds {CONTENT}/, or begin a new site with: briefgen new"
    return error("file-exists", f"there is no {SITE} here", Span(SITE), hint)


def _named_twice(settings: Written[Settings]) -> list[Diagnostic]:
    languages = settings.value.languages
    return [
        error("value-has-type", f"the language “{lang}” is listed twice", settings.at("languages", place), "delete one")
        for place, lang in enumerate(languages)
        if lang in languages[:place]
    ]


def _sources(
    world: World, present: Iterable[str], settings: Written[Settings], entries: Entries
) -> Outcome[dict[str, Written[Source]]]:
    """The bibliography of the site, and what is cited from those of other programs."""
    report = Report()
    sources: dict[str, Written[Source]] = {}
    if SOURCES in present:
        content = report.take(read_bytes(world, SOURCES))
        under, standins = "references", placeholders.SOURCE
        for item in report.take(decode_list(Source, content or b"", SOURCES, under=under, standins=standins)):
            first = sources.setdefault(item.value.id, item)
            if first is not item:
                report.add([_twice("source", item.value.id, item.at("id"), first.at("id"))])
    others = report.take(read_libraries(world, settings, sources)) if settings.value.sources else []
    taken = report.take(entries.taken(sources | {item.value.id: item for item in others}))
    return Outcome(taken, report.sorted())


def _facts(
    world: World, paths: Sequence[str], sheets: SheetReader, entries: Entries
) -> Outcome[dict[str, Written[Fact]]]:
    """The ledger: all files of ``facts/`` as one, with the figures that stand in spreadsheets."""
    report = Report()
    facts: dict[str, Written[Fact]] = {}
    for path in paths:
        for id, written in report.take(_counted(world, path, paths, WrittenFact, placeholders.FACT, entries)).items():
            fact = report.take(sheets.read(written))
            first = facts.setdefault(id, fact)
            if first is not fact:
                report.add([_twice("fact", id, fact.span, first.span)])
    return Outcome(facts, report.sorted())


def _twice(what: str, id: str, span: Span, first: Span) -> Diagnostic:
    hint = "delete one of the two or rename it"
    return Diagnostic(
        "key-is-unique", f"the {what} “{id}” is given twice", span, hint=hint, related=((first, "first given here"),)
    )


def _packs(world: World, paths: Mapping[str, str]) -> Outcome[dict[str, Written[Pack]]]:
    report = Report()
    packs = {id: report.take(read_one(world, path, Pack, placeholders.PACK)) for id, path in paths.items()}
    return Outcome({id: pack for id, pack in packs.items() if pack is not None}, report.sorted())


def _pack_signoffs(world: World, paths: Mapping[str, str]) -> Outcome[dict[str, Written[Signoffs]]]:
    report = Report()
    found = {id: report.take(read_signoffs(world, path)) for id, path in paths.items()}
    return Outcome({id: signoffs for id, signoffs in found.items() if signoffs is not None}, report.sorted())


def _counted(
    world: World, path: str, present: Iterable[str], model: type[T], patches: Standins, entries: Entries
) -> Outcome[dict[str, Written[T]]]:
    """As ``_map``, of the ``entries`` of the site; when there are too many already the file is not read."""
    if entries.is_full and path in present:
        entries.pass_over(path)
        return Outcome({})
    report = Report()
    taken = report.take(entries.taken(report.take(_map(world, path, present, model, patches))))
    return Outcome(taken, report.sorted())


def _map(
    world: World, path: str, present: Iterable[str], model: type[T], patches: Standins
) -> Outcome[dict[str, Written[T]]]:
    """A file that maps ids to models; one that is not there maps nothing."""
    if path not in present:
        return Outcome({})
    report = Report()
    content = report.take(read_bytes(world, path))
    entries = report.take(decode_map(model, content or b"", path, standins=patches))
    return Outcome(entries, report.sorted())


def _profiles(world: World, settings: Written[Settings]) -> Outcome[dict[Lang, Language]]:
    """The profile of every language; one that is missing or broken is another's, and reported."""
    report = Report()
    known = [path for path in world.files(LOCALE) if path.endswith(".yaml") and path.count("/") == 2]
    names = frozenset(PurePosixPath(path).stem for path in known)
    found: dict[Lang, Language | None] = {}
    for place, lang in enumerate(settings.value.languages):
        if lang in found:
            continue
        base = base_language(lang, names)
        if base is not None:
            written = report.take(read_one(world, f"{LOCALE}/{base}.yaml", Language, None))
            found[lang] = None if written is None else _varied(written.value, lang)
        else:
            found[lang] = None
            report.add([_no_profile(lang, known, settings.at("languages", place))])
    spare = next((profile for profile in found.values() if profile is not None), None) or _any_profile(world, known)
    chosen = {lang: profile or spare for lang, profile in found.items()}
    return Outcome({lang: profile for lang, profile in chosen.items() if profile is not None}, report.sorted())


def _varied(profile: Language, lang: Lang) -> Language:
    """A profile for the same language as another region writes it; numbers and dates stay as they are."""
    if profile.tag == lang:
        return profile
    return profile.model_copy(update={"tag": lang, "locale": profile.locale or profile.tag})


def _as_meant(world: World, settings: Written[Settings], seen: Collection[Lang]) -> Written[Settings]:
    """The settings with languages that have no profile as those that there are texts in: ``kr`` for ``ko``."""
    known = {PurePosixPath(path).stem for path in world.files(LOCALE) if path.endswith(".yaml")}
    languages = settings.value.languages
    free = sorted(known.intersection(seen).difference(languages))
    meant = {lang: nearest(lang, free, cutoff=0.5) or lang for lang in languages if not base_language(lang, known)}
    if not any(lang != given for given, lang in meant.items()):
        return settings
    made = tuple(dict.fromkeys(meant.get(lang, lang) for lang in languages))
    return replace(settings, value=settings.value.model_copy(update={"languages": made}))


def _any_profile(world: World, paths: Sequence[str]) -> Language | None:
    read = (read_one(world, path, Language, None).value for path in paths)
    return next((written.value for written in read if written is not None), None)


def _no_profile(lang: Lang, known: Sequence[str], span: Span) -> Diagnostic:
    names = [path.removeprefix(f"{LOCALE}/").removesuffix(".yaml") for path in known]
    path = f"{LOCALE}/{lang}.yaml"
    example = f"; {known[0]} shows what it holds" if known else ""
    if is_language(lang):
        hint = f"run briefgen new language {lang}, and complete the files that it begins"
    elif near := nearest(lang, names, cutoff=0.5):
        hint = f"did you mean “{near}”?"
    else:
        hint = f"write the profile of the language in {path}{example}"
    return error("file-exists", f"there is no profile for the language “{lang}”", span, hint)
