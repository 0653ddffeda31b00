"""A document that editors have changed comes back: each change at its block, and nothing else."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree
from support.command import laid_out, runner
from support.edited import CHANGES, COMMENT, HANCOM, HEADER, SECTION, WORD, Edit, Element, P, Program, W
from support.office import archive, members
from support.project import SMALL, exemplar_files

from briefgen.handouts.exchanging.documents.compare import sent_text
from briefgen.handouts.exchanging.documents.take_back import ReturnedFile, TakenBack, taken_back
from briefgen.handouts.handoff import WRITERS, EditedProject, read_edited
from briefgen.model.core.diagnostics import Diagnostic, Outcome
from briefgen.reading.world import MemoryWorld

FIRST, BRIEF = "content/briefs/first/en.md", "content/briefs/first/brief.yaml"
MORE = """\
The first point is short.

The second point is longer. It has a second sentence, with [a link](https://example.org/a) in it.

1. One thing
2. Another thing

## Proposals {#proposals}
"""
FILES = {**SMALL, FIRST: str(SMALL[FIRST]).replace("## Proposals {#proposals}\n", MORE)}
LINES = str(FILES[FIRST]).split("\n")
CHANGED, FIGURE = "block-is-as-handed-out", "figure-is-as-handed-out"
MONEY = "398.5 billion yuan"
Files = Mapping[str, str | bytes]
both = pytest.mark.parametrize("program", [WORD, HANCOM], ids=lambda it: it.form)


def line_of(words: str) -> str:
    """The place of the block that says this."""
    (found,) = [number for number, line in enumerate(LINES, 1) if words in line]
    return f"{FIRST}:{found}"


def project_of(files: Files) -> EditedProject:
    found = read_edited(MemoryWorld(dict(files))).value
    assert found is not None
    return found


@lru_cache
def project() -> EditedProject:
    return project_of(FILES)


@dataclass(frozen=True)
class Back:
    """What was taken back of a document."""

    taken: TakenBack
    problems: tuple[Diagnostic, ...]

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(f"{it.span.path}:{it.span.line}" if it.span else "", it.code) for it in self.problems]

    @property
    def messages(self) -> list[str]:
        return [it.message for it in self.problems]

    @property
    def changes(self) -> dict[str, int]:
        return {state: count for state, count in self.taken.counts.items() if count and state != "same"}

    @property
    def left_out(self) -> int:
        """How many blocks the patch lacks, if nothing is in it."""
        return -1 if self.taken.patch.text else len(self.taken.patch.left_out)

    def patched(self, folder: Path, path: str = FIRST, files: Files = FILES) -> str:
        """A file with the patch applied by git, as an author does it."""
        if shutil.which("git") is None:
            pytest.skip("git is not installed")
        laid_out(folder, {it: files[it] for it in (FIRST, BRIEF)})
        (folder / "a.patch").write_text(self.taken.patch.text, "utf-8")
        subprocess.run(["git", "apply", "--whitespace=nowarn", "a.patch"], cwd=folder, check=True)
        return (folder / path).read_text("utf-8")


def handed_out(program: Program, of: EditedProject, slug: str = "first", lang: str = "en") -> bytes:
    return WRITERS[program.form](sent_text(of, slug, lang).handoff, of.sources).value


@lru_cache
def sent(program: Program) -> bytes:
    return handed_out(program, project())


def returned(
    program: Program, content: bytes, of: EditedProject | None = None, files: Files = FILES
) -> Outcome[TakenBack | None]:
    file = ReturnedFile(f"first-en.{program.form}", content)
    return taken_back(of or project(), file, lambda path: str(files[path]))


def back(program: Program, content: bytes, of: EditedProject | None = None, files: Files = FILES) -> Back:
    outcome = returned(program, content, of, files)
    assert outcome.value is not None, outcome.diagnostics
    return Back(outcome.value, outcome.diagnostics)


def after(program: Program, *edits: Edit, said: str = "") -> Back:
    return back(program, program.edited(sent(program), *edits, said=said))


# Untouched


@both
def test_a_document_that_nobody_changed_has_no_change(program: Program) -> None:
    made = after(program)
    assert made.problems == () and made.changes == {} and made.taken.patch.text == ""
    assert made.taken.counts["same"] > 15


def test_every_brief_of_the_exemplar_comes_back_as_it_was() -> None:
    of = project_of(exemplar_files())
    for lang, edition in of.editions.items():
        for slug in edition.articles:
            made = back(HANCOM, handed_out(HANCOM, of, slug, lang), of)
            assert made.problems == () and made.changes == {}, (slug, lang)


@both
def test_what_a_program_does_to_runs_and_looks_is_no_change(program: Program) -> None:
    def saved(root: Element) -> None:
        text = next(program.texts(root, "The second point"))
        own = text.getparent()
        words, text.text = text.text, text.text[:5]
        other = copy(own)
        next(other.iter(f"{program.tag}t")).text = words[5:]
        own.addnext(other)
        if program is HANCOM:
            other.set("charPrIDRef", "7")
            own.getparent().set("id", "2147483648")
            lines = etree.SubElement(own.getparent(), P + "linesegarray")
            etree.SubElement(lines, P + "lineseg", textpos="0", vertpos="0")

    made = after(program, saved)
    assert made.problems == () and made.changes == {}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("formats", [("docx",), ("odt", "docx")])
def test_a_document_that_libreoffice_has_saved_has_no_change(tmp_path: Path, formats: tuple[str, ...]) -> None:
    file = tmp_path / "first-en.docx"
    file.write_bytes(sent(WORD))
    for number, form in enumerate(formats):
        folder = tmp_path / str(number)
        home = f"-env:UserInstallation=file://{tmp_path}/office"
        command = ["soffice", "--headless", home, "--convert-to", form, "--outdir", folder, file]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("LibreOffice cannot convert anything here")
        file = folder / f"first-en.{form}"
    made = back(WORD, file.read_bytes())
    assert made.problems == () and made.changes == {}


# Words


@both
@pytest.mark.parametrize(
    ("old", "new", "place", "written"),
    [
        ("Background", "What there was", "## Background", "## What there was {#background}"),
        ("There are ", "There were ", "- There are", "- There were {fact}`count-a`."),
        ("Another thing", "One more thing", "2. Another", "2. One more thing"),
        ("Samples", "Samples taken", "| Samples", "| Samples taken | {fact}`count-a` |"),
        ("Number of samples", "How many", ":::{table}", ":::{table} How many"),
        ("The first brief", "The very first", "title:", "title: The very first"),
        ("What the first", "All that the first", "summary:", "summary: All that the first brief says."),
        (
            "point is short",
            "point is *very* short [sic]",
            "The first point",
            r"The first point is \*very\* short \[sic\].",
        ),
        ("Counted by hand", "Counted by machine", "[^how]: ", "[^how]: Counted by machine."),
    ],
)
def test_each_kind_of_block_is_found_and_rewritten(
    program: Program, old: str, new: str, place: str, written: str, tmp_path: Path
) -> None:
    content, member = sent(program), "word/footnotes.xml"
    if program is WORD and old == "Counted by hand":
        held = members(content)
        content = archive({**held, member: held[member].replace(old.encode(), new.encode())})
    else:
        content = program.edited(content, program.reword(old, new))
    made = back(program, content)
    assert made.told == [(line_of(place), CHANGED)]
    assert made.changes == ({} if "[^" in place else {"reworded": 1})
    assert written in made.patched(tmp_path).split("\n")


@both
def test_new_words_leave_facts_terms_sources_notes_and_links_as_they_are_written(
    program: Program, tmp_path: Path
) -> None:
    edits = (("We took every ", "We have taken every "), (" See ", " Look at "), ("a second sentence", "one more"))
    made = after(program, *(program.reword(*it) for it in edits))
    text = made.patched(tmp_path)
    kept = "The budget is {fact}`money-a` [@report-a, p. 3]."
    assert f"We have taken every {{term}}`sample`. {kept} Look at {{ref}}`fig-bars`.[^how]" in text
    assert "It has one more, with [a link](https://example.org/a) in it." in text
    assert "has a second sentence" in made.messages[1] and "has one more" in made.messages[1]


def test_words_of_yaml_are_told_at_their_file(tmp_path: Path) -> None:
    files = {**FILES, BRIEF: str(FILES[BRIEF]).replace("r1: {", "r1: {needs: {ko: 돈, en: more money}, ")}
    of = project_of(files)
    made = back(WORD, WORD.edited(handed_out(WORD, of), WORD.reword("more money", "less money")), of, files)
    assert [place.partition(":")[0] for place, _ in made.told] == [BRIEF]
    assert "en: less money}" in made.patched(tmp_path, BRIEF, files)


@pytest.mark.parametrize("words", ["July 2026", "June 2026 at the latest"])
def test_a_date_that_the_language_has_worded_is_told_and_never_patched(words: str) -> None:
    files = {**FILES, BRIEF: str(FILES[BRIEF]).replace("r1: {", "r1: {due: 2026-06-30, ")}
    of = project_of(files)
    made = back(WORD, WORD.edited(handed_out(WORD, of), WORD.reword("June 2026", words)), of, files)
    assert made.told == [(f"{BRIEF}:6", CHANGED)] and made.left_out == 1


OURS = ["S-01", "At a glance", "References", "Sample Press, "]
LABELS = [
    *(("Who:", "Responsible:"), ("Who:", "Who now:"), ("Who:", "By: Who:"), ("Who: ", "")),
    *(("Table 1.", "Table A."), ("Table 1.", "Chart 1."), ("Figure 1.", "Chart 1."), ("Figure 1. ", "Figure 1a. ")),
]


@pytest.mark.parametrize(
    ("program", "lang", "old", "new"),
    [
        *((WORD, "en", old, "Something else") for old in OURS),
        *((WORD, "en", *it) for it in LABELS),
        (HANCOM, "ko", "담당:", "담당 부서:"),
        (HANCOM, "ko", "표 1.", "표 가."),
        (HANCOM, "ko", "그림 1.", "도표 1."),
        (HANCOM, "ko", "01 ", "가. "),
    ],
)
def test_words_of_the_interface_are_told_and_never_patched(program: Program, lang: str, old: str, new: str) -> None:
    made = back(program, program.edited(handed_out(program, project(), lang=lang), program.reword(old, new)))
    assert made.changes == {"reworded": 1} and made.left_out == 1
    assert [code for _, code in made.told] == [CHANGED]


def test_the_number_of_a_source_is_told_and_never_patched() -> None:
    def renumber(root: Element) -> None:
        text = next(it for it in WORD.paragraph(root, "We took every").iter() if (it.text or "").startswith("1"))
        text.text = f"{text.text} and 7"

    made = after(WORD, renumber)
    assert made.changes == {"reworded": 1} and len(made.problems) == 1 and made.left_out == 1


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_a_figure_in_a_summary_stays_a_fact_in_it(quote: str) -> None:
    said = "summary: What the first brief says."
    meant = f"summary: {quote}It speaks of {{fact}}`money-a#round` in all.{quote}"
    files = {**FILES, FIRST: str(FILES[FIRST]).replace(said, meant)}
    of = project_of(files)

    def edited(edit: Edit) -> Back:
        return back(WORD, WORD.edited(handed_out(WORD, of), edit), of, files)

    wanted = f"+summary: {quote}It speaks of {{fact}}`money-a#round` altogether.{quote}"
    assert wanted in edited(WORD.reword(" in all", " altogether")).taken.patch.text
    assert edited(WORD.split(" in all")).left_out == 1
    assert edited(WORD.delete_figure("about 400 billion yuan")).told == [(f"{FIRST}:3", FIGURE)]


# Blocks


@both
def test_a_paragraph_that_was_moved(program: Program, tmp_path: Path) -> None:
    made = after(program, program.move("The second point", "We took every"))
    assert made.told == [(line_of("The second point"), CHANGED)] and made.changes == {"moved": 1}
    text = made.patched(tmp_path)
    assert text.index("The second point") < text.index("We took every") and text.count("The second point") == 1


def test_a_paragraph_that_was_moved_without_its_bookmark() -> None:
    def bare(root: Element) -> None:
        own = WORD.paragraph(root, "The second point")
        for mark in WORD.marks(own):
            own.remove(mark)
        WORD.paragraph(root, "We took every").addprevious(own)

    made = after(WORD, bare)
    assert made.changes == {"moved": 1} and len(made.problems) == 1


@both
def test_a_paragraph_that_was_deleted(program: Program, tmp_path: Path) -> None:
    made = after(program, program.delete("The first point"))
    assert made.told == [(line_of("The first point"), CHANGED)] and made.changes == {"gone": 1}
    assert made.patched(tmp_path) == str(FILES[FIRST]).replace("The first point is short.\n\n", "")


@both
def test_a_paragraph_that_is_new(program: Program, tmp_path: Path) -> None:
    made = after(program, program.insert("Written by the editor.", "The first point"))
    assert made.told == [(line_of("The first point"), CHANGED)] and made.changes == {"new": 1}
    assert "The first point is short.\n\nWritten by the editor.\n\nThe second" in made.patched(tmp_path)


def test_a_paragraph_after_a_heading_leaves_the_id_of_the_heading(tmp_path: Path) -> None:
    made = after(WORD, WORD.insert("Written by the editor.", "Proposals"))
    assert "## Proposals {#proposals}\n\nWritten by the editor.\n\n:::" in made.patched(tmp_path)


def after_picture(program: Program, what: Callable[[Element], Element]) -> Edit:
    """Something after the paragraph of the first picture."""

    def edit(root: Element) -> None:
        picture = {"docx": "drawing", "hwpx": "pic"}[program.form]
        program.holder(root, picture).addnext(what(root))

    return edit


def after_table(program: Program) -> Edit:
    def edit(root: Element) -> None:
        table = [it for it in root.iter(f"{program.tag}tbl") if "Samples" in "".join(it.itertext())][-1]
        outer = table if program is WORD else next(table.iterancestors(P + "p"))
        outer.addnext(program.new("Put in."))

    return edit


CHART, TABLE = ":::{chart} bars\n:::\n", "| Samples | {fact}`count-a` |\n:::\n"


@pytest.mark.parametrize(
    ("program", "edit", "called", "end"),
    [
        (WORD, WORD.insert("Put in.", "Two budgets"), "figure 1", CHART),
        (WORD, WORD.insert("Put in.", "A grey square"), "figure 2", '"A grey square, drawn")\n'),
        (WORD, WORD.insert("Put in.", "Number of samples"), "table 1", TABLE),
        (WORD, after_table(WORD), "table 1", TABLE),
        (HANCOM, after_table(HANCOM), "table 1", TABLE),
        (WORD, after_picture(WORD, lambda _: WORD.new("Put in.")), "figure 1", CHART),
        (HANCOM, after_picture(HANCOM, lambda _: HANCOM.new("Put in.")), "figure 1", CHART),
    ],
)
def test_a_paragraph_after_a_figure_or_a_table_goes_after_all_of_it(
    program: Program, edit: Edit, called: str, end: str, tmp_path: Path
) -> None:
    made = after(program, edit)
    assert made.messages == [f"new after {called}: “Put in.”"] and made.taken.patch.left_out == ()
    assert made.patched(tmp_path) == str(FILES[FIRST]).replace(end, f"{end}\nPut in.\n")


def test_a_paragraph_that_was_moved_after_a_figure_goes_after_all_of_it(tmp_path: Path) -> None:
    made = after(WORD, after_picture(WORD, lambda root: WORD.paragraph(root, "The second point")))
    assert [it.partition(":")[0] for it in made.messages] == ["moved after figure 1"]
    assert f"{CHART}\nThe second point" in made.patched(tmp_path)


def without_picture(root: Element) -> None:
    own = WORD.holder(root, "drawing")
    own.getparent().remove(own)


def test_the_picture_of_a_chart_that_was_deleted_is_left_to_the_author() -> None:
    assert after(WORD, without_picture).left_out == 1


def test_the_chart_that_leads_a_brief_is_left_to_the_author() -> None:
    """It is named in YAML: no line of the text stands for it."""
    text = str(FILES[FIRST]).replace(f"{CHART}\n", "")
    files = {**FILES, BRIEF: f"{FILES[BRIEF]}lead_chart: bars\n", FIRST: text}
    of = project_of(files)
    edits = (after_picture(WORD, lambda _: WORD.new("Put in.")), without_picture)
    made = back(WORD, WORD.edited(handed_out(WORD, of), *edits), of, files)
    assert made.changes == {"gone": 1, "new": 1} and made.left_out == 2


def test_a_new_row_of_a_table_is_left_to_the_author() -> None:
    def add(root: Element) -> None:
        row = next(WORD.paragraph(root, "Samples").iterancestors(W + "tr"))
        cell = "<w:tc><w:p><w:r><w:t>Put in.</w:t></w:r></w:p></w:tc>"
        row.addnext(WORD.part(f"<w:tr>{cell}{cell}</w:tr>"))

    made = after(WORD, add)
    assert made.changes == {"new": 2} and made.left_out == 1


@both
def test_a_paragraph_that_was_split(program: Program, tmp_path: Path) -> None:
    made = after(program, program.split("It has a second sentence"))
    assert {place for place, _ in made.told} == {line_of("The second point")}
    assert made.changes == {"reworded": 1, "new": 1}
    now = "is longer.\n\nIt has a second sentence, with [a link](https://example.org/a) in it."
    assert now in made.patched(tmp_path)


def test_a_mark_over_two_paragraphs_that_begins_again_in_the_second_is_one() -> None:
    def as_libreoffice_saves_it(root: Element) -> None:
        WORD.split("It has a second sentence")(root)
        first = WORD.paragraph(root, "The second point is longer")
        mark = copy(next(it for it in first if it.tag.endswith("}bookmarkStart")))
        WORD.paragraph(root, "It has a second sentence").insert(0, mark)
        mark.set(W + "id", "901")
        next(it for it in mark.getparent() if it.tag.endswith("}bookmarkEnd")).set(W + "id", "901")

    assert after(WORD, as_libreoffice_saves_it).changes == {"reworded": 1, "new": 1}


@both
def test_two_paragraphs_that_were_joined(program: Program, tmp_path: Path) -> None:
    made = after(program, program.join("The second point"))
    assert made.told == [(line_of("The first point"), CHANGED), (line_of("The second point"), CHANGED)]
    assert made.changes == {"reworded": 1, "gone": 1}
    assert "The first point is short. The second point is longer. It has" in made.patched(tmp_path)


@pytest.mark.parametrize(
    ("edit", "hint"),
    [
        (WORD.reword("point is short", "point is brief"), "or take it from the patch (--write-patch)"),
        (WORD.insert("Put in.", "The first point"), "or take it from the patch (--write-patch)"),
        (WORD.insert("Put in.", "Number of samples"), "or take it from the patch (--write-patch)"),
        (WORD.insert("Put in.", "Who: "), "write it by hand: it is not in the patch"),
        (WORD.insert("Put in.", "Sample Press, "), "write it by hand: it is not in the patch"),
        (WORD.reword("Who:", "Responsible:"), "write it by hand: it is not in the patch"),
    ],
)
def test_the_hint_names_the_patch_only_where_it_has_the_change(edit: Edit, hint: str) -> None:
    (found,) = after(WORD, edit).problems
    assert found.hint.endswith(hint)


# Figures


def unlocked(root: Element) -> None:
    (control,) = WORD.figure(root, MONEY)
    lock = control.find(f"{W}sdtPr/{W}lock")
    lock.getparent().remove(lock)


@pytest.mark.parametrize(
    ("program", "edit", "place", "said"),
    [
        *(
            case
            for it in (WORD, HANCOM)
            for case in (
                (it, it.change_figure(MONEY, "5 yuan"), "We took every", f"reads “5 yuan”, not “{MONEY}”"),
                (it, it.delete_figure(MONEY), "We took every", "was deleted"),
                (it, it.unwrap_figure(MONEY), "We took every", "was unlocked"),
                (it, it.paste_figure(MONEY, "The first point"), "The first point", "was pasted here"),
            )
        ),
        (WORD, unlocked, "We took every", "was unlocked"),
    ],
)
def test_a_figure_that_is_not_as_it_was_is_an_error_at_its_place(
    program: Program, edit: Edit, place: str, said: str
) -> None:
    made = after(program, edit)
    (found,) = made.problems
    assert made.told == [(line_of(place), FIGURE)] and said in found.message and "money-a" in found.message
    assert made.taken.patch.text == "" and found.span is not None
    at = LINES[found.span.line - 1][found.span.column - 1 :]
    assert at.startswith("{fact}`money-a`" if place == "We took every" else place)


@pytest.mark.parametrize(
    ("program", "figure", "words"),
    [(WORD, MONEY, "We took every"), (WORD, "12 samples", "There are "), (HANCOM, MONEY, "We took every")],
)
def test_a_paragraph_after_a_block_with_a_changed_figure_is_in_the_patch(
    program: Program, figure: str, words: str, tmp_path: Path
) -> None:
    made = after(program, program.change_figure(figure, "5 yuan"), program.insert("Put in.", words))
    line = LINES[int(line_of(words if words != "There are " else "- There are").partition(":")[2]) - 1]
    indent = "  " if line.startswith("-") else ""
    assert made.patched(tmp_path) == str(FILES[FIRST]).replace(line, f"{line}\n\n{indent}Put in.")
    assert made.taken.patch.left_out == ()


def test_a_figure_goes_with_its_paragraph() -> None:
    made = after(WORD, WORD.delete("We took every"))
    assert made.changes == {"gone": 1} and "with the figures money-a" in made.messages[0]


def test_a_figure_that_was_struck_with_changes_tracked_is_deleted() -> None:
    made = after(HANCOM, HANCOM.track(MONEY, 2), said=CHANGES)
    messages = {it.code: it.message for it in made.problems}
    assert messages.keys() == {FIGURE, "change-is-decided"} and "was deleted" in messages[FIGURE]


# What editors say

SAID = {"docx": "", "hwpx": CHANGES}


@both
def test_tracked_changes_have_their_author_and_time(program: Program) -> None:
    edits = (program.track("point is", 1), program.track("It has a second sentence", 2))
    made = after(program, *edits, said=SAID[program.form])
    assert [it.message for it in made.problems if it.code == "change-is-decided"] == [
        "tracked insertion by Kim, 2026-03-02 10:15: “point is”",
        "tracked deletion by Lee, 2026-03-02 11:00: “It has a second sentence”",
    ]
    assert made.changes == {"reworded": 1}


def test_a_paragraph_that_was_struck_whole_is_gone_with_its_figures() -> None:
    def strike(root: Element) -> None:
        for run in list(WORD.paragraph(root, "There are").iter(W + "r")):
            for words in run.iter(W + "t"):
                words.tag = W + "delText"
            struck = WORD.part('<w:del w:id="900" w:author="Lee" w:date="2026-03-02T11:00:00Z"/>')
            run.addprevious(struck)
            struck.append(run)

    made = after(WORD, strike)
    assert [code for _, code in made.told] == [CHANGED, "change-is-decided"]
    assert made.messages[0].startswith("gone, with the figures count-a: ") and made.changes == {"gone": 1}


def test_a_change_over_two_paragraphs_goes_on_in_the_second() -> None:
    def strike(root: Element) -> None:
        first, second = next(HANCOM.texts(root, "The first point")), next(HANCOM.texts(root, "The second point"))
        words, first.text = first.text, ""
        etree.SubElement(first, P + "deleteBegin", Id="1", TcId="2").tail = words
        before, _, rest = second.text.partition(" is longer")
        second.text = before
        etree.SubElement(second, P + "deleteEnd", Id="1", TcId="2").tail = " is longer" + rest

    made = after(HANCOM, strike, said=CHANGES)
    assert made.changes == {"reworded": 1, "gone": 1}
    assert {place for place, _ in made.told} == {line_of("The first point"), line_of("The second point")}


@both
def test_a_comment_is_told_at_its_block_and_is_no_change(program: Program) -> None:
    made = after(program, program.comment_on("The first point"), said=COMMENT if program is WORD else "")
    assert made.told == [(line_of("The first point"), "comment-is-answered")] and made.changes == {}
    assert made.messages == ["comment by Park, 2026-03-03 09:30: Is this still so?"]


def test_what_stands_beside_the_text_is_no_part_of_it() -> None:
    """The foot of a page that an editor has put in, and memos as some programs list them once more at the end."""

    def put_in(root: Element) -> None:
        words = '<hp:p id="0"><hp:run><hp:t>Not of the text.</hp:t></hp:run></hp:p>'
        foot = f'<hp:run><hp:ctrl><hp:footer id="1"><hp:subList>{words}</hp:subList></hp:footer></hp:ctrl></hp:run>'
        HANCOM.paragraph(root, "The first point").append(HANCOM.part(foot))
        root.append(HANCOM.part(f"<hp:memogroup><hp:memo>{words}</hp:memo></hp:memogroup>"))

    made = after(HANCOM, put_in)
    assert made.problems == () and made.changes == {}


# What cannot be taken back


def refused(program: Program, content: bytes, of: EditedProject | None = None) -> Diagnostic:
    outcome = returned(program, content, of)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    return found


def test_a_document_of_another_project_is_told() -> None:
    given = {path.replace("/first/", "/premier/"): it for path, it in FILES.items()}
    renamed = {
        path: it.replace("[first, second]", "[premier, second]").replace("`first`", "`premier`")
        if isinstance(it, str)
        else it
        for path, it in given.items()
    }
    assert refused(WORD, sent(WORD), project_of(renamed)).code == "returned-file-is-ours"


@both
def test_a_block_of_another_brief_is_told(program: Program) -> None:
    second = members(handed_out(program, project(), "second"))

    def paste(root: Element) -> None:
        other = etree.fromstring(second[program.main])
        program.paragraph(root, "The first point").addnext(program.paragraph(other, "We took every"))

    found = refused(program, program.edited(sent(program), paste))
    assert found.code == "returned-file-is-ours" and "second (en)" in found.message and "nothing is taken" in found.hint


@both
def test_a_document_of_an_older_text_is_told_with_what_has_changed(program: Program) -> None:
    newer = project_of({**FILES, FIRST: str(FILES[FIRST]).replace("point is short.", "point is new.")})
    found = refused(program, sent(program), newer)
    assert found.code == "returned-file-is-current" and line_of("The first point") in found.message
    assert "the text, or a figure in it, has changed since" in found.message
    assert "git log --oneline -- content/briefs/first;" in found.hint and "git worktree add" in found.hint
    commit = "0123456789abcdef0123456789abcdef01234567"
    made = replace(sent_text(project(), "first", "en").handoff, revision=commit)
    found = refused(program, WRITERS[program.form](made, project().sources).value, newer)
    assert "commit 0123456789ab: git worktree add ../as-it-was 0123456789ab;" in found.hint


def test_a_document_with_a_figure_that_has_changed_since_is_an_older_one() -> None:
    counts = "content/facts/counts.yaml"
    newer = project_of({**FILES, counts: str(FILES[counts]).replace("398.5 billion", "399.5 billion")})
    assert refused(WORD, sent(WORD), newer).code == "returned-file-is-current"


@both
def test_two_copies_of_a_block_are_told(program: Program) -> None:
    found = refused(program, program.edited(sent(program), program.twice("The first point")))
    assert found.code == "block-is-returned-once" and "The first point is short." in found.message


@both
def test_a_document_without_bookmarks_is_told(program: Program) -> None:
    def bare(root: Element) -> None:
        for mark in program.marks(root):
            mark.getparent().remove(mark)

    assert "no bookmarks" in refused(program, program.edited(sent(program), bare)).message


@both
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "damaged"),
        (b"no archive", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "password"),
        (archive({"word/document.xml": b"0" * 60_000_000}), "unpacks to"),
        (archive({"../evil": b"x"}), "outside"),
        (archive({"a.txt": b"x"}), "not a"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(program: Program, content: bytes, why: str) -> None:
    found = refused(program, content)
    assert found.code == "returned-file-is-readable" and why in found.message


DECLARED = b'<!DOCTYPE a [<!ENTITY b "c">]>'


@pytest.mark.parametrize(
    ("program", "files", "why"),
    [
        (WORD, {"word/vbaProject.bin": b"x"}, "macros"),
        (WORD, {WORD.main: DECLARED}, "document type"),
        (HANCOM, {"META-INF/manifest.xml": b"<a><encryption-data/></a>"}, "password"),
        (HANCOM, {SECTION: b"<a><b></a>", HEADER: b"<a/>"}, "not valid XML"),
        (HANCOM, {SECTION: DECLARED}, "document type"),
    ],
)
def test_a_part_that_must_not_be_read_is_refused(program: Program, files: Mapping[str, bytes], why: str) -> None:
    held = members(sent(program))
    found = refused(
        program, archive(held | {it: new + held[it] if new == DECLARED else new for it, new in files.items()})
    )
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
    held = members(sent(HANCOM))
    held[SECTION] = held[SECTION].replace(b"<hp:ctrl><hp:bookmark", f"<hp:ctrl>{edit}<hp:bookmark".encode(), 1)
    back(HANCOM, archive(held))


# The command


@both
def test_the_command_reports_and_writes_only_the_patch(
    program: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run, home = runner(capsys), laid_out(tmp_path / "my project", FILES)
    file, patch = tmp_path / f"back.{program.form}", tmp_path / "a patch"
    file.write_bytes(program.edited(sent(program), program.reword("point is short", "point is brief")))
    before = {path: path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}
    ran = run("take-back", file, "-C", home, "--write-patch", patch)
    assert ran.code == 0 and "1 reworded" in ran.out and line_of("The first point") in ran.out, ran
    result = json.loads(run("take-back", file, "-C", home, "--format", "json").out)["result"]
    assert (result["brief"], result["language"], result["counts"]["reworded"]) == ("first", "en", 1)
    assert {path: path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()} == before
    (told,) = [it for it in ran.out.splitlines() if "patch:" in it]
    subprocess.run(shlex.split(told.partition(" by it: ")[2]), cwd=tmp_path, check=True)
    assert "The first point is brief." in (home / FIRST).read_text("utf-8")


def test_the_command_says_why_and_where_a_change_is_not_in_the_patch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, file = laid_out(tmp_path / "p", FILES), tmp_path / "back.docx"
    edits = (
        WORD.change_figure(MONEY, "5 yuan"),
        WORD.reword("We took every ", "We have taken every "),
        lambda root: root[0].insert(0, WORD.new("Put in.")),
    )
    file.write_bytes(WORD.edited(sent(WORD), *edits))
    ran = runner(capsys)("take-back", file, "-C", home, "--write-patch", tmp_path / "a.patch")
    assert ran.code == 1, "a figure was changed"
    assert f"not in the patch, write it by hand: {line_of('We took every')} (its figure was changed)\n" in ran.out
    assert "not in the patch, write it by hand: at the beginning of the document\n" in ran.out
    assert "hint: write the patch first; then change the value in the ledger" in ran.out


def test_a_file_that_is_elsewhere_is_found_where_it_was_handed_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, run = laid_out(tmp_path / "p", {**FILES, "handoff/first-ko.docx": b"x"}), runner(capsys)
    ran = run("take-back", "first-ko.docx", "-C", home)
    assert ran.code == 2 and f"there is no file first-ko.docx; did you mean {home}/handoff/first-ko.docx?" in ran.err
    ran = run("take-back", "first-en.docx", "-C", home)
    assert ran.code == 2 and f"briefgen handoff wrote {home}/handoff/first-ko.docx" in ran.err
    (tmp_path / "back.odt").write_bytes(b"x")
    ran = run("take-back", tmp_path / "back.odt", "-C", home)
    assert ran.code == 2 and "only .docx" in ran.err
