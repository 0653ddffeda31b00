"""A file that is damaged or hostile is refused with a sentence, before anything is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from support.office import archive, hwpx, hwpx_paragraph, paragraph, sheet_rows, word, xlsx

from briefgen.importing.hancom.document import read_hwpx
from briefgen.importing.imported import ImportedText
from briefgen.importing.sheets.proposals import figures_of
from briefgen.importing.word.document import read_word
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.libraries.cited import read_csl
from briefgen.reading.files.sheets.workbook import Workbook

READERS = pytest.mark.parametrize("read", [read_word, read_hwpx])
Reader = Callable[[bytes], ImportedText]
ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document/>'


def refused(read: Reader, content: bytes) -> str:
    with pytest.raises(UnreadableDocumentError) as raised:
        read(content)
    return str(raised.value)


@READERS
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not an office file"),
        (b"plain text", "not an office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old binary format"),
        (word(paragraph("x"))[:-40], "not an office file"),
        (archive({"a.txt": "x"}), "it is not a"),
        (archive({"../word/document.xml": "x"}), "points outside the archive"),
        (archive({"word/vbaProject.bin": "x"}), "macros"),
        (archive({"word/document.xml": b" " * 30_000_000}), "unpacks to 200 times its size"),
        (archive({f"{number}.xml": "" for number in range(5_001)}), "too large when unpacked"),
    ],
)
def test_a_file_that_is_not_taken(read: Reader, content: bytes, why: str) -> None:
    assert why in refused(read, content)


@READERS
def test_an_archive_that_begins_in_its_middle_is_refused(read: Reader) -> None:
    assert "not an office file" in refused(read, word(paragraph("x"))[52:])


def test_a_document_type_is_refused_and_nothing_outside_is_read() -> None:
    whole = word(paragraph("x"), files={"word/styles.xml": ENTITY})
    assert "declares a document type" in refused(read_word, whole)
    assert "declares a document type" in refused(read_hwpx, hwpx("", more={"Contents/header.xml": ENTITY}))


def test_xml_that_is_not_sound_is_named() -> None:
    assert "word/styles.xml is not valid XML" in refused(
        read_word, word(paragraph("x"), files={"word/styles.xml": "<a>"})
    )


def test_what_is_nested_too_deeply_is_said_in_plain_words() -> None:
    deep = "<a>" * 2_000 + "</a>" * 2_000
    assert refused(read_word, word(paragraph("x"), files={"word/styles.xml": deep})).endswith("is nested too deeply")
    with pytest.raises(UnreadableDocumentError, match="nested too deeply"):
        read_csl(b"[" * 100_000)
    with pytest.raises(UnreadableDocumentError, match=r"it is not valid JSON in line 2$"):
        read_csl(b"[\n{,")


def test_an_encrypted_archive_is_refused() -> None:
    content = bytearray(word(paragraph("x")))
    with zipfile.ZipFile(BytesIO(bytes(content))) as held:
        offset = held.infolist()[0].header_offset
    content[offset + 6] |= 1
    central = content.rindex(b"PK\x01\x02")
    content[central + 8] |= 1
    assert "password" in refused(read_word, bytes(content))


def test_an_encrypted_hwpx_is_refused() -> None:
    manifest = '<odf:manifest><odf:encryption-data checksum="x"/></odf:manifest>'
    assert "password" in refused(read_hwpx, hwpx("", more={"META-INF/manifest.xml": manifest}))


@READERS
def test_tables_nested_deep_end_in_time(read: Reader) -> None:
    depth = 3_000
    deep = word("<w:tbl><w:tr><w:tc>" * depth + paragraph("x") + "</w:tc></w:tr></w:tbl>" * depth)
    assert refused(read, deep)


OLE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject"
VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
SHEET_OF_MACROS = "application/vnd.ms-excel.macrosheet+xml"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def related(part: str, kind: str, target: str) -> dict[str, str]:
    """The relations of a part, with one of this kind alone."""
    folder, _, name = part.rpartition("/")
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    relation = f'<Relationship Id="m" Type="{kind}" Target="{target}"/>'
    return {f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{space}">{relation}</Relationships>'}


def typed(**kinds: str) -> dict[str, str]:
    """The content types of members by their names, with ``_`` for a slash."""
    parts = (f'<Override PartName="/{name.replace("_", "/")}.x" ContentType="{kind}"/>' for name, kind in kinds.items())
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return {"[Content_Types].xml": f'<Types xmlns="{space}">{"".join(parts)}</Types>'}


@pytest.mark.parametrize(
    "files",
    [
        {"word/data.x": COMPOUND, **related("word/settings.xml", VBA, "data.x")},
        {"word/data.x": COMPOUND, **typed(word_data="application/vnd.ms-office.vbaProject")},
        {"word/data.x": COMPOUND + "_VBA_PROJECT".encode("utf-16-le")},
        typed(word_document="application/vnd.ms-word.document.macroEnabled.main+xml"),
    ],
)
def test_macros_are_known_by_what_they_are_and_not_by_a_name(files: dict[str, str | bytes]) -> None:
    assert "macros" in refused(read_word, word(paragraph("x"), files=files))


def test_a_workbook_with_a_sheet_of_macros_is_refused() -> None:
    sheet = {"xl/macrosheets/sheet1.x": "<a/>", **typed(xl_macrosheets_sheet1=SHEET_OF_MACROS)}
    with pytest.raises(UnreadableDocumentError, match="macros"):
        Workbook(xlsx({"a": sheet_rows((1, 2))}, files=sheet))


def test_objects_of_other_programs_are_left_out_and_named() -> None:
    held = {"word/embeddings/one.bin": COMPOUND, "word/activeX/two.x": "<a/>"}
    kinds = typed(word_activeX_two="application/vnd.ms-office.activeX+xml")
    said = [it.message for it in read_word(word(paragraph("Words."), files={**held, **kinds})).remarks]
    assert said == ["what programs run or open in it (OLE, ActiveX, scripts) was left out: two.x, one.bin"]
    assert not read_word(word(paragraph("Words."))).remarks


def test_objects_in_a_workbook_are_left_out_and_named(tmp_path: Path) -> None:
    parts = {"xl/data/one.bin": COMPOUND, "xl/data/two.x": "<a/>", "xl/data/three.x": "<a/>"}
    kinds = typed(xl_data_two="application/vnd.ms-office.activeX+xml")
    held = {**parts, **kinds, **related("xl/worksheets/sheet1.xml", OLE, "../data/three.x")}
    sheet = {"a": sheet_rows((1, 2))}
    remarks = figures_of(tmp_path, "a.xlsx", xlsx(sheet, files=held)).proposals.remarks
    said = "what programs run or open in it (OLE, ActiveX, scripts) was left out: one.bin, three.x, two.x"
    assert said in [it.message for it in remarks]
    assert said not in [it.message for it in figures_of(tmp_path, "a.xlsx", xlsx(sheet)).proposals.remarks]


@pytest.mark.parametrize(
    ("script", "is_told"),
    [
        ("var Documents = XHwpDocuments;\r\nfunction OnDocument_New()\r\n{\r\n\t//todo : \r\n}\r\n", False),
        ("function OnDocument_New()\r\n{\r\n\tRun();\r\n}\r\n", True),
    ],
)
def test_scripts_of_hancom_office_are_named_where_they_do_something(script: str, is_told: bool) -> None:
    item = '<opf:item id="s" href="Scripts/source.js" media-type="application/x-javascript ;charset=utf-16"/>'
    listed = f'<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>{item}</opf:manifest></opf:package>'
    files = {"Contents/content.hpf": listed, "Scripts/source.js": script.encode("utf-16")}
    said = [it.message for it in read_hwpx(hwpx(hwpx_paragraph("Words."), more=files)).remarks]
    assert any("scripts" in it and "source.js" in it for it in said) is is_told


@pytest.mark.parametrize("name", ["Scripts/headerScripts.js", "BinData/ole1.ole"])
def test_what_programs_run_is_named_in_an_hwpx_file_that_lists_it_nowhere(name: str) -> None:
    said = [it.message for it in read_hwpx(hwpx(hwpx_paragraph("Words."), more={name: "run()"})).remarks]
    assert any(name.rpartition("/")[2] in it for it in said)


def test_a_document_type_in_utf_16_is_called_one() -> None:
    whole = word(paragraph("x"), files={"word/styles.xml": f'<?xml version="1.0"?>{ENTITY}'.encode("utf-16")})
    assert "declares a document type" in refused(read_word, whole)
