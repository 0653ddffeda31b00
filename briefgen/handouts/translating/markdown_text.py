"""The texts of a Markdown file, each where it stands: paragraphs, headings, cells, captions, descriptions of images."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from markdown_it.token import Token

from briefgen.handouts.translating.pieces import Piece, inline_pieces, wording_pieces, words
from briefgen.handouts.translating.slots import ProjectText, Slot, SlotKind, YamlNodes
from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import Node
from briefgen.reading.markdown import split_front_matter
from briefgen.reading.markdown.places import BodyText, Places
from briefgen.reading.markdown.syntax import parser

_IMAGE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\\]|\\.)*)\]\([ \t]*(?:<[^<>\n]*>|[^\s()<>]+)"
    r"(?:[ \t]+(?P<quote>[\"'])(?P<title>(?:(?!(?P=quote))[^\\\n]|\\.)*)(?P=quote))?[ \t]*\)"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_OPTION = re.compile(r"[^:]*:(?P<key>[\w-]+):[ \t]*")


class MarkdownText:
    """One file. ``front`` is its front matter, ``slots`` are those of inline Markdown in their order.

    ``cells`` are by the line of their row and their number in it.
    ``captions`` leads from the line of a directive and the key of an option, or nothing for its argument, to the slot.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path, self.source = path, ProjectText(path, text)
        front, front_line, body, self.first_line = split_front_matter(text.encode(), path).value
        self.front = YamlNodes(self.source, front.decode(), front_line)
        self.slots: list[Slot] = []
        self.cells: dict[tuple[int, int], Slot] = {}
        self.captions: dict[tuple[int, str], Slot] = {}
        self._read(parser().parse(body), BodyText(path, tuple(body.split("\n")), self.first_line))
        self._starts = [it.start for it in self.slots]

    def _read(self, tokens: list[Token], body: BodyText) -> None:
        row, cell, end = 0, -1, 0
        in_cell = False
        for token in tokens:
            if token.type == "tr_open":
                row, cell, end = token.map[0] if token.map else 0, -1, 0
            elif token.type in ("td_open", "th_open"):
                cell, in_cell = cell + 1, True
            elif token.type in ("td_close", "th_close"):
                in_cell = False
            elif token.type == "directive_open":
                self._directive(token, body)
            elif token.type == "inline" and token.content:
                line = token.map[0] if token.map else 0
                places = Places(body, line, _in_row(token.content) if in_cell else token.content, end if in_cell else 0)
                slot = self._slot(token, places)
                end = places.end if in_cell else end
                if slot is not None and in_cell:
                    self.cells[self.first_line + row, cell] = slot
                elif slot is not None:
                    self.slots.append(slot)

    def _slot(self, token: Token, places: Places) -> Slot | None:
        content = places.content
        first, final = places.at(0), places.at(len(content) - 1)
        start = self.source.offset(first.line, first.column)
        end = self.source.offset(final.line, final.column) + 1
        prefix = ""
        if "\n" in content:
            second = places.at(content.index("\n") + 1)
            begins = self.source.offset(second.line, 1)
            prefix = self.source.text[begins : begins + second.column - 1]
        if not all(self._stands(line, places.at(at)) for at, line in _lines(content)):
            return None  # the parser has changed it: it cannot be written back
        pieces = inline_pieces(token.content, token.children or ())
        if content != token.content:
            pieces = tuple(replace(it, written=_in_row(it.written)) for it in pieces)
        return Slot(SlotKind.MARKDOWN, first, start, end, pieces, prefix)

    def _stands(self, line: str, place: Span) -> bool:
        return self.source.text.startswith(line, self.source.offset(place.line, place.column))

    def _directive(self, token: Token, body: BodyText) -> None:
        opening, line = token.meta["opening"], token.map[0] if token.map else 0
        if opening.argument:
            column = body.line(line).rfind(opening.argument)
            self._caption(line, "", body.at(line, column), opening.argument)
        for key, value, at in opening.options:
            if value and (found := _OPTION.match(body.line(at))):
                self._caption(line, f":{key}:", body.at(at, found.end()), value)

    def _caption(self, line: int, key: str, place: Span, said: str) -> None:
        start = self.source.offset(place.line, place.column)
        if self.source.text.startswith(said, start):
            slot = Slot(SlotKind.CAPTION, place, start, start + len(said), wording_pieces(said))
            self.captions[self.first_line + line, key] = slot

    def cell_of(self, row: Node, number: int) -> Slot | None:
        """Where a cell stands."""
        return self.cells.get((row.span.line, number)) if row.span is not None else None

    def slot_of(self, part: Node) -> Slot | None:
        """Where a paragraph or a heading stands; None where it is not written in one stretch."""
        for inner in part.walk():
            if inner is not part and inner.span is not None and inner.span.path == self.path:
                offset = self.source.offset(inner.span.line, inner.span.column)
                at = bisect_right(self._starts, offset) - 1
                if at >= 0 and offset < self.slots[at].end:
                    return self.slots[at]
        return None

    def image_slots(self, slot: Slot) -> Iterator[tuple[str, Slot]]:
        """The descriptions and titles of the images in a text, by ``image-1/alt``."""
        at = slot.start
        for piece in slot.pieces:
            if piece.tag == "image" and (found := _IMAGE.match(self.source.text, self._find(piece, at))):
                for part in ("alt", "title"):
                    if said := found[part]:
                        start, end = found.span(part)
                        pieces: tuple[Piece, ...] = (words(_ESCAPED.sub(r"\1", said), said),)
                        style = found["quote"] if part == "title" else ""
                        place = self.source.span(start)
                        yield f"{piece.name}/{part}", Slot(SlotKind.QUOTED, place, start, end, pieces, "", style)
                at = found.end()

    def _find(self, piece: Piece, at: int) -> int:
        found = self.source.text.find(piece.written.split("\n", 1)[0], at)
        return found if found >= 0 else at


def _in_row(content: str) -> str:
    """As a row has it: a bar that is text has a backslash."""
    return content.replace("|", "\\|")


def _lines(content: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in content.split("\n"):
        yield at, line
        at += len(line) + 1
