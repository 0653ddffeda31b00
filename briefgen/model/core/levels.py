"""How strict a site is: which rules are reported, and which stop publication."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.model.core.rules import RuleKind, rule_of


class Level(StrEnum):
    """``draft`` reports what is broken, ``standard`` also where languages disagree, ``publication`` style too."""

    DRAFT = "draft"
    STANDARD = "standard"
    PUBLICATION = "publication"


class RuleSetting(StrEnum):
    """What a site makes of one rule."""

    OFF = "off"
    WARNING = "warning"
    ERROR = "error"


_WARNED: Mapping[Level, tuple[RuleKind, ...]] = {
    Level.DRAFT: (RuleKind.FORGIVEN, RuleKind.AGREEMENT),
    Level.STANDARD: (RuleKind.FORGIVEN,),
    Level.PUBLICATION: (),
}
"""Kinds of rules whose errors are warnings at a level."""

Judge = Callable[[Diagnostic], Diagnostic | None]
"""A problem as a site takes it; None where it is not reported."""


def asks_of(level: Level, rules: Mapping[str, RuleSetting]) -> Callable[[str], bool]:
    """Whether a site of this level, with settings of its own, hears what a rule finds; if not, it need not look."""

    def asks(code: str) -> bool:
        own = rules.get(code)
        heard = level is Level.PUBLICATION or rule_of(code).kind is not RuleKind.STYLE
        return heard if own is None else own is not RuleSetting.OFF

    return asks


def judge_of(level: Level, rules: Mapping[str, RuleSetting], *, release: bool = False) -> Judge:
    """Return how a site of this level, with settings of its own for some rules, takes a problem.

    Of a ``release`` what stops publication is an error.
    """

    def judged(found: Diagnostic) -> Diagnostic | None:
        rule, is_error = rule_of(found.code), found.severity is Severity.ERROR
        if (own := rules.get(found.code)) is not None and rule.can_set(found):
            return None if own is RuleSetting.OFF else replace(found, severity=Severity(own.value))
        if rule.is_advice(found) and level is not Level.PUBLICATION and not is_error:
            return None
        if level is Level.DRAFT and rule.kind is RuleKind.AGREEMENT and not is_error:
            return None
        is_gated = rule.stops in (Severity.WARNING, found.severity)
        stands_in = level is not Level.PUBLICATION and rule.is_replaced(found)
        if is_error and not stands_in and rule.kind not in _WARNED[level]:
            return found
        weight = Severity.ERROR if is_gated and release else Severity.WARNING if is_error else found.severity
        return replace(found, severity=weight, stops_publication=is_gated and not release)

    return judged


def stopping(told: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Report what stops the publication of a site whose build told this, as errors."""
    return (replace(it, severity=Severity.ERROR, stops_publication=False) for it in told if it.stops_publication)
