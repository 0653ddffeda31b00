"""The text of a PDF's pages by marked content: what each numbered stretch of a page says, by the fonts' own tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Cmap = Mapping[int, str]
Cmaps = dict[tuple[int, int], tuple[int, Cmap]]
"""The tables of fonts that were read, by the font."""
_HEX = rb"<([0-9a-fA-F]+)>"
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_CHAR = re.compile(_HEX + rb"\s*" + _HEX)
_RANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[(.*?)\])", re.DOTALL)
_OPERATORS = "BDC BMC EMC ET Do Tf Tj TJ ' \""
_DEEPEST = 12
_MOST_OPERATORS, _MOST_MARKS = 200_000, 1_000
"""Of a page, with all that it draws by name, and of marks one within the other: what draws itself comes to an end."""
_LAST_CODE, _MOST_CODES = 0xFFFF, 500_000
_UNKNOWN = "\ufffd"
_NO_TABLE: Cmap = {}


def texts_of(page: Any, cmaps: Cmaps) -> dict[int, str]:
    """Number of the marked content → its text. ``cmaps`` remembers the tables of fonts that were read."""
    reader = _GlyphReader(cmaps)
    reader.read(page, page.obj.get("/Resources"))
    return {number: "".join(pieces) for number, pieces in reader.said.items()}


def whole_text(content: Any, resources: Any, cmaps: Cmaps) -> str:
    """All the text of a page, or of a form, in the order in which it is drawn."""
    reader = _Everything(cmaps)
    reader.read(content, resources)
    return "".join(reader.said.get(0, []))


@dataclass(slots=True)
class _GlyphReader:
    cmaps: Cmaps
    said: dict[int, list[str]] = field(default_factory=dict)
    _marks: list[tuple[int | None, str | None]] = field(default_factory=list)
    _operators: int = 0

    def read(self, content: Any, resources: Any, depth: int = 0) -> None:
        """Follow the operators of a page, or of a part of one that is drawn by name."""
        import pikepdf

        fonts, parts = _entries(resources, "/Font"), _entries(resources, "/XObject")
        width, cmap = 1, _NO_TABLE
        for instruction in pikepdf.parse_content_stream(content, _OPERATORS):
            if (count := self._operators) == _MOST_OPERATORS:
                raise ValueError(f"a page draws more than {_MOST_OPERATORS:,} things")
            self._operators = count + 1
            operator, operands = str(instruction.operator), instruction.operands
            if operator in ("BDC", "BMC"):
                self._open(operands)
            elif operator == "EMC":
                del self._marks[-1:]
            elif operator == "Tf":
                width, cmap = self._font(fonts[str(operands[0])])
            elif operator == "Do":
                part = parts.get(str(operands[0]))
                if part is not None and part.get("/Subtype") == "/Form" and depth < _DEEPEST:
                    self.read(part, part.get("/Resources", resources), depth + 1)
            elif operator == "ET":
                self._add("\n")
            else:
                self._add("".join(_decoded(raw, width, cmap) for raw in _strings(operands)))

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
        """To the innermost numbered mark; nothing in an artifact, or where a replacement text stands for it."""
        if all(actual is None for _, actual in self._marks) and (number := self._number()) is not None:
            self.said[number].append(text)

    def _number(self) -> int | None:
        return next((number for number, _ in reversed(self._marks) if number is not None), None)

    def _font(self, font: Any) -> tuple[int, Cmap]:
        """Bytes a character takes in this font, and code → text."""
        key = font.objgen
        if key not in self.cmaps:
            width = 2 if font.get("/Subtype") == "/Type0" else 1
            table = font.get("/ToUnicode")
            self.cmaps[key] = width, (read_cmap(table.read_bytes()) if table is not None else {})
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


def _strings(operands: Any) -> Iterator[bytes]:
    import pikepdf

    for operand in operands:
        if isinstance(operand, pikepdf.String):
            yield bytes(operand)
        elif isinstance(operand, pikepdf.Array):
            yield from _strings(operand)


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


def _decoded(raw: bytes, width: int, cmap: Cmap) -> str:
    codes = (int.from_bytes(raw[at : at + width], "big") for at in range(0, len(raw), width))
    return "".join(cmap.get(code, _UNKNOWN) for code in codes)
