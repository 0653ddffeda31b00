"""A language as one region writes it takes what comes with its language."""

from __future__ import annotations

import pytest

from briefgen.language.matching.folding import units
from briefgen.language.matching.variants import base_language, is_language

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
