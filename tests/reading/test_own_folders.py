"""A temporary folder goes with its process, and with the next one where that was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from briefgen.reading.files.own_folders import CHARTS, own_folder, remove_left
from briefgen.running.pool.processes import Processes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs locks of files")
CHILD = """
import sys
from briefgen.reading.files.own_folders import CHARTS, own_folder
print(own_folder(CHARTS), flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def child(temporary: Path, code: str = CHILD) -> tuple[subprocess.Popen[str], Path]:
    environment = {**os.environ, "TMPDIR": str(temporary)}
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-c", code], env=environment, stdin=pipe, stdout=pipe, text=True)
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def ended(process: subprocess.Popen[str]) -> None:
    process.communicate()


def killed(temporary: str) -> None:
    tempfile.tempdir = temporary  # a worker may have been started before the test
    own_folder(CHARTS)
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_ends_removes_its_folder(temporary: Path) -> None:
    process, folder = child(temporary)
    assert folder.is_dir()
    ended(process)
    assert not list(temporary.iterdir())


def test_what_a_killed_process_left_is_removed_and_that_of_a_living_one_stays(temporary: Path) -> None:
    living, used = child(temporary)
    dead, left = child(temporary)
    dead.kill()
    ended(dead)
    assert left.is_dir()
    remove_left()
    assert used.is_dir() and not left.exists()
    ended(living)


FONTS = """
import os, sys
from briefgen.rendering.paper.engine.fontconfig import only_fonts_of_jobs
only_fonts_of_jobs()
print("made", flush=True)
sys.stdin.read()
"""


def test_fonts_that_a_killed_layout_left_are_removed_and_those_of_a_living_one_stay(temporary: Path) -> None:
    dead, _ = child(temporary, FONTS)
    (left,) = temporary.glob("briefgen-fonts-*")
    living, _ = child(temporary, FONTS)
    dead.kill()
    ended(dead)
    assert (left / "fonts.conf").is_file()
    remove_left()
    (used,) = temporary.glob("briefgen-fonts-*")
    assert used != left and (used / "fonts.conf").is_file()
    ended(living)
    assert not list(temporary.iterdir())


def test_only_old_folders_of_ours_are_removed_without_a_lock(temporary: Path) -> None:
    names = (f"{CHARTS}old", f"{CHARTS}new", "briefgen-other")
    old, new, other = (temporary / name for name in names)
    for folder in (old, new, other):
        folder.mkdir()
    link = temporary / f"{CHARTS}link"
    link.symlink_to(other)
    for folder in (old, other):
        os.utime(folder, (0, 0))
    remove_left()
    assert sorted(temporary.iterdir()) == sorted((new, other, link))


def test_workers_that_are_killed_leave_nothing_when_the_others_are_let_go(temporary: Path) -> None:
    with Processes(1) as workers:
        assert workers.submit(killed, str(temporary)).exception() is not None
        assert len(list(temporary.glob(f"{CHARTS}*"))) == 1
    assert not list(temporary.glob(f"{CHARTS}*"))
