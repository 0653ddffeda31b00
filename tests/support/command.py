"""Projects as files of a disk, and the command run on them in this process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefgen.cli.imports import outside
from briefgen.cli.main import main
from support.shared_cache import lend


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``briefgen`` with the arguments that it is given; it reads files from outside in this process."""
    outside.WORKERS = "inline"

    def run(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        return Ran(int(stopped.value.code or 0), *capsys.readouterr())

    return run


def laid_out(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The files written below ``folder``; what the run has made before is not made again when it is built."""
    lend()
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def change(folder: Path, path: str, old: str, new: str) -> None:
    """``old``, which must stand in the file once, replaced."""
    file = folder / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
