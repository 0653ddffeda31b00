"""Where the web says that a page of the PDF begins, it begins."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sites import PAGE, PDF, Site

CODE = "page-marks-are-right"
NEXT = '<h2 id="proposals"'


def mark(site: Site) -> str:
    """The mark of the second page, as it stands in the page."""
    (found,) = re.findall(r'<span class="page-break"[^>]* id="page-2"[^>]*></span>', site.files[PAGE].decode())
    return str(found)


CHANGES: dict[str, tuple[Callable[[Site], Site], str]] = {
    "lost": (lambda site: site.with_page(PAGE, mark(site), ""), ", and no mark says so"),
    "before another block": (
        lambda site: site.with_page(PAGE, mark(site), "").with_page(PAGE, NEXT, mark(site) + NEXT),
        "; its mark stands before heading “Proposals” (#proposals)",
    ),
    "within another word": (
        lambda site: site.with_page(PAGE, mark(site), "").with_page(PAGE, "Counted by", f"{mark(site)}Counted by"),
        "; its mark stands outside the text",
    ),
    "with another number": (
        lambda site: site.with_page(PAGE, mark(site), mark(site).replace("p. 2", "p. 7")),
        f"a mark says that page 7 begins here, but {PDF} has 2 pages",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_mark_that_is_wrong_is_named(site: Site, name: str) -> None:
    change, words = CHANGES[name]
    found = [problem for problem in change(site).problems() if problem.code == CODE]
    assert any(words in problem.message for problem in found), [problem.message for problem in found]


def test_a_page_that_begins_elsewhere_on_paper_is_named(site: Site) -> None:
    changed = site.with_css(PDF, "#background { break-before: page }")
    found = [problem.message for problem in changed.problems() if problem.code == CODE]
    assert any(f"page 2 of {PDF} begins with heading “Background” (#background)" in it for it in found), found


def test_a_page_that_begins_with_the_sources_begins_at_their_heading(site: Site) -> None:
    changed = site.with_css(PDF, ".foot { break-before: page }")
    found = [problem.message for problem in changed.problems() if problem.code == CODE]
    assert any("begins with heading “References” (#references), and no mark says so" in it for it in found), found
