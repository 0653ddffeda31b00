"""What fuzzing has found stays mended, and every target still runs. ``make fuzz`` looks for more."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
FOUND = sorted(CORPUS.glob("*/*.txt"))
SLOW = {"site": 3, "project": 20}


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_once_fell_holds(path: Path) -> None:
    TARGETS[path.parent.name].check(path.read_bytes().decode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("name", TARGETS)
def test_each_target_holds_for_a_few_texts(name: str) -> None:
    target = TARGETS[name]
    few = settings(
        max_examples=SLOW.get(name, 60), database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    few(given(target.inputs)(lambda text: target.check(text)))()


def test_every_folder_of_the_corpus_is_that_of_a_target() -> None:
    assert {path.parent.name for path in FOUND} <= set(TARGETS)
