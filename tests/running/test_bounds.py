"""A job that takes too much is ended at its place, a worker that hangs is replaced, and everything else is done."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.memory_store import MemoryStore

from briefgen.model.core.diagnostics import Outcome, Span
from briefgen.model.core.limits import Limits, OwnLimit
from briefgen.running.executors import executor
from briefgen.running.pool import worker
from briefgen.running.run import Stage, run
from briefgen.running.store import NullStore

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what a process has used")


@dataclass(frozen=True)
class Job:
    path: str
    what: str = "nothing"
    number: int = 0
    span: Span | None = field(default=None, compare=False)


def work(job: Job) -> Outcome[str]:
    match job.what:
        case "spins":
            while True:
                pass
        case "backtracks":
            re.match("(a+)+$", "a" * 40 + "b")
        case "grows":
            held = [b"x" * 10_000_000 for _ in range(100)]
            time.sleep(30)
            held.clear()
        case "stops":
            os.kill(os.getpid(), signal.SIGSTOP)
        case "stops once" if not (flag := Path(job.path)).exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGSTOP)
        case "is killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "is killed with what starts it":
            if b"forkserver" in Path(f"/proc/{os.getppid()}/cmdline").read_bytes():
                os.kill(os.getppid(), signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)
        case "is ended":
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGTERM)
        case "leaves":
            os._exit(3)
        case "crashes":
            os.kill(os.getpid(), signal.SIGUSR1)
        case "asks for more than there is":
            bytearray(1 << 60)
        case "sleeps":
            time.sleep(0.5)
    return Outcome(job.path)


WORK = Stage("charts", "1", work, limit="chart")
LIMITS = Limits(chart=OwnLimit(seconds=1, memory=150))
PLACE = Span("budget.chart.yaml", 3)
TIME, MEMORY = "it took more than 1 seconds of processor time", "it took more than 150 MB of memory"


@pytest.mark.parametrize(("what", "why"), [("spins", TIME), ("backtracks", TIME), ("grows", MEMORY)])
def test_what_takes_too_much_is_ended_at_its_place(what: str, why: str) -> None:
    store = MemoryStore()
    jobs = [Job("a"), Job("budget", what, span=PLACE), *[Job(f"b{number}") for number in range(4)]]
    with executor("processes:2") as workers:
        outcome = run(WORK, jobs, workers, store, limits=LIMITS)
        assert run(WORK, [Job("later")], workers, NullStore(), limits=LIMITS).value == ("later",)
    assert outcome.value == ("a", None, "b0", "b1", "b2", "b3")
    (problem,) = outcome.diagnostics
    assert (problem.code, problem.span) == ("work-fits-limits", PLACE)
    assert problem.message == f"charts (budget) was stopped: {why}"
    assert "site.yaml, under limits: chart:" in problem.hint
    assert len(store.entries) == 5, "what was stopped is tried again next time"


def test_where_one_was_too_much_others_of_its_name_are_not_begun() -> None:
    jobs = [Job("budget", "spins", number, PLACE) for number in range(20)]
    begun = time.monotonic()
    with executor("processes:2") as workers:
        outcome = run(WORK, [*jobs, Job("other")], workers, NullStore(), limits=LIMITS)
    assert outcome.value == (*[None] * 20, "other")
    assert len(outcome.diagnostics) == 1
    assert time.monotonic() - begun < 15, "twenty of them would take ten seconds on two idle processors"


def test_a_worker_that_is_stopped_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "STILL", 0.5)
    jobs = [Job("a"), Job(str(tmp_path / "flag"), "stops once"), Job("always", "stops", span=PLACE), Job("b")]
    with executor("processes:1") as workers:
        outcome = run(WORK, jobs, workers, NullStore(), limits=LIMITS)
    assert outcome.value == ("a", str(tmp_path / "flag"), None, "b")
    (problem,) = outcome.diagnostics
    assert (problem.code, problem.span) == ("worker-is-undisturbed", PLACE)
    assert problem.message == "charts (always) was given up: its process did nothing for 0.5 seconds, twice"
    assert "run the build again" in problem.hint and "bug in briefgen" not in problem.hint


@pytest.mark.parametrize(
    ("what", "code", "message", "hint"),
    [
        ("is killed", "worker-is-undisturbed", "was given up: its process was killed, twice", "memory"),
        (
            "is killed with what starts it",
            "worker-is-undisturbed",
            "was given up: its process was killed, twice",
            "memory",
        ),
        ("is ended", "worker-is-undisturbed", "was given up: its process was ended (SIGTERM), twice", "memory"),
        (
            "crashes",
            "worker-is-undisturbed",
            "was given up: the process that worked on it died (SIGUSR1)",
            "a library crashed on this content, or",
        ),
        ("leaves", "internal-error", "failed: the process that worked on it died (exit code 3)", "bug in briefgen"),
        ("asks for more than there is", "work-fits-limits", "was stopped: there is not so much memory", "smaller"),
    ],
)
def test_a_worker_that_ends_says_how(what: str, code: str, message: str, hint: str) -> None:
    jobs = [Job("a"), Job("odd", what, span=PLACE), Job("b")]
    with executor("processes:1") as workers:
        outcome = run(WORK, jobs, workers, NullStore(), limits=LIMITS)
    assert outcome.value == ("a", None, "b")
    (problem,) = outcome.diagnostics
    assert (problem.code, problem.message, problem.span) == (code, f"charts (odd) {message}", PLACE)
    assert hint in problem.hint


def test_a_process_that_is_stopped_itself_blames_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts is how often a worker was seen to stand still, not the time that has gone by."""
    monkeypatch.setattr(worker, "STILL", 2.0)
    stop = "import os, time; time.sleep(0.3); os.kill(os.getppid(), 19); time.sleep(3); os.kill(os.getppid(), 18)"
    with subprocess.Popen([sys.executable, "-c", stop]), executor("processes:1") as workers:
        outcome = run(WORK, [Job("a", "sleeps")], workers, NullStore(), limits=LIMITS)
    assert (outcome.value, outcome.diagnostics) == (("a",), ())


PROGRAM = """
from test_bounds import *
import multiprocessing
from briefgen.cli.signals import stopping, Stopped
jobs = [Job(str(number), "{what}") for number in range(6)]
with stopping(), executor("processes:2") as workers:
    first = workers.submit(work, Job("a"))
    first.result()
    print(*[child.pid for child in multiprocessing.active_children()], flush=True)
    run(Stage("charts", "1", work), jobs, workers, NullStore())
"""


@pytest.mark.parametrize("what", ["stops", "spins", "backtracks"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_stays_however_the_command_is_ended(what: str, number: signal.Signals) -> None:
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(what=what)],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        # Who starts the tests in the background may have had it ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:
        assert running.stdout is not None
        workers = [int(word) for word in running.stdout.readline().split()]
        assert len(workers) == 2
        time.sleep(0.5)
        running.send_signal(number)
        begun = time.monotonic()
        running.wait(timeout=15)
        print(f"{what}, {number.name}: {time.monotonic() - begun:.2f} s")
    for _ in range(100):
        if not (left := [pid for pid in workers if is_there(pid)]):
            break
        time.sleep(0.05)
    assert left == []


def is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
