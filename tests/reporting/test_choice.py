"""A reader may choose what a report shows; what is wrong is wrong all the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.core.diagnostics import Diagnostic, Severity, error, warning
from briefgen.reporting.choice import EVERYTHING, Choice, told_of

ERROR, WARNING, OTHER = error("a", "1"), warning("b", "2"), warning("c", "3")
ALL = (ERROR, WARNING, OTHER)


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        (EVERYTHING, ALL),
        (Choice(select=frozenset("b")), (WARNING,)),
        (Choice(select=frozenset("bc"), ignore=frozenset("c")), (WARNING,)),
        (Choice(ignore=frozenset("ab")), (OTHER,)),
    ],
)
def test_what_is_asked_for_is_shown_and_the_rest_counted(choice: Choice, shown: tuple[Diagnostic, ...]) -> None:
    assert choice.shown(ALL) == shown
    assert set(choice.shown(ALL)) | set(choice.left_out(ALL)) == set(ALL)


def test_warnings_count_only_where_they_are_shown() -> None:
    assert Choice(select=frozenset("b")).stops([WARNING, OTHER], strict=True)
    assert not Choice(ignore=frozenset("bc")).stops([WARNING, OTHER], strict=True)
    assert not EVERYTHING.stops([WARNING], strict=False)


codes = st.sets(st.sampled_from("abc")).map(frozenset)
found = st.lists(st.builds(Diagnostic, st.sampled_from("abc"), st.just("m"), st.none(), st.sampled_from(Severity)))


@given(found, codes, codes, st.booleans())
def test_no_choice_lets_an_error_through(
    found: list[Diagnostic], select: frozenset[str], ignore: frozenset[str], strict: bool
) -> None:
    if any(one.severity is Severity.ERROR for one in found):
        assert Choice(select, ignore).stops(found, strict)


def test_what_is_not_shown_is_named_errors_first() -> None:
    assert told_of([WARNING, ERROR, WARNING]) == "not shown: error[a], warning[b] 2 times"
    assert told_of([]) == ""
