"""Four times the text takes about four times as long to read and to check: never sixteen times."""

from __future__ import annotations

from itertools import islice, product

import pytest
from support.project import ROOT

from briefgen.checking.languages.differences.names import Asked

GENEROUS = 10.0
"""Between four, which is in proportion, and sixteen, which is the square; a busy machine measures badly."""


@pytest.fixture(scope="module")
def growth():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "benchmarks"))
        import growth

        yield growth


def names() -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "benchmarks"))
        from growth_texts import TEXTS
    return list(TEXTS)


def is_in_proportion(growth, work, name: str, size: int, least: float) -> bool:
    """Whether one of three tries is; what takes less than ``least`` seconds at four times the size is not compared."""
    for _ in range(3):
        _, four, ratio = growth.growth(work, growth.TEXTS[name], size)
        if four < least or ratio < GENEROUS:
            return True
    return False


@pytest.mark.parametrize("name", names())
def test_reading_takes_time_in_proportion(growth, name):
    assert is_in_proportion(growth, growth.read, name, 5_000, 0.15)


CHECKED = (
    "digits",
    "digits and commas",
    "full stops and letters",
    "letters without blanks",
    "numbers in Korean",
    "sentences with citations",
    "rows",
    "notes",
    "equal headings",
    "links to places",
    "links to headings",
)


@pytest.mark.parametrize("name", CHECKED)
def test_checking_takes_time_in_proportion(growth, name):
    assert is_in_proportion(growth, growth.check, name, 3_000, 0.5)


def test_asking_for_names_takes_time_in_proportion(growth):
    def ask(text: str) -> None:
        asked = Asked("the " + text.casefold()[::-1])
        assert not asked.stands_for("Zz")
        for name in text.split():
            asked.stands_for(name)

    def names(size: int) -> str:
        return " ".join("".join(it) for it in islice(product("ABCDEFGHKLMNOP", repeat=5), size // 6))

    _, four, ratio = growth.growth(ask, names, 50_000)
    assert four < 0.5 or ratio < GENEROUS


def test_a_text_that_takes_the_square_is_seen(growth):
    def squared(text: str) -> None:
        for start in range(0, len(text), 2):
            text.count("b", start)

    make = growth.TEXTS["letters without blanks"]
    _, four, ratio = growth.growth(squared, make, 20_000)
    assert four > 0.1 and ratio > GENEROUS
