"""The comparison of languages measured: what it misses, and what it tells without cause."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import mutations  # noqa: E402
import parity_pairs  # noqa: E402
import planted  # noqa: E402
import yaml  # noqa: E402

from briefgen.comparing.language_context import LanguageContext  # noqa: E402
from briefgen.model.core.diagnostics import Severity  # noqa: E402

PAIRS = Path(__file__).parent / "pairs"


def test_texts_in_free_style_that_say_the_same_are_hardly_ever_told_to_differ() -> None:
    pairs = [pair for path in sorted(PAIRS.glob("*.yaml")) for pair in parity_pairs.read_pairs(path)]
    known = parity_pairs.sides()
    alarms = [number for number, pair in enumerate(pairs, 1) if parity_pairs.told(pair, known, number)]
    assert len(pairs) >= 40
    assert len(alarms) * 20 <= len(pairs)


@pytest.mark.parametrize("name", ["planted.yaml", "planted-2.yaml"])
def test_a_wrong_figure_where_the_other_language_has_the_fact_is_an_error_at_its_line(name: str) -> None:
    slips, rights = planted.run(yaml.safe_load((PAIRS.parent / name).read_text("utf-8")))
    found = sum(how == "error" for _, how in slips)
    assert len(slips) > 100 and found >= 0.98 * len(slips), [it for it in slips if it[1] != "error"]
    errors = [case for case, told in rights if any(it.severity is Severity.ERROR for it in told)]
    assert len(rights) > 80 and len(errors) <= 0.01 * len(rights), errors
    assert sum(bool(told) for _, told in rights) <= 0.025 * len(rights)


def test_figures_of_texts_in_free_style_may_be_facts_in_one_language_and_typed_in_the_other() -> None:
    lines = [
        line
        for path in sorted(PAIRS.glob("*-1*.yaml"))
        for pair in parity_pairs.read_pairs(path)
        for line in paragraphs(pair)
    ]
    told = list(planted.told_of_corpus(*planted.of_corpus(lines)))
    errors = [case for case, own in told if any(it.severity is Severity.ERROR for it in own)]
    assert len(told) > 200 and len(errors) <= 0.01 * len(told), errors


def paragraphs(pair: dict[str, str]) -> list[tuple[str, str]]:
    """The paragraphs of a pair side by side, where both languages have as many."""
    both = [[" ".join(it.split()).replace("*", "") for it in pair[lang].strip().split("\n\n")] for lang in ("ko", "en")]
    return list(zip(*both, strict=True)) if len(both[0]) == len(both[1]) else []


def test_errors_planted_in_the_exemplar_are_found_at_the_right_line() -> None:
    missed: list[str] = []
    counts = mutations.run(seed=1, each=9, show=missed.append)
    planted, right = (sum(count[place] for count in counts.values()) for place in (0, 2))
    assert set(counts) == set(mutations.KINDS) and planted > 90
    assert right >= 0.93 * planted, "\n".join(missed)


# Numbers in words, weekdays, times of day, ① and ½


WORDS = yaml.safe_load(Path(__file__).with_name("figures_in_words.yaml").read_text("utf-8"))
Sides = dict[str, LanguageContext]


@pytest.fixture(scope="module")
def known() -> Sides:
    return parity_pairs.sides()


def test_another_figure_in_words_is_an_error(known: Sides) -> None:
    missed = [
        (ko, en)
        for ko, en in WORDS["differ"]
        if not any(it.severity is Severity.ERROR for it in parity_pairs.told({"ko": ko, "en": en}, known))
    ]
    assert len(WORDS["differ"]) > 70 and missed == []


def test_the_same_in_other_words_is_not_reported(known: Sides) -> None:
    told = [(ko, en) for ko, en in WORDS["alike"] if parity_pairs.told({"ko": ko, "en": en}, known)]
    assert len(WORDS["alike"]) > 350 and told == []
