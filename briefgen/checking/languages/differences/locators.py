"""Places in a source that differ: page 3 in one language and page 5 in the other."""

from __future__ import annotations

import re
from collections import Counter

from briefgen.checking.languages import report
from briefgen.checking.languages.gathering import Gathering
from briefgen.checking.languages.parts import Role, TextPart
from briefgen.checking.languages.sections import Pairing

_NUMBER = re.compile(r"\d+")


def compare_locators(gathered: Gathering, pair: Pairing, parts: tuple[TextPart, TextPart]) -> None:
    """Gather each place that differs, where both blocks give one for every citation of a source."""
    cites = [[role for role in part.words.roles if role.kind == "cite" and role.id] for part in parts]
    if not all(any(role.form for role in roles) for roles in cites):
        return
    for ident in dict.fromkeys(role.id for role in cites[0]):
        both = [[role for role in roles if role.id == ident] for roles in cites]
        if len(both[0]) == len(both[1]) and all(_numbers(role) for roles in both for role in roles):
            one, other = _alone(both[0], both[1]), _alone(both[1], both[0])
            if len(one) == len(other) == 1:
                gathered.problems.append(report.locators(one[0], other[0], pair, gathered))


def _numbers(role: Role) -> tuple[str, ...]:
    return tuple(_NUMBER.findall(role.form))


def _alone(own: list[Role], there: list[Role]) -> list[Role]:
    """Those with a place that the other block gives less often."""
    left = Counter(map(_numbers, there))
    found = []
    for role in own:
        left[_numbers(role)] -= 1
        if left[_numbers(role)] < 0:
            found.append(role)
    return found
