"""Where briefgen works: the disk, the terminal, the programs beside it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from briefgen.doctor.findings import Finding, State, System

_LEAST, _AMPLE = 200_000_000, 1_000_000_000
"""Bytes: less than this and a build may fail; more than that and it will not."""
_SAMPLE = "양회(兩會) “–” …"
_CHROMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def folder(root: Path) -> Finding:
    """Whether files can be written where the site goes."""
    what = "writing"
    try:
        with tempfile.TemporaryDirectory(prefix=".briefgen-", dir=root):
            pass
    except OSError as problem:
        said = f"nothing can be written in {root}: {problem.strerror or problem}"
        return Finding(what, State.LACKING, said, "take the folder to a place that is yours, or name one with -C")
    return Finding(what, State.FINE, f"{root.resolve()} can be written")


def disk(root: Path, free: int | None = None) -> Finding:
    """Whether there is room; ``free`` stands in for the bytes that are free."""
    room = shutil.disk_usage(root).free if free is None else free
    said = f"{room / 1e9:.1f} GB free"
    if room < _LEAST:
        return Finding("disk", State.LACKING, said, "make room: a build needs some 200 MB")
    if room < _AMPLE:
        return Finding("disk", State.NOTE, f"{said}: little for a large site", "make room")
    return Finding("disk", State.FINE, said)


def terminal(encoding: str | None) -> Finding:
    """Whether Korean and typographic signs can be printed; ``encoding`` is that of standard output."""
    name = encoding or "ascii"
    try:
        _SAMPLE.encode(name)
    except (UnicodeEncodeError, LookupError):
        said = f"{name} cannot print every sign of a report; files are UTF-8 all the same"
        remedies = {
            System.DEBIAN: "export LC_ALL=C.UTF-8",
            System.MACOS: "export LC_ALL=en_US.UTF-8",
            System.WINDOWS: "set PYTHONUTF8=1 and use Windows Terminal",
        }
        return Finding("terminal", State.NOTE, said, remedies=remedies)
    return Finding("terminal", State.FINE, f"{name} prints Korean")


def chromium(path: str | None = None) -> Finding:
    """Whether the tests in a browser can be run; ``path`` stands in for where programs are."""
    found = next((there for name in _CHROMES if (there := shutil.which(name, path=path))), None)
    if found:
        return Finding("Chromium, for tests", State.FINE, found)
    remedies = {
        System.DEBIAN: "sudo apt-get install chromium",
        System.MACOS: "brew install --cask chromium",
        System.WINDOWS: "winget install Google.Chrome",
    }
    said = "not found; only developers of briefgen need it"
    return Finding("Chromium, for tests", State.NOTE, said, remedies=remedies)
