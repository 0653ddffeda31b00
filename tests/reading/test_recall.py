"""A preview reads a file again when it has been touched, and only then."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from briefgen.reading.cache import Recall

LONG_AGO = time.time_ns() - 3_600_000_000_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "text.md"
    write(path, b"one", LONG_AGO)
    return path


def write(path: Path, content: bytes, when: int) -> None:
    path.write_bytes(content)
    os.utime(path, ns=(when, when))


def test_what_has_not_been_touched_is_not_read_again(file: Path) -> None:
    recall = Recall()
    first = recall.read(file)
    assert first == b"one" and recall.read(file) is first


def test_another_text_of_the_same_length_and_time_is_seen(file: Path) -> None:
    recall = Recall()
    recall.read(file)
    time.sleep(0.02)  # the disk's clock, which no program sets, has ticked
    write(file, b"two", LONG_AGO)
    assert recall.read(file) == b"two"


def test_a_file_that_takes_the_place_of_another_is_seen(file: Path) -> None:
    recall = Recall()
    recall.read(file)
    write(other := file.with_name("other"), b"two", LONG_AGO)
    other.replace(file)
    assert recall.read(file) == b"two"


def test_what_was_written_just_now_is_read_again(file: Path) -> None:
    recall, now = Recall(), time.time_ns()
    write(file, b"one", now)
    first = recall.read(file)
    assert recall.read(file) == first and recall.read(file) is not first


def test_a_file_that_has_gone_is_not_there(file: Path) -> None:
    recall = Recall()
    recall.read(file)
    file.unlink()
    with pytest.raises(FileNotFoundError):
        recall.read(file)
