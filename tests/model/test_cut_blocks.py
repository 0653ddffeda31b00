"""A text is cut into blocks in one place: what each is known by, what is in it, what it is in."""

from __future__ import annotations

from collections.abc import Iterable

from support.project import Project

from briefgen.model.core.blocks import Block, blocks, every, lines
from briefgen.reading.markdown import parse
from briefgen.resolving.text.paragraphs import number_blocks

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
