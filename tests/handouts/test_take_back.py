"""A document that editors have changed comes back: each change at its block, and nothing else."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from copy import copy, deepcopy
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree
from support.command import laid_out, runner
from support.edited_word import (
    COMMENT,
    Edit,
    Element,
    W,
    change_figure,
    comment_on,
    delete,
    delete_figure,
    edited,
    insert,
    join,
    move,
    paragraph,
    part,
    paste_figure,
    reword,
    said,
    split,
    track_delete,
    track_insert,
    unlock_figure,
    unwrap_figure,
)
from support.office import archive
from support.project import SMALL

from briefgen.handouts.handoff import WRITERS, EditedProject, read_edited
from briefgen.handouts.returning.identity import sent_text
from briefgen.handouts.returning.take_back import ReturnedFile, TakenBack, taken_back
from briefgen.model.core.diagnostics import Diagnostic, Outcome
from briefgen.reading.world import MemoryWorld

FIRST = "content/briefs/first/en.md"
MORE = """\
The first point is short.

The second point is longer. It has a second sentence, with [a link](https://example.org/a) in it.

1. One thing
2. Another thing

## Proposals {#proposals}
"""
ID = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}id"
FILES = {**SMALL, FIRST: str(SMALL[FIRST]).replace("## Proposals {#proposals}\n", MORE)}
LINES = str(FILES[FIRST]).split("\n")


def line_of(words: str) -> str:
    """The place of the block that says this."""
    (found,) = [number for number, line in enumerate(LINES, 1) if words in line]
    return f"{FIRST}:{found}"


@lru_cache
def project() -> EditedProject:
    found = read_edited(MemoryWorld(dict(FILES))).value
    assert found is not None
    return found


def with_changes(files: Mapping[str, str | bytes]) -> EditedProject:
    found = read_edited(MemoryWorld(dict(files))).value
    assert found is not None
    return found


def handed_out(of: EditedProject, slug: str = "first", lang: str = "en") -> bytes:
    return WRITERS["docx"](sent_text(of, slug, lang).handoff, of.sources).value


@lru_cache
def sent() -> bytes:
    return handed_out(project())


def back(
    content: bytes, of: EditedProject | None = None, files: Mapping[str, str | bytes] = FILES
) -> Outcome[TakenBack | None]:
    return taken_back(of or project(), ReturnedFile("first-en.docx", content), lambda path: str(files[path]))


def after(*edits: Edit, comments: str = "") -> tuple[TakenBack, tuple[Diagnostic, ...]]:
    outcome = back(edited(sent(), *edits, comments=comments))
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value, outcome.diagnostics


def told(found: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(f"{it.span.path}:{it.span.line}" if it.span else "", it.code) for it in found]


def changes(taken: TakenBack) -> dict[str, int]:
    return {state: count for state, count in taken.counts.items() if count and state != "same"}


def patched(taken: TakenBack, tmp_path: Path) -> str:
    """The text with the patch applied by git, as an author does it."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    laid_out(
        tmp_path, {FIRST: FILES[FIRST], "content/briefs/first/brief.yaml": FILES["content/briefs/first/brief.yaml"]}
    )
    (tmp_path / "a.patch").write_text(taken.patch.text, "utf-8")
    subprocess.run(["git", "apply", "--whitespace=nowarn", "a.patch"], cwd=tmp_path, check=True)
    return (tmp_path / FIRST).read_text("utf-8")


# Untouched


def test_a_document_that_nobody_changed_has_no_change() -> None:
    taken, found = after()
    assert found == () and changes(taken) == {} and taken.patch.text == ""
    assert taken.counts["same"] > 15


def test_what_a_program_does_to_runs_and_looks_is_no_change() -> None:
    def cut(root: object) -> None:
        text = next(it for it in paragraph(root, "The second point").iter() if it.tag.endswith("}t"))
        own = text.getparent()
        words, text.text = text.text, text.text[:5]
        other = copy(own)
        next(it for it in other.iter() if it.tag.endswith("}t")).text = words[5:]
        own.addnext(other)

    taken, found = after(cut)
    assert found == () and changes(taken) == {}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("formats", [("docx",), ("odt", "docx")])
def test_a_document_that_libreoffice_has_saved_has_no_change(tmp_path: Path, formats: tuple[str, ...]) -> None:
    file = tmp_path / "first-en.docx"
    file.write_bytes(sent())
    for number, form in enumerate(formats):
        folder = tmp_path / str(number)
        home = f"-env:UserInstallation=file://{tmp_path}/office"
        command = ["soffice", "--headless", home, "--convert-to", form, "--outdir", folder, file]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("LibreOffice cannot convert anything here")
        file = folder / f"first-en.{form}"
    outcome = back(file.read_bytes())
    assert outcome.value is not None and outcome.diagnostics == () and changes(outcome.value) == {}


# Words


def test_a_reworded_paragraph_is_told_at_its_line_with_both_wordings(tmp_path: Path) -> None:
    taken, found = after(reword("It has a second sentence", "It has one more sentence"))
    assert told(found) == [(line_of("The second point"), "block-is-as-handed-out")]
    assert "has a second sentence" in found[0].message and "has one more sentence" in found[0].message
    assert "It has one more sentence, with [a link](https://example.org/a) in it." in patched(taken, tmp_path)


def test_new_words_leave_facts_terms_sources_and_notes_as_they_are_written(tmp_path: Path) -> None:
    taken, _ = after(reword("We took every ", "We have taken every "), reword(" See ", " Look at "))
    text = patched(taken, tmp_path)
    kept = "The budget is {fact}`money-a` [@report-a, p. 3]."
    assert f"We have taken every {{term}}`sample`. {kept} Look at {{ref}}`fig-bars`.[^how]" in text


@pytest.mark.parametrize(
    ("edit", "place", "written"),
    [
        (reword("Background", "What there was"), "## Background", "## What there was {#background}"),
        (reword("There are ", "There were "), "- There are", "- There were {fact}`count-a`."),
        (reword("Another thing", "One more thing"), "2. Another", "2. One more thing"),
        (reword("Samples", "Samples taken"), "| Samples", "| Samples taken | {fact}`count-a` |"),
        (reword("Number of samples", "How many"), ":::{table}", ":::{table} How many"),
        (reword("The first brief", "The very first brief"), "title:", "title: The very first brief"),
        (reword("What the first", "All that the first"), "summary:", "summary: All that the first brief says."),
    ],
)
def test_each_kind_of_block_is_found_and_rewritten(edit: Edit, place: str, written: str, tmp_path: Path) -> None:
    taken, found = after(edit)
    assert told(found) == [(line_of(place), "block-is-as-handed-out")] and changes(taken) == {"reworded": 1}
    assert written in patched(taken, tmp_path).split("\n")


def test_words_of_yaml_are_told_at_their_file(tmp_path: Path) -> None:
    taken, (found,) = after(reword("the press", "the printers"))
    assert found.span is not None and found.span.path == "content/briefs/first/brief.yaml"
    patched(taken, tmp_path)
    assert "en: the printers}" in (tmp_path / "content/briefs/first/brief.yaml").read_text("utf-8")


@pytest.mark.parametrize("words", ["July 2026", "June 2026 at the latest"])
def test_a_date_that_the_language_has_worded_is_told_and_never_patched(words: str) -> None:
    brief = "content/briefs/first/brief.yaml"
    files = {**FILES, brief: str(FILES[brief]).replace("r1: {", "r1: {due: 2026-06, ")}
    of = with_changes(files)
    outcome = back(edited(handed_out(of), reword("June 2026", words)), of, files)
    assert told(outcome.diagnostics) == [(f"{brief}:6", "block-is-as-handed-out")]
    assert outcome.value is not None and outcome.value.patch.text == "" and len(outcome.value.patch.left_out) == 1


@pytest.mark.parametrize("words", ["S-01", "At a glance", "References", "Sample Press, "])
def test_words_that_no_text_has_are_told_and_never_patched(words: str) -> None:
    taken, found = after(reword(words, "Something else"))
    assert changes(taken) == {"reworded": 1} and [it.code for it in found] == ["block-is-as-handed-out"]
    assert taken.patch.text == "" and len(taken.patch.left_out) == 1


@pytest.mark.parametrize(
    "edit",
    [
        reword("Who:", "Responsible:"),
        reword("Who:", "Who now:"),
        reword("Who:", "By: Who:"),
        reword("Who: ", ""),
        reword("Table 1.", "Table A."),
        reword("Table 1.", "Chart 1."),
        reword("Figure 1.", "Chart 1."),
        reword("Figure 1. ", "Figure 1a. "),
    ],
)
def test_words_of_the_interface_before_a_wording_are_told_and_never_patched(edit: Edit) -> None:
    taken, found = after(edit)
    assert changes(taken) == {"reworded": 1} and [it.code for it in found] == ["block-is-as-handed-out"]
    assert taken.patch.text == "" and len(taken.patch.left_out) == 1


def test_the_number_of_a_source_is_told_and_never_patched() -> None:
    def renumber(root: object) -> None:
        text = next(it for it in paragraph(root, "We took every").iter() if (it.text or "").startswith("1"))
        text.text = f"{text.text} and 7"

    taken, found = after(renumber)
    assert changes(taken) == {"reworded": 1} and len(found) == 1
    assert taken.patch.text == "" and len(taken.patch.left_out) == 1


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_a_figure_in_a_summary_stays_a_fact_in_it(quote: str, tmp_path: Path) -> None:
    said = "summary: What the first brief says."
    meant = f"summary: {quote}It speaks of {{fact}}`money-a#round` in all.{quote}"
    files = {**FILES, FIRST: str(FILES[FIRST]).replace(said, meant)}
    of = with_changes(files)
    content = handed_out(of)
    taken = back(edited(content, reword(" in all", " altogether")), of, files).value
    assert (
        taken is not None
        and f"+summary: {quote}It speaks of {{fact}}`money-a#round` altogether.{quote}" in taken.patch.text
    )
    outcome = back(edited(content, split(" in all")), of, files)
    assert outcome.value is not None and outcome.value.patch.text == "" and len(outcome.value.patch.left_out) == 1
    found = back(edited(content, delete_figure("about 400 billion yuan")), of, files).diagnostics
    assert told(found) == [(f"{FIRST}:3", "figure-is-as-handed-out")]


def test_signs_of_markdown_are_written_as_signs(tmp_path: Path) -> None:
    taken, _ = after(reword("point is short", "point is *very* short [sic]"))
    assert r"The first point is \*very\* short \[sic\]." in patched(taken, tmp_path)


def test_a_note_is_compared_with_its_note(tmp_path: Path) -> None:
    held = _members(sent())
    held["word/footnotes.xml"] = held["word/footnotes.xml"].replace(b"Counted by hand.", b"Counted by machine.")
    outcome = back(archive(held))
    assert outcome.value is not None
    assert told(outcome.diagnostics) == [(line_of("[^how]: "), "block-is-as-handed-out")]
    assert "[^how]: Counted by machine." in patched(outcome.value, tmp_path)


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


# Blocks


def test_a_paragraph_that_was_moved(tmp_path: Path) -> None:
    taken, found = after(move("The second point", "We took every"))
    assert told(found) == [(line_of("The second point"), "block-is-as-handed-out")] and changes(taken) == {"moved": 1}
    text = patched(taken, tmp_path)
    assert text.index("The second point") < text.index("We took every") and text.count("The second point") == 1


def test_a_paragraph_that_was_moved_without_its_bookmark() -> None:
    def bare(root: object) -> None:
        own = paragraph(root, "The second point")
        for mark in [it for it in own if "bookmark" in it.tag]:
            own.remove(mark)
        paragraph(root, "We took every").addprevious(own)

    taken, found = after(bare)
    assert changes(taken) == {"moved": 1} and len(found) == 1


def test_a_paragraph_that_was_deleted(tmp_path: Path) -> None:
    taken, found = after(delete("The first point"))
    assert told(found) == [(line_of("The first point"), "block-is-as-handed-out")] and changes(taken) == {"gone": 1}
    assert patched(taken, tmp_path) == str(FILES[FIRST]).replace("The first point is short.\n\n", "")


def test_a_paragraph_that_is_new(tmp_path: Path) -> None:
    taken, found = after(insert("Written by the editor.", "The first point"))
    assert told(found) == [(line_of("The first point"), "block-is-as-handed-out")] and changes(taken) == {"new": 1}
    assert "The first point is short.\n\nWritten by the editor.\n\nThe second" in patched(taken, tmp_path)


def test_a_paragraph_after_a_heading_leaves_the_id_of_the_heading(tmp_path: Path) -> None:
    taken, _ = after(insert("Written by the editor.", "Proposals"))
    assert "## Proposals {#proposals}\n\nWritten by the editor.\n\n:::" in patched(taken, tmp_path)


def insert_after(tag: str, words: str) -> Edit:
    """A paragraph after the first element of a kind that says this."""

    def edit(root: Element) -> None:
        every = [it for it in root.iter(W + tag) if words in said(it)]
        every[-1].addnext(part("<w:p><w:r><w:t>Put in.</w:t></w:r></w:p>"))

    return edit


@pytest.mark.parametrize(
    ("edit", "called", "end"),
    [
        (insert("Put in.", "Two budgets"), "figure 1", ":::{chart} bars\n:::\n"),
        (insert("Put in.", "A grey square"), "figure 2", '"A grey square, drawn")\n'),
        (insert("Put in.", "Number of samples"), "table 1", "| Samples | {fact}`count-a` |\n:::\n"),
        (insert_after("tbl", "Samples"), "table 1", "| Samples | {fact}`count-a` |\n:::\n"),
    ],
)
def test_a_paragraph_after_a_figure_or_a_table_goes_after_all_of_it(
    edit: Edit, called: str, end: str, tmp_path: Path
) -> None:
    taken, found = after(edit)
    assert [it.message for it in found] == [f"new after {called}: “Put in.”"] and taken.patch.left_out == ()
    assert patched(taken, tmp_path) == str(FILES[FIRST]).replace(end, f"{end}\nPut in.\n")


def test_a_paragraph_after_the_picture_of_a_chart_goes_after_the_chart(tmp_path: Path) -> None:
    def put_in(root: Element) -> None:
        picture = next(root.iter(W + "drawing"))
        next(picture.iterancestors(W + "p")).addnext(part("<w:p><w:r><w:t>Put in.</w:t></w:r></w:p>"))

    taken, found = after(put_in)
    assert [it.message for it in found] == ["new after figure 1: “Put in.”"]
    end = ":::{chart} bars\n:::\n"
    assert patched(taken, tmp_path) == str(FILES[FIRST]).replace(end, f"{end}\nPut in.\n")


def test_a_paragraph_that_was_moved_after_a_figure_goes_after_all_of_it(tmp_path: Path) -> None:
    def down(root: Element) -> None:
        picture = next(root.iter(W + "drawing"))
        next(picture.iterancestors(W + "p")).addnext(paragraph(root, "The second point"))

    taken, found = after(down)
    assert [it.message.partition(":")[0] for it in found] == ["moved after figure 1"]
    assert ":::{chart} bars\n:::\n\nThe second point" in patched(taken, tmp_path)


def test_the_picture_of_a_chart_that_was_deleted_is_left_to_the_author() -> None:
    def strike(root: Element) -> None:
        own = next(next(root.iter(W + "drawing")).iterancestors(W + "p"))
        own.getparent().remove(own)

    taken, _ = after(strike)
    assert taken.patch.text == "" and len(taken.patch.left_out) == 1


def test_the_chart_that_leads_a_brief_is_left_to_the_author() -> None:
    """It is named in YAML: no line of the text stands for it."""
    said_in_yaml = f"{FILES['content/briefs/first/brief.yaml']}lead_chart: bars\n"
    text = str(FILES[FIRST]).replace(":::{chart} bars\n:::\n\n", "")
    files = {**FILES, "content/briefs/first/brief.yaml": said_in_yaml, FIRST: text}
    of = with_changes(files)

    def strike(root: Element) -> None:
        own = next(next(root.iter(W + "drawing")).iterancestors(W + "p"))
        own.addnext(part("<w:p><w:r><w:t>Put in.</w:t></w:r></w:p>"))
        own.getparent().remove(own)

    taken = back(edited(handed_out(of), strike), of, files).value
    assert taken is not None and changes(taken) == {"gone": 1, "new": 1}
    assert taken.patch.text == "" and len(taken.patch.left_out) == 2


def test_a_new_row_of_a_table_is_left_to_the_author() -> None:
    def add(root: Element) -> None:
        row = next(paragraph(root, "Samples").iterancestors(W + "tr"))
        cell = "<w:tc><w:p><w:r><w:t>Put in.</w:t></w:r></w:p></w:tc>"
        row.addnext(part(f"<w:tr>{cell}{cell}</w:tr>"))

    taken, _found = after(add)
    assert changes(taken) == {"new": 2} and taken.patch.text == "" and len(taken.patch.left_out) == 1


def test_a_paragraph_that_was_split(tmp_path: Path) -> None:
    taken, found = after(split("It has a second sentence"))
    assert {place for place, _ in told(found)} == {line_of("The second point")}
    assert changes(taken) == {"reworded": 1, "new": 1}
    assert "is longer.\n\nIt has a second sentence, with [a link](https://example.org/a) in it." in patched(
        taken, tmp_path
    )


def test_a_mark_over_two_paragraphs_that_begins_again_in_the_second_is_one() -> None:
    def as_libreoffice_saves_it(root: object) -> None:
        split("It has a second sentence")(root)
        first = paragraph(root, "The second point is longer")
        mark = copy(next(it for it in first if it.tag.endswith("}bookmarkStart")))
        paragraph(root, "It has a second sentence").insert(0, mark)
        mark.set(ID, "901")
        next(it for it in mark.getparent() if it.tag.endswith("}bookmarkEnd")).set(ID, "901")

    taken, _ = after(as_libreoffice_saves_it)
    assert changes(taken) == {"reworded": 1, "new": 1}


def test_two_paragraphs_that_were_joined(tmp_path: Path) -> None:
    taken, found = after(join("The second point"))
    assert told(found) == [
        (line_of("The first point"), "block-is-as-handed-out"),
        (line_of("The second point"), "block-is-as-handed-out"),
    ]
    assert changes(taken) == {"reworded": 1, "gone": 1}
    assert "The first point is short. The second point is longer. It has" in patched(taken, tmp_path)


@pytest.mark.parametrize(
    ("edit", "hint"),
    [
        (reword("point is short", "point is brief"), "or take it from the patch (--write-patch)"),
        (insert("Put in.", "The first point"), "or take it from the patch (--write-patch)"),
        (insert("Put in.", "Number of samples"), "or take it from the patch (--write-patch)"),
        (insert("Put in.", "Who: "), "write it by hand: it is not in the patch"),
        (insert("Put in.", "Sample Press, "), "write it by hand: it is not in the patch"),
        (reword("Who:", "Responsible:"), "write it by hand: it is not in the patch"),
    ],
)
def test_the_hint_names_the_patch_only_where_it_has_the_change(edit: Edit, hint: str) -> None:
    _, (found,) = after(edit)
    assert found.hint.endswith(hint)


# Figures


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (change_figure("398.5 billion yuan", "500 billion yuan"), "reads “500 billion yuan”, not “398.5 billion yuan”"),
        (delete_figure("398.5 billion yuan"), "was deleted"),
        (unwrap_figure("398.5 billion yuan"), "was unlocked"),
        (unlock_figure("398.5 billion yuan"), "was unlocked"),
    ],
)
def test_a_figure_that_is_not_as_it_was_is_an_error_at_its_place(edit: Edit, said: str) -> None:
    taken, found = after(edit)
    (problem,) = found
    assert problem.code == "figure-is-as-handed-out" and said in problem.message and "money-a" in problem.message
    assert told(found) == [(line_of("We took every"), "figure-is-as-handed-out")]
    assert problem.span is not None and LINES[problem.span.line - 1][problem.span.column - 1 :].startswith(
        "{fact}`money-a`"
    )
    assert taken.patch.text == ""


@pytest.mark.parametrize(
    ("figure", "words"), [("398.5 billion yuan", "We took every"), ("12 samples", "There are ")], ids=["text", "box"]
)
def test_a_paragraph_after_a_block_with_a_changed_figure_is_in_the_patch(
    figure: str, words: str, tmp_path: Path
) -> None:
    taken, _ = after(change_figure(figure, "5 yuan"), insert("Put in.", words))
    line = LINES[int(line_of(words if words != "There are " else "- There are").partition(":")[2]) - 1]
    indent = "  " if line.startswith("-") else ""
    assert patched(taken, tmp_path) == str(FILES[FIRST]).replace(line, f"{line}\n\n{indent}Put in.")
    assert taken.patch.left_out == ()


def test_a_figure_that_was_pasted_is_an_error_where_it_stands_now() -> None:
    _, found = after(paste_figure("398.5 billion yuan", "The first point"))
    assert told(found) == [(line_of("The first point"), "figure-is-as-handed-out")]
    assert "was pasted here" in found[0].message


def test_a_figure_goes_with_its_paragraph() -> None:
    taken, found = after(delete("We took every"))
    assert changes(taken) == {"gone": 1} and "with the figures money-a" in found[0].message


# What editors say


def test_tracked_changes_have_their_author_and_time() -> None:
    taken, found = after(track_insert(" indeed", "The first point is short."), track_delete("It has a second sentence"))
    said = [it.message for it in found if it.code == "change-is-decided"]
    assert said == [
        "tracked insertion by Kim, 2026-03-02 10:15: “indeed”",
        "tracked deletion by Lee, 2026-03-02 11:00: “It has a second sentence”",
    ]
    assert changes(taken) == {"reworded": 2}


def test_a_paragraph_that_was_struck_whole_is_gone_with_its_figures() -> None:
    def strike(root: Element) -> None:
        for run in list(paragraph(root, "There are").iter(W + "r")):
            for words in run.iter(W + "t"):
                words.tag = W + "delText"
            struck = part('<w:del w:id="900" w:author="Lee" w:date="2026-03-02T11:00:00Z"/>')
            run.addprevious(struck)
            struck.append(run)

    taken, found = after(strike)
    assert [it.code for it in found] == ["block-is-as-handed-out", "change-is-decided"]
    assert found[0].message.startswith("gone, with the figures count-a: ") and changes(taken) == {"gone": 1}


def test_a_comment_is_told_at_its_block_and_is_no_change() -> None:
    taken, found = after(comment_on("The first point"), comments=COMMENT)
    assert told(found) == [(line_of("The first point"), "comment-is-answered")]
    assert found[0].message == "comment by Park, 2026-03-03 09:30: Is this still so?"
    assert changes(taken) == {}


# What cannot be taken back


def refused(content: bytes, of: EditedProject | None = None) -> Diagnostic:
    outcome = back(content, of)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    return found


def test_a_document_of_another_project_is_told() -> None:
    found = refused(sent(), with_changes(_renamed()))
    assert found.code == "returned-file-is-ours"


def _renamed() -> dict[str, str | bytes]:
    """The project with its first brief under another name."""
    given = {path.replace("/first/", "/premier/"): it for path, it in FILES.items()}
    return {
        path: it.replace("[first, second]", "[premier, second]").replace("`first`", "`premier`")
        if isinstance(it, str)
        else it
        for path, it in given.items()
    }


def test_a_block_of_another_brief_is_told() -> None:
    second = handed_out(project(), "second")

    def paste(root: object) -> None:
        other = etree.fromstring(_members(second)["word/document.xml"])
        paragraph(root, "The first point").addnext(paragraph(other, "We took every"))

    found = refused(edited(sent(), paste))
    assert found.code == "returned-file-is-ours" and "second (en)" in found.message and "nothing is taken" in found.hint


def test_a_document_of_an_older_text_is_told_with_what_has_changed() -> None:
    newer = with_changes(
        {**FILES, FIRST: str(FILES[FIRST]).replace("The first point is short.", "The first point is new.")}
    )
    found = refused(sent(), newer)
    assert found.code == "returned-file-is-current" and line_of("The first point") in found.message
    assert "the text, or a figure in it, has changed since" in found.message
    assert "git log --oneline -- content/briefs/first;" in found.hint and "git worktree add" in found.hint


@pytest.mark.parametrize("form", ["docx", "hwpx"])
def test_the_commit_at_which_it_was_made_is_named(form: str) -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    made = replace(sent_text(project(), "first", "en").handoff, revision=commit)
    content = WRITERS[form](made, project().sources).value
    newer = with_changes(
        {**FILES, FIRST: str(FILES[FIRST]).replace("The first point is short.", "The first point is new.")}
    )
    outcome = taken_back(newer, ReturnedFile(f"first-en.{form}", content), lambda path: str(FILES[path]))
    (found,) = outcome.diagnostics
    assert "commit 0123456789ab: git worktree add ../as-it-was 0123456789ab;" in found.hint


def test_a_document_with_a_figure_that_has_changed_since_is_an_older_one() -> None:
    counts = "content/facts/counts.yaml"
    newer = with_changes({**FILES, counts: str(FILES[counts]).replace("398.5 billion", "399.5 billion")})
    assert refused(sent(), newer).code == "returned-file-is-current"


def test_two_copies_of_a_block_are_told() -> None:
    def twice(root: object) -> None:
        own = paragraph(root, "The first point")
        own.addnext(deepcopy(own))

    found = refused(edited(sent(), twice))
    assert found.code == "block-is-returned-once" and "The first point is short." in found.message


def test_a_document_without_bookmarks_is_told() -> None:
    def bare(root: object) -> None:
        for mark in [it for it in root.iter() if "bookmark" in str(it.tag)]:  # type: ignore[attr-defined]
            mark.getparent().remove(mark)

    assert "no bookmarks" in refused(edited(sent(), bare)).message


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "damaged"),
        (b"no archive", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "password"),
        (archive({"word/document.xml": b"0" * 60_000_000}), "unpacks to"),
        (archive({"word/vbaProject.bin": b"x"}), "macros"),
        (archive({"../evil": b"x"}), "outside"),
        (archive({"a.txt": b"x"}), "not a Word document"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(content: bytes, why: str) -> None:
    found = refused(content)
    assert found.code == "returned-file-is-readable" and why in found.message


def test_a_document_with_a_type_declaration_is_refused() -> None:
    held = _members(sent())
    held["word/document.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + held["word/document.xml"]
    assert refused(archive(held)).code == "returned-file-is-readable"


# The command


def test_the_command_reports_and_writes_only_the_patch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, home = runner(capsys), laid_out(tmp_path / "p", FILES)
    file = tmp_path / "back.docx"
    file.write_bytes(edited(sent(), reword("point is short", "point is brief")))
    before = {path: path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}
    ran = run("take-back", file, "-C", home, "--write-patch", tmp_path / "a.patch")
    assert ran.code == 0 and "1 reworded" in ran.out and line_of("The first point") in ran.out, ran
    assert "+The first point is brief." in (tmp_path / "a.patch").read_text("utf-8")
    assert {path: path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()} == before
    result = json.loads(run("take-back", file, "-C", home, "--format", "json").out)["result"]
    assert (result["brief"], result["language"], result["counts"]["reworded"]) == ("first", "en", 1)


def test_the_command_fails_where_a_figure_was_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = laid_out(tmp_path / "p", FILES)
    file = tmp_path / "back.docx"
    file.write_bytes(edited(sent(), change_figure("398.5 billion yuan", "5 yuan")))
    assert runner(capsys)("take-back", file, "-C", home).code == 1


def test_the_command_says_why_and_where_a_change_is_not_in_the_patch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, file = laid_out(tmp_path / "p", FILES), tmp_path / "back.docx"
    edits = (
        change_figure("398.5 billion yuan", "5 yuan"),
        reword("We took every ", "We have taken every "),
        lambda root: root[0].insert(0, part("<w:p><w:r><w:t>Put in.</w:t></w:r></w:p>")),
    )
    file.write_bytes(edited(sent(), *edits))
    ran = runner(capsys)("take-back", file, "-C", home, "--write-patch", tmp_path / "a.patch")
    assert f"not in the patch, write it by hand: {line_of('We took every')} (its figure was changed)\n" in ran.out
    assert "not in the patch, write it by hand: at the beginning of the document\n" in ran.out
    assert "hint: write the patch first; then change the value in the ledger" in ran.out


def test_a_file_that_is_elsewhere_is_found_where_it_was_handed_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = laid_out(tmp_path / "p", {**FILES, "handoff/first-ko.docx": b"x"})
    ran = runner(capsys)("take-back", "first-ko.docx", "-C", home)
    assert ran.code == 2 and f"there is no file first-ko.docx; did you mean {home}/handoff/first-ko.docx?" in ran.err
    ran = runner(capsys)("take-back", "first-en.docx", "-C", home)
    assert ran.code == 2 and f"briefgen handoff wrote {home}/handoff/first-ko.docx" in ran.err


def test_another_format_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = laid_out(tmp_path / "p", {"content/site.yaml": FILES["content/site.yaml"]})
    (tmp_path / "back.odt").write_bytes(b"x")
    ran = runner(capsys)("take-back", tmp_path / "back.odt", "-C", home)
    assert ran.code == 2 and "only .docx" in ran.err
