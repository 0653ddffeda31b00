"""Problems that stand all over a site for one reason: the first of many is reported, with their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.core.rules import rule_of

_MANY = 10
"""More than these are reported as one."""


def reported_once(problems: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems, with many that have one reason as one, at the first of them."""
    kinds: dict[tuple[str, ...], list[Diagnostic]] = {}
    for each in problems:
        if rule_of(each.code).alike in each.subject[:1]:
            kinds.setdefault((each.code, *each.subject), []).append(each)
    many = [found for found in kinds.values() if len(found) > _MANY]
    told = {id(found[0]): _together(found) for found in many}
    gone = {id(each) for found in many for each in found[1:]}
    return tuple(told.get(id(each), each) for each in problems if id(each) not in gone)


def _together(found: Sequence[Diagnostic]) -> Diagnostic:
    first = found[0]
    files = len({each.span.path for each in found if each.span})
    where = f"in {files} files" if files > 1 else "in this file"
    message = f"{first.message} (with {len(found) - 1} more of this kind {where})"
    return replace(first, message=message, hint=f"{first.hint}; to leave it so, set rules: {first.code}: off")
