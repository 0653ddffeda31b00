"""What is read from right to left is in the file as it is read (docs/upstream/right_to_left.md).

Glyphs are written to a PDF from left to right, as they stand on paper: so a reader that follows them reads such a line
from its end. Upstream writes no ``ActualText`` that would say what the line says, and calls the glyph that opens a
bracket the closing one wherever it first stands in such a line. An indent stands at the end of the first line. In
drawings it sets one letter after another from left to right: Arabic letters do not join, and vowels of Thai and Hindi
stand beside theirs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from briefgen.rendering.paper.engine.patches import put_in_place

_LEFTWARD = frozenset({"R", "AL"})
"""Bidirectional classes of letters that are written from right to left."""

_JOINED = re.compile("[\u0900-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Scripts of India and Southeast Asia: their signs change place, join, and are parted in glyphs that name no letter."""

_MIRRORED = {ord(it): other for it, other in zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True)}
"""What is drawn in such a line as its counterpart."""

_ISOLATES = "\u2067\u2069"
"""What gives the text between them a direction of its own, from right to left."""


def apply() -> None:
    """Patch WeasyPrint in this process, once."""
    from weasyprint import svg
    from weasyprint.draw import text
    from weasyprint.layout import inline

    put_in_place(text, "draw_first_line", _with_its_words)
    put_in_place(inline, "get_next_linebox", _indented_at_its_beginning)
    before = svg.text
    put_in_place(svg, "text", _in_one_piece)
    svg.TAGS.update({tag: svg.text for tag, draw in svg.TAGS.items() if draw is before})


def _indented_at_its_beginning(original: Any) -> Any:
    def get_next_linebox(context: Any, linebox: Any, *more: Any) -> Any:
        line, resume_at = original(context, linebox, *more)
        if line is not None and linebox.text_indent and linebox.style["direction"] == "rtl":
            for box in line.children:
                if box.is_in_normal_flow():
                    box.translate(-linebox.text_indent)
        return line, resume_at

    return get_next_linebox


class _Whole(str):
    """A text that upstream sets as one letter; from right to left it is isolated, with the direction of its own."""

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))


def _in_one_piece(original: Any) -> Any:
    def text(svg: Any, node: Any, font_size: float) -> None:
        if node.text and _in_pieces_wrong(node.text) and not isinstance(node.text, _Whole):
            node._etree_node.text = _Whole(node.text.join(_ISOLATES) if _has_leftward(node.text) else node.text)
        original(svg, node, font_size)

    return text


def _with_its_words(original: Any) -> Any:
    import pydyf

    def draw_first_line(stream: Any, textbox: Any, *more: Any) -> Any:
        if not _needs_words(textbox):
            return original(stream, textbox, *more)
        is_tagged = getattr(stream, "_tags", None) is not None
        if is_tagged:
            said = pydyf.String(textbox.text.strip(_ISOLATES))
            stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": said}))
        try:
            drawn = original(stream, textbox, *more)
        finally:
            if is_tagged:
                stream.end_marked_content()
        if textbox.text.translate(_MIRRORED) != textbox.text:
            _name_brackets(stream, textbox.pango_layout)
        return drawn

    return draw_first_line


def _name_brackets(stream: Any, layout: Any) -> None:
    """Let the font of each bracket in a run from right to left say which bracket its glyph is."""
    from weasyprint.text.ffi import ffi

    words = layout.text.encode()
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        if item.analysis.level % 2 == 0:
            continue
        named = stream.add_font(item.analysis.font)[0].to_unicode
        for at in range(glyphs.num_glyphs):
            glyph, start = glyphs.glyphs[at].glyph, item.offset + glyphs.log_clusters[at]
            letter = words[start : start + 4].decode(errors="ignore")[:1]
            if letter.translate(_MIRRORED) != letter and glyph in named:
                named[glyph] = letter.translate(_MIRRORED)


def _needs_words(textbox: Any) -> bool:
    """Whether it has letters of such a script, or stands among them: there ``[1]`` is drawn as ``]1[``, mirrored."""
    return textbox.style["direction"] == "rtl" or _in_pieces_wrong(textbox.text)


def _in_pieces_wrong(text: str) -> bool:
    """Whether letter by letter it would be set, or read, otherwise than it is written."""
    return _has_leftward(text) or bool(_JOINED.search(text))


def _has_leftward(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _LEFTWARD for letter in text)
