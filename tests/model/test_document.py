"""A text as a tree: read in order, changed without touching what was read."""

from __future__ import annotations

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import Node, node, words

TEXT = node(
    "document",
    node("paragraph", words("하나"), node("softbreak"), node("strong", words("둘"))),
    node("paragraph", words("셋"), node("hardbreak"), node("literal", text="넷")),
)


def test_a_tree_is_walked_in_reading_order() -> None:
    assert [part.text for part in TEXT.walk() if part.text] == ["하나", "둘", "셋", "넷"]
    assert next(TEXT.walk()) is TEXT


def test_the_words_of_a_text_have_a_space_for_each_break() -> None:
    assert TEXT.plain() == "하나 둘셋 넷"


def test_attributes_that_python_reserves_are_written_with_a_line_after_them() -> None:
    assert node("span", class_="x", data_fact="a").attrs == {"class": "x", "data-fact": "a"}


def test_a_changed_node_leaves_the_first_as_it_was() -> None:
    first = node("heading", words("제목"), level="2")
    second = first.with_attrs(level="3", id="x")
    assert (first.get("level"), first.get("id")) == ("2", "")
    assert (second.get("level"), second.get("id"), second.children) == ("3", "x", first.children)
    assert first.with_children(()).get("level") == "2"


def test_every_node_is_changed_once_its_children_are() -> None:
    seen: list[str] = []

    def change(part: Node) -> Node:
        seen.append(part.kind)
        return words(part.text.upper()) if part.kind == "text" else part

    made = node("paragraph", node("strong", words("a")), words("b")).map(change)
    assert made.plain() == "AB"
    assert seen == ["text", "strong", "text", "paragraph"]


def test_moving_a_text_does_not_make_it_another() -> None:
    assert words("가", Span("a.md", 1)) == words("가", Span("a.md", 9))
