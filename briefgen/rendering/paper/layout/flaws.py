"""How well a finished layout is set: what a careful compositor would not have left as it is.

The style sheets avoid all of it where the layout obeys them; this looks at what came out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from briefgen.language.lines.eojeol import width
from briefgen.language.lines.last_line import last_pair, stands_badly
from briefgen.rendering.paper.laid import Flaw, FlawKind
from briefgen.rendering.paper.layout.flow import HEADINGS, Flow, FlowPiece, flow_of, said

_PARAGRAPHS = ("p", "li", "dd", *HEADINGS)
_FEWEST_LINES = 2
_FAR = 1
"""Pages that a figure may stand away from where it is first spoken of."""


def flaws_of(document: Any) -> tuple[Flaw, ...]:
    """All that is badly set in a finished layout, in the order of the text."""
    flow = flow_of(document)
    every = (
        *_stranded_headings(flow),
        *_lone_lines(flow),
        *_short_ends(flow),
        *_parted_captions(flow),
        *(Flaw(FlawKind.ROW, pages[0], said(row)) for row, pages in flow.rows.items() if len(set(pages)) > 1),
        *(Flaw(FlawKind.HEAD, page, said(table)) for table, page in flow.headless.items()),
        *_parted_notes(flow),
        *_far_figures(flow),
    )
    return tuple(dict.fromkeys(every))


def _stranded_headings(flow: Flow) -> Iterator[Flaw]:
    """Headings after which nothing of their text stands on their page."""
    last: FlowPiece | None = None
    for piece in flow.pieces:
        if piece.place.heading is not None:
            last = piece
            continue
        if last is not None and piece.page > last.page:
            yield Flaw(FlawKind.HEADING, last.page, said(last.place.heading))
        last = None


def _blocks(flow: Flow) -> Iterator[list[FlowPiece]]:
    """The lines of each paragraph, list item or heading that stand one after another."""
    lines = (piece for piece in flow.pieces if piece.words)
    for _, found in groupby(lines, key=lambda it: id(it.place.block)):
        block = list(found)
        place = block[0].place
        if place.block is not None and place.block.tag in _PARAGRAPHS and place.cell is None and place.caption is None:
            yield block


def _lone_lines(flow: Flow) -> Iterator[Flaw]:
    """Paragraphs that leave a single line on a page, at their beginning or their end."""
    for block in _blocks(flow):
        first, last = block[0].page, block[-1].page
        if first == last:
            continue
        alone = [page for page in (first, last) if sum(it.page == page for it in block) < _FEWEST_LINES]
        if alone:
            yield Flaw(FlawKind.LINE, alone[0], _words(block))


def _short_ends(flow: Flow) -> Iterator[Flaw]:
    """Paragraphs whose last line is too short although it could have had another word."""
    for block in _blocks(flow):
        text, last = _words(block), block[-1]
        if len(block) < _FEWEST_LINES or last.reference or not stands_badly(last.words, last.lang):
            continue
        pair = last_pair(text, last.lang)
        if pair is not None and width(text[pair.start : pair.end]) * last.size / 2 <= last.room:
            yield Flaw(FlawKind.END, last.page, text, last.words)


def _parted_captions(flow: Flow) -> Iterator[Flaw]:
    """Captions that stand on another page than what they are of begins or ends."""
    figures: dict[Any, list[FlowPiece]] = {}
    for piece in flow.pieces:
        if piece.place.figure is not None:
            figures.setdefault(piece.place.figure, []).append(piece)
    for pieces in figures.values():
        captions = {it.page for it in pieces if it.place.caption is not None}
        rest = {it.page for it in pieces if it.place.caption is None}
        if captions and rest and (len(captions) > 1 or not captions & rest):
            caption = next(it.place.caption for it in pieces if it.place.caption is not None)
            yield Flaw(FlawKind.CAPTION, min(captions), said(caption))


def _parted_notes(flow: Flow) -> Iterator[Flaw]:
    for note, page in flow.calls.items():
        if flow.notes.get(note, page) != page:
            yield Flaw(FlawKind.NOTE, page, said(note))


def _far_figures(flow: Flow) -> Iterator[Flaw]:
    """Figures and tables too far from the first reference to them."""
    stands: dict[str, FlowPiece] = {}
    for piece in flow.pieces:
        if piece.place.figure is not None and (ident := piece.place.figure.get("id")):
            stands.setdefault(ident, piece)
    mentions: dict[str, int] = {}
    for ident, page in flow.links:
        mentions.setdefault(ident, page)
    for ident, page in mentions.items():
        if ident in stands and abs(stands[ident].page - page) > _FAR:
            piece = stands[ident]
            caption = piece.place.figure.find("figcaption")
            yield Flaw(FlawKind.FAR, piece.page, said(caption) if caption is not None else ident, str(page))


def _words(block: Sequence[FlowPiece]) -> str:
    """The lines as one text again."""
    parts = [it.words.rstrip("-") if it.hyphened else f"{it.words} " for it in block]
    return "".join(parts).strip()
