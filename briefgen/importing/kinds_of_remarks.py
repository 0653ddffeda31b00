"""Remarks in the order in which an author needs them: what was lost first, and of each kind the first with a count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.importing.imported import Rank, Remark

_SAID = re.compile(r"“[^“”]*”|\d[\d.,:-]*")
_FEW = 3
"""As many of one kind are listed one by one."""


def in_kinds(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """What to show of ``remarks`` where all of them would be too many."""
    kinds: dict[tuple[Rank, str], list[Remark]] = {}
    for remark in sorted(remarks, key=lambda it: it.rank):
        kinds.setdefault((remark.rank, _SAID.sub("", remark.message)), []).append(remark)
    for found in kinds.values():
        if len(found) <= _FEW:
            yield from found
        else:
            yield replace(found[0], message=f"{found[0].message} (and {len(found) - 1} more of this kind)")
