"""Captions at the pictures and tables that they belong to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.importing.document_blocks import ImportedBlock, Kind, plain
from briefgen.model.core.diagnostics import few

_PICTURE = re.compile(r"!\[(?:\\.|[^\\\]])*\]\([^()\s<>\"]+\)(\{width=\d+%?\})?")
_TITLED = re.compile(r"!\[(?:\\.|[^\\\]])*\]\([^()\s<>\"]+ \"")
LABEL = re.compile(
    r"[<〈《\[【(]?\s?((?:(표|table|tabelle|tableau|tabla)|그림|사진|도표|figure|fig\.|chart|photo|abbildung|图|図|表)"
    r"\s*(\d+(?:[-.]\d+)*[a-z]?))\s*(?:([>〉》\]】)]\s*[.:·]?|[.:·](?!\d)|[-–—]\s)\s*|\s+|$)",
    re.IGNORECASE,
)
"""What stands before a caption: its words, that of a table, its number, and the sign that ends it."""
_LONGEST = 200
"""Letters of a caption that was only typed."""
_NO_CAPTION = re.compile(r"[a-z]|참조|참고|.*[.。!?]$")
"""What follows a number without a sign in a sentence."""
_CREDIT = re.compile(
    r"(?:사진|자료|출처|제공|photo|source|credits?|image|foto|quelle)\b.{0,160}|[©ⓒ].{1,160}", re.IGNORECASE
)
_UNIT = re.compile(r"[(\[<〈]?\s?(?:단위|units?|in)\b.{1,40}[)\]>〉]", re.IGNORECASE)
_MARKED = re.compile(r"[\"\\*\[\]<>`{}|]")
"""What would be a mark in a caption: such a one stays a paragraph."""


@dataclass(frozen=True, slots=True)
class _Caption:
    """``label`` is such as ``Figure 2``; empty where none was written."""

    title: str
    label: str
    is_table: bool


def with_captions(blocks: Iterable[ImportedBlock], remark: Callable[[str], None]) -> list[ImportedBlock]:
    """The blocks with each caption at the picture or the table beside it, where it is plain words.

    Its own number is left out: figures and tables are numbered in their order. If that changes a number, it
    is reported.
    """
    found = _captioned(blocks)
    if others := list(_renumbered(found)):
        said = few((f"“{label}” becomes {number}" for label, number in others), 5)
        remark(f"figures and tables are numbered in their order: {said}; change what the text says of them")
    return found


def _captioned(blocks: Iterable[ImportedBlock]) -> list[ImportedBlock]:
    found = [replace(it, inner=tuple(_captioned(it.inner))) if it.inner else it for it in blocks]
    captions = {at: caption for at, block in enumerate(found) if (caption := _caption_in(block)) is not None}
    below = {is_table: _stand_below(found, captions, is_table) for is_table in (True, False)}
    for at, caption in captions.items():
        if (holder := _holder(found, at, caption, below=below[caption.is_table])) is None:
            continue
        made = _titled(found[holder], caption)
        found[at] = replace(found[at], text="", kind=Kind.CAPTION)
        found[holder] = made
    return [block for block in found if block.kind is not Kind.CAPTION or block.text]


def _caption_in(block: ImportedBlock) -> _Caption | None:
    """The caption that a paragraph is: by its style, or by a number that was typed before it."""
    if block.kind not in (Kind.CAPTION, Kind.TEXT) or "[^" in block.text:
        return None
    words = plain(block.text)
    label = LABEL.match(words)
    title = words[label.end() :] if label else words
    if not title or _MARKED.search(title):
        return None
    if block.kind is Kind.TEXT and (
        label is None or len(title) > _LONGEST or not (label[4] or not _NO_CAPTION.match(title))
    ):
        return None
    return _Caption(title, label[1] if label else "", bool(label and label[2]))


def _stand_below(blocks: Sequence[ImportedBlock], captions: Iterable[int], is_table: bool) -> bool:
    """Tell whether captions of tables, or of pictures, stand below them, by those of which it is sure."""
    kind = Kind.TABLE if is_table else Kind.TEXT
    sure = 0
    for at in captions:
        before, after = (
            0 <= place < len(blocks) and blocks[place].kind is kind and _takes_caption(blocks[place])
            for place in (at - 1, at + 1)
        )
        sure += int(before) - int(after)
    return sure > 0 or (sure == 0 and not is_table)


def _holder(blocks: Sequence[ImportedBlock], at: int, caption: _Caption, *, below: bool) -> int | None:
    """Which block a caption belongs to: its own, what stands before it, also with a credit between, or after it."""
    if pictures_in(blocks[at].text):
        return at if _rest(blocks[at].text) else None
    places = [at - 1, at + 1] if below else [at + 1, at - 1]
    if at >= 2 and _CREDIT.match(plain(blocks[at - 1].text)):
        places.insert(1, at - 2)
    if at + 2 < len(blocks) and _UNIT.fullmatch(plain(blocks[at + 1].text)):
        places.insert(1, at + 2)
    return next((it for it in places if 0 <= it < len(blocks) and _suits(blocks[it], caption)), None)


def _suits(block: ImportedBlock, caption: _Caption) -> bool:
    """A number says what is numbered; without one, any picture or table takes a caption."""
    is_other = bool(caption.label) and (block.kind is Kind.TABLE) != caption.is_table
    return _takes_caption(block) and not is_other


def _takes_caption(block: ImportedBlock) -> bool:
    if block.kind is Kind.TABLE:
        return not block.text
    return block.kind is Kind.TEXT and bool(pictures_in(block.text)) and not _rest(block.text)


def pictures_in(text: str) -> list[str]:
    """The pictures of a paragraph that have no title."""
    return [found[0] for found in _PICTURE.finditer(text)]


def _rest(text: str) -> str:
    """Return what a paragraph holds but for pictures without a title."""
    return _PICTURE.sub("", text).replace("\\\n", "").strip()


def _titled(block: ImportedBlock, caption: _Caption) -> ImportedBlock:
    """A table or picture with its caption; of several pictures the last has it, and those of a line stay in one."""
    if block.kind is Kind.TABLE:
        return replace(block, text=caption.title, label=caption.label)
    *before, last = pictures_in(block.text)
    found = _PICTURE.fullmatch(last)
    size = found[1] or "" if found else ""
    titled = f'{last.removesuffix(size)[:-1]} "{caption.title}"){size}'
    between = "\n\n" if "\\\n" in block.text else " "
    return replace(block, kind=Kind.TEXT, text=between.join([*before, titled]), label=caption.label)


def _renumbered(blocks: Sequence[ImportedBlock]) -> Iterator[tuple[str, int]]:
    """The labels of captions whose number is not the one that the figure or table gets, and this."""
    counted = {Kind.TABLE: 0, Kind.TEXT: 0}
    for block in _all(blocks):
        if (block.kind is Kind.TABLE and block.text) or (block.kind is Kind.TEXT and _TITLED.search(block.text)):
            counted[block.kind] += 1
            label = LABEL.match(block.label)
            if label and label[3] != str(counted[block.kind]):
                yield block.label, counted[block.kind]


def _all(blocks: Iterable[ImportedBlock]) -> Iterator[ImportedBlock]:
    for block in blocks:
        yield block
        yield from _all(block.inner)
