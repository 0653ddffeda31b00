"""Where briefgen works: the disk, the terminal, the programs beside it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from briefgen.doctor.findings import CheckResult, CheckState, System
from briefgen.running.executors import executor

_LEAST, _AMPLE = 200_000_000, 1_000_000_000
"""Bytes: less than this and a build may fail; more than that and it will not."""
_SAMPLE = "양회(兩會) “–” …"
_CHROMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def folder(root: Path) -> CheckResult:
    """Whether files can be written where the site goes."""
    what = "writing"
    try:
        with tempfile.TemporaryDirectory(prefix=".briefgen-", dir=root):
            pass
    except OSError as problem:
        said = f"cannot write in {root}: {problem.strerror or problem}"
        return CheckResult(
            what, CheckState.LACKING, said, "move the folder to a place you can write to, or give another with -C"
        )
    return CheckResult(what, CheckState.FINE, f"{root.resolve()} is writable")


def disk(root: Path, free: int | None = None) -> CheckResult:
    """Whether there is room; ``free`` stands in for the bytes that are free."""
    room = shutil.disk_usage(root).free if free is None else free
    said = f"{room / 1e9:.1f} GB free"
    if room < _LEAST:
        return CheckResult("disk", CheckState.LACKING, said, "free up space: a build needs about 200 MB")
    if room < _AMPLE:
        return CheckResult("disk", CheckState.NOTE, f"{said}: not much for a large site", "free up space")
    return CheckResult("disk", CheckState.FINE, said)


def confinement() -> CheckResult:
    """Whether the kernel holds workers to what they are for: one tries to do something else."""
    with executor("processes:1", ()) as workers:
        free = workers.submit(_unconfined).result()
    what = "confinement"
    if not free:
        said = "workers read the project and the program alone, open no sockets and start no programs"
        return CheckResult(what, CheckState.FINE, said)
    said = f"nothing here keeps workers from {', '.join(free)}"
    return CheckResult(what, CheckState.NOTE, said, "build texts by strangers on Linux 5.13 or later")


def _unconfined() -> list[str]:
    ways: dict[str, Callable[[], object]] = {
        "reading all files": lambda: list(Path(os.sep).iterdir()),
        "opening sockets": lambda: socket.socket().close(),
        "starting programs": lambda: subprocess.run([sys.executable, "-c", ""], check=False),
    }
    return [what for what, way in ways.items() if _is_possible(way)]


def _is_possible(way: Callable[[], object]) -> bool:
    try:
        way()
    except PermissionError:
        return False
    return True


def terminal(encoding: str | None) -> CheckResult:
    """Whether Korean and typographic signs can be printed; ``encoding`` is that of standard output."""
    name = encoding or "ascii"
    try:
        _SAMPLE.encode(name)
    except (UnicodeEncodeError, LookupError):
        said = f"{name} cannot print all characters of a report; files are not affected"
        remedies = {
            System.DEBIAN: "export LC_ALL=C.UTF-8",
            System.MACOS: "export LC_ALL=en_US.UTF-8",
            System.WINDOWS: "set PYTHONUTF8=1 and use Windows Terminal",
        }
        return CheckResult("terminal", CheckState.NOTE, said, remedies=remedies)
    return CheckResult("terminal", CheckState.FINE, f"{name} prints Korean")


def chromium(path: str | None = None) -> CheckResult:
    """Whether the tests in a browser can be run; ``path`` stands in for where programs are."""
    found = next((there for name in _CHROMES if (there := shutil.which(name, path=path))), None)
    if found:
        return CheckResult("Chromium, for tests", CheckState.FINE, found)
    remedies = {
        System.DEBIAN: "sudo apt-get install chromium",
        System.MACOS: "brew install --cask chromium",
        System.WINDOWS: "winget install Google.Chrome",
    }
    said = "not found; only developers of briefgen need it"
    return CheckResult("Chromium, for tests", CheckState.NOTE, said, remedies=remedies)
