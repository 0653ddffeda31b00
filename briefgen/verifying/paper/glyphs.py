"""The text of a PDF's pages by marked content: what each numbered stretch of a page says, by the fonts' own tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from briefgen.verifying.paper.pen import MOVES, GlyphTracker, Shown

Cmap = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Font:
    """What a font tells of its codes; widths are in thousandths of the size."""

    is_wide: bool = False
    """Whether a character takes two bytes."""
    letters: Cmap = field(default_factory=dict)
    widths: Mapping[int, float] = field(default_factory=dict)
    usual: float = 0.0
    """The width of a code that ``widths`` does not have."""


Cmaps = dict[tuple[int, int], _Font]
"""The tables of fonts that were read, by the font."""
_HEX = rb"<([0-9a-fA-F]+)>"
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_CHAR = re.compile(_HEX + rb"\s*" + _HEX)
_RANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[(.*?)\])", re.DOTALL)
_OPERATORS = f"BDC BMC EMC ET Do Tj TJ ' \" {MOVES}"
_NEXT_LINE = frozenset("'\"")
_MOVES = frozenset(MOVES.split())
_DEEPEST = 12
_MOST_OPERATORS, _MOST_MARKS = 400_000, 1_000
"""Of a page, with all that it draws by name, and of marks one within the other: what draws itself comes to an end."""
_LAST_CODE, _MOST_CODES = 0xFFFF, 500_000
_USUAL = 1000
"""The width of a code for which a font of two bytes gives none."""
_UNKNOWN = "\ufffd"
_BOX = "⍰"
"""What is drawn for a letter that the font in the file has not."""
_NO_FONT = _Font()


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A numbered stretch of a page."""

    words: str
    cut: tuple[str, ...] = ()
    """Those of its words that lie outside of the paper, wholly or in part."""


def marked_texts(page: Any, cmaps: Cmaps) -> dict[int, MarkedText]:
    """Number of the marked content → its text. ``cmaps`` remembers the tables of fonts that were read."""
    left, foot, right, head = map(float, page.trimbox)
    reader = _GlyphReader(cmaps, GlyphTracker((min(left, right), min(foot, head), max(left, right), max(foot, head))))
    reader.read(page, page.obj.get("/Resources"))
    return {number: MarkedText("".join(it), tuple(reader.cut.get(number, ()))) for number, it in reader.said.items()}


def texts_of(page: Any, cmaps: Cmaps) -> dict[int, str]:
    """The words alone of each marked content."""
    return {number: it.words for number, it in marked_texts(page, cmaps).items()}


def whole_text(content: Any, resources: Any, cmaps: Cmaps) -> str:
    """All the text of a page, or of a form, in the order in which it is drawn."""
    reader = _Everything(cmaps)
    reader.read(content, resources)
    return "".join(reader.said.get(0, []))


@dataclass(slots=True)
class _GlyphReader:
    cmaps: Cmaps
    pen: GlyphTracker = field(default_factory=GlyphTracker)
    said: dict[int, list[str]] = field(default_factory=dict)
    cut: dict[int, list[str]] = field(default_factory=dict)
    _marks: list[tuple[int | None, str | None]] = field(default_factory=list)
    _operators: int = 0

    def read(self, content: Any, resources: Any, depth: int = 0) -> None:
        """Follow the operators of a page, or of a part of one that is drawn by name."""
        import pikepdf

        fonts, parts, font = _entries(resources, "/Font"), _entries(resources, "/XObject"), _NO_FONT
        for instruction in pikepdf.parse_content_stream(content, _OPERATORS):
            if (count := self._operators) == _MOST_OPERATORS:
                raise ValueError(f"a page draws more than {_MOST_OPERATORS:,} things")
            self._operators = count + 1
            operator, operands = str(instruction.operator), instruction.operands
            if operator in _MOVES:
                self.pen.move(operator, operands)
                if operator == "Tf":
                    font = self._font(fonts[str(operands[0])])
            elif operator in ("BDC", "BMC"):
                self._open(operands)
            elif operator == "EMC":
                del self._marks[-1:]
            elif operator == "Do":
                part = parts.get(str(operands[0]))
                if part is not None and part.get("/Subtype") == "/Form" and depth < _DEEPEST:
                    self._part(part, resources, depth + 1)
            elif operator == "ET":
                self._add("\n")
            else:
                if operator in _NEXT_LINE:
                    self.pen.move("T*", ())
                self._write(list(_shown(operands, font)))

    def _part(self, part: Any, resources: Any, depth: int) -> None:
        pen, self.pen = self.pen, self.pen.within(part.get("/Matrix"))
        self.read(part, part.get("/Resources", resources), depth)
        self.pen = pen

    def _write(self, shown: Shown) -> None:
        words = self.pen.write(shown)
        self._add("".join(letters for letters, _ in shown))
        if words and (number := self._number()) is not None:
            self.cut.setdefault(number, []).append(words)

    def _open(self, operands: Any) -> None:
        number, actual = _mark(operands)
        if len(self._marks) == _MOST_MARKS:
            raise ValueError(f"more than {_MOST_MARKS:,} marks stand one within the other")
        self._marks.append((number, actual))
        if number is not None:
            self.said.setdefault(number, [])
        if actual is not None and (within := self._number()) is not None:
            self.said[within].append(actual)

    def _add(self, text: str) -> None:
        """To the innermost numbered mark; nothing in an artifact, boxes alone where a text stands for what is drawn."""
        if any(actual is not None for _, actual in self._marks):
            text = _BOX * text.count(_BOX)
        if (number := self._number()) is not None:
            self.said[number].append(text)

    def _number(self) -> int | None:
        return next((number for number, _ in reversed(self._marks) if number is not None), None)

    def _font(self, font: Any) -> _Font:
        key = font.objgen
        if key not in self.cmaps:
            self.cmaps[key] = _read_font(font)
        return self.cmaps[key]


class _Everything(_GlyphReader):
    """Reads text whether it is marked or not."""

    def _number(self) -> int | None:
        self.said.setdefault(0, [])
        return 0


def _entries(resources: Any, kind: str) -> Any:
    return {} if resources is None else resources.get(kind, {})


def _mark(operands: Any) -> tuple[int | None, str | None]:
    """Number and replacement text of marked content."""
    properties = operands[1] if len(operands) > 1 else None
    if properties is None or not hasattr(properties, "get"):
        return None, None
    number, actual = properties.get("/MCID"), properties.get("/ActualText")
    return (None if number is None else int(number)), (None if actual is None else str(actual))


def _shown(operands: Any, font: _Font) -> Iterator[tuple[str, float]]:
    """What an operator writes, letter by letter, and the gaps that it leaves."""
    import pikepdf

    for operand in operands:
        if isinstance(operand, pikepdf.String):
            yield from _decoded(bytes(operand), font)
        elif isinstance(operand, pikepdf.Array):
            yield from _shown(operand, font)
        elif isinstance(operand, int | float | Decimal):
            yield "", -float(operand)


def _read_font(font: Any) -> _Font:
    table = font.get("/ToUnicode")
    letters = read_cmap(table.read_bytes()) if table is not None else {}
    if font.get("/Subtype") == "/Type3":
        return _Font(False, letters)  # drawings, each in measures of its own
    if font.get("/Subtype") != "/Type0":
        first, given = int(font.get("/FirstChar", 0)), font.get("/Widths", [])
        return _Font(False, letters, {code: float(width) for code, width in enumerate(given, first)})
    inner = font.get("/DescendantFonts", [{}])[0]
    last = _glyphs_in(inner.get("/FontDescriptor", {}))
    letters = {code: words if 0 < code < last else _BOX for code, words in letters.items()} | {0: _BOX}
    return _Font(True, letters, dict(_widths(list(inner.get("/W", [])))), float(inner.get("/DW", _USUAL)))


def _glyphs_in(descriptor: Any) -> int:
    """How many glyphs the font in the file has: any other code, and 0, is drawn as a box."""
    import uharfbuzz

    program = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
    return (uharfbuzz.Face(program.read_bytes()).glyph_count if program is not None else 0) or _LAST_CODE + 1


def _widths(given: Sequence[Any]) -> Iterator[tuple[int, float]]:
    """Code → width, from a list of codes that each have a list of widths after them, or another code and one width."""
    at = count = 0
    while at + 1 < len(given):
        first, after = int(given[at]), given[at + 1]
        if isinstance(after, int | float | Decimal):
            codes = range(first, min(int(after), _LAST_CODE) + 1)
            if (count := count + len(codes)) > _MOST_CODES:
                raise ValueError(f"a font has the widths of more than {_MOST_CODES:,} codes")
            yield from ((code, float(given[at + 2])) for code in codes)
            at += 3
        else:
            yield from ((code, float(width)) for code, width in enumerate(after, first))
            at += 2


def read_cmap(content: bytes) -> dict[int, str]:
    """A ToUnicode table: code → text."""
    found: dict[int, str] = {}
    for block in _CHARS.findall(content):
        found.update((int(code, 16), _unicode(text)) for code, text in _CHAR.findall(block))
    count = 0
    for block in _RANGES.findall(content):
        for first, last, start, several in _RANGE.findall(block):
            codes = range(int(first, 16), min(int(last, 16), _LAST_CODE) + 1)
            if (count := count + len(codes)) > _MOST_CODES:
                raise ValueError(f"a font has more than {_MOST_CODES:,} codes")
            if several:
                found.update(zip(codes, map(_unicode, re.findall(_HEX, several)), strict=False))
            else:
                text = _unicode(start)
                found.update((code, text[:-1] + chr(ord(text[-1]) + step)) for step, code in enumerate(codes))
    return found


def _unicode(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _decoded(raw: bytes, font: _Font) -> Iterator[tuple[str, float]]:
    step = 2 if font.is_wide else 1
    for at in range(0, len(raw), step):
        code = int.from_bytes(raw[at : at + step], "big")
        yield font.letters.get(code, _UNKNOWN), font.widths.get(code, font.usual)
