"""Whether two figures of one value are as firmly meant (about, at most, exactly), and are counts of the same things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from briefgen.checking.languages.differences.numbers import THINGS, TIME_UNITS, Atom, every_atom
from briefgen.checking.languages.parts import Parts, TextPart
from briefgen.checking.languages.sides import Sides
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import FigureKind, Mention
from briefgen.model.values.quantities import Bound

_UP = frozenset({Bound.OVER, Bound.AT_LEAST})
_DOWN = frozenset({Bound.UNDER, Bound.AT_MOST})
_WITH_LIMIT = frozenset({Bound.AT_LEAST, Bound.AT_MOST})
_WINDOW = 40
_SENTENCE = re.compile(r"[.!?。](?:\s|$)|[;；\n]")
_ROUGH = re.compile(r"[\d만억조천백]\s?여|남짓|\bodd\b")
"""*A little more than*, which is read as *about*; translations say it as either."""
_LOOSE = re.compile(
    r"까지|이내|\bwithin\b|^as (?:many|much) as\b|줄잡아|^\s?약.*(?:이상|초과|넘|이하|미만)", re.IGNORECASE
)
"""까지, *within* and *as many as* are read as *at most*, 줄잡아 as *about*, *about … or more* as the latter alone: how
they are translated is not certain."""
_TOPIC = re.compile(
    r"\b(?:data|information|facts?|statistics|evidence|details?|questions?|concerns?|debates?|doubts?|worr(?:y|ies)"
    r"|views?|opinions?|news|knowledge|reports?|books?|documents?|stor(?:y|ies)|talks?|talked|asked?|said|says?)\s$",
    re.IGNORECASE,
)
"""Words after which *about* says what something is about."""
_ACROSS = re.compile(r"over\b", re.IGNORECASE)
"""*Over three years* may be how long something took."""
_STRICT = re.compile("초과|미만")
"""No translation of *at least* and *at most*: the figure itself is left out."""


def differ(fact: Mention, typed: Mention) -> bool:
    """Whether a typed figure has lost, added or turned the bound of a fact.

    What translations freely exchange does not differ: 이상 and *more than*, 약 and *nearly*.
    """
    one, other = fact.bound, typed.bound
    if any(_LOOSE.search(it.text) or (_ACROSS.match(it.text) and it.unit in TIME_UNITS) for it in (fact, typed)):
        return False
    if any(_ROUGH.search(it.text) for it in (fact, typed)):
        return (one is Bound.EXACT) != (other is Bound.EXACT)
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
    return frozenset({Bound.EXACT})


def is_near_hedge(text: str, mention: Mention, hedges: re.Pattern[str], others: Iterable[Mention] = ()) -> bool:
    """Whether a word that may bound a figure stands near it in its sentence and bounds none of the ``others``."""
    if text[mention.start - 1 : mention.start] == "~":  # about, or up to
        return True
    begin = max(0, mention.start - _WINDOW)
    near = text[begin : mention.end + _WINDOW]
    for it in others:
        start, end = max(0, it.start - begin), min(len(near), it.end - begin)
        is_apart = it.end <= mention.start or mention.end <= it.start
        if is_apart and start < end:
            near = f"{near[:start]}{' ' * (end - start)}{near[end:]}"
    return any(hedges.search(it) for it in sentence(near, mention.start - begin, mention.end - begin, _WINDOW))


def is_topic(text: str, mention: Mention) -> bool:
    """Whether *about* before a figure says what something is about: data about 193 countries."""
    return mention.text[:6].lower() == "about " and _TOPIC.search(text[: mention.start][-_WINDOW:]) is not None


def sentence(text: str, start: int, end: int, window: int) -> tuple[str, str]:
    """What stands before and after a figure in its sentence, at most ``window`` letters of each."""
    before, after = text[max(0, start - window) : start], text[end : end + window]
    ends = [it.end() for it in _SENTENCE.finditer(before)]
    close = _SENTENCE.search(after)
    return before[ends[-1] :] if ends else before, after[: close.start()] if close else after


# What two counts are of: 318개사, which are firms, and 318 people


def other_things(parts: Parts, sides: Sides) -> Iterator[tuple[Atom, Atom]]:
    """Two counts, one of each block, that stand for one another and are of different things.

    Only where every figure of this value counts something that the other block does not count: then no other figure,
    typed or of a fact, stands for either.
    """
    if not all(part.mentions for part in parts):
        return
    counts = [_by_value(part) for part in parts]
    if counts[0].keys().isdisjoint(counts[1]):
        return
    known = {it.value for part, side in zip(parts, sides, strict=True) for it in side.implied(part)}
    for value in counts[0].keys() & counts[1].keys() - known:
        one, other = counts[0][value], counts[1][value]
        units = [
            {_thing(it.mention, side.scope.language) for it in its}
            for its, side in zip((one, other), sides, strict=True)
        ]
        if units[0] | units[1] <= THINGS and units[0].isdisjoint(units[1]) and not (one[0].soft and other[0].soft):
            yield one[0], other[0]


def is_other_thing(one: Mention, others: Sequence[Mention], languages: tuple[Language, Language]) -> bool:
    """Whether a figure counts something that none of the ``others``, in the second language, counts."""
    mine, yours = _thing(one, languages[0]), {_thing(it, languages[1]) for it in others}
    return one.value > 1 and yours | {mine} <= THINGS and mine not in yours


def _by_value(part: TextPart) -> dict[Fraction, list[Atom]]:
    """The numbers of a block from two on, in words too; those in digits come first."""
    found: dict[Fraction, list[Atom]] = {}
    for atom in sorted(every_atom(part.mentions), key=lambda it: it.soft):
        if isinstance(atom.value, Fraction) and atom.value > 1 and atom.mention.kind is not FigureKind.ORDINAL:
            found.setdefault(atom.value, []).append(atom)
    return found


def _thing(mention: Mention, language: Language) -> str:
    """What is counted, unless its word may belong to the next: 12 country reports."""
    forms = language.units.get(mention.unit)
    if isinstance(forms, Mapping) and forms.get("one") != forms.get("other"):
        one = forms.get("one", "").replace("{}", "").strip()
        if one and mention.text.endswith(one):
            return ""
    return mention.unit
