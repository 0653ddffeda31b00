"""Headings of a document that marks none: short lines that are bold as a whole, and tables of one row or one cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from briefgen.importing.document_blocks import ImportedBlock, Kind, plain
from briefgen.importing.office.captions import LABEL
from briefgen.importing.office.counting import numeral
from briefgen.model.core.diagnostics import few

_BOLD = re.compile(r"\*\*(?:(?!\*\*|!\[).)+\*\*", re.DOTALL)
_NO_END = re.compile(r".*(?:[.。,;:!·다]|(?<![개필수주소중])요)$")
"""The end of a sentence, or of words that lead to what stands below them."""
_MOST_WORDS, _MOST_LETTERS = 12, 80
_PROSE, _SENTENCE = 80, 20
"""Letters of a paragraph that is text and no line: fewer are enough where it ends as a sentence."""
_FEWEST = 3
_GANADA = "[가나다라마바사아자차카타파하]"
_NUMBERS = (
    r"제\s?\d{1,2}\s?[편장]",
    r"제\s?\d{1,2}\s?절",
    r"[Ⅰ-Ⅻ]+|[IVX]{1,5}\.",
    r"\d{1,2}\.(?!\d)",
    r"\d{1,2}\.\d",
    rf"{_GANADA}\.",
    r"\d{1,2}\)|\(\d{1,2}\)",
    rf"{_GANADA}\)|\({_GANADA}\)",
    "[①-⑳]",
)
"""What numbers a heading, from the highest level to the lowest."""
_ATTACHED, _ENDED = ("참고", "붙임", "별첨"), ".①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBER_CELL = re.compile(
    rf"\d{{1,2}}\.?|[Ⅰ-Ⅻ]+\.?|[IVX]{{1,5}}\.?|[①-⑳]|{_GANADA}\.|(?:{'|'.join(_ATTACHED)})\s?\d{{0,2}}"
)

_CHAPTER = re.compile(r"(?:제\s?(\d{1,2})\s?[편장절]\s|([Ⅰ-Ⅻ]{1,5})(?:\.|\s)|([IVX]{1,5}|\d{1,2})\.(?!\d))\s*(?=\w)")
"""The number of a chapter before its title."""
_ROMAN = {numeral(number, "upperRoman"): number for number in range(1, 40)}


def with_headings(blocks: Sequence[ImportedBlock], remark: Callable[[str], None]) -> tuple[ImportedBlock, ...]:
    """The blocks, where the document marks no headings: with those that are bold lines above text, or tables of one row
    with a number and a title, in two cells or in one. Each has the level of its number.
    """
    if any(block.kind is Kind.HEADING for block in blocks):
        return tuple(blocks)
    rows = {at: words for at, block in enumerate(blocks) if (words := _of_one_row(block))}
    rows |= _of_one_cell(blocks, rows.values())
    bold = _bold_lines(blocks, are_numbered=bool(rows))
    if rows:
        said = (
            "tables of one row were taken as headings" if len(rows) > 1 else "table of one row was taken as a heading"
        )
        remark(f"{len(rows)} {said}: {_first_of(rows)}")
    if bold:
        remark(f"{len(bold)} bold lines were taken as headings, for the document marks none: {_first_of(bold)}")
    made = rows | bold
    depths = sorted({_depth(words) for words in made.values()} - {0})
    return tuple(
        ImportedBlock(Kind.HEADING, made[at], level=1 + (depths.index(depth) if (depth := _depth(made[at])) else 0))
        if at in made
        else block
        for at, block in enumerate(blocks)
    )


def _first_of(headings: Mapping[int, str]) -> str:
    return few(f"“{plain(headings[at])}”" for at in sorted(headings))


def _depth(words: str) -> int:
    """The level that the number of a heading says, from 1; 0 without a number."""
    said = plain(words)
    return next((depth for depth, number in enumerate(_NUMBERS, 1) if re.match(number, said)), 0)


def _of_one_row(block: ImportedBlock) -> str:
    """The words of a heading that is a table of one row, as ``| 1 | | Title |``; empty for what is none."""
    if block.kind is not Kind.TABLE or len(block.rows) != 1 or block.text:
        return ""
    cells = [lines for cell in block.rows[0] if (lines := list(filter(None, cell.paragraphs)))]
    if len(cells) != 2 or len(cells[0]) != 1 or len(cells[1]) != 1:
        return ""
    number, (title,) = plain(cells[0][0]), cells[1]
    if not _NUMBER_CELL.fullmatch(number) or not _may_be_named(title):
        return ""
    end = ":" if number in _ATTACHED else "." if number[-1] not in _ENDED else ""
    return f"{number}{end} {title[2:-2] if _BOLD.fullmatch(title) else title}"


def _of_one_cell(blocks: Sequence[ImportedBlock], others: Iterable[str]) -> dict[int, str]:
    """The boxes that hold a number and a title alone, whose numbers go on from one another or from ``others``."""
    lines = {at: words for at, block in enumerate(blocks) if (words := _line_in(block)) and _chapter(words)}
    known = {_chapter(words) for words in (*lines.values(), *others)}
    return {
        at: words
        for at, words in lines.items()
        if (found := _chapter(words)) and {(found[0], found[1] + step) for step in (-1, 1)} & known
    }


def _line_in(block: ImportedBlock) -> str:
    """The line that a box holds, without marks where it may be a heading; else empty."""
    if block.kind is not Kind.BOX or len(block.inner) != 1 or block.inner[0].kind is not Kind.TEXT:
        return ""
    text = re.sub(r"(?<!\\)\*\*", "", block.inner[0].text)
    return text if "\n" not in text and _may_be_named(text) else ""


def _chapter(words: str) -> tuple[int, int] | None:
    """The level of the number that words begin with, and the number; None without one."""
    found = _CHAPTER.match(plain(words))
    if found is None:
        return None
    number = unicodedata.normalize("NFKC", next(filter(None, found.groups())))
    return _depth(words), _ROMAN.get(number) or (int(number) if number.isdecimal() else 0)


def _bold_lines(blocks: Sequence[ImportedBlock], *, are_numbered: bool) -> dict[int, str]:
    """The bold lines that are headings, without their marks.

    They are few among the paragraphs, and several: else they may be names, dates or labels. One directly above another
    with a number of another level counts with it. Others that are numbered alike are headings too.
    """
    lines = {at: it.text[2:-2] for at, it in enumerate(blocks) if it.kind is Kind.TEXT and _may_be_heading(it.text)}
    depths = {at: _depth(words) for at, words in lines.items()}
    found = {at for at in _headings(blocks) if depths[at] or not are_numbered}
    above = [at for at in found if at + 1 in found and 0 != depths[at] != depths[at + 1] != 0]
    if len(found) < _FEWEST or len(found) - len(above) > sum(map(_is_prose, blocks)):
        return {}
    known = {depths[at] for at in found} - {0}
    return {at: words for at, words in lines.items() if at in found or depths[at] in known}


def _headings(blocks: Sequence[ImportedBlock]) -> Iterator[int]:
    """The lines, from the last: one may stand above another that stands above text."""
    has_text = False
    for at, block in reversed(list(enumerate(blocks))):
        if has_text and block.kind is Kind.TEXT and _may_be_heading(block.text):
            yield at
        else:
            has_text = block.kind is Kind.ITEM or _is_prose(block) or bool(block.label)


def _may_be_heading(text: str) -> bool:
    return _BOLD.fullmatch(text) is not None and _may_be_named(text)


def _may_be_named(text: str) -> bool:
    words = plain(text)
    is_short = len(words) <= _MOST_LETTERS and len(words.split()) <= _MOST_WORDS and "![" not in text
    return is_short and any(map(str.isalpha, words)) and not _NO_END.match(words) and not LABEL.match(words)


def _is_prose(block: ImportedBlock) -> bool:
    words = plain(block.text) if block.kind is Kind.TEXT else ""
    return len(words) >= (_SENTENCE if words.endswith((".", "。", "?", "!")) else _PROSE)
