"""Makes briefgen wrong at one place at a time and counts how many of these faults the tests notice.

    python benchmarks/seeded_faults.py FOLDER --draw [--seed 1] [--count 80]
    python benchmarks/seeded_faults.py FOLDER --map
    python benchmarks/seeded_faults.py FOLDER --judge all.json [--tests "-m 'not slow'"] [--only 3,7]

The first writes ``FOLDER/NN.diff`` and ``index.json``. Read them: name one that changes nothing in ``dropped.json``
(``{key: reason}``, keys as in the index), and the next ``--draw`` takes another one of its room. The second runs all
tests once and notes which functions each reaches (not where a test gives a process another PYTHONPATH). The third
applies one diff at a time to a copy of what is committed and runs the tests that reach the function, the cheapest
first, until one fails that passes without the fault.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from fault_sites import draw

ROOT = Path(__file__).resolve().parent.parent


def known_tests(folder: Path) -> tuple[dict[str, dict[str, Any]], dict[str, set[str]]]:
    """What a map says: of each test its seconds and fixtures, of each function and module the tests that reach it."""
    tests = {it["id"]: it for it in map(json.loads, (folder / "cpu").read_text().splitlines())}
    users: dict[str, list[str]] = defaultdict(list)
    for test, known in tests.items():
        for name in known["uses"]:
            users[name].append(test)
    reached: dict[str, set[str]] = defaultdict(set)
    with (folder / "hits").open() as lines:
        for line in lines:
            test, _, place = line.rstrip("\n").partition("\t")
            reached[sys.intern(place)].add(sys.intern(test))
    for found in reached.values():
        for fixture in [it for it in found if it.startswith("fixture:")]:
            name, _, where = fixture.removeprefix("fixture:").partition("@")
            found.update(test for test in users[name] if test.startswith(where))
    modules: dict[str, set[str]] = defaultdict(set)
    for place, found in reached.items():
        modules[place.partition(":")[0]] |= found
    return tests, reached | modules


def reaching(fault: dict[str, Any], reached: dict[str, set[str]], wide: bool) -> set[str]:
    """The tests for a fault: those of its module, if its code runs on import or once for many tests."""
    module = fault["file"].removeprefix("briefgen/")
    exact = reached.get(f"{module}:{fault['function']}", set())
    return reached.get(module, set()) if wide or not fault["function"] or "?" in exact else exact


def in_order(chosen: set[str], tests: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Seconds of each test with its shared fixtures, cheapest first; a file's tests with costly ones stay together."""
    fixtures: dict[tuple[str, str], float] = defaultdict(float)
    for test, known in tests.items():
        for name, seconds in known["fix"].items():
            for where in ("", _file(test)):
                fixtures[name, where] = max(fixtures[name, where], seconds)
    cost, first = dict[str, float](), dict[str, float]()
    together = set[str]()
    for test in chosen & tests.keys():
        known, file = tests[test], _file(test)
        shared = sum(fixtures.get((it, file), fixtures.get((it, ""), 0)) for it in known["uses"])
        cost[test] = max(known["wall"] - sum(known["fix"].values()), 0) + shared
        if shared > 0.2:
            together.add(test)
            first[file] = min(first.get(file, cost[test]), cost[test])
    own = {test: (first[_file(test)], _file(test)) if test in together else (cost[test], "") for test in cost}
    return {test: cost[test] for test in sorted(cost, key=lambda it: (*own[it], cost[it], it))}


def _file(test: str) -> str:
    return test.partition("::")[0]


class Copy:
    """A copy of the checkout in which one fault at a time stands, and an environment in which only the copy is seen."""

    def __init__(self, root: Path, aside: Path, arguments: str) -> None:
        self.root, self.aside, self.arguments = root, aside, shlex.split(arguments)
        shutil.copy(Path(__file__).with_name("reached_plugin.py"), aside)
        self.environment = {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{aside}", "REACHED_ROOT": str(root)}
        self.environment["HYPOTHESIS_STORAGE_DIRECTORY"] = str(aside / "hypothesis")
        asked = [sys.executable, "-c", "import briefgen; print(briefgen.__file__)"]
        seen = subprocess.run(asked, cwd=aside, env=self.environment, capture_output=True, text=True, check=True).stdout
        if not seen.startswith(str(root)):
            raise SystemExit(f"{seen.strip()} is imported instead of {root}: let no path stand before PYTHONPATH")

    def pytest(self, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "reached_plugin", "-p", "no:cacheprovider"]
        with (self.aside / "output").open("wb") as output:
            return subprocess.Popen(
                [*command, "--hypothesis-seed=1", *self.arguments, *arguments],
                **{"cwd": self.root, "env": self.environment | more, "stdout": output, "stderr": output},
                start_new_session=True,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (8 << 30, 8 << 30)),
            )

    def map(self, folder: Path) -> None:
        """Run all tests, two folders at once, each in a process that stays small, and write what each test reaches."""
        shutil.copy(Path(__file__).with_name("reached.py"), self.aside / "sitecustomize.py")
        for name in ("hits", "cpu"):
            (folder / name).unlink(missing_ok=True)
        to = {"REACHED_HITS": str(folder / "hits"), "REACHED_SECONDS": str(folder / "cpu")}
        held = {it.parent.relative_to(self.root) for it in self.root.glob("tests/**/test_*.py")}
        rooms = sorted(room for room in held if room.parent not in held)
        with ThreadPoolExecutor(2) as two:
            ends = [*two.map(lambda room: self.pytest(str(room), **to).wait(), rooms)]
        print(*(f"{room}: pytest ended with {end}" for room, end in zip(rooms, ends, strict=True)), sep="\n")

    def run(self, chosen: dict[str, float], limit: float) -> tuple[str, str]:
        """Run tests to the first failure: what came of it, and the test at which it ended."""
        seen, asked = self.aside / "seen", self.aside / "chosen"
        seen.write_text("")
        asked.write_text(json.dumps({"tests": [*chosen], "limit": limit, "seen": str(seen)}))
        process = self.pytest("-x", *dict.fromkeys(map(_file, chosen)), REACHED_CHOSEN=str(asked))
        while process.poll() is None:
            time.sleep(0.5)
            last = seen.read_text().rstrip().rpartition("\t")[2]
            if time.time() - seen.stat().st_mtime > 120 + 10 * chosen.get(last, 0):
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return "does not end", last
        said = [line.split("\t") for line in seen.read_text().splitlines()]
        for what, test in said:
            if what != "test":
                return what, test
        return {0: "passed", 5: "no test"}.get(process.returncode, "broken"), said[-1][1] if said else ""


def judge(copy: Copy, diff: bytes, fault: dict[str, Any], chosen: dict[str, float], limit: float) -> str:
    """Apply a fault and run the chosen tests, those of its room first; one that fails without it too is left out."""
    module = copy.root / fault["file"]
    sound = module.read_bytes()
    if subprocess.run(["git", "apply", "-"], cwd=copy.root, input=diff).returncode:
        return "does not apply"
    wrong = module.read_bytes()
    room = f"tests/{fault['file'].split('/')[1]}/"
    near = {test: cost for test, cost in chosen.items() if test.startswith(room) and cost < 2}
    parts, begun = [near, {test: cost for test, cost in chosen.items() if test not in near}], _spent()
    try:
        while parts:
            if not (part := parts.pop(0)):
                continue
            module.write_bytes(wrong)
            said, test = copy.run(part, limit - (_spent() - begun))
            module.write_bytes(sound)
            fault |= {"said": said, "test": test}
            if said == "limit":
                break
            if said in ("passed", "no test"):
                continue
            if copy.run({test: part[test]} if test else part, limit if test else 0)[0] in ("passed", "limit"):
                return "caught"
            fault.setdefault("left out", []).append(test)
            left = [*part]
            parts.insert(0, {it: part[it] for it in left[left.index(test) + 1 :]} if test else {})
    finally:
        module.write_bytes(sound)
    return "not caught"


def _spent() -> float:
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def judge_all(copy: Copy, options: argparse.Namespace) -> None:
    """Judge what the result does not have yet, or at a lower limit, and write the result after each."""
    folder, result = options.folder, options.folder / options.judge
    tests, reached = known_tests(folder)
    done = json.loads(result.read_text()) if result.exists() else []
    done = [it for it in done if it.get("said") != "limit" or it["limit"] >= options.limit_cpu]
    for number, fault in enumerate(json.loads((folder / "index.json").read_text()), 1):
        if number in {it["number"] for it in done} or (options.only and number not in options.only):
            continue
        chosen = in_order(reaching(fault, reached, options.wide), tests)
        begun = _spent()
        fault |= {"number": number, "tests": len(chosen), "limit": options.limit_cpu}
        fault["verdict"] = judge(copy, (folder / fault["diff"]).read_bytes(), fault, chosen, options.limit_cpu)
        fault["cpu"] = round(_spent() - begun, 1)
        done.append(fault)
        result.write_text(json.dumps(done, indent=1, ensure_ascii=False) + "\n")
        print(number, fault["verdict"], fault["cpu"], fault.get("said"), fault.get("test"), flush=True)
    caught = sum(it["verdict"] == "caught" for it in done)
    print(f"{caught} of {len(done)} faults caught, {sum(it['cpu'] for it in done):.0f} processor seconds")


def write(folder: Path, count: int, seed: int) -> None:
    """Draw the faults and write them to be read."""
    dropped = folder / "dropped.json"
    index = []
    for stale in folder.glob("*.diff"):
        stale.unlink()
    drawn = draw(ROOT, count, seed, json.loads(dropped.read_text()) if dropped.exists() else {})
    for number, (key, site, diff) in enumerate(drawn, 1):
        (folder / f"{number:02}.diff").write_text(diff)
        fault = {"file": site.path, "line": site.line, "function": site.function, "operator": site.operator}
        index.append({"key": key, "diff": f"{number:02}.diff", **fault})
    (folder / "index.json").write_text(json.dumps(index, indent=1) + "\n")


def main() -> None:
    """Draw, map or judge, as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draw", action="store_true")
    parser.add_argument("--map", action="store_true")
    parser.add_argument("--judge", metavar="RESULT")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=80)
    parser.add_argument("--only", type=lambda text: [int(it) for it in text.split(",")])
    parser.add_argument("--tests", default="", help="options of pytest, such as “-m 'not slow'”; no paths")
    parser.add_argument("--limit-cpu", type=float, default=300)
    parser.add_argument("--wide", action="store_true", help="run all tests that reach the module")
    parser.add_argument("--in", dest="copy", type=Path, help="a copy of the checkout that may be changed")
    options = parser.parse_args()
    options.folder = options.folder.resolve()
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.draw:
        write(options.folder, options.count, options.seed)
    if options.map or options.judge:
        with tempfile.TemporaryDirectory(prefix="seeded-faults-") as aside:
            root = options.copy or Path(aside, "copy")
            if not options.copy:
                subprocess.run(["git", "clone", "--quiet", str(ROOT), str(root)], check=True)
            copy = Copy(root.resolve(), Path(aside).resolve(), options.tests)
            if options.map:
                copy.map(options.folder)
            if options.judge:
                judge_all(copy, options)


if __name__ == "__main__":
    main()
