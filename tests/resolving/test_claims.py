"""A fact-checker finds every number, date, quotation and name on the sheet, the languages side by side."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.project import SMALL, Project

from briefgen.resolving.claims import ClaimKind, ClaimRow, reading_of
from briefgen.resolving.documents.resolve import resolve

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"
GLOSSARY = "content/glossary.yaml"
PERSON = """\
kim:
  kind: person
  names: {ko: {short: 김민}, en: {short: Kim Min}}
"""


def rows(project: Project, slug: str = "first") -> list[ClaimRow]:
    site = project.shown()
    editions = resolve(site, {}).value
    articles = {lang: edition.articles[slug] for lang, edition in editions.items() if slug in edition.articles}
    return list(reading_of(site).of_brief(site.briefs[slug], articles))


def written(ko: str, en: str) -> list[ClaimRow]:
    """The rows of two texts alone."""
    files = {**SMALL, GLOSSARY: str(SMALL[GLOSSARY]) + PERSON}
    data = "content/briefs/first/brief.yaml"
    files[data] = "number: S-01\npublished: 2001-04-11\nallow: {}\n"
    del files["content/briefs/first/bars.chart.yaml"]
    project = Project(files).with_body(KO, f"\n{ko}\n").with_body(EN, f"\n{en}\n")
    return [row for row in rows(project) if any(side.label for side in row.sides.values())]


def told(found: list[ClaimRow]) -> list[tuple[str, str, str]]:
    """(kind, Korean, English) of each row."""

    def said(row: ClaimRow, lang: str) -> str:
        return row.sides[lang].said.words if lang in row.sides else ""

    return [(str(row.kind), said(row, "ko"), said(row, "en")) for row in found]


@pytest.mark.parametrize(
    ("ko", "en", "expected"),
    [
        ("표본은 {fact}`count-a`이다.", "There are {fact}`count-a`.", [("fact", "12개", "12 samples")]),
        ("모두 3,981억 위안이다.", "It is 398.1 billion yuan.", [("number", "3,981억 위안", "398.1 billion yuan")]),
        ("5%이다.", "It is 6%.", [("number", "5%", ""), ("number", "", "6%")]),
        ("2001년 4월 11일에", "On 11 April 2001", [("date", "2001년 4월 11일", "11 April 2001")]),
        ("3~5개월", "3 to 5 months", [("number", "3~5개월", "3 to 5 months")]),
        ("그는 “열린다”고 했다.", "He said “it opens”.", [("quotation", "“열린다”", "“it opens”")]),
        ("{term}`kim`이(가) 말했다.", "{term}`kim` said so.", [("name", "김민", "Kim Min (김민)")]),
        (
            "그가 말했다.",
            "Members of the World Trade Organization said so.",
            [("name", "", "World Trade Organization")],
        ),
        ("세계무역기구(WTO)에서", "At the WTO", [("name", "WTO", "WTO")]),
        ("{term}`sample`을(를) 모았다.", "We took a {term}`sample`.", []),
        ("[둘째](brief:second)를 보라.", "See {ref}`second`; it may be one more.", []),
    ],
)
def test_each_claim_has_its_row(ko: str, en: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(written(ko, en)) == expected


def test_a_row_knows_its_place_its_sentence_and_its_source() -> None:
    (row,) = [it for it in rows(Project()) if it.fact == "money-a" and it.sides["ko"].label == "¶1"]
    assert row.kind is ClaimKind.FACT
    side = row.sides["en"]
    assert (side.said.before, side.said.words) == ("The budget is ", "398.5 billion yuan")
    assert (side.label, side.anchor) == ("¶1", "p1")
    assert side.span is not None and side.span.path == EN
    assert ("report-a", "p. 3") in row.sources


def test_charts_tables_notes_key_figures_and_data_are_read_too() -> None:
    found = rows(
        Project()
        .with_change(EN, "Counted by hand.", "Counted 7 times.")
        .with_change("content/briefs/first/brief.yaml", "r1: {owner", "r1: {sign: {ko: 끝, en: done by 2002}, owner")
    )
    labels = {(side.label, side.said.words) for row in found for lang, side in row.sides.items() if lang == "en"}
    assert ("Figure 1", "362 billion yuan") in labels
    assert ("Table 1", "12 samples") in labels
    assert ("Figure 1", "Two") in labels, "the title of a chart: Two budgets, 두 예산"
    assert ("note 1", "7 times") in labels
    assert ("", "12 samples") in labels, "a key figure"
    assert ("", "2002") in labels, "by when"


def test_a_figure_that_a_title_calls_by_its_name_is_one_of_the_ledger() -> None:
    found = rows(Project().with_change(EN, "title: The first brief", 'title: "{fact}`count-a`, and 12 more"'))
    titles = [
        (row.kind, row.fact, side.said.words)
        for row in found
        if (side := row.sides.get("en")) and "more" in side.said.after
    ]
    assert titles == [(ClaimKind.FACT, "count-a", "12 samples"), (ClaimKind.NUMBER, "", "12")]


def test_a_name_stands_once_a_brief() -> None:
    found = written(
        "{term}`kim`이(가) 말했다. {term}`kim`이(가) 또 말했다.", "{term}`kim` said so.\n\n{term}`kim` did."
    )
    assert [it for it in told(found) if it[0] == "name"] == [("name", "김민", "Kim Min (김민)")]


NUMBER = st.integers(2, 9_999_999).map(lambda number: f"{number:,}")


@settings(max_examples=40, deadline=None)
@given(st.lists(NUMBER, min_size=1, max_size=4, unique=True))
def test_every_number_in_prose_is_on_the_sheet_once_for_both_languages(numbers: list[str]) -> None:
    ko = " ".join(f"가운데 {number}명이다." for number in numbers)
    en = " ".join(f"There were {number} people." for number in numbers)
    found = [row for row in told(written(ko, en)) if row[0] == "number"]
    digits = [tuple(re.sub(r"\D", "", words) for words in row[1:]) for row in found]
    assert digits == [(re.sub(",", "", number),) * 2 for number in numbers]


def test_every_row_of_a_brief_has_the_place_in_the_file_that_says_it() -> None:
    found = rows(Project())
    assert all(side.span for row in found for side in row.sides.values())
    data = "content/briefs/first/brief.yaml"
    line = 1 + str(SMALL[data]).splitlines().index("key_figures: [count-a]")
    assert {str(side.span).rpartition(":")[0] for side in found[0].sides.values()} == {f"{data}:{line}"}


def test_every_row_of_a_pack_has_the_place_in_the_file_that_says_it() -> None:
    site = Project().shown()
    packs = {lang: edition.packs["all"] for lang, edition in resolve(site, {}).value.items()}
    found = list(reading_of(site).of_pack(packs))
    assert all(side.span for row in found for side in row.sides.values())
    paths = {side.span.path for row in found for side in row.sides.values() if side.span}
    assert paths == {"content/packs/all.yaml", "content/timeline.yaml"}
