"""A brief of an edition as a document to be edited: its head, its text, and the sources that the text names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from briefgen.model.core.diagnostics import Span
from briefgen.model.written.briefs import Brief
from briefgen.model.written.shown import Shown
from briefgen.rendering.office.flow import BlockFlow, Said, Sourced
from briefgen.rendering.office.handoff import (
    Handoff,
    HandoffParagraph,
    HandoffPart,
    HandoffPicture,
    HandoffRun,
    HandoffStyle,
    RunKind,
    RunLook,
    paragraphs_of,
)
from briefgen.resolving.edition.edition import Article, Edition
from briefgen.resolving.edition.views import Reference


@dataclass(frozen=True, slots=True)
class HandoffPictures:
    """The pictures of a brief: of its charts by anchor, of its images by path; ``files`` by the names of both."""

    shown: Mapping[str, HandoffPicture] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def handoff_of(
    article: Article,
    edition: Edition,
    site: Shown,
    say: Callable[[str], str],
    pictures: HandoffPictures,
    *,
    sourced: Sourced | None = None,
) -> Handoff:
    """The document; ``say`` is the interface wording of its language. With ``sourced`` it
    has the figures of its charts, says whose figures and proposals are, and lists every source as the page does."""
    writer = _BriefWriter(article, site, {ident: fact.label for ident, fact in edition.facts.items()}, say)
    flow = BlockFlow(
        edition.site.base_url,
        writer.labels,
        say,
        writer.wording,
        {it.id: it for it in article.numbered},
        {it.anchor: it for it in article.recommendations},
        pictures.shown,
        sourced,
    )
    parts = (*writer.head(flow), *flow.parts(article.body))
    return Handoff(
        article.slug,
        article.lang,
        article.title,
        tuple(person.name for person in article.authors) or (edition.site.publisher,),
        article.day_iso,
        (*parts, *writer.sources(parts, whole=sourced is not None)),
        pictures.files,
    )


@dataclass(frozen=True, slots=True)
class _BriefWriter:
    article: Article
    site: Shown
    labels: Mapping[str, str]
    say: Callable[[str], str]

    @property
    def brief(self) -> Brief:
        return self.site.briefs[self.article.slug]

    def wording(self, file: str, words: str, *path: str | int) -> Said:
        """A wording of the brief's YAML, with the facts that are named in it."""
        brief, ident = self.brief, file.removesuffix(".chart")
        written = brief.data if file == "brief" else brief.pictures.get(file) or brief.charts[ident]
        return self._said(words, written.at(*path, self.article.lang))

    def _said(self, words: str, span: Span) -> Said:
        own = (self.article.slug, self.article.lang, span)
        return Said(words, span, tuple(it for it in self.site.said if (it.slug, it.lang, it.span) == own))

    def head(self, flow: BlockFlow) -> Iterator[HandoffPart]:
        """Yield what stands above the text."""
        article, front = self.article, self.brief.texts[self.article.lang].front
        series = " · ".join(filter(None, (article.series, article.number, article.day)))
        yield HandoffParagraph("series", HandoffStyle.SERIES, (HandoffRun(series, RunKind.MARK),), front.span)
        title = self._said(article.title, front.at("title"))
        yield flow.paragraph("title", HandoffStyle.TITLE, title, anchors=("top",))
        if article.subtitle:
            said = self._said(article.subtitle, front.at("subtitle"))
            yield flow.paragraph("subtitle", HandoffStyle.SUBTITLE, said)
        if article.says_more:
            name = "standfirst" if article.standfirst else "summary"
            said = self._said(article.opening, front.at(name))
            yield flow.paragraph(name, HandoffStyle.LEAD, said)

    def sources(self, parts: tuple[HandoffPart, ...], *, whole: bool) -> Iterator[HandoffPart]:
        """The entries that a mark in the text leads to; the ``whole`` list has all, with their addresses and notes."""
        named = {
            run.href.removeprefix("#") for it in paragraphs_of(parts) for run in it.runs if run.href.startswith("#")
        }
        found = [it for it in self.article.references if whole or it.anchor in named]
        if found:
            words = (HandoffRun(self.say("References"), RunKind.MARK),)
            yield HandoffParagraph("references", HandoffStyle.HEADING, words, level=1)
        for entry in found:
            yield self._source(entry, whole=whole)

    def _source(self, entry: Reference, *, whole: bool) -> HandoffParagraph:
        runs = [
            HandoffRun(words, RunKind.MARK, frozenset({RunLook.ITALIC}) if slanted else frozenset(), href)
            for words, slanted, href in ((f"[{entry.number}] ", False, ""), *styled_words(str(entry.html)))
        ]
        if whole and not any(entry.url in run.words for run in runs):
            runs += (HandoffRun(" ", RunKind.MARK), HandoffRun(entry.url, RunKind.MARK, href=entry.url))
        if whole and entry.note:
            stop = "" if runs[-1].words.endswith((".", "?", "!")) else "."
            runs.append(HandoffRun(f"{stop} {entry.note}", RunKind.MARK))
        span = self.site.sources[entry.id].span if entry.id in self.site.sources else None
        key = f"source-{entry.number}"
        return HandoffParagraph(key, HandoffStyle.SOURCE, tuple(runs), span, anchors=(entry.anchor,))


_SLANTED = frozenset({"i", "em", "cite"})


def styled_words(html: str) -> Iterator[tuple[str, bool, str]]:
    """The words of a fragment, whether they are in italics, and where they lead."""
    reader = _FragmentReader()
    reader.feed(html)
    reader.close()
    yield from reader.found


class _FragmentReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, bool, str]] = []
        self.slanted = 0
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.slanted += tag in _SLANTED
        if tag == "a":
            self.href = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        self.slanted -= tag in _SLANTED
        if tag == "a":
            self.href = ""

    def handle_data(self, data: str) -> None:
        self.found.append((data, self.slanted > 0, self.href))
