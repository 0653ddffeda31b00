"""Sentences end where a reader hears them end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.language.words.sentences import ends_sentence, sentence_ends

DOTTED = ("No", "e.g")


def sentences(text: str) -> list[str]:
    ends = [0, *sentence_ends(text, DOTTED), len(text)]
    pieces = [text[begin:end].strip() for begin, end in pairwise(ends)]
    return [piece for piece in pieces if piece]


@pytest.mark.parametrize(
    "text",
    [
        "It rose. | It fell! | Did it? | Yes…",
        "수출이 늘었다. | 수입은 줄었다.",
        "“It rose.” | He said so.",
        "(It rose.) | It fell.",
        "그는 “늘었다.”라고 했다. | 그렇다.",
        "See No. 5 of the notice. | It says so.",
        "Some (e.g. Weihai) agreed. | Others did not.",
        "J. Smith wrote it. | She is right.",
        "2025. 4. 11. 발표했다. | 2026. 1. 5. 고쳤다.",
        "2025. 4. 11. APEC 회의에서 합의했다.",
        "It was so in 2024. | Then it changed.",
        "It rose by 5. | Then it fell by 12.",
        "It grew 3.2% on the year. | That is much.",
        "1. The first of three",
        "Notice 2025-08. | The notice says so.",
        "It is, approx. speaking, so.",
        "wait… and see",
        "회의는 2025년 3월에 열렸다. | 3. 11. 끝났다.",
    ],
)
def test_a_line_is_cut_after_each_sentence(text: str) -> None:
    assert sentences(text.replace("| ", "")) == text.split(" | ")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("It rose. ", True),
        ("It rose by", False),
        ("See No. ", False),
        ("It is “much.” ", True),
        ("2025. 4. 11. ", False),
        ("in 2025.", True),
    ],
)
def test_the_end_of_a_text_is_the_end_of_a_sentence_or_not(text: str, ends: bool) -> None:
    assert ends_sentence(text, DOTTED) is ends


@given(st.text(alphabet="aA가1.!?…”) \n", max_size=40))
def test_an_end_is_behind_a_stop_and_before_a_space(text: str) -> None:
    ends = list(sentence_ends(text, DOTTED))
    assert ends == sorted(set(ends))
    for end in ends:
        assert text[:end].rstrip("”)")[-1] in ".!?…"
        assert text[end:][:1].strip() == ""
