"""A cluster of Dask gives what one process gives; what its workers lack is told, and their loss is made good."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.cluster_jobs import Job, work
from support.command import Run, laid_out
from support.project import SMALL, Project

from briefgen.building.build import BuildOptions, build
from briefgen.model.core.limits import Limits, OwnLimit
from briefgen.running.cluster import executor as there
from briefgen.running.cluster import remote_call as far
from briefgen.running.cluster.machine import difference, setting
from briefgen.running.executors import ExecutorNameError, executor
from briefgen.running.pool.inline import ClusterError, Inline
from briefgen.running.run import Stage, run
from briefgen.running.store import NullStore

pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what a process has used")
TESTS = Path(__file__).resolve().parents[1]


WORK: Stage[Job, str] = Stage("charts", "1", work, limit="chart")
SHORT = Limits(chart=OwnLimit(seconds=1))


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class Started:
    """A scheduler on this machine, and its workers."""

    port: int
    processes: list[subprocess.Popen[bytes]]

    @property
    def name(self) -> str:
        return f"dask://127.0.0.1:{self.port}"

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(TESTS)}
        command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
        quiet = subprocess.DEVNULL
        self.processes.append(subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet))
        return self.processes[-1]

    def worker(self, *more: str) -> subprocess.Popen[bytes]:
        return self.start("worker", f"tcp://127.0.0.1:{self.port}", "--nthreads", "1", "--nworkers", "1", *more)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[Started]:
    started = Started(free_port(), [])
    started.start("scheduler", "--host", "127.0.0.1", "--port", str(started.port))
    try:
        yield started
    finally:
        for process in started.processes[::-1]:
            process.kill()
        for process in started.processes:
            process.wait(20)


@pytest.fixture(scope="module")
def cluster(scheduler: Started) -> Iterator[Executor]:
    """With a worker that Dask watches, which may have no children of its own, and one that it does not."""
    workers = scheduler.worker(), scheduler.worker("--no-nanny")
    with _when_there(scheduler, len(workers)) as found:
        yield found


def _when_there(scheduler: Started, workers: int) -> Executor:
    from distributed import Client

    with Client(f"tcp://127.0.0.1:{scheduler.port}", timeout=60, set_as_default=False) as client:
        if workers:
            client.wait_for_workers(workers, timeout=60)
    return executor(scheduler.name)


def test_a_scheduler_without_workers_is_told(scheduler: Started) -> None:
    with pytest.raises(ClusterError, match="no workers; start some with: dask worker tcp://127"):
        _when_there(scheduler, 0).submit(work, Job("a"))


def test_the_results_are_those_of_one_process(cluster: Executor) -> None:
    jobs = [Job(f"job-{number}", content=bytes([number % 3]) * 300_000) for number in range(12)]
    jobs.insert(5, Job("bad", "raises"))
    far_away = run(WORK, jobs, cluster, NullStore())
    assert far_away == run(WORK, jobs, Inline(), NullStore())
    assert far_away.value[5] is None and far_away.value[0] == "JOB-0 300000"


def test_a_job_is_ended_at_its_limit_and_one_that_kills_its_process_fails_alone(cluster: Executor) -> None:
    jobs = [Job("a"), Job("endless", "spins"), Job("deadly", "is killed"), Job("b")]
    outcome = run(WORK, jobs, cluster, NullStore(), limits=SHORT)
    assert outcome.value == ("A 0", None, None, "B 0")
    codes = {found.message.partition(" ")[2].partition(":")[0]: found.code for found in outcome.diagnostics}
    assert codes == {"(endless) was stopped": "work-fits-limits", "(deadly) was given up": "worker-is-undisturbed"}


def test_a_small_site_has_the_same_bytes(cluster: Executor) -> None:
    world, options = Project().world(), BuildOptions(pdfs=True)
    sites = [build(world, options, executor=it, store=NullStore()).value.files for it in (cluster, Inline())]
    assert sites[0] == sites[1]


def test_a_worker_that_has_something_else_is_refused(
    cluster: Executor, scheduler: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.submit(work, Job("a")).result(60)
    ours = {**dict(setting()), "Pango": "1.0.0", "the fonts": "others"}
    monkeypatch.setattr(there, "setting", lambda: tuple(ours.items()))
    with pytest.raises(ClusterError, match=r"differs: Pango \(1\.\S+ there, 1\.0\.0 here\), the fonts \("):
        executor(scheduler.name).submit(work, Job("a"))


def test_a_job_is_refused_by_a_worker_that_came_later_and_differs(
    cluster: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.submit(work, Job("a")).result(60)
    monkeypatch.setattr(there, "setting", lambda: (("Python", "2.7"),))
    outcome = run(WORK, [Job("a")], cluster, NullStore())
    assert (
        "differs: " in outcome.diagnostics[0].message or "has what this machine has" in outcome.diagnostics[0].message
    )


def test_a_job_of_a_worker_that_is_lost_is_given_to_another(
    cluster: Executor, scheduler: Started, tmp_path: Path
) -> None:
    flag = tmp_path / "begun"
    future = cluster.submit(work, Job(str(flag), "waits once"))
    process = int(_text_of(flag))
    begun = time.monotonic()
    _kill_dask_worker_above(process)
    assert future.result(60).value == f"{str(flag).upper()} 0"
    assert time.monotonic() - begun < 55


def _kill_dask_worker_above(process: int) -> None:
    """Kill the worker of the cluster whose process does the job: the forkserver is between them."""
    while process > 1:
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        command = Path(f"/proc/{process}/cmdline").read_bytes()
        if b"forkserver" not in command and b"resource_tracker" not in command:
            os.kill(process, signal.SIGKILL)
            return
    raise AssertionError("no worker is above the job")


def test_a_cluster_that_goes_in_the_middle_of_the_work_is_told(
    cluster: Executor, scheduler: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(there, "_ALONE", 2)
    flag = tmp_path / "begun"
    cluster.submit(work, Job("a")).result(60)
    threading.Thread(target=lambda: (_text_of(flag), scheduler.processes[0].kill())).start()
    with pytest.raises(ClusterError, match="no scheduler of Dask answered at 127"):
        run(WORK, [Job(str(flag), "waits once"), Job("b")], cluster, NullStore())


def _text_of(flag: Path) -> str:
    """What a job has written, as soon as it has."""
    while not flag.exists() or not flag.read_text():
        time.sleep(0.05)
    return flag.read_text()


# Without a cluster


def test_a_scheduler_that_is_not_there_is_told_soon(briefgen: Run, tmp_path: Path) -> None:
    begun = time.monotonic()
    scheduler = f"dask://127.0.0.1:{free_port()}"
    laid_out(tmp_path, SMALL)
    ran = briefgen("build", "-C", tmp_path, "--executor", scheduler, "--no-pdfs", "--no-cache", "-q")
    assert ran.code == 1 and ran.err.startswith("error: no scheduler of Dask answered at 127.0.0.1:")
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize("name", ["dask:", "dask", "dask://", "dask://host", "dask://host:port", "dask://a b:1"])
def test_a_name_without_a_scheduler_is_refused(name: str) -> None:
    with pytest.raises(ExecutorNameError, match="write "):
        executor(name)


def test_what_differs_is_named() -> None:
    assert (
        difference((("a", "1"), ("b", "2")), (("a", "1"), ("c", "3")))
        == "b (none there, 2 here), c (3 there, none here)"
    )
    assert difference(setting(), setting()) == ""
    assert "none" not in dict(setting()).values()


def test_a_result_that_is_not_whole_is_known() -> None:
    answer = far.FarAnswer(content=b"result", digest=far.digest_of(b"result"))
    assert answer.is_whole and not far.FarAnswer(content=b"resulT", digest=answer.digest).is_whole
