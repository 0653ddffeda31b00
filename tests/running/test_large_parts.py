"""A font that many jobs need is handed to a worker once."""

from __future__ import annotations

import os
from concurrent.futures import Executor

import pytest

from briefgen.running.executors import executor
from briefgen.running.pool import worker

FONT, OTHER = b"a" * 200_000, b"b" * 200_000


def seen(number: int, *parts: bytes) -> tuple[int, list[int], bytes]:
    """What a worker gets: which of its objects, and their first letters."""
    if not number:
        os._exit(1)
    return number, [id(part) for part in parts], b"".join(part[:1] for part in parts)


def done(workers: Executor, number: int, *parts: bytes) -> tuple[list[int], bytes]:
    answer = workers.submit(seen, number, *parts).result()
    assert answer[0] == number
    return answer[1:]


def test_a_large_part_is_the_same_object_in_every_job_of_a_worker() -> None:
    with executor("processes:1") as workers:
        (first,), letters = done(workers, 1, FONT)
        assert (letters, done(workers, 2, FONT, OTHER)) == (b"a", ([first, done(workers, 3, OTHER)[0][0]], b"ab"))


def test_a_worker_that_has_died_gets_its_parts_again() -> None:
    with executor("processes:1") as workers:
        assert done(workers, 1, FONT)[1] == b"a"
        assert workers.submit(seen, 0).exception() is not None
        assert done(workers, 2, FONT)[1] == b"a"


def test_a_worker_that_keeps_too_much_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_KEPT", 300_000)
    with executor("processes:1") as workers:
        assert [done(workers, number, FONT, OTHER)[1] for number in (1, 2)] == [b"ab", b"ab"]
        assert done(workers, 3, OTHER)[1] == b"b"


def test_what_cannot_be_handed_over_leaves_the_parts_to_the_next_job() -> None:
    with executor("processes:1") as workers:
        assert workers.submit(seen, 1, FONT, lambda: None).exception() is not None
        assert done(workers, 2, FONT)[1] == b"a"
