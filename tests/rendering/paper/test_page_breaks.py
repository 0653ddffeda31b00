"""A citation by page holds on the web too: a page of the PDF begins in the web page where it begins on paper."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from support.paper import Word, tool, words_in
from support.project import ROOT, Built, Exemplar, Project

HEAD, FOOT = 45.0, 50.0
"""Points at the top and the bottom of a sheet with running head and page number."""
SMALL = 9.0
"""Height of a line of paragraph numbers, at most."""
COMPARED = 10
"""Characters that are compared; a reference further on has a page number on paper."""
KEY = "●●●"
"""The beginning of the key to the marks of strength, which only paper has."""
SOURCES = {"References": ("Source:", "Sources:"), "참고문헌": ("자료:",)}
"""Heading of the list of references on the web → what the same sources are called in a few words each on paper."""
BREAK = re.compile(r'<span class="page-break" role="doc-pagebreak" id="page-(\d+)" title="([^"]+)"[^>]*></span>')


def after_breaks(html: str) -> dict[int, str]:
    """Page → the text that follows its break."""
    found = list(BREAK.finditer(html))
    assert len(found) == html.count("doc-pagebreak"), "a break has another form"
    return {int(each[1]): shown(html[each.end() :]) for each in found}


def shown(html: str) -> str:
    """The text of a piece of a page that stands on paper as well."""
    left_out = (
        r"<(svg|details|script|caption)\b.*?</\1>|<sup class=\"note.*?</sup>"
        r'|<sup class="cite mark".*?</sup>|<span class="claim-strength mark">.*?\)(?:</span>)?\u2060?</span>'
        r'|<span class="number mark">(<span[^>]*>[^<]*</span>|[^<])*</span>'
    )
    kept = re.sub(left_out, "", html[:20_000], flags=re.DOTALL)
    blocks = re.sub(r"</?(p|li|h\d|td|th|tr|div|figcaption)\b[^>]*>", " ", kept)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", blocks)).replace("\u2060", "").split())


def packed(text: str) -> str:
    """A text without what lines and pages do to it."""
    return re.sub(r"[\s\u2060\u00ad:]+", "", text)  # labels that run in have a colon on paper


def body_pages(pdf: Path) -> list[list[Word]]:
    """The words of each page below the running head, without paragraph numbers."""
    height = float(re.search(r"Page size:\s+\S+ x (\S+)", tool("pdfinfo", pdf))[1])  # type: ignore[index]
    pages: dict[int, list[Word]] = {}
    for word in words_in(pdf):
        if word.top > HEAD and word.bottom < height - FOOT and not is_small_number(word):
            pages.setdefault(word.page, []).append(word)
    return [pages[page] for page in sorted(pages)]


def is_small_number(word: Word) -> bool:
    return word.text.isdigit() and word.bottom - word.top < SMALL


def assert_equal_breaks(html: str, pdf: Path) -> None:
    breaks, pages = after_breaks(html), body_pages(pdf)
    assert list(breaks) == list(range(1, len(pages) + 1)), f"{pdf}: {len(pages)} pages"
    for page, text in breaks.items():
        assert begins(pages[page - 1], text, page, html), f"{pdf}, page {page}: {text[:60]}"


def begins(page: list[Word], text: str, number: int, html: str) -> bool:
    """Whether a page begins with ``text``, or within its first word, where that is parted at the end of a page."""
    first, *_ = text.split()
    if number == 1:  # the tools of the page stand above its title, and on paper a band
        title = re.search(r"<h1\b.*?</h1>", html, re.DOTALL)
        return title is not None and found(packed(shown(title[0]))[:COMPARED], page) is not None
    if first in SOURCES and page[0].text in SOURCES[first]:
        return page[1].text == "[1]"
    starts = [found(packed(text)[at : at + COMPARED], page) for at in range(len(first))]
    # A label in the narrow column is drawn before all text.
    for label in (first, "".join(text.split()[:2])):
        rest = found(packed(text)[len(packed(label)) :][:COMPARED], page)
        starts += [word for word in page if rest and word.text == first and word.beside(rest) and word.left < rest.left]
    expected = {"", *table_heads(html)}
    return any(start is not None and above(start, page).partition(KEY)[0] in expected for start in starts)


def found(beginning: str, page: list[Word]) -> Word | None:
    """The word of the page with which ``beginning`` begins."""
    return next(
        (
            word
            for at, word in enumerate(page)
            if packed("".join(word.text for word in page[at : at + COMPARED])).startswith(beginning)
        ),
        None,
    )


def above(start: Word, page: list[Word]) -> str:
    """What stands higher on the page."""
    return packed("".join(word.text for word in page if word.bottom < start.top + 1))


def table_heads(html: str) -> list[str]:
    """A table that goes on has its head again."""
    return [packed(shown(head)) for head in re.findall(r"<thead>.*?</thead>", html, re.DOTALL)]


def test_every_page_of_every_brief_of_the_exemplar_begins_on_the_web_where_it_does_on_paper(exemplar: Exemplar) -> None:
    pages = exemplar.paths("*/briefs/*.html")
    briefs = [path for path in exemplar.paths("*/briefs/*.pdf") if path.replace(".pdf", ".html") in pages]
    assert len(briefs) == len(pages) - 2  # the list of briefs in each language has no PDF
    for path in briefs:
        assert_equal_breaks(exemplar.page(path.replace(".pdf", ".html")), exemplar.folder / path)


def test_a_last_page_that_holds_only_the_sources_begins_at_the_references(project: Project, tmp_path: Path) -> None:
    css = (ROOT / "templates/css/print.css").read_text(encoding="utf-8")
    changed = project.with_file("templates/css/print.css", f"{css}.foot {{ break-before: page }}\n")
    built = changed.build(pdfs={f"{lang}/briefs/first.pdf" for lang in ("ko", "en")})
    for lang, heading in (("ko", "참고문헌"), ("en", "References")):
        html = built.page(f"{lang}/briefs/first.html")
        *_, text = after_breaks(html).values()
        assert text.startswith(heading)
        assert_breaks_of(built, f"{lang}/briefs/first", tmp_path / f"{lang}.pdf")


LONG = """
:::{at-a-glance}
- Samples are counted.
:::

## Background {#background}

WORDS

- One. WORDS
- Two. WORDS
- Three with an inner list.
  - Four. WORDS
  - Five. WORDS

:::{table} Many rows
:id: tab-many

| Name | What |
|---|---|
ROWS
:::

> WORDS

```
one line
another
```

## Far on {#far}

WORDS [@report-a] WORDS[^how] WORDS {fact}`count-a` WORDS

:::{box} A box
WORDS

- Six. WORDS
:::

:::{chart} bars
:::

WORDS

![A grey square](photo.png "A grey square, drawn")

:::{known-unknown}
- Seven. WORDS
:::

:::{recommendation} r1
WORDS
:::

WORDS

[^how]: Counted by hand. WORDS
"""
ENGLISH = (
    "Incomprehensible characteristics of representative administrations notwithstanding, well-considered measurements "
    "of {fact}`money-a` demonstrate *internationally* comparable, cross-border performance."
)
KOREAN = (
    "표본을 모은 사람들은 예산이 {fact}`money-a`이라는 사실을 알고도 *서로* 다른 계산 방법을 썼고, "
    "그 까닭을 국제적으로 견줄 수 있는 자료로 밝히지 않았다."
)


def long_body(sentence: str, times: int) -> str:
    """A text of all kinds of blocks, each sentence different from every other."""
    count = iter(range(100_000))

    def told(found: re.Match[str]) -> str:
        return " ".join(f"({next(count)}) {sentence}" for _ in range(times))

    rows = "\n".join(f"| Row {row} | WORDS |" for row in range(12))
    return re.sub("WORDS", told, LONG.replace("ROWS", rows))


@pytest.mark.parametrize("times", [2, 5])
def test_pages_that_begin_in_any_kind_of_block_are_found(project: Project, tmp_path: Path, times: int) -> None:
    changed = (
        project.without("content/packs/all.yaml")
        .with_body("content/briefs/first/ko.md", long_body(KOREAN, times))
        .with_body("content/briefs/first/en.md", long_body(ENGLISH, times))
    )
    built = changed.build(pdfs={f"{lang}/briefs/{slug}.pdf" for lang in ("ko", "en") for slug in ("first", "second")})
    assert not built.errors
    for lang in ("ko", "en"):
        assert_breaks_of(built, f"{lang}/briefs/first", tmp_path / f"{lang}.pdf")
        assert_breaks_of(built, f"{lang}/briefs/second", tmp_path / f"{lang}-second.pdf")


def assert_breaks_of(built: Built, path: str, place: Path) -> None:
    place.write_bytes(built.pdf(f"{path}.pdf"))
    assert_equal_breaks(built.page(f"{path}.html"), place)
