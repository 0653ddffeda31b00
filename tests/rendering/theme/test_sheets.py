"""What a style sheet would load, and where it cannot be read, is told at its line."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.model.theme import Theme
from briefgen.rendering.theme.sheets import sheet_problems


def told(path: str, text: str) -> list[tuple[str, str, str]]:
    """Place, message and hint of what is wrong."""
    return [(str(found.span), found.message, found.hint) for found in sheet_problems(Theme({path: text.encode()}))]


@pytest.mark.parametrize(
    "text",
    [
        "p { background: url(data:image/gif;base64,R0lGOD) }",
        "@namespace svg url(#here); /* url(x.png) */",
        'a[href="{"]::after { content: \'}\' "\\"" }',
        "p { background: url(data:image/svg+xml;utf8,%3Csvg%3E/*) } /* } */",
        "@media print { p { &:hover { margin: calc((1px + 2px) * 2) } } }",
        "p::before { content: 'a\\\nb' }",
    ],
)
def test_what_is_there_is_no_problem(text: str) -> None:
    assert told("css/print.css", text) == []


@pytest.mark.parametrize("address", ["paper.png", '"../images/paper.png"', "https://example.org/paper.png"])
def test_an_address_that_leads_nowhere_is_told_at_its_line(address: str) -> None:
    ((place, message, hint),) = told("css/print.css", f".cover {{\n  background: white url({address});\n}}")
    assert place == "templates/css/print.css:2:21"
    assert "paper.png" in message
    assert "data:" in hint


def test_a_sheet_that_imports_another_is_told_once() -> None:
    assert [place for place, *_ in told("css/web.css", 'p {}\n@import "other.css";')] == ["templates/css/web.css:2:1"]


def test_a_check_tells_of_them(project: Project) -> None:
    built = project.with_file("templates/css/web.css", "body { background: url(//example.org/a.png) }").build()
    assert [(found.code, str(found.span)) for found in built.errors] == [
        ("style-is-sound", "templates/css/web.css:1:20")
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
