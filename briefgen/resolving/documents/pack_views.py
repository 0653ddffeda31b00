"""The packs of a language: their briefs under the pack's own numbers, and what stands before and after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from briefgen.language.words.values import word_date
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, warning
from briefgen.model.core.document import Node, node, words
from briefgen.model.core.written import Lang, Written
from briefgen.model.output import addresses
from briefgen.model.values.instants import moment_words
from briefgen.model.written.packs import Finding, Pack, PackPart, Proposal, Question
from briefgen.resolving.charts.motifs import motif_problems, motif_view
from briefgen.resolving.documents.articles import (
    NOTHING,
    EarlierWork,
    alternates,
    claims_of,
    host_of,
    number_references,
    pdf_views,
    settle_article,
    sources_of_facts,
    without_body,
)
from briefgen.resolving.edition.edition import Article, Missing, PackView
from briefgen.resolving.edition.views import (
    Alternate,
    EventView,
    FindingView,
    LogoView,
    QuestionView,
    RecommendationView,
)
from briefgen.resolving.ledger.facts import view_fact, view_key_figures
from briefgen.resolving.ledger.who_is_who import view_names
from briefgen.resolving.site.publication_status import slugs_named
from briefgen.resolving.site.scope import Scope, held_as, scope_of, unknown, why_held
from briefgen.resolving.text.recommendations import codes_of, due_words, owner_words
from briefgen.resolving.text.risks import consolidated
from briefgen.resolving.text.settling_state import Numbering

_PROPOSALS = 3
"""Recommendations on a cover and a leave-behind."""
_LAST = 1000


def settle_packs(
    scope: Scope,
    entries: Mapping[str, Markup],
    articles: Mapping[str, Article],
    missing: Sequence[Missing],
    events: tuple[EventView, ...],
    known: EarlierWork = NOTHING,
) -> Outcome[dict[str, PackView]]:
    """Every pack of the scope's language, by id; ``entries`` are the References, ``missing`` the briefs of others."""
    report = Report()
    for written in scope.site.packs.values():
        report.add(_pack_problems(written, scope))
    views: dict[str, PackView] = {}
    for ident in scope.packs:
        written, numbering = scope.site.packs[ident], Numbering(given=scope.numbers.get(f"pack:{ident}", {}))
        settled = _articles(written.value, scope, entries, articles, numbering, known)
        gaps = [gap for gap in missing if gap.slug in slugs_named(written.value.briefs, scope)]
        views[ident] = _pack_view(ident, written, scope, settled, gaps, events, numbering, entries)
    return Outcome(views, report.sorted())


def _articles(
    pack: Pack,
    scope: Scope,
    entries: Mapping[str, Markup],
    own: Mapping[str, Article],
    numbering: Numbering,
    known: EarlierWork,
) -> list[Article]:
    """The briefs of a pack with the pack's numbers."""
    bound = [slug for slug in slugs_named(pack.briefs, scope) if scope.lists(scope.site.briefs[slug])]
    slugs = [slug for slug in bound if slug in own]
    prefixes = {slug: f"{slug}--" for slug in slugs}
    settled: list[Article] = []
    for slug in slugs:
        brief = scope.site.briefs[slug]
        if own[slug].body.about(_is_empty):  # for its own page it took too much
            brief = without_body(brief)
        host = host_of(brief, brief.texts[scope.lang], prefixes[slug], prefixes)
        # The same text was settled for its own page: its problems are reported there.
        settled.append(settle_article(brief, scope, entries, numbering, host, known).value)
    return settled


def _is_empty(body: Node) -> bool:
    return not body.children


def _pack_view(
    ident: str,
    written: Written[Pack],
    scope: Scope,
    settled: Sequence[Article],
    missing: Sequence[Missing],
    events: tuple[EventView, ...],
    numbering: Numbering,
    entries: Mapping[str, Markup],
) -> PackView:
    pack = written.value
    facts = {fact.id: fact for article in settled for fact in article.facts}
    terms = {term.id: term for article in settled for term in article.terms}
    languages = pack.languages or scope.site.languages
    figures = claims_of([*pack.shown_facts, *_said_in(written, scope)], (), scope)
    facts |= {fact: view_fact(fact, scope) for fact in figures if fact not in facts}
    for source in sources_of_facts(figures, scope):
        numbering.cite(source)
    on_paper = () if PackPart.TIMELINE in pack.leave_out else events
    _cite_events(on_paper, numbering, scope)
    references = number_references(numbering.sources, entries, scope)
    _cite_events(events, numbering, scope)  # the page has them all
    path = addresses.pack(scope.lang, ident)
    asks = _asks(pack, settled, scope)
    return PackView(
        id=ident,
        lang=scope.lang,
        title=scope.text(pack.title),
        subtitle=scope.text(pack.subtitle),
        summary=scope.text(pack.summary),
        audience=scope.text(pack.audience),
        purpose=scope.text(pack.purpose),
        published=word_date(pack.published, scope.language),
        published_iso=str(pack.published),
        version=pack.version,
        articles=tuple(settled),
        missing=tuple(missing),
        key_figures=view_key_figures(pack.key_figures, scope, written, "key_figures"),
        questions=tuple(_question(it, scope) for it in pack.questions if not _is_held(it.brief, scope)),
        recommendations=asks,
        risks=consolidated(it for article in settled for it in article.risks),
        facts=tuple(facts.values()),
        terms=tuple(sorted(terms.values(), key=lambda term: (term.sort_key, term.id))),
        names=view_names([article.slug for article in settled], terms, scope, on_paper),
        references=references,
        page_references=number_references(numbering.sources, entries, scope),
        events=events,
        max_pages=pack.max_pages,
        path=path,
        pdf_path=addresses.pdf_of(path),
        pdfs=pdf_views(pack.profiles, pack.print_, path, scope, languages),
        data=pack,
        alternates=_in_each_language(ident, pack, languages, scope),
        occasion=scope.text(pack.occasion),
        motif=motif_view(written, scope),
        logo=_logo(written, scope),
        findings=tuple(_finding(it, scope) for it in pack.findings if not _is_held(it.brief, scope)),
        proposals=_first_asks(asks, pack),
        span=written.span,
    )


def _in_each_language(ident: str, pack: Pack, languages: Sequence[Lang], scope: Scope) -> tuple[Alternate, ...]:
    """The pages of a pack in all languages, with their titles."""
    paths = {lang: addresses.pack(lang, ident) for lang in languages}
    titles = {lang: scope_of(scope.site, lang).text(pack.title) for lang in languages if lang in scope.site.languages}
    return alternates(scope.site.languages, scope, paths, titles)


def _logo(written: Written[Pack], scope: Scope) -> LogoView | None:
    """That of the pack, else that of the publisher."""
    publisher, logos = scope.site.settings.value.publisher.logo, scope.site.logos
    named = f"content/packs/{written.value.logo}" if written.value.logo else f"content/{publisher}" if publisher else ""
    return LogoView(named, logos[named]) if named in logos else None


def _asks(pack: Pack, settled: Sequence[Article], scope: Scope) -> tuple[RecommendationView, ...]:
    """What the pack asks for, owner by owner, by priority and day; every recommendation where it names none.

    One that stands for what is not in this pack is left out: its words may tell of a brief that is held back.
    """
    views = [it for article in settled for it in article.recommendations]
    by_code = {it.code: it for it in views}
    found = [it for it in pack.proposals if all(code in by_code for code in it.merges)]
    asks = [_merged(it, tuple(by_code[code] for code in it.merges), scope) for it in found]
    asks.sort(key=lambda it: (it.priority or _LAST, it.due_iso or "9"))
    owners = [it.owner for it in asks]
    ordered = sorted(asks, key=lambda it: owners.index(it.owner))
    return tuple(replace(it, number=at) for at, it in enumerate(ordered, 1)) if pack.proposals else tuple(views)


def _merged(proposal: Proposal, merges: tuple[RecommendationView, ...], scope: Scope) -> RecommendationView:
    """The first of ``merges``, with what the pack says itself and the sources of all."""
    first, own = merges[0], scope.text(proposal.ask)
    if own:
        text = node("document", node("paragraph", words(own)))
        first = replace(first, text=text, title="", ask="", needs="", sign="", code="", priority=None)
    day, due = due_words(proposal.due, scope)
    return replace(
        first,
        id=proposal.merges[0],
        title=scope.text(proposal.title) or first.title,
        owner=owner_words(proposal.owner, scope) or first.owner,
        due=due or first.due,
        due_iso=day or first.due_iso,
        needs=scope.text(proposal.needs) or first.needs,
        sign=scope.text(proposal.sign) or first.sign,
        by=first.by if len({it.by for it in merges}) == 1 else "",
        priority=proposal.priority or first.priority,
        watch=proposal.watch or all(it.watch for it in merges),
        sources=tuple(dict.fromkeys(source for it in merges for source in it.sources)),
        merges=merges,
    )


def _first_asks(asks: Sequence[RecommendationView], pack: Pack) -> tuple[RecommendationView, ...]:
    """Those for its cover and its sheet: by priority, or the first of each brief, then others."""
    named = {it.merges[0]: at for at, it in enumerate(pack.proposals)}
    order = sorted(asks, key=lambda it: (it.priority or _LAST, named[it.id]) if named else (it.number > 1, 0))
    return tuple(order[:_PROPOSALS])


def _question(question: Question, scope: Scope) -> QuestionView:
    return QuestionView(scope.text(question.text), _slug(question.brief, scope), scope.text(question.answer))


def _finding(finding: Finding, scope: Scope) -> FindingView:
    fact = view_fact(finding.fact, scope) if finding.fact and finding.fact in scope.site.facts else None
    return FindingView(scope.text(finding.message), fact, _slug(finding.brief, scope))


def _slug(brief: str | None, scope: Scope) -> str:
    return next(iter(slugs_named((brief,), scope)), "") if brief else ""


def _is_held(brief: str | None, scope: Scope) -> bool:
    return brief is not None and held_as(brief, scope.site) is not None


def _cite_events(events: tuple[EventView, ...], numbering: Numbering, scope: Scope) -> None:
    for source in (source for event in events for source, _ in event.sources):
        if source in scope.site.sources:
            numbering.cite(source)


def _said_in(written: Written[Pack], scope: Scope) -> list[str]:
    """The facts that the wordings of a pack name."""
    said = scope.site.said_in.get(written.span.path, ())
    return [it.fact for it in said if it.lang == scope.lang]


def _pack_problems(written: Written[Pack], scope: Scope) -> list[Diagnostic]:
    pack, site = written.value, scope.site
    known = scope.site.names
    checks = (
        ("brief-is-known", "brief", "briefs", pack.briefs, known),
        ("fact-is-known", "fact", "key_figures", [it.fact for it in pack.key_figures], site.facts),
        ("language-is-known", "language", "languages", pack.languages, site.languages),
    )
    found = [
        unknown(code, what, name, there, written.at(key, position))
        for code, what, key, given, there in checks
        for position, name in enumerate(given)
        if name not in there and (what, name) not in site.held_entries
    ]
    found.extend(_unbound(written, scope))
    named = {"questions": [it.brief for it in pack.questions], "findings": [it.brief for it in pack.findings]}
    found.extend(
        unknown("brief-is-known", "brief", name, known, written.at(key, position, "brief"))
        for key, names in named.items()
        for position, name in enumerate(names)
        if name is not None and name not in known
    )
    found.extend(
        unknown("fact-is-known", "fact", it.fact, site.facts, written.at("motif", "facts", position))
        for position, it in enumerate(pack.motif.facts if pack.motif else ())
        if it.fact not in site.facts
    )
    found.extend(motif_problems(written, scope))
    found.extend(
        unknown("fact-is-known", "fact", it.fact, site.facts, written.at("findings", position, "fact"))
        for position, it in enumerate(pack.findings)
        if it.fact is not None and it.fact not in site.facts
    )
    found.extend(_unknown_proposals(written, scope))
    return found


def _unknown_proposals(written: Written[Pack], scope: Scope) -> list[Diagnostic]:
    """Numbers that no recommendation of its briefs has; nothing is known of those of a brief that is held back."""
    pack = written.value
    if any(_is_held(name, scope) for name in pack.briefs):
        return []
    briefs = (scope.site.briefs[slug] for slug in slugs_named(pack.briefs, scope))
    codes = [code for brief in briefs for code in codes_of(brief.data.value).values()]
    return [
        unknown("recommendation-is-known", "recommendation", code, codes, written.at("proposals", at, "merges"))
        for at, proposal in enumerate(pack.proposals)
        for code in proposal.merges
        if code not in codes
    ]


def _unbound(written: Written[Pack], scope: Scope) -> list[Diagnostic]:
    """The briefs that a pack names and is made without."""
    found: list[Diagnostic] = []
    for position, name in enumerate(written.value.briefs):
        place = written.at("briefs", position)
        if (held := held_as(name, scope.site)) is not None:
            hint = f"change its status: in content/briefs/{held.slug}/brief.yaml, or remove it"
            if held.until is not None:
                hint = f"give the pack its own embargo_until: {moment_words(held.until)}, or remove it"
            message = f"the brief “{name}” {why_held(held)}: the pack is made without it"
            found.append(warning("brief-is-published", message, place, hint))
        for slug in slugs_named((name,), scope):
            data = scope.site.briefs[slug].data.value
            if not scope.lists(scope.site.briefs[slug]):
                message = f"the brief “{name}” is {data.status}: the pack is made without it"
                successor = data.superseded_by if data.superseded_by not in (slug, data.number) else None
                hint = f"use “{successor}” instead" if successor else "take it out"
                found.append(warning("brief-is-published", message, place, hint))
    return found
