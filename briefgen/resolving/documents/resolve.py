"""The site as written becomes one edition per language: everything settled, what is unknown marked and reported."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from markupsafe import Markup

from briefgen.language.words.durations import time_between
from briefgen.language.words.values import word_date
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Span
from briefgen.model.core.written import Lang
from briefgen.model.output import addresses
from briefgen.model.records.links import leads_to_a_page
from briefgen.model.written.briefs import Brief, Text
from briefgen.model.written.licences import licence_of
from briefgen.model.written.settings import Settings
from briefgen.model.written.shown import Shown
from briefgen.reading.bounded import within
from briefgen.resolving.bibliography.citations import format_references
from briefgen.resolving.bibliography.how_to_cite import own_citations
from briefgen.resolving.documents.articles import (
    NOTHING,
    EarlierWork,
    alternates,
    number_references,
    settle_article,
    settle_page,
    without_body,
    without_parts,
)
from briefgen.resolving.documents.pack_views import settle_packs
from briefgen.resolving.edition.edition import (
    Article,
    Edition,
    Missing,
    PackView,
    PlainPage,
    SiteView,
    TopicView,
)
from briefgen.resolving.edition.views import EventView, Reference
from briefgen.resolving.ledger.fact_uses import ledger_uses
from briefgen.resolving.ledger.facts import ledger_problems, placed_sources, view_fact, view_rates
from briefgen.resolving.ledger.terms import glossary_problems, view_term
from briefgen.resolving.ledger.unresolved_particles import kept_pairs
from briefgen.resolving.site.external import archived_copies
from briefgen.resolving.site.publication_status import slugs_named, standing_problems
from briefgen.resolving.site.root_causes import only_causes
from briefgen.resolving.site.scope import Scope, scope_of, unknown
from briefgen.resolving.translation.standing import TranslationStatus, standings


def resolve(site: Shown, styles: Mapping[Lang, str], known: EarlierWork = NOTHING) -> Outcome[dict[Lang, Edition]]:
    """One edition per language of the site; ``styles`` has the CSL style of each.

    What is ``known`` of earlier work is not done again.
    """
    report = Report()
    standings = standings_of(site)
    editions: dict[Lang, Edition] = {}
    numbers: dict[str, Mapping[str, int]] = {}
    for lang in site.languages:
        scope = replace(scope_of(site, lang), standings=standings.get(lang, {}), numbers=numbers)
        editions[lang] = report.take(settle_edition(scope, styles.get(lang, ""), known))
        numbers = _numbers(editions[lang].articles, editions[lang].packs) | numbers
    return Outcome(editions, only_causes(report.sorted(), site.unread))


def _numbers(articles: Mapping[str, Article], packs: Mapping[str, PackView]) -> dict[str, Mapping[str, int]]:
    """The numbers of the sources of each document, as ``Scope`` has them."""
    bound = {f"pack:{ident}": pack.page_references for ident, pack in packs.items()}
    every = {slug: article.references for slug, article in articles.items()} | bound
    return {name: {it.id: it.number for it in references} for name, references in every.items()}


def resolve_brief(slug: str, lang: Lang, site: Shown, styles: Mapping[Lang, str]) -> Outcome[dict[Lang, Edition]]:
    """The editions as far as the page of one brief in one language needs them.

    That is its text, and what stands above the texts of the briefs that it leads to, of the plain pages and of itself
    in other languages; there are no packs. The page is the one that ``resolve`` gives, and is there many times sooner;
    problems are those of the brief in that language.
    """
    report = Report()
    standings = standings_of(site, {slug})
    editions: dict[Lang, Edition] = {}
    for other in site.languages:
        scope = replace(scope_of(site, other), standings=standings.get(other, {}))
        style = styles.get(other, "")
        if other == lang:
            scope = replace(scope, numbers=_numbers_before(site.briefs[slug], scope))
            editions[other] = report.take(_read_edition(site.briefs[slug], scope, style))
        else:
            editions[other] = _cited_edition(site.briefs[slug], scope, style)
    return Outcome(editions, only_causes(report.sorted(), site.unread))


def _numbers_before(brief: Brief, scope: Scope) -> dict[str, Mapping[str, int]]:
    """The numbers of the sources of a brief in the first language that has it, when that is another."""
    first = next((lang for lang in scope.site.languages if lang in brief.texts), scope.lang)
    if first == scope.lang:
        return {}
    return _numbers({brief.slug: settle_article(brief, scope_of(scope.site, first), {}).value}, {})


def _read_edition(brief: Brief, scope: Scope, style: str) -> Outcome[Edition]:
    """An edition in which one brief is read."""
    entries = _entries(scope, style, NOTHING).value
    outcome = _articles([brief], scope, entries, style)
    named = {*slugs_named(brief.data.value.related, scope), *_around(brief, scope)}
    headed = (without_body(scope.site.briefs[slug]) for slug in named)
    articles = _articles(headed, scope, entries, style).value | outcome.value
    site = replace(scope.site, pages={slug: _bare(texts) for slug, texts in scope.site.pages.items()})
    pages = _pages(replace(scope, site=site), entries).value
    return Outcome(_edition(scope, entries, articles, pages, {}, _facts_in(articles.values())), outcome.diagnostics)


def _around(brief: Brief, scope: Scope) -> list[str]:
    """The slug of a brief, between those of the listed briefs before and after it; the page leads to both."""
    listed = (it for it in scope.site.briefs.values() if scope.shows(it) and (it is brief or scope.lists(it)))
    slugs = [it.slug for it in sorted(listed, key=_place_in_lists)]
    at = slugs.index(brief.slug) if brief.slug in slugs else 0
    return slugs[max(at - 1, 0) : at + 2]


def _place_in_lists(brief: Brief) -> tuple[str, str]:
    return brief.data.value.number, brief.slug


def _cited_edition(brief: Brief, scope: Scope, style: str) -> Edition:
    """An edition that a page in another language leads to, and says how to cite its brief."""
    return _edition(scope, {}, _articles([without_body(brief)], scope, {}, style).value, {}, {}, frozenset())


def _bare(texts: Mapping[Lang, Text]) -> dict[Lang, Text]:
    return {lang: without_parts(text) for lang, text in texts.items()}


def _facts_in(articles: Iterable[Article]) -> frozenset[str]:
    found: set[str] = set()
    for article in articles:
        found.update(fact.id for fact in (*article.facts, *article.key_figures))
        drawings = (it.drawing for it in article.numbered if it.drawing)
        found.update(cell.fact for drawing in drawings for row in drawing.rows for cell in row.values() if cell.fact)
    return frozenset(found)


def standings_of(site: Shown, slugs: Collection[str] | None = None) -> dict[Lang, dict[str, TranslationStatus]]:
    """Return how the translations that have been stamped stand to their originals, by language and slug."""
    found: dict[Lang, dict[str, TranslationStatus]] = {}
    for slug in site.briefs:
        if slugs is not None and slug not in slugs:
            continue
        for standing in standings(site.as_written.briefs[slug], site.languages):
            found.setdefault(standing.lang, {})[slug] = standing
    return found


def settle_edition(scope: Scope, style: str, known: EarlierWork = NOTHING) -> Outcome[Edition]:
    """The whole site in the scope's language, with its References in the CSL ``style``."""
    report = Report()
    report.add(ledger_problems(scope))
    report.add(glossary_problems(scope))
    report.add(_bibliography_problems(scope))
    report.add(_home_problems(scope))
    report.add(kept_pairs(scope))
    report.add(standing_problems(scope))
    entries = report.take(_entries(scope, style, known))
    articles = report.take(_articles(scope.site.briefs.values(), scope, entries, style, known))
    pages = report.take(_pages(scope, entries))
    packs = report.take(settle_packs(scope, entries, articles, _missing(scope), _timeline(scope), known))
    return Outcome(_edition(scope, entries, articles, pages, packs), report.sorted())


def _edition(
    scope: Scope,
    entries: Mapping[str, Markup],
    articles: Mapping[str, Article],
    pages: Mapping[str, PlainPage],
    packs: Mapping[str, PackView],
    facts: frozenset[str] | None = None,
) -> Edition:
    site = scope.site
    listed = [slug for slug in articles if scope.lists(site.briefs[slug])]
    uses = ledger_uses(articles.values(), pages.values(), packs.values(), scope)
    terms = sorted((view_term(ident, scope) for ident in site.glossary), key=lambda term: (term.sort_key, term.id))
    return Edition(
        lang=scope.lang,
        lang_name=scope.language.name,
        direction=scope.language.direction,
        languages=alternates(site.languages, scope, {lang: addresses.home(lang) for lang in site.languages}),
        site=view_site(site.settings.value, scope),
        articles=articles,
        missing=tuple(_missing(scope)),
        packs=packs,
        pages=pages,
        topics=_topics(scope, {slug: articles[slug] for slug in listed}),
        facts={
            ident: view_fact(ident, scope, uses.get(ident, ()))
            for ident in site.facts
            if facts is None or ident in facts
        },
        terms={term.id: term for term in terms},
        references=bibliography(scope, entries),
        timeline=_timeline(scope),
        rates=view_rates(scope),
        standings=scope.standings,
        home=tuple(slug for slug in slugs_named(site.settings.value.home, scope) if slug in listed) or tuple(listed),
    )


def view_site(settings: Settings, scope: Scope) -> SiteView:
    """Return what the whole site shows in this language."""
    publisher = settings.publisher
    return SiteView(
        title=scope.text(settings.title),
        short_title=scope.text(settings.short_title),
        tagline=scope.text(settings.tagline),
        description=scope.text(settings.description),
        publisher=scope.text(publisher.name),
        publisher_url=publisher.url if publisher.url and leads_to_a_page(publisher.url) else "",
        email=publisher.email or "",
        disclaimer=scope.text(publisher.disclaimer),
        licence=settings.licence,
        terms=licence_of(settings.licence),
        base_url=settings.base_url,
        pdf=settings.pdf,
        updated=word_date(settings.updated, scope.language) if settings.updated else "",
        updated_iso=str(settings.updated) if settings.updated else "",
        preview=scope.site.preview and bool(scope.site.held),
        holds=_held_sections(scope),
    )


def _held_sections(scope: Scope) -> frozenset[str]:
    site = scope.site
    sections: dict[str, object] = {"packs": scope.packs, "timeline": site.timeline, "facts": site.facts}
    sections |= {"sources": site.sources, "glossary": site.glossary, "search": site.settings.value.search}
    return frozenset(name for name, entries in sections.items() if entries)


def _entries(scope: Scope, style: str, known: EarlierWork) -> Outcome[dict[str, Markup]]:
    sources = [written.value for written in scope.site.sources.values()]
    outcome = format_references(sources, scope.language, style, archived_copies(scope.site), known.entry)
    placed = tuple(problem.at(_source_span(problem, scope)) for problem in outcome.diagnostics)
    return Outcome(outcome.value, placed)


def _source_span(problem: Diagnostic, scope: Scope) -> Span | None:
    """The place of the source that a problem of the bibliography is about, or of a key of it."""
    if problem.subject[:1] != ("source",):
        return None
    _, ident, *keys = problem.subject
    source = scope.site.sources.get(ident)
    return source.at(*keys) if source is not None else None


def _bibliography_problems(scope: Scope) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for name, rate in scope.site.settings.value.rates.items():
        found.extend(
            unknown(
                "source-is-known", "source", ref.id, scope.site.sources, scope.site.settings.at("rates", name, "source")
            )
            for ref in rate.source
            if ref.id not in scope.site.sources
        )
    for written in scope.site.timeline.values():
        found.extend(
            unknown("source-is-known", "source", ref.id, scope.site.sources, written.at("source"))
            for ref in written.value.source
            if ref.id not in scope.site.sources
        )
    return found


def bibliography(scope: Scope, entries: Mapping[str, Markup]) -> tuple[Reference, ...]:
    """Every source, in the order of ``sources.yaml``."""
    numbers = {ident: number for number, ident in enumerate(scope.site.sources, start=1)}
    return number_references(numbers, entries, scope)


def _articles(
    briefs: Iterable[Brief], scope: Scope, entries: Mapping[str, Markup], style: str, known: EarlierWork = NOTHING
) -> Outcome[dict[str, Article]]:
    """Those of the briefs that have a page in this language, in the order of their numbers."""
    report = Report()
    shown = sorted(filter(scope.shows, briefs), key=_place_in_lists)
    articles = {brief.slug: report.take(_article(brief, scope, entries, known)) for brief in shown}
    citations = own_citations(articles.values(), scope, style, known.entry)
    told = {slug: replace(article, citation=citations[slug]) for slug, article in articles.items()}
    return Outcome(told, report.sorted())


def _article(brief: Brief, scope: Scope, entries: Mapping[str, Markup], known: EarlierWork) -> Outcome[Article]:
    """A brief; one that takes too much has nothing in its text."""
    return within(
        "resolving the text",
        Span(brief.texts[scope.lang].span.path),
        lambda: settle_article(brief, scope, entries, known=known),
        lambda: settle_article(without_body(brief), scope, entries).value,
    )


def _page(slug: str, scope: Scope, entries: Mapping[str, Markup]) -> Outcome[PlainPage]:
    """A plain page; one that takes too much has nothing in its text."""
    texts = scope.site.pages[slug]
    empty = replace(scope.site, pages={slug: _bare(texts)})
    return within(
        "resolving the text",
        Span(texts[scope.lang].span.path),
        lambda: settle_page(slug, scope, entries),
        lambda: settle_page(slug, replace(scope, site=empty), entries).value,
    )


def _missing(scope: Scope) -> list[Missing]:
    found: list[Missing] = []
    for slug, brief in scope.site.briefs.items():
        if scope.shows(brief) or not brief.texts or not scope.lists(brief):
            continue
        lang = next(lang for lang in scope.site.languages if lang in brief.texts)
        title = brief.texts[lang].front.value.title
        found.append(Missing(slug, brief.data.value.number, title, lang, addresses.brief(lang, slug)))
    return found


def _pages(scope: Scope, entries: Mapping[str, Markup]) -> Outcome[dict[str, PlainPage]]:
    report = Report()
    slugs = [slug for slug, texts in scope.site.pages.items() if scope.lang in texts]
    return Outcome({slug: report.take(_page(slug, scope, entries)) for slug in slugs}, report.sorted())


def _topics(scope: Scope, articles: Mapping[str, Article]) -> dict[str, TopicView]:
    settings = scope.site.settings
    return {
        ident: TopicView(
            id=ident,
            name=scope.text(topic.name),
            description=scope.text(topic.description),
            slugs=tuple(slug for slug, article in articles.items() if ident in article.topics),
            path=addresses.topic(scope.lang, ident),
            alternates=alternates(
                scope.site.languages, scope, {lang: addresses.topic(lang, ident) for lang in scope.site.languages}
            ),
            span=settings.at("topics", ident),
        )
        for ident, topic in settings.value.topics.items()
    }


def _timeline(scope: Scope) -> tuple[EventView, ...]:
    events = [
        EventView(
            id=ident,
            when=written.value.when,
            when_words=word_date(written.value.when, scope.language),
            label=scope.text(written.value.label),
            text=scope.text(written.value.text),
            sources=placed_sources(written.value.source, scope),
            note=scope.text(written.value.note),
            turning_point=written.value.turning_point,
        )
        for ident, written in scope.site.timeline.items()
    ]
    return _with_gaps(sorted(events, key=lambda event: (str(event.when), event.id)), scope)


def _with_gaps(events: Sequence[EventView], scope: Scope) -> tuple[EventView, ...]:
    """Each turning point with the time to the next."""
    turns = [event for event in events if event.turning_point]
    gaps = {one.id: time_between(one.when, other.when, scope.language) for one, other in pairwise(turns)}
    return tuple(replace(event, gap=gaps.get(event.id, "")) for event in events)


def _home_problems(scope: Scope) -> list[Diagnostic]:
    settings, known = scope.site.settings, scope.site.names
    return [
        unknown("brief-is-known", "brief", name, known, settings.at("home", position))
        for position, name in enumerate(settings.value.home)
        if name not in known
    ]
