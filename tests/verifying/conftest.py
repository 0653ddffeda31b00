"""The small project, built with its PDFs once for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import Site, jobs, published
from support.project import Project

from briefgen.running.store import FileStore

RISKS = """\
risks:
  few:
    text: {ko: 표본이 너무 적을 수 있다., en: There may be too few samples.}
    basis: editorial
    recommendations: [r1]
"""
QUESTIONS = """\
questions:
  - text: {ko: 표본은 충분한가?, en: Are there enough samples?}
    brief: first
"""
FORMS = """\
title: {ko: 여러 꼴, en: All forms}
summary: {ko: 한 브리프를 여러 꼴로 낸다., en: One brief in all forms.}
published: 2001-04-12
version: 3.7
languages: [en]
briefs: [first]
key_figures: [money-a, spare]
profiles: [leave-behind, print, large-print]
print: {bleed: 3, marks: true, booklet: true}
"""


FILLED = "page-is-filled"
"""A small project has too little text to fill its pages."""

SPARE = """\
spare:
  label: {ko: 남는 표본, en: Spare samples}
  value: 37 samples
  source: report-b
  status: single-source
"""
"""What only the pack tells."""


@pytest.fixture(scope="session")
def linked(shared_folder: Path) -> Project:
    """The small project with a link to elsewhere and a risk in its first brief, a facing edition of its pack, and
    a pack in all forms that are in one language."""
    project = Project(store=FileStore(shared_folder / "store"))
    return (
        project.with_change(
            "content/briefs/first/en.md", "See {ref}", "See [the register](https://example.org/register) and {ref}"
        )
        .with_change(
            "content/briefs/first/ko.md",
            "{ref}`fig-bars`을(를) 보라",
            "[등록부](https://example.org/register)와 {ref}`fig-bars`을(를) 보라",
        )
        .with_change(
            "content/briefs/first/brief.yaml",
            "related: [second]",
            RISKS + "version: 1.0\nprofiles: checking\nrelated: [second]",
        )
        .with_change("content/packs/all.yaml", "key_figures:", QUESTIONS + "profiles: [facing]\nkey_figures:")
        .with_file("content/packs/forms.yaml", FORMS)
        .with_file("content/facts/spare.yaml", SPARE)
    )


@pytest.fixture(scope="session")
def site(linked: Project) -> Site:
    filled = jobs(linked)
    built = linked.build(pdfs={*filled, "en/packs/forms-booklet.pdf", "packs/all-facing.pdf"})
    assert [it for it in built.problems if FILLED not in it] == []
    return Site(published(built.tree), filled)
