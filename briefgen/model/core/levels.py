"""How strict a site is: which rules are reported, and which stop publication."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from briefgen.model.core.diagnostics import Diagnostic, Severity


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


STYLE = frozenset(
    {
        "abbreviation-is-expanded",
        "address-is-checked",
        "answer-rests-on-something",
        "claim-has-verb",
        "date-is-absolute",
        "day-is-given",
        "exception-is-meant",
        "foreign-letters-in-brackets",
        "key-figure-is-a-magnitude",
        "number-is-bound",
        "owner-has-basis",
        "page-is-filled",
        "page-is-well-set",
        "question-has-answer",
        "quotes-are-curly",
        "sentence-is-short",
        "source-is-cited",
        "source-is-complete",
        "standfirst-is-one-sentence",
        "strength-fits-status",
        "superlative-has-source",
        "tones-stay-apart",
        "unit-is-spaced",
    }
)
"""Advice on style, on evidence and on how pages look: reported at ``publication``."""
AGREEMENT = frozenset(
    {
        "blocks-agree",
        "change-agrees",
        "chart-agrees",
        "citations-agree",
        "conversion-fits-rate",
        "conversions-agree",
        "difference-is-meant",
        "facts-agree",
        "links-agree",
        "magnitudes-agree",
        "names-agree",
        "notes-agree",
        "numbers-agree",
        "paragraphs-agree",
        "precision-agrees",
        "spelling-is-allowed",
        "text-is-translated",
        "translation-has-every-part",
        "translation-is-current",
        "units-agree",
    }
)
"""Where languages, or figures, disagree: reported from ``standard`` on. At ``draft`` errors among them are warnings."""
FORGIVEN = frozenset(
    {
        "address-is-safe",
        "address-is-there",
        "attributes-have-block",
        "brief-is-published",
        "character-has-glyph",
        "directive-closes",
        "directive-has-argument",
        "directive-is-known",
        "fits-on-paper",
        "heading-level-follows",
        "html-is-allowed",
        "id-is-unique",
        "image-address-is-whole",
        "image-can-be-read",
        "image-exists",
        "image-has-alt",
        "image-is-local",
        "image-is-sharp",
        "key-is-known",
        "link-has-words",
        "link-label-is-unique",
        "link-label-is-used",
        "link-resolves",
        "list-is-meant",
        "mark-is-written-out",
        "nesting-is-shallow",
        "note-is-flat",
        "note-is-known",
        "note-is-plain",
        "note-is-unique",
        "reference-is-known",
        "role-is-known",
        "row-fits-table",
    }
)
"""What leaves the rest of a site whole: warnings below ``publication``, so that it can be seen as it is."""
LOOKS = frozenset(
    {
        ("html-is-allowed", "look"),
        ("image-is-sharp", "legible"),
        ("heading-level-follows", "step"),
        ("heading-level-follows", "title"),
        ("link-label-is-used", "address"),
        ("links-agree", "own"),
        ("names-agree", "elsewhere"),
        ("paragraphs-agree", "section"),
    }
)
"""Parts of a rule, by the first word of a problem's subject, that are advice as well: no word is lost, only a look or a
way to another page of the site; or another rule tells of it, as of the heading of a section that is missing."""
IN_TEXT = "in text"
"""Last word of the subject of a problem that leaves a text without some words, and no figure without its source."""
STOOD_IN = frozenset({("source-is-complete", "title"), ("source-is-known", IN_TEXT), ("term-is-known", IN_TEXT)})
"""Parts of a rule, by the last word of a problem's subject, that are warnings below ``publication``: another thing is
shown in place of what is missing."""
SETTABLE = STYLE | AGREEMENT | FORGIVEN | {code for code, _ in STOOD_IN}
"""Rules that a site may switch off, or make errors of."""
GATED: Mapping[str, Severity] = {
    "brief-is-published": Severity.WARNING,
    "character-has-glyph": Severity.ERROR,
    "image-can-be-read": Severity.ERROR,
    "image-exists": Severity.ERROR,
    "link-resolves": Severity.ERROR,
    "mark-is-written-out": Severity.WARNING,
    "note-is-flat": Severity.ERROR,
    "note-is-known": Severity.ERROR,
    "paragraphs-agree": Severity.WARNING,
    "reference-is-known": Severity.ERROR,
    "role-is-known": Severity.ERROR,
    "source-is-known": Severity.ERROR,
    "term-is-known": Severity.ERROR,
    "translation-has-every-part": Severity.WARNING,
    "translation-is-current": Severity.WARNING,
}
"""What stops publication though a build goes on, unless the site sets the rule itself: what readers would see broken,
and what is half done. With each code the least weight at which it does."""

_WARNED: Mapping[Level, frozenset[str]] = {
    Level.DRAFT: FORGIVEN | AGREEMENT,
    Level.STANDARD: FORGIVEN,
    Level.PUBLICATION: frozenset(),
}
"""Errors that are warnings at a level."""

Judge = Callable[[Diagnostic], Diagnostic | None]
"""A problem as a site takes it; None where it is not reported."""


def asks_of(level: Level, rules: Mapping[str, RuleSetting]) -> Callable[[str], bool]:
    """Whether a site of this level, with settings of its own, hears what a rule finds; if not, it need not look."""

    def asks(code: str) -> bool:
        own = rules.get(code)
        return own is not RuleSetting.OFF if own is not None else level is Level.PUBLICATION or code not in STYLE

    return asks


def judge_of(level: Level, rules: Mapping[str, RuleSetting], *, release: bool = False) -> Judge:
    """How a site of this level, with settings of its own for some rules, takes a problem.

    Of a ``release`` what stops publication is an error.
    """

    def judged(found: Diagnostic) -> Diagnostic | None:
        if (own := rules.get(found.code)) is not None:
            return None if own is RuleSetting.OFF else replace(found, severity=Severity(own.value))
        is_error = found.severity is Severity.ERROR
        is_advice = found.code in STYLE or (found.code, *found.subject[:1]) in LOOKS
        if is_advice and level is not Level.PUBLICATION and not is_error:
            return None
        if level is Level.DRAFT and found.code in AGREEMENT and not is_error:
            return None
        is_gated = GATED.get(found.code) in (Severity.WARNING, found.severity)
        stands_in = level is not Level.PUBLICATION and (found.code, *found.subject[-1:]) in STOOD_IN
        if is_error and not stands_in and found.code not in _WARNED[level]:
            return found
        weight = Severity.ERROR if is_gated and release else Severity.WARNING if is_error else found.severity
        return replace(found, severity=weight, stops_publication=is_gated and not release)

    return judged


def stopping(told: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What stops the publication of a site whose build told this, as errors."""
    return (replace(it, severity=Severity.ERROR, stops_publication=False) for it in told if it.stops_publication)
