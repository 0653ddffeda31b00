"""Letters that were written in parts, lines that end in the middle of a sentence, words that were meant for others."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.project import Project

from briefgen.language.matching.nearest import did_you_mean, nearest
from briefgen.reading.disk.text import composed, read_text
from briefgen.reading.markdown import parse
from briefgen.reading.markdown.line_breaks import without_blanks_at_breaks

BRIEF = "content/briefs/second/ko.md"
FACTS = "content/facts/counts.yaml"


def decomposed(project: Project, *paths: str) -> Project:
    for path in paths:
        project = project.with_file(path, unicodedata.normalize("NFD", project.text(path)))
    return project


def test_a_text_and_a_ledger_in_parts_make_the_same_site():
    project = Project().with_file(
        "content/facts/more.yaml", "café-a: {label: {ko: 찻집, en: Café}, value: 3 samples}\n"
    )
    project = project.with_change(BRIEF, "다시 모았다", "다시 모았다. `코드`와 é도 있다")
    whole = project.build()
    parts = decomposed(project, BRIEF, FACTS, "content/facts/more.yaml", "content/site.yaml", "content/glossary.yaml")
    assert parts.files != project.files
    built = parts.build()
    assert built.problems == whole.problems
    assert built.tree == whole.tree


def test_what_is_only_called_the_same_stays_as_it_is():
    text = "\uf914園과 \u212b, \u2126"
    assert text == composed(text)
    assert unicodedata.normalize("NFC", text) != text


@given(st.text(st.sampled_from("가각힣ㄱaé한\u0301\u11a8\u1100\u1161 樂か\u3099\n")))
@example("가\u11a8\u0301\u3099")
@example("\u1100\u1161\u0301\u3099")
def test_reading_composes_once(text):
    (read := read_text(text.encode(), "a.md").value or "")
    assert composed(read) == read
    assert unicodedata.normalize("NFC", read) == unicodedata.normalize("NFC", text)


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)))
def test_every_syllable_is_whole_again(text):
    assert composed(unicodedata.normalize("NFD", text)) == text


def said(source: str, lang: str) -> str:
    return without_blanks_at_breaks(parse(source, f"{lang}.md").value, lang).plain()


@pytest.mark.parametrize(
    ("lang", "source", "shown"),
    [
        ("ja", "予算は減った。\n委員会が決めた。\n", "予算は減った。委員会が決めた。"),
        ("ja", "**予算は減った。**\n*委員会*が決めた。\n", "予算は減った。委員会が決めた。"),
        ("ja", "[予算](https://example.org)\nの総額\n", "予算の総額"),
        ("ja", "- 予算は\n  減った。\n", "予算は減った。"),
        ("ja", "予算は Ruby\nで書いた。\n", "予算は Ruby で書いた。"),
        ("zh-Hans", "预算减少了，\n由委员会决定。\n", "预算减少了，由委员会决定。"),
        ("zh-Hant", "「預算」\n「決算」\n", "「預算」「決算」"),
        ("ko", "《예산》\n《결산》\n", "《예산》 《결산》"),
        ("ko-Kore", "豫算\n決算\n", "豫算 決算"),
        ("en", "the budget 予算\n決算 was cut\n", "the budget 予算 決算 was cut"),
    ],
)
def test_the_end_of_a_line(lang: str, source: str, shown: str) -> None:
    assert said(source, lang) == shown


def test_a_break_that_was_asked_for_stays() -> None:
    assert said("予算は減った。\\\n委員会が決めた。\n", "ja") == "予算は減った。 委員会が決めた。"


@given(st.lists(st.text("予算はー。、ア A1", min_size=1, max_size=6), min_size=1, max_size=5))
def test_nothing_but_blanks_is_lost(lines: list[str]) -> None:
    source = "\n".join(line.strip() or "予" for line in lines) + "\n"
    whole = parse(source, "ja.md").value.plain()
    assert "".join(said(source, "ja").split()) == "".join(whole.split())


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("evening-cost", ["evening-costs-more", "evening-wish", "cost-evening"], "cost-evening"),
        ("Evening_Cost", ["evening-costs", "cost-evening"], "cost-evening"),
        ("evening-cost", ["cost-evening", "Evening-Cost"], "Evening-Cost"),
        ("evening-cots", ["cost-evening", "evening-cost"], "evening-cost"),
        ("visists", ["visits", "years"], "visits"),
    ],
)
def test_the_nearest_has_the_same_parts_or_else_nearly_the_same_letters(
    typed: str, known: list[str], meant: str
) -> None:
    assert nearest(typed, known) == meant


def test_what_is_like_nothing_gets_another_hint() -> None:
    assert did_you_mean("xyz", ["visits"], "there is: visits") == "there is: visits"
