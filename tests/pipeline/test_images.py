"""Images are looked at when the project is checked: what readers would miss is said at the text that shows them."""

from __future__ import annotations

import re

import pytest
from projects import Built, Project, picture

from briefgen.model.diagnostics import Severity
from briefgen.reading.svg.allowed import SVG

PHOTO = "content/briefs/first/photo.png"
DRAWING = "content/briefs/first/plan.svg"
SHOWN_AT = "content/briefs/first/ko.md:"
SAFE = f'<svg xmlns="{SVG}" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
ACTIVE = (
    f'<svg xmlns="{SVG}" viewBox="0 0 9 9" onload="alert(1)">\n<script>alert(2)</script>\n'
    '<a href="javascript:alert(3)"><rect width="9" height="9"/></a>\n</svg>'
)


def drawn(project: Project, svg: str | bytes) -> Project:
    """The project with a drawing in the place of its photograph."""
    for lang in ("ko", "en"):
        project = project.with_change(f"content/briefs/first/{lang}.md", "photo.png", "plan.svg")
    return project.without(PHOTO).with_file(DRAWING, svg)


def published(built: Built) -> bytes:
    (path,) = [path for path in built.tree if path.startswith("assets/images/")]
    return built.tree[path]


def test_a_drawing_is_published_and_printed_as_a_copy_that_only_draws(project: Project) -> None:
    built = drawn(project, ACTIVE).build(pdfs=True)
    assert re.search(rb"script|onload|alert", published(built)) is None
    assert b"<rect" in published(built)
    for path in built.tree:
        assert b"alert(" not in built.tree[path], path
    found = built.found("drawing-is-safe")
    assert found.severity is Severity.WARNING and str(found.span).startswith(SHOWN_AT)
    assert "plan.svg" in found.message
    assert [f"{span} {words}" for span, words in found.related] == [
        f"{DRAWING}:1:1 onload=",
        f"{DRAWING}:2:1 <script>",
        f"{DRAWING}:3:1 a link to javascript:",
    ]


def test_of_a_drawing_that_only_draws_nothing_is_said(project: Project) -> None:
    built = drawn(project, SAFE).build()
    assert built.problems == []
    assert published(built) == SAFE.encode()


def test_a_drawing_that_no_text_shows_is_cleaned_too(project: Project) -> None:
    built = project.with_file("content/briefs/second/spare.svg", ACTIVE).build()
    assert "content/briefs/second/spare.svg:1:1 drawing-is-safe" in built.problems
    assert not any(b"alert(" in content for content in built.tree.files.values())


@pytest.mark.parametrize(
    ("svg", "why"),
    [
        ("", "the file is empty"),
        ("<svg><rect></svg>", "it is not well-formed XML"),
        (
            f'<svg xmlns="{SVG}">\n<g id="a"><use href="#a"/></g>\n</svg>',
            "refers to itself (line 2)",
        ),
        (picture(9), "it is not SVG but PNG"),
    ],
)
def test_a_drawing_that_cannot_be_shown_is_an_error_where_it_is_shown(
    project: Project, svg: str | bytes, why: str
) -> None:
    built = drawn(project, svg).build()
    found = built.found("image-can-be-read")
    assert found.severity is Severity.ERROR and str(found.span).startswith(SHOWN_AT)
    assert "plan.svg" in found.message and why in found.message
    assert published(built) == b""


@pytest.mark.parametrize("cut", [0, 9, 60], ids=["empty", "head", "cut short"])
def test_a_damaged_photograph_is_an_error_of_the_check_where_it_is_shown_and_once(project: Project, cut: int) -> None:
    built = project.with_file(PHOTO, picture(300)[:cut]).build()
    found = built.found("image-can-be-read")
    assert found.severity is Severity.ERROR and str(found.span).startswith(SHOWN_AT)
    assert "photo.png" in found.message and "pack.invalid" not in found.message and found.hint


def test_what_is_remembered_of_an_image_is_told_where_it_is_shown_now(project: Project) -> None:
    damaged = project.with_file(PHOTO, picture(300)[:60])
    lower = damaged.with_change("content/briefs/first/ko.md", "![회색", "한 줄 더.\n\n![회색")
    before, after = (it.build().found("image-can-be-read") for it in (damaged, lower))
    assert before.span is not None and after.span is not None
    assert after.span.line == before.span.line + 2
    assert after.message == before.message
