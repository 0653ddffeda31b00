"""The names of a term compared: one that has another number in another language is the name of something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from briefgen.checking.languages import report
from briefgen.checking.languages.compare import TextComparison
from briefgen.checking.languages.differences.numbers import Atom, Relation
from briefgen.checking.languages.differences.word_classes import word_atom
from briefgen.checking.languages.parts import Parts, TextPart, prose
from briefgen.checking.languages.sections import Pairing
from briefgen.checking.languages.sides import LanguageSide, Sides
from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.model.written.glossary import Term
from briefgen.model.written.written import Lang, Written

_FORMS = ("short", "full")
_CODES = frozenset({"numbers-agree", "magnitudes-agree"})
_JOINED = re.compile(r"\d\s?[·.,/–~∼—+-]\s?\d")
"""A day, a span of years, a decimal: 6·25, 1950–53."""
_DIGITS = re.compile(r"\d+")
_FIRST_YEAR = 1000


def term_names(written: Written[Any], sides: Mapping[Lang, LanguageSide]) -> Iterator[Diagnostic]:
    """The names of a term against those of its first language: the short ones, and the full ones."""
    if not isinstance(written.value, Term):
        return
    names = written.value.names
    first, *others = [lang for lang in sides if lang in names] or ("",)
    for lang in others:
        for form in _FORMS:
            one, other = (getattr(names[it], form) for it in (first, lang))
            if one and other:
                parts = (
                    prose("name", one, written.at("names", first, form)),
                    prose("name", other, written.at("names", lang, form)),
                )
                yield from _compared(parts, (sides[first], sides[lang]), written.span.path)


def _compared(parts: Parts, sides: Sides, path: str) -> Iterator[Diagnostic]:
    """What is certain to be another number; a name may well have one that it has not in another language."""
    comparison = TextComparison(sides, (path, path), counted=False, names=False)
    comparison.pair(*parts)
    if any(map(_has_day, parts)):
        return
    found = [it for it in comparison.differences() if it.code in _CODES]
    certain = [it for it in found if it.severity is Severity.ERROR]
    if certain:
        yield certain[0]
    elif found and _have_other_digits(parts):
        pair = Pairing(*parts, -1)
        one, other = (comparison.gathered.figure(_whole(part), side, pair) for side, part in enumerate(parts))
        yield report.numbers(one, one.figures[0], other, other.figures[0], Relation.OTHER, sides)


def _has_day(part: TextPart) -> bool:
    return any(it.day for it in part.mentions) or _JOINED.search(part.words.text) is not None


def _have_other_digits(parts: Parts) -> bool:
    """Whether each name has digits once, of which the other says nothing in any words: COP29, 28차 당사국총회."""
    runs = [_DIGITS.findall(part.words.text) for part in parts]
    if any(len(run) != 1 or len(run[0]) > 4 or int(run[0]) >= _FIRST_YEAR for run in runs):
        return False
    said = [{it.value for it in part.mentions} for part in parts]
    values = [Fraction(run[0]) for run in runs]
    return values[0] != values[1] and values[0] not in said[1] and values[1] not in said[0]


def _whole(part: TextPart) -> Atom:
    """A name as a figure, to be shown whole."""
    said = part.words.text
    return word_atom("number", Fraction(_DIGITS.findall(said)[0]), 0, said)
