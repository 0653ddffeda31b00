"""Task lists, ``- [ ]`` and ``- [x]``: boxes as signs, wherever a brief is read."""

from __future__ import annotations

from lxml.html import fromstring
from support.project import Project

from briefgen.model.written.pdf_forms import Tier
from briefgen.reading.markdown import parse
from briefgen.reading.world import MemoryWorld
from briefgen.verifying.web.page import read_page
from briefgen.verifying.web.twins import twin_problems

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
