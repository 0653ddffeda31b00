"""Checks a brief with a text that makes a careless program slow, at one size and at four times the size.

python benchmarks/growth.py [--size LETTERS] [--reader] [NAME ...]
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

from growth_texts import TEXTS

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from briefgen.building.charts import web_contexts  # noqa: E402
from briefgen.building.paper import print_jobs  # noqa: E402
from briefgen.building.project import read_all  # noqa: E402
from briefgen.checking.rules import check_editions  # noqa: E402
from briefgen.reading.markdown import parse  # noqa: E402
from briefgen.reading.world import MemoryWorld  # noqa: E402
from briefgen.rendering.web.pages import render_pages  # noqa: E402
from briefgen.rendering.web.side_by_side import render_beside, side_by_side_pages  # noqa: E402
from briefgen.resolving.documents.resolve import resolve  # noqa: E402

FILES = {
    "content/site.yaml": "title: {ko: 글, en: Text}\nlanguages: [ko, en]\nbase_url: https://example.org/\n"
    "publisher: {name: {ko: 글, en: Text}}\n",
    "content/sources.yaml": "- {id: report-a, type: report, title: A report, language: en, publisher: P,\n"
    "   issued: {date-parts: [[2001]]}}\n",
    "content/facts/a.yaml": "money-a: {label: {ko: 돈, en: Money}, value: 398.5 billion CNY, source: report-a,\n"
    "  status: single-source}\n",
    "content/briefs/one/brief.yaml": "number: A-1\npublished: 2001-01-01\n",
}
ALLOWED = 5.0
"""Four times the text may take so many times as long."""
LEAST = 0.2
"""Seconds that are measured well enough to be compared."""


def read(text: str) -> None:
    """The text alone, read."""
    parse(text, "en.md")


def check(text: str) -> None:
    """A project of one brief, in two languages, as far as a check takes it; fonts are not cut, nothing is drawn."""
    head = "---\ntitle: A title\nsummary: A summary.\n---\n\n"
    texts = {f"content/briefs/one/{lang}.md": head + text for lang in ("ko", "en")}
    sources = read_all(MemoryWorld({**FILES, **texts}), None).value
    editions = resolve(sources.site, sources.styles).value
    check_editions(editions, sources.site, sources.fonts)
    contexts = web_contexts(editions, sources, {})
    for lang, context in contexts.items():
        render_pages(editions[lang], context)
    side_by_side_pages(editions, lambda article, there: render_beside(article, there, editions, contexts))
    print_jobs(editions, sources, {})


def seconds(work: Callable[[str], None], text: str) -> float:
    """Processor time, without that of Python's collector, which depends on what else there is in memory."""
    gc.collect()
    gc.disable()
    begun = time.process_time()
    try:
        work(text)
        return time.process_time() - begun
    finally:
        gc.enable()


def growth(work: Callable[[str], None], make: Callable[[int], str], size: int) -> tuple[float, float, float]:
    """Seconds at ``size``, seconds at four times the size, and their ratio without what an empty text takes."""
    idle = seconds(work, "a\n")
    one, four = seconds(work, make(size)), seconds(work, make(4 * size))
    return one, four, (four - idle) / max(one - idle, 0.001)


def main() -> int:
    """Measure; the exit code is 1 when a text takes more than in proportion."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--size", type=int, default=5_000)
    asked.add_argument("--reader", action="store_true", help="read the text, and no more")
    asked.add_argument("names", nargs="*")
    given = asked.parse_args()
    work, slow = (read if given.reader else check), 0
    work("a\n")
    for name in given.names or TEXTS:
        one, four, ratio = growth(work, TEXTS[name], given.size)
        is_slow = four > LEAST and ratio > ALLOWED
        slow += is_slow
        print(f"{name:34} {one:8.2f} s {four:8.2f} s  x{ratio:.1f}{'  <<<' if is_slow else ''}", flush=True)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.set_int_max_str_digits(0)
    sys.exit(main())
