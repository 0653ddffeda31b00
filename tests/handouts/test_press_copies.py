"""A copy for the press says on every page until when it is kept and whose it is, and is else what will be published."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from support.project import SMALL, Project

from briefgen.handouts.named import Order
from briefgen.handouts.press_copies import press_copies
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.output.tree import Tree
from briefgen.reading.world import MemoryWorld
from briefgen.rendering.paper.file.read_back import losses
from briefgen.rendering.paper.job import PdfJob
from briefgen.running.pool.inline import Inline
from briefgen.running.store import FileStore
from briefgen.verifying.paper.read import read_paper

TIME = "2026-03-05T09:00+09:00"
UNTIL = ("보도 제한: 2026. 3. 5. 09:00(UTC+09:00)까지", "EMBARGOED UNTIL 5 March 2026 09:00 (UTC+09:00)")
BEHIND = re.compile(rb"/Artifact\s+BMC(?:(?!EMC).)*?/(\w+) Do\s+EMC", re.DOTALL)
"""A drawing that is not part of the text."""
DATA = "content/briefs/first/brief.yaml"


def project(more: str = f"embargo_until: {TIME}\n") -> Project:
    files = {path: text for path, text in SMALL.items() if "second" not in path and "packs" not in path}
    files[DATA] = str(files[DATA]).replace("related: [second]\n", "") + more
    return Project(files)


def copies(given: Project, name: str, names: tuple[str, ...], store: FileStore) -> Outcome[Tree]:
    return press_copies(MemoryWorld(given.files), Order((name,)), names, executor=Inline(), store=store)


@pytest.fixture(scope="module")
def store(shared_folder: Path) -> FileStore:
    return FileStore(shared_folder / "store")


@pytest.fixture(scope="module")
def made(store: FileStore) -> Outcome[Tree]:
    return copies(project(), "S-01", ("기자 홍길동", ""), store)


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def drawn(thing: pikepdf.Object) -> Iterator[bytes]:
    """What a drawing draws, with the drawings in it."""
    yield thing.read_bytes()
    for inner in thing.get("/Resources", {}).get("/XObject", {}).values():
        yield from drawn(inner)


def on_paper(content: bytes) -> list[str]:
    """All the words of every page, whether they are text or not."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    shown = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    return shown.split("\f")[:-1]


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def test_there_is_a_numbered_copy_in_each_language(made: Outcome[Tree]) -> None:
    assert made.diagnostics == ()
    assert list(made.value) == [f"first-{lang}-copy-00{number}.pdf" for lang in ("en", "ko") for number in (1, 2)]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_page_says_until_when_in_both_languages_and_whose_it_is(made: Outcome[Tree], lang: str) -> None:
    whose = {"ko": "사본 1/2, 받는 이: 기자 홍길동", "en": "Copy 1 of 2, for 기자 홍길동"}[lang]
    pages = on_paper(made.value[f"first-{lang}-copy-001.pdf"])
    assert len(pages) > 1
    for page in map(squeezed, pages):
        assert all(squeezed(words) in page for words in (*UNTIL, whose))


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_mark_is_across_every_page_and_no_part_of_the_text(made: Outcome[Tree], lang: str) -> None:
    content = made.value[f"first-{lang}-copy-001.pdf"]
    with opened(content) as pdf:
        for page in pdf.pages:
            found = BEHIND.search(page.Contents.read_bytes())
            assert found is not None, "a drawing behind the text"
            drawing = list(drawn(page.Resources.XObject[f"/{found[1].decode()}"]))
            assert sum(part.count(b"BT") for part in drawing) >= 3, "until when in two languages, and whose it is"
            assert not any(b"MCID" in part for part in drawing)
    paper = read_paper(content, "https://example.org/sample/")
    assert paper is not None
    said = [block.said.text for block in (*paper.blocks, *paper.notes)]
    once = [words for words in said if "UTC+09:00" in words]
    assert len(once) == 1, "at the head of the text, for who hears it"
    assert {"ko": "사본 1/2", "en": "Copy 1 of 2"}[lang] in once[0]


def test_a_copy_is_as_sound_as_any_other_pdf(made: Outcome[Tree]) -> None:
    for name in made.value:
        content = made.value[name]
        with opened(content) as pdf:
            about = pdf.open_metadata()
            assert about["pdfuaid:part"] == "1"
            assert about["pdfaid:part"] == "3"
            objects = [it for it in pdf.objects if isinstance(it, pikepdf.Dictionary)]
            fonts = [it for it in objects if it.get("/Type") == "/FontDescriptor"]
            assert fonts and all("/FontFile2" in it or "/FontFile3" in it for it in fonts), "those of the mark too"


def test_no_two_copies_are_the_same_file(made: Outcome[Tree]) -> None:
    with opened(made.value["first-ko-copy-001.pdf"]) as one, opened(made.value["first-ko-copy-002.pdf"]) as two:
        assert one.trailer.ID[0] != two.trailer.ID[0]
        assert "기자홍길동" not in squeezed("".join(on_paper(made.value["first-ko-copy-002.pdf"])))


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("", "is not under embargo"),
        ("embargo_until: 1999-12-31T09:00+09:00\n", "has ended"),
        (f"embargo_until: {TIME}\nstatus: draft\n", "is draft"),
    ],
)
def test_there_is_no_copy_of_what_is_not_under_embargo(store: FileStore, more: str, what: str) -> None:
    refused = copies(project(more), "first", ("",), store)
    (found,) = refused.diagnostics
    assert found.code == "copy-is-embargoed" and what in found.message
    assert found.span is not None and found.span.path == DATA
    assert len(refused.value) == 0


def test_a_name_that_no_brief_has_is_told_with_the_nearest(store: FileStore) -> None:
    (found,) = copies(project(), "fist", ("",), store).diagnostics
    assert found.code == "brief-is-known" and "first" in found.hint


def test_losses_would_be_found(made: Outcome[Tree]) -> None:
    """The check that every PDF goes through sees a copy that has lost its pages."""
    job = PdfJob("a.pdf", "ko", "", "첫째 브리프")
    assert list(losses(made.value["first-ko-copy-001.pdf"], job, 99, 0))
