"""What a settled brief says, block by block, in plain words: what is kept of a version, and compared with the next.

The marks of citations and the calls of notes are not part of it, nor are the lists of sources and evidence: they follow
from the text. What a note says is a block of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.model.core.blocks import Block, blocks, lines
from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import Node
from briefgen.model.core.document import words as text
from briefgen.model.records.versions import KeptVersion
from briefgen.model.written.written import Lang
from briefgen.resolving.edition.edition import Article, PackView, PlainPage
from briefgen.resolving.edition.views import Drawing
from briefgen.resolving.site.pictures import CREDIT
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


def said_of_page(page: PlainPage) -> tuple[PlainBlock, ...]:
    """All that a page of the site's own says in its language."""
    span = page.body.span and Span(page.body.span.path)
    top = (
        PlainBlock(kind, _line(words), id=kind, span=span)
        for kind, words in (("title", page.title), ("summary", page.summary))
    )
    return tuple(block for block in (*top, *_in_text(blocks(page.body), {})) if block.words)


def said_of_pack(pack: PackView) -> tuple[PlainBlock, ...]:
    """What a pack says besides its briefs."""
    said = [
        ("title", "title", pack.title),
        ("subtitle", "subtitle", pack.subtitle),
        ("summary", "summary", pack.summary),
        ("purpose", "purpose", pack.purpose),
        *(("finding", "", it.message) for it in pack.findings),
        *(("question", "", _BETWEEN.join(filter(None, (it.text, it.answer)))) for it in pack.questions),
    ]
    return tuple(PlainBlock(kind, _line(words), id=ident, span=pack.span) for kind, ident, words in said if words)


def _all(article: Article) -> Iterator[PlainBlock]:
    top = article.body.span and Span(article.body.span.path)
    for kind, words in _front(article):
        key = "summary" if kind == "standfirst" else kind
        yield PlainBlock(kind, _line(words), key=f"top-{key}", anchor="title", id=kind, span=top)
    later = article.since.facts if article.since else ()
    for kind, anchor, facts in (("key-figure", "key-figures", article.key_figures), ("since", "since", later)):
        for fact in facts:
            said = f"{fact.words} – {fact.about}" if fact.about else fact.words
            words = _line(f"{fact.label}: {said}")
            yield PlainBlock(kind, words, key="top-title", anchor=anchor, id=fact.id, facts=(fact.id,), span=top)
    cut = blocks(article.body)
    yield from _in_text(cut, {it.id: it.drawing for it in article.numbered if it.drawing})
    keys = {part.node.get("id"): block.key for block in lines(cut) for part in (block, *block.called())}
    for item in article.recommendations:
        terms = _line("; ".join(filter(None, (item.title, item.how, item.owner, item.due, item.cost, item.success))))
        yield PlainBlock("terms", terms, key=keys.get(item.anchor, ""), anchor=item.anchor, id=item.id)
    for risk in article.risks:
        parts = (risk.text, risk.likelihood, risk.effect, risk.answer)
        yield PlainBlock(
            "risk", _BETWEEN.join(filter(None, map(_line, parts))), anchor="register", id=risk.id, span=top
        )
    for note in article.notes:
        words = _line(note.body.said())
        yield PlainBlock(
            "note", words, str(note.number), key=keys.get(note.id, ""), anchor=note.id, span=note.body.span
        )


def _front(article: Article) -> Iterator[tuple[str, str]]:
    yield "title", article.title
    yield "subtitle", article.subtitle
    yield "standfirst", article.standfirst
    if article.summary != article.standfirst:
        yield "summary", article.summary


def _line(words: str) -> str:
    return " ".join(words.split())


def _in_text(some: Iterable[Block], drawings: Mapping[str, Drawing]) -> Iterator[PlainBlock]:
    for block in lines(some):
        drawing = drawings.get(block.node.get("id")) if block.name == "chart" else None
        if drawing:
            yield from _chart(block, drawing)
        else:
            yield _plain(block, *_words(block))


def _words(block: Block) -> tuple[str, str]:
    """What a block is in a version that is kept, and its words."""
    part = block.node
    match block.line:
        case "row":
            return "row", _BETWEEN.join(_line(cell.said()) for cell in part.children)
        case "code":
            return "code", part.text
        case "figure":
            pictured = [it.get("alt") for it in part.walk() if it.kind == "image"]
            return "figure", _BETWEEN.join(filter(None, map(_line, (block.title, *pictured, part.get(CREDIT)))))
        case "":
            return "caption", _line(block.title)
        case "paragraph" if any(it.get("name") == "at-a-glance" for it in block.containers):
            return "glance", _line(part.map(_with_colon).said())
        case kind:
            return kind, _line(part.said())


def _with_colon(part: Node) -> Node:
    """The label of a point with the colon that sets it off in running text; on a page its place does."""
    is_label = part.get("class") == "point-label"
    return part.with_children((*part.children, text(":"))) if is_label else part


def _chart(block: Block, drawing: Drawing) -> Iterator[PlainBlock]:
    words = filter(None, map(_line, (drawing.title, drawing.subtitle, drawing.note)))
    yield _plain(block, "chart", _BETWEEN.join(words))
    for row in drawing.rows:
        cells = (row[key].words for key, _ in drawing.columns if key in row)
        facts = tuple(cell.fact for cell in row.values() if cell.fact)
        yield replace(_plain(block, "row", _BETWEEN.join(map(_line, cells))), facts=facts)


def _plain(block: Block, kind: str, words: str) -> PlainBlock:
    part, heading = block.node, kind == "heading"
    given = not part.get("made") and part.get("anchor") != part.get("id") and not _COUNTED.fullmatch(part.get("id"))
    inline = part.kind not in ("directive", "quote", "list", "item") and kind != "chart"
    facts = (it.get("fact") for it in part.walk() if it.kind == "figure-words") if inline else ()
    return PlainBlock(
        kind,
        words,
        number=str(block.number or ""),
        under="" if heading or block.section is None else _line(block.section.said()),
        key=block.key,
        anchor=block.place,
        id=part.get("id") if given and kind != "row" else "",
        facts=tuple(dict.fromkeys(facts)),
        span=part.span,
    )


def block_with(words: str, said: Sequence[PlainBlock]) -> int | None:
    """The position of the first block in which ``words`` stand."""
    wanted = canonical(words)
    return next((place for place, block in enumerate(said) if wanted in canonical(block.words)), None)
