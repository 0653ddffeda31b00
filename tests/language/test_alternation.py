"""A pattern for many words finds what the words one after another would."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from briefgen.language.matching.alternation import any_of

WORDS = st.lists(st.text(alphabet="ab가나 .(", min_size=1, max_size=6), max_size=12)


@given(WORDS, st.text(alphabet="ab가나 .(c", max_size=30))
def test_it_finds_the_longest_of_the_words_at_each_place(words: list[str], text: str) -> None:
    plain = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"
    assert re.findall(any_of(words), text) == re.findall(plain, text)


def test_words_within_words_are_not_nested_without_end() -> None:
    words = ["a" * length for length in range(1, 1500)]
    assert re.match(any_of(words), "a" * 1200 + "b")[0] == "a" * 1200  # type: ignore[index]


def test_thousands_of_words_take_no_longer_than_a_few() -> None:
    pattern = re.compile(any_of(f"word {number}" for number in range(20_000)))
    assert len(pattern.findall("a text of some words and word 17 " * 20_000)) == 20_000
