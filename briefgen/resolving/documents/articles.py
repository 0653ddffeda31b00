"""A brief in one language: its text settled, its data in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup, escape

from briefgen.language.words.values import word_date
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, warning
from briefgen.model.core.written import Lang, Written
from briefgen.model.output import addresses
from briefgen.model.records.links import leads_to_a_page
from briefgen.model.values.pdf_forms import Profile, profiles_made
from briefgen.model.written.briefs import Brief, BriefStatus, Person, Text
from briefgen.model.written.print_options import PressSheet
from briefgen.resolving.bibliography.short_names import short_name
from briefgen.resolving.bibliography.source_kinds import source_kind, source_name
from briefgen.resolving.edition.edition import Article, PlainPage
from briefgen.resolving.edition.views import (
    Alternate,
    FactUse,
    Numbered,
    PackName,
    PdfView,
    PersonView,
    Reference,
    SinceView,
)
from briefgen.resolving.ledger.facts import view_fact, view_key_figures
from briefgen.resolving.ledger.terms import view_term
from briefgen.resolving.site.publication_status import slugs_named, standing_of
from briefgen.resolving.site.scope import Scope, scope_of, unknown
from briefgen.resolving.text.risks import risk_problems, risk_sources, view_risks
from briefgen.resolving.text.settle import settle
from briefgen.resolving.text.settling_state import Host, Numbering, Settled
from briefgen.resolving.translation.standing import called, marked, view_translation
from briefgen.resolving.versions.history import affectable, history_of, log_problems, version_problems, view_changes


def alternates(
    site_languages: Sequence[Lang], scope: Scope, paths: Mapping[Lang, str], titles: Mapping[Lang, str] | None = None
) -> tuple[Alternate, ...]:
    """The same page in every language of the site; ``paths`` lacks those without one."""
    named = titles or {}
    return tuple(
        Alternate(
            lang,
            scope_of(scope.site, lang).language.name,
            paths.get(lang),
            named.get(lang, ""),
            called(lang, scope.language),
        )
        for lang in site_languages
    )


def pdf_views(
    asked: tuple[Profile, ...], press: PressSheet, path: str, scope: Scope, languages: Sequence[Lang]
) -> tuple[PdfView, ...]:
    """Every form of a document as PDF; ``path`` is its page, ``languages`` those that it has."""
    both = tuple(lang for lang in scope.site.languages if lang in languages)[:2]
    made: list[PdfView] = []
    for profile in profiles_made(asked):
        if profile is not Profile.FACING:
            made.append(PdfView(profile, addresses.pdf_of(path, profile), (scope.lang,)))
            if profile is Profile.PRINT and press.booklet:
                made.append(PdfView(profile, addresses.booklet_of(path), (scope.lang,), booklet=True))
        elif len(both) == 2:
            made.append(PdfView(profile, addresses.facing(path), both))
    return tuple(made)


def number_references(
    numbers: Mapping[str, int], entries: Mapping[str, Markup], scope: Scope, prefix: str = ""
) -> tuple[Reference, ...]:
    """The sources cited, in the order of their numbers; ``entries`` has each one's HTML."""
    return tuple(
        Reference(
            number=number,
            id=ident,
            anchor=prefix + addresses.reference_anchor(ident),
            html=entries.get(ident) or escape(ident),
            url=_followed(scope.site.sources[ident].value.url or ""),
            note=scope.text(scope.site.sources[ident].value.note),
            kind=source_kind(scope.site.sources[ident].value),
            name=source_name(scope.site.sources[ident].value, scope.lang),
            short=short_name(scope.site.sources[ident].value, scope.language),
        )
        for ident, number in sorted(numbers.items(), key=lambda item: item[1])
    )


def _followed(address: str) -> str:
    return address if leads_to_a_page(address) else ""


def host_of(brief: Brief, text: Text, prefix: str = "", pack: Mapping[str, str] | None = None) -> Host:
    """Return whose text it is, for settling."""
    return Host(
        slug=brief.slug,
        number=brief.data.value.number or text.front.value.short_title or text.front.value.title,
        title=text.front.value.title,
        path=addresses.brief(text.lang, brief.slug),
        brief=brief,
        prefix=prefix,
        pack=pack or {},
    )


def without_body(brief: Brief) -> Brief:
    """The brief with nothing in its texts."""
    return replace(brief, texts={lang: without_parts(text) for lang, text in brief.texts.items()})


def without_parts(text: Text) -> Text:
    """The text with nothing in it."""
    return replace(text, body=text.body.with_children(()))


class EarlierWork:
    """What is known of earlier work: here, nothing."""

    def settle(
        self, brief: Brief, scope: Scope, numbering: Numbering, host: Host | None
    ) -> Outcome[tuple[Article, Numbering]]:
        """As ``settle_text``."""
        return settle_text(brief, scope, numbering, host)

    def entry(self, key: tuple[object, ...], make: Callable[[], str | None]) -> str | None:
        """As ``make``: an entry of the References as it was written for ``key``."""
        return make()

    def keep(self) -> None:
        """Remember what has been asked for."""


NOTHING = EarlierWork()


def settle_article(
    brief: Brief,
    scope: Scope,
    entries: Mapping[str, Markup],
    numbering: Numbering | None = None,
    host: Host | None = None,
    known: EarlierWork = NOTHING,
) -> Outcome[Article]:
    """One brief in the scope's language, which it must have.

    With a ``numbering`` of a pack the article carries the pack's numbers and no references of its own. The text
    may be ``known``.
    """
    numbers = numbering or Numbering(given=scope.numbers.get(brief.slug, {}))
    settled = known.settle(brief, scope, numbers, host)
    article, after = settled.value
    numbers.go_on_from(after)
    references = number_references(numbers.sources, entries, scope) if numbering is None else ()
    return Outcome(replace(article, references=references, data=brief.data.value), settled.diagnostics)


def settle_text(
    brief: Brief, scope: Scope, numbering: Numbering, host: Host | None
) -> Outcome[tuple[Article, Numbering]]:
    """A brief but for its references, and the numbering after it. It has a ``host`` where it stands in a pack."""
    report = Report()
    text, own = brief.texts[scope.lang], host is None
    standing = scope.standings.get(brief.slug)
    view = view_translation(standing, scope.language) if standing else None
    body = marked(text.body, brief, standing, view) if standing and view else text.body
    settled = settle(body, host or host_of(brief, text), scope, numbering)
    settled.uses.extend(_said(brief, scope, host or host_of(brief, text)))
    report.add(settled.problems)
    report.add([*_id_problems(brief, scope), *risk_problems(brief, scope)])
    # The key figures, the evidence table and the risks name their sources by number too.
    named = sources_of_facts(claims_of(brief.data.value.shown_facts, settled.uses, scope), scope)
    for ident in (*named, *risk_sources(brief, scope)):
        numbering.cite(ident)
    article = replace(_article(brief, text, scope, settled, host.prefix if host else ""), translation=view)
    if own:
        # In a pack figures, tables and notes count on: only alone does a brief say what it said before.
        report.add(log_problems(brief, scope, affectable(brief, settled, scope)))
        report.add(version_problems(article, brief, scope))
        article = replace(article, history=history_of(article, brief, scope))
    return Outcome((article, numbering), report.sorted())


def _said(brief: Brief, scope: Scope, host: Host) -> Iterator[FactUse]:
    """The facts in the title of a brief and in its other wordings."""
    said_in = scope.site.said_in
    entries: tuple[Written[Any], ...] = (*brief.charts.values(), *brief.pictures.values())
    spans = (brief.data.span, *(text.span for text in brief.texts.values()), *(it.span for it in entries))
    for path in dict.fromkeys(span.path for span in spans):
        for said in said_in.get(path, ()):
            if said.lang == scope.lang:
                yield FactUse(
                    said.fact, said.form, said.words, host.slug, host.number, host.title, host.path, "", "wording"
                )


def claims_of(key_figures: Iterable[str], uses: Iterable[FactUse], scope: Scope) -> list[str]:
    """The known facts that a reader is told, each once: key figures, what texts and charts say, then what the changes
    that are shown are measured against. A link alone tells nothing.
    """
    heads, told = list(key_figures), [use for use in uses if use.what != "link"]
    changed = [*heads, *(use.fact for use in told if use.form == "change")]
    facts = scope.site.facts
    bases = [compare.to for it in changed if it in facts and (compare := facts[it].value.compare) is not None]
    return [ident for ident in dict.fromkeys([*heads, *(use.fact for use in told), *bases]) if ident in facts]


def sources_of_facts(idents: Iterable[str], scope: Scope) -> list[str]:
    """The known sources that facts name, each once, in the order of the facts."""
    facts = [scope.site.facts[ident].value for ident in dict.fromkeys(idents) if ident in scope.site.facts]
    named = dict.fromkeys(ref.id for fact in facts for ref in (*fact.source, *fact.also))
    return [ident for ident in named if ident in scope.site.sources]


def _id_problems(brief: Brief, scope: Scope) -> list[Diagnostic]:
    data = brief.data
    checks = (
        ("fact-is-known", "fact", "key_figures", [it.fact for it in data.value.key_figures], scope.site.facts),
        ("topic-is-known", "topic", "topics", data.value.topics, scope.site.settings.value.topics),
        ("brief-is-known", "brief", "related", data.value.related, scope.site.names),
    )
    found = [
        unknown(code, what, ident, known, data.at(key, position))
        for code, what, key, given, known in checks
        for position, ident in enumerate(given)
        if ident not in known
    ]
    found.extend(
        warning("brief-is-known", f"the brief “{brief.slug}” names itself", data.at("related", position), "take it out")
        for position, name in enumerate(data.value.related)
        if name in (brief.slug, data.value.number)
    )
    found.extend(
        unknown("fact-is-known", "fact", it.fact, scope.site.facts, data.at("since", "facts", position))
        for position, it in enumerate(data.value.since.facts if data.value.since else ())
        if it.fact not in scope.site.facts
    )
    for name, recommendation in data.value.recommendations.items():
        found.extend(
            unknown("source-is-known", "source", ref.id, scope.site.sources, data.at("recommendations", name, "source"))
            for ref in recommendation.source
            if ref.id not in scope.site.sources
        )
    return found


def _numbered(settled: Settled) -> tuple[Numbered, ...]:
    """Figures and tables, with whether the text refers to each."""
    texts = (settled.body, *(note.body for note in settled.notes))
    named = {part.get("href").removeprefix("#") for text in texts for part in text.walk() if part.get("href")}
    return tuple(replace(it, is_named=it.id in named) for it in settled.numbered)


def _article(brief: Brief, text: Text, scope: Scope, settled: Settled, prefix: str) -> Article:
    data, front = brief.data.value, text.front.value
    facts = claims_of(data.shown_facts, settled.uses, scope)
    keywords = front.keywords or tuple(filter(None, scope.text(data.keywords).split(", ")))
    return Article(
        slug=brief.slug,
        lang=scope.lang,
        number=data.number,
        series=scope.text(data.series),
        title=front.title,
        short_title=front.short_title or front.title,
        subtitle=front.subtitle or "",
        summary=front.summary,
        keywords=keywords,
        topics=tuple(topic for topic in data.topics if topic in scope.site.settings.value.topics),
        authors=tuple(view_person(person, scope) for person in data.authors),
        published=word_date(data.published, scope.language) if data.published else "",
        published_iso=str(data.published) if data.published else "",
        updated=word_date(data.updated, scope.language) if data.updated else "",
        updated_iso=str(data.updated) if data.updated else "",
        version=data.version,
        evidence=data.evidence,
        body=settled.body,
        headings=tuple(settled.headings),
        numbered=_numbered(settled),
        notes=tuple(settled.notes),
        references=(),
        key_figures=view_key_figures(data.key_figures, scope, brief.data, "key_figures"),
        facts=tuple(view_fact(ident, scope) for ident in facts),
        uses=tuple(settled.uses),
        terms=tuple(view_term(ident, scope) for ident in dict.fromkeys(settled.terms)),
        recommendations=tuple(settled.recommendations),
        risks=view_risks(brief, scope, settled.recommendations),
        changes=view_changes(brief, scope, affectable(brief, settled, scope, prefix)),
        related=_related(brief, scope),
        packs=tuple(_packs(brief, scope)),
        path=addresses.brief(scope.lang, brief.slug),
        pdf_path=addresses.pdf_of(addresses.brief(scope.lang, brief.slug)),
        pdfs=()
        if data.status is BriefStatus.WITHDRAWN
        else pdf_views(data.profiles, data.print_, addresses.brief(scope.lang, brief.slug), scope, tuple(brief.texts)),
        data=data,
        alternates=alternates(
            scope.site.languages,
            scope,
            {lang: addresses.brief(lang, brief.slug) for lang in brief.texts},
            {lang: own.front.value.title for lang, own in brief.texts.items()},
        ),
        break_rule=data.break_,
        standfirst=front.standfirst or "",
        message=front.message or "",
        since=_since(brief, scope),
        standing=standing_of(brief, scope),
        is_shown_beside=scope.site.settings.value.side_by_side,
    )


def _since(brief: Brief, scope: Scope) -> SinceView | None:
    since = brief.data.value.since
    if since is None:
        return None
    facts = view_key_figures(since.facts, scope, brief.data, "since", "facts")
    return SinceView(word_date(since.as_of, scope.language), str(since.as_of), facts)


def _related(brief: Brief, scope: Scope) -> tuple[str, ...]:
    """Slugs of related briefs that have a text in this language."""
    named = slugs_named(brief.data.value.related, scope)
    return tuple(slug for slug in named if scope.lang in scope.site.written_in[slug] and slug != brief.slug)


def _packs(brief: Brief, scope: Scope) -> Iterator[PackName]:
    """The packs of this language that the brief is in."""
    for ident in scope.packs:
        pack = scope.site.packs[ident].value
        if scope.lists(brief) and brief.slug in slugs_named(pack.briefs, scope):
            yield PackName(scope.text(pack.title), addresses.pack(scope.lang, ident))


def view_person(person: Person, scope: Scope) -> PersonView:
    """A person in words."""
    return PersonView(
        scope.text(person.name),
        scope.text(person.role),
        scope.text(person.affiliation),
        person.email or "",
        person.orcid or "",
    )


def settle_page(slug: str, scope: Scope, entries: Mapping[str, Markup]) -> Outcome[PlainPage]:
    """One page of ``content/pages`` in the scope's language, which it must have."""
    texts = scope.site.pages[slug]
    text = texts[scope.lang]
    path = addresses.page(scope.lang, slug)
    numbering = Numbering()
    settled = settle(text.body, Host(slug, "", text.front.value.title, path), scope, numbering)
    page = PlainPage(
        slug=slug,
        lang=scope.lang,
        title=text.front.value.title,
        summary=text.front.value.summary,
        body=settled.body,
        headings=tuple(settled.headings),
        notes=tuple(settled.notes),
        references=number_references(numbering.sources, entries, scope),
        uses=tuple(settled.uses),
        path=path,
        alternates=alternates(scope.site.languages, scope, {lang: addresses.page(lang, slug) for lang in texts}),
    )
    return Outcome(page, tuple(settled.problems))
