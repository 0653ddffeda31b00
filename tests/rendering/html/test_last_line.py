"""A paragraph does not end with a line of one lone word."""

from __future__ import annotations

import pytest

from briefgen.language.lines.last_line import last_pair, last_word, stands_badly


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
