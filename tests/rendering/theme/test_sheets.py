"""Slips in the theme's style sheets that no renderer would tell of, each at its line."""

from __future__ import annotations

import re

import pytest
from support.project import Project

from briefgen.model.theme import Theme
from briefgen.reading.world import default_theme
from briefgen.rendering.theme.css_lint import sheet_problems

TOKENS = ":root {\n  --ink: #000000;\n  --ink-soft: #444444;\n}\n"


def told(path: str, text: str, **more: str) -> list[tuple[str, str, str]]:
    """Place, message and hint of what is wrong."""
    given = {
        "css/tokens.css": TOKENS,
        path: text,
        **{name.replace("_", "/") + ".html": it for name, it in more.items()},
    }
    theme = Theme({name: content.encode() for name, content in given.items()})
    return [(str(found.span), found.message, found.hint) for found in sheet_problems(theme)]


@pytest.mark.parametrize("sheet", ["css/web.css", "css/print.css"])
def test_a_token_that_is_not_there_is_told_with_the_nearest(sheet: str) -> None:
    assert told(sheet, "p { color: var(--ink) }\nh1 {\n  color: var(--ink-sof);\n}") == [
        (f"templates/{sheet}:3:10", "there is no token --ink-sof", "did you mean “--ink-soft”?")
    ]


def test_a_token_may_be_made_of_others_and_those_are_looked_at_too() -> None:
    ((place, message, _),) = told("css/tokens.css", TOKENS + ":root { --line: calc(var(--ink) * var(--siz)) }")
    assert (place, message) == ("templates/css/tokens.css:5:35", "there is no token --siz")


@pytest.mark.parametrize(
    "text",
    [
        "p { color: var(--mine, red) }",
        "p { --mine: 1px; margin: var(--mine) }",
        "p { margin: var(--from-a-template) }",
        "a::after { content: var(--page-before) target-counter(attr(href), page) }",
        "p { background: url(data:image/gif;base64,R0lGOD) }",
        "@namespace svg url(#here); /* url(x.png) var(--no) */",
    ],
)
def test_what_is_there_is_no_problem(text: str) -> None:
    assert told("css/print.css", text, print_cover='<p style="--from-a-template: 2mm">') == []


@pytest.mark.parametrize("address", ["paper.png", '"../images/paper.png"', "https://example.org/paper.png"])
def test_an_address_that_leads_nowhere_is_told_at_its_line(address: str) -> None:
    ((place, message, hint),) = told("css/print.css", f".cover {{\n  background: white url({address});\n}}")
    assert place == "templates/css/print.css:2:21"
    assert "paper.png" in message
    assert "data:" in hint


def test_a_sheet_that_imports_another_is_told_once() -> None:
    assert [place for place, *_ in told("css/web.css", 'p {}\n@import "other.css";')] == ["templates/css/web.css:2:1"]


def test_a_string_that_never_ends_is_told_at_its_line() -> None:
    ((place, _, _),) = told("css/web.css", 'p::before {\n  content: "※ ;\n}\n')
    assert place == "templates/css/web.css:2:12"


def test_a_check_tells_of_them(project: Project) -> None:
    built = project.with_file("templates/css/web.css", "body { color: var(--inc) }").build()
    assert [(found.code, str(found.span)) for found in built.errors] == [
        ("style-is-sound", "templates/css/web.css:1:15")
    ]


# What is opened and not closed

UNREAD = "the style sheet cannot be read here: "


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (":root {\n  --ink: #000;\n\n:root:lang(ko) {\n  --ink: #111;\n}\n", "1:7", "{ is not closed"),
        ("p { margin: 0 }\n/* why\nh1 { margin: 0 }\n", "2:1", "the comment is not closed"),
        ('p::before {\n  content: "※ ;\n}\n', "2:12", UNREAD + "Bad string token"),
        ("p { margin: calc(1px; }\nh1 { margin: 0 }", "1:23", UNREAD + "Unmatched }"),
        ("p { margin: 0 }\n}\n", "2:1", UNREAD + "Unmatched }"),
        ("p { background: url(data:x;\n}", "1:17", UNREAD + "bad URL token"),
    ],
)
@pytest.mark.parametrize("sheet", ["css/tokens.css", "css/web.css", "css/print.css", "css/print-mine.css"])
def test_what_is_not_closed_is_told_once_where_it_opens(sheet: str, text: str, place: str, message: str) -> None:
    assert [(at, said) for at, said, _ in told(sheet, text)] == [(f"templates/{sheet}:{place}", message)]


@pytest.mark.parametrize(
    "text",
    [
        'a[href="{"]::after { content: \'}\' "\\"" }',
        "p { background: url(data:image/svg+xml;utf8,%3Csvg%3E/*) } /* } */",
        "@media print { p { &:hover { margin: calc((1px + 2px) * 2) } } }",
        "p::before { content: 'a\\\nb' }",
    ],
)
def test_brackets_in_strings_comments_and_addresses_close_nothing(text: str) -> None:
    assert told("css/web.css", text) == []


def test_a_semicolon_that_is_missing_is_told_at_the_line_it_is_missing_from() -> None:
    text = ":root {\n  --ink: #000000\n  --ink-soft: #444444;\n}\n"
    assert told("css/tokens.css", text, web_a='<p style="color: var(--ink)">') == [
        ("templates/css/tokens.css:2:3", "there is no ; after --ink, so --ink-soft counts as part of its value",
         "end the line with ;"),
    ]  # fmt: skip


# Colours


WRONG = ("#1a4f8", "gren", "12px", "light-dark(#1a4f8, #fff)", "light-dark(#fff)", "#fff #000")
SOUND = (
    "#fff", "#ffffff80", "RebeccaPurple", "rgb(1 2 3 / 50%)", "currentcolor", "inherit", "var(--line)",
    "light-dark(#fff, var(--line))", "color-mix(in srgb, red, blue)", "rgb(var(--line))", "/* ink */ transparent",
)  # fmt: skip


@pytest.mark.parametrize("colour", WRONG)
def test_a_token_that_is_used_as_a_colour_and_is_none_is_told_once_at_its_own_line(colour: str) -> None:
    tokens = f":root {{\n  --ink: {colour};\n  --line: 12px;\n}}\n"
    rules = "p { color: var(--ink); line-height: var(--line) }\nh1 { border-color: var(--ink) }"
    ((place, message, hint),) = told_of(tokens, rules)
    assert place == "templates/css/tokens.css:2:3"
    assert message.startswith("the token --ink is not a colour: ")
    assert "#rrggbb" in hint


@pytest.mark.parametrize("colour", SOUND)
def test_whatever_css_takes_for_a_colour_is_one(colour: str) -> None:
    assert told_of(f":root {{ --ink: {colour}; --line: #fff }}", "p { color: var(--ink) }") == []


def told_of(tokens: str, rules: str) -> list[tuple[str, str, str]]:
    files = {"css/tokens.css": tokens.encode(), "css/web.css": rules.encode(), "css/print.css": rules.encode()}
    return [(str(found.span), found.message, found.hint) for found in sheet_problems(Theme(files))]


def test_a_wrong_colour_is_one_problem_of_a_check_also_when_charts_are_drawn_in_it(project: Project) -> None:
    tokens = (default_theme() / "css/tokens.css").read_text("utf-8")
    for name in ("--chart-accent", "--accent"):
        wrong = re.sub(rf"(  {name}): [^;]*;", r"\1: #1a4f8;", tokens)
        built = project.with_file("templates/css/tokens.css", wrong).build()
        line = wrong[: wrong.index(f"{name}: #1a4f8")].count("\n") + 1
        assert built.problems == [f"templates/css/tokens.css:{line}:3 style-is-sound"]


# Families


def test_a_family_without_a_face_is_told_where_a_style_sheet_names_it(project: Project) -> None:
    tokens = (default_theme() / "css/tokens.css").read_text("utf-8")
    wrong = tokens.replace('--font-text: "Noto Serif KR"', '--font-text: "Nanum Myeongjo"')
    assert wrong != tokens
    found = project.with_file("templates/css/tokens.css", wrong).build().found("font-is-sound")
    line = wrong[: wrong.index("Nanum")].count("\n") + 1
    assert str(found.span) == f"templates/css/tokens.css:{line}:16"
    assert found.message == "no face has the family “Nanum Myeongjo”, so nothing is set in it"


def test_families_with_a_face_generic_ones_and_keywords_are_no_problem(project: Project) -> None:
    rules = (default_theme() / "css/web.css").read_text("utf-8")
    own = "p { font-family: Noto Serif KR, 'briefgen sans', ui-monospace } q { font: inherit; font-family: inherit }"
    assert project.with_file("templates/css/web.css", rules + own).build().problems == []
