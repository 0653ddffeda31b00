"""A key figure is cut into its number and the words beside it, and is set as large as its column allows."""

from __future__ import annotations

import pytest

from briefgen.rendering.html.figure_words import FigureWords, figure_words


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("5% 안팎", FigureWords("", "5%", "안팎")),
        ("about 5%", FigureWords("about", "5%", "")),
        ("3,000억 위안", FigureWords("", "3,000억", "위안")),
        ("300 billion yuan", FigureWords("", "300", "billion yuan")),
        ("11조 8,600억 위안", FigureWords("", "11조 8,600억", "위안", 2)),
        ("4.5~5%", FigureWords("", "4.5~5%", "")),
        ("11.86 trillion yuan", FigureWords("", "11.86", "trillion yuan", 1)),
        ("about 900 million visits", FigureWords("about", "900", "million visits", 0, tight=True)),
        ("130.8 billion US dollars", FigureWords("", "130.8", "billion US dollars", 1, tight=True)),
        ("3 " + "very " * 9 + "long words", FigureWords("", "3", "very " * 9 + "long words", 0, stacked=True)),
        ("123,456,789,012,345,678,901", FigureWords("", "123,456,789,012,345,678,901", "", 3)),
        ("85.9%", FigureWords("", "85.9%", "")),
        ("12차례", FigureWords("", "12", "차례")),
        ("2025년 3월", FigureWords("", "2025", "년 3월")),
        ("as before", FigureWords("", "as before", "", 3)),
    ],
)
def test_a_figure_is_cut_where_its_number_ends(words: str, parts: FigureWords) -> None:
    assert figure_words(words) == parts


@pytest.mark.parametrize("words", ["5% 안팎", "at least 12 million jobs", "1 2", "11조 8,600억 위안"])
def test_no_word_is_lost(words: str) -> None:
    parts = figure_words(words)
    assert " ".join(filter(None, (parts.before, parts.number, parts.after))) == words


def test_in_a_strip_a_figure_takes_the_size_of_the_strip() -> None:
    assert figure_words("130.8 billion US dollars", step=1).tight
    assert figure_words("130.8 billion US dollars", step=3) == FigureWords("", "130.8", "billion US dollars", 3)


@pytest.mark.parametrize(
    "words",
    [
        "130.8 billion US dollars",
        "−18.1 billion US dollars",
        "at least 50 million US dollars",
        "11조 8,600억 위안",
        "548만 명",
    ],
)
def test_a_number_and_its_unit_stand_on_one_line(words: str) -> None:
    assert not figure_words(words).stacked
    assert not figure_words(words, room=5.3).stacked


def test_a_figure_is_as_large_as_there_is_room() -> None:
    assert figure_words("1만 1,200원").step == 1
    assert figure_words("1만 1,200원", room=5.3).step == 0


def test_the_names_of_powers_in_japanese_and_chinese_are_set_smaller_and_the_unit_beside_them() -> None:
    parts = figure_words("3,981億1,900万ユーロ")
    assert parts.pieces == (("3,981", False), ("億", True), ("1,900", False), ("万", True))
    assert (parts.after, parts.stacked) == ("ユーロ", False)
    assert figure_words("11조 8,600억 위안").pieces == (("11조 8,600억", False),)
