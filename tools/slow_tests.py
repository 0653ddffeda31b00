"""Lists the slow tests in tests/slow.txt: those that ``make test`` leaves to ``make test-all``.

    python -m pytest --costs build/costs.jsonl && python tools/slow_tests.py build/costs.jsonl

A test function is slow when its cases cost more than ``--over`` CPU seconds on average, and a case of a quick one when
it comes near the limit that ``make test`` sets. A case costs what it takes itself and its share of what others need
too, such as a site that is built once for a file. Where all functions of a file are slow, the file is listed. Cases
marked “smoke” are never listed; of those that drive a browser, whose time is not in the figures, all others are.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from statistics import mean
from typing import Any

LIST = Path(__file__).resolve().parents[1] / "tests/slow.txt"
LIMIT = 0.4
"""CPU seconds of a case; ``tests/support/cost.py`` lets one of half a second fail."""


def slow_cases(cases: Mapping[str, Mapping[str, Any]], over: float) -> set[str]:
    """Name the cases that are slow, their shares of what several need included."""
    made: dict[str, float] = defaultdict(float)
    functions: dict[str, list[str]] = defaultdict(list)
    for name, case in cases.items():
        functions[function_of(name)].append(name)
        for fixture, cpu in case["made"].items():
            made[fixture] = max(made[fixture], cpu)
    slow = {name for name, case in cases.items() if "browser" in case["marks"] and "smoke" not in case["marks"]}
    while True:
        users = Counter(use for name, case in cases.items() if name not in slow for use in case["uses"])
        costs = {
            name: case["cpu"] + sum(made[use] / users[use] for use in case["uses"])
            for name, case in cases.items()
            if name not in slow and "smoke" not in case["marks"]
        }
        found = {name for name, cost in costs.items() if cost > LIMIT}
        for members in functions.values():
            if (left := [name for name in members if name in costs]) and mean(map(costs.__getitem__, left)) > over:
                found |= set(left)
        if not found:
            return slow
        slow |= found


def in_short(slow: Collection[str], cases: Collection[str]) -> list[str]:
    """Name a file or a function in place of all its cases."""
    names = set(slow)
    for whole_of in (function_of, file_of):
        members: dict[str, set[str]] = defaultdict(set)
        for case in cases:
            members[whole_of(case)].add(case)
        for whole, parts in members.items():
            if parts <= set(slow):
                names = {name for name in names if whole_of(name) != whole} | {whole}
    return sorted(names)


def function_of(name: str) -> str:
    """The test function of a case."""
    return name.partition("[")[0]


def file_of(name: str) -> str:
    """The file of a case."""
    return name.partition("::")[0]


def main() -> int:
    """Write the list, and print what is left to ``make test``."""
    parser = argparse.ArgumentParser(description="List the slow tests in tests/slow.txt.")
    parser.add_argument("costs", type=Path, nargs="+")
    parser.add_argument("--over", type=float, default=0.25, metavar="SECONDS")
    given = parser.parse_args()
    cases = {case["id"]: case for file in given.costs for case in map(json.loads, file.open(encoding="utf-8"))}
    slow = slow_cases(cases, given.over)
    LIST.write_text("".join(f"{name}\n" for name in in_short(slow, cases)), "utf-8")
    quick = [case["cpu"] for name, case in cases.items() if name not in slow]
    print(f"{len(slow)} cases are slow; the other {len(quick)} take {sum(quick):.0f} CPU seconds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
