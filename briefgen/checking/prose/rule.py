"""The rules on style, in order, and what becomes of what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from briefgen.checking.prose.figures import CODE as BOUND
from briefgen.checking.prose.figures import numbers_are_bound
from briefgen.checking.prose.passages import Passage, PassageGroup, of_text
from briefgen.checking.prose.punctuation import QUOTES, UNITS, quotes_are_curly, units_are_spaced
from briefgen.checking.prose.sentences import (
    ATTRIBUTED,
    DAYS,
    LENGTH,
    ONE_SENTENCE,
    claims_have_a_verb,
    dates_are_absolute,
    sentences_are_short,
    standfirsts_are_one_sentence,
)
from briefgen.checking.prose.vocabulary import StylePatterns, look_at, said_in
from briefgen.checking.prose.wordings import of_drawings, of_entries
from briefgen.checking.remembered import Find, Recall, anew, without_texts
from briefgen.checking.waivers import MEANT, settled
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.core.written import Lang
from briefgen.model.written.briefs import Brief, Text
from briefgen.model.written.shown import NamedFact, Shown

ProseRule = Callable[[PassageGroup, StylePatterns], Iterator[tuple[Passage, Diagnostic]]]

RULES: dict[str, ProseRule] = {
    ONE_SENTENCE: standfirsts_are_one_sentence,
    LENGTH: sentences_are_short,
    DAYS: dates_are_absolute,
    ATTRIBUTED: claims_have_a_verb,
    QUOTES: quotes_are_curly,
    UNITS: units_are_spaced,
    BOUND: numbers_are_bound,
}
"""Code → rule. Each may be switched off where the author says why."""


def prose_is_plain(
    site: Shown, recall: Recall = anew, asks: Callable[[str], bool] = lambda _: True
) -> Iterator[Diagnostic]:
    """Report what the rules on style that the site ``asks`` for find, and what is allowed with a reason."""
    if asked := [rule for code, rule in RULES.items() if asks(code) or asks(MEANT)]:
        for lang in site.languages:
            yield from found_by(asked, site, lang, recall)


def found_by(rules: Iterable[ProseRule], site: Shown, lang: Lang, recall: Recall = anew) -> Iterator[Diagnostic]:
    """Report what these rules find in the texts and the YAML of one language."""
    frame, rules = without_texts(site), tuple(rules)
    looked_up = {"look": replace(look_at(frame, lang), said=said_in(site, lang))}
    asked = ("style", lang, *(rule.__name__ for rule in rules))

    def of_brief(brief: Brief) -> Iterator[PassageGroup]:
        if lang in brief.texts:
            yield of_text(brief.texts[lang], frame, brief.data.value.allow)
        yield from of_entries(brief.entries(), frame, lang, brief.data.value.allow)
        yield from of_drawings(brief.charts.values(), frame, lang, brief.data.value.allow)

    def of_page(text: Text) -> Iterator[PassageGroup]:
        yield of_text(text, frame)

    def find(groups: Iterable[PassageGroup]) -> Find:
        return lambda seen: _find(rules, seen["look"], groups)

    def said_by(slug: str) -> tuple[NamedFact, ...]:
        return tuple(it for it in site.said if it.slug == slug)

    for slug, brief in site.briefs.items():
        key = (*asked, brief.data, brief.texts.get(lang), brief.charts, brief.pictures, said_by(slug))
        yield from recall(key, find(of_brief(brief)), looked_up)
    for text in (texts[lang] for texts in site.pages.values() if lang in texts):
        yield from recall((*asked, text, said_by("")), find(of_page(text)), looked_up)
    shared = tuple(site.shared_entries())
    every = of_entries(shared, frame, lang, {})
    yield from recall((*asked, shared, said_by("")), find(every), looked_up)


def _find(rules: Iterable[ProseRule], look: StylePatterns, groups: Iterable[PassageGroup]) -> Iterator[Diagnostic]:
    for group in groups:
        for rule in rules if not group.figures_alone else {numbers_are_bound}.intersection(rules):
            for passage, found in rule(group, look):
                yield settled(found, passage.waived)
