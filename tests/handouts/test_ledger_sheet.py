"""The ledger goes out as a spreadsheet and comes back: each change at its fact, and nothing else."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from support.command import laid_out, runner
from support.edited_sheet import FACTS, NOTES, Rows, facts_in, notes_in, row, sent_back
from support.office import archive, sheet_rows, xlsx
from support.project import SMALL

from briefgen.handouts.exchanging.ledger.sheet import ledger_sheet
from briefgen.handouts.exchanging.ledger.take_back import LedgerBack, take_back_ledger
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Severity
from briefgen.reading.files.sheets.workbook import CellKind, Workbook
from briefgen.reading.world import MemoryWorld
from briefgen.running.pool.inline import Inline
from briefgen.running.store import NullStore

LEDGER = "content/facts/counts.yaml"
MORE = """\
# What was counted by others.
count-b:   # kept below what we counted
  label: {ko: 남의 표본, en: "Samples, of others"}
  value: ~1,200 samples   # rounded by them
  source: [report-a, "report-b, p. 7"]
  status: single-source
  note: >
    A note over
    two lines.
range-a:
  label: Range
  value: 3억-5억 KRW
  period: 2001/2002
  source:
    - report-a   # the first
    - report-b
  status: contested
odd-a:
  label: {ko: "=1+1", en: "@risk, -5 or +5"}
  value: +10.50 %
  source: {id: report-a, place: p. 1}
  status: single-source
year-a: {label: Year, value: 2025, source: report-a, status: single-source}
"""
FILES: Mapping[str, str | bytes] = {**SMALL, LEDGER: str(SMALL[LEDGER]) + MORE}


def handed_out(files: Mapping[str, str | bytes] = FILES) -> bytes:
    made = ledger_sheet(MemoryWorld(dict(files)), executor=Inline(), store=NullStore())
    assert not made.diagnostics, made.diagnostics
    return made.value.files["facts.xlsx"]


def back(content: bytes, files: Mapping[str, str | bytes] = FILES) -> Outcome[LedgerBack | None]:
    return take_back_ledger(MemoryWorld(dict(files)), "facts.xlsx", content)


def after(
    change: Callable[[Rows], object], files: Mapping[str, str | bytes] = FILES
) -> tuple[LedgerBack, list[Diagnostic]]:
    outcome = back(sent_back(handed_out(FILES), change), files)
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value, list(outcome.diagnostics)


def states(taken: LedgerBack) -> dict[str, list[str]]:
    return {it.key: sorted(it.states) for it in taken.changes if "same" not in it.states}


def patched(taken: LedgerBack) -> str:
    return taken.patch.now[LEDGER]


def changed_lines(taken: LedgerBack) -> list[str]:
    return [it for it in taken.diff.split("\n") if it[:1] in ("+", "-") and it[:3] not in ("+++", "---")]


def test_the_same_ledger_gives_the_same_bytes() -> None:
    assert handed_out() == handed_out()


def test_a_sheet_that_nobody_has_changed_has_no_change() -> None:
    for content in (handed_out(), sent_back(handed_out(), lambda rows: rows.reverse())):
        outcome = back(content)
        assert outcome.value is not None and not outcome.diagnostics
        assert not states(outcome.value) and not outcome.value.diff and outcome.value.counts["same"] == 8


def test_facts_are_in_a_table_with_heads_that_stay_in_sight() -> None:
    with zipfile.ZipFile(io.BytesIO(handed_out())) as opened:
        files = {name: opened.read(name).decode() for name in opened.namelist()}
    assert 'displayName="facts" ref="A1:Q9"' in files["xl/tables/table2.xml"]
    assert 'state="frozen"' in files["xl/worksheets/sheet2.xml"] and "<cols>" in files["xl/worksheets/sheet2.xml"]
    core = files["docProps/core.xml"]
    assert "<dc:title>Sample: facts</dc:title>" in core and "<dc:language>en</dc:language>" in core
    assert "2000-01-01T00:00:00Z" in core and "mergeCell" not in "".join(files.values())
    assert Workbook(handed_out()).sheets == (NOTES, FACTS)


def test_the_notes_say_of_each_column_whether_it_may_be_changed() -> None:
    notes = notes_in(handed_out())
    assert notes[0] == "Sample: facts" and notes[-17:] == list(facts_in(handed_out())[0])


def test_numbers_are_numbers_and_all_else_is_text() -> None:
    rows = {it["key"]: it for it in facts_in(handed_out())}
    assert (rows["money-a"]["value"], rows["money-a"]["unit"]) == ("398.5", "billion CNY")
    assert (rows["count-b"]["value"], rows["range-a"]["value"]) == ("~1200", "3-5")
    assert rows["range-a"]["unit"] == "억 KRW" and rows["odd-a"]["value"] == "+10.50"
    assert rows["money-a"]["label (ko)"] == "예산" and rows["count-b"]["source"] == "report-a; report-b, p. 7"
    kinds = {cell.text: cell.kind for cell in Workbook(handed_out()).table(FACTS).cells.values()}
    assert kinds["398.5"] is CellKind.NUMBER and kinds["2001"] is CellKind.TEXT


def test_cells_that_begin_like_a_formula_stay_text() -> None:
    table = Workbook(handed_out()).table(FACTS)
    said = {cell.text for cell in table.cells.values() if cell.kind is CellKind.TEXT and not cell.formula}
    assert {"=1+1", "@risk, -5 or +5", "+10.50"} <= said
    with zipfile.ZipFile(io.BytesIO(handed_out())) as opened:
        assert b"<f>" not in opened.read("xl/worksheets/sheet2.xml") and b'quotePrefix="1"' in opened.read(
            "xl/styles.xml"
        )


def test_a_value_that_was_changed_is_told_at_its_line_and_keeps_the_spelling_and_the_comment() -> None:
    taken, found = after(lambda rows: row(rows, "count-b").update(value="~1300"))
    assert states(taken) == {"count-b": ["value changed"]}
    assert [it.code for it in found] == ["fact-is-as-handed-out"] and found[0].severity is Severity.WARNING
    place = found[0].span
    assert place is not None and str(FILES[LEDGER]).split("\n")[place.line - 1].startswith("  value: ~1,200")
    assert "“~1200” → “~1300”" in found[0].message and "Facts!D" in found[0].message
    assert changed_lines(taken) == [
        "-  value: ~1,200 samples   # rounded by them",
        "+  value: ~1,300 samples   # rounded by them",
    ]


@pytest.mark.parametrize(
    ("key", "cells", "state", "written"),
    [
        ("money-a", {"unit": "billion KRW"}, "unit changed", "  value: 398.5 billion KRW"),
        ("range-a", {"value": "3-6"}, "value changed", "  value: 3-6 억 KRW"),
        ("odd-a", {"value": "-2.5"}, "value changed", "  value: -2.5 %"),
        ("money-a", {"period": "2002-03"}, "period changed", "  period: 2002-03"),
        ("count-a", {"period": "2001"}, "period changed", "  value: 12 samples\n  period: 2001\n"),
        ("count-a", {"source": "report-b, p. 4"}, "source changed", "  source: report-b, p. 4"),
        ("count-a", {"source": "report-a; report-b"}, "source changed", "  source: [report-a, report-b]"),
        ("count-b", {"source": "report-a; report-b, p. 8"}, "source changed", '  source: [report-a, "report-b, p. 8"]'),
        ("range-a", {"source": "report-b; report-b"}, "source changed", "    - report-b   # the first\n    - report-b"),
        ("odd-a", {"source": "report-b"}, "source changed", "  source: report-b"),
        ("count-a", {"also": "report-b"}, "source changed", "  source: report-a, p. 3\n  also: report-b\n"),
        ("money-a", {"also": ""}, "source changed", "  source: report-a\n  status: corroborated"),
        ("claim-a", {"status": "contested"}, "status changed", "  source: report-b\n  status: contested"),
        ("claim-a", {"strength": "strong"}, "status changed", "  status: unverified\n  strength: strong\n"),
        ("count-b", {"label (en)": "Others’ samples"}, "reworded", 'label: {ko: 남의 표본, en: "Others’ samples"}'),
        ("count-b", {"note (ko)": "새 글"}, "reworded", "  note: {ko: 새 글, en: A note over two lines.}"),
        ("range-a", {"label (ko)": "범위"}, "reworded", "  label: {ko: 범위, en: Range}"),
        ("year-a", {"value": "2026"}, "value changed", "year-a: {label: Year, value: 2026, source: report-a,"),
        ("year-a", {"doubt (ko)": "a", "doubt (en)": "b"}, "reworded", "status: single-source, doubt: {ko: a, en: b}}"),
    ],
)
def test_each_change_is_written_in_its_place_and_nothing_else(
    key: str, cells: dict[str, str], state: str, written: str
) -> None:
    taken, found = after(lambda rows: row(rows, key).update(cells))
    assert states(taken) == {key: [state]} and not taken.left_out
    assert {it.code for it in found} == {"fact-is-as-handed-out"} and written in patched(taken)
    comments = [it.partition("#")[2] for it in str(FILES[LEDGER]).split("\n") if "#" in it]
    assert [it.partition("#")[2] for it in patched(taken).split("\n") if "#" in it] == comments
    files = {**FILES, LEDGER: patched(taken)}
    again = back(sent_back(handed_out(), lambda rows: row(rows, key).update(cells)), files).value
    assert again is not None and not states(again)


def test_several_facts_change_together() -> None:
    def change(rows: Rows) -> None:
        row(rows, "count-a").update(value="13", period="2001")
        row(rows, "money-b").update(value="363", source="report-a")

    taken, _ = after(change)
    assert states(taken) == {
        "count-a": ["period changed", "value changed"],
        "money-b": ["source changed", "value changed"],
    }
    lines = changed_lines(taken)
    assert lines[:3] == ["-  value: 12 samples", "+  value: 13 samples", "+  period: 2001"] and len(lines) == 7


def test_a_new_fact_goes_after_the_one_above_it() -> None:
    new = {"key": "count-c", "label (ko)": "셋째", "label (en)": "Third", "value": "7", "unit": "samples"}
    new |= {"source": "report-b", "status": "unverified"}
    taken, found = after(lambda rows: rows.insert(1, new))
    assert states(taken) == {"count-c": ["new"]} and "new: “count-c”, 7 samples" in found[0].message
    assert "".join(changed_lines(taken)) == (
        "++count-c:+  label: {ko: 셋째, en: Third}+  value: 7 samples+  source: report-b+  status: unverified"
    )
    assert patched(taken).index("count-a:") < patched(taken).index("count-c:") < patched(taken).index("money-a:")


def test_a_new_fact_without_a_source_is_told_and_not_written() -> None:
    taken, found = after(lambda rows: rows.append({"key": "count-c", "label (en)": "Third", "value": "7"}))
    assert taken.left_out == ("count-c",) and not taken.diff and "by hand" in found[0].hint


def test_a_fact_that_is_gone_is_told_and_stays() -> None:
    taken, found = after(lambda rows: rows.remove(row(rows, "money-b")))
    assert states(taken) == {"money-b": ["gone"]} and not taken.diff
    assert "“money-b” is not in the file" in found[0].message and "delete it" in found[0].hint


def test_a_source_that_nobody_knows_is_not_written() -> None:
    taken, _ = after(lambda rows: row(rows, "count-a").update(source="report-z"))
    assert taken.left_out == ("count-a",) and not taken.diff


def test_a_value_that_stays_in_a_spreadsheet_is_not_written() -> None:
    data = {"content/data/a.csv": "what,2001\nSamples,15\n"}
    own = "value: {from: data/a.csv, cell: B2, unit: samples}"
    files = {**FILES, **data, LEDGER: str(FILES[LEDGER]).replace("value: 12 samples", own)}
    outcome = back(sent_back(handed_out(files), lambda rows: row(rows, "count-a").update(value="16")), files)
    assert outcome.value is not None and outcome.value.left_out == ("count-a",)
    labels = back(sent_back(handed_out(files), lambda rows: row(rows, "count-a").update({"label (en)": "N"})), files)
    assert labels.value is not None and labels.value.patch.taken == {"count-a"}


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("<c><f>6*2+1</f><v>13</v></c>", "formula"),
        ("<c><f>6*2+1</f></c>", "formula"),
        ('<c t="e"><v>#REF!</v></c>', "refused"),
        ("many", "refused"),
    ],
)
def test_a_cell_without_a_value_of_its_own_is_an_error_and_the_rest_is_taken(cell: str, state: str) -> None:
    def change(rows: Rows) -> None:
        row(rows, "count-a").update(value=cell)
        row(rows, "money-b").update(value="363")

    taken, found = after(change)
    assert states(taken) == {"count-a": [state], "money-b": ["value changed"]} and taken.patch.taken == {"money-b"}
    (wrong,) = [it for it in found if it.severity is Severity.ERROR]
    assert wrong.code == "returned-cell-has-value" and "the value of “count-a” (Facts!D2)" in wrong.message


def test_a_key_that_was_changed_is_an_error() -> None:
    taken, found = after(lambda rows: row(rows, "count-a").update(key="count-x"))
    assert [it.code for it in found] == ["returned-cell-has-value"] and not taken.diff
    assert "the key of “count-a” was changed to “count-x”" in found[0].message


def test_a_row_without_a_key_is_an_error() -> None:
    taken, found = after(lambda rows: rows.append({"label (en)": "Third", "value": "7"}))
    assert [it.code for it in found] == ["returned-cell-has-value"] and "no key" in found[0].message and not taken.diff


def test_what_has_changed_in_the_ledger_since_is_kept_and_a_conflict_is_told() -> None:
    newer = str(FILES[LEDGER]).replace("12 samples", "14 samples").replace("362 billion", "361 billion")
    files = {**FILES, LEDGER: newer + "count-z: {label: Z, value: 1 samples, source: report-a, status: unverified}\n"}

    def change(rows: Rows) -> None:
        row(rows, "money-b").update(value="363")
        row(rows, "money-a").update(value="399")

    taken, found = after(change, files)
    assert states(taken) == {"money-a": ["value changed"], "money-b": ["refused"], "count-z": ["gone"]}
    assert {it.code: it.severity for it in found if it.code == "returned-file-is-current"} and taken.patch.taken == {
        "money-a"
    }
    assert any("newer than the file" in it.hint for it in found)


def test_both_sides_may_change_to_the_same() -> None:
    files = {**FILES, LEDGER: str(FILES[LEDGER]).replace("12 samples", "14 samples")}
    taken, found = after(lambda rows: row(rows, "count-a").update(value="14"), files)
    assert not states(taken) and not found


def test_columns_that_somebody_has_added_are_told() -> None:
    content = sent_back(handed_out(), lambda rows: rows[0].update({"remark": "?"}))
    rows = facts_in(content)
    table = sheet_rows((*rows[0], "remark"), *(tuple(it.values()) for it in rows))
    outcome = back(xlsx({FACTS: table}))
    assert outcome.value is not None and "more columns than were handed out: remark" in outcome.diagnostics[0].message


def refused(content: bytes, files: Mapping[str, str | bytes] = FILES) -> Diagnostic:
    outcome = back(content, files)
    assert outcome.value is None
    (found,) = outcome.diagnostics
    assert found.severity is Severity.ERROR and found.hint
    return found


def test_a_ledger_of_another_project_is_refused() -> None:
    other = str(FILES[LEDGER]).replace("label: {ko: ", "label: {ko: 딴 ").replace("label: ", "label: ")
    other = other.replace("label: Range", "label: Ranges").replace("label: Year", "label: Years")
    found = refused(
        sent_back(handed_out({**FILES, LEDGER: other}), lambda rows: row(rows, "count-a").update(value="1"))
    )
    assert found.code == "returned-file-is-ours" and "no ledger of this project" in found.message


def test_a_fact_of_another_ledger_pasted_into_it_is_an_error() -> None:
    foreign = {"key": "other", "label (en)": "x", "value": "1", "check": "bg-0123456789ab"}
    taken, found = after(lambda rows: rows.append(foreign))
    assert [it.code for it in found] == ["returned-file-is-current"] and not taken.diff


def test_a_fact_in_two_rows_is_refused() -> None:
    found = refused(sent_back(handed_out(), lambda rows: rows.append(dict(rows[0]))))
    assert found.code == "fact-is-returned-once" and "“count-a” in several rows: Facts!A2, Facts!A10" in found.message


def test_the_table_on_two_sheets_is_refused() -> None:
    found = refused(sent_back(handed_out(), lambda rows: None, again=True))
    assert found.code == "fact-is-returned-once" and "Facts, Facts (2)" in found.message


def test_a_table_without_one_of_its_columns_is_refused() -> None:
    rows = facts_in(handed_out())
    table = sheet_rows(*((("key", "value", "check"),)), *((it["key"], it["value"], it["check"]) for it in rows))
    found = refused(xlsx({FACTS: table}))
    assert found.code == "returned-file-is-ours" and "lacks the columns label (ko)" in found.message


def with_relation(kind: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(handed_out())) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    path, end = "xl/_rels/workbook.xml.rels", b"</Relationships>"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="x" Type="{office}/{kind}" Target="x.xml"/>'.encode()
    return archive({**files, path: files[path].replace(end, link + end), "xl/x.xml": "<x/>"})


@pytest.mark.parametrize(
    ("content", "code", "why"),
    [
        (b"", "returned-file-is-readable", "not an office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "returned-file-is-readable", "protected by a password"),
        (xlsx({"a": "<row/>" * 3_000_000}), "returned-file-is-readable", "unpacks to 200 times its size"),
        (xlsx({"a": ""}, files={"xl/vbaProject.bin": ""}), "returned-file-is-readable", "macros"),
        (xlsx({"a": ""}, files={"../x": ""}), "returned-file-is-readable", "outside the archive"),
        (xlsx({"a": ""}), "returned-file-is-ours", "no table of facts"),
        (xlsx({"a": sheet_rows(("key", "value"), ("a", 1))}), "returned-file-is-ours", "no table of facts"),
    ],
)
def test_a_hostile_or_foreign_file_is_refused_with_a_sentence(content: bytes, code: str, why: str) -> None:
    found = refused(content)
    assert found.code == code and why in found.message


@pytest.mark.parametrize("kind", ["externalLink", "connections"])
def test_a_file_that_takes_values_from_elsewhere_is_refused(kind: str) -> None:
    found = refused(with_relation(kind))
    assert found.code == "returned-file-is-readable" and "takes values from other files" in found.message


def test_a_ledger_with_errors_is_neither_handed_out_nor_compared() -> None:
    files = {**FILES, LEDGER: str(FILES[LEDGER]).replace("status: contested", "status: odd")}
    made = ledger_sheet(MemoryWorld(dict(files)), executor=Inline(), store=NullStore())
    assert not made.value.files and [it.severity for it in made.diagnostics] == [Severity.ERROR]
    assert back(handed_out(), files).value is None


def test_a_site_in_one_language_has_one_column_of_each_wording() -> None:
    only = {path: content for path, content in FILES.items() if not path.endswith("ko.md")}
    only["content/site.yaml"] = str(FILES["content/site.yaml"]).replace("languages: [ko, en]", "languages: [en]")
    content = handed_out(only)
    assert "label" in facts_in(content)[0] and "label (en)" not in facts_in(content)[0]
    outcome = back(sent_back(content, lambda rows: row(rows, "count-b").update(note="New: words.")), only)
    assert outcome.value is not None and '  note: "New: words."\n' in patched(outcome.value)


def test_the_patch_is_written_when_it_is_asked_for_and_git_applies_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, run = laid_out(tmp_path, FILES), runner(capsys)
    ran = run("handoff", "--sheet", "-C", root)
    assert (ran.code, ran.out) == (0, f"1 file:\n  {root / 'handoff/facts.xlsx'}\n")
    ran = run("handoff", "--sheet", f"{tmp_path}/desk/", "-C", root)
    assert ran.code == 0 and (tmp_path / "desk/facts.xlsx").is_file(), ran.err
    file = tmp_path / "back.xlsx"
    file.write_bytes(sent_back((root / "handoff/facts.xlsx").read_bytes(), lambda rows: rows[0].update(value="13")))
    before = (root / LEDGER).read_text("utf-8")
    ran = run("take-back", file, "-C", root)
    assert ran.code == 0 and "1 value changed" in ran.out and (root / LEDGER).read_text("utf-8") == before
    ran = run("take-back", file, "-C", root, "--format", "json", "--write-patch", tmp_path / "a.patch")
    found = json.loads(ran.out)["result"]
    assert found["counts"]["value changed"] == 1
    assert {"key": "count-a", "states": ["value changed"], "was": {"value": "12"}, "now": {"value": "13"}} in found[
        "facts"
    ]
    if shutil.which("git"):
        subprocess.run(["git", "apply", tmp_path / "a.patch"], cwd=root, check=True)
        assert (root / LEDGER).read_text("utf-8") == before.replace("12 samples", "13 samples")


@pytest.mark.parametrize("more", [("first",), ("--to", "docx"), ("--language", "ko")])
def test_a_sheet_has_the_whole_ledger(
    more: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = runner(capsys)("handoff", *more, "--sheet", "-C", laid_out(tmp_path, FILES))
    assert ran.code == 2 and not (tmp_path / "handoff").exists()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("formats", [("xlsx",), ("ods", "xlsx")])
def test_a_sheet_that_libreoffice_has_saved_has_no_change(tmp_path: Path, formats: tuple[str, ...]) -> None:
    file = tmp_path / "facts.xlsx"
    file.write_bytes(handed_out())
    for number, form in enumerate(formats):
        folder, home = tmp_path / str(number), f"-env:UserInstallation=file://{tmp_path}/home"
        command = ["soffice", "--headless", home, "--convert-to", form, "--outdir", folder, file]
        subprocess.run(command, check=False, capture_output=True, timeout=120)
        file = folder / f"facts.{form}"
        if not file.exists():
            pytest.skip("LibreOffice has no Calc")
    outcome = back(file.read_bytes())
    assert outcome.value is not None and not outcome.diagnostics and not states(outcome.value)
