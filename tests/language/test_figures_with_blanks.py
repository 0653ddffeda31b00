"""Figures as authors type them: blanks within Japanese ones, short names of months with a point, versions."""

from __future__ import annotations

from fractions import Fraction

import pytest
import yaml

from briefgen.language.figures.reader import FigureReader
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import Mention
from briefgen.reading.world import default_theme


def read(lang: str, text: str) -> list[Mention]:
    profile = (default_theme() / f"locale/{lang}.yaml").read_text("utf-8")
    return list(FigureReader(Language.model_validate(yaml.safe_load(profile))).read(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("毎分約 150 万の要求がある。", Fraction(1_500_000)),
        ("毎秒 1 億 2,000 万件を超える。", Fraction(120_000_000)),
        ("元の 20 分の 1 になる。", Fraction(1, 20)),
        ("回答者の 4 分の 1 を超える。", Fraction(1, 4)),
    ],
)
def test_blanks_may_stand_within_a_figure(text: str, value: Fraction) -> None:
    assert [it.value for it in read("ja", text)] == [value]


def test_blanks_may_stand_within_a_date() -> None:
    assert [str(it.day) for it in read("ja", "2025 年 4 月 5 日と 6 月中旬に")] == ["2025-04-05", "0000-06"]


@pytest.mark.parametrize("text", ["Released (Aug. 2021).", "Released (Aug 2021).", "Released (August 2021)."])
def test_a_point_may_stand_after_a_short_month(text: str) -> None:
    assert [str(it.day) for it in read("en", text)] == ["2021-08"]


@pytest.mark.parametrize(
    ("lang", "text"), [("ja", "バージョン1.17.0は修正した。"), ("ko", "버전1.17.0은"), ("en", "Version 1.17.0 is")]
)
def test_a_version_is_no_figure(lang: str, text: str) -> None:
    assert read(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text"), [("ko", "제3자의 사용"), ("ko", "제 3자가"), ("ko", "(2) 독점 포맷은"), ("en", "(2) A format is")]
)
def test_others_and_the_mark_of_a_paragraph_are_no_figures(lang: str, text: str) -> None:
    assert read(lang, text) == []


def test_a_figure_in_brackets_and_an_ordinal_are_figures() -> None:
    assert [it.value for it in read("ko", "제3조에 따라 (2) 이다")] == [3, 2]
