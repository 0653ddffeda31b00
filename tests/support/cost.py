"""The processor time of each case, and the cases that only ``make test-all`` runs.

``tests/slow.txt`` names the slow ones: a file, a function of it, or one case. ``tools/slow_tests.py`` writes it from
what ``--costs FILE`` measured. With ``--quick``, as in ``make test``, a case that takes longer than the limit fails.
"""

from __future__ import annotations

import json
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

LIMIT = 0.5
"""CPU seconds of a case, the processes that it started included."""
LIST = Path(__file__).resolve().parents[1] / "slow.txt"

_shared: dict[str, float] = {}
"""CPU seconds of what was made for the present case and others: by file and name of the fixture."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--costs", metavar="FILE", help="append the CPU seconds of each case to FILE")
    parser.addoption("--quick", action="store_true", help=f"let a case fail that takes over {LIMIT} CPU seconds")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the cases of the list, and those of its functions and files."""
    listed = set(LIST.read_text("utf-8").splitlines())
    for item in items:
        file, _, case = item.nodeid.partition("::")
        if not listed.isdisjoint((file, f"{file}::{case.partition('[')[0]}", item.nodeid)):
            item.add_marker(pytest.mark.slow)


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a case, measure it, and with ``--quick`` let it fail if it takes more than the limit."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    cost, reports = _measured(item, nextitem)
    if item.config.getoption("--quick") and cost > LIMIT and item.get_closest_marker("smoke") is None:
        item._initrequest()  # type: ignore[attr-defined]
        cost, reports = _measured(item, nextitem)  # the first of a process pays for imports
        if cost > LIMIT:
            _fail(reports, cost)
    if file := item.config.getoption("--costs"):
        measured = {"id": item.nodeid, "cpu": round(cost, 3), "made": _shared, "uses": _shared_fixtures(item)}
        measured["marks"] = [mark.name for mark in item.iter_markers()]
        with Path(file).open("a", encoding="utf-8") as costs:
            costs.write(json.dumps(measured) + "\n")
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def _measured(item: pytest.Item, nextitem: pytest.Item | None) -> tuple[float, list[pytest.TestReport]]:
    """Run a case: its CPU seconds without what others share, and its reports."""
    _shared.clear()
    start = _used()
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    return _used() - start - sum(_shared.values()), reports


@contextmanager
def shared_by_all(name: str) -> Iterator[None]:
    """Charge what is done here to no case: others in this process would do it if this one did not."""
    start, inner = _used(), sum(_shared.values())
    try:
        yield
    finally:
        _shared[name] = _used() - start - (sum(_shared.values()) - inner)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
    """What is made for many cases is not charged to the first of them."""
    if fixturedef.scope == "function":
        return (yield)
    with shared_by_all(_name(fixturedef)):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """What was made for all cases of a file is not charged to the last of them either."""
    if nextitem is not None and nextitem.path == item.path:
        return (yield)
    with shared_by_all(f"{item.path.name}::end"):
        return (yield)


def _fail(reports: list[pytest.TestReport], cost: float) -> None:
    """Let the case fail, with its figure."""
    for report in reports:
        if report.when == "call" and report.passed:
            report.outcome = "failed"
            report.longrepr = (
                f"{report.nodeid} took {cost:.2f} CPU seconds; a case of “make test” takes at most {LIMIT}: "
                "make it cheaper, or list it in tests/slow.txt (tools/slow_tests.py)"
            )


def _shared_fixtures(item: pytest.Item) -> list[str]:
    """The fixtures of a case that other cases share."""
    found = item._fixtureinfo.name2fixturedefs.values()  # type: ignore[attr-defined]
    return [_name(fixtures[-1]) for fixtures in found if fixtures[-1].scope != "function"]


def _name(fixture: pytest.FixtureDef[Any]) -> str:
    return f"{fixture.baseid}::{fixture.argname}"


def _used() -> float:
    """CPU seconds of this process, of those that it has waited for, and of the server that forks workers for it."""
    used = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used) + _used_by_workers()


def _used_by_workers() -> float:
    """CPU seconds of the server of processes and of its workers that have ended, by what Linux tells."""
    server = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    try:
        fields = Path(f"/proc/{server}/stat").read_text("ascii").rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
