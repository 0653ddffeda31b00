"""A brief handed out as an HWPX document: what is in it, that the package is sound, and that it is always the same."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from support import handed_out
from support.command import laid_out, runner
from support.edited_hwpx import HEADER, SECTION, P, said
from support.handed_out import FIRST, PROJECT, changed, member
from support.project import SMALL

from briefgen.importing.hancom.document import read_hwpx
from briefgen.rendering.office.hancom.xml import SPACES
from briefgen.running.store import FileStore

H = f"{{{SPACES['hh']}}}"
REFERENCE = "templates/hancom/reference.hwpx"
handed = partial(handed_out.handed, "hwpx")
restyled = partial(handed_out.restyled, REFERENCE)


def part(content: bytes, path: str = SECTION) -> Any:
    return handed_out.part(content, path)


@pytest.fixture(scope="module")
def store(shared_folder: Path) -> FileStore:
    return FileStore(shared_folder / "store")


@pytest.fixture(scope="module")
def english(store: FileStore) -> bytes:
    made = handed(store)
    assert made.diagnostics == ()
    return made.value["first-en.hwpx"]


@pytest.fixture(scope="module")
def korean(store: FileStore) -> bytes:
    return handed(store, lang="ko").value["first-ko.hwpx"]


def in_text(content: bytes) -> Iterator[Any]:
    """The paragraphs of the text and its tables, without those of notes."""
    for it in part(content).iter(P + "p"):
        if not any(above.tag == P + "footNote" for above in it.iterancestors()):
            yield it


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    """The English name of the style and the words of each paragraph that says something."""
    names = {it.get("id"): it.get("engName") for it in part(content, HEADER).iter(H + "style")}
    return [(names[it.get("styleIDRef")], said(it)) for it in in_text(content) if said(it).strip()]


def test_the_text_stands_in_its_order_under_the_styles_of_the_house(english: bytes) -> None:
    assert paragraphs(english) == [
        ("Series", "S-01 · 11 April 2001"),
        ("Title", "The first brief"),
        ("Lead", "What the first brief says."),
        ("Label", "At a glance"),
        ("List Bullet 1", "There are 12 samples.[1]"),
        ("Outline 1", "Background"),
        ("Normal", "We took every sample (표본). The budget is 398.5 billion yuan.[1, p. 3] See Figure 1."),
        ("Caption", "Figure 1. Two budgets"),
        ("Caption", "Figure 2. A grey square, drawn"),
        ("Caption", "Table 1. Number of samples"),
        ("Table Head", "Name"),
        ("Table Head", "Number"),
        ("Table Text", "Samples"),
        ("Table Text", "12 samples[1]"),
        ("Outline 1", "Proposals"),
        ("Label", "01-1 Recommendation"),
        ("Normal", "Take more samples."),
        ("Terms", "Who: the press"),
        ("Outline 1", "References"),
        ("Source", "[1] Sample Press, A report, April 2001"),
    ]


def test_a_note_is_a_footnote(english: bytes) -> None:
    (note,) = part(english).iter(P + "footNote")
    assert "".join(it.text or "" for it in note.iter(P + "t")).strip() == "Counted by hand."
    assert next(note.iter(P + "autoNum")).get("num") == "1"


def test_charts_and_images_are_pictures_with_their_descriptions(english: bytes) -> None:
    pictures = list(part(english).iter(P + "pic"))
    assert [it.findtext(P + "shapeComment") for it in pictures] == ["Two bars side by side.", "A grey square"]
    named = [next(it for it in pic if it.tag.endswith("}img")).get("binaryItemIDRef") for pic in pictures]
    items = {it.get("id"): it.get("href") for it in part(english, "Contents/content.hpf").iter() if it.get("href")}
    assert all(member(english, items[name]).startswith(b"\x89PNG") for name in named) and len(set(named)) == 2


def fields(content: bytes, kind: str) -> list[tuple[str, str]]:
    """The parameter ``Command`` or the name of each field of a kind, and its words."""
    found = []
    for begin in part(content).iter(P + "fieldBegin"):
        if begin.get("type") == kind:
            run = begin.getparent().getparent().getnext()
            command = next(it.text for it in begin.iter(P + "stringParam") if it.get("name") == "Command")
            found.append((begin.get("name") or command, "".join(it.text or "" for it in run.iter(P + "t"))))
    return found


def test_a_reference_leads_to_the_bookmark_of_what_it_names(english: bytes) -> None:
    marks = {it.get("name"): said(next(it.iterancestors(P + "p"))) for it in part(english).iter(P + "bookmark")}
    led = {words: command for command, words in fields(english, "HYPERLINK")}
    assert marks[led["Figure 1"].removeprefix("?").partition(";")[0]] == "Figure 1. Two budgets"
    assert marks[led["1, p. 3"].removeprefix("?").partition(";")[0]].startswith("[1] Sample Press")


def test_each_figure_of_the_ledger_is_a_click_here_field_with_its_fact(store: FileStore) -> None:
    files = changed(SMALL, FIRST, "summary: What the first brief says.", "summary: About {fact}`money-a#round`.")
    assert fields(handed(store, files).value["first-en.hwpx"], "CLICK_HERE") == [
        ("fact:money-a#round", "about 400 billion yuan"),
        ("fact:count-a", "12 samples"),
        ("fact:money-a", "398.5 billion yuan"),
        ("fact:count-a", "12 samples"),
    ]


def test_the_head_of_a_table_is_said_again_on_each_page(english: bytes) -> None:
    box, table = part(english).iter(P + "tbl")
    assert (box.get("repeatHeader"), table.get("repeatHeader")) == ("0", "1")
    assert [it.get("header") for it in table.iter(P + "tc")] == ["1", "1", "0", "0"]


def test_another_reader_finds_the_same_text(english: bytes) -> None:
    text = read_hwpx(english)
    assert text.title == "The first brief"
    for line in ("## Background", "| Samples | 12 samples", "[^1]: Counted by hand.", "- There are 12 samples."):
        assert line in text.markdown, text.markdown


def test_numbered_lists_count_by_themselves(store: FileStore) -> None:
    lists = "1. one\n2. two\n   - inner\n\nBetween.\n\n3. three\n4. four\n"
    made = handed(store, changed(SMALL, FIRST, "## Proposals", f"{lists}\n## Proposals")).value["first-en.hwpx"]
    markdown = read_hwpx(made).markdown
    assert "1. one" in markdown and "3. three" in markdown and "   - inner" in markdown


def test_cells_over_several_columns_and_rows_have_their_places(store: FileStore) -> None:
    table = (
        '<table><tr><th colspan="2">A</th><th>B</th></tr><tr><td rowspan="2">c</td><td>d</td><td>e</td></tr>'
        "<tr><td>f</td><td>g</td></tr></table>"
    )
    made = handed(store, changed(SMALL, FIRST, "## Proposals", f"{table}\n\n## Proposals")).value["first-en.hwpx"]
    last = list(part(made).iter(P + "tbl"))[-1]
    found = {}
    for cell in last.iter(P + "tc"):
        place, span = cell.find(P + "cellAddr"), cell.find(P + "cellSpan")
        found[said(next(cell.iter(P + "p")))] = tuple(
            int(it.get(key))
            for it, key in ((place, "rowAddr"), (place, "colAddr"), (span, "rowSpan"), (span, "colSpan"))
        )
    assert found == {
        "A": (0, 0, 1, 2),
        "B": (0, 2, 1, 1),
        "c": (1, 0, 2, 1),
        "d": (1, 1, 1, 1),
        "e": (1, 2, 1, 1),
        "f": (2, 1, 1, 1),
        "g": (2, 2, 1, 1),
    }


def test_looks_are_those_of_the_style_with_what_the_words_have_besides(store: FileStore) -> None:
    files = changed(SMALL, FIRST, "## Proposals", "Some **bold** and `code` and H~2~O.\n\n## Proposals")
    made = handed(store, files).value["first-en.hwpx"]
    looks = {it.get("id"): it for it in part(made, HEADER).iter(H + "charPr")}
    of = {
        "".join(it.text or "" for it in run.iter(P + "t")): looks[run.get("charPrIDRef")]
        for run in part(made).iter(P + "run")
    }
    assert of["bold"].find(H + "bold") is not None and of[" and "].find(H + "bold") is None
    assert of["code"].find(H + "fontRef").get("latin") != of["bold"].find(H + "fontRef").get("latin")
    assert of["bold"].get("height") == of[" and "].get("height")


# The file


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_package_is_sound(lang: str, english: bytes, korean: bytes) -> None:
    content = {"en": english, "ko": korean}[lang]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = archive.infolist()
        assert (infos[0].filename, infos[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/hwp+zip"
        names = {it.filename for it in infos}
        for name in names:
            if name.endswith((".xml", ".hpf", ".rdf")):
                etree.fromstring(archive.read(name))
    listed = {it.get("href") for it in part(content, "Contents/content.hpf").iter() if it.get("href")}
    own = {it for it in names if not it.startswith(("META-INF/", "Preview/")) and it not in ("mimetype", "version.xml")}
    assert listed | {"Contents/content.hpf"} == own
    rooted = {it.get("full-path") for it in part(content, "META-INF/container.xml").iter() if it.get("full-path")}
    assert rooted <= names


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_ids_are_unique_and_what_is_referred_to_is_there(lang: str, english: bytes, korean: bytes) -> None:
    content = {"en": english, "ko": korean}[lang]
    section, header = part(content), part(content, HEADER)
    ids = [it.get("id") or it.get("instId") for it in section.iter(P + "p", P + "tbl", P + "pic", P + "fieldBegin")]
    assert len(set(ids)) == len(ids)
    begun = [it.get("id") for it in section.iter(P + "fieldBegin")]
    assert [it.get("beginIDRef") for it in section.iter(P + "fieldEnd")] == begun
    for kind, key in (("charPr", "charPrIDRef"), ("paraPr", "paraPrIDRef"), ("style", "styleIDRef")):
        there = [it.get("id") for it in header.iter(H + kind)]
        holder = next(header.iter(H + kind)).getparent()
        assert len(set(there)) == len(there) == int(holder.get("itemCnt"))
        assert {it.get(key) for it in section.iter() if it.get(key)} <= set(there)
    fills = {it.get("id") for it in header.iter(H + "borderFill")}
    assert {it.get("borderFillIDRef") for it in section.iter() if it.get("borderFillIDRef")} <= fills


def test_each_block_has_a_bookmark_of_its_own(english: bytes) -> None:
    names = [it.get("name") for it in part(english).iter(P + "bookmark")]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"bg_\w+_[0-9a-f]{8}", it) for it in names)
    unmarked = [said(it) for it in in_text(english) if said(it).strip() and not any(True for _ in it.iter(P + "ctrl"))]
    assert unmarked == []


def test_the_same_brief_gives_the_same_bytes(store: FileStore, english: bytes) -> None:
    assert handed(store).value["first-en.hwpx"] == english
    with zipfile.ZipFile(io.BytesIO(english)) as archive:
        assert {it.date_time for it in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_language_title_and_day_are_those_of_the_text(korean: bytes) -> None:
    contents = member(korean, "Contents/content.hpf").decode()
    assert "<opf:language>ko</opf:language>" in contents and "2001-04-11T00:00:00Z" in contents
    assert "한눈에 보기" in [words for _, words in paragraphs(korean)]
    assert "한눈에 보기" in member(korean, "Preview/PrvText.txt").decode()


# The document with the styles


def test_the_documents_with_the_styles_are_those_that_the_tool_makes() -> None:
    tool = [sys.executable, str(PROJECT / "tools" / "hancom_reference.py"), "--check"]
    assert subprocess.run(tool, check=False).returncode == 0


def test_a_site_has_its_own_styles_and_marks_of_lists(store: FileStore) -> None:
    own = restyled(HEADER, 'char="•"', 'char="□"')
    made = handed(store, {**SMALL, REFERENCE: own})
    assert made.diagnostics == ()
    assert 'char="□"' in member(made.value["first-en.hwpx"], HEADER).decode()


def test_what_the_document_with_the_styles_says_is_left_out(english: bytes) -> None:
    assert not any("(Box)" in words or "Subcaption" in words for _, words in paragraphs(english))
    assert len(list(part(english).iter(P + "secPr"))) == len(list(part(english).iter(P + "pageNum"))) == 1


def test_a_style_that_is_missing_is_told_and_the_text_is_there(store: FileStore) -> None:
    own = restyled(HEADER, 'name="요약" engName="Lead"', 'name="머리" engName="Top"')
    made = handed(store, {**SMALL, REFERENCE: own})
    assert [it.code for it in made.diagnostics] == ["reference-is-complete"] and "Lead" in made.diagnostics[0].message
    assert ("Normal", "What the first brief says.") in paragraphs(made.value["first-en.hwpx"])


@pytest.mark.parametrize("own", [b"", b"no archive", b"PK\x03\x04 cut"])
def test_a_document_with_styles_that_cannot_be_read_is_an_error_at_its_place(store: FileStore, own: bytes) -> None:
    made = handed(store, {**SMALL, REFERENCE: own})
    assert [it.code for it in made.diagnostics] == ["reference-is-complete"] and not made.value.files
    assert str(made.diagnostics[0].span).startswith(REFERENCE)


@pytest.mark.parametrize(
    ("path", "old", "new", "why"),
    [
        (SECTION, "hp:secPr", "hp:other", "no page"),
        (HEADER, "hh:paraProperties", "hh:other", "no styles"),
        (HEADER, "</hh:numbering>", "</hh:other>", "not valid XML"),
        ("META-INF/manifest.xml", "<odf:manifest ", "<!-- encryption-data --><odf:manifest ", "password"),
    ],
)
def test_a_document_that_lacks_what_is_needed_is_told(
    store: FileStore, path: str, old: str, new: str, why: str
) -> None:
    made = handed(store, {**SMALL, REFERENCE: restyled(path, old, new)})
    assert [it.code for it in made.diagnostics] == ["reference-is-complete"] and why in made.diagnostics[0].message


@pytest.mark.parametrize(
    ("path", "tag", "instead"),
    [
        (HEADER, "hh:align", "hh:other"),
        (HEADER, "hh:heading", "hh:other"),
        (HEADER, "hh:strikeout", "hh:other"),
        (SECTION, "hp:tbl", "hp:other"),
        (SECTION, "hp:tc", "hp:other"),
        (SECTION, "hp:cellMargin", "hp:other"),
        (SECTION, "hp:margin", "hp:other"),
        (HEADER, ' id="', ' number="'),
    ],
)
def test_a_document_with_styles_that_lacks_a_detail_gives_the_text_all_the_same(
    store: FileStore, path: str, tag: str, instead: str
) -> None:
    words = "~~gone~~\n\n1. one\n   - two\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n\n## Proposals"
    files = changed(SMALL, FIRST, "## Proposals", words)
    made = handed(store, {**files, REFERENCE: restyled(path, tag, instead)}).value["first-en.hwpx"]
    assert "What the first brief says." in [said(it) for it in in_text(made)]


# The command


def test_the_command_writes_the_document_beside_the_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, project = runner(capsys), laid_out(tmp_path, SMALL)
    ran = run("handoff", "S-01", "--to", "hwpx", "-C", project, "--executor", "inline")
    assert ran.code == 0 and zipfile.is_zipfile(project / "handoff" / "first-ko.hwpx"), ran
