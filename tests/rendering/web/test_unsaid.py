"""What an author does not say about a brief, its readers are not told."""

from __future__ import annotations

import re

import pytest
from support.project import Built, Project

BRIEF = "content/briefs/second/brief.yaml"


@pytest.fixture(scope="module")
def plain() -> Built:
    return Project().with_file(BRIEF, "published: 2002-01-02\n").build()


def test_a_brief_needs_no_number_version_evidence_and_licence(plain: Built) -> None:
    assert not plain.failed, plain.errors
    page = plain.page("en/briefs/second.html")
    words = plain.words("en/briefs/second.html")
    assert "Version" not in words and "icence" not in words
    assert 'class="evidence-line" data-block="top-evidence"' in page and "Evidence 2 sources" in words
    assert "S-02" not in page and 'class="number" data-block' not in page
    assert "icence" not in plain.words("en/index.html")


def test_it_is_called_by_its_title(plain: Built) -> None:
    page = plain.page("en/briefs/second.html")
    assert "citation_technical_report_number" not in page
    crumbs = re.search(r'<nav class="crumbs".*?</nav>', page, re.DOTALL)
    assert crumbs and "The second brief" in crumbs[0]


def test_two_briefs_without_a_number_do_not_have_the_same_one() -> None:
    project = Project().with_file(BRIEF, "published: 2002-01-02\n")
    both = project.with_change("content/briefs/first/brief.yaml", "number: S-01\n", "").build()
    assert not [each for each in both.problems if "number-is-unique" in each]
    assert both.words("en/briefs/second.html").count("The first brief") >= 1


def test_the_menu_has_only_what_there_is(plain: Built) -> None:
    gone = (
        Project(
            {name: text for name, text in Project().files.items() if "/briefs/" not in name and "/packs/" not in name}
            | {
                "content/briefs/alone/brief.yaml": "published: 2002-01-02\n",
                "content/briefs/alone/ko.md": "---\ntitle: 혼자\nsummary: 혼자 있다.\n---\n\n본문이다.\n",
                "content/briefs/alone/en.md": "---\ntitle: Alone\nsummary: It is alone.\n---\n\nBody.\n",
            }
        )
        .without("content/timeline.yaml")
        .without("content/glossary.yaml")
    )
    menu = r'<nav aria-label="Main">.*?</nav>'
    there = re.findall(
        r'href="(?:\.\./)*(?:en/)?([\w/]+)', re.search(menu, gone.build().page("en/index.html"), re.DOTALL)[0]
    )  # type: ignore[index]
    assert not {"packs/index", "glossary", "timeline"} & set(there) and "search" in there
