"""What rules find in a text alone is looked for once, and kept with the text from build to build."""

from __future__ import annotations

import pytest
from support.memory_store import MemoryStore
from support.project import SMALL, Project

from briefgen.building.workers import KnownTexts
from briefgen.model.core.document import Node, node, words
from briefgen.running.store import NullStore

LOOKED: list[str] = []


def plain(body: Node, mark: str = "") -> str:
    LOOKED.append(body.plain())
    return body.plain() + mark


def text(said: str = "One.") -> Node:
    return node("document", words(said))


def test_a_text_is_looked_at_once_for_all_builds() -> None:
    store = MemoryStore()
    for looked in (["One."], []):
        LOOKED.clear()
        known, body = KnownTexts(store), text()
        known.take(body, "digest")
        assert [body.about(plain), body.about(plain), body.about(plain, "!")] == ["One.", "One.", "One.!"]
        assert looked * 2 == LOOKED
        known.keep()


def test_another_text_is_looked_at_and_the_old_one_forgotten() -> None:
    store = MemoryStore()
    for said in ("One.", "Two.", "One."):
        LOOKED.clear()
        known, body = KnownTexts(store), text(said)
        known.take(body, said)
        assert (body.about(plain), LOOKED) == (said, [said])
        known.keep()


def test_a_text_of_which_nothing_is_known_is_looked_at_each_time() -> None:
    LOOKED.clear()
    body = text()
    assert [body.about(plain) for _ in range(2)] == LOOKED == ["One.", "One."]
    nowhere = KnownTexts(NullStore())
    nowhere.take(body, "digest")
    nowhere.keep()
    assert body.about(plain) == "One."


def test_texts_that_have_not_changed_are_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:

    walked: list[str] = []
    walk = Node.walk

    def noting(self: Node) -> object:
        if self.kind == "document" and self.span is not None:
            walked.append(self.span.path)
        return walk(self)

    project = Project(store=MemoryStore())
    project.build()
    monkeypatch.setattr(Node, "walk", noting)
    changed = "content/briefs/first/en.md"
    assert "We took every" in SMALL[changed]
    project.with_change(changed, "We took every", "Nobody took any").build()
    assert changed in walked
    assert "content/briefs/second/en.md" not in walked
