"""Places in a source that differ: page 3 in one language and page 5 in the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from briefgen.checking.languages import report
from briefgen.checking.languages.gathering import Gathering
from briefgen.checking.languages.parts import Parts, Role
from briefgen.checking.languages.sections import Pairing
from briefgen.language.figures.numerals import place_number
from briefgen.language.words.locators import is_page
from briefgen.model.profile.language import Language

_NUMBER = re.compile(r"(?:(?<![A-Za-z])[A-Z])?\d+(?:[a-e](?![A-Za-z]))?|(?<![A-Za-z])(?:[ivx]+|[IVX]+)(?![A-Za-z.])")
"""Digits with a letter, as in 12a and A3, or Roman numerals."""


def compare_locators(gathered: Gathering, pair: Pairing, parts: Parts) -> None:
    """Gather each place that differs, where both blocks cite a source as often and give as many places in it."""
    cites = [[role for role in part.words.roles if role.kind == "cite" and role.id] for part in parts]
    if not all(any(role.form for role in roles) for roles in cites):
        return
    languages = [side.scope.language for side in gathered.sides]
    for ident in dict.fromkeys(role.id for role in cites[0]):
        own, its = ([role for role in roles if role.id == ident] for roles in cites)
        if len(own) == len(its):
            for one, other in _apart(own, its, languages):
                gathered.problems.append(report.locators(one, other, pair, gathered))


def _apart(own: list[Role], its: list[Role], languages: list[Language]) -> Iterator[tuple[Role, Role]]:
    """Places that stand for one another and differ: by what they are where every citation has one, else by turn."""
    if all(numbers_of(role) for role in (*own, *its)):
        one, other = _alone(own, its), _alone(its, own)
    else:
        said = [{numbers_of(role) for role in roles} for roles in (own, its)]
        both = [pair for pair in zip(own, its, strict=True) if all(numbers_of(role) for role in pair)]
        both = [(a, b) for a, b in both if numbers_of(a) not in said[1] and numbers_of(b) not in said[0]]
        one, other = [a for a, _ in both], [b for _, b in both]
    yield from zip(one, other, strict=True)
    if not one and len(own) == 1 and numbers_of(own[0]):
        pages = [is_page(role.form, language) for role, language in zip((*own, *its), languages, strict=True)]
        if None not in pages and pages[0] != pages[1]:
            yield own[0], its[0]


def numbers_of(role: Role) -> tuple[str, ...]:
    """The numbers of a place, in whatever order the language has them."""
    found = (it.upper() for it in _NUMBER.findall(role.form))
    return tuple(sorted(it if re.search(r"\d", it) else str(place_number(it)) for it in found))


def _alone(own: list[Role], there: list[Role]) -> list[Role]:
    """Those with a place that the other block gives less often."""
    left = Counter(map(numbers_of, there))
    found = []
    for role in own:
        left[numbers_of(role)] -= 1
        if left[numbers_of(role)] < 0:
            found.append(role)
    return found
