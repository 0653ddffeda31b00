"""The rules on style, in order, and what becomes of what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefgen.checking.conversions import CODES as CONVERSIONS
from briefgen.checking.languages.allowed import CODES as AGREEMENT
from briefgen.checking.prose.figures import CODE as BOUND
from briefgen.checking.prose.figures import numbers_are_bound
from briefgen.checking.prose.passages import Passage, PassageGroup, documents, names_of
from briefgen.checking.prose.punctuation import QUOTES, UNITS, quotes_are_curly, units_are_spaced
from briefgen.checking.prose.relative_dates import CODE as DAYS
from briefgen.checking.prose.relative_dates import dates_are_absolute
from briefgen.checking.prose.scripts import (
    ALIKE,
    BRACKETS,
    EXPANDED,
    abbreviations_are_expanded,
    foreign_letters_stand_in_brackets,
    hanja_read_alike,
)
from briefgen.checking.prose.sentences import CODE as LENGTH
from briefgen.checking.prose.sentences import sentences_are_short
from briefgen.checking.prose.standfirst import CODE as STANDFIRST
from briefgen.checking.prose.standfirst import standfirsts_are_one_sentence
from briefgen.checking.prose.superlatives import (
    ATTRIBUTED,
    SUPERLATIVE,
    claims_have_a_verb,
    superlatives_have_a_source,
)
from briefgen.checking.prose.vocabulary import StylePatterns, look_at
from briefgen.checking.prose.wordings import yaml_documents
from briefgen.checking.text.front import CODES as FRONT
from briefgen.checking.waivers import settled, slips
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.written.shown import Shown
from briefgen.model.written.written import Lang
from briefgen.rendering.fonts.faces import Fonts
from briefgen.resolving.edition.edition import Edition

ProseRule = Callable[[PassageGroup, StylePatterns], Iterator[tuple[Passage, Diagnostic]]]

RULES: dict[str, ProseRule] = {
    STANDFIRST: standfirsts_are_one_sentence,
    LENGTH: sentences_are_short,
    DAYS: dates_are_absolute,
    SUPERLATIVE: superlatives_have_a_source,
    ATTRIBUTED: claims_have_a_verb,
    BRACKETS: foreign_letters_stand_in_brackets,
    EXPANDED: abbreviations_are_expanded,
    ALIKE: hanja_read_alike,
    QUOTES: quotes_are_curly,
    UNITS: units_are_spaced,
    BOUND: numbers_are_bound,
}
"""Code → rule. Each may be switched off where the author says why."""


def prose_is_plain(edition: Edition, site: Shown, fonts: Fonts) -> Iterable[Diagnostic]:
    """What the rules on style find in one language, and what is allowed with a reason."""
    yield from slips(site, edition.lang, (*RULES, *FRONT, *CONVERSIONS, *AGREEMENT))
    yield from found_by(RULES.values(), site, edition.lang)


def found_by(rules: Iterable[ProseRule], site: Shown, lang: Lang) -> Iterator[Diagnostic]:
    """What these rules find in the texts and the YAML of one language."""
    look, named, rules = look_at(site, lang), names_of(site, lang), tuple(rules)
    for document in (*documents(site, lang, named), *yaml_documents(site, lang, named)):
        for rule in rules:
            for passage, found in rule(document, look):
                yield settled(found, passage.waived)
