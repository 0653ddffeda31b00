"""A mark that is half written is told: a reader would see it as it stands."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.text.unparsed_markup import marks_are_written_out
from briefgen.model.core.diagnostics import Diagnostic, Severity

EN = "content/briefs/first/en.md"


def told(project: Project, body: str) -> list[Diagnostic]:
    return marks_told(project.with_body(EN, body))


def marks_told(project: Project) -> list[Diagnostic]:
    return list(marks_are_written_out(project.site().value))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{fact:count-a}", "{fact}`count-a`"),
        ("{fact:count-a#short}", "{fact}`count-a#short`"),
        ("[term:sample]", "{term}`sample`"),
        ("{ref: fig-bars}", "{ref}`fig-bars`"),
        ("@report-a", "[@report-a]"),
        ("fact`count-a`", "write {fact}`count-a`"),
        ("fact`count-a#short`", "write {fact}`count-a#short`"),
        ("term`sample`", "write {term}`sample`"),
        ("ref`fig-bars`", "write {ref}`fig-bars`"),
        ("cite`report-a`", "write [@report-a]"),
        ("{.note} words", "on a line of its own before the block"),
        ("{#here .big} words", "right after [words]"),
    ],
)
def test_a_half_written_mark_is_a_warning_with_what_was_meant(project: Project, written: str, meant: str) -> None:
    (found,) = told(project, f"We took {written}, as said.\n")
    assert (found.code, found.severity) == ("mark-is-written-out", Severity.WARNING)
    assert found.span is not None and (found.span.path, found.span.line, found.span.column) == (EN, 5, 9)
    assert meant in found.hint


@pytest.mark.parametrize(
    "sound",
    [
        "{fact}`count-a` and {term}`sample` [@report-a]",
        "Write to press@report-a.org or a.b@report-a",
        "Follow @somebody",
        "Sets {a, b} and [a note], {key: value}, [fact: it rained]",
        "`{fact:count-a}` and `@report-a`",
        "[the fact](fact:count-a)",
        "The fact `count-a` and the artefact`count-a`, a fact`of-life`",
    ],
)
def test_what_only_looks_like_one_is_left_alone(project: Project, sound: str) -> None:
    assert told(project, f"{sound}.\n") == []


def test_a_role_without_braces_is_told_in_front_matter_too(project: Project) -> None:
    changed = project.with_change(
        EN, "summary: What the first brief says.", "summary: There are fact`count-a` of them."
    )
    (found,) = told(changed, "A.\n")
    assert found.span is not None and (found.span.line, found.hint) == (3, "write {fact}`count-a`")


ROLE = "{fact}`count-a`"


@pytest.mark.parametrize(
    "body",
    [
        f":::{{table}} Capt {ROLE}\n| a | b |\n|---|---|\n| c | d |\n:::",
        f":::{{table}} Capt\n:subtitle: Subt {ROLE}\n\n| a | b |\n|---|---|\n| c | d |\n:::",
        f":::{{table}} Capt\n:note: Noted {ROLE}\n\n| a | b |\n|---|---|\n| c | d |\n:::",
        *(f":::{{{name}}} Head {ROLE}\nInside.\n:::" for name in ("box", "option", "known-unknown")),
        f'![Alt](p.png "Title {ROLE}")',
        f'In a line ![Alt](p.png "Title {ROLE}") too.',
        f'A [link](https://example.org "Title {ROLE}") too.',
    ],
)
def test_a_role_where_only_words_stand_is_told_at_its_place(project: Project, body: str) -> None:
    (found,) = told(project, f"Above.\n\n{body}\n")
    assert (found.code, found.message) == ("mark-is-written-out", f"“{ROLE}” is printed as it is")
    assert found.span is not None and (found.span.path, found.span.line) == (EN, 7)


def test_a_role_in_a_keyword_or_in_the_title_of_a_source_is_told(project: Project) -> None:
    changed = project.with_change(EN, "summary: ", f'keywords: ["Key {ROLE}"]\nsummary: ')
    (found,) = told(changed, "A.\n")
    assert found.span is not None and (found.span.path, found.span.line) == (EN, 3)
    changed = project.with_change("content/sources.yaml", "title: A report", f'title: "A report {ROLE}"')
    (found,) = marks_told(changed)
    assert found.span is not None and found.span.path == "content/sources.yaml"


@pytest.mark.parametrize(
    ("body", "mark"),
    [
        ("It is $a^2+b^2$ now.", "$a^2+b^2$"),
        ("$$\nx\n$$", "$$"),
        ("A :smile: here.", ":smile:"),
        ("[x] done", "[x]"),
        ("[ ] open", "[ ]"),
        ("A line\nand its term\n: Definition", ": "),
        ("As @fig-days shows.", "@fig-days"),
        ("Table \\ref{tbl-days} says.", "\\ref{tbl-days}"),
        ("In (\\autoref{tab:out}).", "\\autoref{tab:out}"),
        ("As \\citep[p. 3]{lee} says.", "\\citep[p. 3]{lee}"),
        ("\\begin{table}[htbp]\nx", "\\begin{table}"),
        ("\\clearpage", "\\clearpage"),
    ],
)
def test_what_other_programs_add_to_markdown_is_told(project: Project, body: str, mark: str) -> None:
    found = told(project, f"{body}\n")
    assert {it.code for it in found} == {"mark-is-written-out"} and all(f"“{mark}”" in it.message for it in found)


@pytest.mark.parametrize(
    "body",
    [
        "From $5 to $10, and US$5_000 or $6_000.",
        "**Costs**: they rose at 10:30:20, a:word:b.",
        "See [x](https://example.org/x) and [ ].",
        "Ask @fig or a@fig-1.org, in `\\ref{x}` and C:\\begin.",
        "A line\nthen: more, and `:smile:` and `$a^2$`.",
    ],
)
def test_money_colons_and_brackets_are_not(project: Project, body: str) -> None:
    assert told(project, f"{body}\n") == []
