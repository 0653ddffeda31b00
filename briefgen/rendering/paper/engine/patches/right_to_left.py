"""What is read from right to left is in the file as it is read (docs/upstream/right_to_left.md).

Glyphs are written to a PDF from left to right, as they stand on paper: so a reader that follows them reads such a line
from its end. Upstream writes no ``ActualText`` that would say what the line says.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from briefgen.rendering.paper.engine.patches import put_in_place

_LEFTWARD = frozenset({"R", "AL"})
"""Bidirectional classes of letters that are written from right to left."""


def apply() -> None:
    """Patch WeasyPrint in this process, once."""
    from weasyprint.draw import text

    put_in_place(text, "draw_first_line", _with_its_words)


def _with_its_words(original: Any) -> Any:
    import pydyf

    def draw_first_line(stream: Any, textbox: Any, *more: Any) -> Any:
        if getattr(stream, "_tags", None) is None or not _is_leftward(textbox):
            return original(stream, textbox, *more)
        stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(textbox.text)}))
        try:
            return original(stream, textbox, *more)
        finally:
            stream.end_marked_content()

    return draw_first_line


def _is_leftward(textbox: Any) -> bool:
    """Whether it has letters of such a script, or stands among them: there ``[1]`` is drawn as ``]1[``, mirrored."""
    leftward = (unicodedata.bidirectional(letter) in _LEFTWARD for letter in textbox.text)
    return textbox.style["direction"] == "rtl" or (not textbox.text.isascii() and any(leftward))
