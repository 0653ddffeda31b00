"""The finished site: every path has one maker; what it holds lies on the disk, or in memory where there is no room."""

from __future__ import annotations

import pickle
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.core.diagnostics import Span
from briefgen.model.output.spill import SMALL, Spill, Spilled, SpilledText, bytes_of
from briefgen.model.output.tree import File, Tree, join

NAMES = st.text(alphabet="abcABCéÉ", min_size=1, max_size=3)


def test_files_are_listed_by_their_paths() -> None:
    tree = join([File("ko/b.html", b"b", "b"), File("en/a.html", b"a", "a")]).value
    assert list(tree) == ["en/a.html", "ko/b.html"]
    assert len(tree) == 2
    assert tree["ko/b.html"] == b"b"
    assert "en/a.html" in tree and "en/b.html" not in tree


def test_the_second_who_wants_a_path_is_told_and_left_out() -> None:
    place = Span("content/pages/facts/ko.md")
    outcome = join([File("ko/facts.html", b"ledger", "the ledger"), File("ko/facts.html", b"page", "the page", place)])
    assert outcome.value["ko/facts.html"] == b"ledger"
    (found,) = outcome.diagnostics
    assert (found.code, found.span) == ("path-is-unique", place)
    assert "the ledger" in found.message and "the page" in found.message and "ko/facts.html" in found.message
    assert found.hint


def test_paths_that_differ_only_in_case_are_one_path() -> None:
    outcome = join([File("ko/FTA.html", b"1", "one"), File("ko/fta.html", b"2", "two")])
    assert list(outcome.value) == ["ko/FTA.html"]
    (found,) = outcome.diagnostics
    assert found.code == "path-is-unique"
    assert all(it in found.message for it in ("ko/FTA.html", "ko/fta.html", "differ only in capitals"))


@given(st.lists(NAMES))
def test_every_file_is_kept_or_told(names: list[str]) -> None:
    outcome = join([File(name, name.encode(), name) for name in names])
    assert len(outcome.value) + len(outcome.diagnostics) == len(names)
    assert {name.casefold() for name in names} == {path.casefold() for path in outcome.value}


LARGE = b"\x00ab\xff" * SMALL


def test_what_is_put_is_read_again(tmp_path: Path) -> None:
    with Spill(tmp_path / "new") as spill:
        held = [spill.put(bytes([number]) * SMALL) for number in range(200)]
        assert all(isinstance(it, Spilled) for it in held)
        assert [bytes_of(it)[0] for it in reversed(held)] == list(reversed(range(200)))


def test_it_has_no_name(tmp_path: Path) -> None:
    with Spill(tmp_path) as spill:
        spill.put(LARGE)
        assert list(tmp_path.iterdir()) == []


def test_small_bytes_stay_in_memory(tmp_path: Path) -> None:
    with Spill(tmp_path) as spill:
        assert spill.put(b"small") == b"small"
        assert spill.put_text("small") == "small"


@pytest.mark.parametrize("folder", [None, Path("/dev/null/nowhere")])
def test_without_a_folder_all_stays_in_memory(folder: Path | None) -> None:
    assert Spill(folder).put(LARGE) is LARGE


def test_a_full_disk_leaves_the_rest_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Spill(tmp_path) as spill:
        first = spill.put(LARGE)
        written = spill._file.write  # type: ignore[union-attr]
        monkeypatch.setattr(spill, "_file", Cut(spill._file))
        assert spill.put(LARGE * 2) == LARGE * 2
        monkeypatch.setattr(spill, "_file", written.__self__)
        assert bytes_of(first) == LARGE
        last = spill.put(LARGE + b"!")
        assert (bytes_of(first), bytes_of(last)) == (LARGE, LARGE + b"!")


class Cut:
    """A file on a disk that has room for three more bytes."""

    def __init__(self, file: object) -> None:
        self.file = file

    def seek(self, place: int) -> int:
        return self.file.seek(place)  # type: ignore[attr-defined]

    def write(self, content: bytes) -> int:
        return self.file.write(content[:3])  # type: ignore[attr-defined]


def test_another_process_gets_the_bytes_and_the_text(tmp_path: Path) -> None:
    with Spill(tmp_path) as spill:
        text = "가나다 \ud800" * SMALL
        held = spill.put_text(text)
        assert isinstance(held, SpilledText)
        sent = pickle.dumps((spill.put(LARGE), held))
    assert pickle.loads(sent) == (LARGE, text)


def test_a_tree_tells_size_and_digest_without_reading(tmp_path: Path) -> None:
    spill = Spill(tmp_path)
    tree = join([File("a", spill.put(LARGE), "us"), File("b", b"small", "us")]).value
    assert dict(tree.files) == {"a": LARGE, "b": b"small"}
    spill.__exit__()
    assert (tree.size("a"), tree.size("b")) == (len(LARGE), 5)
    assert tree.digest("a") == sha256(LARGE).hexdigest()
    assert Tree({"a": LARGE}).digest("a") == tree.digest("a")
