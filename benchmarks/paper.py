"""What PDFs cost: a page of each form, how it grows with the pages, and what other programs take for the same text.

    python benchmarks/paper.py [--runs 2] [--sizes 10,50,200,800] [--facing 10,50,200] [--typst PYTHON] [--parts all]

Every layout is a process of its own that begins with nothing, Python and fonts included; what is counted is its
processor time with that of all processes below it, the least of several runs, and its largest process.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from generated import PACK, briefs_for, project, write  # noqa: E402

# Nothing of briefgen is imported here: a child's peak memory is never below that of the process that starts it.

JOBS, TYPST = HERE / "paper_jobs.py", HERE / "paper_typst.py"
FORMS = "screen,print,large-print,leave-behind,facing"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
_SUBREAPER = 36


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds of processor time, the largest process in megabytes, and what it printed."""

    cpu: float
    peak: float
    said: str = ""

    @property
    def pages(self) -> int:
        """The pages that it said it made."""
        return int(json.loads(self.said)["pages"])


def run(command: Sequence[str | Path]) -> Cost:
    """Run a command to its end, and wait for what it leaves behind."""
    with tempfile.TemporaryFile() as said:
        started = subprocess.Popen(list(map(str, command)), stdout=said, stderr=subprocess.DEVNULL)
        cpu, peak = 0.0, 0
        for pid, status, used in _reaped():
            cpu, peak = cpu + used.ru_utime + used.ru_stime, max(peak, used.ru_maxrss)
            if pid == started.pid:
                started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode:
            raise SystemExit(f"{' '.join(map(str, command))} ended with {started.returncode}")
        said.seek(0)
        return Cost(cpu, peak / 1024, said.read().decode())


def _reaped() -> Iterator[tuple[int, int, Any]]:
    while True:
        try:
            yield os.wait4(-1, 0)
        except ChildProcessError:
            return


def least(commands: dict[str, Sequence[str | Path]], runs: int) -> dict[str, Cost]:
    """The cheapest of several runs of each command, taken in turn."""
    found: dict[str, list[Cost]] = defaultdict(list)
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(run(command))
    return {name: min(costs, key=lambda cost: cost.cpu) for name, costs in found.items()}


def python(*arguments: str | Path) -> list[str | Path]:
    """A command of this Python."""
    return [sys.executable, *arguments]


def job(folder: Path, name: str) -> Path:
    """The file of the job that is called ``name``."""
    return folder / f"{name.replace('/', '+')}.job"


# The exemplar


def forms(scratch: Path) -> Iterator[str]:
    """What a page of each form costs, all PDFs of the exemplar made on all cores."""
    folder = scratch / "exemplar"
    run(python(JOBS, "fill", HERE.parent, folder, "--profiles", FORMS, "--press"))
    all_ = json.loads(run(python(JOBS, "all", folder)).said)
    by_form: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in all_["each"]:
        by_form[each["profile"]].append(each)
    yield f"{'form':<14}{'PDFs':>6}{'pages':>7}{'cpu s/page':>12}{'largest MB':>12}"
    for form in FORMS.split(","):
        made = by_form[form]
        pages, cpu = sum(it["pages"] for it in made), sum(it["cpu"] for it in made)
        peak = max(it["peak"] for it in made) / 1024
        yield f"{form:<14}{len(made):>6}{pages:>7}{cpu / pages:>12.3f}{peak:>12.0f}"
    pages = sum(it["pages"] for it in all_["each"])
    peak = max(it["peak"] for it in all_["each"]) / 1024
    yield f"{'all':<14}{len(all_['each']):>6}{pages:>7}{all_['cpu'] / pages:>12.3f}{peak:>12.0f}"
    yield f"wall: {all_['wall']:.1f} s, {all_['wall'] / pages:.3f} s/page on {len(os.sched_getaffinity(0))} cores"


# Growth


def growth(scratch: Path, sizes: Iterable[int], runs: int, facing: bool) -> Iterator[str]:
    """How processor time and memory grow with the pages of a pack."""
    name = f"packs/{PACK}-facing.pdf" if facing else f"ko/packs/{PACK}.pdf"
    points: list[tuple[int, float, float]] = []
    yield f"{'pages':>7}{'cpu s':>9}{'cpu s/page':>12}{'exponent':>10}{'largest MB':>12}{'MB/page':>9}"
    for size in sizes:
        command = python(JOBS, "briefgen", job(generated(scratch, size, facing), name), scratch / "grown.pdf")
        cost = least({"": command}, runs)[""]
        exponent = _slope([points[-1][:2], (cost.pages, cost.cpu)]) if points else None
        points.append((cost.pages, cost.cpu, cost.peak))
        shown = f"{exponent:>10.2f}" if exponent is not None else f"{'':>10}"
        yield (
            f"{cost.pages:>7}{cost.cpu:>9.1f}{cost.cpu / cost.pages:>12.3f}{shown}"
            f"{cost.peak:>12.0f}{cost.peak / cost.pages:>9.1f}"
        )
    if len(points) > 1:
        yield f"fitted over all: cpu ~ pages^{_slope([point[:2] for point in points]):.2f}"


def _slope(points: Sequence[tuple[int, float]]) -> float:
    """The exponent of a power law through points, by least squares."""
    logs = [(log(pages), log(seconds)) for pages, seconds in points]
    x, y = (sum(it) / len(logs) for it in zip(*logs, strict=True))
    return sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs)


def generated(scratch: Path, size: int, facing: bool = False) -> Path:
    """The jobs of a generated pack of about so many pages, filled once."""
    folder = scratch / f"jobs-{size}{'-facing' if facing else ''}"
    if not folder.is_dir():
        source = scratch / f"{folder.name}-source"
        # A facing edition has the pages of both languages.
        write(project(briefs_for(size // 2 if facing else size), "[facing]" if facing else "[]"), source)
        run(python(JOBS, "fill", source, folder, "--packs-only"))
    return folder


# Others


def others(scratch: Path, size: int, runs: int, typst: str | None) -> Iterator[str]:
    """What others take for the same pack: the same HTML, style sheets and fonts; Typst the same text."""
    work = job(generated(scratch, size), f"ko/packs/{PACK}.pdf")
    run(python(JOBS, "web", work, scratch / "web"))
    outputs = {name: scratch / f"{name}.pdf" for name in ("briefgen", "weasyprint", "chromium", "typst")}
    commands: dict[str, Sequence[str | Path]] = {
        name: python(JOBS, name, work, outputs[name]) for name in ("briefgen", "weasyprint")
    }
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser:
        target = f"--print-to-pdf={outputs['chromium']}"
        commands["chromium"] = [browser, *BROWSER, f"--user-data-dir={scratch / 'profile'}", target,
                                (scratch / "web" / "index.html").as_uri()]  # fmt: skip
    else:
        yield "chromium: not installed, left out"
    if typst:
        commands["typst"] = [typst, TYPST, scratch / "web", outputs["typst"]]
    else:
        yield "typst: not installed, left out; --typst PYTHON names one that can import it"
    costs = least(commands, runs)
    own = costs["briefgen"].cpu
    yield f"{'program':<12}{'pages':>7}{'cpu s':>9}{'briefgen / it':>15}{'largest MB':>12}"
    for name, cost in costs.items():
        pages = json.loads(run(python(JOBS, "count", outputs[name])).said)["pages"]
        yield f"{name:<12}{pages:>7}{cost.cpu:>9.2f}{own / cost.cpu:>15.2f}{cost.peak:>12.0f}"


def with_typst(named: str | None) -> str | None:
    """A Python that can import Typst."""
    python_ = named or sys.executable
    found = subprocess.run([python_, "-c", "import typst"], capture_output=True, check=False).returncode == 0
    if named and not found:
        raise SystemExit(f"{named} cannot import typst")
    return python_ if found else None


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",") if size]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--sizes", type=_sizes, default=[10, 50, 200, 800], help="pages of the generated packs")
    parser.add_argument("--facing", type=_sizes, default=[10, 50, 200], help="pages of the generated facing editions")
    parser.add_argument("--beside", type=int, default=50, help="pages of the pack that others set as well")
    parser.add_argument("--typst", help="a Python that can import typst (default: this one, if it can)")
    parser.add_argument("--parts", default="forms,growth,facing,others", help="which parts to measure")
    given = parser.parse_args()
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)  # what a browser leaves behind is counted with it
    typst = with_typst(given.typst)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        parts = {
            "forms": ("The exemplar, every form", forms(scratch)),
            "growth": ("A generated pack, Korean", growth(scratch, given.sizes, given.runs, False)),
            "facing": ("A generated pack, facing", growth(scratch, given.facing, given.runs, True)),
            "others": ("The same pack beside others", others(scratch, given.beside, given.runs, typst)),
        }
        for part in given.parts.split(","):
            title, lines = parts[part]
            print(f"\n{title}", flush=True)
            for line in lines:
                print(f"  {line}", flush=True)


if __name__ == "__main__":
    main()
