"""Problems as values: placed once, each told once, in the order of the files; one reason is one problem."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.core.diagnostics import (
    Diagnostic,
    Report,
    Severity,
    Span,
    error,
    has_errors,
    warning,
)
from briefgen.model.core.rules import reported_once

SPANS = st.builds(Span, st.sampled_from(["a.md", "b.yaml"]), st.integers(1, 20), st.integers(1, 9))
PROBLEMS = st.builds(
    Diagnostic,
    st.sampled_from(["fact-is-known", "key-is-known"]),
    st.sampled_from(["one", "two"]),
    st.none() | SPANS,
    st.sampled_from(Severity),
)


def test_a_place_is_shown_as_editors_take_it() -> None:
    assert str(Span("content/site.yaml", 12, 3)) == "content/site.yaml:12:3"


def test_a_place_that_is_known_is_kept() -> None:
    inner, outer = Span("a.md", 3, 1), Span("a.md", 1, 1)
    assert error("fact-is-known", "x").at(outer).span == outer
    assert error("fact-is-known", "x", inner).at(outer).span == inner
    assert error("fact-is-known", "x").at(None).span is None


def test_only_an_error_stops_publication() -> None:
    assert not has_errors([])
    assert not has_errors([warning("text-is-translated", "x")])
    assert has_errors([warning("text-is-translated", "x"), error("fact-is-known", "y")])


@given(st.lists(PROBLEMS))
def test_a_report_tells_each_problem_once_in_the_order_of_the_files(problems: list[Diagnostic]) -> None:
    report = Report()
    report.add(problems)
    told = report.sorted()
    assert set(told) == set(problems)
    assert len(told) == len(set(problems))
    keys = [found.sort_key for found in told]
    assert keys == sorted(keys)


def test_a_message_that_quotes_a_word_without_end_is_shortened() -> None:
    found = error("title-is-text", f"there is no fact “{'a' * 50_000}”")
    assert len(found.message) < 1_000
    assert found.message.startswith("there is no fact “aaa") and found.message.endswith("aaa”")


def found(code: str, *subject: str, file: int) -> Diagnostic:
    made = warning(code, f"{subject[-1]} is here", Span(f"{file:02}.md"), "write it")
    return replace(made, subject=subject)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("address-is-safe", "program"),
        ("html-is-allowed", "unknown"),
        ("image-is-local", "remote"),
        ("mark-is-written-out", "shortcode"),
    ],
)
def test_many_of_one_kind_are_told_at_the_first_with_their_number(code: str, kind: str) -> None:
    few = [found(code, kind, "b", file=file) for file in range(10)]
    many = [found(code, kind, "a", file=file) for file in range(11)]
    first, *rest = reported_once([*many, *few])
    assert rest == few and first.span == Span("00.md")
    assert first.message == "a is here (with 10 more of this kind in 11 files)"
    assert first.hint == f"write it; to leave it so, set rules: {code}: off"


def test_what_has_reasons_of_its_own_is_told_each_time() -> None:
    each = [found("html-is-allowed", "look", "a", file=file) for file in range(12)]
    assert reported_once(each) == tuple(each)
