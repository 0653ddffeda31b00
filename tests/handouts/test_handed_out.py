"""The PDFs of a version stay as they were handed out; a slip corrects printed copies of it on one page."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from support.command import Run, change, laid_out, runner
from support.kept_version import CORRECTION, COUNTS, DATA, FOLDER
from support.paper import words_to_compare
from support.project import SMALL, words_of

from briefgen.cli.main import main
from briefgen.reading.world import DiskWorld
from briefgen.verifying.paper.glyphs import texts_of
from briefgen.verifying.paper.manifest import read_manifest
from briefgen.verifying.verify import verify

KEPT = f"{FOLDER}/versions/1.0"
OLD, NEW = "site/en/briefs/first/1.0.pdf", "site/en/briefs/first.pdf"
SLIP = "site/en/briefs/first/erratum-1.0.pdf"


def contents(folder: Path) -> dict[str, str | bytes]:
    """All that the author wrote."""
    files = (path for path in (folder / "content").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def briefgen(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project in English: version 1.0 kept by the command, 1.1 written and built."""
    folder = tmp_path_factory.mktemp("kept")
    files = {path: text for path, text in SMALL.items() if not path.endswith("/ko.md")}
    files["content/site.yaml"] = str(files["content/site.yaml"]).replace("[ko, en]", "[en]")
    files[DATA] = f"{files[DATA]}profiles: [leave-behind]\n"
    laid_out(folder, files)
    for arguments in (
        ("version", "keep", "S-01", "-q"),
        ("version", "keep", "first", "-q"),  # once more: it is there
    ):
        with pytest.raises(SystemExit) as stopped:
            main([*arguments, "-C", str(folder), "--executor", "inline"])
        assert not stopped.value.code
    (folder / "as-kept.pdf").write_bytes((folder / KEPT / "en.pdf").read_bytes())
    change(folder, COUNTS, "value: 12 samples", "value: 21 samples")
    with (folder / DATA).open("a", encoding="utf-8") as data:
        data.write(CORRECTION)
    with pytest.raises(SystemExit) as stopped:
        main(["build", "-q", "--strict", "-C", str(folder), "--executor", "inline"])
    assert not stopped.value.code
    return folder


def said(content: bytes) -> str:
    cmaps: dict[object, object] = {}
    with pikepdf.open(BytesIO(content)) as pdf:
        return " ".join(" ".join(texts_of(page, cmaps).values()) for page in pdf.pages)


def squeezed(words: str) -> str:
    return re.sub(r"[\s\u2060]", "", words)


def test_the_pdf_that_was_handed_out_stays_to_the_byte(project: Path) -> None:
    assert (project / OLD).read_bytes() == (project / KEPT / "en.pdf").read_bytes()
    assert (project / OLD).read_bytes() == (project / "as-kept.pdf").read_bytes()
    assert "12samples" in squeezed(said((project / OLD).read_bytes()))
    assert "21samples" in squeezed(said((project / NEW).read_bytes()))


def test_each_block_knows_the_page_on_which_it_begins(project: Path) -> None:
    kept = DiskWorld(project).read(f"{KEPT}/version.yaml").decode()
    pages = {found[1]: int(found[0]) for found in re.findall(r"page: (\d+).*?words: \"(.*?)\"", kept)}
    with pikepdf.open(project / OLD) as pdf:
        texts = [squeezed(" ".join(texts_of(page, {}).values())) for page in pdf.pages]
    for words in ("There are 12 samples.", "Proposals", "Take more samples."):
        assert squeezed(words) in texts[pages[words] - 1]


def test_the_first_page_of_the_new_one_says_that_it_was_corrected(project: Path) -> None:
    with pikepdf.open(project / NEW) as pdf:
        first = squeezed(" ".join(texts_of(pdf.pages[0], {}).values()))
    assert "Correctedon2May2001." in first
    assert "example.org/sample/en/briefs/first/changes.html" in first


def test_web_and_paper_still_say_the_same(project: Path) -> None:
    assert verify(DiskWorld(project / "site"), "site") == ()


def test_a_slip_has_one_page_with_all_that_who_holds_a_copy_needs(project: Path) -> None:
    content = (project / SLIP).read_bytes()
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
    words = squeezed(said(content))
    for wanted in (
        "Erratum", "The first brief", "S-01", "Version 1.0, 11 April 2001", "Version 1.1, 2 May 2001", "p. 1",
        "At a glance", "There are 12 samples.", "There are 21 samples.", "example.org/sample/en/briefs/first.html",
    ):  # fmt: skip
        assert squeezed(wanted) in words, wanted
    manifest = read_manifest(content)
    assert manifest is not None and (manifest.kind, manifest.id) == ("erratum", "first")
    page = (project / "site/en/briefs/first/changes.html").read_text("utf-8")
    assert 'href="erratum-1.0.pdf"' in page and 'href="1.0.pdf"' in page
    assert "1 page" in words_to_compare(page) or "1 page" in words_of(page)


def test_the_command_gives_the_very_slip_of_the_site(project: Path, tmp_path: Path, briefgen: Run) -> None:
    made = briefgen("erratum", "S-01", "-C", project, "-o", tmp_path, "--executor", "inline")
    assert made.code == 0 and "1 slip" in made.out
    assert (tmp_path / "first-en-erratum-1.0.pdf").read_bytes() == (project / SLIP).read_bytes()
    none = briefgen("erratum", "second", "-C", project, "-o", tmp_path, "--executor", "inline")
    assert none.code == 1 and "nothing to correct" in none.err + none.out


def test_an_old_copy_is_told_what_has_been_corrected_since(project: Path, briefgen: Run) -> None:
    told = briefgen("verify", project / "as-kept.pdf", "-C", project)
    assert told.code == 1
    assert "superseded: version 1.1 of 2 May 2001" in told.out
    assert "kept as version 1.0 in " in told.out
    assert "S-01: version 1.0 here, 1.1 now" in told.out
    assert "correction (significant) of 2 May 2001, version 1.1: The number of samples was wrong." in told.out
    as_json = json.loads(briefgen("verify", project / "as-kept.pdf", "-C", project, "--format", "json").out)
    assert any("The number of samples was wrong." in line for line in as_json["result"]["since"])
    assert briefgen("verify", project / NEW, "-C", project).code == 0


def test_what_differs_is_shown_to_the_author(project: Path, briefgen: Run) -> None:
    shown = briefgen("version", "diff", "first", "-C", project)
    assert shown.code == 1
    assert "en: glance: There are [-12-] {+21+} samples." in shown.out
    assert briefgen("version", "diff", "second", "-C", project).code == 1, "it has never been kept"


def test_what_was_kept_is_not_replaced_unless_one_says_so(project: Path, tmp_path: Path, briefgen: Run) -> None:
    laid_out(tmp_path, contents(project))
    change(tmp_path, DATA, CORRECTION, "")
    before = (tmp_path / KEPT / "en.pdf").read_bytes()
    refused = briefgen("version", "keep", "first", "-C", tmp_path, "--executor", "inline")
    assert refused.code == 1 and "change-is-logged" in refused.err + refused.out
    assert (tmp_path / KEPT / "en.pdf").read_bytes() == before
    anew = briefgen("version", "keep", "first", "--anew", "-C", tmp_path, "--executor", "inline")
    assert anew.code == 0, anew.err
    assert (tmp_path / KEPT / "en.pdf").read_bytes() != before
    assert briefgen("check", "-q", "--strict", "-C", tmp_path, "--executor", "inline").code == 0


def test_a_file_that_was_changed_or_lost_is_an_error(project: Path, tmp_path: Path, briefgen: Run) -> None:
    laid_out(tmp_path, contents(project))
    file = tmp_path / KEPT / "en.pdf"
    for spoil in (lambda: file.write_bytes(file.read_bytes() + b" "), file.unlink):
        spoil()
        told = briefgen("check", "-q", "-C", tmp_path, "--executor", "inline")
        assert told.code == 1 and "kept-file-is-whole" in told.err + told.out


def test_a_file_that_is_not_a_pdf_is_an_error_whatever_its_digest(project: Path, tmp_path: Path, briefgen: Run) -> None:
    laid_out(tmp_path, contents(project))
    page, record = b"<html><script>alert(1)</script></html>", tmp_path / KEPT / "version.yaml"
    (tmp_path / KEPT / "en.pdf").write_bytes(page)
    record.write_text(
        re.sub(r'(sha256: ")\w+', rf"\g<1>{sha256(page).hexdigest()}", record.read_text("utf-8")), "utf-8"
    )
    told = briefgen("check", "-q", "-C", tmp_path, "--executor", "inline")
    assert told.code == 1 and "is not a PDF" in told.out


def test_a_slip_that_is_longer_than_its_page_is_an_error(project: Path, tmp_path: Path, briefgen: Run) -> None:
    laid_out(tmp_path, contents(project))
    change(tmp_path, DATA, "en: The number of samples was wrong.}", f'en: "{"The number was wrong. " * 300}"}}')
    told = briefgen("erratum", "first", "-C", tmp_path, "-o", tmp_path / "errata", "--executor", "inline")
    assert told.code == 1 and "erratum-fits" in told.err + told.out
    assert not (tmp_path / "errata").exists()


def test_nobody_keeps_what_nobody_has(project: Path, tmp_path: Path, briefgen: Run) -> None:
    laid_out(tmp_path, contents(project))
    with (tmp_path / "content/briefs/second/brief.yaml").open("a") as data:
        data.write("status: draft\n")
    (tmp_path / "content/packs/all.yaml").unlink()
    change(tmp_path, DATA, "related: [second]\n", "")
    told = briefgen("version", "keep", "second", "-C", tmp_path, "--executor", "inline")
    assert told.code == 1 and "nothing of it has been handed out" in told.err + told.out
