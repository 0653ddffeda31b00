"""The title of a document, which few mark as such."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefgen.importing.document_blocks import ImportedBlock, Kind, plain
from briefgen.importing.office.captions import pictures_in
from briefgen.importing.office.contents import CONTENTS_HEAD

_MAY_BE_TITLE = re.compile(r"(?!제?\s?\d|[①-⑳]|[가-하IVXa-z]{1,4}[.)]).{1,80}(?<![.。:;,])")
"""A short line at the beginning that is not a sentence and has no number before it."""
_BOLD = re.compile(r"\*\*(?:(?!\*\*).)+\*\*", re.DOTALL)
_NO_TITLE = re.compile(r"Microsoft\s|document ?\d*$|untitled|제목 ?없|무제|새 ?문서|[□■○●ㅇ◇-]", re.IGNORECASE)
_NO_HEADLINE = re.compile(
    r"(?:보도\s?(?:시점|일시)|배포\s*(?:일시|즉시|[:：\d])|엠바고|embargo|for immediate release).*"
    r"|보도\s?(?:설명|참고|해명)?\s?자료|press release",
    re.IGNORECASE,
)
"""What stands above the headline of a press release."""
_FILE_NAME = re.compile(r"\.(?:docx?|dotx?|rtf|hwpx?|pdf|odt)\b", re.IGNORECASE)
_NO_BLANKS = re.compile("[가-힣ぁ-ヿ一-鿿]")
"""Letters of writings in which several words may stand without a blank."""
_NO_WORDS = re.compile(r"\[\^|!\[|\]\(")
"""A note, a picture or a link."""
_FEW_LETTERS = 4
_FIRST, _FEW, _LOW = 12, 3, 4
"""Among how many blocks a title is looked for, in bold alone, and in a table of how many rows."""
_LONG = 250
"""Letters of a paragraph with which the text has begun."""
_CLEARLY, _SLIGHTLY, _ALIKE = 1.25, 1.1, 0.75
"""How many times as large as the text a title is, surely or if it looks like one, and as its largest line another is
that belongs to it."""
_MOST = 150


@dataclass(frozen=True, slots=True)
class TitledBlocks:
    """A title and the blocks that are left; ``found`` says where the title was found, where that was a guess."""

    title: str
    blocks: tuple[ImportedBlock, ...]
    found: str = ""
    subtitle: str = ""


def with_title(blocks: Sequence[ImportedBlock], given: str) -> TitledBlocks:
    """The title and the subtitle: a line whose style says so directly below the title."""
    titled = _with_title(blocks, given)
    for before, block in pairwise(blocks):
        if block.is_subtitle:
            end = _said(before).removesuffix(".")
            if not end or not titled.title.endswith(end) or not _may_be_subtitle(block):
                break
            left = tuple(it for it in titled.blocks if it is not block)
            return replace(titled, blocks=left, subtitle=_said(block))
    return titled


def _may_be_subtitle(block: ImportedBlock) -> bool:
    """Tell whether it is a line of words alone, which front matter can have."""
    return block.kind is Kind.TEXT and 0 < len(block.text) <= _MOST and not _NO_WORDS.search(block.text)


def _with_title(blocks: Sequence[ImportedBlock], given: str) -> TitledBlocks:
    """The title: the one that is marked so, a heading above all others, the words ``given`` in the properties of the
    document where they stand at its beginning, the largest words there, ``given``, or a short first line.

    What a press release says of its release is none of them.
    """
    marked = next((at for at, block in enumerate(blocks) if block.kind is Kind.TITLE), None)
    if marked is not None:
        return _from(blocks, marked)
    levels = [block.level for block in blocks if block.kind is Kind.HEADING]
    if blocks and blocks[0].kind is Kind.HEADING and levels.count(min(levels)) == 1 and levels[0] == min(levels):
        return _from(blocks, 0)
    given = given if _is_title(given) else ""
    groups = list(_first_lines(blocks))
    for at, lines in groups:
        if given and given in map(_said, lines):
            return TitledBlocks(given, _without(blocks, at, [line for line in lines if _said(line) == given]))
    size = _body_size(blocks)
    if (largest := _largest(groups, size * _CLEARLY)) is not None:
        return _titled(blocks, *largest)
    if given:
        return TitledBlocks(given, tuple(blocks), "the properties of the document")
    largest = _largest(groups[:_FEW], size * _SLIGHTLY)
    if largest is not None and _MAY_BE_TITLE.fullmatch(" ".join(map(_said, largest[1]))):
        return _titled(blocks, *largest)
    for at, lines in groups[:_FEW]:
        if len(lines) == 1 and _BOLD.fullmatch(lines[0].text) and _MAY_BE_TITLE.fullmatch(_said(lines[0])):
            return TitledBlocks(_said(lines[0]), _without(blocks, at, lines), "the first words in bold")
    if blocks and blocks[0].kind is Kind.TEXT and _may_be_first(plain(blocks[0].text)):
        return _from(blocks, 0)
    return TitledBlocks("", tuple(blocks))


def _from(blocks: Sequence[ImportedBlock], start: int) -> TitledBlocks:
    """The title that begins at a block, with the lines of it that follow."""
    title, end = _said(blocks[start]), start + 1
    while end < len(blocks) and blocks[end].kind is Kind.TITLE:
        if len(longer := f"{title} {_said(blocks[end])}") > _MOST:
            break
        title, end = longer, end + 1
    shown = _pictures_of(blocks[start:end])
    return TitledBlocks(title, (*map(_demoted, blocks[:start]), *shown, *map(_demoted, blocks[end:])))


def _pictures_of(lines: Sequence[ImportedBlock]) -> tuple[ImportedBlock, ...]:
    """The pictures beside the words of the title, which stay in the text."""
    pictures = " ".join(picture for line in lines for picture in pictures_in(line.text))
    return (ImportedBlock(Kind.TEXT, pictures),) if pictures else ()


def _titled(blocks: Sequence[ImportedBlock], at: int, lines: Sequence[ImportedBlock]) -> TitledBlocks:
    title = " ".join(map(_said, lines)).removesuffix(".")
    return TitledBlocks(title, _without(blocks, at, lines), "the largest words at the beginning")


def _may_be_first(words: str) -> bool:
    return bool(_MAY_BE_TITLE.fullmatch(words)) and not _NO_HEADLINE.fullmatch(words)


def _is_title(words: str) -> bool:
    """Tell whether the properties of a document name a title: many keep a file's name, or that of an older document."""
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
            yield at, list(_lines([block]))
        elif block.kind is Kind.BOX:
            yield at, list(_lines(block.inner))
        elif block.kind is Kind.TABLE and len(block.rows) <= _LOW and all(len(row) == 1 for row in block.rows):
            for (cell,) in block.rows:
                yield at, list(_lines(cell.blocks))


def _lines(blocks: Iterable[ImportedBlock]) -> Iterator[ImportedBlock]:
    """Those that may be a title."""
    for block in blocks:
        if block.kind in (Kind.TEXT, Kind.HEADING) and not _NO_HEADLINE.fullmatch(_said(block)):
            yield block


def _largest(groups: Sequence[tuple[int, list[ImportedBlock]]], than: float) -> tuple[int, list[ImportedBlock]] | None:
    """The lines whose letters are larger ``than`` a size; the longest of those that are as large."""
    found: tuple[int, list[ImportedBlock]] | None = None
    best = (than, 0)
    for at, lines in groups:
        said = [line for line in lines if _said(line)]
        top = max((line.size for line in said), default=0.0)
        large = [line for line in said if line.size >= top * _ALIKE]
        words = " ".join(map(_said, large))
        is_bold = all(_BOLD.fullmatch(line.text) for line in large)
        if than and (top, len(words)) > best and len(words) <= _MOST and _may_be_large(words, is_bold=is_bold):
            found, best = (at, large), (top, len(words))
    return found


def _may_be_large(words: str, *, is_bold: bool) -> bool:
    """Tell whether large words may be a title: not a date, the heading of a list of contents or a sentence.

    A headline that is bold as a whole may be one sentence.
    """
    is_sentence = words.endswith((".", "。")) and not (is_bold and ". " not in words)
    return sum(map(str.isalpha, words)) >= _FEW_LETTERS and not is_sentence and not CONTENTS_HEAD.fullmatch(words)


def _body_size(blocks: Iterable[ImportedBlock]) -> float:
    """Return how large most letters of the text are, in points; 0 where nothing says it."""
    counted = Counter[float]()
    for block in blocks:
        for line in (block, *block.held):
            if line.kind not in (Kind.HEADING, Kind.TITLE) and line.size:
                counted[line.size] += len(line.text)
    return max(counted, key=lambda size: counted[size], default=0.0)


def _without(blocks: Sequence[ImportedBlock], at: int, lines: Sequence[ImportedBlock]) -> tuple[ImportedBlock, ...]:
    """The blocks without the lines of the title, which may have stood in a box or table: what else it holds is text."""
    left = tuple(line for line in blocks[at].held if not any(line is each for each in lines))
    return (*blocks[:at], *_pictures_of(lines), *left, *blocks[at + 1 :])


def _said(block: ImportedBlock) -> str:
    return plain(block.text)


def _demoted(block: ImportedBlock) -> ImportedBlock:
    """A second title, which is a line of its own."""
    return replace(block, kind=Kind.TEXT) if block.kind is Kind.TITLE else block
