"""A text for the web in sections and rows of cards."""

from __future__ import annotations

from briefgen.model.document import Node
from briefgen.rendering.sections import sections


def heading(level: str) -> Node:
    return Node("heading", {"level": level})


WORDS, CARD = Node("paragraph"), Node("directive", {"name": "recommendation"})


def test_a_section_begins_at_each_heading_of_the_second_level() -> None:
    blocks = (WORDS, heading("2"), WORDS, heading("3"), WORDS, heading("2"))
    found = sections(blocks)
    assert [len(it.blocks) for it in found] == [1, 4, 1]
    assert [it.titled for it in found] == [False, True, True]
    assert tuple(block for it in found for block in it.blocks) == blocks


def test_recommendations_that_follow_one_another_stand_together() -> None:
    (found,) = sections((heading("2"), WORDS, CARD, CARD, WORDS, CARD))
    assert found.actions
    assert [(run.cards, len(run.blocks)) for run in found.runs] == [(False, 2), (True, 2), (False, 1), (True, 1)]


def test_a_section_without_recommendations_is_not_one_of_actions() -> None:
    (found,) = sections((heading("2"), WORDS))
    assert not found.actions


def test_a_text_of_nothing_has_no_sections() -> None:
    assert sections(()) == ()
