"""Nothing changed is said only when it is so."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.running import up_to_date
from briefgen.running.up_to_date import (
    Embargoes,
    differences,
    installed,
    read_record,
    scan,
    take_stock,
    write_record,
)

OLD = 1_000_000_000_000_000_000


class Build:
    """A project that was built once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in {"content/a.yaml": "one", "content/facts/b.yaml": "two", "site/index.html": "page"}.items():
            self.write(name, text)
        self.build()

    def write(self, name: str, text: str, time: int = OLD) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, ns=(time, time))

    @property
    def record(self):
        return read_record(self.root / "last.json")

    def stock(self, setting: str = "setting"):
        return take_stock({"content": self.root / "content"}, setting, self.record)

    def build(self) -> None:
        write_record(self.root / "last.json", self.stock(), self.root / "site", [{"code": "x"}])

    now = datetime(2026, 1, 1, tzinfo=UTC)

    def why(self, setting: str = "setting") -> list[str]:
        return list(differences(self.record, self.stock(setting), self.root / "site", self.now))


@pytest.fixture
def built(tmp_path: Path) -> Build:
    return Build(tmp_path)


def test_nothing_has_changed(built: Build) -> None:
    assert built.why() == []
    assert built.record.report == [{"code": "x"}]


def test_a_changed_a_new_and_a_lost_file_are_named(built: Build) -> None:
    built.write("content/a.yaml", "changed")
    built.write("content/new.yaml", "")
    (built.root / "content/facts/b.yaml").unlink()
    assert built.why() == ["content/a.yaml has changed", "content/facts/b.yaml is gone", "content/new.yaml is new"]


def test_a_folder_that_cannot_be_read_has_changed(built: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
        raise PermissionError(folder)

    monkeypatch.setattr(up_to_date, "scan", refuse)
    assert built.why() == ["site has changed since the build"]


def test_a_file_that_was_only_touched_has_not_changed(built: Build) -> None:
    built.write("content/a.yaml", "one", OLD + 5)
    assert built.why() == []


def test_a_change_that_was_given_the_old_time_is_seen(built: Build) -> None:
    time = (built.root / "content/a.yaml").stat().st_mtime_ns
    built.write("content/a.yaml", "eno", time)  # same size, same time
    assert built.why() == ["content/a.yaml has changed"]


def test_a_change_within_the_same_moment_as_the_build_is_seen(built: Build) -> None:
    now = (built.root / "last.json").stat().st_mtime_ns
    built.write("content/a.yaml", "one", now)
    built.build()
    built.write("content/a.yaml", "eno", now)  # same size, same time
    assert built.why() == ["content/a.yaml has changed"]


def test_a_clock_that_was_set_back_hides_no_change(built: Build) -> None:
    hour, record = 3_600_000_000_000, built.root / "last.json"
    now = record.stat().st_mtime_ns
    os.utime(record, ns=(now + hour, now + hour))  # it was made when the clock was ahead
    built.write("content/a.yaml", "eno", now)
    assert built.why() == ["content/a.yaml has changed"]
    built.build()
    os.utime(record, ns=(now - hour, now - hour))  # it was made after the clock was set back, the text before
    assert built.why() == []
    built.write("content/a.yaml", "one", now)  # same size, same time
    assert built.why() == ["content/a.yaml has changed"]


def test_a_clock_that_is_set_back_before_the_end_of_an_embargo_makes_a_build(built: Build) -> None:
    ended = Embargoes(passed=built.now - timedelta(hours=1))
    write_record(built.root / "last.json", built.stock(), built.root / "site", [], ended)
    assert built.why() == []
    built.now -= timedelta(hours=2)
    assert built.why() == ["the end of an embargo lies between the last build and now"]


def test_other_options_are_a_difference(built: Build) -> None:
    assert built.why("another") == ["briefgen, its libraries or the options have changed"]


@pytest.mark.parametrize("change", ["edited", "added", "removed", "all gone"])
def test_an_output_folder_that_was_touched_is_a_difference(built: Build, change: str) -> None:
    page = built.root / "site/index.html"
    match change:
        case "edited":
            page.write_text("mine")
        case "added":
            built.write("site/CNAME", "example.org")
        case "removed":
            page.unlink()
        case _:
            page.unlink()
            page.parent.rmdir()
    assert built.why() == ["site has changed since the build"]


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"version": 0}', b'{"version": 1, "files": 3}', b"\xff"])
def test_a_damaged_record_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "last.json").write_bytes(content)
    assert read_record(tmp_path / "last.json") is None
    assert read_record(tmp_path / "none.json") is None


def test_a_name_that_is_not_utf_8_is_remembered(built: Build) -> None:
    name = os.fsdecode(b"content/facts\xff.yaml")
    try:
        built.write(name, "one")
    except OSError:
        pytest.skip("this disk keeps names in UTF-8 only")
    built.build()
    assert built.why() == []
    built.write(name, "changed")
    assert built.why() == ["content/facts\ufffd.yaml has changed"]


def test_links_in_a_circle_and_to_nowhere_are_told_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "circle").symlink_to(tmp_path)
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "a" / "file").write_text("")
    assert [path for path, _ in scan(tmp_path)] == ["a/circle", "a/file", "nowhere", "self"]


@pytest.mark.parametrize("target", [".", "..", "loop", "gone"])
def test_a_new_link_that_leads_nowhere_new_is_a_difference(built: Build, target: str) -> None:
    """``check`` would otherwise repeat that nothing is wrong."""
    (built.root / "content/facts/loop").symlink_to(target)
    assert built.why() == ["content/facts/loop is new"]


def test_a_new_empty_folder_is_a_difference(built: Build) -> None:
    (built.root / "content/glossary.yaml").mkdir()
    assert built.why() == ["content/glossary.yaml is new"]
    built.build()
    assert built.why() == []


def test_what_is_installed_is_told_the_same_way_twice() -> None:
    assert installed() == installed()


ENTRIES = ["version", "setting", "files", "made", "report", "embargoes"]
MOMENTS = st.sampled_from([None, 3, [], {}, "soon", "2026-01-01T00:00", "2026-01-01T00:00+09:00", ["2026-01-01"], [3]])
VALUES = st.recursive(
    MOMENTS | st.floats(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner)
)


@given(
    entry=st.sampled_from(ENTRIES),
    value=VALUES | st.fixed_dictionaries(dict.fromkeys(("passed", "following", "waiting", "unfinished"), MOMENTS)),
)
def test_a_record_of_other_types_is_forgotten_or_holds(
    tmp_path_factory: pytest.TempPathFactory, entry: str, value: Any
) -> None:
    built = Build(tmp_path_factory.mktemp("project"))
    file = built.root / "last.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {entry: value}))
    assert built.record is None or built.why() is not None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_place_of_the_record_is_forgotten(built: Build) -> None:
    (built.root / "last.json").unlink()
    os.mkfifo(built.root / "last.json")
    assert built.record is None
