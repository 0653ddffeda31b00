"""Slips in the project's templates/ that nothing else tells of: files without a use, and what browsers pass over."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.reading.files.theme import read_theme, theme_files
from briefgen.reading.world import MemoryWorld, default_theme
from briefgen.rendering.theme.unused_files import stray_files


def told(**files: str) -> dict[str, str]:
    """Place → hint of each file that nothing reads; the files by their paths below ``templates/``."""
    world = MemoryWorld({f"templates/{path}": text for path, text in files.items()})
    found = list(stray_files(read_theme(world), *theme_files(world)))
    assert {each.severity for each in found} <= {Severity.WARNING}
    return {str(each.span): each.hint for each in found}


MISTYPED = {
    "pring/cover.html": "print/cover.html",
    "web/breif.html": "web/brief.html",
    "web/briefs.htm.html": "web/briefs.html",
    "Print/cover.html": "print/cover.html",
    "parts/at_a_glance.html": "parts/at-a-glance.html",
    "css/token.css": "css/tokens.css",
    "cs/web.css": "css/web.css",
    "js/themes.js": "js/theme.js",
    "web/favicn.svg": "web/favicon.svg",
    "charts/theme.yml": "charts/theme.yaml",
    "chart/theme.yaml": "charts/theme.yaml",
    "fonts/manifest.yml": "fonts/manifest.yaml",
    "local/ko.po": "locale/ko.po",
    "cover.html": "print/cover.html",
}


@pytest.mark.parametrize(("path", "meant"), MISTYPED.items())
def test_a_mistyped_name_is_told_with_the_nearest(path: str, meant: str) -> None:
    assert told(**{path: "x"}) == {f"templates/{path}:1:1": f"did you mean “{meant}”?"}


def test_a_template_like_none_that_nothing_includes_is_told() -> None:
    (hint,) = told(**{"mine/zigzag.html": "x"}).values()
    assert "docs/templates.md" in hint


USED = {
    "included": {"web/home.html": '{% include "parts/hero.html" %}', "parts/hero.html": "x"},
    "imported": {"print/cover.html": "{% from 'mine/tools.html' import seal %}", "mine/tools.html": "x"},
    "extended": {"web/page.html": '{% extends "web/bases.html" %}', "web/bases.html": "x"},
    "one of several": {"web/home.html": '{% include ["mine/a.html", "mine/b.html"] %}', "mine/b.html": "x"},
    "by the beginning of its name": {"web/home.html": '{% include "mine/" ~ lang ~ ".html" %}', "mine/ko.html": "x"},
    "asked for as an asset": {"web/home.html": '{{ asset("themes.js") }}', "js/themes.js": "x"},
}


@pytest.mark.parametrize("files", USED.values(), ids=USED)
def test_what_a_template_of_the_project_names_is_read(files: dict[str, str]) -> None:
    assert told(**files) == {}


@pytest.mark.parametrize(
    "path",
    [
        "web/brief.html",
        "css/print.css",
        "css/annex.css",
        "js/search.js",
        "images/seal.png",
        "web/seal.svg",
        "fonts/noto-sans-kr-500.otf",
        "fonts/OFL-mine.txt",
        "locale/de.yaml",
        "locale/de.po",
        "locale/zh-Hant.yaml",
        "csl/de.csl",
        "README.md",
    ],
)
def test_what_a_project_may_have_of_its_own_is_not_told(path: str) -> None:
    assert told(**{path: "x"}) == {}


def test_the_packaged_theme_has_no_stray_file() -> None:
    assert told() == {}


def test_a_build_warns_of_it_and_goes_on(project: Project) -> None:
    built = project.with_file("templates/pring/cover.html", "<p>").build()
    assert built.problems == ["templates/pring/cover.html:1:1 file-is-expected"]
    assert not built.failed


def line_of(path: str, words: str) -> int:
    text = (default_theme() / path).read_text("utf-8")
    assert words in text
    return text[: text.index(words)].count("\n") + 1


def slips(project: Project, path: str, old: str, new: str) -> list[Diagnostic]:
    """What building says of a template with a change; its other problems are none."""
    text = (default_theme() / path).read_text("utf-8")
    assert text.count(old) >= 1
    return list(project.with_file(f"templates/{path}", text.replace(old, new, 1)).build().diagnostics)


def test_an_asset_that_is_not_there_is_one_error_where_it_is_asked_for(project: Project) -> None:
    old = '<div class="docket" data-search="off">'
    (found,) = slips(project, "web/brief.html", old, old + '<img alt="" src="{{ asset("logo.png") }}">')
    assert found.span is not None
    assert (found.span.path, found.span.line) == ("templates/web/brief.html", line_of("web/brief.html", old))
    assert found.message == "the theme has no asset “logo.png”"


def test_words_that_a_catalogue_lacks_are_told_with_template_and_language(project: Project) -> None:
    old = '<div class="docket" data-search="off">'
    found = slips(project, "web/brief.html", old, old + '{{ _("Ask the desk") }}')
    assert {(str(it.span), it.message) for it in found} == {
        (f"templates/web/brief.html:{line_of('web/brief.html', old)}:1",
         f"“Ask the desk” has no translation in locale/{lang}.po")
        for lang in ("ko", "en")
    }  # fmt: skip


def test_a_dead_link_of_a_template_is_told_once_with_the_template(project: Project) -> None:
    old = '<div class="docket" data-search="off">'
    (found,) = slips(project, "web/brief.html", old, old + '<a href="contact.html">Contact</a>')
    assert found.span is not None
    assert (found.code, found.span.path) == ("link-resolves", "templates/web/brief.html")
    assert found.span.line == line_of("web/brief.html", old)
    assert "contact.html" in found.message
