"""The numbers of a pack: figures, tables, recommendations and notes are counted through its briefs, in their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.verifying.blocks import ReadBlock
from briefgen.verifying.web.page import REFERENCES, WebPage

_NUMBER = re.compile(r"\d+")
_COUNTED = re.compile(r"\D*\d+\D*")
NOTE = "note"


@dataclass(frozen=True, slots=True)
class PackOffsets:
    """What stands before a brief in its pack: kind → how many the briefs before it have. A brief alone has nothing."""

    before: Mapping[str, int] = field(default_factory=dict)

    def of(self, block: ReadBlock) -> str:
        """The number that paper should give to a block; empty when it has none of those that are counted through."""
        own = _NUMBER.search(block.number)
        return str(int(own[0]) + self.before.get(kind_of(block), 0)) if own and kind_of(block) else ""

    def of_note(self, number: str) -> str:
        """The number that paper should give to a note."""
        return str(int(number) + self.before.get(NOTE, 0)) if number.isdigit() else number


def numberings(pages: Sequence[WebPage]) -> Iterator[PackOffsets]:
    """That of each brief of a pack."""
    before = Counter[str]()
    for page in pages:
        yield PackOffsets(dict(before))
        before.update(kind for part, blocks in page.parts.items() if part != REFERENCES for kind in _kinds(blocks))


def kind_of(block: ReadBlock) -> str:
    """What a block is counted among: notes, or all that have the same word before their number, such as Figure."""
    if block.kind == NOTE:
        return NOTE
    if block.kind == "caption" and _COUNTED.fullmatch(block.number):
        return "".join(_NUMBER.sub("", block.number).split())
    if block.kind == "paragraph" and block.number.isdigit():
        return "".join(_NUMBER.sub("", block.said.whole, count=1).split())
    return ""


def _kinds(blocks: Sequence[ReadBlock]) -> Iterator[str]:
    return (kind for block in blocks if (kind := kind_of(block)))
