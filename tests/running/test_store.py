"""The store gives back what was put in, or nothing; it never gives something else and never fails."""

import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.memory_store import MemoryStore

from briefgen.model.core.diagnostics import Outcome, Span, warning
from briefgen.model.core.document import Node, node, words
from briefgen.model.written.glossary import TermForms
from briefgen.running.fingerprint import fingerprint
from briefgen.running.serialise import ForeignEntryError, UnopenedText, pack, unopened, unpack
from briefgen.running.store import FileStore, NullStore, Store

KEY = "ab" * 20


def entry(folder: Path) -> Path:
    return folder / KEY[:2] / KEY[2:]


@pytest.mark.parametrize("made", [MemoryStore, lambda: FileStore(Path("cache"))])
def test_what_is_put_in_comes_out(made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store: Store = made()
    assert store.get(KEY) is None
    store.put(KEY, b"content")
    store.put(KEY, b"content again")
    assert store.get(KEY) == b"content again"


def test_the_null_store_remembers_nothing() -> None:
    store = NullStore()
    store.put(KEY, b"content")
    assert store.get(KEY) is None


@given(st.data())
def test_a_damaged_entry_is_a_miss(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("cache")
    store = FileStore(folder)
    store.put(KEY, b"a PDF of some length")
    whole = entry(folder).read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    flipped = bytearray(whole)
    flipped[place] ^= data.draw(st.integers(1, 255))
    for damaged in (bytes(flipped), whole[:place], whole + b"x"):
        entry(folder).write_bytes(damaged)
        assert store.get(KEY) is None


@given(first=st.binary(max_size=30), second=st.binary(max_size=30))
def test_an_entry_in_the_place_of_another_is_a_miss(
    tmp_path_factory: pytest.TempPathFactory, first: bytes, second: bytes
) -> None:
    store = FileStore(tmp_path_factory.mktemp("cache"))
    other = "cd" * 20
    store.put(KEY, first)
    store.put(other, second)
    one, two = entry(store.folder), store.folder / other[:2] / other[2:]
    kept = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(kept)
    assert (store.get(KEY), store.get(other)) == (None, None)


def test_links_in_the_store_are_not_followed(tmp_path: Path) -> None:
    elsewhere, store = tmp_path / "elsewhere", FileStore(tmp_path / "cache", limit=0)
    elsewhere.mkdir()
    precious = elsewhere / "precious"
    precious.write_bytes(b"not of the store")
    store.folder.mkdir()
    (store.folder / KEY[:2]).symlink_to(elsewhere)
    store.put(KEY, b"content")
    assert store.prune() == 0
    assert [path.name for path in elsewhere.iterdir()] == ["precious"]
    (elsewhere / KEY[2:]).write_bytes(b"")
    assert store.get(KEY) is None
    other = FileStore(tmp_path / "other", limit=0)
    entry(other.folder).parent.mkdir(parents=True)
    entry(other.folder).symlink_to(precious)
    assert (other.get(KEY), other.prune()) == (None, 0)


def test_a_file_of_somebody_else_stays_in_a_shared_folder(tmp_path: Path) -> None:
    store = FileStore(tmp_path, limit=60)
    store.put(KEY, b"content")
    notes, alike = entry(tmp_path).parent / "notes.txt", entry(tmp_path).with_name("c" * 38)
    for path in (notes, alike):
        path.write_bytes(b"precious" * 100)
        os.utime(path, (0, 0))
    assert store.size()[0] == 1
    assert (store.prune(), store.get(KEY)) == (0, b"content"), "what is not of the store does not fill it"
    assert store.prune(0) == 1
    assert notes.is_file() and alike.is_file()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_store_is_a_miss(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    entry(tmp_path).parent.mkdir()
    os.mkfifo(entry(tmp_path))
    assert store.get(KEY) is None
    store.put(KEY, b"content")
    assert store.get(KEY) == b"content"


def test_writing_leaves_no_half_of_an_entry_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FileStore(tmp_path)
    store.put(KEY, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    store.put(KEY, b"new")
    assert store.get(KEY) == b"old"
    assert [path.name for path in entry(tmp_path).parent.iterdir()] == [KEY[2:]]


def test_a_store_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    store = FileStore(tmp_path / "cache")
    store.put(KEY, b"content")
    assert store.get(KEY) is None
    assert store.prune() == 0


def test_pruning_removes_what_was_unused_for_longest(tmp_path: Path) -> None:
    store = FileStore(tmp_path, limit=250)
    keys = [f"{n:02x}" * 20 for n in range(4)]
    for age, key in enumerate(keys):
        store.put(key, b"x" * 50)
        os.utime(tmp_path / key[:2] / key[2:], (age, age))
    assert store.get(keys[0]) is not None  # used just now, so the youngest
    assert store.prune() == 2
    assert [store.get(key) is not None for key in keys] == [True, False, False, True]


def test_an_outcome_survives_packing_with_its_problems() -> None:
    problem = warning("pdf-is-clean", "a line is too long", Span("a.md", 3), "shorten it")
    outcome = Outcome({"page": b"%PDF", "node": words("말"), "forms": TermForms(short="양회")}, (problem,))
    assert unpack(pack(outcome)) == outcome


class Hostile:
    def __reduce__(self) -> tuple[object, ...]:
        return (os.system, ("echo run > /dev/null",))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no pickle",
        pickle.dumps("no outcome"),
        pickle.dumps(Outcome(Hostile())),
        b"cbriefgen.__main__\nmain\n(tR.",
        b"cbriefgen.running.store\ntempfile.mkdtemp\n(tR.",
        b"cbriefgen.running.store\nFileStore\n(Vx\ntR.",
    ],
)
def test_bytes_that_are_no_outcome_are_nothing(content: bytes) -> None:
    assert unpack(content) is None


# Texts are kept apart


def text(*said: str) -> Node:
    return node("document", *(node("paragraph", words(it, Span("a.md", 3))) for it in said), id="x")


def test_a_text_is_made_when_it_is_first_asked_for() -> None:
    kept = unpack(pack(Outcome((text("one"), "title"))))
    assert kept is not None
    found, title = kept.value
    assert (type(found), title) == (UnopenedText, "title")
    assert fingerprint(found, with_places=True) == fingerprint(text("one"), with_places=True)
    assert type(found) is Node
    assert found.children[0].children[0].span == Span("a.md", 3)


@pytest.mark.parametrize(
    "use",
    [
        lambda it: it == text("one"),
        lambda it: text("one") == it,
        lambda it: it != text("two"),
        lambda it: replace(it, text="") == text("one"),
        lambda it: it.plain() == "one",
        lambda it: it.with_attrs(id="y").get("id") == "y",
        lambda it: [part.kind for part in it.walk()] == ["document", "paragraph", "text"],
        lambda it: not hasattr(it, "nothing"),
        lambda it: pickle.loads(pickle.dumps(it)) == text("one"),
        lambda it: pack(Outcome(it)) == pack(Outcome(text("one"))),
        lambda it: fingerprint(Outcome(it)) == fingerprint(Outcome(text("one"))),
    ],
)
def test_a_text_that_nobody_has_opened_is_one_like_any_other(use: Callable[[Node], bool]) -> None:
    kept = unpack(pack(Outcome(text("one"))))
    assert kept is not None
    assert use(kept.value)


def test_what_is_kept_as_a_text_can_be_nothing_else() -> None:
    for content in (pickle.dumps(Outcome(1)), pickle.dumps(print), b"\xff"):
        with pytest.raises(ForeignEntryError):
            unopened(content).plain()
