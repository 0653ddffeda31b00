"""What a paragraph may end with: a last line of one lone word looks like a mistake, so that word takes another along.

In Korean two eojeols stand on the last line at least; in a language written with letters a short word does not stand
there alone. What would be wider than a narrow column holds is left as it falls.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.language.lines.eojeol import WORD_JOINER, eojeols, width
from briefgen.language.lines.spaced_marks import BETWEEN

SHORT = 7
"""Letters from which a last word in a language of letters may stand alone."""
PAIR_WIDTH = 32
"""Widest pair that is kept together, in half ems."""
_FEWEST = 3
_WORD = re.compile(r"(?:\[[^\]]*\]|[^\s\u200b])+(?:\s+\[[^\]]*\][.,;]?)*")
"""A word with the citations that follow it: ``word.[1, 3]`` is one, and so is ``Source: [1], [2]``."""
_CITED = re.compile(r"\[[^\]]*\][.,;]?")
_BOUND = frozenset({"수", "것", "줄", "바", "데", "적", "뿐"})
"""Korean nouns that mean nothing without the word before them: 쓸 수 있다."""
_UNCOUNTED = re.compile(rf"[\W_{WORD_JOINER}]+")


@dataclass(frozen=True, slots=True)
class LastWords:
    """The last two words of a paragraph: where they begin and end, and the places after the spaces in them."""

    start: int
    end: int
    spaces: tuple[int, ...]


def last_pair(text: str, lang: str) -> LastWords | None:
    """The last words of a paragraph, when the last must not stand alone on its line: two, or three if one leans.

    A dot between two things leans on the first.
    """
    found = [it.span() for it in _WORD.finditer(text)]
    if len(found) < _FEWEST:
        return None
    (start, _), (second, end) = found[-2:]
    if not stands_badly(text[second:end], lang) or width(text[start:end]) > PAIR_WIDTH:
        return None
    citations = (it.start() for it in _CITED.finditer(text, second, end) if text[it.start() - 1].isspace())
    spaces = (second, *citations)
    between = text[start:second].strip()
    leans = between == BETWEEN or (between in _BOUND and lang.partition("-")[0] == "ko")
    before = found[-3][0]
    if len(found) > _FEWEST and leans and width(text[before:end]) <= PAIR_WIDTH:
        return LastWords(before, end, (start, *spaces))
    return None if between == BETWEEN else LastWords(start, end, spaces)


def last_word(text: str, lang: str) -> tuple[int, int] | None:
    """Start and end of a last word that must not be divided: what is left of it would stand there alone."""
    found = [it.span() for it in _WORD.finditer(text)]
    if len(found) < _FEWEST or lang.partition("-")[0] == "ko":
        return None
    start, end = found[-1]
    word = re.match(r"[^\W\d_]+", text[start:end])
    return (start, start + word.end()) if word and SHORT <= word.end() <= PAIR_WIDTH else None


def stands_badly(words: str, lang: str) -> bool:
    """Tell whether a last line of these words alone is too short."""
    said = _CITED.sub("", words).replace(WORD_JOINER, "").split()
    if len(said) > 1:
        return False
    if lang.partition("-")[0] == "ko" or any(eojeols(words)):
        return True
    return len(_UNCOUNTED.sub("", "".join(said))) < SHORT
