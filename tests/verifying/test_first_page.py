"""What stands on the first page of a brief beside its text is compared too."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sites import Site, built
from support.project import Project

from briefgen.rendering.paper.layout.lay_out import lay_out
from briefgen.running.store import FileStore
from briefgen.verifying.blocks import Link, ReadText
from briefgen.verifying.compare import PageComparison
from briefgen.verifying.web.page import read_page

DATA = "content/briefs/first/brief.yaml"
TEXT = "content/briefs/first/{}.md"
PDF = "en/briefs/first.pdf"
CARD = "title: {ko: 더 세기, en: Count on}, ask: {ko: 나누어 센다, en: in turns}, needs: {ko: 없음, en: none}"


@pytest.fixture(scope="module")
def site(shared_folder: Path) -> Site:
    project = (
        Project(store=FileStore(shared_folder / "store"))
        .without("content/packs/all.yaml")
        .with_change(DATA, "r1: {owner", f"r1: {{{CARD}, owner")
        .with_change(DATA, "related: [second]", "lead_chart: bars\nsince: {as_of: 2002-03-12, facts: [money-a]}")
        .with_change(TEXT.format("en"), "summary: What", "standfirst: One sentence.\nsummary: What")
        .with_change(TEXT.format("ko"), "summary: 첫", "standfirst: 한 문장이다.\nsummary: 첫")
        .with_change(TEXT.format("en"), "- There are", "- **Number:** There are")
        .with_change(TEXT.format("ko"), "- 표본은", "- **수:** 표본은")
    )
    return built(project, pdfs={PDF, "ko/briefs/first.pdf"})


def test_web_and_paper_say_the_same(site: Site) -> None:
    assert site.problems() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("One sentence.", "Another sentence."),
        (">Count on<", ">Count off<"),
        (">in turns<", ">in lines<"),
        (">Since then ", ">Before then "),
    ],
)
def test_a_difference_is_named(site: Site, old: str, new: str) -> None:
    found = [problem.message for problem in site.with_paper(PDF, old, new).problems()]
    assert any(PDF in message for message in found), found


def test_a_page_may_begin_with_any_block_and_have_its_mark_there(site: Site) -> None:
    """A mark of a page is put where the block with the same key stands on the web."""
    there, here = (
        set(re.findall(r'data-block="([^"]*)"', html))
        for html in (site.jobs[PDF].html, site.files["en/briefs/first.html"].decode())
    )
    assert {"top-since", "top-since-money-a", "top-since-money-a-value"} <= there
    assert there <= here


def test_a_page_that_begins_with_what_has_happened_since_begins_at_its_heading(site: Site) -> None:
    job = site.jobs[PDF]
    laid = lay_out(replace(job, css=(*job.css, ("more", ".since { break-before: page }")))).value
    assert laid is not None
    assert (laid.breaks[-1].block, laid.breaks[-1].offset) == ("top-since", 0)


def test_a_place_in_a_source_is_not_the_page_of_the_reference(site: Site) -> None:
    page = read_page(site.files["en/briefs/first.html"], "en/briefs/first.html")
    assert page is not None
    comparison = PageComparison(page, PDF, "site/")
    cited, printed = Link("#ref-report-a", ReadText("1, p. 3")), Link("#ref-report-a", ReadText("1, p. 3"), page=3)
    assert comparison._reads(cited, printed)
    assert not comparison._reads(Link("#ref-report-a", ReadText("1, p. 4")), printed)
