"""One line of text, across its inline tags: where joiners and spans go into it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

OPEN_NB = '<span class="nb">'
CLOSE = "</span>"
OPEN_LTR, CLOSE_LTR = '<bdi dir="ltr">', "</bdi>"


class InsertionRank(IntEnum):
    """What stands first where several insertions meet."""

    CLOSE_LANG = 0
    CLOSE_NB = 1
    CLOSE_LTR = 2
    JOINER = 3
    OPEN_LTR = 4
    OPEN_NB = 5
    OPEN_LANG = 6


@dataclass(frozen=True, slots=True)
class _Element:
    """An element that is put round words."""

    opening: str
    closing: str
    opens: InsertionRank
    closes: InsertionRank


_NB = _Element(OPEN_NB, CLOSE, InsertionRank.OPEN_NB, InsertionRank.CLOSE_NB)
_LTR = _Element(OPEN_LTR, CLOSE_LTR, InsertionRank.OPEN_LTR, InsertionRank.CLOSE_LTR)


@dataclass(slots=True)
class LinePiece:
    """A part of the line. ``text`` has the characters of ``source``; a tag has none.

    ``places`` says where each character starts in ``source``; ``depth`` is +1 for an opening tag, -1
    for a closing one; ``kept`` is true inside a group that already stays on one line.
    """

    source: str
    text: str = ""
    places: Sequence[int] = (0,)
    depth: int = 0
    lang: str = ""
    kept: bool = False


@dataclass(slots=True)
class TextLine:
    """The pieces of a line, their characters as one text, and what is inserted where."""

    pieces: list[LinePiece]
    text: str = ""
    starts: list[int] = field(default_factory=list)
    _holders: list[int] = field(default_factory=list)
    _inside: dict[int, dict[int, list[tuple[InsertionRank, str]]]] = field(default_factory=lambda: defaultdict(dict))
    _before: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    _after: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        at = 0
        for number, piece in enumerate(self.pieces):
            if piece.text:
                self.starts.append(at)
                self._holders.append(number)
                at += len(piece.text)
        self.text = "".join(piece.text for piece in self.pieces)

    def holder(self, place: int) -> tuple[int, int]:
        """The piece that holds the character at ``place``, and the character's number in it."""
        found = bisect_right(self.starts, place) - 1
        return self._holders[found], place - self.starts[found]

    def is_parted(self, place: int) -> bool:
        """Tell whether something without width, such as a note, stands before the character at ``place``."""
        before, after = self.holder(place - 1)[0], self.holder(place)[0]
        return any(not piece.text and not piece.depth for piece in self.pieces[before + 1 : after])

    def insert(self, place: int, order: InsertionRank, words: str, *, after: bool) -> None:
        """Put ``words`` between two characters: in the piece of the one before, or of the one after."""
        number, offset = self.holder(place - 1 if after else place)
        self._insert(number, offset + 1 if after else offset, order, words)

    def mark(self, start: int, end: int, lang: str) -> None:
        """Give the characters from ``start`` to ``end``, all of one piece, a language."""
        self.insert(start, InsertionRank.OPEN_LANG, f'<span lang="{lang}">', after=False)
        self.insert(end, InsertionRank.CLOSE_LANG, CLOSE, after=True)

    def keep(self, start: int, end: int) -> bool:
        """Keep the characters from ``start`` to ``end`` on one line; False when tags do not allow one span."""
        return self._put_around(start, end, _NB)

    def isolate(self, start: int, end: int) -> bool:
        """Set the characters from ``start`` to ``end`` from left to right; False as in ``keep``.

        Before any are kept: what stays together stands inside.
        """
        return self._put_around(start, end, _LTR)

    def _put_around(self, start: int, end: int, element: _Element) -> bool:
        (first, offset), (last, last_offset) = self.holder(start), self.holder(end - 1)
        if first == last:
            self._open(first, first, offset, element)
            self._close(last, last, last_offset + 1, element)
            return True
        return self._put_across(first, offset, last, last_offset + 1, element)

    def _insert(self, number: int, offset: int, order: InsertionRank, words: str) -> None:
        self._inside[number].setdefault(offset, []).append((order, words))

    def _put_across(self, first: int, offset: int, last: int, end: int, element: _Element) -> bool:
        """An element round pieces and whole elements: tags next to it are taken in until all are closed."""
        unopened, unclosed = _open_ends(piece.depth for piece in self.pieces[first + 1 : last])
        head, tail = first - unopened, last + unclosed
        opening = self.pieces[max(head, 0) : first] if unopened else []
        closing = self.pieces[last + 1 : tail + 1]
        if unopened and (offset or head < 0 or any(piece.depth != 1 for piece in opening)):
            return False
        if unclosed and (end < len(self.pieces[last].text) or len(closing) < unclosed):
            return False
        if any(piece.depth != -1 for piece in closing):
            return False
        self._open(head, first, offset, element)
        self._close(tail, last, end, element)
        return True

    def _open(self, head: int, first: int, offset: int, element: _Element) -> None:
        if head == first:
            self._insert(first, offset, element.opens, element.opening)
        else:
            self._before[head].append(element.opening)

    def _close(self, tail: int, last: int, end: int, element: _Element) -> None:
        if tail == last:
            self._insert(last, end, element.closes, element.closing)
        else:
            self._after[tail].insert(0, element.closing)  # what was put in later stands inside

    def html(self) -> str:
        """The source with everything inserted."""
        if not (self._inside or self._before or self._after):
            return "".join([piece.source for piece in self.pieces])
        parts: list[str] = []
        for number, piece in enumerate(self.pieces):
            parts += self._before.get(number, ())
            parts.append(self._with_insertions(number, piece))
            parts += self._after.get(number, ())
        return "".join(parts)

    def _with_insertions(self, number: int, piece: LinePiece) -> str:
        inserted = self._inside.get(number)
        if not inserted:
            return piece.source
        parts: list[str] = []
        done = 0
        for offset in sorted(inserted):
            place = piece.places[offset]
            here = inserted[offset]
            parts += (piece.source[done:place], here[0][1] if len(here) == 1 else _in_order(here))
            done = place
        return "".join([*parts, piece.source[done:]])


def _in_order(insertions: list[tuple[InsertionRank, str]]) -> str:
    return "".join(words for _, words in sorted(insertions))


def _open_ends(depths: Iterable[int]) -> tuple[int, int]:
    """Return how many closing tags have no opening one among these, and the other way round."""
    unopened = unclosed = 0
    for depth in depths:
        if depth > 0:
            unclosed += 1
        elif depth < 0 and unclosed:
            unclosed -= 1
        elif depth < 0:
            unopened += 1
    return unopened, unclosed
