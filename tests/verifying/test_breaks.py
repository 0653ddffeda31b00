"""Where the web says that a page of the PDF begins, it begins."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sites import PAGE, PDF, Site

from briefgen.verifying.align import BlockPair
from briefgen.verifying.blocks import ReadBlock, ReadText, TextGatherer, plain
from briefgen.verifying.breaks import compare_breaks
from briefgen.verifying.web.page import TEXT, WebPage

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


def parted(*pieces: str) -> ReadText:
    """A text whose second page begins before the last of its pieces."""
    words = TextGatherer()
    for piece in pieces[:-1]:
        words.add(piece)
    words.turn(2)
    words.add(pieces[-1])
    return words.said()


def told(web: list[ReadBlock], paper: list[ReadBlock], marks: dict[int, int]) -> list[str]:
    page = WebPage(PAGE, "en", "", "", (), {}, {TEXT: tuple(web)}, (), (), frozenset(), {}, marks=marks)
    pairs = [BlockPair(one, other, (at,)) for at, (one, other) in enumerate(zip(web, paper, strict=True))]
    found = [it.message for it in compare_breaks(page, pairs, 2, PDF, "site/")]
    return [it for it in found if not it.startswith("page 1 ")]


@pytest.mark.parametrize(("before", "wrong"), [("Of it 51% ", 0), ("Of it “", 0), ("Of ", 1)])
def test_a_word_that_a_page_parts_has_the_mark_before_it_after_any_signs(before: str, wrong: int) -> None:
    whole = "Of it 51% variance" if "51" in before else "Of it “variance"
    web = [ReadBlock("paragraph", parted(before, whole.removeprefix(before)))]
    paper = [ReadBlock("paragraph", parted(whole.removesuffix("ance"), "-\n", "ance"))]
    assert len(told(web, paper, {2: 1})) == wrong


def test_after_the_last_words_a_picture_that_begins_a_page_needs_no_mark() -> None:
    words, picture = ReadBlock("paragraph", plain("Words.")), ReadBlock("figure", plain("A map"))
    turned = ReadBlock("figure", parted("", "A map"))
    assert told([words, picture], [words, turned], {}) == []
    (message,) = told([picture, words], [turned, words], {})
    assert message.endswith("and no mark says so"), "words come after it"
