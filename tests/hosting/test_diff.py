"""What a proposed change does to the site, told to whoever has to accept it: a real repository, a real command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml.html import document_fromstring
from markdown_it import MarkdownIt
from support.command import Run, change, laid_out
from support.project import SMALL

from briefgen.handouts.changing.differences import ChangedDocument, ChangedRow, ChangedSide, SiteChanges
from briefgen.handouts.changing.markdown import MOST, as_markdown, words
from briefgen.handouts.changing.page import as_page
from briefgen.model.core.diagnostics import Span, error
from briefgen.model.extension import DirectiveText, Extension, Installed
from briefgen.model.values.plain import plain
from briefgen.reading.world import DiskWorld
from briefgen.resolving.versions.block_changes import Fate, WordRun

from repositories import git  # isort: skip

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small project, committed."""
    folder = laid_out(tmp_path / "project", SMALL)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "one")
    return folder


def told(briefgen: Run, folder: Path, *more: object) -> str:
    ran = briefgen("diff", "main", "-C", folder, *more)
    assert ran.code == 0, ran.err
    return ran.out.replace("\\", "").replace("&#8203;", "")


def test_of_a_tree_without_changes_the_report_says_so(briefgen: Run, folder: Path) -> None:
    assert "Nothing: texts, facts and problems are the same." in told(briefgen, folder)


def test_a_changed_sentence_is_shown_word_by_word_beside_the_text_that_was_left(
    briefgen: Run, folder: Path, tmp_path: Path
) -> None:
    change(folder, EN, "We took every", "We counted every")
    page = tmp_path / "changes.html"
    said = told(briefgen, folder, "--page", page)
    assert "- en: We <del>took</del> <ins>counted</ins> every sample" in said
    assert re.search(r"- ko \(not changed\): 표본\(標本\)을 모았다", said)
    shown = document_fromstring(page.read_text("utf-8"))
    (row,) = shown.xpath('//div[@class="sides"]')
    assert [side.get("class") for side in row] == ["side same", "side changed"]
    assert [it.text for it in row.iter("del", "ins")] == ["took", "counted"]
    assert [it.get("lang") for it in row.xpath(".//p[@lang]")] == ["ko", "en"]


def test_a_changed_figure_is_told_with_its_values_and_where_it_is_used(briefgen: Run, folder: Path) -> None:
    change(folder, "content/facts/counts.yaml", "value: 12 samples", "value: 14 samples")
    said = told(briefgen, folder)
    (row,) = re.findall(r"^\| <code>count-a</code> .*$", said, re.MULTILINE)
    assert "en: 12 samples" in row and "en: 14 samples" in row and "ko: 12개" in row
    assert f"<code>{EN}</code>: 7" in row and "content/briefs/second/" in row
    assert "<del>12</del> <ins>14</ins>" in said


def test_a_source_that_was_changed_is_told_though_the_figure_is_the_same(briefgen: Run, folder: Path) -> None:
    change(folder, "content/facts/counts.yaml", "source: report-a, p. 3", "source: report-b, p. 9")
    assert "also: sources" in told(briefgen, folder)


def test_a_line_below_a_key_figure_that_was_changed_is_told(briefgen: Run, folder: Path) -> None:
    change(folder, "content/facts/counts.yaml", "{to: money-b}", "{to: money-b, called: {ko: 지출, en: Spending}}")
    (row,) = re.findall(r"^\| <code>money-a</code> .*$", told(briefgen, folder), re.MULTILINE)
    assert "also: comparison" in row


def test_what_an_extension_makes_is_compared_too(briefgen: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Extension(directives={"list": lambda call: DirectiveText(f"Due: {call.body.strip()}")})
    monkeypatch.setattr(DiskWorld, "extension", lambda _, name: Installed(name, "briefgen-x 1.0", made))
    with (folder / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("extensions: [x]\n")
    for path in (KO, EN):
        with (folder / path).open("a", encoding="utf-8") as text:
            text.write("\n:::{x/list}\nsoon\n:::\n")
    git(folder, "commit", "--quiet", "--all", "--message", "two")
    assert "Nothing: texts, facts and problems are the same." in told(briefgen, folder)
    change(folder, EN, "\nsoon\n", "\nlater\n")
    assert "- en: Due: <del>soon</del> <ins>later</ins>" in told(briefgen, folder)


def test_problems_are_told_as_new_and_as_solved(briefgen: Run, folder: Path) -> None:
    change(folder, EN, "{fact}`money-a` [@report-a, p. 3]", "{fact}`money-x` [@report-a, p. 3]")
    new = told(briefgen, folder)
    assert "### New problems" in new and "error <code>fact-is-known</code>" in new
    git(folder, "commit", "--all", "--quiet", "--message", "two")
    change(folder, EN, "{fact}`money-x` [@report-a, p. 3]", "{fact}`money-a` [@report-a, p. 3]")
    assert "### Problems solved" in told(briefgen, folder)


def test_a_problem_that_has_only_moved_is_neither_new_nor_solved(briefgen: Run, folder: Path) -> None:
    change(folder, EN, "{fact}`money-a` [@report-a, p. 3]", "{fact}`money-x` [@report-a, p. 3]")
    git(folder, "commit", "--all", "--quiet", "--message", "two")
    change(folder, EN, "## Background", "A line.\n\n## Background")
    assert "fact-is-known" not in told(briefgen, folder)


def test_a_new_brief_a_picture_and_a_page_are_told(briefgen: Run, folder: Path) -> None:
    (folder / "content/briefs/first/map.png").write_bytes(b"\x89PNG")
    change(folder, "content/pages/about/en.md", "Body.", "More body.")
    for lang in ("ko", "en"):
        text = (folder / f"content/briefs/second/{lang}.md").read_text("utf-8")
        laid_out(folder, {f"content/briefs/third/{lang}.md": text})
    laid_out(folder, {"content/briefs/third/brief.yaml": "published: 2002-01-02\n"})
    said = told(briefgen, folder)
    assert "### Brief <code>third</code>" in said and "(new)" in said
    assert "### Page <code>about</code>" in said and "<ins>More" in said
    assert "- new: <code>content/briefs/first/map.png</code>" in said


def test_what_has_changed_on_the_other_branch_meanwhile_is_not_part_of_it(briefgen: Run, folder: Path) -> None:
    git(folder, "switch", "--quiet", "--create", "proposal")
    change(folder, EN, "We took every", "We counted every")
    git(folder, "commit", "--all", "--quiet", "--message", "mine")
    git(folder, "switch", "--quiet", "main")
    change(folder, EN, "The budget is", "The whole budget is")
    git(folder, "commit", "--all", "--quiet", "--message", "theirs")
    git(folder, "switch", "--quiet", "proposal")
    said = told(briefgen, folder)
    assert "counted" in said and "whole" not in said


def test_a_draft_is_compared_only_when_asked_for(briefgen: Run, folder: Path) -> None:
    change(folder, "content/briefs/second/brief.yaml", "number: S-02", "number: S-02\nstatus: draft")
    change(folder, "content/packs/all.yaml", "[first, second]", "[first]")
    git(folder, "commit", "--all", "--quiet", "--message", "two")
    change(folder, "content/briefs/second/en.md", "We took every", "We hid every")
    assert "hid" not in told(briefgen, folder)
    assert "<ins>hid</ins>" in told(briefgen, folder, "--draft")


@pytest.mark.parametrize("base", ["nothing", "--upload-pack=touch x", "main:content", "HEAD~5"])
def test_a_base_that_is_no_commit_is_refused_with_what_to_do(briefgen: Run, folder: Path, base: str) -> None:
    ran = briefgen("diff", "-C", folder, "--", base)
    assert ran.code == 1 and not ran.out
    assert "fetch it first" in ran.err


def test_a_folder_that_is_no_repository_is_refused(briefgen: Run, tmp_path: Path) -> None:
    ran = briefgen("diff", "main", "-C", laid_out(tmp_path / "alone", SMALL))
    assert ran.code == 1 and "this folder is not in a git repository" in ran.err and "git init" in ran.err


def test_a_page_for_reviewers_is_not_put_into_the_site(briefgen: Run, folder: Path) -> None:
    assert briefgen("diff", "main", "-C", folder, "--page", folder / "site/changes.html").code == 2


# The words of a stranger


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "![a](https://evil.example/x.png)",
    "[click](javascript:alert(1))",
    "@octocat #12 GH-12 https://evil.example www.evil.example a@b.example",
    "</code></td></table><script>alert(1)</script>",
    "a | b | c `code` *b* _i_ ~~s~~ $x$ <!-- c --> &lt;b&gt;",
    "left \u202etfel\u202c \x1b[31mred",
]


@pytest.mark.parametrize("given", HOSTILE)
def test_words_of_others_are_no_marks_of_the_report(given: str) -> None:
    made = words(given)
    assert "<" not in made and ">" not in made
    assert not re.search(r"(?<!\\)[`*_\[\]|~$]|@\w|GH\\?-\d|(?<!&)#\d|://|www\\?\.\w|\x1b|\u202e", made)


@pytest.mark.parametrize("given", HOSTILE)
def test_words_of_others_are_read_as_they_were_written(given: str) -> None:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    shown = document_fromstring(reader.render(f"- en: <ins>{words(given)}</ins>"))
    assert [it.tag for it in shown.xpath("//li//*")] == ["ins"]
    said = shown.text_content().replace("\u200b", "").strip()
    assert said == f"en: {plain(given)}"


@pytest.mark.parametrize("given", HOSTILE)
def test_words_of_others_are_no_marks_of_the_page(given: str) -> None:
    shown = document_fromstring(as_page(_changes(given)))
    assert not shown.xpath("//script | //img | //a | //*[@onerror]")
    assert " ".join(given.split()).replace("\x1b", "") in " ".join(shown.text_content().split()).replace("\x1b", "")


def _changes(said: str, count: int = 1) -> SiteChanges:
    side = ChangedSide(Fate.CHANGED, (WordRun(Fate.GONE, said), WordRun(Fate.NEW, said)), "a.md:1:1")
    row = ChangedRow("paragraph", "1", said, {"en": side})
    document = ChangedDocument("brief", "first", said, Fate.CHANGED, (row,) * count)
    found = error("fact-is-known", f"there is no fact “{said}”", Span("content/x.md"))
    return SiteChanges("abc", {"en": "ltr"}, (document,), (), ((f"content/{said}", Fate.NEW),), (found,), ())


def test_a_long_report_ends_with_a_sentence_before_the_limit_of_a_comment() -> None:
    made = as_markdown(_changes("word " * 40, 2_000))
    assert len(made) <= MOST and made.rstrip().endswith("has everything._")
    assert "is cut here" not in as_markdown(_changes("word", 3))


def test_a_hostile_project_makes_a_report_of_words(briefgen: Run, folder: Path, tmp_path: Path) -> None:
    change(folder, EN, "The first brief", "'<script>alert(1)</script> @octocat'")
    page = tmp_path / "changes.html"
    ran = briefgen("diff", "main", "-C", folder, "--page", page)
    assert "<script" not in ran.out and "@octocat" not in ran.out
    assert not document_fromstring(page.read_text("utf-8")).xpath("//script")
