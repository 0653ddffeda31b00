"""Machines that each do a share of the work into one cache, and a last build that takes it all from there."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from support.command import Run, laid_out
from support.memory_store import MemoryStore
from support.project import SMALL, Project

from briefgen.building.build import BuildOptions, build
from briefgen.model.core.diagnostics import Outcome, has_errors
from briefgen.running.pool.inline import Inline, Share
from briefgen.running.run import Stage, run
from briefgen.running.store import NullStore


class Noting(Executor):
    """Does the work at once, and notes what it was."""

    def __init__(self) -> None:
        self.inner, self.done = Inline(), list[str]()

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.done.append(fn.function.__name__)
        return self.inner.submit(fn, *args, **kwargs)

    def given(self) -> list[str]:
        given, self.done = self.done, []
        return given


def shout(word: str) -> Outcome[str]:
    return Outcome(word.upper())


def shares_of(count: int, options: dict[str, Any], executor: Executor, store: MemoryStore) -> None:
    for number in range(1, count + 1):
        asked = BuildOptions(**options, share=Share(number, count))
        outcome = build(Project().world(), asked, executor=executor, store=store)
        assert not has_errors(outcome.diagnostics) and not outcome.value.files


def test_shares_lay_out_every_pdf_once_and_the_last_build_none() -> None:
    executor, store = Noting(), MemoryStore()
    once = build(Project().world(), BuildOptions(), executor=executor, store=NullStore())
    work = executor.given()
    assert {"lay_out", "draw_card", "draw"} <= set(work)
    shares_of(3, {}, executor, store)
    made = executor.given()
    for kind in ("lay_out", "draw_card", "draw"):
        assert made.count(kind) == work.count(kind), kind
    last = build(Project().world(), BuildOptions(), executor=executor, store=store)
    assert not {"lay_out", "draw_card", "draw", "look"} & set(executor.given())
    assert last.value.files == once.value.files
    assert last.diagnostics == once.diagnostics


def test_shares_of_a_site_without_pdfs_fill_and_read_every_page_once() -> None:
    executor, store = Noting(), MemoryStore()
    options = {"web_only": True}
    once = build(Project().world(), BuildOptions(**options), executor=executor, store=NullStore())
    pages = executor.given().count("read_finished")
    shares_of(4, options, executor, store)
    assert 0.5 * pages < executor.given().count("read_finished") <= pages
    last = build(Project().world(), BuildOptions(**options), executor=executor, store=store)
    assert executor.given().count("read_finished") < 0.5 * pages
    assert last.value.files == once.value.files
    assert last.diagnostics == once.diagnostics


def test_each_job_is_in_one_share() -> None:
    keys = [f"{number * 2654435761 % 2**32:08x}{'0' * 32}" for number in range(400)]
    for count in (1, 2, 8):
        having = [[Share(number, count).has(key) for number in range(1, count + 1)] for key in keys]
        assert all(sum(it) == 1 for it in having)
        assert all(sum(it) > 0.6 * len(keys) / count for it in zip(*having, strict=True))


def test_what_another_share_has_made_is_taken() -> None:
    store, stage = MemoryStore(), Stage("words", "1", shout)
    both = [run(stage, ["a", "b", "c", "d"], Inline(), store, share=Share(number, 2)).value for number in (1, 2)]
    assert None in both[0]
    assert both[1] == ("A", "B", "C", "D")


# The command


def test_a_share_writes_no_site_and_says_what_it_made(tmp_path: Path, briefgen: Run) -> None:
    folder = laid_out(tmp_path, SMALL)
    asked = ("build", "-C", folder, "--no-pdfs", "--executor", "inline")
    ran = briefgen(*asked, "--shard", "1/2")
    assert ran.code == 0 and "share 1 of 2 is in the cache: " in ran.out
    assert not (folder / "site").exists()
    assert briefgen(*asked).code == 0
    assert (folder / "site" / "index.html").is_file()
    assert briefgen(*asked, "--shard", "2/2").code == 0, "also where nothing has changed"


@pytest.mark.parametrize("share", ["0/2", "3/2", "1", "1/0", "a/b", "-1/2", "1/2/3"])
def test_what_is_no_share_is_refused(tmp_path: Path, briefgen: Run, share: str) -> None:
    folder = laid_out(tmp_path, SMALL)
    ran = briefgen("build", "-C", folder, "--shard", share)
    assert ran.code == 2 and "is not a share: write 2/8" in ran.err


def test_a_share_needs_the_cache(tmp_path: Path, briefgen: Run) -> None:
    folder = laid_out(tmp_path, SMALL)
    ran = briefgen("build", "-C", folder, "--shard", "1/2", "--no-cache")
    assert ran.code == 2 and "--shard keeps its work in the cache" in ran.err
