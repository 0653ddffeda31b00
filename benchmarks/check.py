"""How long it takes to compare the languages of a large site, beside rendering its pages.

    python benchmarks/check.py [--briefs 200] [--runs 3]

The site is the exemplar with its briefs repeated under other names, in memory.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from briefgen.building.charts import web_contexts  # noqa: E402
from briefgen.building.project import read_all  # noqa: E402
from briefgen.checking.languages import Parity  # noqa: E402
from briefgen.checking.rules import check_editions  # noqa: E402
from briefgen.reading.world import MemoryWorld  # noqa: E402
from briefgen.rendering.web.pages import render_pages  # noqa: E402
from briefgen.resolving.documents.resolve import resolve  # noqa: E402

T = TypeVar("T")


def generated(briefs: int) -> dict[str, bytes]:
    """The exemplar with so many briefs."""
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in ("content", "templates")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file()
    }
    own = sorted({path.split("/")[2] for path in files if path.startswith("content/briefs/")})
    for number in range(len(own), briefs):
        slug = own[number % len(own)]
        for path in [it for it in files if it.startswith(f"content/briefs/{slug}/")]:
            content = re.sub(rb"(?m)^number: .*$", b"number: G%d" % number, files[path])
            files[path.replace(f"/{slug}/", f"/{slug}-{number}/")] = content
    return files


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of processor time, so that a busy machine changes little."""
    start = time.process_time()
    value = work()
    return time.process_time() - start, value


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--briefs", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    sources = read_all(MemoryWorld(generated(given.briefs)), None, ()).value
    settling, resolved = timed(lambda: resolve(sources.site, sources.styles))
    editions = resolved.value
    contexts = web_contexts(editions, sources, {})
    found: dict[str, list[float]] = {"render HTML": [], "compare languages": [], "all rules on editions": []}
    for _ in range(given.runs):
        found["render HTML"].append(
            timed(lambda: [render_pages(edition, contexts[lang]) for lang, edition in editions.items()])[0]
        )
        found["compare languages"].append(timed(lambda: list(Parity(sources.site).everything()))[0])
        found["all rules on editions"].append(timed(lambda: check_editions(editions, sources.site, sources.fonts))[0])
    rendering = median(found["render HTML"])
    print(f"{len(sources.site.briefs)} briefs in {len(editions)} languages, median of {given.runs} runs")
    print(f"settling {settling:.1f} s")
    for name, seconds in found.items():
        print(f"{name:<24}{median(seconds):>8.2f} s{median(seconds) / rendering:>8.2f} of rendering")


if __name__ == "__main__":
    main()
