"""Lists: their numbers as the HTML standard counts them, boxes of tasks as signs, sources collected at an end."""

from __future__ import annotations

from xml.etree import ElementTree

import lxml.html
import pytest
from lxml.html import fromstring
from support.project import Project

from briefgen.model.values.pdf_forms import Tier
from briefgen.reading.markdown import parse
from briefgen.reading.world import MemoryWorld
from briefgen.rendering.html.list_numbers import number_lists, ordinals
from briefgen.verifying.web.page import read_page
from briefgen.verifying.web.twins import twin_problems

COUNTED = {
    "<ol><li>a<li>b</ol>": [1, 2],
    '<ol start="13"><li>a<li>b</ol>': [13, 14],
    '<ol start=" +7x"><li>a</ol>': [7],
    '<ol start="x"><li>a<li>b</ol>': [1, 2],
    '<ol start="99999999999999999999"><li>a</ol>': [1],
    '<ol start="-1"><li>a<li>b<li>c</ol>': [-1, 0, 1],
    "<ol reversed><li>a<li>b<li>c</ol>": [3, 2, 1],
    '<ol reversed start="3"><li>a<li>b<li>c<li>d</ol>': [3, 2, 1, 0],
    '<ol><li>a<li value="7">b<li>c</ol>': [1, 7, 8],
    '<ol reversed><li>a<li value="7">b<li>c</ol>': [3, 7, 6],
    '<ol><div><li>a</div><li>b<ul><li value="9">x</ul><li>c</ol>': [1, 2, 3],
    '<ol><li>a<ol start="5"><li>x</ol><li>b</ol>': [1, 2, 5],
    "<ul><li>a</ul>": [],
}


@pytest.mark.parametrize(("html", "numbers"), COUNTED.items())
def test_items_count_as_in_a_browser(html, numbers):
    tree = lxml.html.fragment_fromstring(html, create_parent="main")
    assert [number for _, number in ordinals(tree)] == numbers
    same = ElementTree.fromstring(lxml.html.tostring(tree, encoding="unicode", method="xml"))
    assert [number for _, number in ordinals(same)] == numbers


def test_a_list_that_counts_from_one_is_left_alone():
    tree = lxml.html.fragment_fromstring("<ol><li>a<li>b</ol>", create_parent="main")
    before = lxml.html.tostring(tree)
    number_lists(tree)
    assert lxml.html.tostring(tree) == before


TASKS = """## Tasks

- [ ] Ask **them**
- [x] Answer
  1. [X] Sign it
- [] no box, and [x] none within a line

* [ ] With paragraphs

  Another one.
"""


def test_an_item_begins_with_the_sign_of_its_box() -> None:
    outcome = parse(TASKS, "content/briefs/a/en.md")
    items = [part for part in outcome.value.walk() if part.kind == "item"]
    begun = ["☐ Ask them", "☑ Answer☑ Sign it", "☑ Sign it", "[] no box, and [x] none within a line"]
    assert [item.plain() for item in items] == [*begun, "☐ With paragraphsAnother one."]
    assert [item.get("class") for item in items] == ["task", "task", "task", "", "task"]
    assert outcome.diagnostics == ()


def test_a_box_is_shown_in_every_form(project: Project) -> None:
    built = project.with_change("content/briefs/first/en.md", "## Background", f"{TASKS}\n## Background").build()
    page = fromstring(built.page("en/briefs/first.html"))
    shown = [(it.get("aria-label"), it.text) for it in page.xpath('//li[@class="task"]//*[@role="img"]')]
    assert shown == [("Not done", "☐"), ("Done", "☑"), ("Done", "☑"), ("Not done", "☐")]
    assert "- [ ] Ask **them**\n- [x] Answer\n   1. [x] Sign it" in built.page("en/briefs/first.md")
    assert "- ☐ Ask them\n- ☑ Answer\n   1. ☑ Sign it" in built.page("en/briefs/first.txt")
    assert [it.code for it in built.diagnostics if it.code in ("mark-is-written-out", "character-has-glyph")] == []
    files = {path: built.tree[path] for path in built.tree if path.startswith("en/briefs/first.")}
    read = read_page(files["en/briefs/first.html"], "en/briefs/first.html", Tier.CHECKING)
    assert read is not None and list(twin_problems(MemoryWorld(files), read, "site/")) == []


PATH = "content/briefs/first/en.md"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[@report-a, p. 3]", "[1, p. 3]"),
        ("[@report-a, p. 3] and more [@report-a, table 2]", "[1, p. 3, table 2]"),
        ("[@report-a, p. 3] and more [@report-a, p. 3]", "[1, p. 3]"),
        ("[@report-a]", "[1]"),
    ],
)
def test_a_paragraph_collects_the_places_in_its_sources(project: Project, written: str, shown: str) -> None:
    page = project.with_change(PATH, "[@report-a, p. 3]", written).build().page("en/briefs/first.html")
    collected = fromstring(page).find_class("paragraph-sources")
    assert shown in [it.text_content().strip() for it in collected]
