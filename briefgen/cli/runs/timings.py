"""Where the time of a build went: by stage, with its jobs, what was remembered of them, and seconds.

Processor time is that of this process and of all processes below it on this machine; a cluster has its own.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import click

from briefgen.running.progress import Progress, Step
from briefgen.running.store import NullStore, Store
from briefgen.writing.content.change import replace_bytes

PRINTED = "-"
"""What stands for the table alone, without a file."""
_TICKS = slice(11, 15)
"""Of ``/proc/PID/stat`` after the name: time in the program and in the system, own and of children that have ended."""


@dataclass(slots=True)
class StageTime:
    """What one stage took, without the stages within it."""

    name: str
    jobs: int = 0
    """Pieces of work that it says it has; 0 where it does not."""
    remembered: int = 0
    made: int = 0
    """Results that were put into the cache."""
    cpu: float = 0.0
    wall: float = 0.0


@dataclass(slots=True)
class Timings:
    """Adds up the stages of a build while another tells of them, and counts what its cache gives and is given."""

    teller: Progress
    stages: dict[str, StageTime] = field(default_factory=dict)
    total: StageTime = field(default_factory=lambda: StageTime("all"))
    _open: list[StageTime] = field(default_factory=list)
    _last: tuple[float, float] = field(default_factory=lambda: (0.0, time.perf_counter()))

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Step]:
        """As the teller's."""
        self._add_up()
        entry = self.stages.setdefault(name, StageTime(name))
        entry.jobs += total
        self._open.append(entry)
        try:
            with self.teller.stage(name, total) as step:
                yield step
        finally:
            self._add_up()
            self._open.pop()

    def watched(self, store: Store) -> Store:
        """The same store, counted; one that remembers nothing stays as it is."""
        return store if isinstance(store, NullStore) else _Counted(store, self._looked_up)

    def finished(self) -> Timings:
        """The same, with all that has passed up to now."""
        self._add_up()
        return self

    def _looked_up(self, remembered: int, made: int) -> None:
        for entry in (self.total, *self._open[-1:]):
            entry.remembered += remembered
            entry.made += made

    def _add_up(self) -> None:
        now = seconds_of_all(), time.perf_counter()
        for entry in (self.total, self._open[-1] if self._open else self._between()):
            entry.cpu += now[0] - self._last[0]
            entry.wall += now[1] - self._last[1]
        self._last = now

    def _between(self) -> StageTime:
        """Loading the program before the first stage, and whatever is not in one."""
        return self.stages.setdefault("start and end", StageTime("start and end"))


@dataclass(slots=True)
class _Counted:
    """A store that tells what it gave and was given; what is given again under a key it gave was of no use."""

    store: Store
    tell: Callable[[int, int], None]
    given: set[str] = field(default_factory=set)

    @property
    def is_shared(self) -> bool:
        """As the store's."""
        return self.store.is_shared

    def made_by_others(self, keys: list[str]) -> None:
        """Count what other processes have put into it for this build."""
        self.given.update(keys)
        self.tell(0, len(keys))

    def get(self, key: str) -> bytes | None:
        """As the store's."""
        content = self.store.get(key)
        if content is not None and key not in self.given:
            self.given.add(key)
            self.tell(1, 0)
        return content

    def put(self, key: str, content: bytes) -> None:
        """As the store's."""
        self.tell(-1 if key in self.given else 0, 1)
        self.given.discard(key)
        self.store.put(key, content)


def seconds_of_all() -> float:
    """Processor time of this process, of those that it has waited for, and, on Linux, of those that still run."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system + sum(_below(os.getpid()))


def _below(process: int) -> Iterator[float]:
    for child in _children(process):
        with suppress(OSError, ValueError, IndexError):
            fields = Path(f"/proc/{child}/stat").read_bytes().rpartition(b")")[2].split()
            yield sum(map(int, fields[_TICKS])) / os.sysconf("SC_CLK_TCK")
        yield from _below(child)


def _children(process: int) -> Iterator[int]:
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            yield from map(int, (task / "children").read_bytes().split())


# Telling


def file_asked_for(_: click.Context, __: click.Parameter, given: str | None) -> str | None:
    """The file as it is given, or ``PRINTED``. Raises click.BadParameter for a kind that is not written."""
    if given in (None, PRINTED) or Path(str(given)).suffix == ".json":
        return given
    raise click.BadParameter(f"“{given}” does not end in .json")


def tell_timings(timings: Timings, asked: str) -> None:
    """Print the table on standard error, and write the file, where one is asked for."""
    timings.finished()
    click.echo(as_table(timings), err=True, nl=False)
    if asked != PRINTED:
        file = Path(asked)
        try:
            replace_bytes(file, as_json(timings).encode())
        except OSError as problem:
            click.echo(f"the timings could not be written to {file}: {problem.strerror}", err=True)


def as_table(timings: Timings) -> str:
    """A line a stage, for a terminal."""
    lines = [f"{'stage':<18}{'jobs':>8}{'remembered':>12}{'made':>8}{'CPU':>10}{'time':>10}"]
    for it in (*timings.stages.values(), timings.total):
        counts = f"{it.jobs or '':>8}{it.remembered or '':>12}{it.made or '':>8}"
        lines.append(f"{it.name:<18}{counts}{it.cpu:>8.2f} s{it.wall:>8.2f} s")
    return "\n".join(lines) + "\n"


def as_json(timings: Timings) -> str:
    """The same for another program."""

    def entry(it: StageTime) -> dict[str, object]:
        seconds = {"cpu": round(it.cpu, 4), "wall": round(it.wall, 4)}
        return {"stage": it.name, "jobs": it.jobs, "remembered": it.remembered, "made": it.made, **seconds}

    stages = [entry(it) for it in timings.stages.values()]
    return json.dumps({"stages": stages, "all": entry(timings.total)}, indent=2, ensure_ascii=False) + "\n"
