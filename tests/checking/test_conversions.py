"""Stated conversions against the declared rate, within what both are rounded to, and against one another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.project import Project

from briefgen.building.project import read_all
from briefgen.checking.conversions import conversions_agree
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.rendering.fonts.faces import Fonts

LEDGER = "content/facts/counts.yaml"
NO_FONTS = Fonts((), {})


def found(facts: dict[str, tuple[str, str]], rate: str = "~0.20 thousand KRW", allow: str = "") -> list[Diagnostic]:
    """What is said of facts that state an amount and its conversion."""
    project = Project()
    lines = "".join(
        f"{ident}:\n  label: {{ko: 돈, en: Money}}\n  value: {value}\n  converted: {other}\n"
        f"  source: report-a\n  status: single-source\n{allow if ident == 'odd' else ''}"
        for ident, (value, other) in facts.items()
    )
    project = project.with_file(LEDGER, project.text(LEDGER) + lines)
    project = project.with_change("content/site.yaml", "rate: ~0.20 thousand KRW", f"rate: {rate}")
    sources = read_all(project.world(), None).value
    return list(conversions_agree(sources.site))


@pytest.mark.parametrize(
    ("value", "converted", "rate", "fits"),
    [
        ("398.119 billion CNY", "~80 trillion KRW", "~0.20 thousand KRW", True),
        ("398.119 billion CNY", "~79.6 trillion KRW", "~200 KRW", True),
        ("398.119 billion CNY", "~82 trillion KRW", "~0.20 thousand KRW", True),
        ("398.119 billion CNY", "~83 trillion KRW", "~0.20 thousand KRW", False),
        ("398.119 billion CNY", "~80.5 trillion KRW", "~200 KRW", False),
        ("398.119 billion CNY", "~8 trillion KRW", "~0.20 thousand KRW", False),
        ("1 trillion CNY", "201.2 trillion KRW", "~201.2 KRW", True),
        ("5 million CNY", "1 billion KRW", "~201.2 KRW", True),
        ("80 trillion KRW", "~400 billion CNY", "~200 KRW", True),
        ("80 trillion KRW", "~300 billion CNY", "~200 KRW", False),
        ("80 trillion KRW", "~55 billion USD", "~200 KRW", True),
    ],
)
def test_a_conversion_fits_the_rate_within_what_is_rounded(value: str, converted: str, rate: str, fits: bool) -> None:
    told = found({"odd": (value, converted)}, rate)
    assert [it.code for it in told] == ([] if fits else ["conversion-fits-rate"])


def test_both_numbers_are_told_at_the_line() -> None:
    (problem,) = found({"odd": ("398.119 billion CNY", "~90 trillion KRW")})
    assert "~90 trillion KRW" in problem.message
    assert "398.119 billion CNY at the rate of CNY/KRW is 77.63 to 81.61 trillion KRW" in problem.message
    assert problem.span is not None and problem.span.path == LEDGER
    ((place, said),) = problem.related
    assert place.path == "content/site.yaml" and said == "the declared rate: ~0.20 thousand KRW"


def test_the_one_that_does_not_agree_with_the_others_is_named() -> None:
    facts = {
        "odd": ("1 trillion CNY", "~203.2 trillion KRW"),
        "one": ("398.119 billion CNY", "~80 trillion KRW"),
        "two": ("1 trillion CNY", "~200.5 trillion KRW"),
    }
    (problem,) = found(facts)
    assert problem.code == "conversions-agree"
    assert "“odd” implies 203.2" in problem.message and "“one”" in problem.message
    assert "stated as ~80 trillion KRW" in problem.related[0][1]
    assert found({ident: facts[ident] for ident in ("one", "two")}) == []


def test_conversions_back_and_forth_are_compared_too() -> None:
    (problem,) = found(
        {"there": ("1 trillion CNY", "200 trillion KRW"), "odd": ("204 trillion KRW", "~1.00 trillion CNY")}
    )
    assert problem.code == "conversions-agree"


def test_a_fact_may_say_why_it_differs() -> None:
    (note,) = found(
        {"odd": ("1 trillion CNY", "~300 trillion KRW")}, allow="  allow: {conversion-fits-rate: the rate of 2011}\n"
    )
    assert note.code == "exception-is-meant" and "the rate of 2011" in note.message


@settings(max_examples=40, deadline=None)
@given(
    amounts=st.lists(st.integers(1, 10**13), min_size=1, max_size=4, unique=True),
    rate=st.integers(1951, 2049),
    digits=st.integers(2, 6),
)
def test_whoever_rounds_at_one_true_rate_is_never_told(amounts: list[int], rate: int, digits: int) -> None:
    true = Decimal(rate) / 10
    facts = {f"f{at}": (f"{it} CNY", f"{_rounded(it * true, digits)} KRW") for at, it in enumerate(amounts)}
    assert found(facts) == []


def _rounded(amount: Decimal, digits: int) -> str:
    """With so many significant digits, as an author types it."""
    from decimal import Context

    rounded = Context(prec=digits).plus(amount)
    scales = ((0, ""), (3, " thousand"), (6, " million"), (9, " billion"), (12, " trillion"), (14, " 백조"))
    scaled = ((rounded.scaleb(-power), name) for power, name in scales)
    return next(f"{it:f}{name}" for it, name in scaled if int(it.as_tuple().exponent) <= 0)
