"""A PDF from anywhere says which document it is; the site says whether it is the one that it has now."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from sites import PAGE, PDF, Site
from support.command import Ran, Run

from briefgen.model.output.site_manifest import MANIFEST
from briefgen.model.output.tree import Tree
from briefgen.reading.world import DiskWorld, MemoryWorld
from briefgen.verifying.identify import PdfStatus, whose
from briefgen.writing.site.publish import publish

SAID: dict[str, Any] = {
    "schema": "briefgen-pdf",
    "schema_version": 1,
    "kind": "brief",
    "id": "first",
    "number": "S-01",
    "title": "The first brief",
    "version": "1.0",
    "languages": ["en"],
    "profile": "screen",
    "standard": "ua-1",
    "briefs": [],
    "published": "2001-04-11",
    "updated": "2001-04-11",
    "base_url": "https://example.org/sample/",
    "page": PAGE,
    "pdf": PDF,
    "generator": "briefgen",
    "generator_version": "1.0",
    "digest": "a" * 64,
}
NEXT = {"version": "1.1", "updated": "2001-05-12", "digest": "b" * 64}


def pdf_that_says(
    manifest: dict[str, Any] | None, facts: dict[str, str] | None = None, *, folded: bool = False
) -> bytes:
    """A PDF with a manifest and facts, by label; its sheets are ``folded`` when it is a booklet."""
    pdf, file = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    if manifest is not None:
        pdf.attachments["manifest.json"] = json.dumps(manifest).encode()
    if facts is not None:
        told = [{"id": it, "label": it, "words": words, "statement": ""} for it, words in facts.items()]
        pdf.attachments["facts.json"] = json.dumps({"facts": told}).encode()
    if folded:
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(Duplex=pikepdf.Name.DuplexFlipShortEdge)
    pdf.save(file)
    return file.getvalue()


def site_with(manifest: dict[str, Any] | None) -> MemoryWorld:
    """A site whose PDF carries ``manifest``."""
    return MemoryWorld({MANIFEST: b"{}", **({PDF: pdf_that_says(manifest)} if manifest else {})}, theme={})


@pytest.mark.parametrize(
    ("mine", "its", "standing", "words"),
    [
        ({}, {}, PdfStatus.CURRENT, f"current: site/{PDF} is the same file, byte for byte"),
        ({}, NEXT, PdfStatus.SUPERSEDED, "superseded: version 1.1 of 12 May 2001 is in site/en/briefs/first.pdf"),
        (
            {},
            {"digest": "b" * 64},
            PdfStatus.SUPERSEDED,
            "superseded: version 1.0 of 11 April 2001 with other content is in site/en/briefs/first.pdf",
        ),
        (NEXT, {}, PdfStatus.NEWER, "newer than the site: version 1.0 of 11 April 2001 is in site/en/briefs/first.pdf"),
        (
            {"base_url": "https://example.net/"},
            {},
            PdfStatus.ELSEWHERE,
            "not from this site: it belongs to https://example.net/",
        ),
        ({}, {"id": "other"}, PdfStatus.ELSEWHERE, "not from this site: there is no such PDF at site/" + PDF),
    ],
)
def test_it_says_how_the_pdf_stands_to_the_site(
    mine: dict[str, Any], its: dict[str, Any], standing: PdfStatus, words: str
) -> None:
    outcome = whose(pdf_that_says({**SAID, **mine}), "mine.pdf", site_with({**SAID, **its}), "site")
    assert outcome.value is not None
    assert (outcome.value.standing, outcome.value.words) == (standing, words)
    assert [found.code for found in outcome.diagnostics] == (
        [] if standing is PdfStatus.CURRENT else ["pdf-is-current"]
    )


def test_what_has_changed_since_is_named() -> None:
    mine = pdf_that_says(SAID, {"Cost": "2.35 billion won", "Riders": "12 people", "Gone": "1 day"})
    its = pdf_that_says({**SAID, "digest": "b" * 64}, {"Cost": "2.41 billion won", "Riders": "12 people", "New": "3"})
    outcome = whose(mine, "mine.pdf", MemoryWorld({MANIFEST: b"{}", PDF: its}, theme={}), "site")
    assert outcome.value is not None
    assert outcome.value.changes == (
        "“Cost”: 2.35 billion won → 2.41 billion won",
        "“Gone” is no longer there: 1 day",
        "“New” is new: 3",
        "the version was not raised: both are 1.0",
    )
    assert outcome.value.lines()[-6].startswith("superseded: version 1.0 of 11 April 2001 with other content")


def test_the_same_facts_in_another_pdf_are_said_to_be_the_same() -> None:
    mine, its = pdf_that_says(SAID, {"Cost": "1"}), pdf_that_says({**SAID, **NEXT}, {"Cost": "1"})
    outcome = whose(mine, "mine.pdf", MemoryWorld({MANIFEST: b"{}", PDF: its}, theme={}), "site")
    assert outcome.value is not None
    assert outcome.value.changes == ("the facts are the same; words or looks differ",)


def test_a_booklet_is_compared_with_the_booklet() -> None:
    """It carries the manifest of the PDF that it was imposed from."""
    said = {**SAID, "profile": "print", "pdf": "en/briefs/first-print.pdf"}
    sheets = pdf_that_says(said, folded=True)
    site = MemoryWorld({MANIFEST: b"{}", "en/briefs/first-booklet.pdf": sheets}, theme={})
    outcome = whose(sheets, "mine.pdf", site, "site")
    assert outcome.value is not None
    assert outcome.value.words == "current: site/en/briefs/first-booklet.pdf is the same file, byte for byte"
    assert "for the printer, imposed as a booklet" in outcome.value.lines()[1]


def test_a_pdf_that_the_site_does_not_have_is_not_from_it() -> None:
    outcome = whose(pdf_that_says(SAID), "mine.pdf", site_with(None), "site")
    assert outcome.value is not None and outcome.value.standing is PdfStatus.ELSEWHERE


@pytest.mark.parametrize("manifest", [None, {"schema": "other"}])
def test_a_pdf_that_says_nothing_of_itself_is_told_so(manifest: dict[str, Any] | None) -> None:
    outcome = whose(pdf_that_says(manifest), "mine.pdf", None, "site")
    assert outcome.value is None
    assert [found.code for found in outcome.diagnostics] == ["pdf-says-what-it-is"]


@pytest.fixture
def project_folder(site: Site, tmp_path: Path) -> Path:
    """A project on the disk with its site."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("title: x\n", encoding="utf-8")
    for path, content in site.files.items():
        file = tmp_path / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return tmp_path


def test_the_command_is_content_with_a_sound_site(briefgen: Run, project_folder: Path) -> None:
    assert briefgen("verify", "-C", project_folder) == Ran(
        0,
        "web and paper agree, and the languages have the same parts and facts; "
        "no file of the site was changed after the build\n",
        "",
    )


def test_the_command_names_a_difference_and_fails(briefgen: Run, project_folder: Path) -> None:
    page = project_folder / "site" / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace(">Counted by hand.<", ">Counted by eye.<"), "utf-8")
    ran = briefgen("verify", "-C", project_folder)
    assert ran.code == 1
    assert f"site/{PAGE}" in ran.out and "note “Counted by eye.” (#note-1) differs in en/briefs/first.pdf" in ran.out
    ran = briefgen("verify", "-C", project_folder, "--format", "json")
    assert ran.code == 1
    assert {found["code"] for found in json.loads(ran.out)["diagnostics"]} == {
        "paper-says-the-same",
        "twin-says-the-same",
        "file-is-as-built",
    }


def test_the_command_says_what_is_needed(briefgen: Run, project_folder: Path, tmp_path: Path) -> None:
    ran = briefgen("verify", "-C", project_folder, "--output", tmp_path / "nowhere")
    assert (ran.code, "run briefgen build first" in ran.out) == (1, True)
    ran = briefgen("verify", "-C", tmp_path / "content")
    assert (ran.code, "there is no content/site.yaml" in ran.err) == (2, True)


def test_the_command_says_whose_a_pdf_is(briefgen: Run, project_folder: Path) -> None:
    mine = project_folder / "mine.pdf"
    mine.write_bytes(pdf_that_says(SAID))
    built = DiskWorld(project_folder / "site")
    newer = {path: built.read(path) for path in json.loads(built.read(MANIFEST))["files"]}
    newer[PDF] = pdf_that_says({**SAID, **NEXT})
    assert publish(Tree(newer), project_folder / "site").value.done
    ran = briefgen("verify", mine, "-C", project_folder)
    assert ran.code == 1
    assert ran.out.split("\n")[:2] == [
        "brief S-01 “The first brief”",
        "version 1.0 of 11 April 2001, en, for the screen",
    ]
    assert "superseded: version 1.1 of 12 May 2001 is in site/en/briefs/first.pdf" in ran.out
    ran = briefgen("verify", project_folder / "site" / PDF, "-C", project_folder, "--format", "json")
    assert ran.code == 0
    told = json.loads(ran.out)
    assert (told["result"]["standing"], told["result"]["document"]["version"]) == ("current", "1.1")


def test_without_a_project_a_pdf_still_says_what_it_is(briefgen: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.pdf"
    mine.write_bytes(pdf_that_says(SAID))
    ran = briefgen("verify", mine, "-C", tmp_path)
    assert ran.code == 2, "a script must not take it for current"
    assert "not compared with a site" in ran.out
    assert "content digest: aaaaaaaaaaaa; made by briefgen 1.0" in ran.out, "as the paper shows it"
