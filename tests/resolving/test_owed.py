"""A source is named after the sentences that it supports, and its mark hangs on the sentence before it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import Node, node, words
from briefgen.model.core.written import Written
from briefgen.model.written.facts import Fact
from briefgen.resolving.text.citation_marks import marks_after_stops
from briefgen.resolving.text.implied_citations import with_sources

WHOLE = {"label": {"en": "A label"}, "value": "1 person", "status": "single-source"}
FACTS = {
    name: Written(Fact.model_validate({**WHOLE, "source": sources}), Span("facts.yaml"))
    for name, sources in {"a": "one", "b": "one", "c": "two", "d": ["one", "two"]}.items()
}
FACTS["e"] = Written(FACTS["a"].value.model_copy(update={"also": FACTS["c"].value.source}), Span("facts.yaml"))
DOTTED = ("Mr", "e.g")


def fact(name: str, form: str = "") -> Node:
    return node("fact", id=name, form=form)


def cites(*idents: str) -> Node:
    return node("cites", *(node("cite", id=ident) for ident in idents))


def line(parts: tuple[Node, ...]) -> str:
    """The parts as one writes them, citations in square brackets."""
    return "".join(_said(part) for part in parts)


def _said(part: Node) -> str:
    if part.kind == "fact":
        return f"<{part.get('id')}>"
    if part.kind == "cites":
        return f"[{'; '.join(it.get('id') for it in part.children)}]"
    if part.kind == "note":
        return "^"
    return part.text or ("\n" if part.kind == "softbreak" else line(part.children))


NOTE = node("note", node("paragraph", fact("c")), label="n")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([words("It is "), fact("a"), words(". So wait.")], "It is <a>.[one] So wait."),
        ([words("Before. It is "), fact("a"), words(". So wait.")], "Before. It is <a>.[one] So wait."),
        ([fact("a"), words(". Then "), fact("b"), words(". So wait.")], "<a>. Then <b>.[one] So wait."),
        ([fact("a"), words(". Then "), fact("c"), words(".")], "<a>.[one] Then <c>.[two]"),
        ([fact("a"), words(". Then "), fact("d"), words(".")], "<a>. Then <d>.[one; two]"),
        ([fact("a"), words(". Well. Then "), fact("b"), words(".")], "<a>.[one] Well. Then <b>.[one]"),
        ([fact("a"), words(" without a stop")], "<a> without a stop[one]"),
        ([fact("a"), words(" "), cites("two"), words(". So wait.")], "<a>.[two; one] So wait."),
        ([fact("e"), words(" "), cites("two"), words(". So wait.")], "<e>.[two] So wait."),
        ([fact("d"), words(" "), cites("two"), words(". So wait.")], "<d>.[two] So wait."),
        ([words("Said "), cites("one"), words(". It is "), fact("a"), words(".")], "Said.[one] It is <a>.[one]"),
        ([words("It is "), fact("a"), words(". Said "), cites("one"), words(".")], "It is <a>. Said.[one]"),
        ([words("It is "), fact("a"), words(" "), cites("one"), words(". So.")], "It is <a>.[one] So."),
        ([fact("a"), words("."), NOTE, words(" So wait.")], "<a>.[one]^ So wait."),
        ([words("So it is."), NOTE, words(" Wait.")], "So it is.^ Wait."),
        ([fact("a"), words("."), node("softbreak"), words("So wait.")], "<a>.[one]\nSo wait."),
        ([fact("a", "statement"), words(" So wait.")], "<a>[one] So wait."),
        ([words("Mr. Li has "), fact("a"), words(", e.g. one. So wait.")], "Mr. Li has <a>, e.g. one.[one] So wait."),
        (
            [words("J. Kim has "), fact("a"), words(" of 3. 4. 2025 on. So.")],
            "J. Kim has <a> of 3. 4. 2025 on.[one] So.",
        ),
        (
            [words("In 2025 it was "), fact("a"), words(" of 2024. So wait.")],
            "In 2025 it was <a> of 2024.[one] So wait.",
        ),
        (
            [words("예산은 2025. 4. 11. 기준 "), fact("a"), words("이다. 그러니.")],
            "예산은 2025. 4. 11. 기준 <a>이다.[one] 그러니.",
        ),
        ([node("strong", fact("a"), words(" it is.")), words(" So wait.")], "<a> it is.[one] So wait."),
        ([words("“It is "), fact("a"), words(".” So wait.")], "“It is <a>.”[one] So wait."),
        ([words("표본은 "), fact("a"), words("이다. 그러니 기다린다.")], "표본은 <a>이다.[one] 그러니 기다린다."),
        ([node("span", words("It is so"), claim="a"), words(". So wait.")], "It is so.[one] So wait."),
        ([fact("unknown"), words(". So wait.")], "<unknown>. So wait."),
    ],
)
def test_a_source_is_named_where_its_fact_is_told(parts: list[Node], said: str) -> None:
    assert line(with_sources(parts, FACTS, DOTTED)) == said


PARTS = st.one_of(
    st.sampled_from(["a", "b", "c", "d"]).map(fact),
    st.text("ab .!?다\n”)", min_size=1).map(words),
    st.just(node("softbreak")),
    st.lists(st.sampled_from(["one", "two"]), min_size=1, max_size=2).map(lambda it: cites(*it)),
    st.just(NOTE),
)


@given(st.lists(PARTS, max_size=12))
def test_no_word_is_lost_and_every_source_is_named(parts: list[Node]) -> None:
    made = with_sources(parts, FACTS, DOTTED)
    assert _words(made) == _words(parts)
    assert [it for it in made if it.kind in ("fact", "note")] == [it for it in parts if it.kind in ("fact", "note")]
    cited = {it.get("id") for part in made for it in part.children if it.kind == "cite"}
    assert all(any(ref.id in cited for ref in FACTS[it.get("id")].value.source) for it in parts if it.kind == "fact")


def _words(parts: list[Node] | tuple[Node, ...]) -> str:
    """Letters and stops, in order; a mark may have moved over a stop and closed up."""
    return "".join("".join(it.text.split()) for it in parts if it.kind == "text")


MARK = Node("cites", {"source": "a"})
MARKED = st.sampled_from(
    [MARK, Node("note"), words("said "), words(" "), words(". "), words(".”"), words(", and"), Node("softbreak")]
)


def shown(parts: tuple[Node, ...]) -> str:
    return "".join(
        "*" if part.kind in ("cites", "note") else part.text if part.kind == "text" else "⏎" for part in parts
    )


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ([words("said "), MARK, words(". Then")], "said.* Then"),
        ([words("said "), MARK, words(" "), MARK, words(". Then")], "said.** Then"),
        ([words("said "), MARK, words(", "), MARK, words(". Then")], "said,.** Then"),
        ([MARK, words(".")], ".*"),
        ([words("said"), Node("softbreak"), MARK, words(" more")], "said* more"),
    ],
)
def test_a_mark_stands_after_the_stop(parts: list[Node], wanted: str) -> None:
    assert shown(marks_after_stops(tuple(parts))) == wanted


@given(st.lists(MARKED, max_size=12))
def test_no_mark_and_no_letter_is_lost(parts: list[Node]) -> None:
    before, after = shown(tuple(parts)), shown(marks_after_stops(tuple(parts)))
    assert after.count("*") == before.count("*")
    letters = str.maketrans("", "", "* ⏎")
    assert after.translate(letters) == before.translate(letters)


def test_four_times_as_many_take_about_four_times_as_long() -> None:
    def seconds(number: int) -> float:
        parts = (MARK, words(" "), MARK, words(". ")) * number
        begun = time.process_time()
        marks_after_stops(parts)
        return time.process_time() - begun

    few = min(seconds(1000) for _ in range(3))
    assert min(seconds(4000) for _ in range(3)) < 8 * few + 0.05
