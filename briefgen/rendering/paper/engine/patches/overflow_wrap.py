"""A word is broken anywhere only where it begins a line (docs/upstream/overflow_wrap.md).

``overflow-wrap: anywhere`` lets a word that is longer than a line break. Upstream takes a text for the beginning of its
line when nothing of the *paragraph* stands before it there; in an element that goes on from the line before, the words
of that element are not counted. So ``https://`` was broken after two letters at the end of a line, though the whole of
it had room on the next.
"""

from __future__ import annotations

from typing import Any

from briefgen.rendering.paper.engine.patches import put_in_place

_HAIR = 0.01
"""Pixels that rounding may put between a place and itself."""
_ELSE = (object(),)
"""What stands before a text, for a function that asks only whether anything does."""


def apply() -> None:
    """Patch WeasyPrint in this process, once."""
    from weasyprint.layout import inline

    put_in_place(inline, "split_inline_level", _that_sees_what_stands_before)


def _that_sees_what_stands_before(original: Any) -> Any:
    from weasyprint.formatting_structure.boxes import TextBox

    def split_inline_level(
        context: Any, box: Any, x: float, most: float, bottom: float, skip: Any, block: Any,
        absolute: Any, fixed: Any, holders: Any, floats: Any, before: Any, letter: Any, first: Any,
    ) -> Any:  # fmt: skip
        if isinstance(box, TextBox) and not before and x > _start(block) + _HAIR:
            before = _ELSE
        return original(
            context, box, x, most, bottom, skip, block, absolute, fixed, holders, floats, before, letter, first
        )

    return split_inline_level


def _start(block: Any) -> float:
    """Return where a line of ``block`` begins that is not indented and has no float beside it, in pixels."""
    return float(block.content_box_x())
