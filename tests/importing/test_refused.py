"""A file that is damaged or hostile is refused with a sentence, before anything is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from support.office import archive, hwpx, paragraph, word

from briefgen.importing.hancom.document import read_hwpx
from briefgen.importing.imported import ImportedText
from briefgen.importing.word.document import read_word
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.libraries.csl_json import read_csl

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
