"""“Did you mean”: the known word nearest to a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The one of ``known`` most like ``word``, or None when none is; case, ``_`` and ``-`` do not count.

    One that has the same parts in another order comes first: cost-evening for evening-cost.
    """
    folded = {_folded(name): name for name in sorted(known, reverse=True)}
    parts = _parts(word)
    if len(parts) > 1 and (turned := [name for name in sorted(folded) if _parts(name) == parts]):
        return folded[turned[0] if _folded(word) not in folded else _folded(word)]
    close = get_close_matches(_folded(word)[:80], folded, n=1, cutoff=cutoff)
    return folded[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The hint for an unknown ``word``: the nearest known one, else ``otherwise``."""
    found = nearest(word, known)
    return f"did you mean “{found}”?" if found is not None else otherwise


def _parts(name: str) -> list[str]:
    return sorted(_folded(name).split("-"))


def _folded(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")
