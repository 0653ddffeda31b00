"""Where the web says that a page of the PDF begins, it begins."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sites import PAGE, PDF, Site, built
from support.project import Project

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
def test_pages_that_begin_in_any_kind_of_block_are_marked_where_they_begin(project: Project, times: int) -> None:
    changed = project.without("content/packs/all.yaml")
    for lang, sentence in (("ko", KOREAN), ("en", ENGLISH)):
        changed = changed.with_body(f"content/briefs/first/{lang}.md", long_body(sentence, times))
    long = built(changed, pdfs={f"{lang}/briefs/first.pdf" for lang in ("ko", "en")})
    assert long.files[PAGE].decode().count("doc-pagebreak") > times
    assert [str(problem.message) for problem in long.problems()] == []
