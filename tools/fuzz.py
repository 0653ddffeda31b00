"""Feeds the seams of briefgen with wrong texts for a bounded time: ``make fuzz SECONDS=60 TARGETS="yaml html"``.

What falls is shrunk, printed, and saved in ``tests/fuzz/corpus/``, which ``make test`` replays. One fault counts once a
run: a second text that fails at the same place is passed over.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, given, seed, settings

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests"), str(PROJECT / "tests/fuzz")]

from support.shared_cache import remember_in  # noqa: E402
from targets import TARGETS, Target  # noqa: E402

CORPUS = PROJECT / "tests/fuzz/corpus"
SLOWEST = 20
"""Seconds that one text may take."""


class TooSlowError(Exception):
    """A text that takes longer than ``SLOWEST``."""


@contextmanager
def in_time() -> Iterator[None]:
    def late(number: int, frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {SLOWEST} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SLOWEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def place_of(fault: BaseException) -> str:
    """What kind of fault it is and where: the last line of our own or of a library."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__} at {Path(last.filename).name}:{last.lineno}"


class Run:
    """One target, fed until the time is up."""

    def __init__(self, target: Target, seconds: float) -> None:
        self.target, self.end = target, time.monotonic() + seconds
        self.known: set[str] = set()
        self.count, self.last = 0, ""
        self.shrinking = False

    def feed(self, text: str) -> None:
        if time.monotonic() > self.end and not self.shrinking:
            return
        self.count += 1
        try:
            with in_time():
                self.target.check(text)
        except Exception as fault:
            if place_of(fault) not in self.known:
                self.last, self.shrinking = text, True
                raise

    def faults(self) -> Iterator[tuple[str, BaseException]]:
        """Each fault with the smallest text that was found for it."""
        begin = random.randrange(1 << 32)
        options = settings(
            max_examples=500, database=None, deadline=None, report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck), print_blob=False,
        )  # fmt: skip
        while time.monotonic() < self.end:
            begin += 1
            look: Callable[[], None] = seed(begin)(options(given(self.target.inputs)(lambda text: self.feed(text))))
            try:
                look()
            except Exception as fault:
                self.known.add(place_of(fault))
                self.shrinking = False
                yield self.last, fault


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    options = parser.parse_args()
    if unknown := set(options.targets) - set(TARGETS):
        parser.error(f"there is no target {', '.join(sorted(unknown))}; there is: {', '.join(TARGETS)}")
    fell = 0
    with tempfile.TemporaryDirectory() as store:
        remember_in(Path(store))
        for name in options.targets or TARGETS:
            run = Run(TARGETS[name], options.seconds)
            for text, fault in run.faults():
                fell += 1
                content = text.encode("utf-8", "surrogateescape")
                path = CORPUS / name / f"{sha256(content).hexdigest()[:8]}.txt"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                print(
                    f"{name}: {place_of(fault)}: {str(fault)[:300]}\n  {text!r}\n  saved in {path.relative_to(PROJECT)}"
                )
            print(
                f"{name}: {run.count} texts in {options.seconds:.0f} s, {len(run.known)} faults ({TARGETS[name].holds})"
            )
    return int(fell > 0)


if __name__ == "__main__":
    sys.exit(main())
