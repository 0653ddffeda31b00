"""What a settled brief says, block by block, in plain words: what is kept of a version, and compared with the next.

The marks of citations and the calls of notes are not part of it, nor are the lists of sources and evidence: they follow
from the text. What a note says is a block of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import BLOCK_KINDS, Node
from briefgen.model.records.versions import KeptVersion
from briefgen.model.written.written import Lang
from briefgen.resolving.edition.edition import Article
from briefgen.resolving.edition.views import Drawing, Numbered
from briefgen.resolving.translation.blocks import canonical

_COUNTED = re.compile(r"(figure|table)-\d+")
"""An id that was given to a figure or table by its number."""
_BETWEEN = " | "
"""Stands between the cells of a row."""


@dataclass(frozen=True, slots=True)
class PlainBlock:
    """A block in words. ``key`` is that of the block on paper, ``anchor`` its place on the page, or the nearest."""

    kind: str
    words: str
    number: str = ""
    under: str = ""
    key: str = ""
    anchor: str = ""
    id: str = ""
    facts: tuple[str, ...] = ()
    """Ids of the facts whose value stands in it."""
    span: Span | None = None

    @property
    def same(self) -> tuple[str, str]:
        """By which it is the same block still: what it is, and its words whatever their spacing."""
        return self.kind, canonical(self.words)


def kept_said(data: KeptVersion, lang: Lang) -> tuple[PlainBlock, ...]:
    """All that a version said that was kept in ``lang``."""
    return tuple(
        PlainBlock(it.kind, it.words, it.number, it.under, id=it.id, facts=it.facts) for it in data.texts[lang]
    )


def said_of(article: Article) -> tuple[PlainBlock, ...]:
    """All that a brief says in its language, in reading order."""
    return tuple(block for block in _all(article) if block.words)


def _all(article: Article) -> Iterator[PlainBlock]:
    top = article.body.span and Span(article.body.span.path)
    for kind, words in _front(article):
        key = "summary" if kind == "standfirst" else kind
        yield PlainBlock(kind, _line(words), key=f"top-{key}", anchor="title", id=kind, span=top)
    later = article.since.facts if article.since else ()
    for kind, anchor, facts in (("key-figure", "key-figures", article.key_figures), ("since", "since", later)):
        for fact in facts:
            words = _line(f"{fact.label}: {fact.words} {fact.about}")
            yield PlainBlock(kind, words, key="top-title", anchor=anchor, id=fact.id, facts=(fact.id,), span=top)
    walk = _PlainWalk({it.id: it for it in article.numbered})
    yield from walk.blocks(article.body.children)
    for item in article.recommendations:
        terms = _line("; ".join(filter(None, (item.title, item.how, item.owner, item.due, item.cost, item.success))))
        yield PlainBlock("terms", terms, key=walk.keys.get(item.anchor, ""), anchor=item.anchor, id=item.id)
    for risk in article.risks:
        parts = (risk.text, risk.likelihood, risk.effect, risk.answer)
        yield PlainBlock(
            "risk", _BETWEEN.join(filter(None, map(_line, parts))), anchor="register", id=risk.id, span=top
        )
    for note in article.notes:
        words = _line(note.body.said())
        yield PlainBlock(
            "note", words, str(note.number), key=walk.keys.get(note.id, ""), anchor=note.id, span=note.body.span
        )


def _front(article: Article) -> Iterator[tuple[str, str]]:
    yield "title", article.title
    yield "subtitle", article.subtitle
    yield "standfirst", article.standfirst
    if article.summary != article.standfirst:
        yield "summary", article.summary


def _line(words: str) -> str:
    return " ".join(words.split())


class _PlainWalk:
    """Goes through a text and knows where it is: under which heading, in which numbered paragraph."""

    def __init__(self, numbered: dict[str, Numbered]) -> None:
        self._numbered = numbered
        self._under = ""
        self._number = ""
        self._key = ""
        self._anchor = ""
        self._plain = "paragraph"
        """What a block of running text is here."""
        self.keys: dict[str, str] = {}
        """Id of a note or a recommendation → key of the block on paper that it stands in."""

    def blocks(self, parts: Iterable[Node]) -> Iterator[PlainBlock]:
        for part in parts:
            yield from self._block(part)

    def _block(self, part: Node) -> Iterator[PlainBlock]:
        before = self._number, self._anchor
        self._key = part.get("block") or self._key
        self._anchor = part.get("id") or self._anchor
        self._number = part.get("number") or self._number
        if part.kind == "list":
            self._number = next((it.get("number") for it in part.children if it.get("number")), self._number)
        if part.get("id"):
            self.keys[part.get("id")] = self._key
        if part.kind == "heading":
            self._under = _line(part.said())
            yield self._said("heading", self._under, part)
        else:
            yield from self._within(part)
        self._number, self._anchor = before if part.kind != "heading" else ("", self._anchor)

    def _within(self, part: Node) -> Iterator[PlainBlock]:
        numbered = self._numbered.get(part.get("id"))
        if part.kind == "row":
            yield self._said("row", _BETWEEN.join(_line(cell.said()) for cell in part.children), part)
            self._calls(part)
        elif part.kind == "code":
            yield self._said("code", part.text, part)
        elif part.kind == "figure":
            pictured = [it.get("alt") for it in part.walk() if it.kind == "image"]
            yield self._said("figure", _BETWEEN.join(filter(None, map(_line, (part.get("caption"), *pictured)))), part)
        elif part.get("name") == "chart" and numbered and numbered.drawing:
            yield from self._chart(part, numbered.drawing)
        elif part.kind == "directive" or any(child.kind in BLOCK_KINDS for child in part.children):
            titled = part.kind == "directive" and part.get("name") != "recommendation"
            yield self._said("caption", _line(part.get("argument") if titled else part.get("caption")), part)
            around, self._plain = self._plain, "glance" if part.get("name") == "at-a-glance" else self._plain
            yield from self.blocks(part.children)
            self._plain = around
        else:
            yield self._said(self._plain, _line(part.said()), part)
            self._calls(part)

    def _chart(self, part: Node, drawing: Drawing) -> Iterator[PlainBlock]:
        words = filter(None, map(_line, (drawing.title, drawing.subtitle, drawing.note)))
        yield self._said("chart", _BETWEEN.join(words), part)
        for row in drawing.rows:
            cells = (row[key].words for key, _ in drawing.columns if key in row)
            facts = tuple(cell.fact for cell in row.values() if cell.fact)
            yield replace(self._said("row", _BETWEEN.join(map(_line, cells)), part), facts=facts)

    def _calls(self, part: Node) -> None:
        for inner in part.walk():
            if inner.kind == "call":
                self.keys[inner.get("id")] = self._key

    def _said(self, kind: str, words: str, part: Node) -> PlainBlock:
        given = not part.get("made") and part.get("anchor") != part.get("id") and not _COUNTED.fullmatch(part.get("id"))
        own = part.get("id") if given and kind != "row" else ""
        number = "" if kind == "heading" else self._number
        under = "" if kind == "heading" else self._under
        inline = part.kind not in ("directive", "quote", "list", "item") and kind != "chart"
        facts = (it.get("fact") for it in part.walk() if it.kind == "figure-words") if inline else ()
        return PlainBlock(
            kind, words, number, under, self._key, self._anchor, own, tuple(dict.fromkeys(facts)), part.span
        )
