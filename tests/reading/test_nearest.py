"""The known word that an author most likely meant."""

import pytest

from briefgen.language.matching.nearest import did_you_mean, nearest


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("evening-cost", ["evening-costs-more", "evening-wish", "cost-evening"], "cost-evening"),
        ("Evening_Cost", ["evening-costs", "cost-evening"], "cost-evening"),
        ("evening-cost", ["cost-evening", "Evening-Cost"], "Evening-Cost"),
        ("evening-cots", ["cost-evening", "evening-cost"], "evening-cost"),
        ("visists", ["visits", "years"], "visits"),
    ],
)
def test_the_nearest_has_the_same_parts_or_else_nearly_the_same_letters(
    typed: str, known: list[str], meant: str
) -> None:
    assert nearest(typed, known) == meant


def test_what_is_like_nothing_gets_another_hint() -> None:
    assert did_you_mean("xyz", ["visits"], "there is: visits") == "there is: visits"
