"""What has one reason all over a site is one problem."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.model.core.alike import reported_once
from briefgen.model.core.diagnostics import Diagnostic, Span, warning


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
