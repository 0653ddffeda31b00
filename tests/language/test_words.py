"""Words of a language: where sentences end, patterns for many words, and what a variant of a language takes from it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.language.matching.alternation import any_of
from briefgen.language.matching.folding import units
from briefgen.language.matching.variants import base_language, is_language
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


SHIPPED = ("ko", "en", "fr", "de", "es", "ja", "zh-Hans", "ar")


@pytest.mark.parametrize(
    ("tag", "base"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("de-AT", "de"),
        ("fr-CA", "fr"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hans-SG", "zh-Hans"),
        ("zh-TW", None),
        ("zh-Hant-HK", None),
        ("pt-BR", None),
        ("enm", None),
    ],
)
def test_a_variant_has_the_language_that_it_is_a_variant_of(tag: str, base: str | None) -> None:
    assert base_language(tag, SHIPPED) == base


def test_a_variant_with_files_of_its_own_has_these() -> None:
    assert base_language("zh-TW", (*SHIPPED, "zh-Hant")) == "zh-Hant"
    assert base_language("en-GB", (*SHIPPED, "en-GB")) == "en-GB"


@pytest.mark.parametrize(
    ("typed", "written"),
    [("strasse", "Straße"), ("coeur", "cœur"), ("arhus", "Århus"), ("oresund", "Øresund"), ("lodz", "Łódź")],
)
def test_a_word_is_found_as_it_is_typed_without_its_letters(typed: str, written: str) -> None:
    assert [unit.form for unit in units(written)] == [typed]


def test_the_tag_of_a_language_is_told_from_a_slip() -> None:
    assert all(map(is_language, ("vi", "th", "pt-BR", "zh-Hant")))
    assert not any(map(is_language, ("kr", "jp", "enn", "eng", "", "e n")))
