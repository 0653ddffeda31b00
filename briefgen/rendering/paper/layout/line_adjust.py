"""Room for a word of another width in a line that has been set: what follows it moves.

Only in a line that ends where its words do (``text-align: start``): one set to the full width would have to be spaced
anew. A line that gets shorter has a little more white at its end, one that gets longer must have had it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Box = Any
Page = Any

_RAGGED = ("start", "left")


def lines_of(page: Page) -> Iterator[tuple[Box, Box]]:
    """Every line of a page, notes and margins too, each with the block that it stands in."""
    yield from _lines(page._page_box, page._page_box)


def texts_of(line: Box) -> Iterator[Box]:
    """The texts that stand in a line itself, not in a block in it."""
    from weasyprint.formatting_structure.boxes import InlineBox, TextBox

    for child in line.children:
        if isinstance(child, TextBox):
            yield child
        elif isinstance(child, InlineBox):
            yield from texts_of(child)


def can_give(line: Box, block: Box, pixels: float) -> bool:
    """Tell whether a text in ``line`` may become so much narrower, or wider when ``pixels`` is negative."""
    style = line.style
    if style["text_align_all"] not in _RAGGED or style["text_align_last"] not in ("auto", *_RAGGED):
        return False
    if style["direction"] != "ltr":
        return False
    return pixels > 0 or _end(line) - pixels <= float(block.content_box_x() + block.width)


def narrow(line: Box, text: Box, pixels: float) -> None:
    """Make ``text`` so much narrower, or wider when ``pixels`` is negative, and move what follows it in the line."""
    _narrow(line, text, pixels)


def has_leader(line: Box) -> bool:
    """Tell whether dots fill the line up to what stands at its end."""
    return any(True for _ in _leaders(line))


def fill_up_to(line: Box, right: float) -> None:
    """Let the dots of a line end where its last text now begins: they stand one below the other, from line to line."""
    for leader in _leaders(line):
        first = leader.children[0]  # the last one on paper: the layout goes from the right to the left
        room = int((right - first.position_x - first.width) // first.width)
        more = [_moved(first, first.width * steps) for steps in range(room, 0, -1)]
        kept = [dot for dot in leader.children if dot.position_x + dot.width <= right]
        leader.children = (*more, *kept)
        leader.width = right - leader.position_x


def look_for_links(page: Page) -> None:
    """Find the places of links and of what they lead to again, after something has moved."""
    fresh = type(page)(page._page_box)
    page.links, page.anchors = fresh.links, fresh.anchors


def _lines(box: Box, block: Box) -> Iterator[tuple[Box, Box]]:
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox

    if isinstance(box, LineBox):
        yield box, block
    below = block if isinstance(box, LineBox | InlineBox) else box
    for child in box.children:
        yield from _lines(child, below)


def _moved(box: Box, pixels: float) -> Box:
    copy = box.copy()
    copy.position_x += pixels
    return copy


def _leaders(line: Box) -> Iterator[Box]:
    return (box for box in line.descendants() if box.is_leader and box.children)


def _end(line: Box) -> float:
    """Return where the ink of a line ends: a space there may stick out."""
    texts = [text for text in texts_of(line) if text.text.strip()]
    return max((float(text.position_x + text.width) for text in texts), default=float(line.position_x))


def _narrow(parent: Box, text: Box, pixels: float) -> bool:
    """Tell whether ``text`` is below ``parent``, which has become narrower then."""
    found = False
    for child in parent.children:
        if found:
            if child.is_in_normal_flow():
                child.translate(-pixels, 0)
        elif child is text:
            child.width -= pixels
            found = True
        else:
            found = _narrow(child, text, pixels)
    if found:
        parent.width -= pixels
    return found
