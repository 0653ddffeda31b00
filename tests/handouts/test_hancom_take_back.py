"""An HWPX document that editors have changed comes back: each change at its block, and nothing else."""

from __future__ import annotations

import io
import shlex
import subprocess
import zipfile
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from support.command import laid_out, runner
from support.edited_hwpx import (
    CHANGES,
    SECTION,
    Edit,
    P,
    change_figure,
    delete,
    delete_figure,
    edited,
    insert,
    join,
    memo_on,
    move,
    paragraph,
    part,
    paste_figure,
    reword,
    split,
    texts,
    track,
    unwrap_figure,
)
from support.office import archive
from support.project import SMALL, exemplar_files

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
FILES = {**SMALL, FIRST: str(SMALL[FIRST]).replace("## Proposals {#proposals}\n", MORE)}
LINES = str(FILES[FIRST]).split("\n")
CHANGED = "block-is-as-handed-out"
FIGURE = "figure-is-as-handed-out"


def line_of(words: str) -> str:
    """The place of the block that says this."""
    (found,) = [number for number, line in enumerate(LINES, 1) if words in line]
    return f"{FIRST}:{found}"


def project_of(files: dict[str, str | bytes]) -> EditedProject:
    found = read_edited(MemoryWorld(files)).value
    assert found is not None
    return found


@lru_cache
def project() -> EditedProject:
    return project_of(dict(FILES))


def handed_out(of: EditedProject, slug: str = "first", lang: str = "en") -> bytes:
    return WRITERS["hwpx"](sent_text(of, slug, lang).handoff, of.sources).value


@lru_cache
def sent() -> bytes:
    return handed_out(project())


def back(content: bytes, of: EditedProject | None = None) -> Outcome[TakenBack | None]:
    return taken_back(of or project(), ReturnedFile("first-en.hwpx", content), lambda path: str(FILES[path]))


def after(*edits: Edit, changes: str = "") -> tuple[TakenBack, tuple[Diagnostic, ...]]:
    outcome = back(edited(sent(), *edits, changes=changes))
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value, outcome.diagnostics


def told(found: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(f"{it.span.path}:{it.span.line}" if it.span else "", it.code) for it in found]


def states(taken: TakenBack) -> dict[str, int]:
    return {state: count for state, count in taken.counts.items() if count and state != "same"}


# Untouched


def test_a_document_that_nobody_changed_has_no_change() -> None:
    taken, found = after()
    assert found == () and states(taken) == {} and taken.patch.text == ""
    assert taken.counts["same"] > 15


def test_every_brief_of_the_exemplar_comes_back_as_it_was() -> None:
    of = project_of(dict(exemplar_files()))
    for lang, edition in of.editions.items():
        for slug in edition.articles:
            outcome = back(handed_out(of, slug, lang), of)
            assert outcome.value is not None and outcome.diagnostics == (), (slug, lang)
            assert states(outcome.value) == {}, (slug, lang)


def test_what_the_program_does_to_runs_and_lines_is_no_change() -> None:
    def saved(root: object) -> None:
        text = next(texts(root, "The second point"))
        own = text.getparent()
        words, text.text = text.text, text.text[:5]
        other = deepcopy(own)
        other.set("charPrIDRef", "7")
        next(other.iter(P + "t")).text = words[5:]
        own.addnext(other)
        whole = own.getparent()
        whole.set("id", "2147483648")
        lines = etree.SubElement(whole, P + "linesegarray")
        etree.SubElement(lines, P + "lineseg", textpos="0", vertpos="0")

    taken, found = after(saved)
    assert found == () and states(taken) == {}


# Blocks


@pytest.mark.parametrize(
    ("edit", "places", "what"),
    [
        (reword("a second sentence", "one more sentence"), ["The second point"], {"reworded": 1}),
        (reword("Background", "What there was"), ["## Background"], {"reworded": 1}),
        (reword("There are ", "There were "), ["- There are"], {"reworded": 1}),
        (reword("Another thing", "One more thing"), ["2. Another"], {"reworded": 1}),
        (reword("Samples", "Samples taken"), ["| Samples"], {"reworded": 1}),
        (reword("The first brief", "The very first"), ["title:"], {"reworded": 1}),
        (reword("Counted by hand", "Counted by machine"), ["[^how]: "], {}),
        (move("The second point", "We took every"), ["The second point"], {"moved": 1}),
        (delete("The first point"), ["The first point"], {"gone": 1}),
        (insert("Written by the editor.", "The first point"), ["The first point"], {"new": 1}),
        (split("It has a second sentence"), ["The second point", "The second point"], {"reworded": 1, "new": 1}),
        (join("The second point"), ["The first point", "The second point"], {"reworded": 1, "gone": 1}),
    ],
)
def test_each_change_is_told_at_its_block_and_nothing_else(edit: Edit, places: list[str], what: dict[str, int]) -> None:
    taken, found = after(edit)
    assert told(found) == [(line_of(it), CHANGED) for it in places]
    assert states(taken) == what


def test_a_change_is_in_the_patch_with_links_as_they_are_written() -> None:
    taken, _ = after(reword("It has a second", "It has one more"))
    assert "It has one more sentence, with [a link](https://example.org/a) in it." in taken.patch.text


@pytest.mark.parametrize(
    ("tag", "called", "end"),
    [("pic", "figure 1", ":::\n+\n+Put in.\n \n"), ("tbl", "table 1", " \n+Put in.\n+\n The first point")],
)
def test_a_paragraph_after_a_figure_or_a_table_goes_after_all_of_it(tag: str, called: str, end: str) -> None:
    def put_in(root: Any) -> None:
        own = next(it for it in root.iter(P + tag) if tag == "pic" or "Samples" in "".join(it.itertext()))
        made = part('<hp:p id="0" paraPrIDRef="0" styleIDRef="0"><hp:run><hp:t>Put in.</hp:t></hp:run></hp:p>')
        next(own.iterancestors(P + "p")).addnext(made)

    taken, found = after(put_in)
    assert [it.message for it in found] == [f"new after {called}: “Put in.”"] and taken.patch.left_out == ()
    assert end in taken.patch.text


@pytest.mark.parametrize(
    ("old", "new"), [("담당:", "담당 부서:"), ("표 1.", "표 가."), ("그림 1.", "도표 1."), ("01 ", "가. ")]
)
def test_words_of_the_interface_are_told_and_never_patched(old: str, new: str) -> None:
    outcome = back(edited(handed_out(project(), lang="ko"), reword(old, new)))
    assert outcome.value is not None and states(outcome.value) == {"reworded": 1}
    assert outcome.value.patch.text == "" and len(outcome.value.patch.left_out) == 1


# Figures


@pytest.mark.parametrize(
    ("edit", "place", "said"),
    [
        (change_figure("398.5 billion yuan", "5 yuan"), "We took every", "reads “5 yuan”, not “398.5 billion yuan”"),
        (delete_figure("398.5 billion yuan"), "We took every", "was deleted"),
        (unwrap_figure("398.5 billion yuan"), "We took every", "was unlocked"),
        (paste_figure("398.5 billion yuan", "The first point"), "The first point", "was pasted here"),
    ],
)
def test_a_figure_that_is_not_as_it_was_is_an_error_at_its_place(edit: Edit, place: str, said: str) -> None:
    taken, found = after(edit)
    assert told(found) == [(line_of(place), FIGURE)] and "money-a" in found[0].message and said in found[0].message
    assert taken.patch.text == ""


def test_a_paragraph_after_a_block_with_a_changed_figure_is_in_the_patch() -> None:
    taken, _ = after(change_figure("398.5 billion yuan", "5 yuan"), insert("Put in.", "We took every"))
    assert "+Put in." in taken.patch.text and "5 yuan" not in taken.patch.text and taken.patch.left_out == ()


def test_a_figure_that_was_struck_with_changes_tracked_is_deleted() -> None:
    _, found = after(track("398.5 billion yuan", 2), changes=CHANGES)
    messages = {it.code: it.message for it in found}
    assert messages.keys() == {FIGURE, "change-is-decided"} and "was deleted" in messages[FIGURE]


# What editors say


def test_tracked_changes_have_their_author_and_time() -> None:
    taken, found = after(track("point is", 1), track("It has a second sentence", 2), changes=CHANGES)
    assert [it.message for it in found if it.code == "change-is-decided"] == [
        "tracked insertion by Kim, 2026-03-02 10:15: “point is”",
        "tracked deletion by Lee, 2026-03-02 11:00: “It has a second sentence”",
    ]
    assert states(taken) == {"reworded": 1}


def test_a_change_over_two_paragraphs_goes_on_in_the_second() -> None:
    def strike(root: object) -> None:
        first, second = next(texts(root, "The first point")), next(texts(root, "The second point"))
        words, first.text = first.text, ""
        etree.SubElement(first, P + "deleteBegin", Id="1", TcId="2").tail = words
        before, _, rest = second.text.partition(" is longer")
        second.text = before
        etree.SubElement(second, P + "deleteEnd", Id="1", TcId="2").tail = " is longer" + rest

    taken, found = after(strike, changes=CHANGES)
    assert states(taken) == {"reworded": 1, "gone": 1}
    assert {place for place, _ in told(found)} == {line_of("The first point"), line_of("The second point")}


def test_a_memo_is_told_at_its_block_and_is_no_change() -> None:
    taken, found = after(memo_on("The first point"))
    assert told(found) == [(line_of("The first point"), "comment-is-answered")]
    assert found[0].message == "comment by 박, 2026-03-03 09:30: Is this still so?"
    assert states(taken) == {}


def test_what_stands_beside_the_text_is_no_part_of_it() -> None:
    """The foot of a page that an editor has put in, and memos as some programs list them once more at the end."""

    def put_in(root: Any) -> None:
        words = '<hp:p id="0"><hp:run><hp:t>Not of the text.</hp:t></hp:run></hp:p>'
        foot = f'<hp:run><hp:ctrl><hp:footer id="1"><hp:subList>{words}</hp:subList></hp:footer></hp:ctrl></hp:run>'
        paragraph(root, "The first point").append(part(foot))
        root.append(part(f"<hp:memogroup><hp:memo>{words}</hp:memo></hp:memogroup>"))

    taken, found = after(put_in)
    assert found == () and states(taken) == {}


# What cannot be taken back


def refused(content: bytes, of: EditedProject | None = None) -> Diagnostic:
    outcome = back(content, of)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    return found


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_a_block_of_another_brief_is_told() -> None:
    second = handed_out(project(), "second")

    def paste(root: object) -> None:
        other = etree.fromstring(members(second)[SECTION])
        paragraph(root, "The first point").addnext(paragraph(other, "We took every"))

    found = refused(edited(sent(), paste))
    assert found.code == "returned-file-is-ours" and "second (en)" in found.message


def test_a_document_of_an_older_text_is_told_with_what_has_changed() -> None:
    newer = {**FILES, FIRST: str(FILES[FIRST]).replace("The first point is short.", "The first point is new.")}
    found = refused(sent(), project_of(newer))
    assert found.code == "returned-file-is-current" and line_of("The first point") in found.message


def test_two_copies_of_a_block_are_told() -> None:
    def twice(root: object) -> None:
        own = paragraph(root, "The first point")
        own.addnext(deepcopy(own))

    found = refused(edited(sent(), twice))
    assert found.code == "block-is-returned-once" and "The first point is short." in found.message


def test_a_document_without_bookmarks_is_told() -> None:
    def bare(root: object) -> None:
        for mark in list(root.iter(P + "bookmark")):  # type: ignore[attr-defined]
            mark.getparent().remove(mark)

    assert "no bookmarks" in refused(edited(sent(), bare)).message


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "damaged"),
        (b"no archive", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "password"),
        (archive({"Contents/section0.xml": b"0" * 60_000_000}), "unpacks to"),
        (archive({"../evil": b"x"}), "outside"),
        (archive({"a.txt": b"x"}), "not an HWPX document"),
        (archive({"META-INF/manifest.xml": b"<a><encryption-data/></a>"}), "password"),
        (archive({SECTION: b"<a><b></a>", "Contents/header.xml": b"<a/>"}), "not valid XML"),
        (archive({SECTION: b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "Contents/header.xml": b"<a/>"}), "document type"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(content: bytes, why: str) -> None:
    found = refused(content)
    assert found.code == "returned-file-is-readable" and why in found.message


@pytest.mark.parametrize(
    "edit",
    [
        "<hp:fieldEnd beginIDRef='77'/>",
        "<hp:fieldBegin/>",
        "<hp:footNote/>",
        "<hp:bookmark/>",
        "<!-- said --><?said?>",
        "<hp:fieldBegin id='1' type='CLICK_HERE' name='fact:money-a'/>",
    ],
)
def test_xml_that_no_program_writes_is_read_as_far_as_it_goes(edit: str) -> None:
    """A field that never ends, a note without a paragraph, remarks: nothing stops the reader."""
    held = members(sent())
    held[SECTION] = held[SECTION].replace(b"<hp:ctrl><hp:bookmark", f"<hp:ctrl>{edit}<hp:bookmark".encode(), 1)
    assert back(archive(held)).value is not None


# The command


def test_the_command_reports_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, home = runner(capsys), laid_out(tmp_path / "p", FILES)
    file = tmp_path / "back.hwpx"
    file.write_bytes(edited(sent(), reword("point is short", "point is brief")))
    before = {path: path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}
    ran = run("take-back", file, "-C", home, "--write-patch", tmp_path / "a.patch")
    assert ran.code == 0 and "1 reworded" in ran.out and line_of("The first point") in ran.out, ran
    assert "+The first point is brief." in (tmp_path / "a.patch").read_text("utf-8")
    file.write_bytes(edited(sent(), change_figure("398.5 billion yuan", "5 yuan")))
    assert run("take-back", file, "-C", home).code == 1
    assert {path: path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()} == before


def test_the_command_that_is_told_applies_the_patch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, home = runner(capsys), laid_out(tmp_path / "my project", FILES)
    file, patch = tmp_path / "back.hwpx", tmp_path / "a patch"
    file.write_bytes(edited(sent(), reword("point is short", "point is brief")))
    (told,) = [
        it for it in run("take-back", file, "-C", home, "--write-patch", patch).out.splitlines() if "patch:" in it
    ]
    subprocess.run(shlex.split(told.partition(" by it: ")[2]), cwd=tmp_path, check=True)
    assert "The first point is brief." in (home / FIRST).read_text("utf-8")
