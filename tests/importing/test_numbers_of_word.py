"""The numbers that Word prints before headings stand in the text as Word prints them."""

from __future__ import annotations

import pytest
from support.office import heading_styles, list_levels, paragraph, word

from briefgen.importing.word.document import read_word

LEVELS = (("decimal", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3."))


@pytest.mark.parametrize(
    ("headings", "made"),
    [
        (
            [("Why", 2, 0), ("Now", 1, 1), ("How", 1, 0), ("Costs", 1, 1)],
            ["1. Why", "1.1. Now", "2. How", "2.1. Costs"],
        ),
        ([("Why", 1, 1), ("Now", 1, 1), ("How", 1, 0)], ["1.1. Why", "1.2. Now", "2. How"]),
        ([("Why", 1, 0), ("Now", 1, 2), ("Then", 1, 1)], ["1. Why", "1.1.1. Now", "1.2. Then"]),
        ([("Why", 1, 0), ("How", 3, 0), ("Now", 3, 1)], ["1. Why", "2. How", "2.1. Now"]),
    ],
    ids=["first of another list", "no first level", "a level left out", "lists of one kind"],
)
def test_a_level_that_has_not_been_counted_counts_once(headings: list[tuple[str, int, int]], made: list[str]) -> None:
    alike = '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    body = "".join(paragraph(words, style=f"h{depth + 1}", numbered=(of, depth)) for words, of, depth in headings)
    numbering = list_levels(1, *LEVELS) + list_levels(2, *LEVELS) + alike
    styles = heading_styles()
    found = read_word(word(paragraph("A report", style="title") + body, styles=styles, numbering=numbering)).markdown
    assert [line.lstrip("# ") for line in found.split("\n") if line] == made
