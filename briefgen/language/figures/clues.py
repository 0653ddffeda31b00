"""What a text has that patterns need: one that needs more than there is is not tried, for most texts have little."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NUMBER = re.compile(r"\d+")
_LATIN_EXTENDED = "\u0180"
_BESIDE = 2
"""Letters beside a number that are looked at: a blank, and what follows it."""


class Clues:
    """Of a text that is ``readable``: all of it in lower case, and its numbers with the letters beside them."""

    __slots__ = ("after", "before", "longest", "lowered")

    def __init__(self, text: str) -> None:
        self.lowered = lowered = text.lower()
        self.longest = 0
        """How many digits the longest number has."""
        self.before: set[str] = set()
        self.after: set[str] = set()
        for it in _NUMBER.finditer(lowered):
            start, end = it.span()
            self.longest = max(self.longest, end - start)
            self.before.update(lowered[max(0, start - _BESIDE) : start])
            self.after.update(lowered[end : end + _BESIDE])


@dataclass(frozen=True, slots=True)
class Need:
    """What stands in every text in which a pattern finds something, as far as that is sure."""

    words: tuple[str, ...] = ()
    """One of these, where there are any."""
    before: tuple[str, ...] = ()
    """Each of these shortly before a number; ``after``, shortly after one."""
    after: tuple[str, ...] = ()
    digits: int = 1
    """So many digits in a row."""

    def is_met(self, clues: Clues) -> bool:
        """Tell whether a text has all that is needed."""
        if self.digits > clues.longest:
            return False
        if not (clues.after.issuperset(self.after) and clues.before.issuperset(self.before)):
            return False
        return not self.words or any(word in clues.lowered for word in self.words)


def is_sure(word: str) -> bool:
    """Whether a pattern without regard to case finds ``word`` only where a text in lower case has it in lower case.

    It finds µ for μ and ς for σ, which ``lower`` leaves as they are.
    """
    return all(it.lower() == it.upper() or (it < _LATIN_EXTENDED and it != "µ") for it in word)


def sure(words: Iterable[str]) -> tuple[str, ...]:
    """For ``Need.words``, of each the longest part without a blank; none where one is not sure to be found so."""
    every = tuple(max(word.lower().split(), key=len, default="") for word in words)
    return every if all(map(is_sure, every)) and all(every) else ()


def regardless_of_case(words: Iterable[str]) -> re.RegexFlag:
    """The flag of a pattern that looks for ``words`` in a text in lower case: none, which is faster, if all are sure.

    The pattern has the words in lower case.
    """
    return re.NOFLAG if all(map(is_sure, words)) else re.IGNORECASE
