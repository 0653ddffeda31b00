"""Remarks in the order in which an author needs them: what was lost first, and of each kind the first with a count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefgen.importing.imported import Remark

_DETAILS = re.compile(r"tracked |invisible |the invisible mark |the control character |· was written ")
_TITLES = re.compile(r"was made of its name|no title|the title “|has no Latin letters")
_LOSSES = re.compile(
    r"leads to nothing|not taken|left out|not inserted|not in the folder|missing|cannot be read|leads? nowhere"
    r"|stays as typed|is the address of"
)
_KEYS = "front matter"
"""Place of what is said of keys: most of them mean nothing to a reader."""
_SAID = re.compile(r"“[^”]*”|\d[\d.,:-]*")
_FEW = 3
"""As many of one kind are listed one by one."""


def in_kinds(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """What to show of ``remarks`` where all of them would be too many."""
    kinds: dict[tuple[int, str], list[Remark]] = {}
    for remark in sorted(remarks, key=_rank):
        kinds.setdefault((_rank(remark), _SAID.sub("", remark.message)), []).append(remark)
    for found in kinds.values():
        if len(found) <= _FEW:
            yield from found
        else:
            yield Remark(found[0].place, f"{found[0].message} (and {len(found) - 1} more of this kind)")


def _rank(remark: Remark) -> int:
    """Losses, other remarks, titles that were guessed, details of a text."""
    if _DETAILS.match(remark.message):
        return 3
    if _TITLES.search(remark.message):
        return 2
    return 0 if _LOSSES.search(remark.message) and remark.place != _KEYS else 1
