"""A brief of a pack goes over several pages: what of it stands on the next one is still the same brief."""

from __future__ import annotations

from briefgen.verifying.blocks import ReadBlock, plain
from briefgen.verifying.pack.pack import articles_of
from briefgen.verifying.paper.read import ReadPdf
from briefgen.verifying.web.page import WebPage, read_page


def page(title: str, text: str) -> WebPage:
    found = read_page(
        f"<html lang=en><article class=brief><header class=masthead><h1>{title}</h1></header>"
        f"<div class=text>{text}</div></article></html>".encode(),
        "en/briefs/first.html",
    )
    assert found is not None
    return found


def paper(*articles: tuple[str, str]) -> ReadPdf:
    blocks = ((ReadBlock("title", plain(title)), ReadBlock("paragraph", plain(words))) for title, words in articles)
    return ReadPdf(tuple(blocks), (), (), 1)


PAGES = (page("One brief", "<h3>Deep</h3><p>a</p><h1>Part</h1><p>b</p>"), page("Another", "<p>c</p>"))


def test_a_title_in_the_text_does_not_begin_another_brief() -> None:
    found = articles_of(paper(("One brief", "a"), ("Part", "b"), ("Another", "c")), PAGES)
    assert {title: [it.said.whole for it in blocks] for title, blocks in found.items()} == {
        "Onebrief": ["One brief", "a", "Part", "b"],
        "Another": ["Another", "c"],
    }


def test_a_title_that_no_text_has_begins_a_brief_of_its_own() -> None:
    found = articles_of(paper(("One brief", "a"), ("Foreign", "b"), ("Another", "c"), ("Part", "b")), PAGES)
    assert list(found) == ["Onebrief", "Foreign", "Another", "Part"], "“Part” is not of the brief before it"
