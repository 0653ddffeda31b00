"""What readers would see broken can be built and looked at; a release stops at its line, and so does publishing."""

from __future__ import annotations

import pytest
from support.fake_fonts import fonts_uncut
from support.project import Project

from briefgen.building.build import BuildOptions, build
from briefgen.model.core.diagnostics import Diagnostic, Severity, has_errors
from briefgen.model.core.levels import stopping
from briefgen.running.pool.inline import Inline

SITE, EN, FOLDER = "content/site.yaml", "content/briefs/first/en.md", "content/briefs/first/"
BROKEN = {
    "See [how we work](page:nowhere).": "link-resolves",
    "See [above](#nowhere).": "link-resolves",
    "See {ref}`fig-nowhere`.": "reference-is-known",
    "![A grey square](nowhere.png)": "image-exists",
    "![A damaged square](damaged.png)": "image-can-be-read",
    "There are {facts}`count-a`.": "role-is-known",
    "There are {fact}(count-a).": "role-is-known",
    "There are {fact:count-a}.": "mark-is-written-out",
    "There are {{< count >}}.": "mark-is-written-out",
    "Counted by hand.[^nowhere]": "note-is-known",
    "A sign: 𓃰.": "character-has-glyph",
}
"""A line of a text, and the rule that finds what is wrong with it."""


@pytest.fixture(scope="module")
def broken() -> Project:
    """One text with all of it, and beside it a damaged image that no text shows."""
    project = Project().with_file(f"{FOLDER}damaged.png", b"\x89PNG").with_file(f"{FOLDER}unused.png", b"\x89PNG")
    return project.with_body(EN, "\n\n".join(BROKEN) + "\n")


def at_level(project: Project, level: str, *, release: bool = False) -> tuple[Diagnostic, ...]:
    settings = project.text(SITE).replace("level: publication", f"level: {level}")
    project = project.with_file(SITE, settings)
    with fonts_uncut():
        options = BuildOptions(pdfs=False, release=release)
        return build(project.world(), options, executor=Inline(), store=project.store).diagnostics


def at_lines(project: Project, found: tuple[Diagnostic, ...]) -> list[str]:
    """The codes of what stands in the text, line by line, without the paragraphs that the other language lacks."""
    lines = project.text(EN).splitlines()
    own = [it for it in found if it.span and it.span.path == EN and it.code != "paragraphs-agree"]
    return [f"{lines[it.span.line - 1]} {it.code}" for it in own if it.span]


@pytest.mark.parametrize("level", ["draft", "standard"])
def test_it_is_built_with_a_warning_and_not_published(broken: Project, level: str) -> None:
    told = at_level(broken, level)
    assert not has_errors(told)
    stops = tuple(stopping(told))
    assert at_lines(broken, stops) == [f"{line} {code}" for line, code in BROKEN.items()]
    assert {it.severity for it in stops} == {Severity.ERROR}
    assert not [it for it in stops if it.span and it.span.path.endswith("unused.png")], "readers do not see it"


def test_a_release_stops_at_each_of_its_lines(broken: Project) -> None:
    told = at_level(broken, "standard", release=True)
    errors = tuple(it for it in told if it.severity is Severity.ERROR)
    assert at_lines(broken, errors) == [f"{line} {code}" for line, code in BROKEN.items()]


def test_what_the_site_has_set_itself_is_published(broken: Project) -> None:
    codes = [*dict.fromkeys(BROKEN.values()), "paragraphs-agree", "translation-has-every-part"]
    rules = ", ".join(f"{code}: warning" for code in codes)
    judged = broken.with_change(SITE, "rules: {", f"rules: {{{rules}, ")
    assert not list(stopping(at_level(judged, "standard")))


def test_marks_that_are_meant_are_written_as_code_and_published() -> None:
    project = Project().with_body(EN, "Write `{fact:count-a}`, and \\[words\\]\\[label\\] too.\n")
    assert "mark-is-written-out" not in {it.code for it in at_level(project, "standard")}
