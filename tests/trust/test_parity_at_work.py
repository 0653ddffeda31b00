"""The comparison of languages measured: what it misses, and what it tells without cause."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import mutations  # noqa: E402
import parity_pairs  # noqa: E402

PAIRS = Path(__file__).parent / "pairs"


def test_texts_in_free_style_that_say_the_same_are_hardly_ever_told_to_differ() -> None:
    pairs = [pair for path in sorted(PAIRS.glob("*.yaml")) for pair in parity_pairs.read_pairs(path)]
    known = parity_pairs.sides()
    alarms = [number for number, pair in enumerate(pairs, 1) if parity_pairs.told(pair, known, number)]
    assert len(pairs) >= 40
    assert len(alarms) * 20 <= len(pairs)


@pytest.mark.slow
def test_errors_planted_in_the_exemplar_are_found_at_the_right_line() -> None:
    missed: list[str] = []
    counts = mutations.run(seed=1, each=9, show=missed.append)
    planted, right = (sum(count[place] for count in counts.values()) for place in (0, 2))
    assert set(counts) == set(mutations.KINDS) and planted > 90
    assert right >= 0.93 * planted, "\n".join(missed)
