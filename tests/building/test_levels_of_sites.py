"""A site says how strict it is; what is found, and whether it is published, follows from that."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.command import Run, laid_out
from support.project import SMALL, Project

from briefgen.model.core.diagnostics import Diagnostic, has_errors

TEXT = "content/briefs/first/en.md"


def found(level: str, more: str = "", rules: str = "") -> tuple[Diagnostic, ...]:
    own = 'level: publication\nrules: {recommendation-can-be-decided: "off"}'
    project = Project().with_change("content/site.yaml", own, f"level: {level}{rules}")
    return project.with_file(TEXT, project.text(TEXT) + more).build().diagnostics


def codes(diagnostics: tuple[Diagnostic, ...]) -> set[str]:
    return {each.code for each in diagnostics}


STYLED = '\nThe "sample" was taken in a hurry.\n'
DEAD = "\nSee [the other](brief:nowhere).\n"


@pytest.mark.parametrize(("level", "told"), [("draft", False), ("standard", False), ("publication", True)])
def test_style_is_a_matter_of_publication(level: str, told: bool) -> None:
    assert ("quotes-are-curly" in codes(found(level, STYLED))) is told


@pytest.mark.parametrize(("level", "stops"), [("draft", False), ("standard", False), ("publication", True)])
def test_a_dead_link_stands_in_the_way_of_publication_only(level: str, stops: bool) -> None:
    problems = found(level, DEAD)
    assert "link-resolves" in codes(problems) or "brief-is-known" in codes(problems)
    assert has_errors(problems) is stops


@pytest.mark.parametrize(
    "command",
    ["handoff first --to docx", "epub first", "mail first --base-url https://e.org", "translate export first --to en"],
)
def test_a_dead_link_keeps_no_document_back(briefgen: Run, tmp_path: Path, command: str) -> None:
    strict = str(SMALL["content/site.yaml"])
    files = {**SMALL, TEXT: f"{SMALL[TEXT]}{DEAD}", "content/site.yaml": strict.replace(": publication", ": standard")}
    folder = laid_out(tmp_path, files)
    arguments = (*command.split(), *(("--from", "ko") if command.startswith("translate") else ()), "-C", folder)
    assert briefgen(*arguments).code == 0
    laid_out(tmp_path, {"content/site.yaml": strict})
    refused = briefgen(*arguments)
    assert refused.code == 1 and "nowhere" in refused.err + refused.out


def test_a_rule_can_be_switched_off_and_made_an_error() -> None:
    off = '\nrules: {quotes-are-curly: "off", number-is-bound: error}'
    problems = found("publication", STYLED + "\nIt cost 17 billion yuan.\n", off)
    assert "quotes-are-curly" not in codes(problems)
    assert has_errors(tuple(each for each in problems if each.code == "number-is-bound"))


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("fact-is-known", "cannot be set"),
        ("no-such-code", "is not a code"),
        ("superlative-has-source", "was removed: delete this line; an extension may have such a check"),
    ],
)
def test_a_rule_that_cannot_be_set_is_refused_at_its_line(code: str, why: str) -> None:
    (problem,) = [each for each in found("publication", rules=f"\nrules: {{{code}: warning}}") if why in each.message]
    assert problem.span is not None and problem.span.path == "content/site.yaml"


HEADINGS = (
    "\n## Same & other\n\n[the second](#same--other-1) and [it](brief:first#same_other_1)\n\n## Same & other\n\nMore.\n"
)


def test_a_heading_is_found_by_the_id_that_other_programs_give_it() -> None:
    project = Project().with_change("content/site.yaml", "level: publication", "level: standard")
    built = project.with_file(TEXT, project.text(TEXT) + HEADINGS).build()
    assert "link-resolves" not in codes(built.diagnostics)
    assert built.page("en/briefs/first.html").count('href="#same-other-2"') >= 1


def test_a_summary_that_repeats_the_first_words_is_shown_once() -> None:
    project = Project().with_change(TEXT, "summary: What the first brief says.", "summary: We took every sample.")
    project = project.with_body(TEXT, "We took every sample. Then we counted.\n")
    assert 'class="opening"' not in project.build().page("en/briefs/first.html")
    other = project.with_body(TEXT, "Then we took every sample.\n").build()
    assert 'class="opening"' in other.page("en/briefs/first.html")


def test_an_image_without_words_is_a_decoration_on_paper() -> None:
    files = {name: text for name, text in Project().files.items() if "/packs/" not in name and "/second/" not in name}
    project = Project(files).with_change("content/briefs/first/brief.yaml", "related: [second]\n", "")
    project = project.with_change("content/site.yaml", "level: publication", "level: standard")
    built = project.with_file(TEXT, project.text(TEXT) + '\n![](photo.png)\n\n<img src="photo.png" alt="">\n').build(
        pdfs=True
    )
    assert not built.failed, built.errors
    assert "pdf-is-clean" not in codes(built.diagnostics)
