"""Long sequences are aligned in a time that grows with their length, however different their lengths are."""

from __future__ import annotations

import pytest

from briefgen.resolving.translation.pairs import align


@pytest.mark.parametrize(("length", "width"), [(10_000, 10_000), (10_000, 5_000), (5_000, 10_000)])
def test_no_pair_of_long_texts_takes_more_comparisons_than_the_limit(length: int, width: int) -> None:
    compared = 0

    def alike(one: int, other: int) -> float:
        nonlocal compared
        compared += 1
        return 1.0 if one == other else -1.0

    pairs = align(range(length), range(width), alike)
    assert compared <= 410_000
    assert [one for one, _ in pairs if one is not None] == list(range(length))
    assert [other for _, other in pairs if other is not None] == list(range(width))


def test_a_block_that_is_missing_in_a_long_text_shifts_no_other() -> None:
    one, other = list(range(1_000)), [it for it in range(1_000) if it not in (3, 500, 501)]
    pairs = align(one, other, lambda a, b: 1.0 if a == b else -1.0)
    assert [(a, b) for a, b in pairs if a != b] == [(3, None), (500, None), (501, None)]
