"""Raised marks hang on the sentence before them, however many there are, in time that grows with their number."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.core.document import Node, words
from briefgen.resolving.text.citation_marks import marks_after_stops

MARK = Node("cites", {"source": "a"})
PARTS = st.sampled_from(
    [MARK, Node("note"), words("said "), words(" "), words(". "), words(".”"), words(", and"), Node("softbreak")]
)


def shown(parts: tuple[Node, ...]) -> str:
    return "".join(
        "*" if part.kind in ("cites", "note") else part.text if part.kind == "text" else "⏎" for part in parts
    )


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ([words("said "), MARK, words(". Then")], "said.* Then"),
        ([words("said "), MARK, words(" "), MARK, words(". Then")], "said.** Then"),
        ([words("said "), MARK, words(", "), MARK, words(". Then")], "said,.** Then"),
        ([MARK, words(".")], ".*"),
        ([words("said"), Node("softbreak"), MARK, words(" more")], "said* more"),
    ],
)
def test_a_mark_stands_after_the_stop(parts: list[Node], wanted: str) -> None:
    assert shown(marks_after_stops(tuple(parts))) == wanted


@given(st.lists(PARTS, max_size=12))
def test_no_mark_and_no_letter_is_lost(parts: list[Node]) -> None:
    before, after = shown(tuple(parts)), shown(marks_after_stops(tuple(parts)))
    assert after.count("*") == before.count("*")
    letters = str.maketrans("", "", "* ⏎")
    assert after.translate(letters) == before.translate(letters)


def test_four_times_as_many_take_about_four_times_as_long() -> None:
    def seconds(number: int) -> float:
        parts = (MARK, words(" "), MARK, words(". ")) * number
        begun = time.process_time()
        marks_after_stops(parts)
        return time.process_time() - begun

    few = min(seconds(1000) for _ in range(3))
    assert min(seconds(4000) for _ in range(3)) < 8 * few + 0.05
