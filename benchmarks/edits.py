"""Makes random edits, building after each, and compares the last build with one from nothing.

    python benchmarks/edits.py [--sequences 500] [--seed 1] [--exemplar] [--pdfs]

Each sequence begins with the same project and with what a build of it remembers, makes up to five edits (see
``EDITS`` in tests/support/edits.py) and builds after each. The last site and its problems are compared with what a
process makes that has built nothing before. Whatever differs is printed with the edits that led to it, and the exit
code is 1.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.edits import State, built, differences, edited, last_of  # noqa: E402
from support.memory_store import MemoryStore  # noqa: E402
from support.project import SMALL, exemplar_files  # noqa: E402

_FORK = get_context("fork")


def _apart(function: Callable[..., Any], *given: object) -> Any:
    """What a function gives in a process that has done nothing before."""
    with ProcessPoolExecutor(1, mp_context=_FORK) as one:
        return one.submit(function, *given).result()


def _known(start: State, pdfs: bool) -> dict[str, bytes]:
    store = MemoryStore()
    built(start, store, pdfs)
    return store.entries


def _sequence(seed: int, start: State, known: dict[str, bytes], pdfs: bool) -> tuple[list[str], list[str]]:
    """The edits, and the paths and problems that differ in the end."""
    states = edited(start, seed)
    made = _apart(last_of, states, known, pdfs)
    expected = _apart(built, states[-1][1], MemoryStore(), pdfs)
    return [name for name, _ in states[1:]], differences(made, expected)


def main() -> int:
    """Make the sequences and print what they gave."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sequences", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--exemplar", action="store_true", help="edit the exemplar and not a small project")
    parser.add_argument("--pdfs", action="store_true", help="make PDFs too")
    given = parser.parse_args()
    files = exemplar_files() if given.exemplar else SMALL
    start = State({path: it.encode() if isinstance(it, str) else it for path, it in files.items()})
    known = _apart(_known, start, given.pdfs)
    edits = wrong = 0
    with ProcessPoolExecutor(os.cpu_count(), mp_context=_FORK) as workers:  # a fork beside threads may never end
        seeds = range(given.seed, given.seed + given.sequences)
        asked = {seed: workers.submit(_sequence, seed, start, known, given.pdfs) for seed in seeds}
        for seed, answer in asked.items():
            made, differ = answer.result()
            edits += len(made)
            wrong += bool(differ)
            if differ:
                print(f"seed {seed}: {', '.join(made)}: {len(differ)} differ: {differ[:6]}", flush=True)
    print(f"{given.sequences} sequences, {edits} edits, {wrong} with another result than a build from nothing")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
