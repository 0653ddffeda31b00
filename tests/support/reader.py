"""Somebody who reads a handbook: a folder, a shell whose state stays from line to line, the packages of a release."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from support.wheels import lend_libraries

PORT = re.compile(r"http://127\.0\.0\.1:\d+/")
_SHOWN = 15
"""Last lines of what a command said that a failure shows."""
_PATIENCE = 60
_KEPT = 'trap \'code=$?; env -0 > "$READER_STATE"; pwd > "$READER_STATE.folder"; exit $code\' EXIT\n'


class LineError(AssertionError):
    """A line of a handbook does not do what the reader expects of it."""


@dataclass
class Reader:
    """Types lines into a shell, in a home of their own; only what a release installs is known to it."""

    home: Path
    folder: Path
    release: Path
    environment: dict[str, str] = field(default_factory=dict)

    @classmethod
    def new(cls, home: Path, release: Path, programs: Path | None = None) -> Reader:
        """One in an empty folder; ``programs`` are those of an environment that has briefgen already."""
        folder, own = home / "work", home / ".own"
        folder.mkdir(parents=True)
        own.mkdir()
        for name in ("python3", "python"):
            (own / name).symlink_to(Path(sys.base_prefix, "bin", f"python{sys.version_info[0]}.{sys.version_info[1]}"))
        path = [*([str(programs)] if programs else []), str(own), "/usr/local/bin:/usr/bin:/bin"]
        (own / "pip").write_text('#!/bin/sh\nexec python -m pip "$@"\n', "utf-8")
        (own / "pip").chmod(0o755)
        # pip finds the wheels of the release, and asks no index; all readers build with one cache
        environment = {
            "PATH": ":".join(path), "HOME": str(home), "LANG": "C.UTF-8", "READER_STATE": str(home / ".state"),
            "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(release), "PIP_NO_BUILD_ISOLATION": "0",
            "PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_COMPILE": "1",
            "GIT_CONFIG_NOSYSTEM": "1", "BRIEFGEN_CACHE": str(release.parent / "readers-cache"),
        }  # fmt: skip
        name = "[user]\nname = A Reader\nemail = reader@example.org\n[commit]\ngpgsign = false\n"
        (home / ".gitconfig").write_text(name, "utf-8")
        return cls(home, folder, release, environment)

    def types(self, line: str, *, more: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
        """Run one line, whatever it gives; the folder and the variables that it leaves are those of the next."""
        ran = subprocess.run(
            ["bash", "-c", _KEPT + line],
            cwd=self.folder, env={**self.environment, **more}, stdin=subprocess.DEVNULL, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        state = Path(self.environment["READER_STATE"])
        kept = (entry.partition("=") for entry in state.read_text("utf-8").split("\0") if entry)
        self.environment = {name: value for name, _, value in kept if name not in more}
        self.folder = Path(state.with_suffix(".folder").read_text("utf-8").rstrip("\n"))
        self._lend_libraries()
        return ran

    def does(self, line: str, *, more: Mapping[str, str] = {}) -> str:
        """Run one line, which must end well; what it said."""
        ran = self.types(line, more=more)
        if ran.returncode:
            raise LineError(f"{line}\n  ends with {ran.returncode}; it said:\n{last_lines(ran.stdout)}")
        return ran.stdout

    def serves(self, line: str) -> None:
        """Run a line that does not end by itself: its page is there, and an interrupt ends it."""
        said = self.home / ".served"
        with said.open("wb") as out:
            shell = subprocess.Popen(
                ["bash", "-c", line],
                cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                start_new_session=True,
            )  # fmt: skip
        try:
            page = urllib.request.urlopen(self._address(line, shell, said), timeout=_PATIENCE).read().decode()
            if "<html" not in page:
                raise LineError(f"{line}\n  serves no page: {page[:200]}")
        finally:
            os.killpg(shell.pid, signal.SIGINT)
            shell.wait(_PATIENCE)

    def _address(self, line: str, shell: subprocess.Popen[bytes], said: Path) -> str:
        for _ in range(_PATIENCE * 10):
            if (found := PORT.search(said.read_text("utf-8"))) is not None:
                return found[0]
            if shell.poll() is not None:
                break
            time.sleep(0.1)
        raise LineError(f"{line}\n  names no address; it said:\n{last_lines(said.read_text('utf-8'))}")

    def hosts(self, address: str) -> Path:
        """A bare repository that git takes for the address."""
        bare = self.home / "hosted" / address.rpartition("/")[2]
        self.does(f"git init --quiet --bare --initial-branch main '{bare}'")
        self.does(f"git config --global url.'file://{bare}'.insteadOf '{address}'")
        return bare

    def writes(self, path: str, text: str) -> None:
        """Write a file as an editor would."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def adds(self, path: str, text: str) -> None:
        """Add lines at the end of a file."""
        self.writes(path, (self.folder / path).read_text("utf-8") + "\n" + text)

    def changes(self, path: str, old: str, new: str) -> None:
        """Replace what stands in a file once."""
        text = (self.folder / path).read_text("utf-8")
        assert text.count(old) == 1, f"{path} has {old!r} {text.count(old)} times"
        self.writes(path, text.replace(old, new))

    def copies(self, source: Path, path: str) -> None:
        shutil.copy(source, self.folder / path)

    def _lend_libraries(self) -> None:
        """An environment that a line has made gets the libraries of this one, which an index would give."""
        made = self.environment.get("VIRTUAL_ENV")
        if made and not list(Path(made).glob("lib/python*/site-packages/libraries.pth")):
            lend_libraries(Path(made), self.home / ".libraries")


def last_lines(text: str) -> str:
    return "\n".join(f"  | {line}" for line in text.rstrip().splitlines()[-_SHOWN:])
