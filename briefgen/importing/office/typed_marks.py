"""Lists whose marks were typed, as Korean offices write them: □, then ㅇ, then -, then ·."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from briefgen.importing.document_blocks import ImportedBlock, Kind, plain
from briefgen.importing.imported import shortened

_MARK = re.compile(r"((?:\*\*)?)\\?([□■◇◆▢▣○●◦ㅇ❍⚪ㅁ▪▫▶▷►➢❖·•∙‧․–—*o-])(?:\1)?[ \u00a0\u2002-\u200a\u3000]+(?=\S)")
_ALIKE = {**dict.fromkeys("■▢ㅁ", "□"), **dict.fromkeys("●◦ㅇ❍⚪o", "○"), **dict.fromkeys("•∙‧․", "·")}
_DASHES = frozenset("-–—")
_LETTER, _SQUARES = "o", frozenset("□◇◆▣")
"""A letter that is a circle below one of these."""
_STAR = "*"
_NOTE = re.compile(r"(?:\*\*)?(?:(?:\\\*){1,3}|※)(?:\*\*)?[ \u00a0\u2002-\u200a\u3000]*(?=\S)")
"""The beginning of a note on the item above it."""
_FEWEST = 2
"""Fewer paragraphs with typed marks after one another may be anything."""


@dataclass(frozen=True, slots=True)
class _MarkedLine:
    """``sign`` is the mark that was typed, empty for a note; ``text`` is what stands after it."""

    block: ImportedBlock
    sign: str
    text: str

    @property
    def level(self) -> str:
        """The sign that stands for all that look alike."""
        return "-" if self.sign in _DASHES else _ALIKE.get(self.sign, self.sign)


def with_lists(blocks: Iterable[ImportedBlock], remark: Callable[[str], None]) -> list[ImportedBlock]:
    """Paragraphs that begin with typed marks as items, each mark one level below the one before it.

    A mark that has been used goes back to its level. What is bold at the beginning stays so. A note between items,
    after * or ※, belongs to the item above it and keeps its sign.
    """
    lists: list[list[_MarkedLine]] = []
    found = list(_listed(blocks, lists))
    if lists:
        signs = " ".join(dict.fromkeys(line.sign for it in lists for line in it if line.sign))
        first = shortened(plain(lists[0][0].block.text))
        made = f"{len(lists)} lists; the first is" if len(lists) > 1 else "a list,"
        remark(f"the typed marks {signs} were converted to {made} at “{first}”")
    return found


def _listed(blocks: Iterable[ImportedBlock], lists: list[list[_MarkedLine]]) -> Iterator[ImportedBlock]:
    waiting: list[_MarkedLine] = []
    for block in blocks:
        line = _marked(block, is_note_of_item=bool(waiting))
        if line is not None and (line.sign != _LETTER or any(it.level in _SQUARES for it in waiting)):
            waiting.append(line)
            continue
        yield from _items(waiting, lists)
        waiting = []
        yield replace(block, inner=tuple(_listed(block.inner, lists))) if block.inner else block
    yield from _items(waiting, lists)


def _marked(block: ImportedBlock, *, is_note_of_item: bool) -> _MarkedLine | None:
    if block.kind is not Kind.TEXT:
        return None
    match = _MARK.match(block.text)
    if match is not None:
        opened = "**" if match[1] and not block.text[: match.end()].rstrip().endswith("**") else ""
        return _MarkedLine(block, match[2], opened + block.text[match.end() :])
    return _MarkedLine(block, "", block.text) if is_note_of_item and _NOTE.match(block.text) else None


def _items(waiting: list[_MarkedLine], lists: list[list[_MarkedLine]]) -> Iterator[ImportedBlock]:
    if any(line.sign not in ("", _STAR) for line in waiting):  # else the stars are the marks of the list
        waiting = [replace(it, sign="", text=it.block.text) if it.sign == _STAR else it for it in waiting]
    if len(waiting) < _FEWEST:
        yield from (line.block for line in waiting)
        return
    lists.append(waiting)
    opened: list[str] = []
    for line in waiting:
        if not line.sign:
            yield replace(line.block, kind=Kind.MORE, level=len(opened) - 1) if opened else line.block
            continue
        if line.level in opened:
            del opened[opened.index(line.level) + 1 :]
        else:
            opened.append(line.level)
        yield replace(line.block, kind=Kind.ITEM, text=line.text, level=len(opened) - 1, group=f"typed {line.level}")
