"""Slips in templates that a browser passes over, each told once at the template."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.project import Project

from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.reading.world import default_theme
from briefgen.rendering.theme.template_lint import unsound_elements


def line_of(path: str, words: str) -> int:
    text = (default_theme() / path).read_text("utf-8")
    assert words in text
    return text[: text.index(words)].count("\n") + 1


def told(project: Project, path: str, old: str, new: str) -> list[Diagnostic]:
    """What building says of a template with a change; its other problems are none."""
    text = (default_theme() / path).read_text("utf-8")
    assert text.count(old) >= 1
    return list(project.with_file(f"templates/{path}", text.replace(old, new, 1)).build().diagnostics)


@pytest.mark.parametrize(
    ("path", "element", "closed"),
    [
        ("web/brief.html", '<h1 id="{{ page.head_id }}"', "{{ article.title }}</h1>"),
        ("print/summary.html", "<h1>", "</h1>"),
        ("web/macros.html", '<nav class="crumbs"', "</nav>\n{%- endmacro %}\n\n{#- Titles and opening words"),
    ],
)
def test_an_element_that_is_not_closed_is_told_once_at_its_template(
    project: Project, path: str, element: str, closed: str
) -> None:
    lost = closed.replace("</h1>", "").replace("</nav>", "")
    (found,) = told(project, path, closed, lost)
    assert found.span is not None
    assert (found.code, found.span.path) == ("template-is-sound", f"templates/{path}")
    assert found.span.line == line_of(path, element)
    assert "is not closed" in found.message


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<div><p>a</div>", []),
        ("<ul><li>a<li>b</ul><br><img src=x>", []),
        ("<div><span>a</div></span>", ["<span> is not closed"]),
        ("<div>a</div></div>", ["</div> closes nothing"]),
        ("<div><svg><g></svg><script>'<b>'</script></div>", []),
        ("<!-- <div> --><main><h1>a</main>", ["<h1> is not closed"]),
    ],
)
def test_elements_are_closed_in_turn_but_for_those_that_html_closes_by_itself(html: str, said: list[str]) -> None:
    found = list(unsound_elements(html, "web/a.html", {"web/a.html": html}))
    assert [it.message for it in found] == said


PIECES = (
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<br>",
    "<svg>",
    "</svg>",
    "<path/>",
    "<script>",
    "</script>",
    '<a title="<p>">',
)
COMMENT = "<!-- <b> -->"


@given(st.lists(st.sampled_from((*PIECES, "</a>", "<!--hash-->", COMMENT)), max_size=8).map("".join))
def test_a_page_that_is_soon_seen_to_be_sound_is_sound_when_it_is_read_tag_by_tag(html: str) -> None:
    """With a tag in a comment a page is read tag by tag."""
    soon, slowly = (list(unsound_elements(it, "web/a.html", {})) for it in (html, COMMENT + html))
    assert soon == slowly


def test_a_style_that_the_pages_policy_forbids_is_told_once_at_its_template(project: Project) -> None:
    old = '<div class="docket" data-search="off">'
    (found,) = told(project, "web/brief.html", old, '<div class="docket" data-search="off" style="color: red">')
    assert found.span is not None
    assert (found.span.path, found.span.line) == ("templates/web/brief.html", line_of("web/brief.html", old))
    assert found.severity is Severity.WARNING
    assert "Content-Security-Policy" in found.message


def test_what_an_author_says_of_styles_is_no_style_of_a_template(project: Project) -> None:
    said = "A <b style=x> word, a style=y word"
    changed = project.with_change("content/briefs/first/en.md", "title: The first brief", f"title: '{said}'")
    changed = changed.with_change("content/site.yaml", "en: A sample site.", f"en: '{said}'")
    assert changed.build().problems == []


def test_an_asset_that_is_not_there_is_one_error_where_it_is_asked_for(project: Project) -> None:
    old = '<div class="docket" data-search="off">'
    (found,) = told(project, "web/brief.html", old, old + '<img alt="" src="{{ asset("logo.png") }}">')
    assert found.span is not None
    assert (found.span.path, found.span.line) == ("templates/web/brief.html", line_of("web/brief.html", old))
    assert found.message == "the theme has no asset “logo.png”"


def test_words_that_a_catalogue_lacks_are_told_with_template_and_language(project: Project) -> None:
    old = '<div class="docket" data-search="off">'
    found = told(project, "web/brief.html", old, old + '{{ _("Ask the desk") }}')
    assert {(str(it.span), it.message) for it in found} == {
        (f"templates/web/brief.html:{line_of('web/brief.html', old)}:1",
         f"“Ask the desk” has no translation in locale/{lang}.po")
        for lang in ("ko", "en")
    }  # fmt: skip


def test_a_dead_link_of_a_template_is_told_once_with_the_template(project: Project) -> None:
    old = '<div class="docket" data-search="off">'
    (found,) = told(project, "web/brief.html", old, old + '<a href="contact.html">Contact</a>')
    assert found.span is not None
    assert (found.code, found.span.path) == ("link-resolves", "templates/web/brief.html")
    assert found.span.line == line_of("web/brief.html", old)
    assert "contact.html" in found.message
