"""The designer's handbook names everything that a template sees, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import pytest
from jinja2 import Environment
from pydantic import BaseModel

from briefgen.language.words.locators import _KINDS
from briefgen.language.words.values import word
from briefgen.model.core.diagnostics import Severity
from briefgen.model.core.directives import DIRECTIVES
from briefgen.model.core.document import Node
from briefgen.model.profile import language
from briefgen.model.theme import Theme
from briefgen.model.values.parsing import parse_value
from briefgen.model.values.quantities import Bound
from briefgen.model.written.charts import COLOURS
from briefgen.reading.files.theme import read_theme
from briefgen.reading.load import load
from briefgen.reading.world import MemoryWorld
from briefgen.rendering.charts.theme import ChartThemeFile
from briefgen.rendering.epub.book import BookMaker, BookPictures, book_context
from briefgen.rendering.fonts.faces import FaceEntry, Manifest
from briefgen.rendering.html.body import WEB, Medium, render
from briefgen.rendering.paper.jobs.documents import print_context
from briefgen.rendering.theme.context import RenderContext
from briefgen.rendering.theme.templates import Templates, make_templates
from briefgen.rendering.web.data import feeds
from briefgen.rendering.web.page import web_context
from briefgen.rendering.web.page_breaks import PageBreaks
from briefgen.rendering.web.page_info import PageInfo
from briefgen.rendering.web.pages import pages
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.edition import edition, history_views, page_sections, views
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.embargo.embargo import shown_at
from briefgen.resolving.translation.standing import TranslationView

from docs_pages import AUTHORING, PROJECT, TEMPLATES, files, first_names, named, table_of, tables  # isort: skip

PROFILE: dict[str, type[BaseModel]] = {
    "the chart theme": ChartThemeFile,
    "the font manifest": Manifest,
    "a face": FaceEntry,
    "a language": language.Language,
    "numbers": language.Numbers,
    "reading": language.ReadingWords,
    "ranges": language.Ranges,
    "change words": language.ChangeWords,
    "date patterns": language.DayPatterns,
    "interval patterns": language.IntervalPatterns,
    "lists": language.Lists,
    "quotes": language.Quotes,
    "search": language.SearchWords,
}
VIEWS = {
    kind.__name__: kind
    for module in (edition, page_sections, views, history_views)
    for kind in vars(module).values()
    if is_dataclass(kind) and kind.__module__ == module.__name__
}


def names(head: str) -> set[str]:
    """The names of a table, functions without their arguments."""
    return {re.split(r"[(\s]", name)[0] for name in first_names(table_of(TEMPLATES, head))}


@cache
def korean() -> tuple[Edition, RenderContext]:
    """The handbook's own example, settled, and what its pages are made with."""
    world = MemoryWorld(files(AUTHORING))
    site, theme = shown_at(load(world).value, world.now()).value, read_theme(world)
    editions = resolve(site, {lang: theme.text(f"csl/{lang}.csl") for lang in site.languages}).value
    return editions["ko"], RenderContext(make_templates(theme, "ko"), site.profiles["ko"], {}, {})


def seen_on_the_web() -> dict[str, Mapping[str, object]]:
    """Template → what it is given."""
    edition, looks = korean()
    breaks = PageBreaks({}, looks.templates, [])
    return {page.template: web_context(page, edition, looks, [], breaks) for page in pages(edition)}


def test_what_a_web_template_sees_is_listed() -> None:
    given = seen_on_the_web()
    shared = set.intersection(*(set(context) for context in given.values()))
    assert names("name in a web template") == shared
    rows = table_of(TEMPLATES, "template").rows
    told = {template: set(named(what)) for cell, what in rows for template in named(cell)}
    for template, context in given.items():
        own = set(context) - shared
        assert own == {name for name in told.get(template, set()) if name.islower()}, template


def test_what_a_print_template_sees_is_listed() -> None:
    edition, looks = korean()
    given = print_context({}, (), (), edition, looks, [])
    assert names("name in a print template") == set(given)


def test_what_a_template_of_a_book_sees_is_listed() -> None:
    edition, looks = korean()
    article = next(iter(edition.articles.values()))
    maker = BookMaker(edition, looks, Theme({}), BookPictures({}, {}, {}))
    given = book_context({"title": "", "cover": "", "document": article}, (article,), (), maker, [])
    assert names("name in a book") == set(given)


def test_what_every_template_sees_is_listed() -> None:
    _, looks = korean()
    made: Environment = looks.templates.environment
    plain = Environment(extensions=["jinja2.ext.i18n"])
    own = {*set(made.globals) - set(plain.globals), *set(made.filters) - set(plain.filters)}
    told = names("name in every template")
    assert own <= {
        *told,
        "slug",
        "licence_name",
        "licence_in_short",
        "figure_words",
        "title_lines",
        "gettext",
        "pgettext",
        "npgettext",
    }
    assert {"lang", "_", "ngettext"} <= told


def test_what_a_part_sees_is_listed() -> None:
    seen: dict[str, Any] = {}

    def part(*names: str, **context: Any) -> str:
        seen.update(context)
        return ""

    medium = Medium(WEB, lambda path, anchor="": path, part, lambda path: path)  # type: ignore[arg-type]
    render(Node("directive", {"name": "box"}), medium)
    assert names("name in a part") == set(seen)


def test_what_the_feed_and_the_sitemap_see_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    edition, looks = korean()
    seen: dict[str, set[str]] = {}
    fill = Templates.fill

    def noted(self: Templates, name: str, context: Mapping[str, object]) -> Any:
        seen[name] = set(context)
        return fill(self, name, context)

    monkeypatch.setattr(Templates, "fill", noted)
    outcome = feeds.render_feeds({"ko": edition}, {"ko": looks})
    assert outcome.diagnostics == ()
    assert names("name in the feed") == seen["web/feed.xml"]
    assert names("name in the sitemap") == seen["web/sitemap.xml"]


def test_every_field_of_every_value_is_listed() -> None:
    told = {
        named(table.head[0])[0]: first_names(table)
        for table in tables(TEMPLATES)
        if table.head[0].startswith("field of")
    }
    known = {"PageInfo": PageInfo, "TranslationView": TranslationView, **VIEWS}
    assert told == {name: [field.name for field in fields(kind)] for name, kind in known.items()}


def test_kinds_of_pages_are_listed() -> None:
    edition, _ = korean()
    (row,) = [row for row in table_of(TEMPLATES, "field of `PageInfo`").rows if row[0] == "`kind`"]
    made = {page.info.kind for page in pages(edition)} | {"root", "404", "feed"}
    assert set(named(row[1])) == made


@pytest.mark.parametrize(("what", "model"), PROFILE.items(), ids=list(PROFILE))
def test_every_key_of_the_theme_is_explained_and_no_other(what: str, model: type[BaseModel]) -> None:
    table = table_of(TEMPLATES, f"key of {what}")
    assert first_names(table) == list(model.model_fields)
    needed = [name for row in table.rows if row[1] == "yes" for name in named(row[0])]
    assert needed == [name for name, field in model.model_fields.items() if field.is_required()]


def test_choices_of_a_profile_are_named() -> None:
    text = TEMPLATES.read_text("utf-8")
    bounds = [bound.name.lower() for bound in Bound if bound is not Bound.EXACT]
    assert [name for name in (*bounds, *_KINDS, *COLOURS) if f"`{name}`" not in text and f"`${name}`" not in text] == []


def test_every_file_of_the_theme_is_listed() -> None:
    told = set(first_names(table_of(TEMPLATES, "files")))
    theme = PROJECT / "templates"
    there = {path.relative_to(theme).as_posix() for path in theme.rglob("*.*")}
    fonts = {path for path in there if path.startswith("fonts/")}
    named = {"parts/<directive>.html": set(DIRECTIVES)}
    languages = {path.stem for path in theme.glob("locale/*.yaml")}
    named |= dict.fromkeys(("locale/<language>.yaml", "locale/<language>.po", "csl/<language>.csl"), languages)
    each = {re.sub("<.+>", name, pattern) for pattern, names in named.items() for name in names}
    assert each <= there
    assert told == there - fonts - each | {"fonts/", *named}


def test_every_token_is_listed() -> None:
    told = {name for row in table_of(TEMPLATES, "token").rows for name in named(row[0])}
    there = set(re.findall(r"^ +(--[\w-]+):", (PROJECT / "templates/css/tokens.css").read_text("utf-8"), re.MULTILINE))
    assert told == there


def test_the_classes_listed_are_written_by_the_code() -> None:
    code = "".join(path.read_text("utf-8") for path in (PROJECT / "briefgen").rglob("*.py"))
    table = table_of(TEMPLATES, "class")
    assert table.rows
    for row in table.rows:
        for name in named(row[0]):
            assert name.startswith("align-") or re.search(rf"\b{name}\b", code), name
    written = set(re.findall(r'class="([\w-]+)"', (PROJECT / "briefgen/rendering/html/body.py").read_text("utf-8")))
    assert written <= {name for row in table.rows for name in named(row[0])}


def test_a_language_is_a_few_files() -> None:
    given = {**files(AUTHORING), **files(TEMPLATES)}
    given["content/site.yaml"] = given["content/site.yaml"].replace("[ko, en]", "[ko, en, it]")
    given["content/briefs/research-money/brief.yaml"] += "languages: [ko, en]\n"
    outcome = load(MemoryWorld(given))
    assert not [found for found in outcome.diagnostics if found.severity is Severity.ERROR]
    italian = outcome.value.profiles["it"]
    text = TEMPLATES.read_text("utf-8")
    for typed in ("398.119 billion CNY", "~80 million KRW", "2025-03-04/2025-03-11"):
        words = word(parse_value(typed), italian).value
        assert f"`{typed}`" in text
        assert words in text
