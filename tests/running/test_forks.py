"""Processes that do the rest of some work ahead: it is the same work, and it is done whatever becomes of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.command import laid_out
from support.memory_store import MemoryStore
from support.project import SMALL

from briefgen.building.build import BuildOptions, build
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.limits import Limits, OwnLimit
from briefgen.model.output.spill import Spill
from briefgen.reading.bounded import allowing, within
from briefgen.reading.world import DiskWorld
from briefgen.running.executors import executor
from briefgen.running.pool import forks
from briefgen.running.pool.ahead import Ahead
from briefgen.running.pool.forks import forked
from briefgen.running.pool.inline import Inline, Share
from briefgen.running.store import NotedStore

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded"),
]


def test_each_process_gives_its_value() -> None:
    assert forked(lambda number: [number, os.getpid()], 3)[1][0] == 1
    assert os.getpid() not in [process for _, process in forked(lambda number: [number, os.getpid()], 2)]


def dies(number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fails(number: int) -> None:
    raise ValueError(number)


def gives_no_json(number: int) -> object:
    return object()


@pytest.mark.parametrize("work", [dies, fails, gives_no_json])
def test_one_that_dies_gives_nothing(work: Callable[[int], Any]) -> None:
    assert forked(lambda number: work(number) if number else "first", 3) == ["first"]


def test_an_interrupt_ends_them_all(tmp_path: Path) -> None:
    def work(number: int) -> None:
        (tmp_path / str(os.getpid())).touch()
        if number:
            time.sleep(60)
        else:
            time.sleep(1)  # the last has begun
            os.kill(os.getppid(), signal.SIGINT)
            time.sleep(60)

    begun = time.monotonic()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            forked(work, 2)
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() - begun < 30
    assert not [process for process in tmp_path.iterdir() if Path("/proc", process.name).exists()]


def test_limits_hold_in_each() -> None:
    def spin() -> Outcome[None]:
        while True:
            pass

    def work(number: int) -> list[str]:
        return [it.code for it in within("spinning", None, spin, lambda: None).diagnostics]

    limits = Limits(text=OwnLimit(seconds=1))
    with allowing(limits):
        made = within("waiting for it", None, lambda: Outcome(forked(work, 2)), list)
    assert made.value == [["work-fits-limits"]] * 2 and not made.diagnostics


def test_what_one_puts_aside_does_not_reach_the_file_of_the_other(tmp_path: Path) -> None:
    with Spill(tmp_path) as spill:
        held = spill.put(b"a" * 1000)

        def work(number: int) -> list[str]:
            own = spill.put(b"%d" % number * 2000)
            read = held if isinstance(held, bytes) else held.read()
            return [read.decode()[:3], type(own).__name__]

        assert forked(work, 2) == [["aaa", "bytes"]] * 2
        after = spill.put(b"b" * 1000)
        assert not isinstance(after, bytes) and after.read() == b"b" * 1000
        assert not isinstance(held, bytes) and held.read() == b"a" * 1000


def test_a_site_of_several_processes_is_that_of_one(tmp_path: Path) -> None:
    root = laid_out(tmp_path, SMALL)
    script = Path(__file__).with_name("build_by_processes.py")
    ran = subprocess.run(
        [sys.executable, str(script), str(root), str(tmp_path / "store")], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    first, again = json.loads(ran.stdout)
    alone = build(DiskWorld(root), BuildOptions(web_only=True), executor=Inline(), store=MemoryStore())
    expected = [{path: alone.value.digest(path) for path in alone.value}, [str(it) for it in alone.diagnostics]]
    assert first[0] > 0 and first[1:] == expected
    assert not ran.stderr, "what is filled for the store does not stay in memory"
    assert again == [0, *expected], "what is remembered is not done again"


def test_what_they_leave_undone_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forks, "can_fork", lambda: True)
    with executor("processes:2") as workers:

        def die(share: Share) -> list[str]:
            os._exit(1)

        heard: list[str] = []
        watched = Ahead(40, 12, workers, die, heard.extend)
        assert [watched.missed() for _ in range(6)] == [False, False, False, True, False, False]
        assert not heard


def test_nobody_is_asked_for_a_few_texts() -> None:
    with executor("processes:2") as workers:
        watched = Ahead(11, 12, workers, lambda share: pytest.fail("there are few"), lambda keys: None)
        assert not any(watched.missed() for _ in range(40))


def test_keys_are_noted() -> None:
    store = NotedStore(inner := MemoryStore())
    store.put("ab", b"1")
    assert store.keys == ["ab"] and inner.get("ab") == store.get("ab") == b"1"
