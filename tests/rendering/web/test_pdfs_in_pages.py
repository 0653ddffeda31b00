"""What a page of the web tells of PDFs: how long and large they are, and where the pages of its own begin."""

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
