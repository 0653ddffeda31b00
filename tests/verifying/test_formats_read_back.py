"""What is handed out says what the page says, in every format; one fault in a file is told with its place."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from email import message_from_bytes
from pathlib import Path

import pytest
import tampering as to
from sites import published
from support.handed_out import handed
from support.project import Project

from briefgen.handouts.epub import epub
from briefgen.handouts.exchanging.documents.read_back import ReadBack, read_back
from briefgen.handouts.mail import mail
from briefgen.handouts.named import Order
from briefgen.handouts.slides import slides
from briefgen.model.core.diagnostics import Outcome
from briefgen.reading.files.theme import read_theme
from briefgen.reading.world import MemoryWorld
from briefgen.running.pool.inline import Inline
from briefgen.running.store import FileStore
from briefgen.verifying.identify import Known

Files = Mapping[str, bytes]
Judge = Callable[[bytes, str], Outcome[ReadBack | Known | None]]


@pytest.fixture(scope="module")
def handouts(shared_folder: Path) -> Files:
    """The first brief of the small project in each format, in both languages, and its pack."""
    project, store = Project(), FileStore(shared_folder / "store")
    world = project.world()
    made = [handed(form, store, lang=lang).value for form in ("docx", "hwpx") for lang in ("ko", "en")]
    made.append(epub(world, Order(("first", "all")), executor=Inline(), store=store).value)
    made += [mail(world, Order((name,)), executor=Inline(), store=store).value for name in ("first", "all")]
    made.append(slides(world, Order(("first",)), executor=Inline(), store=store).value)
    return {name: tree[name] for tree in made for name in tree}


@pytest.fixture(scope="module")
def judge() -> Judge:
    world = MemoryWorld(published(Project().build(pdfs=False).tree), theme={})
    theme = read_theme(Project().world())
    return lambda content, name: read_back(content, name, world, "site", theme=theme)


def test_every_format_says_what_the_page_says(handouts: Files, judge: Judge) -> None:
    assert {name.rpartition(".")[2] for name in handouts} == {"docx", "hwpx", "epub", "eml", "html", "txt", "pdf"}
    for name, content in handouts.items():
        outcome = judge(content, name)
        assert [it.message for it in outcome.diagnostics] == [], name
        assert outcome.value is not None and outcome.value.lines()[-1].endswith("it says what the page says")


def zipped(content: bytes, part: str, old: str, new: str) -> bytes:
    """An archive with what a pattern finds first in one of its parts replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                text, count = re.subn(old.encode(), new.encode(), text, count=1, flags=re.DOTALL)
                assert count == 1, f"{old} does not stand in {part}"
            after.writestr(name, text)
    return made.getvalue()


def replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    changed, count = re.subn(old, new, content, count=1)
    assert count == 1
    return changed


def with_other_text(content: bytes, old: str, new: str) -> bytes:
    """A message with what a pattern finds first in its plain text replaced, and its HTML as it was."""
    message = message_from_bytes(content)
    part = next(it for it in message.walk() if it.get_content_type() == "text/plain")
    said = replaced(part.get_payload(decode=True), old.encode(), new.encode()).decode()
    del part["Content-Transfer-Encoding"]
    part.set_payload(said, "utf-8")
    return message.as_bytes()


FAULTS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "a changed digit": (
        "first-en.docx",
        lambda it: zipped(it, "word/document.xml", r"398\.5", "399.5"),
        r"paragraph \d+: says “.*399\.5.*”, the page “.*398\.5",
    ),
    "a dropped source": (
        "first-en.hwpx",
        lambda it: zipped(it, "Contents/section0.xml", r"<hp:p (?:(?!</hp:p>).)*>\[1\] (?:(?!</hp:p>).)*</hp:p>", ""),
        r"does not say “\[1\] ",
    ),
    "a changed word": (
        "first-en.epub",
        lambda it: zipped(it, "EPUB/text.xhtml", "We took every", "We took each"),
        r"text.xhtml, line \d+: says “.*each.*”, the page “.*every",
    ),
    "another source at a figure": (
        "first-en.epub",
        lambda it: zipped(it, "EPUB/back.xhtml", r'(<a href="#ref-[^>]*>\[)1\]', r"\g<1>2]"),
        r"back.xhtml, line \d+: cites \[2\], the page \[1\]",
    ),
    "another day of a Korean date": (
        "first-ko.epub",
        lambda it: zipped(it, "EPUB/text.xhtml", r"(2001\. 4\. )11\.", r"\g<1>2."),
        r"text.xhtml, line \d+: .*2001\. 4\. 2",
    ),
    "another date": (
        "first-en.eml",
        lambda it: replaced(it, rb"(?m)^Date: \w+, 11", b"Date: Thu, 12"),
        "is dated 2001-04-12",
    ),
    "another date in words": (
        "first-en.html",
        lambda it: replaced(it, b"11 April", b"13 April"),
        "13 April 2001” is not on the page",
    ),
    "a lost sentence of the text alone in a message": (
        "first-en.eml",
        lambda it: with_other_text(it, r"What the first brief says\.", ""),
        r"does not say “What the first brief says",
    ),
    "another date in the text of a message": (
        "first-en.txt",
        lambda it: replaced(it, b"11 April", b"13 April"),
        "line 1: “.*13 April 2001” is not on the page",
    ),
    "another source in the text of a message": (
        "first-ko.txt",
        lambda it: replaced(it, rb"\[1\]", b"[2]"),
        r"\[2\]",
    ),
    "another number on a slide": (
        "first-en.pdf",
        lambda it: to.changed(it, to.with_other_text("12 sam", "13 sam")),
        r"page \d: “.*13 samples.*” is not on the page",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_is_told(handouts: Files, judge: Judge, fault: str) -> None:
    name, change, words = FAULTS[fault]
    found = judge(change(handouts[name]), name).diagnostics
    assert found and {it.code for it in found} == {"handout-says-the-same"}
    assert any(re.search(words, it.message) for it in found), [it.message for it in found]
    page = f"site/{name[6:8]}/briefs/first.html"
    assert all(it.span is not None and it.span.path == page for it in found)


def test_a_file_is_known_by_its_title_whatever_it_is_called(handouts: Files, judge: Judge) -> None:
    outcome = judge(handouts["first-en.docx"], "report (2).docx")
    assert isinstance(outcome.value, ReadBack) and outcome.value.path == "en/briefs/first.html"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"PK no archive", "first-en.docx", "returned-file-is-readable"),
        (b"<h1>Another text</h1>", "other.html", "returned-file-is-ours"),
        (b"print()", "first-en.py", "returned-file-is-ours"),
        (b"no PDF", "first-en.pdf", "pdf-can-be-read"),
    ],
)
def test_what_is_no_handout_of_the_site_is_told_so(judge: Judge, content: bytes, name: str, code: str) -> None:
    outcome = judge(content, name)
    assert outcome.value is None
    assert [it.code for it in outcome.diagnostics] == [code]
