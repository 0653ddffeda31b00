"""The theme words all it says in each of its languages, its text can be read, and nothing in it is inline."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes
from jinja2.ext import babel_extract
from support.contrast import contrast
from support.project import Project

import briefgen
from briefgen.model.written.licences import NAMES
from briefgen.reading.world import default_theme
from briefgen.rendering.theme.templates import EXTENSIONS

THEME = default_theme()
FOLDERS = ("web", "parts", "print", "mail")
# ``say(lang, "…")`` words a message in another language than the page's.
KEYWORDS = ("_", "gettext", "ngettext", "say")
OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false", "extensions": "jinja2.ext.do"}
CATALOGUES = sorted(THEME.glob("locale/*.po"))
NUMBER = {"%(num)s", "%(num)d"}


def templates() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted(path for path in (THEME / folder).rglob("*") if path.suffix in (".html", ".xml"))


def messages() -> set[str]:
    """Every wording that the templates ask for; of one with a plural, the singular."""
    found: set[str] = set()
    for path in templates():
        with path.open("rb") as file:
            for _, function, given, _ in babel_extract(file, KEYWORDS, (), OPTIONS):
                texts = [text for text in (given if isinstance(given, tuple) else (given,)) if text]
                found.update(texts[-1:] if function == "say" else texts[:1])
    return found | set(NAMES.values()) | set(said_by_code())


def said_by_code() -> Iterator[str]:
    """Every wording that code asks for, where it is written out."""
    package = Path(briefgen.__file__).parent
    for path in sorted((*package.glob("rendering/**/*.py"), *package.glob("handouts/**/*.py"))):
        for part in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "say" and part.args:
                first = part.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_words_everything_the_templates_say(path: Path) -> None:
    catalogue = catalogue_of(path)
    worded = {
        entry.id if isinstance(entry.id, str) else entry.id[0]
        for entry in catalogue
        if entry.id and (all(entry.string) if isinstance(entry.string, tuple | list) else entry.string)
    }
    assert messages() - worded == set()
    assert [(entry.id, [str(fault) for fault in faults]) for entry, faults in catalogue.check()] == []


def catalogue_of(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem.replace("-", "_"))


def texts(words: str | tuple[str, ...] | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else list(words)


def places(words: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]", words))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_has_the_messages_places_and_plural_forms_it_needs(path: Path) -> None:
    own, english = catalogue_of(path), catalogue_of(THEME / "locale/en.po")
    assert {str(entry.id) for entry in own} == {str(entry.id) for entry in english}
    assert str(own.locale).replace("_", "-") == path.stem
    categories = own.locale.plural_form.tags | {"other"}
    assert own.num_plurals in (len(categories), len(categories - {"many"}))  # a form for millions may be left out
    for entry in own:
        if entry.id:
            forms = texts(entry.string)
            assert all(forms), entry.id
            assert len(forms) == (own.num_plurals if entry.pluralizable else 1)
            needed = places(texts(entry.id)[0])
            for number, form in enumerate(forms):
                # Arabic says none, one and two of a thing without a digit: صفحة, صفحتان.
                spared = NUMBER if path.stem == "ar" and len(forms) > 1 and number < 3 else set()
                assert needed - spared <= places(form) <= needed, entry.id


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_language_comes_whole(path: Path) -> None:
    assert (THEME / f"locale/{path.stem}.yaml").is_file()
    assert (THEME / f"csl/{path.stem}.csl").is_file()


def test_no_template_takes_what_an_author_has_written_for_html() -> None:
    environment = Environment(extensions=EXTENSIONS)
    for path in templates():
        tree = environment.parse(path.read_text("utf-8"))
        assert [it for it in tree.find_all(nodes.Filter) if it.name == "safe"] == [], path
        assert list(tree.find_all(nodes.ScopedEvalContextModifier)) == [], path
        calls = [it for it in tree.find_all(nodes.Call) if isinstance(it.node, nodes.Name) and it.node.name in KEYWORDS]
        said = [it.args[-1 if it.node.name == "say" else 0] for it in calls]
        assert [it for it in said if not isinstance(it, nodes.Const)] == [], path


def test_no_template_of_the_web_holds_a_style_or_a_script_of_its_own() -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
    of_the_web = [path for path in templates() if path.parent.name != "print"]
    assert [(path.name, found[0]) for path in of_the_web if (found := inline.search(path.read_text("utf-8")))] == []


@pytest.mark.parametrize("view", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_every_ground_it_is_set_on(view: int) -> None:
    sheet = (THEME / "css/tokens.css").read_text("utf-8")
    pairs = dict(re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}, #[0-9a-f]{6})\)", sheet))
    colour = {name: pair.split(", ")[view] for name, pair in pairs.items()}
    text, ground = ("ink", "ink-soft", "accent"), ("paper", "panel", "accent-wash", "accent-pale")
    assert [(a, b) for a, b in product(text, ground) if contrast(colour[a], colour[b]) < 4.5] == []
    assert contrast(colour["paper"], colour["accent"]) >= 4.5, "the words of a button"
    assert contrast(colour["control"], colour["paper"]) >= 3, "lines that mean something"


def test_colours_stand_in_the_tokens_alone() -> None:
    every = [*THEME.rglob("*.css"), *THEME.rglob("*.html"), *THEME.rglob("*.js"), THEME / "charts/theme.yaml"]
    mention = {path.relative_to(THEME).as_posix(): path.read_text("utf-8") for path in every}
    assert "css/tokens.css" in mention
    written = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b(?=[^{}]*[;}])|(?:rgb|hsl|oklch)\((?!0 0 0 /)")
    asked = "@supports (color: light-dark(#fff, #000))"
    assert [path for path, text in mention.items() if written.search(text.replace(asked, ""))] == ["css/tokens.css"]


# Tone and terms


def test_korean_wording_is_in_the_plain_style_of_the_briefs() -> None:
    catalogue = (default_theme() / "locale/ko.po").read_text("utf-8")
    assert not re.findall(r'msgstr(?:\[\d\])? ".*니다[.\s"]', catalogue)


def test_a_publisher_that_stands_in_for_the_authors_is_named_once_in_the_citation(project: Project) -> None:
    page = project.build().page("en/briefs/first.html")
    cited = re.sub(r"<[^>]+>|\u2060", "", page[page.index('id="citation"') :].split("</p>")[0])
    assert cited.count("Sample Press") == 1


def test_a_chart_of_two_sources_names_sources_and_of_one_a_source(project: Project) -> None:
    path, sources = "content/briefs/first/bars.chart.yaml", "alt: {ko"
    for given, word in (("report-a, report-b", ">Sources: "), ("report-a", ">Source: ")):
        page = project.with_change(path, sources, f"source: [{given}]\n{sources}").build().page("en/briefs/first.html")
        assert word in page.replace("\u00a0", " ")
