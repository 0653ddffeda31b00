"""What must hold before anything is published: the rules, in order, each a function given what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from briefgen.checking.brief_data import key_figures_are_three, press_has_its_form
from briefgen.checking.conversions import conversions_agree
from briefgen.checking.decisions import recommendations_can_be_decided
from briefgen.checking.languages import languages_agree
from briefgen.checking.links.external import addresses_hold
from briefgen.checking.links.references import references_are_of_use
from briefgen.checking.prose.rule import prose_is_plain
from briefgen.checking.remembered import Recall, anew
from briefgen.checking.text.characters import every_character_has_a_glyph, no_character_turns_the_text
from briefgen.checking.text.headings import headings_descend_one_by_one
from briefgen.checking.text.paragraphs import paragraphs_agree
from briefgen.checking.text.remarks import remarks_are_settled
from briefgen.checking.text.translations import translations_are_current, translations_have_every_part
from briefgen.checking.text.unparsed_markup import marks_are_written_out
from briefgen.checking.waivers import exceptions_have_reasons
from briefgen.model.core.diagnostics import Diagnostic, Outcome
from briefgen.model.core.written import Lang
from briefgen.model.extension import BriefText, Check, Installed, Problem
from briefgen.model.written.shown import Shown
from briefgen.reading.bounded import within
from briefgen.reading.files.package_functions import outcome_of
from briefgen.rendering.fonts.faces import Fonts
from briefgen.resolving.edition.brief_text import brief_text
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.site.root_causes import only_causes

MANY = 20
"""A rule looks at all texts: for so many it may take as long again as for one."""

Editions = Mapping[Lang, Edition]
SiteRule = Callable[[Shown], Iterable[Diagnostic]]
"""Reports what is wrong in what is written, in every language."""
EditionRule = Callable[[Edition, Shown], Iterable[Diagnostic]]
"""Reports what is wrong in one language of what is to be printed."""
SITE_RULES: tuple[SiteRule, ...] = (
    no_character_turns_the_text,
    headings_descend_one_by_one,
    translations_have_every_part,
    marks_are_written_out,
    key_figures_are_three,
    recommendations_can_be_decided,
    exceptions_have_reasons,
    conversions_agree,
    addresses_hold,
    references_are_of_use,
)
EDITION_RULES: tuple[EditionRule, ...] = (
    translations_are_current,
    press_has_its_form,
    remarks_are_settled,
)


def rules_by_text(recall: Recall, asks: Callable[[str], bool]) -> tuple[SiteRule, ...]:
    """The rules that look at one text after another, which takes time: ``recall`` remembers what was found in a text.

    Rules on style are many: only those are looked at of which the site ``asks`` to be told.
    """
    return (
        partial(paragraphs_agree, recall=recall),
        partial(languages_agree, recall=recall),
        partial(prose_is_plain, recall=recall, asks=asks),
    )


def check_editions(
    editions: Editions,
    site: Shown,
    fonts: Fonts,
    extensions: Iterable[Installed] = (),
    recall: Recall = anew,
    asks: Callable[[str], bool] = lambda _: True,
) -> tuple[Diagnostic, ...]:
    """Apply every rule before anything is drawn, and the checks of ``extensions``.

    Without editions nothing is checked; ``rules_by_text`` says what ``recall`` and ``asks`` are.
    """
    if not editions:
        return ()
    glyphs: SiteRule = partial(every_character_has_a_glyph, fonts=fonts)
    by_edition = (partial(rule, edition) for rule in EDITION_RULES for edition in editions.values())
    found = check_site((*SITE_RULES, glyphs, *by_edition, *rules_by_text(recall, asks)), site)
    return (*found, *checks_of_packages(tuple(editions.values()), extensions))


def check_site(rules: Iterable[SiteRule], site: Shown) -> tuple[Diagnostic, ...]:
    """Report what these rules find, and which of them took too long: then what it had found."""
    texts = len(site.texts())
    found: list[Diagnostic] = []

    def check(rule: SiteRule) -> Outcome[None]:
        found.extend(rule(site))
        return Outcome(None)

    for rule in rules:
        name = rule.func.__name__ if isinstance(rule, partial) else rule.__name__
        what = f"checking that {name.replace('_', ' ')}"
        found += within(what, None, partial(check, rule), lambda: None, times=1 + texts // MANY).diagnostics
    return only_causes(found, site.unread)


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
