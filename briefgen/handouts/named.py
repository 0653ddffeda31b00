"""What handouts are made of: the checked project, and the briefs and packs that a command names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from briefgen.building.project import ProjectSources, read_all
from briefgen.checking.rules import check_editions
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Severity, Span, error
from briefgen.model.core.written import Lang
from briefgen.model.written.site import Site
from briefgen.reading.world import World
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.resolving.site.scope import held_as, unknown, why_held
from briefgen.running.progress import SILENT, Progress

Found = dict[Lang, Article | PackView]


@dataclass(frozen=True, slots=True)
class Order:
    """Which briefs and packs, by slug, number or id, and in which language (None: that which a command says)."""

    names: tuple[str, ...] = ()
    lang: Lang | None = None
    base_url: str | None = None

    @property
    def name(self) -> str:
        """The one that is asked for."""
        return self.names[0]


class CheckedProject(NamedTuple):
    """What was read, and its editions by language; none where the languages of the site are not known."""

    sources: ProjectSources
    editions: Mapping[Lang, Edition]


def checked_project(
    world: World, base_url: str | None, progress: Progress = SILENT, *, preview: bool = False
) -> Outcome[CheckedProject]:
    """Read, resolve and check all texts, as the stage ``read``; the outcome has every problem as the site takes it."""
    report = Report()
    with progress.stage("read"):
        sources = report.take(read_all(world, base_url, preview=preview))
        report.judge = sources.judge
        editions = report.take(resolve(sources.site, sources.styles)) if sources.site.profiles else {}
        report.add(check_editions(editions, sources.site, sources.fonts, sources.extensions))
    return Outcome(CheckedProject(sources, editions), tuple(report))


def errors_of(report: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Report what stops a command; warnings are for ``check`` to report."""
    return tuple(found for found in report if found.severity is Severity.ERROR)


def slug_of(name: str, site: Site, place: Span | None = None) -> Outcome[str | None]:
    """A brief by its slug or number."""
    if (slug := site.slug_of(name)) is not None:
        return Outcome(slug)
    numbers = filter(None, (brief.data.value.number for brief in site.briefs.values()))
    return Outcome(None, (unknown("brief-is-known", "brief", name, {*site.briefs, *numbers}, place),))


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
