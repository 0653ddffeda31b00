"""A brief handed out as a Word or HWPX document: what is in it, what is locked, and that it is always the same file."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from support import handed_out
from support.command import laid_out, runner
from support.edited import HANCOM, HEADER, WORD, P, Program, W
from support.handed_out import FIRST, PROJECT, changed, handed, member, restyled
from support.office import members
from support.project import SMALL, picture

from briefgen.importing.hancom.document import read_hwpx
from briefgen.importing.word.document import read_word
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.rendering.office.hancom.xml import SPACES
from briefgen.running.store import FileStore

H = f"{{{SPACES['hh']}}}"
STYLES = "word/styles.xml"
REFERENCES = {"docx": "templates/word/reference.docx", "hwpx": "templates/hancom/reference.hwpx"}
PROGRAMS = {"docx": WORD, "hwpx": HANCOM}
MADE: dict[tuple[str, str], Sent] = {}


@dataclass(frozen=True)
class Sent:
    """A document of the small project as a program has it."""

    program: Program
    store: FileStore
    content: bytes = b""

    @property
    def form(self) -> str:
        return self.program.form

    def of(self, files: dict[str, str | bytes], lang: str = "en") -> Sent:
        """The first brief of other files; those of the small project are made once."""
        if files is SMALL and (self.form, lang) in MADE:
            return MADE[self.form, lang]
        content = handed(self.form, self.store, files, lang).value[f"first-{lang}.{self.form}"]
        made = Sent(self.program, self.store, content)
        MADE.update({(self.form, lang): made} if files is SMALL else {})
        return made

    def part(self, path: str = "") -> Any:
        return handed_out.part(self.content, path or self.program.main)

    def paragraphs(self) -> Iterator[Any]:
        """Those of the text and its tables, without those of notes."""
        inside = {P + "footNote"}
        for it in self.part().iter(f"{self.program.tag}p"):
            if inside.isdisjoint(above.tag for above in it.iterancestors()):
                yield it

    def styled(self) -> list[tuple[str, str]]:
        """The English name of the style and the words of each paragraph that says something."""
        if self.form == "hwpx":
            names = {it.get("id"): it.get("engName") for it in self.part(HEADER).iter(H + "style")}
            found = ((names[it.get("styleIDRef")], words(it)) for it in self.paragraphs())
        else:
            styles = self.part(STYLES).iter(W + "style")
            names = {it.get(W + "styleId"): it.find(W + "name").get(W + "val") for it in styles}
            held = ((it.find(f"{W}pPr/{W}pStyle"), words(it)) for it in self.paragraphs())
            found = ((names[style.get(W + "val")], said) for style, said in held if said)
        return [(name, said) for name, said in found if said.strip()]

    def names(self) -> list[str]:
        """Of the bookmarks."""
        ends = ("bookmarkStart", "}bookmark")
        return [it.get("name") or it.get(W + "name") for it in self.part().iter() if str(it.tag).endswith(ends)]

    def figures(self) -> list[tuple[str, str]]:
        """The tag and the words of each figure of the ledger."""
        if self.form == "hwpx":
            return fields(self, "CLICK_HERE")
        return [
            (control.find(f"{W}sdtPr/{W}tag").get(W + "val"), words(control)) for control in self.part().iter(W + "sdt")
        ]

    def markdown(self) -> str:
        """What the importer reads."""
        return (read_word if self.form == "docx" else read_hwpx)(self.content).markdown


def words(element: Any) -> str:
    """What a paragraph or a control says, without tables and notes in it."""
    texts = list(element.iter(W + "t", P + "t"))
    if element.tag == P + "p":
        texts = [it for it in texts if next(it.iterancestors(P + "p")) is element]
    return "".join("".join(it.itertext()) for it in texts)


def fields(sent: Sent, kind: str) -> list[tuple[str, str]]:
    """The parameter ``Command`` or the name of each field of a kind, and its words."""
    found = []
    for begin in sent.part().iter(P + "fieldBegin"):
        if begin.get("type") == kind:
            command = next(it.text for it in begin.iter(P + "stringParam") if it.get("name") == "Command")
            found.append((begin.get("name") or command, words(begin.getparent().getparent().getnext())))
    return found


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    return [it.code for it in found]


@pytest.fixture(scope="module")
def store(shared_folder: Path) -> FileStore:
    return FileStore(shared_folder / "store")


@pytest.fixture(scope="module")
def word(store: FileStore) -> Sent:
    return Sent(WORD, store).of(SMALL)


@pytest.fixture(scope="module")
def hancom(store: FileStore) -> Sent:
    return Sent(HANCOM, store).of(SMALL)


@pytest.fixture(params=["word", "hancom"])
def sent(request: pytest.FixtureRequest) -> Sent:
    """The English text in each format."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Sent)
    return found


# What an editor sees

LIST, HEADING = {"docx": "List Bullet", "hwpx": "List Bullet 1"}, {"docx": "heading 1", "hwpx": "Outline 1"}


def test_the_text_stands_in_its_order_under_the_styles_of_the_house(sent: Sent) -> None:
    heading, caption = HEADING[sent.form], {"docx": "caption", "hwpx": "Caption"}[sent.form]
    assert sent.styled() == [
        ("Series", "S-01 · 11 April 2001"),
        ("Title", "The first brief"),
        ("Lead", "What the first brief says."),
        ("Label", "At a glance"),
        (LIST[sent.form], "There are 12 samples.[1]"),
        (heading, "Background"),
        ("Normal", "We took every sample (표본). The budget is 398.5 billion yuan.[1, p. 3] See Figure 1."),
        (caption, "Figure 1. Two budgets"),
        (caption, "Figure 2. A grey square, drawn"),
        (caption, "Table 1. Number of samples"),
        ("Table Head", "Name"),
        ("Table Head", "Number"),
        ("Table Text", "Samples"),
        ("Table Text", "12 samples[1]"),
        (heading, "Proposals"),
        ("Label", "01-1 Recommendation"),
        ("Normal", "Take more samples."),
        ("Terms", "Who: The press"),
        (heading, "References"),
        ("Source", "[1] Sample Press, A report, April 2001"),
    ]


def test_a_note_is_a_footnote(word: Sent, hancom: Sent) -> None:
    (call,) = word.part().iter(W + "footnoteReference")
    notes = {it.get(W + "id"): words(it).strip() for it in word.part("word/footnotes.xml").iter(W + "footnote")}
    assert notes[call.get(W + "id")] == "Counted by hand."
    (note,) = hancom.part().iter(P + "footNote")
    assert words(note).strip() == "Counted by hand." and next(note.iter(P + "autoNum")).get("num") == "1"


def test_charts_and_images_are_pictures_with_their_descriptions(word: Sent, hancom: Sent) -> None:
    said = ["Two bars side by side.", "A grey square"]
    assert [it.get("descr") for it in word.part().iter() if it.tag.endswith("}docPr")] == said
    media = [content for name, content in members(word.content).items() if name.startswith("word/media/")]
    pictures = list(hancom.part().iter(P + "pic"))
    assert [it.findtext(P + "shapeComment") for it in pictures] == said
    named = [next(it for it in pic if it.tag.endswith("}img")).get("binaryItemIDRef") for pic in pictures]
    items = {it.get("id"): it.get("href") for it in hancom.part("Contents/content.hpf").iter() if it.get("href")}
    media += [member(hancom.content, items[name]) for name in named]
    assert len(media) == 4 and len(set(named)) == 2 and all(it.startswith(b"\x89PNG") for it in media)


def test_a_picture_is_on_the_page_of_its_caption(word: Sent) -> None:
    own = '![A street](street.png "Rain in May")\n\n## Proposals'
    files = {**changed(SMALL, FIRST, "## Proposals", own), "content/briefs/first/street.png": picture(60)}
    shown = next(it for it in word.of(files).paragraphs() if words(it).endswith("Rain in May")).getprevious()
    assert shown.find(f".//{W}drawing") is not None and shown.find(f"{W}pPr/{W}keepNext") is not None


def test_a_reference_leads_to_what_it_names(word: Sent, hancom: Sent) -> None:
    body = word.part()
    marks = {it.get(W + "name"): words(it.getparent()) for it in body.iter(W + "bookmarkStart")}
    led = {words(it): marks[it.get(W + "anchor")] for it in body.iter(W + "hyperlink") if it.get(W + "anchor")}
    named = {it.get("name"): words(next(it.iterancestors(P + "p"))) for it in hancom.part().iter(P + "bookmark")}
    links = {said: command for command, said in fields(hancom, "HYPERLINK")}
    its = {said: named[links[said].removeprefix("?").partition(";")[0]] for said in ("Figure 1", "1, p. 3")}
    for found in (led, its):
        assert found["Figure 1"] == "Figure 1. Two budgets" and found["1, p. 3"].startswith("[1] Sample Press")


def test_the_head_of_a_table_is_said_again_on_each_page(word: Sent, hancom: Sent) -> None:
    rows = [it.find(f"{W}trPr/{W}tblHeader") is not None for it in word.part().iter(W + "tr")]
    assert rows == [False, True, False]  # the first is the frame of the points at a glance
    box, table = hancom.part().iter(P + "tbl")
    assert (box.get("repeatHeader"), table.get("repeatHeader")) == ("0", "1")
    assert [it.get("header") for it in table.iter(P + "tc")] == ["1", "1", "0", "0"]


def test_a_row_stays_whole_by_its_words_alone(word: Sent) -> None:
    """LibreOffice leaves out rows that may not be split, at some places of a page below a head that is said again."""
    whole = [it.find(f"{W}trPr/{W}cantSplit") is not None for it in word.part().iter(W + "tr")]
    assert whole == [False, True, False]
    (cells,) = (it for it in word.part(STYLES) if it.get(W + "styleId") == "TableText")
    assert cells.find(f"{W}pPr/{W}keepLines") is not None


def test_the_korean_text_has_korean_words_of_the_house(sent: Sent) -> None:
    korean = sent.of(SMALL, "ko")
    said = [it for _, it in korean.styled()]
    assert "한눈에 보기" in said and "담당: 출판부" in said and "참고문헌" in said
    if sent.form == "docx":
        assert korean.part(STYLES).find(f"{W}docDefaults//{W}lang").get(W + "eastAsia") == "ko"
    else:
        contents = member(korean.content, "Contents/content.hpf").decode()
        assert "<opf:language>ko</opf:language>" in contents and "2001-04-11T00:00:00Z" in contents
        assert "한눈에 보기" in member(korean.content, "Preview/PrvText.txt").decode()


def test_another_reader_finds_the_same_text(sent: Sent) -> None:
    text = (read_word if sent.form == "docx" else read_hwpx)(sent.content)
    assert text.title == "The first brief" and not text.remarks
    for line in ("# Background", "| Samples | 12 samples", "[^1]: Counted by hand.", "- There are 12 samples."):
        assert line in text.markdown, text.markdown


def test_numbered_lists_count_by_themselves(sent: Sent) -> None:
    lists = "1. one\n2. two\n   - inner\n\nBetween.\n\n3. three\n4. four\n"
    markdown = sent.of(changed(SMALL, FIRST, "## Proposals", f"{lists}\n## Proposals")).markdown()
    assert "1. one" in markdown and "3. three" in markdown and "inner" in markdown


def test_cells_over_several_columns_and_rows_have_their_places(hancom: Sent) -> None:
    table = (
        '<table><tr><th colspan="2">A</th><th>B</th></tr><tr><td rowspan="2">c</td><td>d</td><td>e</td></tr>'
        "<tr><td>f</td><td>g</td></tr></table>"
    )
    made = hancom.of(changed(SMALL, FIRST, "## Proposals", f"{table}\n\n## Proposals"))
    found = {}
    for cell in list(made.part().iter(P + "tbl"))[-1].iter(P + "tc"):
        place, span = cell.find(P + "cellAddr"), cell.find(P + "cellSpan")
        keys = ((place, "rowAddr"), (place, "colAddr"), (span, "rowSpan"), (span, "colSpan"))
        found[words(next(cell.iter(P + "p")))] = "".join(it.get(key) for it, key in keys)
    assert found == {"A": "0012", "B": "0211", "c": "1021", "d": "1111", "e": "1211", "f": "2111", "g": "2211"}


def test_looks_are_those_of_the_style_with_what_the_words_have_besides(hancom: Sent) -> None:
    made = hancom.of(changed(SMALL, FIRST, "## Proposals", "Some **bold** and `code` and H~2~O.\n\n## Proposals"))
    looks = {it.get("id"): it for it in made.part(HEADER).iter(H + "charPr")}
    of = {words(run): looks[run.get("charPrIDRef")] for run in made.part().iter(P + "run")}
    assert of["bold"].find(H + "bold") is not None and of[" and "].find(H + "bold") is None
    assert of["code"].find(H + "fontRef").get("latin") != of["bold"].find(H + "fontRef").get("latin")
    assert of["bold"].get("height") == of[" and "].get("height")


# What is known by its key, and what is locked


def test_each_block_has_a_bookmark_of_its_own(sent: Sent) -> None:
    names = sent.names()
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"bg_\w+_[0-9a-f]{8}", it) and len(it) <= 40 for it in names)
    held = ((it, {str(child.tag) for child in it.iter()}) for it in sent.paragraphs() if words(it).strip())
    assert [words(it) for it, tags in held if {W + "bookmarkStart", P + "ctrl"}.isdisjoint(tags)] == []


def test_a_changed_block_has_another_bookmark_and_the_rest_has_not(sent: Sent) -> None:
    other = sent.of(changed(SMALL, FIRST, "Take more", "Take many more"))
    before, after = set(sent.names()), set(other.names())
    assert len(before - after) == 1 and len(after - before) == 1


def test_each_figure_of_the_ledger_is_marked_with_its_fact(sent: Sent) -> None:
    files = changed(SMALL, FIRST, "summary: What the first brief says.", "summary: About {fact}`money-a#round`.")
    assert sent.of(files).figures() == [
        ("fact:money-a#round", "about 400 billion yuan"),
        ("fact:count-a", "12 samples"),
        ("fact:money-a", "398.5 billion yuan"),
        ("fact:count-a", "12 samples"),
    ]
    heads = [it.find(W + "sdtPr") for it in sent.part().iter(W + "sdt")]
    assert all(it.find(W + "lock").get(W + "val") == "sdtContentLocked" for it in heads)
    names = [it.find(W + "alias").get(W + "val") for it in heads]
    assert names == ["Number of samples", "Budget", "Number of samples"] or sent.form == "hwpx"


def test_a_long_id_has_a_tag_that_word_takes(word: Sent) -> None:
    long = "count-" + "a" * 70
    files = {
        path: str(text).replace("count-a", long) if isinstance(text, str) else text for path, text in SMALL.items()
    }
    tags = {tag for tag, _ in word.of(files).figures()}
    assert any(it.startswith("fact:count-aaa") for it in tags) and all(len(it) <= 64 for it in tags)


# The file


def test_the_same_brief_gives_the_same_bytes(sent: Sent) -> None:
    assert sent.of({**SMALL}).content == sent.content
    with zipfile.ZipFile(io.BytesIO(sent.content)) as archive:
        infos = archive.infolist()
        assert {it.date_time for it in infos} == {(1980, 1, 1, 0, 0, 0)}
        first = {"docx": ("[Content_Types].xml", zipfile.ZIP_DEFLATED), "hwpx": ("mimetype", zipfile.ZIP_STORED)}
        assert (infos[0].filename, infos[0].compress_type) == first[sent.form]


def test_every_member_is_declared_and_every_relation_leads_somewhere(word: Sent) -> None:
    held = members(word.content)
    named = (it.get("PartName") for it in etree.fromstring(held["[Content_Types].xml"]))
    assert {it.lstrip("/") for it in named if it} <= held.keys()
    for it in etree.fromstring(held["word/_rels/document.xml.rels"]):
        assert it.get("TargetMode") == "External" or f"word/{it.get('Target')}" in held


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_package_is_sound(lang: str, hancom: Sent) -> None:
    made = hancom.of(SMALL, lang)
    held = members(made.content)
    assert held["mimetype"] == b"application/hwp+zip"
    for name, content in held.items():
        if name.endswith((".xml", ".hpf", ".rdf")):
            etree.fromstring(content)
    listed = {it.get("href") for it in made.part("Contents/content.hpf").iter() if it.get("href")}
    own = {it for it in held if not it.startswith(("META-INF/", "Preview/")) and it not in ("mimetype", "version.xml")}
    assert listed | {"Contents/content.hpf"} == own
    rooted = {it.get("full-path") for it in made.part("META-INF/container.xml").iter() if it.get("full-path")}
    assert rooted <= held.keys()


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_ids_are_unique_and_what_is_referred_to_is_there(lang: str, hancom: Sent) -> None:
    made = hancom.of(SMALL, lang)
    section, header = made.part(), made.part(HEADER)
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


# The document with the styles

PLACES = {"docx": STYLES, "hwpx": HEADER}
LEADS = {"docx": '<w:name w:val="Lead"/>', "hwpx": 'name="요약" engName="Lead"'}
OTHERS = {"docx": '<w:name w:val="Vorspann"/>', "hwpx": 'name="머리" engName="Top"'}


def test_the_documents_with_the_styles_are_those_that_the_tool_makes() -> None:
    tool = [sys.executable, str(PROJECT / "tools" / "hancom_reference.py"), "--check"]
    assert subprocess.run(tool, check=False).returncode == 0


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("docx", '<w:name w:val="Title"/>', '<w:name w:val="Title"/><w:aliases w:val="Our title"/>'),
        ("hwpx", 'char="•"', 'char="□"'),
    ],
)
def test_a_site_has_its_own_styles(store: FileStore, form: str, old: str, new: str) -> None:
    own = restyled(REFERENCES[form], PLACES[form], old, new)
    made = handed(form, store, {**SMALL, REFERENCES[form]: own})
    assert made.diagnostics == ()
    assert ("Our title" if form == "docx" else new) in member(made.value[f"first-en.{form}"], PLACES[form]).decode()


def test_what_the_document_with_the_styles_says_is_left_out(hancom: Sent) -> None:
    assert not any("(Box)" in said or "Subcaption" in said for _, said in hancom.styled())
    assert len(list(hancom.part().iter(P + "secPr"))) == len(list(hancom.part().iter(P + "pageNum"))) == 1


@pytest.mark.parametrize("form", REFERENCES)
def test_a_style_that_is_missing_is_told_and_the_text_is_there(store: FileStore, form: str) -> None:
    own = restyled(REFERENCES[form], PLACES[form], LEADS[form], OTHERS[form])
    made = handed(form, store, {**SMALL, REFERENCES[form]: own})
    assert codes(made.diagnostics) == ["reference-is-complete"] and "Lead" in made.diagnostics[0].message
    document = Sent(PROGRAMS[form], store, made.value[f"first-en.{form}"])
    assert "What the first brief says." in [words(it) for it in document.paragraphs()]


@pytest.mark.parametrize("form", REFERENCES)
@pytest.mark.parametrize("own", [b"", b"no archive", b"PK\x03\x04 cut"])
def test_a_reference_that_cannot_be_read_is_an_error_at_its_place(store: FileStore, form: str, own: bytes) -> None:
    made = handed(form, store, {**SMALL, REFERENCES[form]: own})
    assert codes(made.diagnostics) == ["reference-is-complete"] and not made.value.files
    assert str(made.diagnostics[0].span).startswith(REFERENCES[form])


@pytest.mark.parametrize(
    ("path", "old", "new", "why"),
    [
        (HANCOM.main, "hp:secPr", "hp:other", "no page"),
        (HEADER, "hh:paraProperties", "hh:other", "no styles"),
        (HEADER, "</hh:numbering>", "</hh:other>", "not valid XML"),
        ("META-INF/manifest.xml", "<odf:manifest ", "<!-- encryption-data --><odf:manifest ", "password"),
    ],
)
def test_a_document_that_lacks_what_is_needed_is_told(
    store: FileStore, path: str, old: str, new: str, why: str
) -> None:
    own = restyled(REFERENCES["hwpx"], path, old, new)
    made = handed("hwpx", store, {**SMALL, REFERENCES["hwpx"]: own})
    assert codes(made.diagnostics) == ["reference-is-complete"] and why in made.diagnostics[0].message


@pytest.mark.parametrize(
    ("path", "tag", "instead"),
    [
        (HEADER, "hh:align", "hh:other"),
        (HEADER, "hh:heading", "hh:other"),
        (HEADER, "hh:strikeout", "hh:other"),
        (HANCOM.main, "hp:tbl", "hp:other"),
        (HANCOM.main, "hp:tc", "hp:other"),
        (HANCOM.main, "hp:cellMargin", "hp:other"),
        (HANCOM.main, "hp:margin", "hp:other"),
        (HEADER, ' id="', ' number="'),
    ],
)
def test_a_document_with_styles_that_lacks_a_detail_gives_the_text_all_the_same(
    hancom: Sent, path: str, tag: str, instead: str
) -> None:
    said = "~~gone~~\n\n1. one\n   - two\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n\n## Proposals"
    own = restyled(REFERENCES["hwpx"], path, tag, instead)
    made = hancom.of({**changed(SMALL, FIRST, "## Proposals", said), REFERENCES["hwpx"]: own})
    assert "What the first brief says." in [words(it) for it in made.paragraphs()]


# What cannot be handed out


def test_a_brief_or_language_that_is_not_there_is_told_with_those_that_are(store: FileStore) -> None:
    made = handed("docx", store, brief="frist")
    assert codes(made.diagnostics) == ["brief-is-known"] and "first" in made.diagnostics[0].hint
    made = handed("docx", store, lang="fr")
    assert codes(made.diagnostics) == ["language-has-file"] and "ko, en" in made.diagnostics[0].hint


def test_a_draft_is_edited_before_it_is_published(store: FileStore) -> None:
    files = changed(SMALL, "content/briefs/second/brief.yaml", "number:", "status: draft\nnumber:")
    files = {path: text for path, text in files.items() if "packs" not in path}
    files = changed(files, "content/briefs/first/brief.yaml", "related: [second]\n", "")
    assert list(handed("docx", store, files, brief="S-02").value) == ["second-en.docx"]


def test_a_text_with_an_error_is_not_handed_out_but_another_is(store: FileStore) -> None:
    files = changed(SMALL, FIRST, "{fact}`count-a`.", "{fact}`count-z`.")
    made = handed("docx", store, files)
    assert "fact-is-known" in codes(made.diagnostics) and not made.value.files
    made = handed("docx", store, files, brief="second")
    assert codes(made.diagnostics) == [] and list(made.value) == ["second-en.docx"]


def test_what_the_site_takes_as_a_warning_keeps_no_text_back(store: FileStore) -> None:
    dead = changed(SMALL, FIRST, "Take more samples.", "Take more [samples](gone.md).")
    assert "link-resolves" in codes(handed("docx", store, dead).diagnostics)
    made = handed("docx", store, changed(dead, "content/site.yaml", "level: publication", "level: standard"))
    assert codes(made.diagnostics) == [] and list(made.value) == ["first-en.docx"]


# The command


def test_the_command_writes_the_document_beside_the_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, project = runner(capsys), laid_out(tmp_path, SMALL)
    inline = ("-C", project, "--executor", "inline")
    for form in ("docx", "hwpx"):
        ran = run("handoff", "S-01", "--to", form, *inline)
        assert ran.code == 0 and zipfile.is_zipfile(project / "handoff" / f"first-ko.{form}"), ran
    kept = tmp_path / "desk" / "mine.docx"
    ran = run("handoff", "first", "--to", "docx", "--language", "en", "-o", kept, *inline)
    assert ran.code == 0 and "The first brief" in words(handed_out.part(kept.read_bytes(), WORD.main))
    ran = run("handoff", "first", "--to", "docx", "-o", kept.parent, *inline)
    assert ran.code == 0 and (kept.parent / "first-ko.docx").exists(), ran.err
    ran = run("handoff", "first", "--to", "docx", "-o", project / "site" / "x.docx", "-C", project)
    assert ran.code == 2 and "must not be in site/" in ran.err
    ran = run("handoff", "first", "--to", "odt", *inline)
    assert ran.code == 2 and "“odt” is not one of docx, hwpx" in ran.err


RIGHT_TO_LEFT = Path(__file__).parents[1] / "data/right-to-left"


def test_a_document_in_arabic_runs_from_right_to_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], word: Sent
) -> None:
    files = {it.relative_to(RIGHT_TO_LEFT).as_posix(): it.read_bytes() for it in RIGHT_TO_LEFT.rglob("*.*")}
    text = files["content/briefs/first-brief/ar.md"].decode() + "\n| سنة | عدد |\n|---|---|\n| 2001 | 12 |\n"
    root = laid_out(tmp_path / "site", {**files, "content/briefs/first-brief/ar.md": text.encode()})
    file = tmp_path / "ar.docx"
    ran = runner(capsys)("handoff", "first-brief", "--to", "docx", "--language", "ar", "-o", file, "-C", root)
    assert ran.code == 0, ran.err
    made = Sent(WORD, word.store, file.read_bytes())
    defaults = made.part(STYLES).find(W + "docDefaults")
    assert [it.tag for it in defaults.iter(W + "bidi", W + "rtl")] == [W + "rtl", W + "bidi"]
    tables = list(made.part().iter(W + "tbl"))
    assert tables and all(it.find(f"{W}tblPr/{W}bidiVisual") is not None for it in tables)
    assert made.part().find(f"{W}body/{W}sectPr/{W}bidi") is not None
    assert not list(word.part().iter(W + "bidi", W + "bidiVisual"))
