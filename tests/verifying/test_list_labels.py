"""An item of a list has the same number on the web and in every PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import PAGE, PDF, Site, built
from support.project import Project

from briefgen.running.store import FileStore
from briefgen.verifying.paper.list_labels import numbers_of
from briefgen.verifying.paper.read import ReadPdf, read_paper

NUMBERS = "paper-gives-the-same-numbers"
LISTS = """
:::{{at-a-glance}}
21. {one}
22. {two}
:::

## {title} {{#lists}}

7. {one}
8. {two}

   3. {three}
   4. {one}

> 13. {two}
>
>     {three}
>
> 14. {one}

<ol start="5" reversed>
<li>{one}</li>
<li>{two}</li>
<li value="-3">{three}</li>
<li>{one}</li>
</ol>

<ol type="a" start="3">
<li>{one}</li>
<li>{two}
<ol type="I"><li>{three}</li><li value="4">{one}</li></ol></li>
</ol>

<ol reversed>
<li>{two}</li>
<li>{three}</li>
</ol>

1. {one}
   1. {two}
2. {three}

- {one}

2019. {two}
2020. {three}
"""
WORDS = {
    "en": {"title": "Lists", "one": "The first words.", "two": "More words follow.", "three": "The last of them."},
    "ko": {"title": "목록", "one": "첫째로 한 말이다.", "two": "그다음에 한 말이다.", "three": "끝으로 한 말이다."},
}
MARKS = ["21", "22", "7", "8", "c", "d", "13", "14", "5", "4", "-3", "-4", "c", "d", "I", "IV", "2", "1"]
MARKS += ["1", "a", "2", "–"]
MARKS += ["2019", "2020"]
CHECKING, FACING = "en/briefs/first-checking.pdf", "packs/all-facing.pdf"
PACKS = ("en/packs/all.pdf", "en/packs/all-print.pdf", "en/packs/all-large-print.pdf")
KOREAN = "ko/briefs/first.pdf"


@pytest.fixture(scope="module")
def site(shared_folder: Path) -> Site:
    project = Project(store=FileStore(shared_folder / "store"))
    for lang, words in WORDS.items():
        body = LISTS.format(**words) + "\n:::{recommendation} r1\n" + words["two"] + "\n:::\n"
        project = project.with_body(f"content/briefs/first/{lang}.md", body)
    project = (
        project.without("content/briefs/first/bars.chart.yaml")
        .without("content/briefs/first/photo.png")
        .with_change("content/packs/all.yaml", "key_figures:", "profiles: [facing, print, large-print]\nkey_figures:")
    )
    project = project.with_change(
        "content/briefs/first/brief.yaml", "number: S-01", "number: S-01\nprofiles: [checking]"
    )
    return built(project, pdfs={PDF, CHECKING, FACING, *PACKS, KOREAN})


def marks(paper: ReadPdf | None) -> list[str]:
    assert paper is not None
    blocks = list(paper.blocks)
    return [block.mark.strip(".)( ") for block in blocks if block.mark.strip() and block.kind != "heading"]


@pytest.mark.parametrize(
    ("pdf", "lang"),
    [
        (PDF, ""),
        (FACING, "en"),
        *((pack, "") for pack in PACKS),
    ],
)
def test_each_form_prints_the_numbers_that_a_browser_shows(site, pdf, lang):
    found = ",".join(marks(read_paper(site.files[pdf], lang=lang)))
    assert ",".join(MARKS) in found


def test_a_nested_list_that_its_text_does_not_number_has_the_marks_of_its_language(site):
    assert "다,라" in ",".join(marks(read_paper(site.files[KOREAN])))


def test_a_site_with_numbered_lists_agrees_with_itself(site):
    assert [found.message for found in site.problems()] == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            lambda site: site.with_paper(PDF, ' start="13"', ""),
            "is item “1.” of its list in en/briefs/first.pdf, page 2, on the page it is item 13",
        ),
        (
            lambda site: site.with_page(PAGE, ' start="13"', ' start="12"'),
            "is item “13.” of its list in en/briefs/first-checking.pdf, page 2, on the page it is item 12",
        ),
        (
            lambda site: site.with_paper(PDF, ' value="4"', ""),
            "is item “II.” of its list in en/briefs/first.pdf, page 2, on the page it is item 4",
        ),
        (
            lambda site: site.with_paper(PDF, ' start="21"', ""),
            "is item “2” of its list in en/briefs/first.pdf, page 1, on the page it is item 22",
        ),
        (
            lambda site: site.with_css(PDF, '[start="2019"] { list-style: none !important }'),
            "has no number in its list in en/briefs/first.pdf, page 2, on the page it is item 2019",
        ),
    ],
)
def test_another_number_on_paper_is_named(site, changed, said):
    found = changed(site).problems()
    assert {it.code for it in found} == {NUMBERS}
    assert said in found[0].message


def test_another_number_in_a_facing_edition_is_named(site):
    found = site.with_page(PAGE, ' start="13"', ' start="12"').problems()
    assert any("packs/all-facing.pdf" in it.message and "item 12" in it.message for it in found)


def roman(number: int) -> str:
    values = {"m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10, "ix": 9}
    written = ""
    for sign, value in {**values, "v": 5, "iv": 4, "i": 1}.items():
        written += sign * (number // value)
        number %= value
    return written


def letters(number: int) -> str:
    return letters((number - 1) // 26) + chr(ord("a") + (number - 1) % 26) if number else ""


@given(st.integers(1, 3999), st.sampled_from(["{}.", "({})", "{}) ", "{}"]))
def test_a_label_is_read_back_as_its_number(number, shape):
    for written in (str(number), f"-{number}", letters(number), roman(number), letters(number).upper()):
        assert (-number if written.startswith("-") else number) in numbers_of(shape.format(written))


@pytest.mark.parametrize("label", ["–", "·", "", "Published", "●○○", "½"])
def test_what_is_no_number_is_read_as_none(label):
    assert not numbers_of(label)


def test_arabic_letters_count_in_the_order_of_their_old_values() -> None:
    labels = ["أ.", "ب.", "هـ.", "ي.", "ك.", "غ."]
    assert [numbers_of(label) for label in labels] == [frozenset({it}) for it in (1, 2, 5, 10, 11, 28)]


@pytest.mark.parametrize(
    ("label", "number"),
    [("나.", 2), ("(하)", 14), ("ㄷ)", 3), ("乙.", 2), ("癸", 10), ("三、", 3), ("（二）", 2), ("④", 4)],
)
def test_letters_and_figures_of_east_asia_count_in_their_order(label: str, number: int) -> None:
    assert numbers_of(label) == {number}
