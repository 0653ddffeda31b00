"""Built folders as values, and builds made by the command in a process of its own."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

from support.project import ROOT

T = TypeVar("T")

COMMAND = (sys.executable, "-m", "briefgen")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder``."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The paths that only one tree has, or whose bytes differ."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def briefgen(*arguments: str | Path, folder: Path, environment: Mapping[str, str] | None = None) -> str:
    """Run the command in ``folder`` to its good end; what it said."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=folder,
        env=variables(environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def variables(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a process that finds this checkout from anywhere."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **(more or {})}


def starter(folder: Path) -> Path:
    """The site that ``briefgen new site`` makes."""
    briefgen("new", "site", folder.name, folder=folder.parent)
    copy_theme(folder)
    return folder


def copy_theme(project: Path) -> None:
    """Give a project a theme of its own, fonts excepted: whoever edits the theme while a test runs changes nothing."""
    shutil.copytree(ROOT / "templates", project / "templates", ignore=shutil.ignore_patterns("fonts"))


def once(shared: Path, name: str, make: Callable[[Path], T]) -> T:
    """What ``make`` gives when called with an empty folder; called once for all processes of a test run."""
    kept = shared / f"{name}.pickle"
    with FileLock(shared / f"{name}.lock"):
        if not kept.exists():
            folder = shared / name
            folder.mkdir()
            made = pickle.dumps(make(folder))
            kept.write_bytes(made)
    return pickle.loads(kept.read_bytes())
