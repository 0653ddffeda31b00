"""Whatever is edited, and in whatever order: a build gives what a build from nothing gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.edits import EDITS, START, State, built, differences, edited, last_of
from support.memory_store import MemoryStore
from support.project import SMALL

FILES = {path: it.encode() if isinstance(it, str) else it for path, it in SMALL.items()}


class Known(dict[str, bytes]):
    """What a build remembers; a failing test need not show it."""

    def __repr__(self) -> str:
        return "what a build remembers"


@pytest.fixture(scope="module")
def known() -> Known:
    store = MemoryStore()
    built(State(FILES), store, pdfs=False)
    return Known(store.entries)


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_a_build_after_any_edits_is_that_of_the_last_state(known: Known, seed: int) -> None:
    states = edited(State(FILES), seed)
    names = [name for name, _ in states[1:]]
    assert not differences(last_of(states, known), built(states[-1][1], MemoryStore(), pdfs=False)), names


@pytest.mark.parametrize("name", EDITS)
def test_every_edit_changes_the_project(name: str) -> None:
    from random import Random

    start = State(FILES)
    assert any(EDITS[name](start, Random(seed)) != start for seed in range(20))
    assert start.now == START
