"""Slips in templates that a browser passes over, each told once at the template."""

from __future__ import annotations

from support.project import Project

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.reading.world import default_theme


def line_of(path: str, words: str) -> int:
    text = (default_theme() / path).read_text("utf-8")
    assert words in text
    return text[: text.index(words)].count("\n") + 1


def told(project: Project, path: str, old: str, new: str) -> list[Diagnostic]:
    """What building says of a template with a change; its other problems are none."""
    text = (default_theme() / path).read_text("utf-8")
    assert text.count(old) >= 1
    return list(project.with_file(f"templates/{path}", text.replace(old, new, 1)).build().diagnostics)


def test_an_asset_that_is_not_there_is_one_error(project: Project) -> None:
    old = '<div class="docket" data-search="off">'
    (found,) = told(project, "web/brief.html", old, old + '<img alt="" src="{{ asset("logo.png") }}">')
    assert (found.code, found.message) == (
        "template-is-sound",
        "a template asks for the asset “logo.png”, which the theme does not have",
    )


def test_a_dead_link_of_a_template_is_told_once_with_the_template(project: Project) -> None:
    old = '<div class="docket" data-search="off">'
    (found,) = told(project, "web/brief.html", old, old + '<a href="contact.html">Contact</a>')
    assert found.span is not None
    assert (found.code, found.span.path) == ("link-resolves", "templates/web/brief.html")
    assert found.span.line == line_of("web/brief.html", old)
    assert "contact.html" in found.message
