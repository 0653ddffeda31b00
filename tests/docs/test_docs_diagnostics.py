"""Every code is explained, and each example breaks the rule that it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import pytest

from briefgen.checking.rules import check_editions
from briefgen.model.codes import CODES
from briefgen.model.diagnostics import Diagnostic
from briefgen.model.site import Site
from briefgen.model.tree import File, join
from briefgen.reading.load import load
from briefgen.reading.theme import read_theme
from briefgen.reading.world import MemoryWorld
from briefgen.rendering.fonts import read_fonts
from briefgen.rendering.html import Studio, render_pages, render_root
from briefgen.rendering.templates import make_templates, theme_problems
from briefgen.resolving.edition import Edition
from briefgen.resolving.held_back import shown_at
from briefgen.resolving.resolve import resolve
from briefgen.writing.names import check_names

from docs_pages import AUTHORING, DIAGNOSTICS, examples, files, sections  # isort: skip

TEXT = "content/briefs/research-money/en.md"
FRONT = "---\ntitle: An example\nsummary: It breaks one rule.\n---\n\n"
SECTIONS = dict(sections(DIAGNOSTICS))
READ_BACK = {
    "site-is-built",
    "pdf-can-be-read",
    "paper-has-every-block",
    "paper-says-the-same",
    "paper-gives-the-same-numbers",
    "paper-leads-to-the-same-places",
    "languages-have-the-same-parts",
    "languages-give-the-same-facts",
    "pdf-says-what-it-is",
    "pdf-is-current",
}
"""What only a finished site can break: tests/verifying does."""
_NOT_A_SOURCE = {"css", ""}
_WORDS = {"error": "*Error.*", "warning": "*Warning.*"}


def changes(section: str) -> dict[str, str]:
    """The files that the examples of a section add or replace."""
    shown = [example for example in examples(section) if example.path or example.kind not in _NOT_A_SOURCE]
    return {example.path or TEXT: example.text if example.path else FRONT + example.text for example in shown}


TRIED = {code: given for code, section in SECTIONS.items() if (given := changes(section)) and code not in READ_BACK}


def problems(given: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What is wrong with a project, stage after stage."""
    world = MemoryWorld(given)
    written, theme, fonts = load(world), read_theme(world), read_fonts(world)
    site = shown_at(written.value, world.now())
    yield from (*written.diagnostics, *site.diagnostics, *fonts.diagnostics)
    yield from theme_problems(theme, site.value.languages)
    editions = resolve(site.value, {lang: theme.text(f"csl/{lang}.csl") for lang in site.value.languages})
    yield from editions.diagnostics
    yield from check_editions(editions.value, site.value, fonts.value)
    yield from _problems_of_pages(world, site.value, editions.value)


def _problems_of_pages(world: MemoryWorld, site: Site, editions: Mapping[str, Edition]) -> Iterator[Diagnostic]:
    theme = read_theme(world)
    studios = {lang: Studio(make_templates(theme, lang), site.profiles[lang], {}, {}) for lang in editions}
    outcomes = [render_pages(edition, studios[lang]) for lang, edition in editions.items()]
    outcomes.append(render_root(editions, studios[site.languages[0]]))
    made = [page for outcome in outcomes for page in outcome.value]
    yield from (problem for outcome in outcomes for problem in outcome.diagnostics)
    tree = join(File(page.path, page.html.encode(), "a page") for page in made)
    yield from tree.diagnostics
    yield from check_names(tree.value)


def first(found: Iterable[Diagnostic], code: str) -> Diagnostic | None:
    return next((problem for problem in found if problem.code == code), None)


def test_every_code_is_explained_and_no_other() -> None:
    assert list(SECTIONS) == list(CODES)


@pytest.mark.parametrize("code", SECTIONS)
def test_each_code_has_its_claim_and_a_remedy(code: str) -> None:
    lines = SECTIONS[code].strip().splitlines()
    found = re.fullmatch(r"(\*(?:Error|Warning|Error or warning)\.\*) (.+)", lines[0])
    assert found is not None
    assert found[2] == CODES[code]
    assert "\n**Mend:** " in SECTIONS[code]


@pytest.mark.parametrize("code", TRIED)
def test_each_example_breaks_its_rule(code: str) -> None:
    found = first(problems({**files(AUTHORING), **TRIED[code]}), code)
    assert found is not None
    said = SECTIONS[code].strip().partition("\n")[0]
    assert said.startswith(("*Error or warning.*", _WORDS[found.severity.value]))


def test_nearly_every_code_has_an_example_that_is_tried() -> None:
    assert set(CODES) - set(TRIED) <= {
        "file-is-utf8",
        "pdf-is-clean",
        "pdf-is-whole",
        "folder-is-ours",
        "folder-is-writable",
        "pack-fits",
        "leave-behind-fits",
        "copy-is-embargoed",
        "fits-on-paper",
        "image-is-sharp",
        "tones-stay-apart",
        "internal-error",
        *READ_BACK,
    }
