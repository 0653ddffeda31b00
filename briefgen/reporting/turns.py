"""Which problems come first where not all can be shown: none is hidden because others are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefgen.model.core.diagnostics import Diagnostic, Severity

_WEIGHT = {severity: place for place, severity in enumerate(Severity)}


def in_turn(found: Sequence[Diagnostic]) -> list[int]:
    """The positions of all problems, those first that are to be shown first.

    Every code has one, and every file with an error; then errors come before warnings, and of these every code of
    every file has one before files have their second, third and so on by turns.
    """
    seen: Counter[tuple[object, ...]] = Counter()
    keys: list[tuple[bool, int, int, int]] = []
    for place, one in enumerate(found):
        path = one.span.path if one.span else ""
        code, file, both = (
            (one.severity, *about) for about in (("code", one.code), ("file", path), ("both", path, one.code))
        )
        turn = 0 if not seen[code] else 1 if not seen[file] else 2 if not seen[both] else 2 + seen[file]
        is_first = turn == 0 or (turn == 1 and one.severity is Severity.ERROR)
        keys.append((not is_first, _WEIGHT[one.severity], turn, place))
        seen.update((code, file, both))
    return sorted(range(len(found)), key=keys.__getitem__)
