"""What is handed out of a brief without a day says none; only a version that is kept needs one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from email import message_from_bytes
from pathlib import Path

import pytest
from support.command import laid_out, runner
from support.handed_out import handed
from support.project import SMALL, Project

from briefgen.handouts.epub import epub
from briefgen.handouts.mail import mail
from briefgen.handouts.named import Order
from briefgen.running.pool.inline import Inline
from briefgen.running.store import FileStore, NullStore

DATA = "content/briefs/first/brief.yaml"
UNDATED: Mapping[str, str | bytes] = {**SMALL, DATA: str(SMALL[DATA]).replace("published: 2001-04-11\n", "")}


def members(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        names = (it for it in opened.namelist() if it.endswith(("xml", "opf", "xhtml", "hpf")))
        return {name: opened.read(name).decode() for name in names}


def test_a_book_has_no_day_but_the_one_that_stands_for_none() -> None:
    made = epub(Project(UNDATED).world(), Order(("first",), "en"), executor=Inline(), store=NullStore())
    files = members(made.value["first-en.epub"])
    assert "<dc:date>" not in files["EPUB/package.opf"]
    assert re.findall(r'"dcterms:modified">(.*?)<', files["EPUB/package.opf"]) == ["1980-01-01T00:00:00Z"]
    assert not [name for name, text in files.items() if 'datetime=""' in text or "<time" in text]


def test_a_message_leaves_the_day_to_who_sends_it() -> None:
    made = mail(Project(UNDATED).world(), Order(("first",), "en"), executor=Inline(), store=NullStore())
    assert message_from_bytes(made.value["first-en.eml"])["Date"] is None
    assert "2001" not in made.value["first-en.txt"].decode().partition("The first brief")[0]
    assert "Sample · S-01</p>" in made.value["first-en.html"].decode()


@pytest.mark.parametrize("form", ["docx", "hwpx"])
def test_a_document_for_an_editor_has_no_day(form: str, shared_folder: Path) -> None:
    made = handed(form, FileStore(shared_folder / "store"), UNDATED)
    files = members(made.value[f"first-en.{form}"])
    dated = re.compile("2001-04-11|11 April|dcterms:created|CreatedDate")
    assert not [name for name, text in files.items() if dated.search(text)]


def test_a_version_is_kept_only_with_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = runner(capsys)("version", "keep", "first", "-C", laid_out(tmp_path, UNDATED), "--executor", "inline")
    assert ran.code == 1 and f"{DATA}:1" in ran.out and "write published: with the day, e.g. 2026-03-05" in ran.out
    assert not (tmp_path / "content/briefs/first/versions").exists()
