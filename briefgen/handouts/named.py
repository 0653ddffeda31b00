"""The briefs and packs that a command names: those that readers may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.building.project import ProjectSources
from briefgen.model.core.diagnostics import Diagnostic, Outcome, error
from briefgen.model.written.written import Lang
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.resolving.site.scope import held_as, unknown, why_held

Found = dict[Lang, Article | PackView]


def in_each_language(
    name: str, lang: Lang | None, editions: Mapping[Lang, Edition], sources: ProjectSources
) -> Outcome[Found]:
    """The brief or pack called ``name`` by its slug, number or id; only in ``lang`` where that is given."""
    found = {tag: it for tag, edition in editions.items() for it in _named(name, edition)}
    if not found:
        return Outcome({}, (_unknown(name, editions, sources),))
    if lang is None:
        return Outcome(found)
    if lang not in found:
        hint = f"its languages are: {', '.join(found)}"
        return Outcome({}, (error("language-has-file", f"“{name}” has no text in “{lang}”", None, hint),))
    return Outcome({lang: found[lang]})


def _named(name: str, edition: Edition) -> Iterator[Article | PackView]:
    """A brief or pack by its name, but for a brief that has been withdrawn."""
    for article in edition.articles.values():
        if name in (article.slug, article.number) and not article.is_withdrawn:
            yield article
    if name in edition.packs:
        yield edition.packs[name]


def _unknown(name: str, editions: Mapping[Lang, Edition], sources: ProjectSources) -> Diagnostic:
    held = held_as(name, sources.site)
    if held is not None:
        message = f"the brief “{name}” {why_held(held)}"
        return error("brief-is-published", message, None, "send it when readers may see it")
    known = {it for edition in editions.values() for it in (*edition.articles, *edition.packs)}
    return unknown("brief-is-known", "brief or pack", name, known, None)
