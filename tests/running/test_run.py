"""Work gives the same on every executor, is done once, and fails one job at a time."""

import errno
import multiprocessing
import os
import signal
import threading
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from support.memory_store import MemoryStore

from briefgen.model.core.diagnostics import Outcome, Span, warning
from briefgen.model.output.spill import SMALL, Spill, Spilled
from briefgen.running.code_digest import versions
from briefgen.running.executors import ExecutorNameError, cores, executor
from briefgen.running.pool.inline import Inline
from briefgen.running.run import Stage, run
from briefgen.running.serialise import ForeignEntryError, PackedParts
from briefgen.running.store import FileStore, NullStore

EXECUTORS = ["inline", "threads:2", "processes:2", "concurrent.futures:ThreadPoolExecutor"]


@dataclass(frozen=True)
class Job:
    id: str
    span: Span | None = field(default=None, compare=False)


def shout(job: Job) -> Outcome[bytes]:
    problems = (warning("pdf-is-clean", f"{job.id} is loud", job.span),) if "!" in job.id else ()
    return Outcome(job.id.upper().encode(), problems)


def fail(job: Job) -> Outcome[str]:
    if job.id == "raises":
        raise KeyError("부재")
    if job.id.startswith("full"):
        raise OSError(errno.ENOSPC, "No space left on device")
    if job.id == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if job.id == "odd":
        return Outcome(threading.Lock())  # type: ignore[arg-type]
    return Outcome(job.id)


def place(job: Job) -> Outcome[Span]:
    return Outcome(Span(job.id, 7))


def worker(job: Job) -> Outcome[int]:
    return Outcome(os.getpid())


SHOUT = Stage("shout", "1", shout)
PLACE = Stage("place", "1", place, packed=True)
FAIL = Stage("lay out PDFs", "1", fail)


class Counting:
    """A progress that writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    @contextmanager
    def stage(self, name: str, total: int = 0):
        self.told.append(f"{name} {total}")
        yield lambda: self.told.append("step")
        self.told.append("end")


@pytest.mark.parametrize("name", EXECUTORS)
def test_results_come_in_the_order_of_the_jobs(name: str) -> None:
    jobs = [Job(f"job {n}!", Span("a.md", 50 - n)) for n in range(20)]
    with executor(name) as workers:
        outcome = run(SHOUT, jobs, workers, NullStore())
    assert outcome.value == tuple(f"JOB {n}!".encode() for n in range(20))
    assert [found.span.line for found in outcome.diagnostics if found.span] == sorted(range(31, 51))


@pytest.mark.parametrize("name", EXECUTORS)
def test_an_exception_costs_its_own_job_only(name: str) -> None:
    with executor(name) as workers:
        outcome = run(FAIL, [Job("a"), Job("raises", Span("b.md", 7)), Job("c")], workers, NullStore())
    assert outcome.value == ("a", None, "c")
    (problem,) = outcome.diagnostics
    assert problem.code == "internal-error"
    assert problem.message == "lay out PDFs (raises) failed: KeyError: '부재'"
    assert str(problem.span) == "b.md:7:1"


@pytest.mark.parametrize("name", EXECUTORS)
def test_what_the_machine_lacks_is_told_once_and_is_no_bug(name: str) -> None:
    with executor(name) as workers:
        outcome = run(FAIL, [Job("full 1", Span("b.md", 7)), Job("a"), Job("full 2")], workers, NullStore())
    assert outcome.value == (None, "a", None)
    (problem,) = outcome.diagnostics
    assert (problem.code, problem.span) == ("machine-has-room", None)
    assert problem.message == (
        "lay out PDFs could not be done: no space is left on the disk or in the temporary folder"
    )
    assert "bug" not in problem.hint


@pytest.mark.parametrize("name", ["threads:1", "processes:1"])
def test_workers_that_have_been_let_go_are_not_begun_again(name: str) -> None:
    with executor(name) as workers:
        run(FAIL, [Job("a")], workers, NullStore())
    with pytest.raises(RuntimeError):
        workers.submit(fail, Job("a"))
    assert multiprocessing.active_children() == []


def test_no_workers_at_all_is_said_once() -> None:
    class Gone(Executor):
        def submit(self, *_: object, **__: object):  # type: ignore[override]
            raise BrokenExecutor

    outcome = run(FAIL, [Job("a", Span("a.md")), Job("b", Span("b.md"))], Gone(), NullStore())
    assert outcome.value == (None, None)
    assert [found.message for found in outcome.diagnostics] == [
        "lay out PDFs failed: there are no workers left to give work to"
    ]


def test_a_result_that_cannot_leave_its_process_is_a_problem_there_only() -> None:
    with executor("processes:1") as workers:
        outcome = run(FAIL, [Job("odd"), Job("a")], workers, NullStore())
    assert outcome.value == (None, "a")
    assert len(outcome.diagnostics) == 1


def test_a_result_that_cannot_be_kept_is_made_again() -> None:
    store = MemoryStore()
    assert run(FAIL, [Job("odd")], Inline(), store).diagnostics == ()
    assert store.entries == {}


def test_equal_jobs_are_done_once_and_remembered_ones_not_at_all() -> None:
    store, done = MemoryStore(), []

    def count(job: Job) -> Outcome[str]:
        done.append(job.id)
        return Outcome(job.id)

    stage = Stage("count", "1", count)
    assert run(stage, [Job("a"), Job("b"), Job("a")], Inline(), store).value == ("a", "b", "a")
    assert run(stage, [Job("b"), Job("c"), Job("a")], Inline(), store).value == ("b", "c", "a")
    assert done == ["a", "b", "c"]
    run(Stage("count", "2", count), [Job("a")], Inline(), store)
    assert done == ["a", "b", "c", "a"]


def test_a_few_small_jobs_start_no_workers() -> None:
    stage = Stage("who", "1", worker, few=2)
    with executor("processes:2") as pool:
        two = run(stage, [Job("a"), Job("b")], pool, NullStore()).value
        three = run(stage, [Job("a"), Job("b"), Job("c")], pool, NullStore()).value
    assert set(two) == {os.getpid()}
    assert os.getpid() not in three


@pytest.mark.parametrize("name", EXECUTORS)
def test_parts_of_a_packed_result_are_made_for_those_who_ask(name: str, tmp_path: Path) -> None:
    store = MemoryStore()
    with executor(name) as workers, Spill(tmp_path) as spill:
        for _ in range(2):
            (parts,) = run(PLACE, [Job("far/" * SMALL)], workers, store, aside=lambda it: it.put(spill)).value
            assert isinstance(parts.held["path"], Spilled) and isinstance(parts.held["line"], bytes)
            assert (parts.part("path"), parts.part("line")) == ("far/" * SMALL, 7)
    with pytest.raises(ForeignEntryError):
        PackedParts({"path": b"else"}).part("path")


def test_failures_are_not_remembered() -> None:
    store = MemoryStore()
    run(FAIL, [Job("raises")], Inline(), store)
    assert store.entries == {}


def test_a_remembered_problem_stands_where_its_job_stands_now(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    first = run(SHOUT, [Job("a!", Span("a.md", 3))], Inline(), store)
    again = run(SHOUT, [Job("a!", Span("a.md", 8))], Inline(), store)
    assert [str(found.span) for found in (*first.diagnostics, *again.diagnostics)] == ["a.md:3:1", "a.md:8:1"]


@pytest.mark.parametrize("name", ["inline", "threads:2"])
def test_every_piece_of_work_is_told(name: str) -> None:
    store = MemoryStore()
    run(SHOUT, [Job("a")], Inline(), store)
    progress = Counting()
    with executor(name) as workers:
        run(SHOUT, [Job("a"), Job("b"), Job("b")], workers, store, progress)
    assert progress.told == ["shout 2", "step", "step", "end"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fast", "is not an executor; write inline, processes"),
        ("processes:none", "does not say how many"),
        ("threads:0", "does not say how many"),
        ("inline:2", "write inline or processes:2"),
        ("no.such.module:make", "cannot be found"),
        ("os:sep", "cannot be called"),
    ],
)
def test_a_name_that_is_no_executor_is_explained(name: str, said: str) -> None:
    with pytest.raises(ExecutorNameError, match=said):
        executor(name)


def test_a_callable_that_makes_something_else_is_explained() -> None:
    with pytest.raises(ExecutorNameError, match="returned dict"):
        executor("builtins:dict").submit(shout, Job("a"))


def test_every_core_is_used_unless_said_otherwise() -> None:
    assert cores() >= 1
    with executor("processes") as workers:
        assert run(SHOUT, [Job("a")], workers, NullStore()).value == (b"A",)


def test_forking_beside_threads_is_avoided() -> None:
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        with executor("processes:1") as workers:
            assert run(SHOUT, [Job("a")], workers, NullStore()).value == (b"A",)
            assert type(workers._inner._workers[0]._process).__name__ != "ForkProcess"  # type: ignore[attr-defined]
    finally:
        stop.set()
        other.join()


def test_versions_of_libraries_are_named() -> None:
    assert versions("click").startswith("click 8.")
    assert versions("markdown_it.py", "Jinja2", "jinja2") == ", ".join(
        f"{name} {version(name)}" for name in ("markdown_it.py", "Jinja2", "jinja2")
    )
    with pytest.raises(PackageNotFoundError):
        versions("no-library-of-this-name")
