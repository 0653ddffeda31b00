"""The end of a line in the source is a blank only in languages that write blanks between words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.reading.markdown import parse
from briefgen.reading.markdown.line_breaks import without_blanks_at_breaks


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
