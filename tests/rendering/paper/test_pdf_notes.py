"""A note stands on the page that calls it, however the lines fall."""

from __future__ import annotations

from collections import Counter

import pytest
from support.paper import pages_of, pages_of_calls
from support.pdfs import laid_out, opened, small_job

STYLE = """
html { font: 10pt/14pt serif }
p { margin: 0 0 4pt; orphans: 2; widows: 2 }
.note { float: footnote; footnote-policy: line; font-size: 8pt; line-height: 11pt }
"""


def text(paragraphs: int) -> str:
    """Paragraphs of one to five lines, with a note in two of three."""
    called = '<span class="note">What there is to add to it, in two lines of small type at the foot of a page.</span>'
    words = "words that fill a line of the column "
    parts = [f"{words}{called if number % 3 else ''} {words * (number % 5)}" for number in range(paragraphs)]
    return "".join(f"<p>{part}</p>" for part in parts)


@pytest.mark.parametrize("height", [180 + 3.7 * step for step in range(20)])
def test_calls_and_notes_share_their_page_at_every_height_of_the_page(height: float) -> None:
    page = f"@page {{ size: 200pt {height}pt; margin: 20pt; @footnote {{ margin-top: 6pt; padding-bottom: 0.1px }} }}"
    with opened(laid_out(small_job(text(24), STYLE + page, "serif"))) as pdf:
        calls, notes = Counter(pages_of_calls(pdf)), Counter(pages_of(pdf, "/Note"))
    assert sum(calls.values()) == 16
    assert calls == notes
