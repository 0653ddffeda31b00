"""The words of a site: which stand by themselves, and where a long word without spaces is put together of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

LONGEST = 12
_OPEN = 3
"""What a syllable that belongs to no known word costs; a known word costs 1."""


@dataclass(frozen=True, slots=True)
class Particles:
    """What may follow a word: ``sure`` never ends a noun, ``loose`` may."""

    sure: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()

    def stem(self, word: str) -> str:
        """``word`` without the longest particle that is surely one; a word that may end in another gives nothing."""
        for place in range(2, len(word)):
            if word[place:] in self.sure:
                return word[:place]
        return "" if word[-1:] in self.loose else word


def standing(runs: Iterable[str], particles: Particles) -> Iterator[str]:
    """Words of two syllables and more that stand by themselves among these runs of syllables."""
    for run in runs:
        word = particles.stem(run)
        if 2 <= len(word) <= LONGEST:
            yield word


def cuts(run: str, known: Collection[str], particles: Particles) -> list[int]:
    """Places inside a run of syllables where one known word ends and another begins."""
    if not 4 <= len(run) <= LONGEST:
        return []
    stem = particles.stem(run) or (run[:-1] if run[:-1] in known else run)
    return _parts(stem, lambda part: part in known)


def _parts(word: str, is_known: Callable[[str], bool]) -> list[int]:
    """Where the parts of a word begin, but for the first: the reading with least left over, then with fewest parts."""
    best: list[tuple[int, list[int]]] = [(0, [])]
    for end in range(1, len(word) + 1):
        cost, begun = best[end - 1]
        found = (cost + _OPEN, begun)
        for start in range(max(0, end - LONGEST), end - 1):
            if (start, end) != (0, len(word)) and is_known(word[start:end]) and best[start][0] + 1 < found[0]:
                found = (best[start][0] + 1, [*best[start][1], start])
        best.append(found)
    return [place for place in best[-1][1] if place]
