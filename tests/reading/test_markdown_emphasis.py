"""Emphasis beside hangul, hanja and their punctuation; and no change anywhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import StateInline

from briefgen.model.core.document import Node
from briefgen.reading.markdown import parse
from briefgen.reading.markdown.extensions.emphasis import PlacedInline, is_cjk, scan_delimiters

STOCK = MarkdownIt("commonmark").enable("strikethrough")
OURS = MarkdownIt("commonmark").enable("strikethrough")
OURS.inline = PlacedInline()
OURS.configure("commonmark").enable("strikethrough")


def marked(text: str) -> str:
    """The text with ‹strong›, «emphasised» and ~struck~ parts shown."""

    def show(node: Node) -> str:
        inner = node.text + "".join(show(child) for child in node.children)
        before, after = {"strong": "‹›", "emph": "«»", "strike": "~~"}.get(node.kind, ("", ""))
        return f"{before}{inner}{after}"

    outcome = parse(text, "ko.md")
    assert outcome.diagnostics == ()
    return show(outcome.value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**소비(消費)**를", "‹소비(消費)›를"),
        ("**‘소비’**를", "‹‘소비’›를"),
        ("**“먼저”**라는", "‹“먼저”›라는"),
        ("**10%**가", "‹10%›가"),
        ("*「국회법」*에", "«「국회법」»에"),
        ("올해는**‘소비’**를", "올해는‹‘소비’›를"),
        ("정부는**(잠정)**발표했다", "정부는‹(잠정)›발표했다"),
        ("**$100**를", "‹$100›를"),
        ("**AI(인공지능)**와 **6G**를", "‹AI(인공지능)›와 ‹6G›를"),
        ("*「국회법」*과 **『보고서』**는", "«「국회법」»과 ‹『보고서』›는"),
        ("**소비·개방·과학기술**로", "‹소비·개방·과학기술›로"),
        ("***소비(消費)***를", "«‹소비(消費)›»를"),
        ("~~10%~~가", "~10%~가"),
        ("**스크립트(script)**라고", "‹스크립트(script)›라고"),
        ("**「가」**「나」", "‹「가」›「나」"),
        ("ᅡ**(a)**", "ᅡ‹(a)›"),
        ("**中国（北京）**会议。**重要：**请", "‹中国（北京）›会议。‹重要：›请"),
        ("これは**「強調」**です", "これは‹「強調」›です"),
        ("**“︁引用”︁**a", "‹“︁引用”︁›a"),
        ("消󠄀**(a)**", "消󠄀‹(a)›"),
    ],
)
def test_emphasis_closes_before_a_particle(text: str, shown: str) -> None:
    assert marked(text) == shown


@pytest.mark.parametrize("text", ["2 * 3 * 4는", "가격은 5*3*", "snake_case_이름", "가 ** 나 ** 다", "**소비 **를"])
def test_signs_that_mark_nothing_stay(text: str) -> None:
    assert marked(text) == text.replace("*3*", "«3»")


@pytest.mark.parametrize("character", "가ㄱ消、（₩𠀀")
def test_these_characters_are_cjk(character: str) -> None:
    assert is_cjk(character)


@pytest.mark.parametrize("character", "aé’·…😀⌚🈁")
def test_these_characters_are_not_cjk(character: str) -> None:
    assert not is_cjk(character)


NOT_CJK = st.characters(exclude_categories=["Cs"]).filter(
    lambda character: not is_cjk(character) and not 0xFE00 <= ord(character) <= 0xFE0F and ord(character) < 0xE0100
)
FLANKS = st.text(st.one_of(st.sampled_from("*_~ ab1().,“”‘’%$\n"), NOT_CJK), max_size=40)


@given(FLANKS, st.sampled_from("*_~"), FLANKS, st.booleans())
@settings(max_examples=500)
def test_without_cjk_the_scan_is_that_of_commonmark(before: str, marker: str, after: str, splits: bool) -> None:
    text = before + marker + after
    state = StateInline(text, STOCK, {}, [])
    ours = scan_delimiters(text, len(before), len(text), splits)
    assert ours == state.scanDelims(len(before), splits)


@given(FLANKS)
@settings(max_examples=300)
def test_without_cjk_the_output_is_that_of_commonmark(text: str) -> None:
    assert OURS.render(text) == STOCK.render(text)
