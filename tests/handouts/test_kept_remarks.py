"""What editors have said is kept beside the brief, and shown at its block and its twin until it is settled."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from support.command import Run, change, laid_out, runner
from support.edited import COMMENT, WORD
from support.office import archive, members
from support.project import SMALL, Project

from briefgen.handouts.exchanging.documents.compare import sent_text
from briefgen.handouts.handoff import WRITERS, read_edited
from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.reading.world import MemoryWorld

EN, KO = "content/briefs/first/en.md", "content/briefs/first/ko.md"
KEPT = "content/briefs/first/remarks.yaml"
CODES = {"comment-is-answered", "change-is-decided"}


@pytest.fixture
def briefgen(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    """The English text with a comment on its paragraph, and a tracked deletion in it."""
    project = read_edited(MemoryWorld(dict(SMALL))).value
    assert project is not None
    sent = WRITERS["docx"](sent_text(project, "first", "en").handoff, project.sources).value
    file = tmp_path / "back.docx"
    file.write_bytes(WORD.edited(sent, WORD.comment_on("We took every"), WORD.track("The budget is ", 2), said=COMMENT))
    return file


def kept(root: Path) -> str:
    return (root / KEPT).read_text("utf-8")


def line_of(words: str, path: str = EN, files: Mapping[str, str | bytes] = SMALL) -> str:
    (found,) = [number for number, line in enumerate(str(files[path]).split("\n"), 1) if words in line]
    return f"{path}:{found}"


def checked(files: Mapping[str, str | bytes]) -> tuple[Diagnostic, ...]:
    return Project(dict(files)).build().diagnostics


def remarks_in(files: Mapping[str, str | bytes]) -> list[tuple[str, Severity, str]]:
    found = checked(files)
    return [(place(it), it.severity, it.message) for it in found if it.code in CODES]


def place(found: Diagnostic) -> str:
    return f"{found.span.path}:{found.span.line}" if found.span else ""


def test_what_editors_say_is_kept_when_it_is_asked_for(tmp_path: Path, returned: Path, briefgen: Run) -> None:
    root = laid_out(tmp_path / "project", SMALL)
    briefgen("take-back", returned, "-C", root)
    assert not (root / KEPT).exists()
    ran = briefgen("take-back", returned, "-C", root, "--keep")
    assert ran.code == 0 and f"2 new remarks: {root / KEPT}" in ran.out
    assert "author: Park" in kept(root) and 'date: "2026-03-03T09:30"' in kept(root) and "done: false" in kept(root)
    change(root, KEPT, "# What is settled", "# Ours.\n# What is settled")
    before = kept(root)
    assert "no new remarks" in briefgen("take-back", returned, "-C", root, "--keep").out and kept(root) == before


def test_a_comment_that_says_nothing_is_not_kept(tmp_path: Path, returned: Path, briefgen: Run) -> None:
    files = members(returned.read_bytes())
    files["word/comments.xml"] = files["word/comments.xml"].replace(b"Is this still so?", b"")
    returned.write_bytes(archive(files))
    root = laid_out(tmp_path / "project", SMALL)
    ran = briefgen("take-back", returned, "-C", root, "--keep")
    assert f"1 new remark: {root / KEPT}" in ran.out, ran.err


def test_what_is_kept_is_shown_at_its_block_and_at_its_twin(tmp_path: Path, returned: Path, briefgen: Run) -> None:
    root = laid_out(tmp_path / "project", SMALL)
    briefgen("take-back", returned, "-C", root, "--keep")
    found = remarks_in({**SMALL, KEPT: kept(root)})
    own, twin = line_of("We took every"), line_of("을(를) 모았다", KO)
    comment, deletion = "comment by Park, 2026-03-03 09:30: “Is this still so?”", "“The budget is”"
    assert (own, Severity.WARNING, comment) in found
    assert (twin, Severity.NOTE, f"on the same block in “en”: {comment}") in found
    assert [it[:2] for it in found if deletion in it[2]] == [(own, Severity.WARNING), (twin, Severity.NOTE)]
    shown = briefgen("check", "-C", root, "--executor", "inline").out
    assert "comment by Park, 2026-03-03 09:30" in shown and "done: true in content/briefs/first/remarks.yaml:" in shown


def remark(**given: str) -> str:
    lines = {"kind": "comment", "language": "en", "block": "b4", "words": "Why?", "author": "Kim", **given}
    return "remarks:\n- " + "\n  ".join(f"{name}: {words}" for name, words in lines.items()) + "\n"


def test_what_is_settled_is_shown_no_more() -> None:
    assert remarks_in({**SMALL, KEPT: remark()})
    assert not remarks_in({**SMALL, KEPT: remark(done="true")})


def test_a_block_that_has_moved_is_found_by_its_words() -> None:
    moved = str(SMALL[EN]).replace("## Background {#background}\n", "## Background {#background}\n\nPut in.\n")
    files = {**SMALL, EN: moved, KEPT: remark(at="We took every sample. The budget is 398.5 billion yuan")}
    assert remarks_in(files)[0][0] == line_of("We took every", files=files)


def test_a_block_that_is_gone_leaves_the_remark_at_its_own_line() -> None:
    found = remarks_in({**SMALL, KEPT: remark(block="gone", at="No such block")})
    assert found == [(f"{KEPT}:2", Severity.WARNING, "comment by Kim: “Why?”")]


def test_a_spreadsheet_has_no_remarks(tmp_path: Path, briefgen: Run) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"")
    assert briefgen("take-back", file, "-C", laid_out(tmp_path / "project", SMALL), "--keep").code == 2


def test_a_remark_of_an_unknown_kind_is_an_error_at_its_line() -> None:
    found = [it for it in checked({**SMALL, KEPT: remark(kind="shout")}) if it.severity is Severity.ERROR]
    assert [place(it) for it in found] == [f"{KEPT}:2"]
