"""The documentation says what is so: every key, mark and code is in it, and its examples work."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache

import click
import pytest
from packaging.requirements import Requirement
from pydantic import BaseModel

from briefgen import REPOSITORY, __version__
from briefgen.cli.main import cli
from briefgen.language.words.values import word
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.directives import DIRECTIVES
from briefgen.model.profile.language import Language
from briefgen.model.records import links as link_records
from briefgen.model.records import marks
from briefgen.model.values.parsing import SCALES, parse_value
from briefgen.model.written import briefs, charts, facts, glossary, packs, settings, sources, timeline
from briefgen.model.written.shown import Shown
from briefgen.model.written.site import Site
from briefgen.reading.files.theme import read_theme
from briefgen.reading.layout import BRIEF
from briefgen.reading.load import load
from briefgen.reading.markdown.extensions.roles import ROLES
from briefgen.reading.markdown.links import SITE_SCHEMES
from briefgen.reading.world import DiskWorld, MemoryWorld
from briefgen.reading.yaml.nodes import decode_map
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.embargo.embargo import shown_at
from briefgen.resolving.ledger.facts import FORMS, fact_words
from briefgen.resolving.ledger.terms import FORMS as TERM_FORMS
from briefgen.resolving.site.scope import scope_of

from docs_pages import (  # isort: skip
    AUTHORING,
    PAGES,
    PROJECT,
    anchors,
    examples,
    files,
    first_names,
    links,
    named,
    prose,
    table_of,
)

WRITTEN: dict[str, type[BaseModel]] = {
    "the site": settings.Settings,
    "the publisher": settings.Publisher,
    "links": settings.LinkRules,
    "publishing": settings.PublishRules,
    "a topic": settings.Topic,
    "a unit": settings.Unit,
    "the sign-off": settings.SignoffRules,
    "the signatures": marks.Signoffs,
    "a signature": marks.Signature,
    "the remarks": marks.Remarks,
    "a remark": marks.EditorRemark,
    "a rate": facts.Rate,
    "a source": sources.Source,
    "a reference to a source": facts.SourceRef,
    "a fact": facts.WrittenFact,
    "a cell of a spreadsheet": facts.CellReference,
    "a comparison": facts.Comparison,
    "a key figure": facts.KeyFigure,
    "a term": glossary.Term,
    "a name": glossary.TermForms,
    "an event": timeline.Event,
    "a record": link_records.LinkRecord,
    "an archived copy": link_records.ArchivedCopy,
    "a brief": briefs.BriefData,
    "a person": briefs.Person,
    "what has happened since": briefs.Since,
    "a recommendation": briefs.Recommendation,
    "a risk": briefs.Risk,
    "a change": briefs.Change,
    "the front matter": briefs.FrontMatter,
    "a chart": charts.Chart,
    "a column": charts.Column,
    "a pack": packs.Pack,
    "a question": packs.Question,
    "a finding": packs.Finding,
    "a motif": packs.Motif,
    "a proposal": packs.Proposal,
}


def resolved(world: MemoryWorld) -> tuple[Outcome[Site], Outcome[dict[str, Edition]]]:
    """A project as read and as settled."""
    site = load(world)
    theme = read_theme(world)
    styles = {lang: theme.text(f"csl/{lang}.csl") for lang in site.value.languages}
    return site, resolve(shown_at(site.value, world.now()).value, styles)


@cache
def example() -> Shown:
    """The project of the author's handbook."""
    world = MemoryWorld(files(AUTHORING))
    return shown_at(load(world).value, world.now()).value


def profiles() -> Iterator[tuple[str, Language]]:
    yield from example().profiles.items()


# The author's handbook


def test_the_examples_are_one_project_without_a_problem() -> None:
    given = files(AUTHORING)
    kinds = {path.split("/")[1] for path in given}
    assert kinds == {
        "site.yaml", "sources.yaml", "facts", "glossary.yaml", "timeline.yaml", "briefs", "packs", "pages"
    }  # fmt: skip
    assert any(path.endswith(BRIEF) for path in given)
    site, editions = resolved(MemoryWorld(given))
    assert site.diagnostics == ()
    assert editions.diagnostics == ()
    assert [len(edition.articles) for edition in editions.value.values()] == [1, 1]


@pytest.mark.parametrize(("what", "model"), WRITTEN.items(), ids=list(WRITTEN))
def test_every_key_is_explained_and_no_other(what: str, model: type[BaseModel]) -> None:
    table = table_of(AUTHORING, f"key of {what}")
    assert first_names(table) == [field.alias or name for name, field in model.model_fields.items()]
    needed = [name for row in table.rows if row[1] == "yes" for name in named(row[0])]
    assert needed == [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
    assert all(row[2] for row in table.rows)


def test_no_written_model_is_left_out() -> None:
    modules = (briefs, charts, facts, glossary, link_records, marks, packs, settings, sources, timeline)
    defined = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind.__module__ == module.__name__
    }
    extended = {facts.Fact, marks.Stamps, briefs.Decision}  # read from another, or with more; nobody writes a stamp
    assert defined - extended == set(WRITTEN.values())


def test_values_are_worded_as_the_handbook_says() -> None:
    table = table_of(AUTHORING, "typed")
    assert len(table.rows) > 10
    for typed, *told in table.rows:
        value = parse_value(named(typed)[0])
        assert told == [word(value, profile, example().settings.value.units).value for _, profile in profiles()]


def test_scales_and_units_are_named() -> None:
    text = AUTHORING.read_text("utf-8")
    assert [scale for scale in SCALES if len(scale) == 1 or scale.isascii() if f"`{scale}`" not in text] == []
    currencies = {"CNY", "KRW", "USD", "EUR", "JPY", "GBP", "HKD", "TWD"}
    known = {unit for _, profile in profiles() for unit in profile.units} - currencies
    table = table_of(AUTHORING, "unit")
    assert set(first_names(table)) == known
    for unit, *told in table.rows:
        assert told == [word(parse_value(f"5 {named(unit)[0]}"), profile, {}).value for _, profile in profiles()]


def test_every_form_of_a_fact_is_named_with_its_words() -> None:
    table = table_of(AUTHORING, "form")
    own = set(example().facts["rd-budget-2025"].value.forms)
    assert set(first_names(table)) == {*filter(None, FORMS), *own} - {"statement"}
    assert "`statement`" in AUTHORING.read_text("utf-8")
    for form, *told in table.rows:
        scopes = [scope_of(example(), lang) for lang, _ in profiles()]
        assert told == [fact_words("rd-budget-2025", named(form)[0], scope, None).value for scope in scopes]


def test_statuses_roles_directives_and_links_are_named() -> None:
    text = AUTHORING.read_text("utf-8")
    assert first_names(table_of(AUTHORING, "status")) == [status.value for status in facts.Status]
    assert set(first_names(table_of(AUTHORING, "directive"))) == set(DIRECTIVES)
    assert set(re.findall(r"(?<!:)\{(\w+)\}`", text)) == set(ROLES)
    assert [form for form in TERM_FORMS if f"#{form}`" not in text] == []
    assert set(re.findall(r"\]\((\w+):[\w#-]+\)", text)) >= SITE_SCHEMES


def test_every_option_of_a_directive_is_named() -> None:
    options = {option for kind in DIRECTIVES.values() for option in kind.options}
    text = AUTHORING.read_text("utf-8")
    assert [option for option in sorted(options) if f"`{option}`" not in text] == []


# The command line


def commands(group: click.Group, above: str = "briefgen") -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{above} {name}")
        else:
            yield f"{above} {name}", command


def test_every_command_and_option_is_explained_and_no_other() -> None:
    known = dict(commands(cli))
    explained = {" ".join(word for word in name.split() if word.islower()) for name in named_commands()}
    assert explained == set(known)
    for row in table_of(AUTHORING, "option").rows:
        assert options_of(row[0]), row
    given = {option for command in (cli, *known.values()) for option in _options(command)}
    assert {option for row in table_of(AUTHORING, "option").rows for option in options_of(row[0])} == given


def named_commands() -> list[str]:
    return first_names(table_of(AUTHORING, "command"))


def options_of(cell: str) -> set[str]:
    """The options that a cell names, without what they take."""
    return {code.split()[0] for code in named(cell) if code.startswith("-")}


def _options(command: click.Command) -> Iterator[str]:
    context = click.Context(command, parent=click.Context(cli, **cli.context_settings))
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option):
            yield from parameter.opts


def test_options_are_said_to_belong_to_the_commands_that_have_them() -> None:
    known = dict(commands(cli))
    for option, of, _ in table_of(AUTHORING, "option").rows:
        having = {name for name, command in known.items() if options_of(option) <= set(_options(command))}
        told = {f"briefgen {name}" for name in named(of)}
        if of.startswith("all but"):
            assert having == set(known) - told, option
        elif of.startswith("all"):
            assert having == set(known), option
        elif told != {"briefgen briefgen"}:
            assert having == told, option


# All pages


def test_the_figure_of_the_readme_is_worded_as_it_says() -> None:
    world = DiskWorld(PROJECT)
    site = shown_at(load(world).value, world.now()).value
    text = (PROJECT / "README.md").read_text("utf-8")
    (ledger,) = [example.text for example in examples(text) if example.kind == "yaml"]
    shown = decode_map(facts.Fact, ledger.encode(), "README.md")
    assert shown.diagnostics == ()
    assert shown.value["rd-budget-2025"].value.value == site.facts["rd-budget-2025"].value.value
    for lang in ("ko", "en"):
        assert fact_words("rd-budget-2025", "both", scope_of(site, lang), None).value in text


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        for link in links(page):
            path, _, anchor = link.partition("#")
            there = (page.parent / path).resolve() if path else page
            if there.suffix in (".png", ".svg"):
                assert there.parent == PROJECT / "docs" / "img"
                continue
            assert there.exists(), f"{page.name}: {link}"
            if anchor:
                assert anchor in anchors(there), f"{page.name}: {link}"


def test_commands_on_the_pages_are_ones_that_there_are() -> None:
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
    known = {name.split()[1] for name in dict(commands(cli))}
    for page in PAGES:
        text = page.read_text("utf-8")
        shown = "\n".join([*(example.text for example in examples(text)), *named(prose(text))])
        assert set(re.findall(r"^make ([a-z]+)", shown, flags=re.MULTILINE)) <= targets, page.name
        assert set(re.findall(r"(?:-m |^)briefgen ([a-z][a-z-]*)", shown, flags=re.MULTILINE)) <= known, page.name


# How it is installed

BY_NAME = re.compile(
    r"(?:pip|pipx|uv tool|uv pip) install (?:-\S+ +)*['\"]?briefgen(?:-fonts)?(?![\w./-])"
    r"|uvx briefgen|briefgen(?:-fonts)? *[<>=~]=(?!\.\*)|\[project.urls\]|github\.com/someone/briefgen"
)
OTHER_TEXTS = (
    "README.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "docs/site/**/*.html",
    "docs/site/**/*.md",
    "docs/examples/**/*.md",
)


@pytest.mark.skipif(bool(REPOSITORY), reason="it has an address, and may be on an index")
def test_no_text_asks_an_index_for_briefgen_while_it_has_no_address() -> None:
    texts = {*PAGES, *(path for pattern in OTHER_TEXTS for path in PROJECT.glob(pattern))}
    texts |= {
        path for path in (PROJECT / "briefgen").rglob("*") if path.suffix in (".py", ".txt", ".md", ".yml", ".yaml")
    }
    texts -= {PROJECT / "docs/releasing.md", PROJECT / "docs/ko/releasing.md"}  # they tell of the day after
    found = {path.relative_to(PROJECT).as_posix(): BY_NAME.findall(path.read_text("utf-8")) for path in texts}
    assert {name: said for name, said in found.items() if said} == {}
    for page in ("README.md", "SECURITY.md", "docs/first-brief.md"):
        assert "no release" in (PROJECT / page).read_text("utf-8")
    assert not re.search(r"^## \[?\d", (PROJECT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)


def test_briefgen_is_installed_in_the_same_way_on_every_page() -> None:
    pages = ("README.md", "docs/first-brief.md", "docs/ko/first-brief.md", "docs/site/templates/web/home.html")
    for page in pages:
        text = (PROJECT / page).read_text("utf-8").replace("&amp;", "&")
        assert "python3 -m venv ~/briefgen && . ~/briefgen/bin/activate\npip install .\nbriefgen " in text, page


def test_the_example_of_an_extension_can_be_installed_beside_this_version() -> None:
    asked = tomllib.loads((PROJECT / "docs/examples/briefgen-deadlines/pyproject.toml").read_text("utf-8"))
    (briefgen,) = map(Requirement, asked["project"]["dependencies"])
    assert briefgen.name == "briefgen" and __version__ in briefgen.specifier
