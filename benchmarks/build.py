"""How long the exemplar takes to build, and where the time goes.

    python benchmarks/build.py [--runs 3] [--executor processes] [PROJECT]

Every figure stands beside a reference that was run in turn with it on the same machine: seconds differ from
machine to machine, ratios hardly.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from briefgen.building.build import BuildOptions, build  # noqa: E402
from briefgen.model.core.diagnostics import has_errors  # noqa: E402
from briefgen.model.output.assets import INSIDE  # noqa: E402
from briefgen.reading.world import DiskWorld  # noqa: E402
from briefgen.rendering.paper.job import PdfJob  # noqa: E402
from briefgen.running.executors import executor  # noqa: E402
from briefgen.running.store import FileStore, NullStore, Store  # noqa: E402


class Watch:
    """Progress that adds up the seconds of each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Callable[[], None]]:
        """Time one stage; ``total`` is of no interest."""
        start = time.perf_counter()
        yield lambda: None
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


class Noting(Executor):
    """Hands work on to another executor and keeps the PDFs that were asked for."""

    def __init__(self, inner: Executor) -> None:
        self.inner = inner
        self.pdfs: list[PdfJob] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Note the jobs among the arguments."""
        self.pdfs += [argument for argument in args if isinstance(argument, PdfJob)]
        return self.inner.submit(fn, *args, **kwargs)


def built(project: Path, store: Store, workers: str) -> tuple[dict[str, float], list[PdfJob]]:
    """Build into memory: the seconds of each stage and of everything (``""``), and the PDFs that were laid out."""
    watch = Watch()
    start = time.perf_counter()
    with executor(workers) as inner:
        noting = Noting(inner)
        outcome = build(DiskWorld(project), BuildOptions(), executor=noting, store=store, progress=watch)
    total = time.perf_counter() - start
    if has_errors(outcome.diagnostics):
        raise SystemExit(f"{project} has errors; see: briefgen check -C {project}")
    return {"": total, **watch.seconds}, noting.pdfs


def bare_pdfs(jobs: list[PdfJob], workers: str) -> float:
    """Seconds that WeasyPrint alone takes for the same pages, shared out in the same way."""
    start = time.perf_counter()
    with executor(workers) as inner:
        for future in [inner.submit(bare_pdf, job) for job in jobs]:
            future.result()
    return time.perf_counter() - start


def bare_pdf(job: PdfJob) -> int:
    """Lay out a job with nothing of briefgen; the size of the PDF in bytes."""
    import logging

    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class FromJob(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            asset = job.assets[url if url in job.assets else url.removeprefix(INSIDE)]
            return URLFetcherResponse(url, asset.content)

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    fonts, fetcher = FontConfiguration(), FromJob()
    sheets = [CSS(string=css, base_url=INSIDE, url_fetcher=fetcher, font_config=fonts) for _, css in job.css]
    page = HTML(string=job.html, base_url=INSIDE, url_fetcher=fetcher)
    return len(page.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant=job.variant))


def command(*arguments: str | Path) -> float:
    """Seconds of a Python process of its own."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *map(str, arguments)], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def copied(project: Path, copy: Path) -> Path:
    """A copy with a theme of its own, so that nothing changes between two runs; fonts are taken from the package."""
    shutil.copytree(project / "content", copy / "content")
    theme = project / "templates"
    if theme.is_dir():
        ignored = shutil.ignore_patterns("fonts") if project.resolve() == ROOT else None
        shutil.copytree(theme, copy / "templates", ignore=ignored)
    return copy


def measured(project: Path, runs: int, workers: str, scratch: Path) -> dict[str, list[float]]:
    """Every figure by its name, once a run; what is compared is run in turn."""
    found: dict[str, list[float]] = {}

    def note(name: str, seconds: float) -> None:
        found.setdefault(name, []).append(seconds)

    copy = copied(project, scratch / "project")
    store = FileStore(scratch / "store")
    built(copy, store, workers)
    command("-m", "briefgen", "build", "--quiet", "-C", copy)
    for _ in range(runs):
        stages, jobs = built(copy, NullStore(), workers)
        for name, seconds in stages.items():
            note(f"cold {name}", seconds)
        note("bare PDFs", bare_pdfs(jobs, workers))
        for name, seconds in built(copy, store, workers)[0].items():
            note(f"warm {name}", seconds)
        note("python -c pass", command("-c", "pass"))
        note("unchanged", command("-m", "briefgen", "build", "--quiet", "-C", copy))
    return found


def report(found: dict[str, list[float]], runs: int, workers: str) -> str:
    """The figures as a table for a terminal."""
    middle = {name: median(seconds) for name, seconds in found.items()}
    cold, warm = middle["cold "], middle["warm "]
    lines = [f"median of {runs} runs, executor {workers}", ""]
    lines += [f"{'cold':<24}{cold:>8.2f} s"]
    lines += _shares(middle, "cold ", cold)
    lines += [f"{'warm (all in store)':<24}{warm:>8.2f} s{warm / cold:>8.2f} of cold"]
    lines += _shares(middle, "warm ", warm)
    unchanged, nothing = middle["unchanged"], middle["python -c pass"]
    lines += [f"{'unchanged (command)':<24}{unchanged:>8.2f} s{unchanged / cold:>8.3f} of cold"]
    lines += [f"{'':<34}{unchanged / nothing:>8.1f} × python -c pass ({nothing:.3f} s)"]
    bare = middle["bare PDFs"]
    lines += [f"{'PDFs, bare WeasyPrint':<24}{bare:>8.2f} s{middle['cold PDFs'] / bare:>8.2f} = stage / bare"]
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    lines += [f"{'largest process':<24}{largest / 1024:>8.0f} MB"]
    return "\n".join(lines)


def _shares(middle: dict[str, float], kind: str, total: float) -> list[str]:
    stages = {name.removeprefix(kind): seconds for name, seconds in middle.items() if name.startswith(kind)}
    del stages[""]
    stages["between the stages"] = total - sum(stages.values())
    return [f"  {name:<22}{seconds:>8.2f} s{seconds / total:>8.0%}" for name, seconds in stages.items()]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "project", nargs="?", type=Path, default=ROOT, help="a project's folder (default: the exemplar)"
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--executor", default="processes", help="as for briefgen build")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = measured(given.project, given.runs, given.executor, Path(scratch))
    print(report(found, given.runs, given.executor))


if __name__ == "__main__":
    main()
