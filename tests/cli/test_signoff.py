"""``briefgen signoff`` on files of a disk: who signs, in which file, and what becomes of what stands there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.command import Run, change

EN, SIGNOFFS = "content/briefs/first/en.md", "content/briefs/first/signoffs.yaml"


@pytest.fixture
def folder(folder: Path) -> Path:
    """With roles that sign."""
    change(
        folder,
        "content/site.yaml",
        "languages: [ko, en]\n",
        "languages: [ko, en]\nsignoff: {required: [facts, editor]}\n",
    )
    return folder


@pytest.fixture
def signoff(briefgen: Run, folder: Path) -> Run:
    return lambda *arguments: briefgen("signoff", *arguments, "-C", folder)


def test_who_signs_stands_beside_the_brief_and_the_status_says_so(signoff: Run, folder: Path) -> None:
    assert signoff("status", "first").code == 1
    ran = signoff("sign", "S-01", "--as", "Kim, Min", "--role", "facts")
    assert ran.code == 0
    assert ran.out.startswith(f"{SIGNOFFS}: Kim, Min as facts: ko ")
    assert signoff("sign", "first", "--as", "Lee", "--role", "editor", "--note", "pages 3: fine").code == 0
    assert "note: 'pages 3: fine'" in (folder / SIGNOFFS).read_text("utf-8").replace('"', "'")
    ran = signoff("status", "first")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()[1:]] == ["signed"] * 4
    change(folder, EN, "We took every", "We took nearly every")
    ran = signoff("status", "first")
    assert ran.code == 1
    assert "  old    facts en  Kim, Min" in ran.out and "changed: text/background" in ran.out
    assert "  signed facts ko  Kim, Min" in ran.out


def test_the_status_for_a_program(signoff: Run) -> None:
    signoff("sign", "all", "--as", "Kim", "--role", "facts", "--lang", "en")
    (told,) = json.loads(signoff("status", "all", "--json").out)
    states = {(it["role"], it["language"]): (it["state"], it["name"]) for it in told["roles"]}
    assert states["facts", "en"] == ("signed", "Kim")
    assert states["facts", "ko"] == ("open", None)


def test_signing_the_same_again_changes_nothing(signoff: Run, folder: Path) -> None:
    signoff("sign", "first", "--as", "Kim", "--role", "facts")
    before = (folder / SIGNOFFS).read_bytes()
    ran = signoff("sign", "first", "--as", "Kim", "--role", "facts", "--lang", "ko")
    assert ran.code == 0 and "already" in ran.out
    assert (folder / SIGNOFFS).read_bytes() == before


def test_what_stands_in_the_file_stays(signoff: Run, folder: Path) -> None:
    signoff("sign", "first", "--as", "Kim", "--role", "facts")
    change(folder, SIGNOFFS, "- name: Kim\n", "# asked twice\n- name: Kim Min   # not Kim Min-ho\n")
    signoff("sign", "first", "--as", "Lee", "--role", "editor")
    text = (folder / SIGNOFFS).read_text("utf-8")
    assert "# asked twice\n- name: Kim Min   # not Kim Min-ho\n  role: facts\n" in text
    assert text.index("name: Lee") < text.index("texts:")
    assert signoff("status", "first").code == 0


@pytest.mark.parametrize(
    "written", ["", "# nobody yet\n", "signoffs: []\n", "signoffs: []\r\n", "texts: {}\n", "\ufeffsignoffs: []\n"]
)
def test_a_file_that_has_no_signature_takes_one(signoff: Run, folder: Path, written: str) -> None:
    (folder / SIGNOFFS).write_text(written, "utf-8", newline="")
    assert signoff("sign", "first", "--as", "Kim", "--role", "facts").code == 0
    assert "  signed facts ko  Kim" in signoff("status", "first").out


def test_items_that_are_indented_take_another(signoff: Run, folder: Path) -> None:
    keys = ("name: Kim", "role: facts", "date: 2001-04-11", "signed: {ko: 0000-0000-0000-0000}")
    old = "signoffs:\n    - " + "\n      ".join(keys) + "\n"
    (folder / SIGNOFFS).write_text(old, "utf-8")
    assert signoff("sign", "first", "--as", "Lee", "--role", "editor").code == 0
    text = (folder / SIGNOFFS).read_text("utf-8")
    assert text.startswith(old + "    - name: Lee\n      role: editor\n")


def test_a_file_in_another_form_is_left_as_it_is(signoff: Run, folder: Path) -> None:
    old = "signoffs: [{name: Kim, role: facts, date: 2001-04-11, signed: {ko: 0000-0000-0000-0000}}]\n"
    (folder / SIGNOFFS).write_text(old, "utf-8")
    ran = signoff("sign", "first", "--as", "Lee", "--role", "editor")
    assert ran.code == 1 and "cannot be added to" in ran.err
    assert (folder / SIGNOFFS).read_text("utf-8") == old


def test_a_sheet_on_paper_is_signed_for_its_own_text_alone(signoff: Run, folder: Path) -> None:
    (told,) = json.loads(signoff("status", "first", "--json").out)
    digest = told["texts"]["en"]
    assert signoff("sign", "first", "--as", "Kim", "--role", "facts", "--text", digest).out.endswith(f"en {digest}\n")
    change(folder, EN, "We took every", "We took nearly every")
    ran = signoff("sign", "first", "--as", "Kim", "--role", "editor", "--text", digest)
    assert ran.code == 2 and "the text has changed" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fist", "--as", "Kim", "--role", "facts"), "did you mean “first”"),
        (("first", "--as", "Kim", "--role", "fact"), "did you mean “facts”"),
        (("first", "--as", " ", "--role", "facts"), "give the name of the person who signs"),
        (("first", "--as", "Kim", "--role", "facts", "--lang", "fr"), "it has"),
    ],
)
def test_what_cannot_be_signed_is_told(signoff: Run, folder: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = signoff("sign", *arguments)
    assert ran.code == 2 and said in ran.err
    assert not (folder / SIGNOFFS).exists()


def test_nobody_signs_what_cannot_be_read(signoff: Run, folder: Path) -> None:
    change(folder, EN, "{fact}`money-a`", "{fact}`money-x`")
    ran = signoff("sign", "first", "--as", "Kim", "--role", "facts")
    assert ran.code == 1 and "fact-is-known" in ran.out
    assert not (folder / SIGNOFFS).exists()
