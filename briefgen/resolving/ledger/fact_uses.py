"""Where each fact is used: in briefs, packs and pages, and by the facts that are measured against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.written import Written
from briefgen.model.output import addresses
from briefgen.resolving.edition.edition import Article, PackView, PlainPage
from briefgen.resolving.edition.views import FactUse
from briefgen.resolving.ledger.facts import change_words
from briefgen.resolving.site.scope import Scope

KEY_FIGURES, SINCE = "key-figures", "since"
"""Where the key figures of a brief or a pack stand on its page."""


def ledger_uses(
    articles: Iterable[Article], pages: Iterable[PlainPage], packs: Iterable[PackView], scope: Scope
) -> Mapping[str, tuple[FactUse, ...]]:
    """Every place that shows a fact or leads to it, by fact; of one page each form once, the first place."""
    found: dict[str, dict[tuple[str, str, str], FactUse]] = {}
    shown = (*_in_articles(articles), *_on_pages(pages), *_in_packs(packs), *_worded(packs, pages, scope))
    for use in (*shown, *_compared(scope)):
        key = (f"{use.path}#{use.slug}", use.what, use.form)
        found.setdefault(use.fact, {}).setdefault(key, use)
    return {fact: tuple(places.values()) for fact, places in found.items()}


def _in_articles(articles: Iterable[Article]) -> Iterator[FactUse]:
    for it in articles:
        for fact in it.key_figures:
            yield FactUse(fact.id, "", fact.words, it.slug, it.number, it.title, it.path, KEY_FIGURES, "key-figure")
        for fact in it.since.facts if it.since else ():
            yield FactUse(fact.id, "", fact.words, it.slug, it.number, it.title, it.path, SINCE, "key-figure")
        yield from it.uses


def _on_pages(pages: Iterable[PlainPage]) -> Iterator[FactUse]:
    for page in pages:
        yield from page.uses


def _in_packs(packs: Iterable[PackView]) -> Iterator[FactUse]:
    for pack in packs:
        for fact in pack.key_figures:
            yield FactUse(fact.id, "", fact.words, pack.id, "", pack.title, pack.path, KEY_FIGURES, "key-figure")
        for fact in (it.fact for it in pack.findings if it.fact):
            yield FactUse(fact.id, "", fact.words, pack.id, "", pack.title, pack.path, "findings", "key-figure")


def _worded(packs: Iterable[PackView], pages: Iterable[PlainPage], scope: Scope) -> Iterator[FactUse]:
    """In titles and in wordings of YAML that belong to no brief."""
    owners = dict(_owners(packs, pages, scope))
    for said in scope.site.said:
        if not said.slug and said.lang == scope.lang and said.span in owners:
            ident, title, path, anchor = owners[said.span]
            yield FactUse(said.fact, said.form, said.words, ident, "", title, path, anchor, "wording")


def _owners(
    packs: Iterable[PackView], pages: Iterable[PlainPage], scope: Scope
) -> Iterator[tuple[Span, tuple[str, str, str, str]]]:
    """Place of a wording → id, title, page and anchor of what it is a wording of."""
    site, lang = scope.site, scope.lang
    home = addresses.home(lang)
    owned: list[tuple[Written[Any], tuple[str, str, str, str]]] = [
        (site.settings, ("site", scope.text(site.settings.value.title), home, ""))
    ]
    owned += [(site.packs[it.id], (it.id, it.title, it.path, "")) for it in packs]
    owned += [(site.pages[it.slug][lang].front, (it.slug, it.title, it.path, "")) for it in pages]
    owned += [(it, (ident, scope.text(it.value.label), home, "")) for ident, it in site.timeline.items()]
    ledger, glossary, sources = (addresses.section(lang, it) for it in ("facts", "glossary", "sources"))
    for ident, fact in site.facts.items():
        owned.append((fact, (ident, scope.text(fact.value.label), ledger, addresses.fact_anchor(ident))))
    for ident, term in site.glossary.items():
        name = term.value.names[lang].short if lang in term.value.names else ident
        owned.append((term, (ident, name, glossary, addresses.term_anchor(ident))))
    for ident, source in site.sources.items():
        owned.append((source, (ident, source.value.title or ident, sources, addresses.reference_anchor(ident))))
    for written, owner in owned:
        yield from ((span, owner) for span in (written.span, *written.spans.values()))


def _compared(scope: Scope) -> Iterator[FactUse]:
    path = addresses.section(scope.lang, "facts")
    for ident, written in scope.site.facts.items():
        fact = written.value
        if fact.compare is not None:
            label, change = scope.text(fact.label), change_words(fact, scope)
            anchor = addresses.fact_anchor(ident)
            yield FactUse(fact.compare.to, "change", change, ident, "", label, path, anchor, "comparison")
