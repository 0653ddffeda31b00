"""A pytest plugin of ``seeded_faults.py``: measures every test for the map, or runs chosen tests in their order."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def _begin(test: str) -> None:
    os.environ["REACHED_TEST"] = test
    sys.monitoring.restart_events()


class Mapping:
    """Writes the seconds of each test and of the fixtures that it was the first to use."""

    def __init__(self, file: Path) -> None:
        self.file, self.seconds = file, dict[str, float]()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        _begin(item.nodeid)
        self.seconds.clear()
        begun = time.perf_counter()
        done = yield
        known = {"id": item.nodeid, "wall": time.perf_counter() - begun, "fix": self.seconds, "uses": item.fixturenames}
        with self.file.open("a") as file:
            file.write(json.dumps(known) + "\n")
        return done

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        if fixturedef.scope == "function":
            return (yield)
        begun, test = time.perf_counter(), os.environ["REACHED_TEST"]
        _begin(f"fixture:{fixturedef.argname}@{fixturedef.baseid}")
        try:
            return (yield)
        finally:
            self.seconds[fixturedef.argname] = time.perf_counter() - begun
            _begin(test)


class Choosing:
    """Runs the chosen tests in their order and writes each one's beginning and failure."""

    def __init__(self, chosen: dict[str, Any]) -> None:
        self.place = {test: number for number, test in enumerate(chosen["tests"])}
        self.limit, self.seen = chosen["limit"], chosen["seen"]

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((it for it in items if it.nodeid in self.place), key=lambda it: self.place[it.nodeid])

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._say("test", nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._say("failed", report.nodeid)

    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        if sum(os.times()[:4]) > self.limit:
            self._say("limit", item.nodeid)
            item.session.shouldstop = "as many seconds as were allowed"

    def _say(self, what: str, test: str) -> None:
        with Path(self.seen).open("a") as file:
            file.write(f"{what}\t{test}\n")


def pytest_configure(config: pytest.Config) -> None:
    """Take the part that the environment asks for."""
    if chosen := os.environ.get("REACHED_CHOSEN"):
        config.pluginmanager.register(Choosing(json.loads(Path(chosen).read_text())))
    else:
        config.pluginmanager.register(Mapping(Path(os.environ["REACHED_SECONDS"])))
