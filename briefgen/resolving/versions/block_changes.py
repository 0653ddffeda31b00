"""What a text says, block by block, in plain words, and in which blocks and words two versions of it differ.

The marks of citations and the calls of notes are not part of it, nor are the lists of sources and evidence: they follow
from the text. What a note says is a block of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from briefgen.model.core.blocks import Block, blocks, lines
from briefgen.model.core.diagnostics import Span
from briefgen.model.core.directives import AT_A_GLANCE, CHART
from briefgen.model.core.document import Node
from briefgen.model.core.document import words as text
from briefgen.model.core.written import Lang
from briefgen.model.records.versions import KeptBlock, KeptVersion
from briefgen.resolving.edition.edition import Article, PackView, PlainPage
from briefgen.resolving.edition.views import Drawing
from briefgen.resolving.site.pictures import CREDIT
from briefgen.resolving.translation.pairs import align
from briefgen.resolving.translation.translation_units import canonical

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
    page: int = 0
    """Of the PDF that was handed out; 0 where it is not known."""

    def kept(self, page: int = 0) -> KeptBlock:
        """The block as it is kept of a version, with its page."""
        it = self
        return KeptBlock(
            kind=it.kind, words=it.words, number=it.number, under=it.under, page=page, id=it.id, facts=it.facts
        )

    @property
    def same(self) -> tuple[str, str]:
        """By which it is the same block still: what it is, and its words whatever their spacing."""
        return self.kind, canonical(self.words)


def kept_said(data: KeptVersion, lang: Lang) -> tuple[PlainBlock, ...]:
    """All that a version said that was kept in ``lang``."""
    return tuple(
        PlainBlock(it.kind, it.words, it.number, it.under, id=it.id, facts=it.facts, page=it.page)
        for it in data.texts[lang]
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
    """Return what a pack says besides its briefs."""
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
        terms = _line("; ".join(filter(None, (item.title, item.ask, item.owner, item.due, item.needs, item.sign))))
        yield PlainBlock("terms", terms, key=keys.get(item.anchor, ""), anchor=item.anchor, id=item.id)
    for risk in article.risks:
        parts = (risk.text, risk.likelihood, risk.trigger, risk.answer)
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
        drawing = drawings.get(block.node.get("id")) if CHART.is_kind_of(block.node) else None
        if drawing:
            yield from _chart(block, drawing)
        else:
            yield _plain(block, *_words(block))


def _words(block: Block) -> tuple[str, str]:
    """Return what a block is in a version that is kept, and its words."""
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
        case "paragraph" if any(map(AT_A_GLANCE.is_kind_of, block.containers)):
            return "glance", _line(part.map(_with_colon).said())
        case kind:
            return kind, _line(part.said())


def _with_colon(part: Node) -> Node:
    """The label of a point with the colon that sets it off in running text; on a page its place does."""
    is_label = part.get("class") == "point-label"
    return part.with_children((*part.children, text(":"))) if is_label else part


def _chart(block: Block, drawing: Drawing) -> Iterator[PlainBlock]:
    words = filter(None, map(_line, (drawing.title, drawing.subtitle, drawing.note)))
    yield _plain(block, CHART.name, _BETWEEN.join(words))
    for row in drawing.rows:
        cells = (row[key].words for key, _ in drawing.columns if key in row)
        facts = tuple(cell.fact for cell in row.values() if cell.fact)
        yield replace(_plain(block, "row", _BETWEEN.join(map(_line, cells))), facts=facts)


def _plain(block: Block, kind: str, words: str) -> PlainBlock:
    part, heading = block.node, kind == "heading"
    given = not part.get("made") and part.get("anchor") != part.get("id") and not _COUNTED.fullmatch(part.get("id"))
    inline = part.kind not in ("directive", "quote", "list", "item") and kind != CHART.name
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


_SAME_ID = 10.0
_ENOUGH = 0.35
"""How much of their words two blocks share at least, in order, to be one that was changed."""
_MOVED = 0.7
"""How much of its words a block has kept that stands elsewhere now."""

_AROUND = 4
"""Words quoted on either side of those that changed."""
_APART = 2 * _AROUND
"""Words between two changes from which on they are quoted apart."""


class Fate(StrEnum):
    """What has become of a block, or of words in it."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words of a block that went the same way."""

    fate: Fate
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A block that is not the same in both versions: as it was (None: there was none) and as it is now."""

    was: PlainBlock | None
    now: PlainBlock | None

    @property
    def fate(self) -> Fate:
        """Gone, new, changed, or moved with the words that it had."""
        if self.was and self.now:
            return Fate.MOVED if self.was.same == self.now.same else Fate.CHANGED
        return Fate.GONE if self.was else Fate.NEW

    def runs(self) -> tuple[WordRun, ...]:
        """Both texts in one, run by run."""
        return word_runs(self.was.words if self.was else "", self.now.words if self.now else "")


def differences(before: Sequence[PlainBlock], after: Sequence[PlainBlock]) -> tuple[Difference, ...]:
    """Every block in which two versions of a text differ, in the order of the later one."""
    old, new = [it.same for it in before], [it.same for it in after]
    found: list[Difference] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        found += [Difference(was, now) for was, now in align(before[a:b], after[c:d], _likeness)]
    return tuple(_with_moves(found))


def _with_moves(found: Sequence[Difference]) -> Iterator[Difference]:
    """A block that has gone here and come there is one, told where it stands now."""
    gone = [it for it in found if it.now is None]
    moved: dict[int, Difference] = {}
    for it in found:
        if it.was is None and it.now is not None and gone:
            likest = max(gone, key=lambda other: _likeness(other.was, it.now) if other.was and it.now else -1.0)
            if likest.was and _likeness(likest.was, it.now) >= _MOVED:
                moved[id(it)] = moved[id(likest)] = Difference(likest.was, it.now)
                gone.remove(likest)
    for it in found:
        if id(it) not in moved:
            yield it
        elif it.was is None:
            yield moved[id(it)]


def _likeness(one: PlainBlock, other: PlainBlock) -> float:
    """Return how likely two blocks are the same; below 0 when they cannot be."""
    if one.kind != other.kind or (one.id and other.id and one.id != other.id):
        return -1.0
    if one.id and other.id:
        return _SAME_ID
    left, right = one.words.split(), other.words.split()
    ratio = SequenceMatcher(None, left, right, autojunk=False).ratio()
    by_letters = SequenceMatcher(None, one.words, other.words, autojunk=False).quick_ratio() / 2
    likeness = max(ratio, by_letters if len(left) < 8 else 0.0)
    return likeness if likeness >= _ENOUGH else -1.0


def word_runs(before: str, after: str) -> tuple[WordRun, ...]:
    """Two wordings in one: what stayed, what went, what came, in whole words."""
    return tuple(_runs(before.split(), after.split()))


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[WordRun]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield WordRun(Fate.SAME, " ".join(old[a:b]))
            continue
        if a < b:
            yield WordRun(Fate.GONE, " ".join(old[a:b]))
        if c < d:
            yield WordRun(Fate.NEW, " ".join(new[c:d]))


def marked(runs: Iterable[WordRun]) -> str:
    """Both wordings in one line, for a terminal: what went as [-…-], what came as {+…+}."""
    signs = {Fate.GONE: "[-{}-]", Fate.NEW: "{{+{}+}}"}
    return " ".join(signs.get(run.fate, "{}").format(run.words) for run in runs)


def excerpts(runs: Sequence[WordRun]) -> Iterator[tuple[str, str]]:
    """Pairs of what was printed and what is to be read, with a few words round each change."""
    was: list[str] = []
    now: list[str] = []
    changed = False
    for place, run in enumerate(runs):
        words = run.words.split()
        if run.fate is not Fate.SAME:
            changed = True
            (was if run.fate is Fate.GONE else now).extend(words)
            continue
        last = place == len(runs) - 1
        if changed and (last or len(words) > _APART):
            yield _quoted(was, now, words[:_AROUND], more=len(words) > _AROUND)
            was, now, changed = [], [], False
        if not changed:
            ahead = words[-_AROUND:]
            cut = ["…"] if len(words) > _AROUND else []
            was, now = [*cut, *ahead], [*cut, *ahead]
        else:
            was += words
            now += words
    if changed:
        yield _quoted(was, now, [], more=False)


def _quoted(was: list[str], now: list[str], after: list[str], *, more: bool) -> tuple[str, str]:
    end = [*after, *(["…"] if more else [])]
    return " ".join([*was, *end]), " ".join([*now, *end])
