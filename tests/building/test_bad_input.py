"""Whatever an author gets wrong is told at its place, in a sentence, with what to write instead, all in one run."""
# ruff: noqa: E501 (the tables of mistakes are read across)

from __future__ import annotations

from dataclasses import dataclass

import pytest
from support.project import SMALL, Project

from briefgen.model.core.rules import RULES

LEDGER = "content/facts/counts.yaml"
BRIEF = "content/briefs/first/brief.yaml"
SECOND = "content/briefs/second/brief.yaml"
CHART = "content/briefs/first/bars.chart.yaml"
KO = "content/briefs/first/ko.md"
EN = "content/briefs/first/en.md"


def test_the_small_project_is_sound(project: Project) -> None:
    built = project.build()
    assert built.problems == []
    assert "ko/briefs/first.html" in built.tree


@dataclass(frozen=True)
class Mistake:
    """A change to one file of the small project, and what must be told of it."""

    name: str
    path: str
    old: str
    new: str
    told: str
    """``line:column code``."""
    hint: str
    """Words that stand in the message or the hint."""


# fmt: off
MISTAKES = [
    Mistake(
        "unknown key", LEDGER, "  status: single-source\nmoney-a", "  statsu: x\nmoney-a", "5:3 key-is-known", "status"
    ),
    Mistake("repeated key", BRIEF, "number: S-01\n", "number: S-01\nnumber: S-05\n", "2:1 key-is-unique", "twice"),
    Mistake(
        "missing required field", LEDGER, "  label: {ko: 표본 수, en: Number of samples}\n", "", "1:1 key-is-given", "label"
    ),
    Mistake("wrong type", CHART, "scale: 9", "scale: nine", "5:48 value-has-type", "whole number"),
    Mistake("bad date", BRIEF, "2001-04-11", "2025-02-30", "2:12 value-has-type", "2025-04-11"),
    Mistake("unknown fact", KO, "{fact}`money-a`", "{fact}`mony-a`", "12:29 fact-is-known", "“money-a”"),
    Mistake(
        "unknown form of a fact", KO, "{fact}`money-a`", "{fact}`money-a#shrt`", "12:29 fact-form-is-known", "“short”"
    ),
    Mistake("unknown term", KO, "{term}`sample`", "{term}`sampel`", "12:1 term-is-known", "“sample”"),
    Mistake("unknown source", KO, "@report-a", "@reprot-a", "12:48 source-is-known", "“report-a”"),
    Mistake(
        "unknown source of a fact", LEDGER, "also: report-b", "also: reprot-b", "13:9 source-is-known", "“report-b”"
    ),
    Mistake("unknown chart", KO, "{chart} bars", "{chart} bras", "14:1 chart-is-known", "“bars”"),
    Mistake("unknown brief", BRIEF, "related: [second]", "related: [secnd]", "7:11 brief-is-known", "“second”"),
    Mistake("unclosed front matter", KO, "요약이다.\n---\n", "요약이다.\n", "1:1 front-matter-closes", "three hyphens"),
    Mistake("missing image", EN, "(photo.png", "(foto.png", "17:1 image-exists", "“photo.png”"),
    Mistake("number of another brief", SECOND, "number: S-02", "number: S-01", "1:9 number-is-unique", "S-01"),
    Mistake("unknown unit", LEDGER, "12 samples", "12 smaples", "3:10 unit-is-known", "“samples”"),
    Mistake("unknown language", BRIEF, "number: S-01", "number: S-01\nlanguages: [ko, en, fr]", "2:21 language-is-known", "ko, en"),
    Mistake("broken YAML", CHART, "alt: {ko", "alt: {ko: [", "2:12 yaml-is-sound", "quotes"),
]
# fmt: on


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name for mistake in MISTAKES])
def test_a_mistake_is_told_at_its_place(project: Project, mistake: Mistake) -> None:
    built = project.with_change(mistake.path, mistake.old, mistake.new).build()
    assert f"{mistake.path}:{mistake.told}" in built.problems
    assert {found.span.path for found in built.diagnostics if found.span} == {mistake.path}
    assert built.failed
    found = built.found(mistake.told.split()[1])
    assert mistake.hint in f"{found.message} {found.hint}"


def test_mistakes_in_all_files_are_told_in_one_run_each_with_what_to_write(project: Project) -> None:
    one_a_file = {it.path: it for it in reversed(MISTAKES)}.values()
    for it in one_a_file:
        project = project.with_change(it.path, it.old, it.new)
    built = project.build()
    assert {f"{it.path}:{it.told}" for it in one_a_file} <= set(built.problems)
    for found in built.diagnostics:
        assert found.code in RULES and found.code != "internal-error"
        assert found.span is not None, found
        assert " " in found.message and not found.message.endswith(".")
        assert found.hint or "write" in found.message, found


YAML = sorted(path for path in SMALL if path.endswith(".yaml"))


@pytest.mark.parametrize("path", [path for path in YAML if path != "content/site.yaml"])
@pytest.mark.parametrize("ending", [".yml", ".YAML", ".yaml.txt"])
def test_a_wrong_ending_is_the_only_problem(project: Project, path: str, ending: str) -> None:
    renamed = path.removesuffix(".yaml") + ending
    built = project.without(path).with_file(renamed, project.text(path)).build()
    assert built.problems == [f"{renamed}:1:1 file-is-expected"]
    assert built.failed
    assert path.rpartition("/")[2] in built.diagnostics[0].hint


@pytest.mark.parametrize(("old", "new"), [("mark: bar", "mark: bra"), ("type: nominal", "type: nominol")])
def test_a_slip_in_the_grammar_of_a_chart_is_told_once(project: Project, old: str, new: str) -> None:
    built = project.with_change(CHART, old, new).build()
    assert [found.code for found in built.diagnostics] == ["chart-is-drawable"]
    assert f"“{new.split()[1]}”" in built.diagnostics[0].message


@pytest.mark.parametrize("key", ["issued", "accessed"])
def test_a_bad_date_of_a_source_is_one_error_at_its_own_line(project: Project, key: str) -> None:
    source = "- id: report-c\n  type: report\n  title: C\n  publisher: Sample Press\n  {}: 2025-13-45\n"
    path = "content/sources.yaml"
    built = project.with_file(path, project.text(path) + source.format(key)).build()
    (found,) = [it for it in built.diagnostics if it.code != "source-is-cited"]
    assert (found.code, str(found.severity)) == ("value-has-type", "error")
    assert found.span is not None and (found.span.path, found.span.line) == (path, 17)


def test_a_draft_in_a_pack_is_told_at_the_line_of_the_pack(project: Project) -> None:
    built = project.with_change(SECOND, "number: S-02\n", "number: S-02\nstatus: draft\n").build()
    found = built.found("brief-is-published")
    assert (str(found.span), str(found.severity)) == ("content/packs/all.yaml:4:17", "warning")
    assert SECOND in found.hint


def test_mistakes_that_do_not_follow_from_the_file_are_told_all_the_same(project: Project) -> None:
    glossary = "content/glossary.yaml"
    changed = project.with_file(glossary, project.text(glossary).encode("cp949"))
    built = changed.with_change(KO, "{fact}`money-a`", "{fact}`mony-a`").build()
    assert {found.code for found in built.diagnostics} == {"file-is-utf8", "fact-is-known"}


def test_a_control_character_hides_nothing_since_the_file_is_read(project: Project) -> None:
    glossary = "content/glossary.yaml"
    changed = project.with_file(glossary, project.text(glossary) + "# \f\n")
    built = changed.with_change(KO, "{term}`sample`", "{term}`sampel`").build()
    assert {found.code for found in built.diagnostics} == {"file-is-utf8", "term-is-known"}


def test_mistakes_in_a_text_and_in_templates_of_paper_and_web_are_all_reported_in_one_run(project: Project) -> None:
    printed, web = "templates/print/brief.html", "templates/web/brief.html"
    one = project.with_file(printed, "{{ article.papr }}").with_file(web, "{{ article.wbe }}")
    built = one.with_change(EN, "{fact}`money-a`", "{fact}`money-z`").build(pdfs=True)
    assert {found.span.path for found in built.errors if found.span} == {EN, printed, web}
    assert [path for path in built.tree if path.endswith(".pdf")] == []


def test_a_mistake_in_a_template_of_the_web_alone_is_reported_by_a_build_with_pdfs(project: Project) -> None:
    built = project.with_file("templates/web/brief.html", "{{ article.wbe }}").build(pdfs=["en/briefs/first.pdf"])
    assert str(built.found("template-is-sound").span) == "templates/web/brief.html:1:1"
    assert built.failed


def test_a_broken_template_spoils_only_the_pages_it_makes(project: Project) -> None:
    built = project.with_file("templates/web/brief.html", "{{ nothing }}").build()
    assert "—" in built.page("ko/briefs/first.html")
    assert "표본 묶음" in built.page("ko/packs/all.html")


def test_two_pages_that_want_one_path_are_told(project: Project) -> None:
    page = "---\ntitle: 사실\nsummary: 사실.\n---\n\n본문.\n"
    built = project.with_file("content/pages/facts/ko.md", page).with_file("content/pages/facts/en.md", page).build()
    assert built.failed
    told = [found for found in built.diagnostics if found.code == "path-is-unique"]
    assert [(found.span and found.span.path) for found in told] == [
        "content/pages/facts/en.md",
        "content/pages/facts/ko.md",
    ]
    assert "ko/facts.html" in told[1].message and "rename" in told[1].hint


def test_a_topic_in_the_place_of_the_list_of_topics_is_reported_at_its_key(project: Project) -> None:
    settings = project.files["content/site.yaml"].replace("topics:\n", "topics:\n  index: {name: 차례}\n")
    built = project.with_file("content/site.yaml", settings).build()
    line = settings.splitlines().index("  index: {name: 차례}") + 1
    assert {found.span and (found.span.path, found.span.line) for found in built.errors} == {
        ("content/site.yaml", line)
    }


def test_of_a_brief_in_the_place_of_a_list_no_link_is_told(project: Project) -> None:
    """Which of the two pages stands there, and so which links lead somewhere, is chance."""
    texts = {path: text for path, text in project.files.items() if path.startswith("content/briefs/second/")}
    for path, text in texts.items():
        project = project.with_file(path.replace("second", "index"), text)
    built = project.with_change("content/briefs/index/brief.yaml", "S-02", "S-03").build()
    told = [(found.code, found.span and found.span.path) for found in built.errors]
    assert told == [("path-is-unique", f"content/briefs/index/{lang}.md") for lang in ("en", "ko")]


def test_two_briefs_whose_names_differ_only_in_case_are_told_and_nothing_else_is(project: Project) -> None:
    text = "---\ntitle: {}\nsummary: x\n---\n\nx\n"
    files = {
        "brief.yaml": "number: S-03\npublished: 2002-01-02\n",
        "ko.md": text.format("가"),
        "en.md": text.format("A"),
    }
    for name, content in files.items():
        project = project.with_file(f"content/briefs/FIRST/{name}", content)
    built = project.build()
    assert {found.code for found in built.errors} == {"file-name-is-unique"}
    paths = {found.span.path for found in built.errors if found.span}
    assert paths == {"content/briefs/FIRST/brief.yaml", "content/briefs/first/bars.chart.yaml"}


def test_a_broken_template_brings_no_problems_of_links_to_what_it_would_have_shown(project: Project) -> None:
    built = project.with_file("templates/web/glossary.html", "{{ nothing }}").build()
    assert built.problems == ["templates/web/glossary.html:1:1 template-is-sound"]
