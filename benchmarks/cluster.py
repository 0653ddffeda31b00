"""What a cluster of Dask on this machine costs beside worker processes: the same site, the same number of workers.

    python benchmarks/cluster.py [--briefs 10] [--workers 3] [--runs 3] [--no-pdfs]

Printed are seconds of processor time of everything that runs, and the time that passed; the bytes are compared.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(ROOT)]

from generated import project, write  # noqa: E402

from briefgen.cli.runs.timings import seconds_of_all  # noqa: E402

_READY = 60
"""Seconds in which the workers are there."""


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A scheduler and its workers, one job at a time each; the name that ``--executor`` takes."""
    from distributed import Client

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    dask = [sys.executable, "-m", "dask"]
    worker = [*dask, "worker", f"tcp://127.0.0.1:{port}", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    commands = [[*dask, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"], *[worker] * workers]
    quiet = subprocess.DEVNULL
    started = [subprocess.Popen(command, stdout=quiet, stderr=quiet) for command in commands]
    try:
        with Client(f"tcp://127.0.0.1:{port}", timeout=_READY, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=_READY)
        yield f"dask://127.0.0.1:{port}"
    finally:
        for process in started:
            process.kill()
            process.wait()


def built(folder: Path, executor: str, more: list[str]) -> tuple[float, float, str]:
    """Processor time, time, and the digest of the site of a build with nothing remembered."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    shutil.rmtree(folder / ".briefgen", ignore_errors=True)
    command = [sys.executable, "-m", "briefgen", "build", "--quiet", "-C", str(folder), "--executor", executor, *more]
    cpu, begun = seconds_of_all(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return seconds_of_all() - cpu, time.perf_counter() - begun, _digest(folder / "site")


def _digest(site: Path) -> str:
    digest = hashlib.blake2b()
    for path in sorted(it for it in site.rglob("*") if it.is_file()):
        digest.update(f"{path.relative_to(site)}\0".encode() + hashlib.blake2b(path.read_bytes()).digest())
    return digest.hexdigest()


def main() -> int:
    """Measure, and print; the exit code is 1 when the bytes differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--briefs", type=int, default=10)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-pdfs", action="store_const", const=["--no-pdfs"], default=[])
    given = parser.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ.pop("BRIEFGEN_CACHE", None)
    found: dict[str, list[tuple[float, float, str]]] = {}
    with tempfile.TemporaryDirectory() as scratch, cluster(given.workers) as dask:
        folder = Path(scratch)
        write(project(given.briefs), folder)
        for _ in range(given.runs):
            for name, executor in (("processes", f"processes:{given.workers}"), ("dask", dask)):
                found.setdefault(name, []).append(built(folder, executor, given.no_pdfs))
    for name, runs in found.items():
        print(f"{name:<10}{median(it[0] for it in runs):>8.2f} s CPU{median(it[1] for it in runs):>8.2f} s")
    pairs = list(zip(found["dask"], found["processes"], strict=True))
    print(f"ratio     {median(a[0] / b[0] for a, b in pairs):>8.2f}     {median(a[1] / b[1] for a, b in pairs):>8.2f}")
    is_same = len({digest for runs in found.values() for _, _, digest in runs}) == 1
    print("the same bytes" if is_same else "other bytes")
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())
