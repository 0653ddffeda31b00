"""Lists whose marks were typed, as Korean offices write them: □, then ㅇ, then -, then ·."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from briefgen.importing.blocks import ImportedBlock, Kind

_MARK = re.compile(r"((?:\*\*)?)\\?([□■◇◆▢▣○●◦ㅇ❍⚪ㅁ▪▫▶▷►·•∙‧․–—*-])(?:\1)?[  ]+(?=\S)")
_ALIKE = {**dict.fromkeys("■▢ㅁ", "□"), **dict.fromkeys("●◦ㅇ❍⚪", "○"), **dict.fromkeys("•∙‧․", "·")}
_DASHES = frozenset("-–—")
_FEWEST = 2
"""Fewer paragraphs with typed marks after one another may be anything."""


def with_lists(blocks: Iterable[ImportedBlock], remark: Callable[[str], None]) -> list[ImportedBlock]:
    """Paragraphs that begin with typed marks as items, each mark one level below the one before it.

    A mark that has been used goes back to its level. What is bold at the beginning stays so.
    """
    found: list[ImportedBlock] = []
    waiting: list[tuple[ImportedBlock, str, str]] = []
    for block in blocks:
        match = _MARK.match(block.text) if block.kind is Kind.TEXT else None
        if match is not None:
            opened = "**" if match[1] and not block.text[: match.end()].rstrip().endswith("**") else ""
            sign = "-" if match[2] in _DASHES else _ALIKE.get(match[2], match[2])
            waiting.append((block, sign, opened + block.text[match.end() :]))
            continue
        found += _items(waiting, remark)
        waiting = []
        found.append(replace(block, inner=tuple(with_lists(block.inner, remark))) if block.inner else block)
    return found + _items(waiting, remark)


def _items(waiting: list[tuple[ImportedBlock, str, str]], remark: Callable[[str], None]) -> list[ImportedBlock]:
    if len(waiting) < _FEWEST:
        return [block for block, _, _ in waiting]
    opened: list[str] = []
    items = []
    for block, sign, text in waiting:
        if sign in opened:
            del opened[opened.index(sign) + 1 :]
        else:
            opened.append(sign)
        items.append(replace(block, kind=Kind.ITEM, text=text, level=len(opened) - 1, group=f"typed {sign}"))
    remark(f"the typed marks {' '.join(dict.fromkeys(sign for _, sign, _ in waiting))} were converted to a list")
    return items
