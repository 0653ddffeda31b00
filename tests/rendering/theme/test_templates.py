"""The theme's templates: filled with the wording of a language; whatever is broken is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup
from support.project import Project

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.theme import Theme
from briefgen.reading.files.theme import read_theme
from briefgen.reading.world import DiskWorld, MemoryWorld
from briefgen.rendering.theme.templates import Templates, make_templates, part_filler, theme_problems, wording

PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"

msgid "Notes"
msgstr "주"

msgid "%(num)d page"
msgid_plural "%(num)d pages"
msgstr[0] "%(num)d쪽"
"""
QUOTED = PO + '\nmsgid "as “%(words)s”"\nmsgstr "‘%(words)s’(으)로 적음"\n'


def theme(**files: str | bytes) -> Theme:
    """Templates by their names, with ``_`` for ``/`` and ``.html`` left out."""
    every = {f"{name.replace('_', '/')}.html": text for name, text in files.items()} | {"locale/ko.po": PO}
    return Theme({path: text.encode() if isinstance(text, str) else text for path, text in every.items()})


def templates(lang: str = "ko", **files: str | bytes) -> Templates:
    return make_templates(theme(**files), lang)


def problem(made: Templates, name: str = "web/a.html", **context: object) -> Diagnostic:
    (found,) = made.fill(name, context).diagnostics
    assert found.code == "template-is-sound"
    return found


# What a template can do


def test_a_template_is_filled_with_what_it_is_given() -> None:
    assert templates(web_a="<p>{{ word }}</p>").fill("web/a.html", {"word": "표본"}).value == "<p>표본</p>"


def test_what_is_given_is_text_unless_it_is_marked_as_html() -> None:
    made = templates(web_a="{{ plain }}{{ marked }}")
    filled = made.fill("web/a.html", {"plain": "<b>", "marked": Markup("<i>")})
    assert filled.value == "&lt;b&gt;<i>"


def test_words_that_a_template_writes_are_still_formatted_and_translated() -> None:
    text = (
        '{{ _("<b>%(x)s</b>", x=words) }}{% trans %}Notes{% endtrans %}{% trans x=words %}<i>{{ x }}</i>{% endtrans %}'
    )
    assert templates(web_a=text).fill("web/a.html", {"words": "<"}).value == "<b>&lt;</b>주<i>&lt;</i>"


def test_the_wording_is_that_of_the_language() -> None:
    text = '{{ _("Notes") }} {{ ngettext("%(num)d page", "%(num)d pages", 3) }}'
    assert templates("ko", web_a=text).fill("web/a.html", {}).value == "주 3쪽"
    assert templates("xx", web_a=text).fill("web/a.html", {}).value == "Notes 3 pages"


@pytest.mark.parametrize(
    ("words", "said"), [("2025년", "‘2025년’으로 적음"), ("3.3", "‘3.3’으로 적음"), ("10% & 1", "‘10% &amp; 1’로 적음")]
)
def test_a_particle_after_a_quotation_mark_follows_the_words_within(words: str, said: str) -> None:
    shared = theme(web_a='{{ _("as “%(words)s”", words=words) }}')
    made = make_templates(Theme({**shared.files, "locale/ko.po": QUOTED.encode()}), "ko")
    assert made.fill("web/a.html", {"words": words}).value == said


def test_the_same_template_in_two_languages_says_different_things() -> None:
    shared = theme(web_a='{{ lang }} {{ _("Notes") }}')
    said = [make_templates(shared, lang).fill("web/a.html", {}).value for lang in ("ko", "en", "ko")]
    assert said == ["ko 주", "en Notes", "ko 주"]


def test_a_changed_template_is_read_again() -> None:
    assert templates(web_a="one").fill("web/a.html", {}).value == "one"
    assert templates(web_a="two").fill("web/a.html", {}).value == "two"


def test_templates_build_on_one_another() -> None:
    made = templates(
        web_base="<main>{% block main %}{% endblock %}</main>",
        web_a='{% extends "web/base.html" %}{% block main %}{% include "parts/x.html" %}{% endblock %}',
        parts_x="x",
    )
    assert made.fill("web/a.html", {}).value == "<main>x</main>"


def test_a_slug_is_safe_in_an_address() -> None:
    assert templates(web_a="{{ 'A & 나, c!'|slug }}").fill("web/a.html", {}).value == "a-나-c"


# Broken templates

BROKEN = {
    "syntax": ("<p>\n{% if %}\n</p>", 2, "cannot be read"),
    "block never closed": ("<p>\n{% for a in b %}\n</p>\n", 3, "endfor"),
    "unknown filter": ("\n{{ word|uper }}", 2, "uper"),
    "unknown name": ("\n\n{{ titel }}", 3, "titel"),
    "unknown attribute": ("{{ article.titel }}", 1, "titel"),
    "unknown key": ("\n{{ find('nothing') }}", 2, "nothing"),
    "division": ("\n{{ 1 / 0 }}", 2, "division by zero"),
    "call of nothing": ("\n{{ word() }}", 2, "callable"),
    "missing template": ('\n{% include "web/b.html" %}', 2, "web/b.html"),
    "template of itself": ('\n{% include "web/a.html" %}', 2, "itself"),
}


@pytest.mark.parametrize(("text", "line", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_template_is_told_with_its_file_and_line(text: str, line: int, said: str) -> None:
    found = problem(templates(web_a=text), word="w", article=object(), find={}.__getitem__)
    assert found.span is not None
    assert (found.span.path, found.span.line) == ("templates/web/a.html", line)
    assert said in found.message


def test_the_fault_is_placed_in_the_template_that_has_it() -> None:
    made = templates(
        web_base="1\n2\n{% block main %}{% endblock %}",
        web_a='{% extends "web/base.html" %}\n{% block main %}\n{{ show() }}{% include "parts/x.html" %}{% endblock %}',
        parts_x="\n\n\n{{ nothing }}",
        web_m="{% macro show() %}\n\n{{ nothing }}{% endmacro %}",
    )
    assert str(problem(made, show=lambda: "").span) == "templates/parts/x.html:4:1"
    made = templates(
        web_a='{% import "web/m.html" as m %}{{ m.show() }}', web_m="{% macro show() %}\n\n{{ no }}{% endmacro %}"
    )
    assert str(problem(made).span) == "templates/web/m.html:3:1"


def test_a_page_whose_template_is_broken_has_a_visible_stand_in() -> None:
    assert "—" in templates(web_a="{{ nothing }}").fill("web/a.html", {}).value


def test_a_template_that_is_not_there_is_told_by_its_name() -> None:
    found = problem(templates(web_a=""), "parts/quote.html")
    assert "parts/quote.html" in found.message and found.hint


def test_the_part_of_a_directive_is_filled_with_what_the_page_has() -> None:
    problems: list[Diagnostic] = []
    made = templates(parts_box="{{ site }}: {{ content }}", parts_option="{{ nothing }}")
    fill = part_filler(made, {"site": "표본"}, problems)
    assert fill("box", content=Markup("<p>")) == "표본: <p>"
    assert problems == []
    fill("option", content="")
    assert [str(found.span) for found in problems] == ["templates/parts/option.html:1:1"]


# Files of the theme that cannot be used at all


def told(**files: str | bytes) -> list[str]:
    return [f"{found.span} {found.code}" for found in theme_problems(theme(**files), ("ko", "en"))]


def test_a_sound_theme_has_no_problems() -> None:
    assert told(web_a="<p>가</p>") == []


def test_a_template_in_another_encoding_is_told_at_its_place() -> None:
    assert told(web_a="<p>\n가나다</p>".encode("cp949")) == ["templates/web/a.html:2:1 file-is-utf8"]
    assert told(web_a="<p>가</p>".encode("utf-16")) == ["templates/web/a.html:1:1 file-is-utf8"]


CATALOGUES = {
    "no quotes": (PO.replace('msgstr "주"', "msgstr 주"), "locale/ko.po:5:1"),
    "unknown keyword": (PO + '\nmsgid_ "x"\n', "locale/ko.po:11:1"),
    "broken plural": (PO.replace("msgid_plural", "msgid_plual"), "locale/ko.po:8:1"),
}


@pytest.mark.parametrize(("text", "place"), CATALOGUES.values(), ids=CATALOGUES)
def test_a_broken_catalogue_is_told_at_its_line_and_prints_nothing(
    text: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = Theme({"locale/ko.po": text.encode()})
    (found,) = theme_problems(broken, ("ko", "en"))
    assert (f"{found.span}", found.code) == (f"templates/{place}", "template-is-sound")
    assert wording(broken, "ko").gettext("Notes") == "Notes"
    assert capsys.readouterr().out == ""


def test_a_catalogue_in_another_encoding_is_told() -> None:
    broken = Theme({"locale/ko.po": PO.encode("cp949")})
    assert [found.code for found in theme_problems(broken, ("ko",))] == ["file-is-utf8"]
    assert wording(broken, "ko").gettext("Notes") == "Notes"


def test_a_language_without_a_catalogue_speaks_the_words_of_the_templates() -> None:
    assert wording(Theme({}), "xx").gettext("Notes") == "Notes"
    assert theme_problems(Theme({}), ("xx",)) == ()


def test_the_problems_of_the_theme_stop_a_build(project: Project) -> None:
    built = project.with_file("templates/locale/ko.po", "msgid Notes\n").build()
    assert built.failed
    assert [found.span and found.span.path for found in built.errors] == ["templates/locale/ko.po"]


def test_nothing_is_wrong_with_the_theme_that_comes_with_briefgen() -> None:
    """So a project without templates of its own is spared the look at it."""
    world = MemoryWorld({})
    languages = ("ko", "en", "fr", "de", "es", "ja", "zh-Hans", "ar")
    assert theme_problems(read_theme(world), languages) == ()
    assert not world.has_own_theme()
    assert MemoryWorld({"templates/css/print.css": b""}).has_own_theme()
    assert MemoryWorld({}, theme={"css/print.css": b""}).has_own_theme()


def test_a_folder_of_templates_is_a_theme_of_the_projects_own(tmp_path: Path) -> None:
    assert not DiskWorld(tmp_path).has_own_theme()
    (tmp_path / "templates/css").mkdir(parents=True)
    assert not DiskWorld(tmp_path).has_own_theme()
    (tmp_path / "templates/css/print.css").write_text("")
    assert DiskWorld(tmp_path).has_own_theme()
    assert DiskWorld(tmp_path, theme=tmp_path / "templates").has_own_theme()
