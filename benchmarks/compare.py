"""What builds and edits cost beside Hugo, Pelican and MkDocs: the same bilingual text, one after the other.

    python benchmarks/compare.py [--sizes 100,1000] [--runs 3] [--tools VENV] [--into docs/performance.md]

Each figure is the processor time of a command with all processes below it, and the seconds that passed, the median of
several runs, without PDFs. The others run in turn with briefgen, so that the ratios hold where the seconds do not.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))

from generated import amount_of, project, title_of, write  # noqa: E402
from paper import run  # noqa: E402
from rivals import MARK, Rival, rivals_in  # noqa: E402

FIRST, LAST = "<!-- compare: begin -->", "<!-- compare: end -->"
"""Between these lines of the page stand the tables."""
_SUBREAPER = 36

COLD, SAME = "cold", "nothing changed"
PROSE, FACT, TITLE, TEMPLATE = "one prose edit", "one fact", "one title used elsewhere", "base template"
KINDS = (COLD, SAME, PROSE, FACT, TITLE, TEMPLATE)
_BESIDE = {FACT: PROSE, TITLE: PROSE}
"""What others do not know as an edit of its own is held against their edit of a text."""

Edit = Callable[[Path, int], None]


@dataclass(frozen=True)
class Tool:
    """A generator with a project of its own: how it is run, what it makes, and how each edit is made."""

    name: str
    folder: Path
    command: tuple[str, ...]
    made: tuple[str, ...]
    edits: Mapping[str, Edit]


@dataclass(frozen=True)
class Took:
    """Processor time, seconds that passed, and the largest process in megabytes."""

    cpu: float
    wall: float
    peak: float


Found = dict[tuple[str, str], list[Took]]
"""By generator and kind, a figure a run."""


# The projects


def briefgen(folder: Path, briefs: int, has_charts: bool) -> Tool:
    """briefgen with a base template of the project's own, which an edit can change."""
    files = project(briefs, charts=has_charts, pack=False)
    base = "templates/web/base.html"
    write({**files, base: (ROOT / base).read_text("utf-8").replace("</body>", f"{MARK}\n</body>")}, folder)
    text, facts = "content/briefs/brief-1/en.md", "content/facts/money.yaml"
    amount, title = amount_of(1, "b"), title_of(2, "en")
    edits = {
        PROSE: _prose(text),
        FACT: lambda root, at: _replace(root / facts, files[facts].replace(amount, f"{at + 3}{amount}", 1)),
        TITLE: _in_title("content/briefs/brief-2/en.md", title, files),
        TEMPLATE: _template(base),
    }
    command = (sys.executable, "-m", "briefgen", "build", "--quiet", "--no-pdfs", "-C", ".")
    return Tool("briefgen", folder, command, ("site", ".briefgen"), edits)


def rival(folder: Path, briefs: int, other: Rival) -> Tool:
    """Another generator with the same text."""
    write(other.files(briefs), folder)
    edits = {PROSE: _prose(other.text), TEMPLATE: _template(other.template)}
    return Tool(other.name, folder, other.command, other.made, edits)


def _prose(path: str) -> Edit:
    def edit(root: Path, at: int) -> None:
        text = (root / path).read_text("utf-8")
        head, section, rest = text.partition("{#section-3}\n\n")
        _replace(root / path, f"{head}{section}{sentence(at)} {rest}")

    return edit


def sentence(at: int) -> str:
    """What a prose edit adds to a text."""
    return f"Edition {'again ' * at}in words."


def _in_title(path: str, title: str, files: Mapping[str, str]) -> Edit:
    return lambda root, at: _replace(root / path, files[path].replace(title, f"{title}, seen {'again ' * at}now", 1))


def _template(path: str) -> Edit:
    def edit(root: Path, at: int) -> None:
        text = (root / path).read_text("utf-8")
        _replace(root / path, text.replace(MARK, f"<p>Edit {at}</p>\n{MARK}", 1))

    return edit


def _replace(path: Path, text: str) -> None:
    if path.read_text("utf-8") == text:
        raise SystemExit(f"{path} would not be changed")
    path.write_text(text, "utf-8")


# Measuring


def measured(tools: list[Tool], runs: int) -> Found:
    """Every figure; of one kind, the generators run in turn."""
    found: Found = {}
    for kind in KINDS:
        for at in range(1, runs + 1):
            for tool in tools:
                if kind in (COLD, SAME) or kind in tool.edits:
                    took = _prepared(tool, kind, at)
                    found.setdefault((tool.name, kind), []).append(took)
                    print(f"{kind}, {tool.name}: {took.cpu:.2f} s CPU, {took.wall:.2f} s", file=sys.stderr, flush=True)
    return found


def _prepared(tool: Tool, kind: str, at: int) -> Took:
    if kind == COLD:
        for made in tool.made:
            shutil.rmtree(tool.folder / made, ignore_errors=True)
    elif kind != SAME:
        tool.edits[kind](tool.folder, at)
    os.chdir(tool.folder)
    begun = time.perf_counter()
    cost = run(tool.command)
    return Took(cost.cpu, time.perf_counter() - begun, cost.peak)


# The tables


def tables(found: Found, briefs: int, runs: int) -> Iterator[str]:
    """The lines of what was found for one size, as Markdown."""
    names = list(dict.fromkeys(name for name, _ in found))
    others = names[1:]
    yield f"### {briefs} briefs in two languages"
    yield ""
    heads = [f"{name} CPU | {name} time" for name in names] + [f"briefgen / {other}" for other in others]
    yield f"| | {' | '.join(heads)} |"
    yield f"|---|{'---:|' * (2 * len(names) + len(others))}"
    for kind in KINDS:
        cells = [_cells(found.get((name, kind))) for name in names]
        ratios = [_ratio(found[names[0], kind], found[other, _beside(kind)]) for other in others]
        yield f"| {kind} | {' | '.join([*cells, *ratios])} |"
    yield ""
    peak = max(took.peak for took in found[names[0], COLD])
    yield f"Medians of {runs}; the largest process of briefgen took {peak:.0f} MB."
    yield ""


def _beside(kind: str) -> str:
    return _BESIDE.get(kind, kind)


def _cells(took: list[Took] | None) -> str:
    if took is None:
        return " | "
    return f"{median(it.cpu for it in took):.2f} s | {median(it.wall for it in took):.2f} s"


def _ratio(ours: list[Took], theirs: list[Took]) -> str:
    """The median of the ratios, each of two runs that followed each other."""
    return f"{median(one.cpu / max(other.cpu, 0.01) for one, other in zip(ours, theirs, strict=True)):.2f}"


def put_into(page: Path, lines: list[str]) -> None:
    """Put the tables into a page, in the place of those that are there."""
    before, first, rest = page.read_text("utf-8").partition(FIRST)
    _, last, after = rest.partition(LAST)
    if not (first and last):
        raise SystemExit(f"{page} has no lines {FIRST} and {LAST}")
    page.write_text("\n".join([before + FIRST, "", *lines, LAST + after]), "utf-8")


def _machine() -> str:
    from briefgen import __version__

    cores = len(os.sched_getaffinity(0))
    python = platform.python_version()
    return f"briefgen {__version__}, Python {python}, {cores} cores, {time.strftime('%Y-%m-%d', time.gmtime())}."


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",") if size]


def main() -> None:
    """Measure, and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=_sizes, default=[100, 1000], help="briefs, each in two languages")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--tools", type=Path, help="a virtual environment with hugo, pelican or mkdocs")
    parser.add_argument("--charts", action="store_true", help="with a chart in each brief, which the others leave out")
    parser.add_argument("--into", type=Path, help="a page that gets the tables, besides their being printed")
    parser.add_argument("--scratch", type=Path, help="a folder for the projects (default: a temporary one)")
    given = parser.parse_args()
    os.environ.pop("BRIEFGEN_CACHE", None)
    os.environ["PYTHONPATH"] = str(ROOT)
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)  # what a command leaves behind is counted with it
    others = list(rivals_in(given.tools.resolve())) if given.tools else []
    into = given.into and given.into.resolve()
    lines = [_machine(), ""]
    for briefs in given.sizes:
        with tempfile.TemporaryDirectory(dir=given.scratch) as scratch:
            folder = Path(scratch)
            tools = [briefgen(folder / "briefgen", briefs, given.charts)]
            tools += [rival(folder / other.name.split()[0], briefs, other) for other in others]
            lines += tables(measured(tools, given.runs), briefs, given.runs)
            os.chdir(ROOT)
    print("\n".join(lines))
    if into:
        put_into(into, lines)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
