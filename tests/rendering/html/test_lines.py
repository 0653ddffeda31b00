"""Lines that break well: titles where their sense is, last lines of more than a word; and inner quotation marks."""

from __future__ import annotations

import pytest

from briefgen.language.lines.last_line import last_pair, last_word, stands_badly
from briefgen.language.lines.quotes import nested
from briefgen.rendering.theme.templates import title_lines

# A title of two lines is cut where its sense is, and not where the first line happens to be full


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("실익과 신뢰에 기초한 협력, 판단 기준부터 마련해야", ("실익과 신뢰에 기초한 협력,", "판단 기준부터 마련해야")),
        ("Trade-in bonds double, retail growth hardly moves", ("Trade-in bonds double,", "retail growth hardly moves")),
        # One line is enough.
        ("짧은 제목, 한 줄", ("짧은 제목, 한 줄",)),
        # The first part would be a word alone, the second too long for a line, and there is no place to cut.
        ("중국, 차입을 늘리고 내수를 첫째 과제로", ("중국, 차입을 늘리고 내수를 첫째 과제로",)),
        ("수출의 절반, 후보는 다섯 분야지만 결정 주체가 없다", ("수출의 절반, 후보는 다섯 분야지만 결정 주체가 없다",)),
        ("Give each local exchange with China its own field", ("Give each local exchange with China its own field",)),
        # Of several places the one that makes the lines most alike.
        ("하나와 둘, 셋과 넷과 다섯, 여섯과 일곱과 여덟", ("하나와 둘, 셋과 넷과 다섯,", "여섯과 일곱과 여덟")),
    ],
)
def test_a_title_is_cut_after_a_clause(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines
    assert " ".join(lines) == title


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("省エネルギー投資は割に合うのか", ("省エネルギー投資は", "割に合うのか")),
        ("能效投资是否划算，今后如何推进建筑节能改造", ("能效投资是否划算，", "今后如何推进建筑节能改造")),
        ("政策ブリーフの題名", ("政策ブリーフの題名",)),
    ],
)
def test_a_title_without_blanks_is_cut_where_its_sense_is(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines


# A paragraph does not end with a line of one lone word


@pytest.mark.parametrize(
    ("text", "lang", "kept"),
    [
        ("우리는 그 사람을 만났다.", "ko", "사람을 만났다."),
        ("우리는 그 사람을 만났다.[1, 3]", "ko", "사람을 만났다.[1, 3]"),
        ("기사만 전한 수치다. 자료: [1], [2]", "ko", "수치다. 자료: [1], [2]"),
        ("We could not say so.", "en", "say so."),
        ("It stands there nevertheless.", "en", None),
        ("둘 뿐", "ko", None),
        ("지역별로 살펴야 협상에 쓸 수 있다", "ko", "쓸 수 있다"),
        ("가 " + "나" * 20 + " 다", "ko", None),
    ],
)
def test_the_word_before_goes_along_where_it_is_not_too_wide(text: str, lang: str, kept: str | None) -> None:
    pair = last_pair(text, lang)
    assert (text[pair.start : pair.end] if pair else None) == kept


@pytest.mark.parametrize(
    ("line", "lang", "bad"),
    [
        ("있다.", "ko", True),
        ("쓸 수", "ko", False),
        ("so.[2]", "en", True),
        ("nevertheless.", "en", False),
        ("[5; 6]", "en", True),
        ("to us", "en", False),
    ],
)
def test_one_short_word_or_one_eojeol_stands_badly(line: str, lang: str, bad: bool) -> None:
    assert stands_badly(line, lang) is bad


def test_a_last_word_is_not_divided() -> None:
    text = "services, investment and finance.[5]"
    found = last_word(text, "en")
    assert found is not None and text[slice(*found)] == "finance"
    assert last_word("서비스와 투자와 금융이다.", "ko") is None


# Quotation marks within quotation marks are single ones


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("up 52% against “Mentions of “consumption”, 2024”", "up 52% against “Mentions of ‘consumption’, 2024”"),
        ("“one” and “two”", "“one” and “two”"),
        ("as “a “b” and “c””", "as “a ‘b’ and ‘c’”"),
        ("“never closed “here”", "“never closed “here”"),
        ("no marks", "no marks"),
    ],
)
def test_inner_marks_are_single(text: str, shown: str) -> None:
    assert nested(text) == shown
