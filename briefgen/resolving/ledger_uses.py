"""Where each fact is used: in briefs, packs and pages, and by the facts that are measured against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefgen.resolving import addresses
from briefgen.resolving.edition import Article, PackView, PlainPage
from briefgen.resolving.facts import change_words
from briefgen.resolving.scope import Scope
from briefgen.resolving.views import FactUse

KEY_FIGURES = "key-figures"
"""Where the key figures of a brief or a pack stand on its page."""


def ledger_uses(
    articles: Iterable[Article], pages: Iterable[PlainPage], packs: Iterable[PackView], scope: Scope
) -> Mapping[str, tuple[FactUse, ...]]:
    """Every place that shows a fact or leads to it, by fact; of one page each form once, the first place."""
    found: dict[str, dict[tuple[str, str, str], FactUse]] = {}
    for use in (*_in_articles(articles), *_on_pages(pages), *_in_packs(packs), *_compared(scope)):
        key = (use.path + (use.slug if use.what == "comparison" else ""), use.what, use.form)
        found.setdefault(use.fact, {}).setdefault(key, use)
    return {fact: tuple(places.values()) for fact, places in found.items()}


def _in_articles(articles: Iterable[Article]) -> Iterator[FactUse]:
    for it in articles:
        for fact in it.key_figures:
            yield FactUse(fact.id, "", fact.words, it.slug, it.number, it.title, it.path, KEY_FIGURES, "key-figure")
        yield from it.uses


def _on_pages(pages: Iterable[PlainPage]) -> Iterator[FactUse]:
    for page in pages:
        yield from page.uses


def _in_packs(packs: Iterable[PackView]) -> Iterator[FactUse]:
    for pack in packs:
        for fact in pack.key_figures:
            yield FactUse(fact.id, "", fact.words, pack.id, "", pack.title, pack.path, KEY_FIGURES, "key-figure")


def _compared(scope: Scope) -> Iterator[FactUse]:
    path = addresses.section(scope.lang, "facts")
    for ident, written in scope.site.facts.items():
        fact = written.value
        if fact.compare is not None:
            label, change = scope.text(fact.label), change_words(fact, scope)
            anchor = addresses.fact_anchor(ident)
            yield FactUse(fact.compare.to, "change", change, ident, "", label, path, anchor, "comparison")
