"""Numbered lists that begin at another number in one language, or whose items have other numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.checking.languages import report
from briefgen.checking.languages.gathering import Gathering
from briefgen.checking.languages.parts import Parts, TextPart
from briefgen.rendering.html.list_numbers import LISTS, counted

_NUMBERED = frozenset({"list-true", "ol"})
_OTHER_LISTS = LISTS | {"list-true", "list-false"}


def compare_list_numbers(gathered: Gathering, one: TextPart, other: TextPart) -> None:
    """Gather the first number of a list that is another one; where one has fewer items, only how both begin."""
    if one.kind not in _NUMBERED:
        return
    items = [list(_own_items(part)) for part in (one, other)]
    if not all(items) or _follows_from_lost_items((one, other), items):
        return
    looked_at = max(map(len, items))
    if len(items[0]) != len(items[1]):
        looked_at = 1 if _is_down(one) == _is_down(other) else 2
    mine, yours = (_numbers(part, own) for part, own in zip((one, other), items, strict=True))
    for place, (a, b) in list(enumerate(zip(mine, yours, strict=False)))[:looked_at]:
        if a != b:
            parts = [
                own[place] if place or "value" in own[0].attrs else part
                for part, own in zip((one, other), items, strict=True)
            ]
            gathered.problems.append(report.list_number((parts[0], a), (parts[1], b), gathered, begins=not place))
            return


def _numbers(part: TextPart, items: Sequence[TextPart]) -> list[int]:
    return counted(part.attrs.get("start"), [item.attrs.get("value") for item in items], down=_is_down(part))


def _follows_from_lost_items(both: Parts, items: Sequence[Sequence[TextPart]]) -> bool:
    """Whether both count down to 1, from as many items as they have."""
    is_open = all(
        _is_down(part) and "start" not in part.attrs and "value" not in own[0].attrs
        for part, own in zip(both, items, strict=True)
    )
    return is_open and len(items[0]) != len(items[1])


def _is_down(part: TextPart) -> bool:
    return "reversed" in part.attrs


def _own_items(part: TextPart) -> Iterator[TextPart]:
    """The items of a list, not those of lists in it."""
    for child in part.children:
        if child.kind in ("item", "li"):
            yield child
        elif child.kind not in _OTHER_LISTS:
            yield from _own_items(child)
