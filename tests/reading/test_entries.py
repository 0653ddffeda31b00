"""A site has at most so many facts, terms, sources and events, however many files they stand in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.project import SMALL, Project

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.core.limits import ENTRIES, Limits
from briefgen.reading.load import load_links
from briefgen.reading.world import MemoryWorld

MANY = "content/facts/many-{}.yaml"
FACT = "fact-{}: {{label: {{ko: 수, en: Number}}, value: 12 samples, source: report-a, status: single-source}}\n"
EVENT = "event-{}: {{when: 2001, label: {{ko: 일, en: Event}}, source: report-a}}\n"
TERM = "term-{0}: {{names: {{ko: {{short: 말{0}}}, en: {{short: word {0}}}}}}}\n"
SOURCE = "- {{id: source-{}, type: report, title: Title, language: en, publisher: P, issued: 2001}}\n"


def small(entries: int, **files: str) -> Project:
    """The small project that may have so many entries."""
    site = f"{SMALL['content/site.yaml']!s}limits: {{entries: {entries}}}\n"
    return Project({**SMALL, "content/site.yaml": site, **files})


def own() -> int:
    """How many entries the small project has."""
    site = Project().site().value
    return len(site.facts) + len(site.sources) + len(site.glossary) + len(site.timeline)


def over(project: Project) -> list[Diagnostic]:
    return [it for it in project.site().diagnostics if it.code == "work-fits-limits"]


def facts(project: Project, files: int, each: int) -> Project:
    names = [[f"{file}-{it}" for it in range(each)] for file in range(files)]
    texts = {MANY.format(file): "".join(map(FACT.format, ids)) for file, ids in enumerate(names)}
    return replace(project, files={**project.files, **texts})


def test_facts_split_over_files_count_together() -> None:
    most = own() + 10
    assert over(facts(small(most), 2, 5)) == []
    site = Project().site().value
    project = facts(small(len(site.sources) + len(site.facts) + 8), 5, 5)
    (problem,) = over(project)
    assert problem.span is not None and (problem.span.path, problem.span.line) == (MANY.format(1), 4)
    assert "the site has more than" in problem.message and "write limits: {entries:" in problem.hint


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("content/sources.yaml", SOURCE),
        ("content/glossary.yaml", TERM),
        ("content/timeline.yaml", EVENT),
        ("content/facts/counts.yaml", FACT),
    ],
)
def test_every_kind_of_entry_counts(path: str, entry: str) -> None:
    text = f"{SMALL.get(path, '')!s}{''.join(map(entry.format, range(10)))}"
    whole = small(own() + 10, **{path: text})
    assert over(whole) == []
    (problem,) = over(small(own() + 9, **{path: text}))
    site = whole.site().value
    assert len(site.facts) + len(site.sources) + len(site.glossary) + len(site.timeline) == own() + 10
    assert problem.hint


def test_files_after_the_last_entry_are_not_read_and_nothing_is_said_of_what_they_hold() -> None:
    first = "content/facts/aaa.yaml"
    project = small(own(), **{first: "".join(map(FACT.format, range(own()))), MANY.format(9): "- broken: ["})
    found = project.site()
    assert [it.code for it in found.diagnostics] == ["work-fits-limits"]
    assert {first, MANY.format(9), "content/facts/counts.yaml"} <= found.value.unread
    said = {it.code for it in project.build().diagnostics}
    assert not said & {"fact-is-known", "term-is-known", "event-is-known"}


def test_a_site_may_allow_longer_lists_than_usual() -> None:
    redirects = "".join(f"  old-{it}: https://example.org/{it}\n" for it in range(ENTRIES + 1))
    usual = Project().with_file("content/site.yaml", f"{SMALL['content/site.yaml']!s}redirects:\n{redirects}")
    assert "text-fits-limit" in {it.code for it in usual.site().diagnostics}
    allowed = small(ENTRIES + 1)
    allowed = allowed.with_file("content/site.yaml", f"{allowed.text('content/site.yaml')}redirects:\n{redirects}")
    assert "text-fits-limit" not in {it.code for it in allowed.site().diagnostics}
    assert len(allowed.site().value.settings.value.redirects) == ENTRIES + 1


def test_the_record_of_links_may_be_as_long_as_the_site_allows() -> None:
    record = "".join(f"https://example.org/{it}: {{state: ok, checked: 2025-01-01}}\n" for it in range(12))
    world = MemoryWorld({"content/links.yaml": record})
    codes = {it.code for it in load_links(world, Limits(entries=11)).diagnostics}
    assert "text-fits-limit" in codes
    assert "text-fits-limit" not in {it.code for it in load_links(world, Limits(entries=12)).diagnostics}
