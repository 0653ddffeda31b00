"""A break is put where the words of its page begin, whatever tags stand round them."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.model.output.page_breaks import Break
from briefgen.rendering.web.page_breaks import place_breaks


def placed(html: str, *places: tuple[str, int]) -> str:
    breaks = [Break(page, *place) for page, place in enumerate(places, start=1)]
    return place_breaks(html, breaks, {each.page: f"|{each.page}|" for each in breaks})[1]


@pytest.mark.parametrize(
    ("html", "offset", "wanted"),
    [
        ('<p data-block="a">one two</p>', 0, '<p data-block="a">|1|one two</p>'),
        ('<p data-block="a">one two</p>', 3, '<p data-block="a">one |1|two</p>'),
        ('<p data-block="a">one <a href="#">two</a></p>', 3, '<p data-block="a">one |1|<a href="#">two</a></p>'),
        ('<p data-block="a">inter<b>national</b> x</p>', 7, '<p data-block="a">|1|inter<b>national</b> x</p>'),
        ('<p data-block="a">a &amp; b</p>', 2, '<p data-block="a">a &amp; |1|b</p>'),
        ('<p data-block="a">a\u2060b c</p>', 2, '<p data-block="a">a\u2060b |1|c</p>'),
        (
            '<p data-block="a">a<sup class="note"><a>12</a></sup> b</p>',
            1,
            '<p data-block="a">a<sup class="note"><a>12</a></sup> |1|b</p>',
        ),
        (  # the PDF for reading has no mark of the checking tier
            '<p data-block="a">one<sup class="cite mark">[<a>9</a>]</sup> two three</p>',
            6,
            '<p data-block="a">one<sup class="cite mark">[<a>9</a>]</sup> two |1|three</p>',
        ),
        ('<p data-block="a" class="note">one two</p>', 3, '<p data-block="a" class="note">one |1|two</p>'),
        ('<p data-block="a">大枠の方針を示す。</p>', 3, '<p data-block="a">大枠の|1|方針を示す。</p>'),
        ('<p data-block="a">X 大枠を<b>示す</b>。</p>', 4, '<p data-block="a">X 大枠を|1|<b>示す</b>。</p>'),
        ('<h2 data-block="a">one</h2>', 0, '|1|<h2 data-block="a">one</h2>'),
        ('<pre data-block="a"><code>one\ntwo</code></pre>', 3, '|1|<pre data-block="a"><code>one\ntwo</code></pre>'),
        (
            '<div data-block="a"><p>x</p><p data-block="b">y y</p><p>z</p></div>',
            1,
            '<div data-block="a"><p>x</p><p data-block="b">y y</p><p>|1|z</p></div>',
        ),
    ],
)
def test_a_break_stands_before_the_word_that_the_page_begins_with(html: str, offset: int, wanted: str) -> None:
    assert placed(html, ("a", offset)) == wanted


def test_several_pages_may_begin_in_one_block_and_a_block_that_is_gone_has_none() -> None:
    html = '<p data-block="a">one two three</p>'
    assert placed(html, ("a", 3), ("a", 6), ("gone", 0)) == '<p data-block="a">one |1|two |2|three</p>'


def test_without_pdfs_a_page_has_no_breaks_and_no_list(project: Project) -> None:
    page = project.build().page("ko/briefs/first.html")
    assert "doc-page" not in page and "<!--pages" not in page


def test_with_pdfs_it_has_both_and_the_same_each_time(project: Project) -> None:
    once, again = project.build(pdfs=True), project.build(pdfs=True)
    for lang, label in (("ko", "1쪽"), ("en", "p. 1")):
        page = once.page(f"{lang}/briefs/first.html")
        assert page == again.page(f"{lang}/briefs/first.html")
        assert f'role="doc-pagebreak" id="page-1" title="{label}"' in page
        assert page.count('href="#page-') == page.count("doc-pagebreak") > 1
        assert 'role="doc-pagelist"' in page
