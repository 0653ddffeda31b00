"""The twin of each brief's page for programs: the same words as Markdown and as plain text, and a list of all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from gettext import NullTranslations

from briefgen.model.core.written import Lang
from briefgen.model.output import addresses
from briefgen.model.output.tree import File
from briefgen.model.written.shown import Shown
from briefgen.rendering.office.brief import HandoffPictures, handoff_of
from briefgen.rendering.office.flow import Sourced
from briefgen.rendering.office.handoff import (
    Handoff,
    HandoffParagraph,
    HandoffPart,
    HandoffPicture,
    HandoffRun,
    HandoffStyle,
    ListPlace,
    RunKind,
)
from briefgen.rendering.office.plain.block_lines import PlainBlocks
from briefgen.rendering.office.plain.inline import PlainLine, escaped
from briefgen.resolving.edition.edition import Article, Edition
from briefgen.resolving.edition.views import FactView

Say = Callable[[str], str]
_STANDINGS = {
    "draft": "Draft: not published yet.",
    "review": "In review: not published yet.",
    "superseded": "This brief no longer holds.",
}
_POINTS = ListPlace(0, ordered=False)


def twins(
    article: Article, edition: Edition, site: Shown, words: NullTranslations, images: Mapping[str, str]
) -> tuple[File, File]:
    """Markdown and plain text; ``images`` are the paths of images on the site by those in the project."""
    markdown_file, text_file = empty_twins(article)
    say = words.gettext
    shown = {path: HandoffPicture(addresses.relative(there, article.path), "") for path, there in images.items()}
    sourced = _naming(article, words)
    handoff = handoff_of(article, edition, site, say, HandoffPictures(shown), sourced=sourced)
    parts = _parts(handoff, article, say, sourced)

    def written(*, marked: bool) -> str:
        return PlainBlocks(PlainLine(marked), say("Notes")).write(parts)

    markdown = f"{_front(article, edition)}\n{written(marked=True)}"
    text = f"{written(marked=False)}\n{_colophon(article, edition, say)}"
    return replace(markdown_file, held=markdown.encode()), replace(text_file, held=text.encode())


def empty_twins(article: Article) -> tuple[File, File]:
    """Both files without their content: what a check has to know of them."""
    files, maker = addresses.files_of(article.path), f"the brief “{article.slug}”"
    return File(files.md, b"", maker), File(files.txt, b"", maker)


def _naming(article: Article, words: NullTranslations) -> Sourced:
    """Return how the sources of this brief are named."""
    entries = {entry.id: entry for entry in article.references}

    def sourced(sources: tuple[tuple[str, str], ...], *, named: bool = False) -> str:
        known = [(entries[ident], place) for ident, place in sources if ident in entries]
        if named:
            said = ", ".join(f"{entry.short} [{entry.number}]" for entry, _ in known)
            return f"{words.ngettext('Source:', 'Sources:', len(sources))} {said}"
        ordered = sorted((entry.number, place) for entry, place in known)
        return ", ".join(f"[{number}] {place}".strip() for number, place in ordered)

    return sourced


def _parts(handoff: Handoff, article: Article, say: Say, sourced: Sourced) -> tuple[HandoffPart, ...]:
    """The parts with notices above the opening, figures and what has come since below it, risks before the sources."""
    titles = (HandoffStyle.SERIES, HandoffStyle.TITLE, HandoffStyle.SUBTITLE)
    parts = handoff.parts
    top = next((at for at, it in enumerate(parts) if not _is_one_of(titles, it)), len(parts))
    opening = (*titles, HandoffStyle.LEAD)
    end = next((at for at, it in enumerate(parts) if not _is_one_of(opening, it)), len(parts))
    sources = next((at for at, it in enumerate(parts) if getattr(it, "key", "") == "references"), len(parts))
    figures = (_item(_key_figure(it), cited=_cited(it, sourced)) for it in article.key_figures)
    front = (*figures, *_since(article, say, sourced))
    notices = (HandoffParagraph("", HandoffStyle.TEXT, (HandoffRun(it),)) for it in _notices(article, say))
    return (
        *parts[:top],
        *notices,
        *parts[top:end],
        *front,
        *parts[end:sources],
        *_risks(article, say),
        *parts[sources:],
    )


def _is_one_of(styles: tuple[HandoffStyle, ...], part: HandoffPart) -> bool:
    return isinstance(part, HandoffParagraph) and part.style in styles


def _notices(article: Article, say: Say) -> Iterator[str]:
    """Yield what a reader has to know before reading on, as the page says it."""
    standing = article.standing
    if standing and (said := _STANDINGS.get(standing.kind)):
        instead = f"{say('In its place:')} {standing.successor}" if standing.successor else ""
        yield " ".join(filter(None, (say(said), instead)))
    if standing and standing.until:
        yield say("Embargoed until %(moment)s.") % {"moment": standing.until}
    for change in article.notices:
        head = "Corrected on %(date)s." if change.kind == "correction" else "Updated on %(date)s."
        yield f"{say(head) % {'date': change.date}} {change.text}"


def _since(article: Article, say: Say, sourced: Sourced) -> Iterator[HandoffPart]:
    if article.since:
        head = f"{say('Since then')} {say('as of %(date)s') % {'date': article.since.as_of}}"
        yield HandoffParagraph("", HandoffStyle.LABEL, (HandoffRun(head),))
        for fact in article.since.facts:
            about = f" ({fact.about})" if fact.about else ""
            yield _item(f"{fact.label}: {fact.words}", cited=_cited(fact, sourced), more=about)


def _cited(fact: FactView, sourced: Sourced) -> str:
    return f" {sourced(fact.sources + fact.base_sources)}".rstrip()


def _risks(article: Article, say: Say) -> Iterator[HandoffPart]:
    if article.risks:
        yield HandoffParagraph("", HandoffStyle.HEADING, (HandoffRun(say("Risks and answers")),), level=1)
    for risk in article.risks:
        yield _item(f"{risk.text} → {risk.answer}" if risk.answer else risk.text)


def _item(said: str, cited: str = "", more: str = "") -> HandoffParagraph:
    runs = (HandoffRun(said), HandoffRun(cited, RunKind.MARK), HandoffRun(more))
    return HandoffParagraph("", HandoffStyle.ITEM, runs, list=_POINTS)


def _key_figure(fact: FactView) -> str:
    said = [f"{fact.label}: {fact.words}", fact.period, fact.change and f"{fact.change} ({fact.compared_to})"]
    return "; ".join(filter(None, said))


def _front(article: Article, edition: Edition) -> str:
    """Front matter: what a program should know before it reads."""
    site = edition.site
    told: dict[str, object] = {
        "title": article.title,
        "language": article.lang,
        "series": article.series,
        "number": article.number,
        "version": article.version,
        "status": article.standing.kind if article.standing else "",
        "published": article.published_iso,
        "updated": article.updated_iso,
        "authors": [person.name for person in article.authors],
        "publisher": site.publisher,
        "licence": site.licence,
        "evidence": article.evidence.value if article.evidence else "",
        "keywords": list(article.keywords),
        "address": addresses.absolute(article.path, site.base_url),
        "translations": {
            it.lang: addresses.absolute(addresses.files_of(it.path).md, site.base_url)
            for it in article.alternates
            if it.path and it.lang != article.lang
        },
    }
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in told.items() if value)
    # A program that knows no front matter would take what is between angle brackets for HTML.
    return "\n".join(("---", *lines, "---", "")).replace("<", "\\u003c")


def _colophon(article: Article, edition: Edition, say: Say) -> str:
    """Return who says it, and where it stands: the last lines of a plain text."""
    names = ", ".join(person.name for person in article.authors)
    said = (names, edition.site.publisher, edition.site.terms.worded_in_files(say))
    lines = (*dict.fromkeys(said), addresses.absolute(article.path, edition.site.base_url))
    return "".join(f"{line}\n" for line in lines if line)


def twin_list(editions: Mapping[Lang, Edition], wording: Mapping[Lang, NullTranslations]) -> File:
    """``llms.txt`` as https://llmstxt.org has it: what the site is, and its briefs in every language."""
    first = next(iter(editions.values())).site
    blocks = [f"# {escaped(first.title)}", f"> {escaped(first.description)}"]
    for lang, edition in editions.items():
        head = f"## {wording[lang].gettext('Briefs')} ({lang})"
        blocks.append(
            "\n".join((head, "", *(_entry(it, edition) for it in edition.articles.values() if not it.is_withdrawn)))
        )
    return File(addresses.LLMS, ("\n\n".join(blocks) + "\n").encode(), "the list for language models")


def _entry(article: Article, edition: Edition) -> str:
    address = addresses.absolute(addresses.files_of(article.path).md, edition.site.base_url)
    title, opening = (escaped(" ".join(said.split())) for said in (article.title, article.opening))
    return f"- [{title}]({address}): {opening}"
