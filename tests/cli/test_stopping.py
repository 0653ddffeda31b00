"""A command that is asked to stop ends in order, with all its workers, and leaves no port taken."""

import contextlib
import errno
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefgen.cli.main import main

PROJECT = Path(__file__).resolve().parents[2]
CODES = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
SLOW = """\
import sys, time
from briefgen.cli.main import main
from briefgen.building import charts

def slow(job):
    print("working", flush=True)
    time.sleep(60)

if __name__ == "__main__":
    object.__setattr__(charts.DRAW, "function", slow)
    main(sys.argv[1:])
"""
BUSY = """\
import re, sys
from briefgen.cli.main import main
from briefgen.reading import texts

def busy(*_):
    print("working", flush=True)
    re.match("(a+)+$", "a" * 60 + "b")

if __name__ == "__main__":
    texts.parse = busy
    main(sys.argv[1:])
"""

UNRAISED = """\
import os, sys, time
from briefgen.cli.main import main
from briefgen.reading import texts

class Ending:
    def __del__(self):
        os.kill(os.getpid(), int(sys.argv[1]))

def ending(*_):
    print("working", flush=True)
    Ending()
    time.sleep(60)

if __name__ == "__main__":
    texts.parse = ending
    main(sys.argv[2:])
"""


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a process whose output ends when the last of its workers has ended, not sooner: they share it."""
    begun: list[subprocess.Popen[str]] = []

    def start(*arguments: object) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            cwd=PROJECT,
            # A cache with the charts of other tests would leave nothing to draw.
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(PROJECT), "BRIEFGEN_CACHE": ""},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            # Who starts the tests in the background may have had the signal ignored.
            preexec_fn=lambda: [signal.signal(each, signal.SIG_DFL) for each, _ in CODES],
        )
        begun.append(child)
        return child

    yield start
    for child in begun:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)  # what a failing test has left
        child.wait()


def read_until(child: subprocess.Popen[str], words: str) -> str:
    assert child.stdout is not None
    for line in child.stdout:
        if words in line:
            return line
    raise AssertionError(f"“{words}” was never said")


def previewed(start: Start, folder: Path) -> tuple[subprocess.Popen[str], int]:
    child = start("-m", "briefgen", "serve", "-C", folder, "--port", "0", "--executor", "processes:2")
    found = re.search(r":(\d+)/", read_until(child, "look at "))
    assert found
    return child, int(found[1])


def is_free(port: int) -> bool:
    with socket.socket() as own:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            own.bind(("127.0.0.1", port))
        except OSError as problem:
            assert problem.errno == errno.EADDRINUSE
            return False
    return True


@pytest.mark.parametrize(("number", "code"), CODES)
def test_a_preview_that_is_stopped_leaves_nothing_behind(start: Start, folder: Path, number: int, code: int) -> None:
    child, port = previewed(start, folder)
    assert not is_free(port)
    child.send_signal(number)
    _, err = child.communicate(timeout=20)
    assert (child.returncode, err) == (code, "stopped; the site is unchanged\n")
    assert is_free(port)


def test_a_preview_that_is_killed_leaves_no_worker_and_no_port(start: Start, folder: Path) -> None:
    child, port = previewed(start, folder)
    child.kill()
    _, err = child.communicate(timeout=20)
    assert is_free(port) and "Traceback" not in err


@pytest.mark.parametrize(("number", "code"), CODES)
def test_a_signal_that_comes_where_python_ignores_exceptions_is_not_lost(
    start: Start, folder: Path, tmp_path: Path, number: int, code: int
) -> None:
    program = tmp_path / "unraised.py"
    program.write_text(UNRAISED)
    child = start(program, int(number), "check", "-C", folder, "--executor", "inline", "--quiet")
    read_until(child, "working")
    began = time.monotonic()
    _, err = child.communicate(timeout=20)
    assert (child.returncode, err) == (code, "stopped; the site is unchanged\n")
    assert time.monotonic() - began < 1.4, "it is ended in order, before it is ended by force"


@pytest.mark.parametrize(("number", "code"), [*CODES, (signal.SIGKILL, -9)])
@pytest.mark.parametrize(("text", "seconds"), [(SLOW, 20), (BUSY, 2)])
def test_a_build_that_is_stopped_ends_at_once_and_leaves_no_worker(
    start: Start, folder: Path, tmp_path: Path, text: str, seconds: float, number: int, code: int
) -> None:
    program = tmp_path / "program.py"
    program.write_text(text)
    child = start(program, "build", "-C", folder, "--executor", "processes:2", "--quiet")
    read_until(child, "working")
    begun = time.monotonic()
    child.send_signal(number)
    _, err = child.communicate(timeout=20)
    assert (child.returncode, err) == (code, "" if number == signal.SIGKILL else "stopped; the site is unchanged\n")
    assert time.monotonic() - begun < seconds
    assert not (folder / "site").exists()


def test_a_command_that_does_not_end_in_order_is_ended() -> None:
    program = "import os, signal, time\nfrom briefgen.cli.main import main\nfrom briefgen.cli import main as it\n"
    program += "def hang(*_):\n    try: os.kill(os.getpid(), signal.SIGTERM)\n    finally: time.sleep(60)\n"
    program += "it._run = hang\nmain([])\n"
    begun = time.monotonic()
    ran = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, timeout=30)
    assert (ran.returncode, ran.stderr) == (143, "stopped; the site is unchanged\n")
    assert time.monotonic() - begun < 20


def test_what_was_told_to_outlive_its_terminal_does() -> None:
    program = "import os, signal\nfrom briefgen.cli.signals import stopping\n"
    program += "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    program += "with stopping(): os.kill(os.getpid(), signal.SIGHUP)\n"
    assert subprocess.run([sys.executable, "-c", program], cwd=PROJECT).returncode == 0


def test_a_second_signal_ends_what_does_not_end_by_itself() -> None:
    program = "import os, signal, time\nfrom briefgen.cli.signals import stopping\n"
    program += "with stopping():\n"
    program += "    try: os.kill(os.getpid(), signal.SIGTERM)\n"
    program += "    finally: os.kill(os.getpid(), signal.SIGINT); time.sleep(60)\n"
    ran = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, timeout=20)
    assert (ran.returncode, ran.stderr) == (130, "")


def test_signals_mean_what_they_meant_before_once_a_command_is_done() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    with pytest.raises(SystemExit):
        main(["explain"])
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before


def test_a_port_that_is_taken_is_named_with_what_to_do(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other, pytest.raises(SystemExit) as stopped:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        main(["serve", "-C", str(folder), "--port", str(port)])
    err = capsys.readouterr().err
    assert stopped.value.code == 2
    assert f"port {port} is already in use" in err and "choose another, for example --port " in err


def test_nothing_is_taken_apart_once_the_command_has_said_all() -> None:
    program = (
        "import atexit, sys\nfrom briefgen.cli import main as it\n"
        "class Kept:\n    def __del__(self): print('let go')\n"
        "kept = Kept()\ndef run(given, debug):\n"
        "    atexit.register(print, 'at the end')\n    print('said')\n    return 7\n"
        "it._run = run\nit.main({})"
    )
    for arguments, end in (("", ""), ("[]", "let go\n")):  # called by a program, it is not the end of the process
        ran = subprocess.run([sys.executable, "-c", program.format(arguments)], capture_output=True, text=True)
        assert (ran.returncode, ran.stdout) == (7, f"said\nat the end\n{end}")
