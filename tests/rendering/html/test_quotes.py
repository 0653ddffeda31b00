"""Quotation marks within quotation marks are single ones."""

from __future__ import annotations

import pytest

from briefgen.language.lines.quotes import nested


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("up 52% against “Mentions of “consumption”, 2024”", "up 52% against “Mentions of ‘consumption’, 2024”"),
        ("“one” and “two”", "“one” and “two”"),
        ("as “a “b” and “c””", "as “a ‘b’ and ‘c’”"),
        ("“never closed “here”", "“never closed “here”"),
        ("no marks", "no marks"),
    ],
)
def test_inner_marks_are_single(text: str, shown: str) -> None:
    assert nested(text) == shown
