"""Slips in the theme's style sheets that no renderer would tell of, each at its line."""

from __future__ import annotations

import pytest
from projects import Project

from briefgen.model.theme import Theme
from briefgen.rendering.sheets import sheet_problems

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
