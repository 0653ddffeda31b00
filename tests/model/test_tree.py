"""The finished site in memory: every path has one maker."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.core.diagnostics import Span
from briefgen.model.output.tree import File, join

NAMES = st.text(alphabet="abcABCéÉ", min_size=1, max_size=3)


def test_files_are_listed_by_their_paths() -> None:
    tree = join([File("ko/b.html", b"b", "b"), File("en/a.html", b"a", "a")]).value
    assert list(tree) == ["en/a.html", "ko/b.html"]
    assert len(tree) == 2
    assert tree["ko/b.html"] == b"b"
    assert "en/a.html" in tree and "en/b.html" not in tree


def test_the_second_who_wants_a_path_is_told_and_left_out() -> None:
    place = Span("content/pages/facts/ko.md")
    outcome = join([File("ko/facts.html", b"ledger", "the ledger"), File("ko/facts.html", b"page", "the page", place)])
    assert outcome.value["ko/facts.html"] == b"ledger"
    (found,) = outcome.diagnostics
    assert (found.code, found.span) == ("path-is-unique", place)
    assert "the ledger" in found.message and "the page" in found.message and "ko/facts.html" in found.message
    assert found.hint


def test_paths_that_differ_only_in_case_are_one_path() -> None:
    outcome = join([File("ko/FTA.html", b"1", "one"), File("ko/fta.html", b"2", "two")])
    assert list(outcome.value) == ["ko/FTA.html"]
    (found,) = outcome.diagnostics
    assert found.code == "path-is-unique"
    assert all(it in found.message for it in ("ko/FTA.html", "ko/fta.html", "differ only in capitals"))


@given(st.lists(NAMES))
def test_every_file_is_kept_or_told(names: list[str]) -> None:
    outcome = join([File(name, name.encode(), name) for name in names])
    assert len(outcome.value) + len(outcome.diagnostics) == len(names)
    assert {name.casefold() for name in names} == {path.casefold() for path in outcome.value}
