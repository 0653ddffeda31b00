"""Whether two figures of one value are as firmly meant: about, more than, at most, nearly, or exactly."""

from __future__ import annotations

import re

from briefgen.model.values.figures import Mention
from briefgen.model.values.quantities import Bound

_UP = frozenset({Bound.OVER, Bound.AT_LEAST})
_DOWN = frozenset({Bound.UNDER, Bound.AT_MOST})
_WITH_LIMIT = frozenset({Bound.AT_LEAST, Bound.AT_MOST})
_WINDOW = 40
_SENTENCE = re.compile(r"[.!?。](?:\s|$)|[;；\n]")
_LOOSE = re.compile(r"[\d만억조천백]\s?여|남짓|까지|이내|\bodd\b|\bwithin\b|^\s?약.*(?:이상|초과|넘|이하|미만)")
"""*A little more than* is read as *about*, 까지 and *within* as *at most*, *about … or more* as the latter alone: how
they are translated is not certain."""


_STRICT = re.compile("초과|미만")
"""No translation of *at least* and *at most*: the figure itself is left out."""


def differ(fact: Mention, typed: Mention) -> bool:
    """Whether a typed figure has lost or turned the bound of a fact, or has a limit where the fact has none.

    What translations freely exchange does not differ: 이상 and *more than*, 약 and *nearly*.
    """
    one, other = fact.bound, typed.bound
    if any(_LOOSE.search(it.text) for it in (fact, typed)):
        return False
    if (one in _WITH_LIMIT) != (other in _WITH_LIMIT) and any(_STRICT.search(it.text) for it in (fact, typed)):
        return True
    return other not in _may_be(one)


def _may_be(bound: Bound) -> frozenset[Bound]:
    if bound in _UP:
        return _UP
    if bound in _DOWN:
        return _DOWN | {Bound.NEARLY}
    if bound is Bound.NEARLY:
        return _DOWN | {Bound.NEARLY, Bound.ABOUT}
    if bound is Bound.ABOUT:
        return frozenset({Bound.ABOUT, Bound.NEARLY})
    return frozenset({Bound.EXACT, Bound.ABOUT})


def is_near_hedge(text: str, mention: Mention, hedges: re.Pattern[str]) -> bool:
    """Whether a word that may bound a figure stands near it in its sentence."""
    return any(hedges.search(it) for it in sentence(text, mention.start, mention.end, _WINDOW))


def sentence(text: str, start: int, end: int, window: int) -> tuple[str, str]:
    """What stands before and after a figure in its sentence, at most ``window`` letters of each."""
    before, after = text[max(0, start - window) : start], text[end : end + window]
    ends = [it.end() for it in _SENTENCE.finditer(before)]
    close = _SENTENCE.search(after)
    return before[ends[-1] :] if ends else before, after[: close.start()] if close else after
