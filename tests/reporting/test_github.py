"""Each problem is one workflow command: GitHub shows it at its line, and no text can give another command."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, error, warning
from briefgen.model.values.plain import plain_lines
from briefgen.reporting.github import render

FOLDER = Path("/somewhere/my-briefs")


def test_a_problem_has_its_file_its_line_its_code_and_its_hint() -> None:
    problem = error("fact-is-known", "there is no fact “예산”", Span("content/a.md", 3, 4, 3, 6), "write budget")
    assert render([problem], FOLDER) == (
        "::error file=/somewhere/my-briefs/content/a.md,line=3,col=4,title=fact-is-known"
        "::content/a.md:3:4: there is no fact “예산”%0Ahint: write budget\n"
        "1 error in 1 file\n"
    )


def test_what_has_no_place_is_told_too() -> None:
    assert render([warning("pack-fits", "too long")], FOLDER).startswith("::warning title=pack-fits::too long\n")


def test_a_note_is_a_notice_and_related_places_follow() -> None:
    first = (Span("content/b.yaml", 1), "first given here")
    text = render([Diagnostic("key-is-unique", "twice", severity=Severity.NOTE, related=(first,))], FOLDER)
    assert text.startswith("::notice title=key-is-unique::twice%0Acontent/b.yaml:1:1: first given here\n")


def test_more_than_a_line_has_no_columns() -> None:
    text = render([error("list-is-meant", "here", Span("a.md", 3, 4, 5, 2))], FOLDER)
    assert "line=3,endLine=5,title=" in text and "col=" not in text


def test_letters_with_a_meaning_are_written_as_github_reads_them() -> None:
    text = render([error("link-resolves", "100%, a: b", Span("content/a,b: 50%.md", 1))], FOLDER)
    assert "/content/a%2Cb%3A 50%25.md,line=1," in text
    assert "::content/a,b: 50%25.md:1:1: 100%25, a: b\n" in text


def test_no_problem_is_no_text() -> None:
    assert render([], FOLDER) == ""


texts = st.text() | st.sampled_from(["\n::add-mask::a", "\r\n::error::b", "%0A::stop-commands::c", "a::b,c=d"])


@given(st.lists(st.builds(error, st.just("file-exists"), texts, st.builds(Span, texts), texts), min_size=1, max_size=3))
def test_a_text_cannot_give_a_command(found: list[Diagnostic]) -> None:
    lines = render(found, FOLDER).removesuffix("\n").replace("\r", "\n").split("\n")
    assert len(lines) == len(found) + 1
    for line, problem in zip(lines, found, strict=False):
        _, properties, message = line.split("::", 2)
        names = [part.split("=")[0] for part in properties.removeprefix("error ").split(",")]
        assert names == ["file", "line", "col", "title"]
        assert plain_lines(problem.message) in unquote(message) and plain_lines(problem.hint) in unquote(message)


def test_the_first_ten_of_a_kind_are_notes_and_every_code_has_its_turn() -> None:
    """GitHub drops what comes after ten errors and ten warnings of a step."""
    many = [error("fact-is-known", f"fact {n}", Span("a.md", n)) for n in range(1, 13)]
    text = render([*many, error("link-resolves", "the link", Span("b.md", 1)), warning("pack-fits", "long")], FOLDER)
    lines = text.splitlines()
    notes = [line for line in lines if line.startswith("::")]
    assert len([line for line in notes if line.startswith("::error ")]) == 10
    assert "the link" in notes[1] and notes[2].startswith("::warning ")
    assert lines[11] == "GitHub shows 10 of each kind at their lines; these are the others:"
    assert lines[12:15] == [f"error[fact-is-known] a.md:{n}:1: fact {n}" for n in (10, 11, 12)]
    assert lines[15] == "13 errors and 1 warning in 2 files"


def test_every_file_has_its_turn_among_the_first_ten() -> None:
    many = [error("fact-is-known", f"fact {n}", Span("a.md", n)) for n in range(1, 31)]
    lines = render([*many, error("fact-is-known", "the last", Span("z.md", 1))], FOLDER).splitlines()
    assert [line for line in lines[:10] if line.startswith("::error ") and line.endswith("the last")]
    assert len(lines) == 31 + 2


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x07", "\x9b31m", "\u202e"])
def test_a_text_cannot_command_the_terminal(hostile: str) -> None:
    many = [error("x", f"a{hostile}b", Span(f"a{hostile}.md"), hostile) for _ in range(12)]
    assert hostile not in render(many, FOLDER)


def test_ten_or_fewer_keep_their_order() -> None:
    found = [error("b", "1"), error("b", "2"), error("a", "3")]
    assert [line[-1] for line in render(found, FOLDER).splitlines()[:3]] == ["1", "2", "3"]
