"""What must hold before anything is published: the rules, in order, each a function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from briefgen.checking.conversions import conversions_agree
from briefgen.checking.languages.numbering import paragraphs_agree
from briefgen.checking.languages.rule import languages_agree
from briefgen.checking.languages.translations import translations_are_current, translations_have_every_part
from briefgen.checking.links.external import addresses_hold
from briefgen.checking.links.references import references_are_of_use
from briefgen.checking.print_options import press_has_its_form
from briefgen.checking.prose.rule import prose_is_plain
from briefgen.checking.remembered import Recall, anew
from briefgen.checking.text.characters import every_character_has_a_glyph, no_character_turns_the_text
from briefgen.checking.text.front import fronts_are_to_the_point
from briefgen.checking.text.headings import headings_descend_one_by_one
from briefgen.checking.text.remarks import remarks_are_settled
from briefgen.checking.text.unparsed_markup import marks_are_written_out
from briefgen.model.core.diagnostics import Diagnostic, Outcome
from briefgen.model.extension import BriefText, Check, Installed, Problem
from briefgen.model.written.shown import Shown
from briefgen.model.written.written import Lang
from briefgen.reading.bounded import within
from briefgen.reading.files.packages.functions import outcome_of
from briefgen.rendering.fonts.faces import Fonts
from briefgen.resolving.edition.brief_text import brief_text
from briefgen.resolving.edition.edition import Edition

MANY = 20
"""A rule looks at all texts of a language: for so many it may take as long again as for one."""

EditionRule = Callable[[Edition, Shown, Fonts], Iterable[Diagnostic]]
EDITION_RULES: tuple[EditionRule, ...] = (
    every_character_has_a_glyph,
    no_character_turns_the_text,
    headings_descend_one_by_one,
    paragraphs_agree,
    translations_have_every_part,
    languages_agree,
    translations_are_current,
    marks_are_written_out,
    press_has_its_form,
    remarks_are_settled,
    fronts_are_to_the_point,
    prose_is_plain,
    conversions_agree,
    addresses_hold,
    references_are_of_use,
)
"""Rules on what is to be printed, before anything is drawn."""
TextRule = Callable[[Edition, Shown, Fonts, Recall], Iterable[Diagnostic]]
_BY_TEXT: Mapping[EditionRule, TextRule] = {
    paragraphs_agree: paragraphs_agree,
    languages_agree: languages_agree,
    prose_is_plain: prose_is_plain,
}
"""Rules that look at one text after another; the others take no time."""


def check_editions(
    editions: Mapping[Lang, Edition],
    site: Shown,
    fonts: Fonts,
    extensions: Iterable[Installed] = (),
    recall: Recall = anew,
    asks: Callable[[str], bool] = lambda _: True,
) -> tuple[Diagnostic, ...]:
    """Every rule on every edition, and the checks of ``extensions``; ``recall`` remembers what was found in a text.

    Rules on style are many: only those are looked at of which the site ``asks`` to be told.
    """
    found = _found(EDITION_RULES, editions, site, fonts, recall, asks)
    return (*found, *checks_of_packages(tuple(editions.values()), extensions))


def check_texts(
    editions: Mapping[Lang, Edition], site: Shown, fonts: Fonts, recall: Recall, asks: Callable[[str], bool]
) -> tuple[Diagnostic, ...]:
    """As ``check_editions``, by the rules that look at one text after another."""
    return tuple(_found(tuple(_BY_TEXT), editions, site, fonts, recall, asks))


def _found(
    rules: tuple[EditionRule, ...],
    editions: Mapping[Lang, Edition],
    site: Shown,
    fonts: Fonts,
    recall: Recall,
    asks: Callable[[str], bool],
) -> Iterator[Diagnostic]:
    by_text: dict[EditionRule, TextRule] = {**_BY_TEXT, prose_is_plain: partial(prose_is_plain, asks=asks)}
    for rule in rules:
        for edition in editions.values():
            yield from _checked(rule, edition, site, fonts, by_text.get(rule), recall)


def _checked(
    rule: EditionRule, edition: Edition, site: Shown, fonts: Fonts, by_text: TextRule | None, recall: Recall
) -> list[Diagnostic]:
    """What a rule finds, and that it took too long when it does: then what it had found."""
    found: list[Diagnostic] = []

    def check() -> Outcome[None]:
        found.extend(by_text(edition, site, fonts, recall) if by_text else rule(edition, site, fonts))
        return Outcome(None)

    texts = len(edition.articles) + len(edition.pages)
    name = f"checking that {rule.__name__.replace('_', ' ')}"
    stopped = within(name, None, check, lambda: None, times=1 + texts // MANY)
    return [*found, *stopped.diagnostics]


def checks_of_packages(editions: Sequence[Edition], used: Iterable[Installed]) -> Iterator[Diagnostic]:
    """Every check on every brief whose text is shown. Nothing is remembered of them."""
    checks = [(it, f"the check “{it.full(name)}”", check) for it in used for name, check in it.extension.checks.items()]
    shown = [it for edition in editions for it in edition.articles.values() if not it.is_withdrawn] if checks else []
    for article in shown:
        text = brief_text(article, editions[0].site.base_url)
        for extension, what, check in checks:
            yield from outcome_of(extension, what, article.body.span, _found_by(check, text), None).diagnostics


def _found_by(check: Check, text: BriefText) -> Callable[[], tuple[None, tuple[Problem, ...]]]:
    return lambda: (None, tuple(check(text)))
