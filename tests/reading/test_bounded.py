"""Work in this process that takes too much is left, wherever Python can be interrupted; everything else goes on."""

from __future__ import annotations

import re
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.model.core.diagnostics import Outcome, Span
from briefgen.model.core.document import Node
from briefgen.model.core.limits import Limit, Limits, OwnLimit
from briefgen.reading import bounded
from briefgen.reading.bounded import OverLimitError, allowing, at_most, within

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no timers")
PLACE = Span("content/briefs/one/en.md")
SHORT = Limit(0.2, 100)  # type: ignore[arg-type]


def spin(seconds: float = 20) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def swallow() -> None:
    end = time.process_time() + 20
    while time.process_time() < end:
        try:
            spin()
        except Exception:
            spin()


def backtrack() -> None:
    re.match("(a+)+$", "a" * 40 + "b")


def search() -> None:
    re.search("(?:a?){30}b", "a" * 1000)


def grow() -> None:
    held = []
    for _ in range(10):  # more than 32 MB each, which the C library never takes from what it has freed before
        held.append(bytearray(b"x") * 40_000_000)
        spin(0.05)


@pytest.mark.parametrize("work", [spin, swallow, backtrack, search, grow])
def test_what_takes_too_much_is_left(work: Callable[[], None]) -> None:
    begun = time.process_time()
    with pytest.raises(OverLimitError) as left:
        at_most(SHORT if work is not grow else Limit(10, 100), work)
    assert time.process_time() - begun < 2.5
    assert str(left.value) == (
        "it took more than 100 MB of memory" if work is grow else "it took more than 0.2 seconds of processor time"
    )


def test_it_is_reported_at_its_place_and_something_stands_instead() -> None:
    with allowing(Limits(text=OwnLimit(seconds=1))):
        outcome = within("reading the text", PLACE, lambda: Outcome(spin()), lambda: "instead")
    (problem,) = outcome.diagnostics
    assert (outcome.value, problem.code, problem.span) == ("instead", "work-fits-limits", PLACE)
    assert problem.message == "reading the text was stopped: it took more than 1 seconds of processor time"
    assert "site.yaml, under limits: text:" in problem.hint


def test_of_the_text_at_its_place_the_line_is_that_of_the_block_at_hand() -> None:
    blocks = [Node("paragraph", span=Span(path, line, 3)) for path, line in ((PLACE.path, 7), ("content/a.yaml", 9))]

    def work(block: Node, *more: Node) -> None:
        if more:
            work(*more)
        spin()

    for place in (PLACE, replace(PLACE, line=4)):
        with allowing(Limits(text=OwnLimit(seconds=1))):
            outcome = within("reading", place, lambda: Outcome(work(*blocks)), lambda: None)
        (problem,) = outcome.diagnostics
        assert problem.span == replace(PLACE, line=7 if place == PLACE else 4)


def test_without_a_place_it_is_the_block_at_hand() -> None:
    def work(block: Node) -> None:
        spin()

    with allowing(Limits(text=OwnLimit(seconds=1))):
        block = Node("paragraph", span=replace(PLACE, line=7, column=3))
        outcome = within("checking", None, lambda: Outcome(work(block)), lambda: None)
    assert [it.span for it in outcome.diagnostics] == [replace(PLACE, line=7)]


def test_what_is_within_the_limit_is_as_without_one() -> None:
    before = signal.getsignal(signal.SIGPROF)
    assert at_most(SHORT, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        at_most(SHORT, lambda: 1 / 0)
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
    assert bounded._under_way == []


def test_within_another_the_inner_one_alone_is_left() -> None:
    def outer() -> str:
        with pytest.raises(OverLimitError):
            at_most(SHORT, spin)
        return "goes on"

    assert at_most(Limit(5, 500), outer) == "goes on"


def test_the_outer_one_ends_what_is_within_it() -> None:
    reached = []

    def outer() -> None:
        at_most(Limit(5, 500), spin)
        reached.append("after")

    with pytest.raises(OverLimitError):
        at_most(SHORT, outer)
    assert reached == [] and bounded._under_way == []
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_another_thread_has_no_limit_and_no_harm() -> None:
    done: list[str] = []
    thread = threading.Thread(target=lambda: done.append(at_most(SHORT, lambda: spin(0.5) or "done")))
    thread.start()
    thread.join()
    assert done == ["done"]


def test_the_work_of_another_thread_is_not_counted() -> None:
    thread = threading.Thread(target=spin, args=(0.6,))

    def wait() -> str:
        thread.start()
        thread.join()
        return "done"

    assert at_most(SHORT, wait) == "done"


def test_a_module_is_never_left_half_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow_to_import.py").write_text(
        "import time\nend = time.process_time() + 0.6\nwhile time.process_time() < end: pass\nwhole = True\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    def work() -> None:
        import slow_to_import  # type: ignore[import-not-found]

        spin(20 * slow_to_import.whole)

    with pytest.raises(OverLimitError):
        at_most(SHORT, work)
    assert sys.modules["slow_to_import"].whole
