"""The sheet to check facts by, as a fact-checker gets it: pages to tick, and a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from support.project import SMALL, Project

from briefgen.building.signing import read_signing
from briefgen.cli.main import main
from briefgen.handouts.factcheck import factcheck
from briefgen.handouts.named import Order
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.output.tree import Tree
from briefgen.reading.world import MemoryWorld
from briefgen.running.pool.inline import Inline
from briefgen.running.store import FileStore

DATA, EN = "content/briefs/first/brief.yaml", "content/briefs/first/en.md"


def project() -> Project:
    files = {path: text for path, text in SMALL.items() if "second" not in path and "packs" not in path}
    files[DATA] = str(files[DATA]).replace("related: [second]\n", "status: draft\n")
    return Project(files)


def sheet(given: Project, order: Order, store: FileStore) -> Outcome[Tree]:
    return factcheck(MemoryWorld(given.files), order, executor=Inline(), store=store)


@pytest.fixture(scope="module")
def store(shared_folder: Path) -> FileStore:
    return FileStore(shared_folder / "store")


@pytest.fixture(scope="module")
def made(store: FileStore) -> Outcome[Tree]:
    """The sheet of a draft, in English."""
    return sheet(project(), Order(("S-01",), "en"), store)


def table(made: Outcome[Tree]) -> list[dict[str, str]]:
    text = made.value["factcheck-first.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def on_paper(content: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def test_there_is_a_sheet_of_what_is_not_published_yet(made: Outcome[Tree]) -> None:
    assert made.diagnostics == ()
    assert list(made.value) == ["factcheck-first.csv", "factcheck-first.pdf"]


def test_a_spreadsheet_knows_the_table_and_has_a_row_for_each_claim(made: Outcome[Tree]) -> None:
    assert made.value["factcheck-first.csv"].startswith(b"\xef\xbb\xbfNo.,Brief,Kind,")
    rows = table(made)
    assert [row["No."] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    budget = next(row for row in rows if row["Fact"] == "money-a" and row["Place"] == "¶1")
    assert budget["Kind"] == "figure of the ledger"
    assert (budget["Statement (ko)"], budget["Statement (en)"]) == ("3,985억 위안", "398.5 billion yuan")
    assert budget["In its sentence (en)"] == "The budget is 398.5 billion yuan."
    assert budget["Status"] == "confirmed by another source"
    assert "A report" in budget["Source"] and "Another report" in budget["Source"]
    assert budget["File (en)"].startswith(f"{EN}:")
    assert budget["Page (en)"] == budget["Page (ko)"] == "1"
    assert {row["Brief"] for row in rows} == {"S-01"}
    assert all(row["Checked"] == row["Initials"] == "" for row in rows)


def test_the_pages_have_both_languages_and_the_digests_that_are_signed(made: Outcome[Tree]) -> None:
    words = on_paper(made.value["factcheck-first.pdf"])
    document = read_signing(project().world()).value.document("first")
    assert document is not None
    for text in document.texts.values():
        assert text.digest in words
    assert "398.5 billion yuan" in words
    assert "3,985억위안" in re.sub(r"\s+", "", words)
    assert "1 January 2000" in words, "the day of the world that it was made in"


def test_the_pages_lie_across_and_are_as_sound_as_any_other_pdf(made: Outcome[Tree]) -> None:
    with pikepdf.open(io.BytesIO(made.value["factcheck-first.pdf"])) as pdf:
        assert all(page.mediabox[2] > page.mediabox[3] for page in pdf.pages)
        about = pdf.open_metadata()
        assert about["pdfuaid:part"] == "1"
        assert about["pdfaid:part"] == "3"
        assert "/StructTreeRoot" in pdf.Root


def test_a_name_that_nothing_has_is_told_with_the_nearest(store: FileStore) -> None:
    (found,) = sheet(project(), Order(("fist",)), store).diagnostics
    assert found.code == "brief-is-known" and "first" in found.hint


def test_a_text_with_errors_has_no_sheet(store: FileStore) -> None:
    broken = sheet(project().with_change(EN, "is {fact}`money-a`", "is {fact}`money-x`"), Order(("first",)), store)
    assert len(broken.value) == 0
    assert "fact-is-known" in {it.code for it in broken.diagnostics}


def test_a_sheet_does_not_go_where_readers_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text(str(SMALL["content/site.yaml"]), "utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["factcheck", "first", "-C", str(tmp_path), "-o", str(tmp_path / "site/factcheck")])
    assert stopped.value.code == 2
    assert "site/" in capsys.readouterr().err
