"""The table of evidence and the ledger leave nothing out: both are compared with the sources themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import pytest
from support.project import CONTENT, Project, exemplar_files

from briefgen.model.core.document import Node
from briefgen.model.written.briefs import Brief
from briefgen.model.written.site import Site
from briefgen.resolving.edition.edition import Edition

LINKED = {
    "content/briefs/first/brief.yaml": (
        "r1: {owner",
        'r1: {sign: {ko: "출판부", en: "those of {fact}`claim-a#label`"}, owner',
    ),
    "content/packs/all.yaml": ("en: Both briefs in one.", 'en: "Both briefs and {fact}`money-b` in one."'),
    "content/briefs/first/en.md": ("We took every", "We took [the claim](fact:claim-a) of every"),
    "content/briefs/second/en.md": ("We took every", "It is {fact}`money-a#change`. We took every"),
    "content/pages/about/en.md": ("Body.", "There are {fact}`count-a`."),
}


def project(name: str) -> Project:
    if name == "exemplar":
        return Project({**exemplar_files()})
    small = Project()
    for path, (old, new) in LINKED.items():
        small = small.with_change(path, old, new)
    return small


@pytest.fixture(params=["small", "exemplar"], scope="module")
def whole(request: pytest.FixtureRequest) -> tuple[Site, Mapping[str, Edition]]:
    from briefgen.building.project import read_all
    from briefgen.resolving.documents.resolve import resolve

    assert CONTENT.is_dir()
    sources = read_all(project(request.param).world(), None).value
    return sources.site, resolve(sources.site, sources.styles).value


def written(body: Node) -> Iterator[tuple[str, str]]:
    """What a text writes or leads to: (what, fact)."""
    for part in body.walk():
        if part.kind == "fact":
            yield f"text#{part.get('form')}", part.get("id")
        elif part.kind == "link" and part.get("href").startswith("fact:"):
            yield "link#", part.get("href").removeprefix("fact:")
        elif part.get("claim"):
            yield "text#claim", part.get("claim")


def charted(brief: Brief, body: Node) -> Iterator[tuple[str, str]]:
    shown = [part for part in body.walk() if part.kind == "directive" and part.get("name") == "chart"]
    lead = brief.data.value.lead_chart
    for name in {*(part.get("argument").strip() for part in shown), *((lead,) if lead else ())}:
        for row in brief.charts[name].value.data:
            cells = (cell for cell in row.values() if isinstance(cell, Mapping) and "fact" in cell)
            yield from (("chart#chart", str(cell["fact"])) for cell in cells)


def told(site: Site, brief: Brief, lang: str) -> set[str]:
    """The facts that a brief tells, by its sources."""
    body, heads = brief.texts[lang].body, brief.data.value.shown_facts
    said = [*written(body), *charted(brief, body)]
    facts = {fact for what, fact in said if what != "link#"} | set(heads)
    facts |= {it.fact for it in site.said if it.slug == brief.slug and it.lang == lang}
    changed = {fact for what, fact in said if what == "text#change"} | set(heads)
    bases = {compare.to for it in changed if (compare := site.facts[it].value.compare) is not None}
    return facts | bases


def test_the_evidence_of_a_brief_has_every_fact_that_it_tells_once(whole: tuple[Site, Mapping[str, Edition]]) -> None:
    site, editions = whole
    for lang, edition in editions.items():
        for slug, article in edition.articles.items():
            shown = [fact.id for fact in article.facts]
            assert len(shown) == len(set(shown))
            assert set(shown) == told(site, site.briefs[slug], lang)
            named = {entry.id for entry in article.references}
            for fact in article.facts:
                assert fact.sources and fact.strength and fact.status
                assert {ident for ident, _ in (*fact.sources, *fact.also)} <= named


def test_the_evidence_of_a_pack_has_that_of_its_briefs_and_its_own_figures(
    whole: tuple[Site, Mapping[str, Edition]],
) -> None:
    site, editions = whole
    for lang, edition in editions.items():
        for ident, pack in edition.packs.items():
            data = site.packs[ident].value
            own = {it.fact for it in (*data.key_figures, *data.findings) if it.fact}
            own |= {it.fact for it in site.said if it.span.path == site.packs[ident].span.path and it.lang == lang}
            own |= {compare.to for it in own if (compare := site.facts[it].value.compare) is not None}
            slugs = [article.slug for article in pack.articles]
            assert {fact.id for fact in pack.facts} == own.union(*(told(site, site.briefs[it], lang) for it in slugs))
            named = {entry.id for entry in pack.references}
            assert {source for fact in pack.facts for source, _ in (*fact.sources, *fact.also)} <= named


def test_the_ledger_names_every_place_of_every_fact_and_no_other(whole: tuple[Site, Mapping[str, Edition]]) -> None:
    site, editions = whole
    for lang, edition in editions.items():
        places: set[tuple[str, str, str]] = set()
        for slug, brief in site.briefs.items():
            if lang not in brief.texts:
                continue
            path, body = edition.articles[slug].path, brief.texts[lang].body
            places |= {(fact, what, path) for what, fact in (*written(body), *charted(brief, body))}
            places |= {(fact, "key-figure#", path) for fact in brief.data.value.shown_facts}
        for slug, page in site.pages.items():
            if lang in page:
                places |= {(fact, what, edition.pages[slug].path) for what, fact in written(page[lang].body)}
        for ident, pack in edition.packs.items():
            data = site.packs[ident].value
            large = {figure.fact for figure in data.key_figures} | {it.fact for it in data.findings if it.fact}
            places |= {(fact, "key-figure#", pack.path) for fact in large}
        for said in site.said:
            if said.lang == lang:
                path = (
                    edition.articles[said.slug] if said.slug else edition.packs[PurePosixPath(said.span.path).stem]
                ).path
                places.add((said.fact, f"wording#{said.form}", path))
        for ident, entry in site.facts.items():
            if entry.value.compare is not None:
                places.add((entry.value.compare.to, "comparison#change", f"{lang}/facts.html#{ident}"))
        assert set(_of_ledger(edition)) == places


def _of_ledger(edition: Edition) -> Iterator[tuple[str, str, str]]:
    for fact in edition.facts.values():
        for use in fact.uses:
            path = f"{use.path}#{use.slug}" if use.what == "comparison" else use.path
            yield fact.id, f"{use.what}#{use.form}", path
