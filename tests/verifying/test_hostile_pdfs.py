"""Whatever file verify is given, it answers in a sentence, within the time and memory that it has."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name
from tampering import changed

from briefgen.cli.commands.verify import VerifyOptions, asked
from briefgen.running.bounds import Bounds
from briefgen.verifying.identify import whose
from briefgen.verifying.paper.compare_pages import differences
from briefgen.verifying.paper.opened import UnreadablePdfError, opened
from briefgen.verifying.paper.read import read_paper

DEEP = 100_000
OF_A_PROGRAM = re.compile(r"\w+Error|object at 0x|pikepdf|attribute|trailer|'")


def plain(change: Callable[[pikepdf.Pdf], None] = lambda pdf: None, **saving: Any) -> bytes:
    pdf, file = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    change(pdf)
    pdf.save(file, **saving)
    return file.getvalue()


def with_manifest(content: bytes) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["manifest.json"] = content

    return plain(change)


def with_a_bomb(pdf: pikepdf.Pdf) -> None:
    """A manifest that is 400 MB when it is unpacked."""
    packer = zlib.compressobj()
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(400)) + packer.flush()
    pdf.attachments["manifest.json"] = b"x"
    stream = pdf.attachments["manifest.json"].get_file().obj
    stream.write(packed, filter=Name.FlateDecode)


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "x is empty"),
    "no PDF": (lambda: b"PK\3\4 a letter", "x is not a PDF"),
    "cut off": (lambda: plain()[:60], "x cannot be read as a PDF: "),
    "head alone": (lambda: b"%PDF-1.7\n", "x cannot be read as a PDF: "),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4000, "x cannot be read as a PDF: "),
    "locked": (
        lambda: plain(encryption=Encryption(owner="a", user="b")),
        "x is protected with a password: save a copy without one and try that",
    ),
    "no manifest": (plain, "x does not say which document it is"),
    "a deep manifest": (lambda: with_manifest(b"[" * DEEP + b"]" * DEEP), "x does not say which document it is"),
    "a manifest of another kind": (lambda: with_manifest(b'{"schema": 1}'), "x does not say which document it is"),
    "a manifest that is not JSON": (lambda: with_manifest(b"\xff\xfe"), "x does not say which document it is"),
    "a manifest of 30 MB": (lambda: with_manifest(b" " * 30_000_000), "x does not say which document it is"),
    "a manifest that unpacks to 400 MB": (
        lambda: plain(with_a_bomb, recompress_flate=False),
        "x holds a part that unpacks to more than 96 MB",
    ),
    "too many pages": (lambda: plain(lambda pdf: [pdf.add_blank_page() for _ in range(5_000)] and None), "more than"),
}


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_answered_in_a_sentence(name: str) -> None:
    content, words = FILES[name]
    outcome = whose(content(), "x", None, "site")
    assert outcome.value is None
    (problem,) = outcome.diagnostics
    assert words in problem.message
    assert "\n" not in problem.message and not OF_A_PROGRAM.search(problem.message)


@pytest.mark.parametrize(
    "use", [lambda pdf: pdf.pages[0].obj["/None"], lambda pdf: pdf.Root.get(3), lambda pdf: int(pdf.Root)]
)
def test_a_part_of_another_kind_is_said_without_words_of_a_program(use: Callable[[Any], object]) -> None:
    with pytest.raises(UnreadablePdfError) as raised, opened(plain()) as pdf:
        use(pdf)
    assert not OF_A_PROGRAM.search(str(raised.value)) and "get another copy" in str(raised.value)


def test_a_protected_pdf_that_anybody_may_read_is_read() -> None:
    locked = plain(encryption=Encryption(owner="a", user=""))
    with opened(locked) as pdf:
        assert len(pdf.pages) == 1


# What is met while a PDF is compared


def tagged(pdf: pikepdf.Pdf, **entries: Any) -> Any:
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, **entries))
    return pdf.Root.StructTreeRoot


def with_tags_in_a_circle(pdf: pikepdf.Pdf) -> None:
    root = tagged(pdf)
    element = pdf.make_indirect(Dictionary(S=Name.Sect, P=root))
    element.K = Array([element, element])
    root.K = element


def with_tags_that_are_shared(pdf: pikepdf.Pdf) -> None:
    """Each holds the next ten times, ten times."""
    root = tagged(pdf)
    element = pdf.make_indirect(Dictionary(S=Name.P))
    for _ in range(10):
        element = pdf.make_indirect(Dictionary(S=Name.Sect, K=Array([element] * 10)))
    root.K = element


def with_deep_tags(pdf: pikepdf.Pdf) -> None:
    root = tagged(pdf)
    element = pdf.make_indirect(Dictionary(S=Name.P))
    for _ in range(20_000):
        element = pdf.make_indirect(Dictionary(S=Name.Sect, K=element))
    root.K = element


def with_forms_that_draw_each_other(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(b"BT ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    for _ in range(11):
        names = Dictionary(XObject=Dictionary(X=form))
        form = pdf.make_stream(b"/X Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=names)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")


def with_deep_resources(pdf: pikepdf.Pdf) -> None:
    thing = pdf.make_indirect(Dictionary())
    for _ in range(20_000):
        thing = pdf.make_indirect(Dictionary(A=thing))
    pdf.pages[0].obj.Resources = thing


def with_things_of_other_kinds(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots = Array([1, Name.A])
    pdf.Root.Outlines = Dictionary(First=3)
    tagged(pdf, K=Array([Dictionary(S=5, K=Name.B)]), ParentTree=7)


def with_bookmarks_in_a_circle(pdf: pikepdf.Pdf) -> None:
    item = pdf.make_indirect(Dictionary(Title="x"))
    item.Next = item
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item))


def with_codes_without_end(pdf: pikepdf.Pdf) -> None:
    table = b"beginbfrange\n" + b"<0000> <ffffffff> <0041>\n" * 10_000 + b"endbfrange"
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, ToUnicode=pdf.make_stream(table))
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /F 9 Tf <0001> Tj ET")


def with_marks_without_end(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC " * 50_000 + b"BT <01> Tj ET")


TRAPS = [
    with_tags_in_a_circle,
    with_tags_that_are_shared,
    with_deep_tags,
    with_forms_that_draw_each_other,
    with_deep_resources,
    with_things_of_other_kinds,
    with_bookmarks_in_a_circle,
    with_codes_without_end,
    with_marks_without_end,
]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda it: it.__name__)
def test_a_trap_is_answered_in_time(trap: Callable[[pikepdf.Pdf], None]) -> None:
    begun = time.process_time()
    content = plain(trap)
    for compare in (lambda: differences(content, plain()), lambda: read_paper(content)):
        try:
            compare()
        except UnreadablePdfError as problem:
            assert str(problem)
    assert time.process_time() - begun < 60


# The process that does it


def for_ever(*_: object) -> Any:
    while True:
        pass


def of_all_memory(*_: object) -> Any:
    taken = []
    while True:
        taken.append(bytearray(2**20))
        taken[-1][::4096] = b"x" * 256


def dead(*_: object) -> Any:
    os._exit(3)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it takes longer to see what a process takes")
@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (for_ever, "cannot be read: it took more than 0.5 seconds of processor time"),
        (of_all_memory, "cannot be read: it took more than 200 MB of memory"),
        (dead, "cannot be read: the process that worked on it died (exit code 3)"),
    ],
)
def test_a_file_that_takes_too_much_is_given_up(tmp_path: Path, ask: Callable[..., Any], words: str) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(plain())
    seconds = 0.5 if ask is for_ever else 60.0
    outcome = asked(VerifyOptions(ask, Bounds(seconds, 200_000_000)), file, None, "site")
    assert outcome.value is None
    (problem,) = outcome.diagnostics
    assert (problem.code, problem.message) == ("pdf-can-be-read", f"{file} {words}")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefgen", "verify", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_the_command_answers_for_what_is_not_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    done = run(tmp_path / "pipe.pdf", "-C", tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "pipe.pdf is not a file" in done.stdout
    with (tmp_path / "huge.pdf").open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(300 * 2**20)
    done = run(tmp_path / "huge.pdf", "-C", tmp_path)
    assert (done.returncode, "is larger than 256 MB" in done.stdout) == (1, True)


def test_the_command_answers_for_a_locked_file(tmp_path: Path) -> None:
    (tmp_path / "locked.pdf").write_bytes(plain(encryption=Encryption(owner="a", user="b")))
    done = run(tmp_path / "locked.pdf", "-C", tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "locked.pdf is protected with a password" in done.stdout


def test_a_changed_trap_is_still_compared(tmp_path: Path) -> None:
    """Limits are for traps: what is usual passes."""
    content = plain(lambda pdf: [pdf.add_blank_page() for _ in range(200)] and None)
    assert differences(changed(content, lambda pdf: None), content) == ()
