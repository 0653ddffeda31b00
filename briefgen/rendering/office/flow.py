"""The blocks of a settled text as paragraphs, tables and frames, each with the key of its block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.directives import CHART, RECOMMENDATION, TABLE, directive_of
from briefgen.model.core.document import BLOCK_KINDS, Node
from briefgen.model.values.scalars import whole
from briefgen.model.written.licences import licence_of
from briefgen.model.written.shown import NamedFact
from briefgen.reading.markdown.extensions.callouts import KIND
from briefgen.rendering.html.list_numbers import begins_at
from briefgen.rendering.office.handoff import (
    HandoffBox,
    HandoffCell,
    HandoffParagraph,
    HandoffPart,
    HandoffPicture,
    HandoffRun,
    HandoffStyle,
    HandoffTable,
    HandoffWhole,
    ListPlace,
    RunKind,
    RunLook,
    as_part,
    paragraphs_of,
)
from briefgen.rendering.office.inline import LineReader, with_figures
from briefgen.resolving.edition.views import Drawing, Numbered, RecommendationView
from briefgen.resolving.site.pictures import CAPTIONED, CREDIT, LICENCE, SOURCE, named_by
from briefgen.resolving.translation.standing import ORIGINAL_NAME, STALE, UNTRANSLATED

_WHOLE = frozenset({"figure", "table"})
"""What is written as one."""
_BOLD = frozenset({RunLook.BOLD})
_BEHIND = {
    STALE: "This part is older than the %(language)s original.",
    UNTRANSLATED: "A part of the %(language)s original is not translated here.",
}
_TEXTS = {
    "caption": HandoffStyle.CAPTION,
    "figcaption": HandoffStyle.REMARK,
    "summary": HandoffStyle.REMARK,
    "dt": HandoffStyle.REMARK,
}


@dataclass(frozen=True, slots=True)
class Said:
    """A wording of YAML: what it says, where it stands, and the facts that it names."""

    words: str
    span: Span | None = None
    named: tuple[NamedFact, ...] = ()


class Sourced(Protocol):
    """Sources by their numbers and places, ``[8] p. 3``; ``named``, below a chart, ``Source: MBC 2025 [8]``."""

    def __call__(self, sources: tuple[tuple[str, str], ...], *, named: bool = False) -> str:
        """``sources`` are ids and places."""


Wording = Callable[..., Said]
"""``wording(file, words, *path)``: a wording of the brief's own YAML files, by their names without ending."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reader is: what the blocks around give those in them."""

    key: str = ""
    style: HandoffStyle = HandoffStyle.TEXT
    list: ListPlace | None = None
    depth: int = -1
    indent: int = 0
    anchors: tuple[str, ...] = ()
    span: Span | None = None


@dataclass(slots=True)
class BlockFlow:
    """Reads the text of one brief; ``pictures`` are the names of its charts by anchor and its images by path."""

    base_url: str
    labels: Mapping[str, str]
    say: Callable[[str], str]
    wording: Wording
    numbered: Mapping[str, Numbered]
    recommendations: Mapping[str, RecommendationView]
    pictures: Mapping[str, HandoffPicture]
    sourced: Sourced | None = None
    """Names sources, where a chart has its figures as a table, and figures and proposals say whose they are."""
    _keys: dict[str, int] = field(default_factory=dict)
    _lists: int = 0

    def parts(self, body: Node) -> tuple[HandoffPart, ...]:
        """The parts of a text."""
        return tuple(self._blocks(body.children, _Place()))

    def paragraph(
        self, key: str, style: HandoffStyle, said: Said, label: str = "", anchors: tuple[str, ...] = ()
    ) -> HandoffParagraph:
        """A wording as a paragraph of its own; ``label`` stands before it."""
        gap = " " if said.words else ""
        marks = (HandoffRun(label + gap, RunKind.MARK, _BOLD),) if label else ()
        runs = with_figures(said.words, said.named, self.labels)
        return HandoffParagraph(self._key(key), style, (*marks, *runs), said.span, anchors=anchors)

    def _fixed(self, key: str, style: HandoffStyle, words: str, span: Span | None) -> HandoffParagraph:
        """Words that briefgen says itself."""
        return HandoffParagraph(self._key(key), style, (HandoffRun(words, RunKind.MARK),), span)

    def _key(self, key: str) -> str:
        """The key, with a number where it has been given before."""
        if not key:
            return ""
        self._keys[key] = count = self._keys.get(key, 0) + 1
        return key if count == 1 else self._key(f"{key}-{count}")

    def _line(self, part: Node, place: _Place, style: HandoffStyle | None = None) -> HandoffParagraph:
        made = HandoffParagraph(
            self._key(place.key),
            style or place.style,
            (*self._reader.runs(part.children), *self._behind(part)),
            part.span or place.span,
            max(place.depth, 0),
            place.list,
            place.indent,
            place.anchors,
        )
        alone = len(made.runs) == 1 and made.runs[0].kind is RunKind.PICTURE
        return replace(made, style=HandoffStyle.PICTURE) if alone and style is None else made

    @property
    def _reader(self) -> LineReader:
        return LineReader(self.base_url, self.labels, self._image, self._note)

    def _image(self, part: Node) -> HandoffPicture | None:
        found = self.pictures.get(part.get("src").removeprefix("file:"))
        return replace(found, alt=part.get("alt")) if found else None

    def _note(self, call: Node) -> tuple[HandoffParagraph, ...]:
        return tuple(self._line(part, _Place(span=call.span), HandoffStyle.NOTE) for part in call.children)

    def _behind(self, part: Node) -> Iterator[HandoffRun]:
        """What a reader is told of a block that is older than its original, or beside which one is not translated."""
        for kind, said in _BEHIND.items() if self.sourced else ():
            if href := part.get(kind):
                words = Node("text", text=self.say(said) % {"language": part.get(ORIGINAL_NAME)})
                yield from self._reader.runs((Node("softbreak"), Node("reference", {"href": href}, (words,))))

    # Blocks

    def _blocks(self, parts: Iterable[Node], place: _Place) -> Iterator[HandoffPart]:
        """Yield what follows each other in one place; the first of an item has its mark."""
        for part in parts:
            own = replace(
                place,
                key=part.get("block") or place.key,
                span=part.span or place.span,
                anchors=(*place.anchors, *([part.get("id")] if part.get("id") else [])),
            )
            made = tuple(self._block(part, own))
            yield from made
            if made:
                indent = place.indent + 1 if place.list else place.indent
                place = replace(place, list=None, anchors=(), indent=indent)

    def _block(self, part: Node, place: _Place) -> Iterator[HandoffPart]:
        tag = part.get("tag")
        reader = _READERS.get(f"<{tag}>" if part.kind == "block" else part.kind)
        if reader is not None:
            made, whole = reader(self, part, place), self._whole(part)
            yield from (as_part(it, whole) for it in made) if whole else made
        elif part.children and part.children[0].kind in BLOCK_KINDS:
            yield from self._blocks(part.children, place)
        elif part.children:
            yield self._line(part, place, _TEXTS.get(tag))
            return
        if behind := tuple(self._behind(part)):
            yield HandoffParagraph("", HandoffStyle.TEXT, behind, indent=place.indent)

    def _whole(self, part: Node) -> HandoffWhole | None:
        """A figure or a table, with the directive that holds it."""
        directive = directive_of(part)
        kind = directive.numbered if directive else part.kind
        if kind not in _WHOLE or part.span is None:
            return None
        found = self.numbered.get(part.get("id"))
        return HandoffWhole(f"{found.kind} {found.number}" if found else f"the {kind}", part.span)

    def _heading(self, part: Node, place: _Place) -> Iterator[HandoffPart]:
        made = self._line(part, place, HandoffStyle.HEADING)
        yield replace(made, level=max(1, int(part.get("level") or part.get("tag")[1:] or 2) - 1))

    def _quote(self, part: Node, place: _Place) -> Iterator[HandoffPart]:
        yield from self._blocks(part.children, replace(place, style=HandoffStyle.QUOTE))

    def _rule(self, part: Node, place: _Place) -> Iterator[HandoffPart]:
        yield HandoffParagraph("", HandoffStyle.RULE)

    def _list(self, part: Node, place: _Place) -> Iterator[HandoffPart]:
        ordered = part.get("ordered") == "true" or part.get("tag") == "ol"
        self._lists += 1
        within = ListPlace(self._lists, ordered, max(0, begins_at(part.get("start"))))
        anchors = place.anchors
        for child in part.children:
            own = replace(place, depth=place.depth + 1, anchors=anchors)
            if child.kind == "item" or child.get("tag") == "li":
                own = replace(own, style=HandoffStyle.ITEM, list=within, indent=0)
            yield from self._blocks((child,), own)
            anchors = ()

    def _code(self, part: Node, place: _Place) -> Iterator[HandoffPart]:
        lines = part.text.rstrip("\n").split("\n")
        runs = (
            run
            for at, line in enumerate(lines)
            for run in ([HandoffRun("\n", RunKind.BREAK)] if at else []) + [HandoffRun(line)]
        )
        yield HandoffParagraph(self._key(place.key), HandoffStyle.CODE, tuple(runs), part.span, anchors=place.anchors)

    def _figure(self, part: Node, place: _Place) -> Iterator[HandoffPart]:
        """An image with its caption, which Markdown has as its title; words stand in for one that is missing."""
        for child in part.children:
            yield self._line(Node("paragraph", {}, (child,), span=part.span), place)
        if credit := self._credit(part):
            yield self._fixed(f"{place.key}-credit", HandoffStyle.REMARK, credit, part.span)
        if caption := part.get("caption"):
            label, file = self._label(part.get("id")), part.get(CAPTIONED)
            said = self.wording(file, caption, "caption") if file else Said(caption, part.span)
            yield self.paragraph(f"{place.key}-caption", HandoffStyle.CAPTION, said, label)

    def _credit(self, part: Node) -> str:
        """Return who made a picture, and on what terms."""
        terms = licence_of(part.get(LICENCE)).worded_in_short(self.say)
        return " · ".join(filter(None, (part.get(CREDIT) or named_by(part.get(SOURCE)), terms)))

    def _label(self, anchor: str) -> str:
        found = self.numbered.get(anchor)
        return f"{found.label}." if found else ""

    # Tables

    def _table(self, part: Node, place: _Place) -> Iterator[HandoffPart]:
        made = tuple(self._row(row, place) for row in _rows(part))
        heads = 0
        while heads < len(made) and all(cell.is_head for cell in made[heads]):
            heads += 1
        if part.get("caption"):
            said = Said(part.get("caption"), part.span)
            yield self.paragraph(place.key, HandoffStyle.CAPTION, said, anchors=place.anchors)
        captions = tuple(it for it in part.children if it.get("tag") == "caption")
        yield from self._blocks(captions, replace(place, style=HandoffStyle.CAPTION))
        title = part.get("caption") or " ".join(it.plain() for it in captions)
        yield HandoffTable(tuple(row for row in made if row), heads, title)

    def _row(self, row: Node, place: _Place) -> tuple[HandoffCell, ...]:
        cells = (it for it in row.children if it.kind == "cell" or it.get("tag") in ("td", "th"))
        return tuple(self._cell(cell, replace(place, span=row.span or place.span)) for cell in cells)

    def _cell(self, cell: Node, place: _Place) -> HandoffCell:
        is_head = cell.get("head") == "true" or cell.get("tag") == "th"
        style = HandoffStyle.HEAD_CELL if is_head else HandoffStyle.CELL
        own = _Place(cell.get("block") or f"{place.key}-cell", style, span=cell.span or place.span)
        inside = self._blocks((cell.with_attrs(id=""),), own) if cell.children else (self._line(cell, own, style),)
        made = (it for it in paragraphs_of(tuple(inside)) if it.style is not HandoffStyle.NOTE)
        aligned = tuple(replace(it, align=cell.get("align")) for it in made)
        wide, high = (whole(cell.get(name), 1) for name in ("colspan", "rowspan"))
        return HandoffCell(aligned, max(1, wide), max(1, high), is_head)

    # Directives

    def _directive(self, part: Node, place: _Place) -> Iterator[HandoffPart]:
        if reader := _DIRECTIVES.get(part.get("name")):
            yield from reader(self, part, place)
        else:
            yield HandoffBox(tuple(self._box(part, place)))

    def _box(self, part: Node, place: _Place) -> Iterator[HandoffPart]:
        said = Said(part.get("argument"), part.span)
        kind = directive_of(part)
        usual = self.say(kind.label) if kind and kind.label else said.words if part.get(KIND) else ""
        if kind and kind.prefix:
            yield self.paragraph(place.key, HandoffStyle.LABEL, said, self.say(kind.prefix), place.anchors)
        elif said.words and not part.get(KIND):
            yield self.paragraph(place.key, HandoffStyle.LABEL, said, anchors=place.anchors)
        elif usual:
            yield self._fixed(f"{place.key}-label", HandoffStyle.LABEL, usual, part.span)
        yield from self._blocks(part.children, _Place(place.key, span=part.span))

    def _captioned(self, part: Node, place: _Place) -> Iterator[HandoffPart]:
        """A table with the caption of its directive, and what is said below it."""
        label = self._label(part.get("id"))
        title = Said(_worded(part.get("argument"), part.get(":subtitle:")), part.span)
        if title.words or label:
            yield self.paragraph(place.key, HandoffStyle.CAPTION, title, label, place.anchors)
        for made in self._blocks(part.children, _Place(place.key, span=part.span)):
            yield replace(made, title=title.words) if isinstance(made, HandoffTable) else made
        if note := part.get(":note:"):
            said = Said(note, part.span)
            yield self.paragraph(f"{place.key}-note", HandoffStyle.REMARK, said, self.say("Note:"))

    def _chart(self, part: Node, place: _Place) -> Iterator[HandoffPart]:
        found = self.numbered.get(part.get("id"))
        drawing = found.drawing if found else None
        if found is None or drawing is None:
            return
        file = f"{drawing.id}.{CHART.name}"
        title = self.wording(file, drawing.title, "title")
        yield self.paragraph(place.key, HandoffStyle.CAPTION, title, f"{found.label}.", place.anchors)
        if drawing.subtitle:
            said = self.wording(file, drawing.subtitle, "subtitle")
            yield self.paragraph(f"{place.key}-subtitle", HandoffStyle.SUBCAPTION, said)
        if picture := self.pictures.get(found.id):
            run = HandoffRun(kind=RunKind.PICTURE, span=part.span, picture=replace(picture, alt=drawing.alt))
            key = self._key(f"{place.key}-picture")
            yield HandoffParagraph(key, HandoffStyle.PICTURE, (run,), part.span)
        if self.sourced:
            yield _data_of(drawing)
        if drawing.note:
            said = self.wording(file, drawing.note, "note")
            yield self.paragraph(f"{place.key}-note", HandoffStyle.REMARK, said, self.say("Note:"))
        if self.sourced and drawing.source_ids:
            words = self.sourced(tuple((ident, "") for ident in drawing.source_ids), named=True)
            yield self._fixed(f"{place.key}-sources", HandoffStyle.REMARK, words, part.span)

    def _recommendation(self, part: Node, place: _Place) -> Iterator[HandoffPart]:
        found = self.recommendations.get(part.get("id"))
        label = self.say("Recommendation") if found is None else ""
        if found is not None:
            said = self.wording("brief", found.title, "recommendations", found.id, "title")
            code = found.code or str(found.number)
            label = code if found.title else f"{code} {self.say('Recommendation')}"
            yield self.paragraph(place.key, HandoffStyle.LABEL, said, label, place.anchors)
        else:
            yield self._fixed(f"{place.key}-label", HandoffStyle.LABEL, label, part.span)
        yield from self._blocks(part.children, _Place(place.key, span=part.span))
        if found and self.sourced and (found.by or found.sources):
            words = f"{found.by} {self.sourced(found.sources)}".strip()
            yield self._fixed(f"{place.key}-by", HandoffStyle.TERMS, words, None)
        for name, what, words in self._terms(found) if found else ():
            if not words:
                yield self._fixed(f"{place.key}-{name}", HandoffStyle.TERMS, what, None)
                continue
            said = self.wording("brief", words, "recommendations", found.id if found else "", name)
            made = self.paragraph(f"{place.key}-{name}", HandoffStyle.TERMS, said, f"{what}:")
            if name in ("owner", "due"):  # set from an id or a day: there is no wording to take back
                made = replace(made, runs=tuple(replace(run, kind=RunKind.MARK) for run in made.runs))
            yield made

    def _terms(self, found: RecommendationView) -> tuple[tuple[str, str, str], ...]:
        """Who, by when and so on: the key in YAML, what it is called, and its words; none that it is our proposal."""
        say = self.say
        known = (
            ("owner", say("Who"), found.owner),
            ("due", say("By when"), found.due),
            ("needs", say("Needs"), found.needs),
            ("sign", say("Sign of success"), found.sign),
        )
        given = tuple(it for it in known if it[2])
        ask = (("ask", say("To watch") if found.watch else say("To decide"), found.ask),) if found.ask else ()
        ours = (("editorial", say("Our proposal"), ""),) if self.sourced and (ask or found.editorial) else ()
        return (*ours, *ask, *given) if found.editorial or not given else (*given, *ours, *ask)


def _data_of(drawing: Drawing) -> HandoffTable:
    """The figures of a chart, as the table below it on its page has them."""

    def cell(words: str, *, is_head: bool = False) -> HandoffCell:
        style = HandoffStyle.HEAD_CELL if is_head else HandoffStyle.CELL
        return HandoffCell((HandoffParagraph("", style, (HandoffRun(words),)),), is_head=is_head)

    heads = tuple(cell(label, is_head=True) for _, label in drawing.columns)
    rows = (tuple(cell(row[key].words if key in row else "") for key, _ in drawing.columns) for row in drawing.rows)
    return HandoffTable((heads, *rows), 1, drawing.title)


def _rows(part: Node) -> Iterator[Node]:
    """The rows of a table, without those of a table in a cell."""
    for child in part.children:
        yield from (child,) if child.kind == "row" or child.get("tag") == "tr" else _rows(child)


def _worded(title: str, more: str) -> str:
    return f"{title} {more}".strip()


_DIRECTIVES: Mapping[str, Callable[[BlockFlow, Node, _Place], Iterator[HandoffPart]]] = {
    CHART.name: BlockFlow._chart,
    RECOMMENDATION.name: BlockFlow._recommendation,
    TABLE.name: BlockFlow._captioned,
}
"""Directives that are not a box."""
_READERS: Mapping[str, Callable[[BlockFlow, Node, _Place], Iterator[HandoffPart]]] = {
    "heading": BlockFlow._heading,
    "quote": BlockFlow._quote,
    "rule": BlockFlow._rule,
    "list": BlockFlow._list,
    "code": BlockFlow._code,
    "figure": BlockFlow._figure,
    "table": BlockFlow._table,
    "directive": BlockFlow._directive,
    "<table>": BlockFlow._table,
    "<blockquote>": BlockFlow._quote,
    "<hr>": BlockFlow._rule,
    **dict.fromkeys(("<ol>", "<ul>"), BlockFlow._list),
    **dict.fromkeys((f"<h{level}>" for level in range(1, 7)), BlockFlow._heading),
}
