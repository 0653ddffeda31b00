"""A brief handed out as a Word document: what is in it, what is locked, and that it is always the same file."""

from __future__ import annotations

import io
import re
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from support import handed_out
from support.command import laid_out, runner
from support.handed_out import FIRST, changed
from support.project import SMALL, picture

from briefgen.importing.word.document import read_word
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.running.store import FileStore

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REFERENCE = "templates/word/reference.docx"
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
handed = partial(handed_out.handed, "docx")
restyled = partial(handed_out.restyled, REFERENCE)


def part(content: bytes, path: str = DOCUMENT) -> Any:
    return handed_out.part(content, path)


@pytest.fixture(scope="module")
def store(shared_folder: Path) -> FileStore:
    return FileStore(shared_folder / "store")


@pytest.fixture(scope="module")
def english(store: FileStore) -> bytes:
    made = handed(store)
    assert made.diagnostics == ()
    return made.value["first-en.docx"]


@pytest.fixture(scope="module")
def korean(store: FileStore) -> bytes:
    return handed(store, lang="ko").value["first-ko.docx"]


def words(element: Any) -> str:
    return "".join(it.text or "" for it in element.iter(W + "t"))


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    """The name of the style and the words of each paragraph that says something."""
    names = {
        it.get(W + "styleId"): it.find(W + "name").get(W + "val")
        for it in part(content, "word/styles.xml").iter(W + "style")
    }
    found = ((it.find(f"{W}pPr/{W}pStyle"), words(it)) for it in part(content).iter(W + "p"))
    return [(names[style.get(W + "val")], said) for style, said in found if said]


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    return [it.code for it in found]


# What an editor sees


def test_the_text_stands_in_its_order_under_the_styles_of_the_house(english: bytes) -> None:
    assert paragraphs(english) == [
        ("Series", "S-01 · 11 April 2001"),
        ("Title", "The first brief"),
        ("Lead", "What the first brief says."),
        ("Label", "At a glance"),
        ("List Bullet", "There are 12 samples.[1]"),
        ("heading 1", "Background"),
        ("Normal", "We took every sample (표본). The budget is 398.5 billion yuan.[1, p. 3] See Figure 1."),
        ("caption", "Figure 1. Two budgets"),
        ("caption", "Figure 2. A grey square, drawn"),
        ("caption", "Table 1. Number of samples"),
        ("Table Head", "Name"),
        ("Table Head", "Number"),
        ("Table Text", "Samples"),
        ("Table Text", "12 samples[1]"),
        ("heading 1", "Proposals"),
        ("Label", "01-1 Recommendation"),
        ("Normal", "Take more samples."),
        ("Terms", "Who: the press"),
        ("heading 1", "References"),
        ("Source", "[1] Sample Press, A report, April 2001"),
    ]


def test_a_note_is_a_footnote(english: bytes) -> None:
    (call,) = part(english).iter(W + "footnoteReference")
    notes = {it.get(W + "id"): words(it).strip() for it in part(english, "word/footnotes.xml").iter(W + "footnote")}
    assert notes[call.get(W + "id")] == "Counted by hand."


def test_charts_and_images_are_pictures_with_their_descriptions(english: bytes) -> None:
    shown = [it.get("descr") for it in part(english).iter() if it.tag.endswith("}docPr")]
    assert shown == ["Two bars side by side.", "A grey square"]
    with zipfile.ZipFile(io.BytesIO(english)) as archive:
        media = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert all(archive.read(name).startswith(b"\x89PNG") for name in media) and len(media) == 2


def test_a_picture_is_on_the_page_of_its_caption(store: FileStore) -> None:
    own = '![A street](street.png "Rain in May")\n\n## Proposals'
    files = {**changed(SMALL, FIRST, "## Proposals", own), "content/briefs/first/street.png": picture(60)}
    body = part(handed(store, files).value["first-en.docx"])
    shown = next(it for it in body.iter(W + "p") if words(it).endswith("Rain in May")).getprevious()
    assert shown.find(f".//{W}drawing") is not None and shown.find(f"{W}pPr/{W}keepNext") is not None


def test_a_reference_leads_to_what_it_names(english: bytes) -> None:
    body = part(english)
    marks = {it.get(W + "name"): words(it.getparent()) for it in body.iter(W + "bookmarkStart")}
    led = {words(it): marks[it.get(W + "anchor")] for it in body.iter(W + "hyperlink") if it.get(W + "anchor")}
    assert led["Figure 1"] == "Figure 1. Two budgets"
    assert led["1, p. 3"].startswith("[1] Sample Press")


def test_the_head_of_a_table_is_said_again_on_each_page(english: bytes) -> None:
    rows = [it.find(f"{W}trPr/{W}tblHeader") is not None for it in part(english).iter(W + "tr")]
    assert rows == [False, True, False]  # the first is the frame of the points at a glance


def test_a_row_stays_whole_by_its_words_alone(english: bytes) -> None:
    """LibreOffice leaves out rows that may not be split, at some places of a page below a head that is said again."""
    whole = [it.find(f"{W}trPr/{W}cantSplit") is not None for it in part(english).iter(W + "tr")]
    assert whole == [False, True, False]
    (cells,) = (it for it in part(english, "word/styles.xml") if it.get(W + "styleId") == "TableText")
    assert cells.find(f"{W}pPr/{W}keepLines") is not None


def test_the_korean_text_has_korean_words_of_the_house(korean: bytes) -> None:
    said = [it for _, it in paragraphs(korean)]
    assert "한눈에 보기" in said and "담당: 출판부" in said and "참고문헌" in said
    speaks = part(korean, "word/styles.xml").find(f"{W}docDefaults//{W}lang")
    assert speaks.get(W + "eastAsia") == "ko"


def test_another_reader_finds_the_same_text(english: bytes) -> None:
    text = read_word(english)
    assert text.title == "The first brief"
    for line in ("# Background", "| Samples | 12 samples", "[^1]: Counted by hand.", "- There are 12 samples.<sup>"):
        assert line in text.markdown, text.markdown
    assert not text.remarks


def test_numbered_lists_count_by_themselves(store: FileStore) -> None:
    lists = "1. one\n2. two\n   - inner\n\nBetween.\n\n3. three\n4. four\n"
    made = handed(store, changed(SMALL, FIRST, "## Proposals", f"{lists}\n## Proposals")).value["first-en.docx"]
    markdown = read_word(made).markdown
    assert "1. one" in markdown and "3. three" in markdown and "inner" in markdown


# What is known by its key, and what is locked


def test_each_block_has_a_bookmark_of_its_own(english: bytes) -> None:
    body = part(english)
    names = [it.get(W + "name") for it in body.iter(W + "bookmarkStart")]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"bg_\w+_[0-9a-f]{8}", it) and len(it) <= 40 for it in names)
    unmarked = [words(it) for it in body.iter(W + "p") if words(it) and it.find(W + "bookmarkStart") is None]
    assert unmarked == []


def test_a_changed_block_has_another_bookmark_and_the_rest_has_not(store: FileStore, english: bytes) -> None:
    other = handed(store, changed(SMALL, FIRST, "Take more", "Take many more")).value["first-en.docx"]
    before, after = ({it.get(W + "name") for it in part(each).iter(W + "bookmarkStart")} for each in (english, other))
    assert len(before - after) == 1 and len(after - before) == 1


def test_each_figure_of_the_ledger_is_a_locked_control_with_its_fact(english: bytes) -> None:
    found = []
    for control in part(english).iter(W + "sdt"):
        head = control.find(W + "sdtPr")
        found.append((head.find(W + "tag").get(W + "val"), head.find(W + "alias").get(W + "val"), words(control)))
        assert head.find(W + "lock").get(W + "val") == "sdtContentLocked"
    assert found == [
        ("fact:count-a", "Number of samples", "12 samples"),
        ("fact:money-a", "Budget", "398.5 billion yuan"),
        ("fact:count-a", "Number of samples", "12 samples"),
    ]


def test_a_figure_with_a_form_and_one_in_the_summary_are_locked_too(store: FileStore) -> None:
    files = changed(SMALL, FIRST, "summary: What the first brief says.", "summary: About {fact}`money-a#round`.")
    made = handed(store, files).value["first-en.docx"]
    tags = {it.get(W + "val"): words(it.getparent().getparent()) for it in part(made).iter(W + "tag")}
    assert tags["fact:money-a#round"] == "about 400 billion yuan"


def test_a_long_id_has_a_tag_that_word_takes(store: FileStore) -> None:
    long = "count-" + "a" * 70
    files = {
        path: str(text).replace("count-a", long) if isinstance(text, str) else text for path, text in SMALL.items()
    }
    tags = {it.get(W + "val") for it in part(handed(store, files).value["first-en.docx"]).iter(W + "tag")}
    assert any(it.startswith("fact:count-aaa") for it in tags) and all(len(it) <= 64 for it in tags)


# The file


def test_the_same_brief_gives_the_same_bytes(store: FileStore, english: bytes) -> None:
    assert handed(store).value["first-en.docx"] == english
    with zipfile.ZipFile(io.BytesIO(english)) as archive:
        assert {it.date_time for it in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_every_member_is_declared_and_every_relation_leads_somewhere(english: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(english)) as archive:
        names = set(archive.namelist())
        declared = {
            it.get("PartName").lstrip("/")
            for it in etree.fromstring(archive.read("[Content_Types].xml"))
            if it.get("PartName")
        }
        assert declared <= names
        for it in etree.fromstring(archive.read("word/_rels/document.xml.rels")):
            assert it.get("TargetMode") == "External" or f"word/{it.get('Target')}" in names


def test_a_site_has_its_own_styles(store: FileStore) -> None:
    own = restyled(STYLES, '<w:name w:val="Title"/>', '<w:name w:val="Title"/><w:aliases w:val="Our title"/>')
    made = handed(store, {**SMALL, REFERENCE: own})
    assert made.diagnostics == ()
    assert part(made.value["first-en.docx"], "word/styles.xml").find(f".//{W}aliases") is not None


def test_a_style_that_is_missing_is_told_and_the_text_is_there(store: FileStore) -> None:
    own = restyled(STYLES, '<w:name w:val="Lead"/>', '<w:name w:val="Vorspann"/>')
    made = handed(store, {**SMALL, REFERENCE: own})
    assert codes(made.diagnostics) == ["reference-is-complete"]
    assert "Lead" in made.diagnostics[0].message
    assert "What the first brief says." in words(part(made.value["first-en.docx"]))


@pytest.mark.parametrize("own", [b"", b"no archive", b"PK\x03\x04 cut"])
def test_a_reference_that_cannot_be_read_is_an_error_at_its_place(store: FileStore, own: bytes) -> None:
    made = handed(store, {**SMALL, REFERENCE: own})
    assert codes(made.diagnostics) == ["reference-is-complete"] and not made.value.files
    assert str(made.diagnostics[0].span).startswith(REFERENCE)


# What cannot be handed out


def test_a_brief_that_is_not_there_is_told_with_the_one_that_is_meant(store: FileStore) -> None:
    made = handed(store, brief="frist")
    assert codes(made.diagnostics) == ["brief-is-known"] and "first" in made.diagnostics[0].hint


def test_a_language_that_it_has_not_is_told_with_those_that_it_has(store: FileStore) -> None:
    made = handed(store, lang="fr")
    assert codes(made.diagnostics) == ["language-has-file"] and "ko, en" in made.diagnostics[0].hint


def test_a_draft_is_edited_before_it_is_published(store: FileStore) -> None:
    files = changed(SMALL, "content/briefs/second/brief.yaml", "number:", "status: draft\nnumber:")
    files = {path: text for path, text in files.items() if "packs" not in path}
    files = changed(files, "content/briefs/first/brief.yaml", "related: [second]\n", "")
    assert list(handed(store, files, brief="S-02").value) == ["second-en.docx"]


def test_a_text_with_an_error_is_not_handed_out(store: FileStore) -> None:
    made = handed(store, changed(SMALL, FIRST, "{fact}`count-a`.", "{fact}`count-z`."))
    assert "fact-is-known" in codes(made.diagnostics) and not made.value.files


def test_what_the_site_takes_as_a_warning_keeps_no_text_back(store: FileStore) -> None:
    dead = changed(SMALL, FIRST, "Take more samples.", "Take more [samples](gone.md).")
    assert "link-resolves" in codes(handed(store, dead).diagnostics)
    made = handed(store, changed(dead, "content/site.yaml", "level: publication", "level: standard"))
    assert codes(made.diagnostics) == [] and list(made.value) == ["first-en.docx"]


def test_an_error_in_another_brief_keeps_no_text_back(store: FileStore) -> None:
    files = changed(SMALL, FIRST, "{fact}`count-a`.", "{fact}`count-z`.")
    made = handed(store, files, brief="second")
    assert codes(made.diagnostics) == [] and list(made.value) == ["second-en.docx"]


# The command


def test_the_command_writes_the_document_beside_the_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, project = runner(capsys), laid_out(tmp_path, SMALL)
    ran = run("handoff", "S-01", "--to", "docx", "-C", project, "--executor", "inline")
    assert ran.code == 0 and (project / "handoff" / "first-ko.docx").exists(), ran
    kept = tmp_path / "desk" / "mine.docx"
    ran = run("handoff", "first", "--to", "docx", "--language", "en", "-o", kept, "-C", project, "--executor", "inline")
    assert ran.code == 0 and "The first brief" in words(part(kept.read_bytes()))
    ran = run("handoff", "first", "--to", "docx", "-o", kept.parent, "-C", project, "--executor", "inline")
    assert ran.code == 0 and (kept.parent / "first-ko.docx").exists(), ran.err


def test_a_document_for_editors_is_not_put_where_readers_look(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = laid_out(tmp_path, SMALL)
    ran = runner(capsys)("handoff", "first", "--to", "docx", "-o", project / "site" / "x.docx", "-C", project)
    assert ran.code == 2 and "must not be in site/" in ran.err


RIGHT_TO_LEFT = Path(__file__).parents[1] / "data/right-to-left"


def test_a_document_in_arabic_runs_from_right_to_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], english: bytes
) -> None:
    files = {it.relative_to(RIGHT_TO_LEFT).as_posix(): it.read_bytes() for it in RIGHT_TO_LEFT.rglob("*.*")}
    text = files["content/briefs/first-brief/ar.md"].decode() + "\n| سنة | عدد |\n|---|---|\n| 2001 | 12 |\n"
    root = laid_out(tmp_path / "site", {**files, "content/briefs/first-brief/ar.md": text.encode()})
    made = tmp_path / "ar.docx"
    ran = runner(capsys)("handoff", "first-brief", "--to", "docx", "--language", "ar", "-o", made, "-C", root)
    assert ran.code == 0, ran.err
    document, styles = part(made.read_bytes()), part(made.read_bytes(), STYLES)
    defaults = styles.find(W + "docDefaults")
    assert [it.tag for it in defaults.iter(W + "bidi", W + "rtl")] == [W + "rtl", W + "bidi"]
    tables = list(document.iter(W + "tbl"))
    assert tables and all(it.find(f"{W}tblPr/{W}bidiVisual") is not None for it in tables)
    assert document.find(f"{W}body/{W}sectPr/{W}bidi") is not None
    assert not list(part(english).iter(W + "bidi", W + "bidiVisual"))
