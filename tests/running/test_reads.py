"""What is remembered with its reads is given again while all of them read the same, and else made again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from support.memory_store import MemoryStore

from briefgen.model.core.diagnostics import Outcome, Span, warning
from briefgen.model.core.document import node, words
from briefgen.running.fingerprint import fingerprint
from briefgen.running.reads import BY_ATTRIBUTE, ENTRIES, Digests, Memory, ReadDetail
from briefgen.running.store import NullStore, Store


@dataclass(frozen=True)
class Paper:
    title: str
    body: str = ""
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Shelf:
    name: str
    papers: Mapping[str, Paper]
    words: Mapping[str, str] = field(default_factory=dict)
    odd: object = None
    row: tuple[Paper, ...] = (Paper("First", "a"), Paper("Last", "b"))

    @property
    def listed(self) -> dict[str, Paper]:
        return {slug: paper for slug, paper in self.papers.items() if paper.body}


SHELF = Shelf("a shelf", {"one": Paper("One", "first"), "two": Paper("Two")}, {"yes": "ja"})
PAPERS = ReadDetail(each=BY_ATTRIBUTE)
GRAIN = ReadDetail(parts={"papers": PAPERS, "listed": PAPERS, "words": ENTRIES, "row": PAPERS})

Read = Callable[[Any], object]


class Desk:
    """Work on a shelf, as often as it is asked for and done."""

    def __init__(self, read: Read, store: Store | None = None) -> None:
        self.read = read
        self.store = MemoryStore() if store is None else store
        self.done = 0

    def ask(self, shelf: Shelf, key: str = "key", version: str = "1") -> object:
        def work(seen: Mapping[str, Any]) -> Outcome[str]:
            self.done += 1
            return Outcome(str(self.read(seen["shelf"])))

        return Memory(self.store, version, {"shelf": (shelf, GRAIN)}, Digests()).recall((key,), work).value


def changed(slug: str = "one", **given: Any) -> Shelf:
    """The shelf with one paper changed."""
    return replace(SHELF, papers={**SHELF.papers, slug: replace(SHELF.papers[slug], **given)})


def in_row(*papers: Paper) -> Shelf:
    """The shelf with another row."""
    return replace(SHELF, row=papers)


READS: dict[str, tuple[Read, Shelf, Shelf]] = {
    # what is read; a change that it does not see; a change that it sees
    "an attribute": (lambda it: it.name, changed(title="Another"), replace(SHELF, name="another")),
    "an attribute of an entry": (lambda it: it.papers["one"].title, changed(body="other"), changed(title="Another")),
    "a property": (lambda it: it.listed["one"].title, changed(body="other"), changed(title="Another")),
    "an attribute of one in a row": (
        lambda it: it.row[-1].title,
        in_row(Paper("Other", "a"), Paper("Last", "c")),
        in_row(Paper("First", "a"), Paper("Other", "b")),
    ),
    "an attribute of all in a row": (
        lambda it: [paper.title for paper in it.row],
        in_row(Paper("First", "c"), Paper("Last", "d")),
        in_row(Paper("First", "a"), Paper("Last", "b"), Paper("One more")),
    ),
    "how many are in a row": (lambda it: len(it.row), in_row(Paper("X"), Paper("Y")), in_row(Paper("First", "a"))),
    "some of a row": (
        lambda it: [paper.title for paper in it.row[:1]],
        in_row(Paper("First", "c"), Paper("Other", "b")),
        in_row(Paper("Other", "a"), Paper("Last", "b")),
    ),
    "an entry that goes": (
        lambda it: it.papers["two"].title,
        changed(title="Another"),
        replace(SHELF, papers={"two": Paper("2")}),
    ),
    "an entry that is not there": (
        lambda it: it.papers.get("three"),
        changed(title="Another"),
        replace(SHELF, papers={**SHELF.papers, "three": Paper("Three")}),
    ),
    "whether there is an entry": (
        lambda it: "three" in it.papers,
        changed(title="Another"),
        replace(SHELF, papers={**SHELF.papers, "three": Paper("Three")}),
    ),
    "which entries there are": (
        lambda it: list(it.papers),
        changed(title="Another"),
        replace(SHELF, papers=dict(reversed(SHELF.papers.items()))),
    ),
    "how many there are": (lambda it: len(it.listed), changed(body="other"), changed("two", body="second")),
    "every entry": (lambda it: [each.title for each in it.papers.values()], changed(body="b"), changed(title="t")),
    "an entry as a whole": (
        lambda it: it.papers["one"] == SHELF.papers["one"] and len({it.papers["one"], SHELF.papers["one"]}) == 1,
        replace(SHELF, name="n"),
        changed(body="other"),
    ),
    "a whole entry": (lambda it: it.words["yes"], replace(SHELF, name="n"), replace(SHELF, words={"yes": "oui"})),
}


@pytest.mark.parametrize(("read", "unseen", "seen"), READS.values(), ids=READS)
def test_only_a_change_of_what_was_read_is_a_reason_to_work(read: Read, unseen: Shelf, seen: Shelf) -> None:
    desk = Desk(read)
    assert [desk.ask(SHELF), desk.ask(SHELF), desk.ask(unseen)] == [str(read(SHELF))] * 3
    assert desk.done == 1
    try:
        wanted: object = str(read(seen))
    except KeyError:
        with pytest.raises(KeyError):
            desk.ask(seen)
    else:
        assert desk.ask(seen) == wanted
    assert desk.done == 2


def test_another_key_and_another_version_are_other_work() -> None:
    desk = Desk(lambda it: it.name)
    desk.ask(SHELF)
    desk.ask(SHELF, key="other")
    desk.ask(SHELF, version="2")
    assert desk.done == 3


def test_what_has_no_fingerprint_is_not_remembered() -> None:
    odd = replace(SHELF, odd=object())
    desk = Desk(lambda it: it.odd is None)
    assert [desk.ask(it) for it in (odd, odd, SHELF, SHELF, odd)] == ["False", "False", "True", "True", "False"]
    assert desk.done == 4


def test_a_damaged_entry_is_made_again() -> None:
    store = MemoryStore()
    desk = Desk(lambda it: it.name, store)
    desk.ask(SHELF)
    store.entries = {key: content[:-4] for key, content in store.entries.items()}
    assert desk.ask(SHELF) == "a shelf"
    assert desk.done == 2


def test_nothing_is_noted_where_nothing_is_remembered() -> None:
    kinds = []
    desk = Desk(lambda it: kinds.append(type(it)), NullStore())
    desk.ask(SHELF)
    assert kinds == [Shelf]


@pytest.mark.parametrize("with_places", [False, True])
def test_problems_are_told_at_the_place_where_they_are_now(with_places: bool) -> None:
    memory_of, done = MemoryStore(), []

    def work(seen: Mapping[str, Any]) -> Outcome[str]:
        paper = seen["shelf"].papers["one"]
        done.append(paper.title)
        return Outcome(paper.title, (warning("a-code", "a message", paper.span, ""),))

    for line in (1, 5, 5):
        roots = {"shelf": (changed(span=Span("one.md", line)), GRAIN)}
        made = Memory(memory_of, "1", roots, Digests(with_places=with_places)).recall(("key",), work)
        assert [found.span for found in made.diagnostics] == [Span("one.md", line)]
    assert len(done) == (2 if with_places else 3)


def test_what_is_known_of_a_text_stands_for_it_in_all_that_has_it() -> None:
    body = node("document", words("One."))
    digests = Digests()
    assert digests.of((body, "title")) == fingerprint((body, "title"))
    known = Digests()
    known.know(body, digests.of_text(body))
    assert known.of((body, "title")) == fingerprint((node("document", words("One.")), "title"))
    known.know(other := node("document", words("Two.")), digests.of_text(body))
    assert known.of((other, "title")) == digests.of((body, "title"))
