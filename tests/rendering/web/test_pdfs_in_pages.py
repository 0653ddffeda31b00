"""What a page of the web tells of PDFs: how long and large they are, and where their pages begin in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from support.project import SMALL, Project, words_of

from briefgen.building.charts import web_contexts
from briefgen.building.project import ProjectSources
from briefgen.model.output.page_breaks import Break, PdfExtent
from briefgen.reading.files.theme import read_theme
from briefgen.rendering.fonts.faces import Fonts
from briefgen.rendering.web.page import render_page
from briefgen.rendering.web.page_breaks import place_breaks
from briefgen.rendering.web.pages import pages

EXTENT = PdfExtent(4, 310_400, (Break(1, "top-title", 0), Break(2, "nowhere", 0), Break(3, "b3", 0)))


def page(lang: str, pdfs: Mapping[str, PdfExtent], project: Project | None = None) -> str:
    project = project or Project().with_change(
        "content/briefs/first/brief.yaml", "number: S-01", "number: S-01\nprofiles: [large-print]"
    )
    editions = project.editions().value
    sources = ProjectSources(project.shown(), read_theme(project.world()), Fonts((), {}))
    context = web_contexts(editions, sources, {}, pdfs)[lang]
    path = f"{lang}/briefs/first.html"
    (found,) = (it for it in pages(editions[lang]) if it.info.path == path)
    made = render_page(found, editions[lang], context)
    assert made.diagnostics == ()
    return made.value.html


@pytest.mark.parametrize(
    ("lang", "short", "long"), [("en", "4 pages", "4 pages, 310 KB"), ("ko", "4쪽", "4쪽, 310 KB")]
)
def test_the_length_and_size_of_a_pdf_are_said_in_the_language_of_the_page(lang: str, short: str, long: str) -> None:
    paths = (f"{lang}/briefs/first.pdf", f"{lang}/briefs/first-large-print.pdf")
    words = words_of(page(lang, dict.fromkeys(paths, EXTENT)))
    assert f"PDF {short}" in words
    assert f", {long}" in words


def test_of_a_pdf_that_is_not_made_nothing_is_said() -> None:
    html = page("en", {"en/briefs/second.pdf": EXTENT})
    assert not re.search(r"\d+ (pages|KB)|page-list|page-break", html)


def test_a_page_of_the_pdf_is_listed_where_it_begins_in_the_page_and_no_other_is() -> None:
    html = page("en", {"en/briefs/first.pdf": EXTENT})
    assert re.findall(r'id="page-(\d+)"', html) == ["1", "3"]
    assert re.findall(r'href="#page-(\d+)"', html) == ["1", "3"]
    assert re.search(r'id="page-3"[^>]*></span><h2[^>]* data-block="b3"', html)


def test_a_page_without_headings_has_no_contents_and_says_where_the_pdf_begins() -> None:
    text = "---\ntitle: {}\nsummary: {}\n---\n\n{}\n"
    plain = {
        "content/site.yaml": SMALL["content/site.yaml"],
        "content/briefs/first/brief.yaml": "published: 2024-01-01\n",
        "content/briefs/first/en.md": text.format("Plain", "Plain words.", "A paragraph."),
        "content/briefs/first/ko.md": text.format("글", "평범한 글이다.", "한 문단이다."),
    }
    html = page("en", {"en/briefs/first.pdf": EXTENT}, Project(plain))
    assert 'class="contents"' not in html
    assert re.findall(r'id="page-(\d+)"', html) == ["1"]


# A break is put where the words of its page begin, whatever tags stand round them


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
