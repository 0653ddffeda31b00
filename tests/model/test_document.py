"""A text as a tree, read in order and changed without touching what was read; and cut into blocks in one place."""

from __future__ import annotations

from collections.abc import Iterable

from support.project import Project

from briefgen.model.core.blocks import Block, blocks, every, lines
from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import Node, node, words
from briefgen.reading.markdown import parse
from briefgen.resolving.text.paragraphs import number_blocks

TREE = node(
    "document",
    node("paragraph", words("하나"), node("softbreak"), node("strong", words("둘"))),
    node("paragraph", words("셋"), node("hardbreak"), node("literal", text="넷")),
)


def test_a_tree_is_walked_in_reading_order() -> None:
    assert [part.text for part in TREE.walk() if part.text] == ["하나", "둘", "셋", "넷"]
    assert next(TREE.walk()) is TREE


def test_the_words_of_a_text_have_a_space_for_each_break() -> None:
    assert TREE.plain() == "하나 둘셋 넷"


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


# Blocks


TEXT = """
Before.[^one]

## Part {#part}

- First
- Second

> Quoted.

:::{table} The numbers
:id: tab-n
:note: Its note.

| A[^two] | B |
|---|---|
| 1 | 2 |
:::

:::{recommendation} r1
Do it.
:::

:::{box} A box

After.
:::

[^one]: A note.

    Of two paragraphs.
[^two]: In a cell.
"""


def cut(text: str = TEXT) -> tuple[Block, ...]:
    return blocks(parse(text, "a.md").value)


def said(some: Iterable[Block]) -> list[str]:
    return [it.node.said().strip() for it in some]


def of_kind(kind: str, some: Iterable[Block]) -> list[Block]:
    return [it for it in every(some) if it.kind == kind]


def test_blocks_follow_one_another_as_they_are_read_and_notes_what_calls_them() -> None:
    found = [it.kind for it in every(cut())]
    assert found[:4] == ["paragraph", "note", "paragraph", "paragraph"]
    assert found[4:] == [
        *("heading", "list", "item", "paragraph", "item", "paragraph", "quote", "paragraph"),
        *("directive", "table", "row", "cell", "note", "paragraph", "cell", "row", "cell", "cell"),
        *("directive", "paragraph", "directive", "paragraph"),
    ]


def test_a_row_is_read_as_a_whole_with_the_notes_of_its_cells() -> None:
    first, *_ = [it for it in lines(cut()) if it.kind == "row"]
    assert "cell" not in [it.kind for it in lines(cut())]
    assert [said(note.blocks) for note in first.called()] == [["In a cell."]]


def test_a_block_knows_its_section_and_what_it_is_in() -> None:
    (row, *_), (heading,) = of_kind("row", cut()), of_kind("heading", cut())
    assert cut()[0].section is None and heading.section is heading.node
    assert row.section is not None and row.section.get("id") == "part" and row.anchor == "tab-n"
    assert [it.kind for it in row.containers] == ["directive", "table"]


def test_a_note_is_in_what_its_line_is_in() -> None:
    *_, note = of_kind("note", cut())
    assert [it.kind for it in note.blocks[0].containers] == ["directive", "table"]
    assert note.blocks[0].key == note.key == next(it for it in of_kind("cell", cut())).key


def test_what_a_block_says_beside_its_line() -> None:
    captions = {it.name: it.captions for it in cut() if it.kind == "directive"}
    assert captions == {"table": ("The numbers", "Its note."), "recommendation": (), "box": ("A box",)}


def test_an_id_is_the_one_that_its_author_gave_it() -> None:
    assert [it.id for it in cut("## No id\n\n:::{recommendation} r1\nDo it.\n:::\n")] == ["", "r1"]


def test_lists_and_paragraphs_by_themselves_are_numbered_and_what_is_in_them_has_their_number() -> None:
    assert [(it.kind, it.number) for it in every(cut()) if it.is_numbered] == [
        ("paragraph", 1),
        ("list", 2),
        ("paragraph", 3),
    ]
    assert {it.number for it in of_kind("item", cut())} == {2}
    assert {it.anchor for it in of_kind("item", cut())} == {"p2"}


def test_a_text_as_written_and_the_same_text_settled_are_cut_alike() -> None:
    project = Project()
    for lang, edition in project.editions().value.items():
        written = every(blocks(project.site().value.briefs["first"].texts[lang].body))
        settled = every(blocks(edition.articles["first"].body))
        assert [(it.key, it.number) for it in written] == [(it.key, it.number) for it in settled]


def test_a_numbered_text_says_the_keys_and_numbers_of_its_blocks() -> None:
    body = number_blocks(parse(TEXT, "a.md").value, "x-")
    keys, numbers = ([it.get(name) for it in body.walk() if it.get(name)] for name in ("block", "number"))
    assert keys == list(dict.fromkeys(it.key for it in every(blocks(body, "x-")) if it.key))
    assert numbers == ["1", "2", "3"] and keys[:2] == ["x-b1", "x-b2"]
