"""Workers are held by the kernel: they open no socket, start no program, and read and write no file of anybody else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from importlib import import_module
from pathlib import Path

import pytest

from briefgen.doctor.machine import CheckState, confinement
from briefgen.running.executors import executor


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder with a project and a file outside it; not below the temporary folder, where workers may write."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        folder = Path(name)
        for part in ("project", "outside"):
            (folder / part).mkdir()
            (folder / part / "note.txt").write_text(part)
        (folder / "project/link.txt").symlink_to(folder / "outside/note.txt")
        yield folder


@pytest.fixture(scope="module")
def worker(place: Path) -> Iterator[Executor]:
    if confinement().state is not CheckState.FINE:
        pytest.skip("the kernel of this machine offers no Landlock or no seccomp")
    with executor("processes:1", [place / "project"]) as workers:
        yield workers


def read(path: Path) -> str:
    return path.read_text()


def write(path: Path) -> None:
    path.write_text("changed")


def imported(name: str) -> str:
    return import_module(name).__name__


def start() -> None:
    subprocess.run([sys.executable, "-c", "pass"], check=True)


def connect(family: int) -> None:
    socket.socket(family).close()


def test_it_reads_the_project_and_writes_in_the_temporary_folder(worker: Executor, place: Path) -> None:
    assert worker.submit(read, place / "project/note.txt").result() == "project"
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder, "note.txt")
        worker.submit(write, note).result()
        assert note.read_text() == "changed"


@pytest.mark.parametrize(
    ("work", "name"),
    [
        (read, "outside/note.txt"),
        (read, "project/link.txt"),
        (os.listdir, "outside"),
        (write, "outside/note.txt"),
        (write, "outside/new.txt"),
        (write, "project/note.txt"),
        (os.unlink, "project/note.txt"),
    ],
)
def test_it_reads_nothing_else_and_changes_nothing(
    worker: Executor, place: Path, work: Callable[[Path], object], name: str
) -> None:
    with pytest.raises(PermissionError):
        worker.submit(work, place / name).result()
    assert (place / "outside/note.txt").read_text() == "outside"
    assert (place / "project/note.txt").read_text() == "project"


def test_it_imports_a_package_that_an_installer_linked(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("whole", "by_file"):
        (place / "outside" / name).mkdir()
        (place / "outside" / name / "__init__.py").write_text("")
    libraries = place / "libraries"
    (libraries / "by_file").mkdir(parents=True)
    (libraries / "by_file-1.0.dist-info").mkdir()
    (libraries / "whole").symlink_to(place / "outside/whole")
    (libraries / "by_file/__init__.py").symlink_to(place / "outside/by_file/__init__.py")
    monkeypatch.syspath_prepend(libraries)
    with executor("processes:1", [place / "project"]) as workers:
        for name in ("whole", "by_file"):
            assert workers.submit(imported, name).result() == name


def breaks(text: str, lang: str) -> bool:
    """Whether a line may end within a text; asked of the library that draws pages, of which no type is known."""
    from weasyprint.text import line_break

    return bool(line_break.can_break_text(text, lang))


def test_it_finds_the_words_of_a_script_without_spaces(worker: Executor) -> None:
    assert worker.submit(breaks, "กฎหมายระหว่างประเทศ", "th").result()


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6, socket.AF_UNIX])
def test_it_opens_no_socket(worker: Executor, family: int) -> None:
    with pytest.raises(PermissionError):
        worker.submit(connect, family).result()


def test_it_starts_no_program(worker: Executor) -> None:
    with pytest.raises(PermissionError):
        worker.submit(start).result()
