"""Numbers in words, weekdays, times of day, ① and ½: another one is an error, the same in other words is none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import parity_pairs

from briefgen.comparing.language_context import LanguageContext
from briefgen.model.core.diagnostics import Severity

PAIRS = yaml.safe_load(Path(__file__).with_name("figures_in_words.yaml").read_text("utf-8"))
Sides = dict[str, LanguageContext]


@pytest.fixture(scope="module")
def known() -> Sides:
    return parity_pairs.sides()


def test_another_figure_in_words_is_an_error(known: Sides) -> None:
    missed = [
        (ko, en)
        for ko, en in PAIRS["differ"]
        if not any(it.severity is Severity.ERROR for it in parity_pairs.told({"ko": ko, "en": en}, known))
    ]
    assert len(PAIRS["differ"]) > 70 and missed == []


def test_the_same_in_other_words_is_not_reported(known: Sides) -> None:
    told = [(ko, en) for ko, en in PAIRS["alike"] if parity_pairs.told({"ko": ko, "en": en}, known)]
    assert len(PAIRS["alike"]) > 350 and told == []
