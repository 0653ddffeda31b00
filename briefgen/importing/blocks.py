"""The blocks of an imported document, and the Markdown that they make together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from briefgen.importing.markdown import escape, escape_start, indented, table

_TOP = 2
"""The level of the highest heading in a text: the title is above it."""
_DEEPEST = 6
_NO_MARKS = re.compile(r"[^\\*\[\]<>&`~{|!\n]*")
"""Words that are the same in HTML and in Markdown."""
_MAY_BE_TITLE = re.compile(r"(?!제?\s?\d|[①-⑳]|[가-하IVXa-z]{1,4}[.)]).{1,80}(?<![.。:;,])")
"""A short line at the beginning that is not a sentence and has no number before it."""
_BOLD = re.compile(r"\*\*(?:(?!\*\*).)+\*\*", re.DOTALL)
_NO_TITLE = re.compile(r"Microsoft\s|document ?\d*$|untitled|제목 ?없|무제|새 ?문서|[□■○●ㅇ◇-]", re.IGNORECASE)
_FILE_NAME = re.compile(r"\.(?:docx?|dotx?|rtf|hwpx?|pdf|odt)\b", re.IGNORECASE)
_NO_BLANKS = re.compile("[가-힣ぁ-ヿ一-鿿]")
"""Letters of writings in which several words may stand without a blank."""
LEFT_OUT = "the table of contents was left out: the site makes its own"
_ENTRY = re.compile(r"(?:(?:[.…·‥]\s?){3}|\S\s{2})\s{0,9}(\d{1,3})$|…{5}$")
"""The end of a line in a list of contents: dots or blanks before the number of a page."""
_CONTENTS_HEAD = re.compile(
    r"(?:(?:table of |list of )?(?:contents|figures|tables)|outline(?: of document)?|(?:표|그림)? ?목 ?차"
    r"|차 ?례|目 ?[次录]|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice"
    r"|contenido|содержание|المحتويات|فهرست) ?:?",
    re.IGNORECASE,
)
_WORD = 12
"""Letters of a line that may stand between the heading of a list of contents and the list, such as *Page*."""
_LONE_SIGN = re.compile(r"\\?[.,·•_-]")
_FEWEST_ENTRIES = 4
_FEW_LETTERS = 4
_FIRST, _FEW, _LOW = 12, 3, 4
"""Among how many blocks a title is looked for, in bold alone, and in a table of how many rows."""
_LONG = 250
"""Letters of a paragraph with which the text has begun."""
_CLEARLY, _ALIKE = 1.25, 0.75
"""How many times as large as the text a title is, and as its largest line another is that belongs to it."""
_MOST = 150

_PICTURE = re.compile(r"!\[(?:\\.|[^\\\]])*\]\([^()\s<>\"]+\)(\{width=\d+%?\})?")
_LABEL = re.compile(
    r"(?:(표|table|tabelle|tableau|tabla)|그림|사진|도표|figure|fig\.|chart|photo|abbildung|图|図|表)\s*"
    r"\d+(?:[-.]\d+)*\s*(?:[.:·]|[-–—]\s)?\s*",
    re.IGNORECASE,
)
"""The number that a program prints before a caption; the first group is that of a table."""
_CREDIT = re.compile(
    r"(?:사진|자료|출처|제공|photo|source|credits?|image|foto|quelle)\b.{0,160}|[©ⓒ].{1,160}", re.IGNORECASE
)
_MARKED = re.compile(r"[\"\\*\[\]<>`{}|]|\[\^")
"""What would be a mark in a caption: such a one stays a paragraph."""


class Kind(StrEnum):
    """What a block is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    MORE = "more"
    """A further paragraph of the item before it."""
    QUOTE = "quote"
    TABLE = "table"
    CAPTION = "caption"
    BOX = "box"
    CONTENTS = "contents"
    """A list of contents or a line of one: pages have no place in the text, so it is left out."""


@dataclass(frozen=True, slots=True)
class ImportedCell:
    """A cell of a table: its paragraphs in Markdown, how many columns and rows it takes, and whether it heads a row."""

    paragraphs: tuple[str, ...] = ()
    columns: int = 1
    rows: int = 1
    is_head: bool = False
    blocks: tuple[ImportedBlock, ...] = ()
    """The blocks that the paragraphs are made of."""


@dataclass(frozen=True, slots=True)
class ImportedBlock:
    """A block. ``text`` is Markdown within a line; ``level`` that of a heading, from 1, or of an item, from 0.

    ``number`` is that of a numbered item, None for a bullet; ``group`` names the list that an item belongs to.
    ``inner`` is what stands in a box, ``rows`` the cells of a table, whose first ``heads`` rows are its head and
    whose ``text`` is its caption.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    number: int | None = None
    group: str = ""
    inner: tuple[ImportedBlock, ...] = ()
    rows: tuple[tuple[ImportedCell, ...], ...] = ()
    heads: int = 1
    size: float = 0.0
    """Of most of its letters, in points; 0 where it is not known."""


def tidied(blocks: Iterable[ImportedBlock], remark: Callable[[str], None]) -> list[ImportedBlock]:
    """The blocks without lists of contents and the headings of these, lone signs, and empty rows that end a table."""
    found = _with_contents(list(blocks), remark)
    for at, block in enumerate(found):
        if block.kind is Kind.CONTENTS and at and found[at - 1].kind is not Kind.CONTENTS:
            for before in (at - 1, at - 2):
                if before >= 0 and _CONTENTS_HEAD.fullmatch(_plain(found[before].text)):
                    found[before:at] = [replace(block) for _ in range(before, at)]
                    break
                if len(found[before].text) > _WORD:
                    break
    kept = (block for block in found if block.kind is not Kind.CONTENTS and not _LONE_SIGN.fullmatch(block.text))
    return [_trimmed(replace(it, inner=tuple(tidied(it.inner, remark)))) if it.inner else _trimmed(it) for it in kept]


def _with_contents(blocks: list[ImportedBlock], remark: Callable[[str], None]) -> list[ImportedBlock]:
    """The blocks with the lines of a typed list of contents marked: several that end in dots and pages that go up."""
    start = 0
    for at in range(len(blocks) + 1):
        entry = at < len(blocks) and blocks[at].kind in (Kind.TEXT, Kind.ITEM) and _ENTRY.search(blocks[at].text)
        if entry:
            continue
        pages = [int(found[1]) for it in blocks[start:at] if (found := _ENTRY.search(it.text)) and found[1]]
        if len(pages) >= _FEWEST_ENTRIES and pages == sorted(pages):
            remark(LEFT_OUT)
            blocks[start:at] = [ImportedBlock(Kind.CONTENTS) for _ in range(start, at)]
        start = at + 1
    return blocks


def _trimmed(block: ImportedBlock) -> ImportedBlock:
    """A table without the empty rows at its end, but for one below its head."""
    rows, heads = block.rows, max(block.heads, 1)
    while len(rows) > heads + 1 and not any(cell.paragraphs for cell in rows[-1]):
        if any(at + cell.rows >= len(rows) and cell.rows > 1 for at, row in enumerate(rows) for cell in row):
            break
        rows = rows[:-1]
    return replace(block, rows=rows)


def with_captions(blocks: Iterable[ImportedBlock]) -> list[ImportedBlock]:
    """The blocks with each caption at the picture or the table beside it, where it is plain words.

    Its own number is left out: figures and tables are numbered in their order.
    """
    found = list(blocks)
    for at, block in enumerate(found):
        if block.kind is not Kind.CAPTION:
            continue
        words = _plain(block.text)
        label = _LABEL.match(words)
        title = words[label.end() :] if label else words
        holder = _captioned(found, at, is_table=bool(label and label[1]))
        if holder is not None and title and not _MARKED.search(title):
            found[holder] = _titled(found[holder], title)
            found[at] = replace(block, text="")
    return [block for block in found if block.kind is not Kind.CAPTION or block.text]


def _captioned(blocks: Sequence[ImportedBlock], at: int, *, is_table: bool) -> int | None:
    """Which block the caption at ``at`` belongs to: what stands before it, also with a credit between, or after it."""
    places = [at + 1, at - 1] if is_table else [at - 1, at + 1]
    if at >= 2 and _CREDIT.match(_plain(blocks[at - 1].text)):
        places.insert(1, at - 2)
    free = (place for place in places if 0 <= place < len(blocks) and _takes_caption(blocks[place]))
    return next(free, None)


def _takes_caption(block: ImportedBlock) -> bool:
    if block.kind is Kind.TABLE:
        return not block.text
    return block.kind is Kind.TEXT and _PICTURE.fullmatch(block.text) is not None


def _titled(block: ImportedBlock, title: str) -> ImportedBlock:
    if block.kind is Kind.TABLE:
        return replace(block, text=title)
    found = _PICTURE.fullmatch(block.text)
    size = found[1] or "" if found else ""
    return replace(block, text=f'{block.text.removesuffix(size)[:-1]} "{title}"){size}')


@dataclass(frozen=True, slots=True)
class TitledBlocks:
    """A title and the blocks that are left; ``found`` says where the title was found, where that was a guess."""

    title: str
    blocks: tuple[ImportedBlock, ...]
    found: str = ""


def with_title(blocks: Sequence[ImportedBlock], given: str) -> TitledBlocks:
    """The title: the one that is marked so, a heading above all others, the words ``given`` in the properties of the
    document where they stand at its beginning, the largest words there, ``given``, or a short first line.
    """
    marked = next((block for block in blocks if block.kind is Kind.TITLE), None)
    if marked is not None:
        return TitledBlocks(_plain(marked.text), tuple(_demoted(block) for block in blocks if block is not marked))
    levels = [block.level for block in blocks if block.kind is Kind.HEADING]
    if blocks and blocks[0].kind is Kind.HEADING and levels.count(min(levels)) == 1 and levels[0] == min(levels):
        return TitledBlocks(_plain(blocks[0].text), tuple(blocks[1:]))
    given = given if _is_title(given) else ""
    groups = list(_first_lines(blocks))
    for at, lines in groups:
        if given and given in map(_said, lines):
            return TitledBlocks(given, _without(blocks, at, [line for line in lines if _said(line) == given]))
    if (largest := _largest(groups, _body_size(blocks))) is not None:
        at, lines = largest
        title = " ".join(map(_said, lines))
        return TitledBlocks(title, _without(blocks, at, lines), "the largest words at the beginning")
    if given:
        return TitledBlocks(given, tuple(blocks), "the properties of the document")
    for at, lines in groups[:_FEW]:
        if len(lines) == 1 and _BOLD.fullmatch(lines[0].text) and _MAY_BE_TITLE.fullmatch(_said(lines[0])):
            return TitledBlocks(_said(lines[0]), _without(blocks, at, lines), "the first words in bold")
    if blocks and blocks[0].kind is Kind.TEXT and _MAY_BE_TITLE.fullmatch(_plain(blocks[0].text)):
        return TitledBlocks(_plain(blocks[0].text), tuple(blocks[1:]))
    return TitledBlocks("", tuple(blocks))


def _is_title(words: str) -> bool:
    """Whether the properties of a document name a title: many keep a file's name, or that of an older document."""
    several = len(words.split()) > 1 or len(_NO_BLANKS.findall(words)) >= _FEW_LETTERS
    return (
        several
        and sum(map(str.isalpha, words)) >= _FEW_LETTERS
        and not (_NO_TITLE.match(words) or _FILE_NAME.search(words))
    )


def _first_lines(blocks: Sequence[ImportedBlock]) -> Iterator[tuple[int, list[ImportedBlock]]]:
    """The lines before the text begins, those of a box or of a cell in a table of one column together."""
    for at, block in enumerate(blocks[:_FIRST]):
        if block.kind is Kind.HEADING:
            follows = blocks[at + 1] if at + 1 < len(blocks) else block
            if follows.kind is not Kind.HEADING or follows.level > block.level:
                return  # the text begins below it
        if block.kind in (Kind.TEXT, Kind.HEADING):
            if len(block.text) > _LONG:
                return
            yield at, [block]
        elif block.kind is Kind.BOX:
            yield at, [line for line in block.inner if line.kind is Kind.TEXT]
        elif block.kind is Kind.TABLE and len(block.rows) <= _LOW and all(len(row) == 1 for row in block.rows):
            for (cell,) in block.rows:
                yield at, [line for line in cell.blocks if line.kind is Kind.TEXT]


def _largest(groups: Sequence[tuple[int, list[ImportedBlock]]], body: float) -> tuple[int, list[ImportedBlock]] | None:
    """The lines whose letters are clearly larger than those of the text; the longest of those that are as large."""
    found: tuple[int, list[ImportedBlock]] | None = None
    best = (body * _CLEARLY, 0)
    for at, lines in groups:
        said = [line for line in lines if _said(line)]
        top = max((line.size for line in said), default=0.0)
        large = [line for line in said if line.size >= top * _ALIKE]
        words = " ".join(map(_said, large))
        if body and (top, len(words)) > best and len(words) <= _MOST and _may_be_large(words):
            found, best = (at, large), (top, len(words))
    return found


def _may_be_large(words: str) -> bool:
    """Whether large words may be a title: they are no sentence, no date and no heading of a list of contents."""
    is_sentence = words.endswith((".", "。"))
    return sum(map(str.isalpha, words)) >= _FEW_LETTERS and not is_sentence and not _CONTENTS_HEAD.fullmatch(words)


def _body_size(blocks: Iterable[ImportedBlock]) -> float:
    """How large most letters of the text are, in points; 0 where nothing says it."""
    counted = Counter[float]()
    for block in blocks:
        inner = (*block.inner, *(line for row in block.rows for cell in row for line in cell.blocks))
        for line in (block, *inner):
            if line.kind not in (Kind.HEADING, Kind.TITLE) and line.size:
                counted[line.size] += len(line.text)
    return max(counted, key=lambda size: counted[size], default=0.0)


def _without(blocks: Sequence[ImportedBlock], at: int, lines: Sequence[ImportedBlock]) -> tuple[ImportedBlock, ...]:
    """The blocks without the lines of the title, which may have stood in a box or table: what else it holds is text."""
    block = blocks[at]
    held = (*block.inner, *(line for row in block.rows for cell in row for line in cell.blocks))
    left = tuple(line for line in held if not any(line is each for each in lines))
    return (*blocks[:at], *left, *blocks[at + 1 :])


def _said(block: ImportedBlock) -> str:
    return _plain(block.text)


def _demoted(block: ImportedBlock) -> ImportedBlock:
    """A second title, which is a line of its own."""
    return replace(block, kind=Kind.TEXT) if block.kind is Kind.TITLE else block


def _plain(text: str) -> str:
    """Markdown within a line as words: marks out, escapes undone."""
    text = re.sub(r"\[\^\d+\]|!\[[^\]]*\]\([^)]*\)(?:\{width=\d+%?\})?", "", text)
    text = re.sub(r"(?<!\\)(?:\*+|~~|</?(?:su[bp]|em|strong|s)>)", "", text).replace("\\\n", " ")
    return " ".join(re.sub(r"\\(\W)", r"\1", text).split())


def markdown_of(blocks: Sequence[ImportedBlock]) -> str:
    """The blocks as the body of a text, which ends with a line feed; the highest heading is ``##``."""
    levels = [block.level for block in blocks if block.kind is Kind.HEADING]
    shift = _TOP - min(levels, default=_TOP)
    return "\n\n".join(_written(blocks, shift)) + "\n" if blocks else ""


def _written(blocks: Sequence[ImportedBlock], shift: int) -> Iterable[str]:
    items: list[ImportedBlock] = []
    for block in blocks:
        if block.kind is Kind.ITEM or (block.kind is Kind.MORE and items):
            items.append(block)
            continue
        if items:
            yield _list(items)
            items = []
        yield _block(block, shift)
    if items:
        yield _list(items)


def _block(block: ImportedBlock, shift: int) -> str:
    if block.kind is Kind.HEADING:
        return f"{'#' * min(max(block.level + shift, _TOP), _DEEPEST)} {block.text.replace(chr(92) + chr(10), ' ')}"
    if block.kind is Kind.TABLE:
        made = _table(block)
        return f":::{{table}} {block.text}\n\n{made}\n:::" if block.text else made
    if block.kind is Kind.BOX:
        inner = "\n\n".join(_written(block.inner, shift))
        colons = ":" * (3 + _nesting(block))
        return f"{colons}{{box}}\n\n{inner}\n{colons}"
    text = escape_start(block.text)
    return f"> {text.replace(chr(10), chr(10) + '> ')}" if block.kind is Kind.QUOTE else text


def _nesting(block: ImportedBlock) -> int:
    return max((1 + _nesting(each) for each in block.inner if each.kind is Kind.BOX), default=0)


@dataclass(slots=True)
class _Open:
    """A list that is open: at which level, how far its items' text is indented, and the sign that marks them."""

    level: int
    group: str
    mark: str
    indent: int
    number: int | None


def _list(items: Sequence[ImportedBlock]) -> str:
    """Items as lists within lists. Where the numbers do not go on, another sign begins another list."""
    opened: list[_Open] = []
    lines = []
    for item in items:
        while opened and opened[-1].level > item.level and not (item.kind is Kind.MORE and len(opened) == 1):
            opened.pop()
        if item.kind is Kind.MORE:
            indent = opened[-1].indent
            lines += ["", f"{' ' * indent}{indented(escape_start(item.text), indent)}"]
            continue
        same = opened.pop() if opened and opened[-1].level == item.level else None
        indent = opened[-1].indent if opened else 0
        mark = _mark(item, same)
        sign = mark if item.number is None else f"{item.number}{mark}"
        opened.append(_Open(item.level, item.group, mark, indent + len(sign) + 1, item.number))
        if same is not None and same.mark != mark:
            lines.append("")
        lines.append(f"{' ' * indent}{sign} {indented(escape_start(item.text), indent + len(sign) + 1)}")
    return "\n".join(lines)


def _mark(item: ImportedBlock, before: _Open | None) -> str:
    """The sign of an item: that of the list before it where it goes on, else the other of its kind."""
    first, other = ("-", "*") if item.number is None else (".", ")")
    if before is None:
        return first
    goes_on = before.group == item.group if item.number is None else before.number == item.number - 1
    alike = (before.number is None) == (item.number is None)
    if alike and goes_on:
        return before.mark
    return other if before.mark == first else first


def _table(block: ImportedBlock) -> str:
    """A pipe table, or one in HTML where a cell takes several columns or rows, or the head several rows."""
    rows, heads = block.rows, max(block.heads, 1)
    if heads == 1 and all(cell.columns == cell.rows == 1 for row in rows for cell in row):
        return table([["\n".join(cell.paragraphs) for cell in row] for row in rows])
    lines = ["<table>"]
    for at, row in enumerate(rows):
        lines.append("<tr>")
        lines += [line for cell in row for line in _html_cell(cell, "th" if at < heads or cell.is_head else "td")]
        lines.append("</tr>")
    return "\n".join([*lines, "</table>"])


def _html_cell(cell: ImportedCell, name: str) -> list[str]:
    """A cell with its Markdown between blank lines, where it is read as such."""
    spans = (("colspan", cell.columns), ("rowspan", cell.rows))
    given = "".join(f' {attribute}="{count}"' for attribute, count in spans if count > 1)
    words = "\n\n".join(cell.paragraphs).strip()
    if _NO_MARKS.fullmatch(words):
        return [f"<{name}{given}>{words}</{name}>"]
    return [f"<{name}{given}>", "", "\n\n".join(escape_start(each) for each in cell.paragraphs), "", f"</{name}>"]


def notes_of(notes: Sequence[Sequence[str]]) -> str:
    """The definitions of notes, numbered from 1; each has its paragraphs in Markdown."""
    found = (
        f"[^{number}]: " + indented("\n\n".join(escape_start(each) for each in paragraphs) or escape(" "), 4)
        for number, paragraphs in enumerate(notes, 1)
    )
    return "\n\n".join(found) + "\n" if notes else ""


def flat(block: ImportedBlock) -> list[str]:
    """A block in a cell, where there is room for lines only."""
    if block.kind is Kind.TABLE:
        return [" / ".join(" ".join(cell.paragraphs) for cell in row) for row in block.rows]
    if block.kind is Kind.CONTENTS:
        return []
    if block.kind is Kind.BOX:
        return [line for inner in block.inner for line in flat(inner)]
    if block.kind is Kind.ITEM:
        return [f"{'•' if block.number is None else f'{block.number}.'} {block.text}"]
    return [block.text]
