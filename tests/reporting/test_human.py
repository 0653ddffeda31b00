"""A report shows each problem where it is, and can be read on any terminal; a reader may choose what it shows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, error, warning
from briefgen.reporting.choice import EVERYTHING, Choice, told_of
from briefgen.reporting.human import WIDTH, _width, render, summary

FILES = {
    "content/facts/2025.yaml": ["rd-budget:", "  value: 398.119 bilion CNY", "rd-budget:"],
    "content/briefs/trade/ko.md": ["{fact}`rd-budjet`은(는) 늘었다.", "", "양회(兩會)에서 {fact}`예산`을(를) 밝혔다."],
}


def lines(path: str, line: int) -> str | None:
    return FILES[path][line - 1] if path in FILES and line <= len(FILES[path]) else None


def test_a_problem_shows_its_line_its_caret_the_related_place_and_a_hint() -> None:
    first = Span("content/facts/2025.yaml", 1, 1, 1, 10)
    twice = Diagnostic(
        "key-is-unique",
        "“rd-budget” is given twice",
        Span("content/facts/2025.yaml", 3, 1, 3, 10),
        hint="give each fact an id of its own",
        related=((first, "first given here"),),
    )
    assert render([twice], lines) == (
        "content/facts/2025.yaml:3:1: error[key-is-unique] “rd-budget” is given twice\n"
        "    3 | rd-budget:\n"
        "      | ^^^^^^^^^\n"
        "  content/facts/2025.yaml:1:1: first given here\n"
        "    1 | rd-budget:\n"
        "      | ^^^^^^^^^\n"
        "  hint: give each fact an id of its own\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_the_caret_stands_under_korean_letters() -> None:
    span = Span("content/briefs/trade/ko.md", 3, 17, 3, 19)
    source, caret = render([error("fact-is-known", "unknown", span)], lines).splitlines()[1:3]
    assert source.endswith("양회(兩會)에서 {fact}`예산`을(를) 밝혔다.")
    assert caret == "      | " + " " * _width("양회(兩會)에서 {fact}`") + "^^^^"


def test_a_problem_without_a_place_or_with_a_file_that_is_gone_is_still_told() -> None:
    gone = Span("content/gone.md", 3, 2)
    text = render([error("file-exists", "it is gone", gone), warning("internal-error", "odd")], lines)
    assert text == (
        "content/gone.md:3:2: error[file-exists] it is gone\n\n"
        "warning[internal-error] odd\n\n"
        "1 error and 1 warning in 1 file\n"
    )


def test_no_problem_is_no_text() -> None:
    assert render([]) == ""
    assert summary([]) == "no problems"


def test_errors_come_first_and_warnings_alike_are_told_together() -> None:
    many = [warning("quotes-are-curly", f"warning {n}", Span("a.md", n)) for n in range(1, 31)]
    text = render([*many, warning("image-has-alt", "no alt", Span("b.md", 9)), error("link-resolves", "the error")])
    assert text == (
        "error[link-resolves] the error\n\n"
        "a.md:1:1: warning[quotes-are-curly] warning 1\n"
        "  and 29 more like it in this file: lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, … "
        "(--format json lists all 30)\n\n"
        "b.md:9:1: warning[image-has-alt] no alt\n\n"
        "     1  error    link-resolves\n"
        "    30  warning  quotes-are-curly  1 file  a.md:1:1\n"
        "     1  warning  image-has-alt     1 file  b.md:9:1\n\n"
        "1 error and 31 warnings in 2 files\n"
    )


def test_of_very_many_problems_all_are_counted() -> None:
    text = render([error("link-resolves", f"error {n}", Span(f"{n}.md")) for n in range(60)])
    assert "error 49" in text and "error 50" not in text
    assert text.endswith(
        "10 errors in 10 files are not shown here; --format json lists all\n\n"
        "    60  error    link-resolves  60 files  0.md:1:1\n\n60 errors in 60 files\n"
    )


def test_one_mistake_made_many_times_is_told_once_in_each_file() -> None:
    many = [error("fact-is-known", "unknown: “x`”", Span("aa/en.md", n // 2 + 6)) for n in range(60)]
    text = render([*many, error("fact-is-known", "unknown: “zzz`”", Span("zz/en.md", 6))])
    assert text == (
        "aa/en.md:6:1: error[fact-is-known] unknown: “x`”\n"
        "  and 59 more like it in this file: lines 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, … "
        "(--format json lists all 60)\n\n"
        "zz/en.md:6:1: error[fact-is-known] unknown: “zzz`”\n\n"
        "    61  error    fact-is-known  2 files  aa/en.md:6:1\n\n"
        "61 errors in 2 files\n"
    )


def test_what_has_no_place_is_not_in_a_file() -> None:
    text = render([error("file-exists", "it is gone")] * 3)
    assert text.startswith("error[file-exists] it is gone\n  and 2 more like it\n\n     3  error    file-exists\n")


def test_no_file_and_no_code_is_hidden_behind_many_errors() -> None:
    many = [error("fact-is-known", f"fact {n}", Span("aa.md", n)) for n in range(1, 61)]
    few = [error("link-resolves", f"link {n}", Span("aa.md", n)) for n in range(61, 64)]
    last = [error("fact-is-known", "the last fact", Span("zz.md", 1)), warning("image-has-alt", "no alt", Span("b.md"))]
    text = render([*many, *few, *last])
    assert "link 61" in text and "the last fact" in text and "no alt" in text
    assert text.count("error[") == 49 and text.index("fact 47") < text.index("link 61") < text.index("the last fact")
    assert "\n15 errors in 1 file are not shown here; --format json lists all\n" in text


def test_one_that_is_left_out_is_told() -> None:
    text = render([error("x", str(n), Span("a.md", n)) for n in range(1, 4)], shown=2)
    assert "\n1 error in 1 file is not shown here; --format json lists all\n" in text


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("vwxyz"), st.integers(1, 900)), max_size=300))
def test_every_file_and_code_has_its_first_before_any_file_has_its_tenth(places: list[tuple[str, str, int]]) -> None:
    found = [error(code, str(n), Span(path, n)) for path, code, n in places]
    text = render(found)
    told = {(one.span.path, one.code) for one in found if one.span and f"{one.span}: error[{one.code}]" in text}
    assert told == {(path, code) for path, code, _ in places}


def test_what_editors_have_written_is_shown_whole_each() -> None:
    found = [warning("block-is-as-handed-out", f"reworded: {n}", Span("a.md", n)) for n in range(1, 81)]
    text = render(found)
    assert "reworded: 80" in text and "more like it" not in text
    assert text.endswith("80 warnings in 1 file\n") and text.count("block-is-as-handed-out") == 80


def test_all_kinds_are_counted() -> None:
    kinds = [replace(error("x", str(n)), severity=kind) for n, kind in enumerate([*Severity, Severity.ERROR])]
    assert summary(kinds) == "2 errors, 1 warning and 1 note"


def test_colours_only_when_asked() -> None:
    problem = error("fact-is-known", "unknown", Span("content/facts/2025.yaml", 2, 10), "look again")
    assert "\x1b" not in render([problem], lines)
    coloured = render([problem], lines, colour=True)
    assert "\x1b[1;31merror[fact-is-known]\x1b[0m" in coloured


def test_a_long_line_is_cut_around_the_caret() -> None:
    source = "가" * 300 + "여기" + "나" * 300
    text = render([error("x", "here", Span("a.md", 1, 301, 1, 303))], lambda *_: source)
    shown, caret = (line[8:] for line in text.splitlines()[1:3])
    assert shown.startswith("…가") and shown.endswith("나…") and _width(shown) <= WIDTH
    assert shown.index("여기") and caret.index("^") == _width(shown[: shown.index("여기")])
    assert caret.strip() == "^^^^"


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\r", "\x07", "\x9b31m", "\u202e", "\u2066", "\u2028"])
def test_a_text_cannot_command_the_terminal(hostile: str) -> None:
    problem = error("x", f"a{hostile}b", Span("a.md", 1, 1), hostile)
    text = render([problem], lambda *_: f"source {hostile}")
    assert hostile not in text


def test_each_unknown_element_is_shown_with_its_own_advice() -> None:
    found = [
        replace(warning("html-is-allowed", f"<{name}> is not HTML", Span("a.md", line), name), subject=("tag", name))
        for line, name in enumerate(["php"] * 4 + ["new"] * 4, start=1)
    ]
    text = render(found)
    assert "a.md:1:1: warning[html-is-allowed] <php>" in text and "a.md:5:1: warning[html-is-allowed] <new>" in text
    assert text.count("and 3 more like it") == 2


@given(st.text(), st.integers(0, 30), st.integers(0, 30), st.integers(0, 3))
def test_any_line_and_any_place_can_be_shown(source: str, column: int, end: int, more: int) -> None:
    span = Span("a.md", 1, column, 1 + more, end)
    text = render([error("x", "y", span)], lambda *_: source)
    assert text.startswith("a.md:1:") and text.endswith("1 error in 1 file\n")
    assert all(_width(line) <= WIDTH + 8 for line in text.splitlines()[1:-2])


# What is shown


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
found_problems = st.lists(
    st.builds(Diagnostic, st.sampled_from("abc"), st.just("m"), st.none(), st.sampled_from(Severity))
)


@given(found_problems, codes, codes, st.booleans())
def test_no_choice_lets_an_error_through(
    found: list[Diagnostic], select: frozenset[str], ignore: frozenset[str], strict: bool
) -> None:
    if any(one.severity is Severity.ERROR for one in found):
        assert Choice(select, ignore).stops(found, strict)


def test_what_is_not_shown_is_named_errors_first() -> None:
    assert told_of([WARNING, ERROR, WARNING]) == "not shown: error[a], warning[b] 2 times"
    assert told_of([]) == ""
