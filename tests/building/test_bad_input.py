"""Whatever an author gets wrong is told at its place, in a sentence, with what to write instead, all in one run."""
# ruff: noqa: E501 (the tables of mistakes are read across)

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from support.project import ROOT, SMALL, Built, Project, exemplar_files

from briefgen.model.core.rules import RULES
from briefgen.running.store import FileStore

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


@pytest.mark.parametrize("encoding", ["cp949", "utf-16"])
def test_a_file_in_another_encoding_is_named(project: Project, encoding: str) -> None:
    built = project.with_file(KO, project.text(KO).encode(encoding)).build()
    assert built.failed
    found = built.found("file-is-utf8")
    assert found.span is not None and found.span.path == KO
    assert found.span.line == (2 if encoding == "cp949" else 1)
    assert encoding.upper() in found.message.upper()
    assert "UTF-8" in found.hint


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


def test_a_fact_that_is_given_twice_is_the_only_problem(project: Project) -> None:
    again = "count-a:\n  label: Again\n  value: 13 samples\n  source: report-a\n  status: single-source\n"
    for path in (LEDGER, "content/facts/more.yaml"):
        text = again if path != LEDGER else project.text(LEDGER) + again
        built = project.with_file(path, text).build()
        assert [found.code for found in built.diagnostics] == ["key-is-unique"]


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


def test_a_broken_template_is_told_with_its_own_file_and_line(project: Project) -> None:
    built = project.with_file("templates/web/brief.html", "<p>\n\n{{ article.titel }}</p>").build()
    assert built.failed
    found = built.found("template-is-sound")
    assert str(found.span) == "templates/web/brief.html:3:1"
    assert "titel" in found.message


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


def test_a_template_that_cannot_be_read_is_told_with_its_own_file_and_line(project: Project) -> None:
    built = (
        project.with_file("templates/parts/box.html", "<aside>\n{% if %}\n</aside>")
        .with_body(KO, ":::{box} 상자\n말.\n:::\n\n:::{recommendation} r1\n하자.\n:::\n")
        .build()
    )
    assert built.failed
    assert str(built.found("template-is-sound").span) == "templates/parts/box.html:2:1"


def test_a_broken_template_spoils_only_the_pages_it_makes(project: Project) -> None:
    built = project.with_file("templates/web/brief.html", "{{ nothing }}").build()
    assert "—" in built.page("ko/briefs/first.html")
    assert "표본 묶음" in built.page("ko/packs/all.html")


def test_a_brief_without_a_language_is_told_with_the_file_to_write(project: Project) -> None:
    built = project.without("content/briefs/second/en.md").build()
    found = built.found("language-has-file")
    assert found.span is not None and found.span.path == "content/briefs/second/brief.yaml"
    assert "content/briefs/second/en.md" in found.hint and "languages: [ko]" in found.hint
    assert built.failed


def test_a_language_without_any_file_is_told(project: Project) -> None:
    built = project.with_change("content/site.yaml", "languages: [ko, en]", "languages: [ko, en, vi]").build()
    told = [found for found in built.diagnostics if found.code == "file-exists"]
    assert "briefgen new language vi" in told[0].hint
    assert built.failed


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


# Many at once, over real content


HERE = "\N{PILCROW SIGN}"
"""Stands in a seed where its mistake is to be told; it is taken out before the file is written."""

BRIEFS = "content/briefs"
PAGE = "---\ntitle: 제목\nsummary: 요약.\n---\n\n본문.\n"


@dataclass(frozen=True)
class Seed:
    """A mistake put into real content: the first match of ``pattern``, which must be there, replaced."""

    kind: str
    code: str
    path: str
    pattern: str
    written: str
    hint: str = ""


SEEDS = [
    Seed("unknown key", "key-is-known", "content/facts/technology.yaml", r"  voice:", f"  {HERE}voise:", "voice"),
    Seed("unknown key", "key-is-known", "content/packs/trade.yaml", r"max_pages:", f"{HERE}max_page:", "max_pages"),
    Seed("repeated key", "key-is-unique", f"{BRIEFS}/services-and-fta/brief.yaml", r"status:", f"version: 1\n{HERE}version:"),
    Seed("repeated key", "key-is-unique", "content/site.yaml", r"licence:", f"licence: MIT\n{HERE}licence:"),
    Seed("missing field", "key-is-given", "content/packs/trade.yaml", r"(?sm)^title(.*?)published: .*?\n", rf"{HERE}title\1", "published"),
    Seed("missing field", "key-is-given", "content/pages/method/en.md", r"title: .*\n(.*)\nsummary: .*", rf"{HERE}title: A\n\1", "summary"),
    Seed("wrong type", "value-has-type", f"{BRIEFS}/money-for-self-reliance/budget.chart.yaml", r"scale: 9", f"scale: {HERE}many"),
    Seed("wrong type", "value-has-type", f"{BRIEFS}/two-sessions-at-a-glance/brief.yaml", r"evidence: \w+", f"evidence: {HERE}loud"),
    Seed("bad date", "value-has-type", "content/timeline.yaml", r"when: 2025-03-05", f"when: {HERE}2025-02-30", "2025-02-30"),
    Seed("bad date", "value-has-type", f"{BRIEFS}/money-for-self-reliance/brief.yaml", r"published: \S+", f"published: {HERE}2025-13-01"),
    Seed("unknown fact", "fact-is-known", f"{BRIEFS}/two-sessions-at-a-glance/ko.md", r"\{fact\}`([\w-]+)`", rf"{HERE}{{fact}}`\1x`", "did you mean"),
    Seed("unknown fact", "fact-is-known", f"{BRIEFS}/two-sessions-at-a-glance/en.md", r"\{fact\}`([\w-]+)`", rf"{HERE}{{fact}}`\1x`", "did you mean"),
    Seed("unknown form", "fact-form-is-known", f"{BRIEFS}/money-for-self-reliance/ko.md", r"\{fact\}`([\w-]+)`", rf"{HERE}{{fact}}`\1#shrt`", "“short”"),
    Seed("unknown form", "fact-form-is-known", f"{BRIEFS}/money-for-self-reliance/en.md", r"\{fact\}`([\w-]+)`", rf"{HERE}{{fact}}`\1#labl`", "“label”"),
    Seed("unknown term", "term-is-known", f"{BRIEFS}/services-and-fta/ko.md", r"\{term\}`([\w-]+)", rf"{HERE}{{term}}`\1s", "did you mean"),
    Seed("unknown term", "term-is-known", f"{BRIEFS}/services-and-fta/en.md", r"\{term\}`([\w-]+)", rf"{HERE}{{term}}`\1s", "did you mean"),
    Seed("unknown source", "source-is-known", f"{BRIEFS}/services-and-fta/en.md", r"@abd-2025", f"{HERE}@adb-2025", "“abd-2025”"),
    Seed("unknown source", "source-is-known", "content/facts/opening.yaml", r"source: ([\w-]+)", rf"source: {HERE}\1x", "did you mean"),
    Seed("unknown chart", "chart-is-known", f"{BRIEFS}/consumption-first/en.md", r":::\{chart\} word-counts", f"{HERE}:::{{chart}} word-count", "“word-counts”"),
    Seed("unknown chart", "chart-is-known", f"{BRIEFS}/money-for-self-reliance/ko.md", r":::\{chart\} fund", f"{HERE}:::{{chart}} fond", "“fund”"),
    Seed("unknown brief", "brief-is-known", f"{BRIEFS}/services-and-fta/brief.yaml", r"related: \[", f"related: [{HERE}TS2025-99, "),
    Seed("unknown brief", "brief-is-known", "content/packs/trade.yaml", r"- two-sessions-at-a-glance", f"- {HERE}two-sessions-at-glance", "did you mean"),
    Seed("unclosed front matter", "front-matter-closes", "content/pages/about/ko.md", r"(?s)\A---\n(.*?)\n---\n", rf"{HERE}---\n\1\n"),
    Seed("unclosed front matter", "front-matter-closes", "content/pages/about/en.md", r"(?s)\A---\n(.*?)\n---\n", rf"{HERE}---\n\1\n"),
    Seed("missing image", "image-exists", f"{BRIEFS}/services-and-fta/ko.md", r"\n\n## ", f"\n\n{HERE}![네모](none.png)\n\n## "),
    Seed("missing image", "image-exists", f"{BRIEFS}/services-and-fta/en.md", r"\n\n## ", f"\n\n{HERE}![A box](none.png)\n\n## "),
    Seed("broken template", "template-is-sound", "templates/web/glossary.html", r"\{% block \w+ %\}", f"{{% block main %}}\n{HERE}{{{{ nothing }}}}", "nothing"),
    Seed("broken template", "template-is-sound", "templates/web/topic.html", r"\Z", f"\n{HERE}{{% if %}}"),
]  # fmt: skip

NEW_FILES: dict[str, str | bytes] = {
    "content/pages/korean-code/ko.md": PAGE.encode("cp949"),
    "content/pages/korean-code/en.md": PAGE,
    "content/pages/wide/ko.md": PAGE,
    "content/pages/wide/en.md": PAGE.encode("utf-16"),
    "content/pages/alone/ko.md": PAGE,
    "content/briefs/alone/brief.yaml": "number: X-1\npublished: 2001-04-11\n",
    "content/briefs/alone/en.md": PAGE,
    "content/pages/glossary/ko.md": PAGE,
    "content/pages/glossary/en.md": PAGE,
}
TOLD_OF_NEW_FILES = [
    ("content/pages/korean-code/ko.md", 2, "file-is-utf8"),
    ("content/pages/wide/en.md", 1, "file-is-utf8"),
    ("content/pages/alone/ko.md", 1, "language-has-file"),
    ("content/briefs/alone/brief.yaml", 1, "language-has-file"),
    ("content/pages/glossary/ko.md", 1, "path-is-unique"),
    ("content/pages/glossary/en.md", 1, "path-is-unique"),
]


def seeded(project: Project) -> tuple[Project, list[tuple[str, int, str]]]:
    """The exemplar with every mistake in it, and (path, line, code) of each."""
    files = {path: content.decode() for path, content in exemplar_files().items() if path.endswith((".md", ".yaml"))}
    for number, seed in enumerate(SEEDS):
        text = files.get(seed.path) or (ROOT / seed.path).read_text(encoding="utf-8")
        written = seed.written.replace(HERE, f"{HERE}{number}{HERE}")
        files[seed.path], count = re.subn(seed.pattern, written, text, count=1)
        assert count == 1, f"{seed.pattern} is not in {seed.path}"
    wanted = []
    for number, seed in enumerate(SEEDS):
        before = files[seed.path].partition(f"{HERE}{number}{HERE}")[0]
        wanted.append((seed.path, before.count("\n") + 1, seed.code))
    clean = {path: re.sub(f"{HERE}[0-9]+{HERE}", "", text) for path, text in files.items()}
    return replace(project, files={**clean, **NEW_FILES}), [*wanted, *TOLD_OF_NEW_FILES]


@pytest.fixture(scope="module")
def many(shared_folder: Path) -> tuple[Built, list[tuple[str, int, str]]]:
    """What building the seeded exemplar gives, and (path, line, code) of every mistake in it."""
    broken, wanted = seeded(Project(store=FileStore(shared_folder / "store")))
    return broken.build(), wanted


Many = tuple[Built, list[tuple[str, int, str]]]


def test_many_mistakes_are_all_told_in_one_run_each_at_its_line(many: Many) -> None:
    built, wanted = many
    assert len(wanted) >= 30
    assert built.failed
    told = {(found.span.path, found.span.line, found.code) for found in built.diagnostics if found.span}
    assert [place for place in wanted if place not in told] == []


def test_each_of_many_mistakes_says_what_to_write(many: Many) -> None:
    built, wanted = many
    for seed, (path, line, code) in zip(SEEDS, wanted, strict=False):
        words = [
            f"{found.message} {found.hint}"
            for found in built.diagnostics
            if found.span and (found.span.path, found.span.line, found.code) == (path, line, code)
        ]
        assert any(seed.hint in said for said in words), (seed, words)


def test_no_problem_is_told_without_a_place_a_sentence_and_a_known_code(many: Many) -> None:
    for found in many[0].diagnostics:
        assert found.code in RULES
        assert found.code != "internal-error"
        assert found.span is not None, found
        assert " " in found.message and not found.message.endswith(".")
        assert found.hint or "write" in found.message, found
