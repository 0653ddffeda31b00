"""A text that nobody looks at lies on the disk; whoever asks finds it as it was."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.document import Node, node, words
from briefgen.model.output.spill import Spill
from briefgen.running import serialise
from briefgen.running.fingerprint import fingerprint
from briefgen.running.serialise import Desk, RestingText, pack, unopened, unpack


def text(number: int = 0) -> Node:
    return node("document", *(node("paragraph", words(f"{number} {it} " * 20)) for it in range(9)), id=f"t{number}")


def test_a_resting_text_is_the_text(tmp_path: Path) -> None:
    desk, whole = Desk(Spill(tmp_path)), text()
    resting = desk.put(whole)
    assert type(resting) is RestingText
    assert isinstance(resting, Node)
    assert (resting, whole) == (whole, resting)
    assert resting.plain() == whole.plain()
    assert [part.kind for part in resting.walk()] == [part.kind for part in whole.walk()]
    assert fingerprint(resting) == fingerprint(whole)
    assert pack(Outcome(resting)) == pack(Outcome(whole))
    assert unpack(pack(Outcome((resting,)))) == Outcome((whole,))
    assert pickle.loads(pickle.dumps(resting)) == whole
    assert type(replace(resting, text="x")) is Node
    assert desk.put(resting) is resting


def test_what_is_open_stays_the_same_until_the_desk_is_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, packed = Desk(Spill(tmp_path)), [pickle.dumps(text(number)) for number in range(5)]
    monkeypatch.setattr(serialise, "_MUCH", 4 * len(packed[0]))
    texts = [desk.put(unopened(it)) for it in packed]
    first = texts[0].children[0]
    for other in texts[1:]:
        assert other.children
    assert texts[0].children[0] is first
    desk.clear()
    assert texts[0].children[0] is not first
    assert texts[0].children[0] == first


def test_a_few_texts_stay_open(tmp_path: Path) -> None:
    desk = Desk(Spill(tmp_path))
    resting = desk.put(text())
    first = resting.children[0]
    desk.clear()
    assert resting.children[0] is first


def test_no_more_than_so_much_is_open_at_any_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, packed = Desk(Spill(tmp_path)), [pickle.dumps(text(number)) for number in range(9)]
    monkeypatch.setattr(serialise, "_AT_MOST", 4 * len(packed[0]))
    texts = [desk.put(unopened(it)) for it in packed]
    assert [it.get("id") for it in texts] == [f"t{number}" for number in range(9)]
    assert len(desk._open) == 4


def test_what_is_known_of_a_text_stays_with_it(tmp_path: Path) -> None:
    desk = Desk(Spill(tmp_path))
    resting = desk.put(text())
    object.__setattr__(resting, "known", {})
    assert resting.about(letters) == len(text().plain())
    desk._open.clear()
    assert resting.known == {f"{letters.__module__} letters": len(text().plain())}
    assert desk._open == {}


def letters(of: Node) -> int:
    return len(of.plain())


def test_in_memory_texts_are_left_alone() -> None:
    whole = text()
    assert Desk(Spill()).put(whole) is whole
