"""A mend to the line layout of WeasyPrint 70.0: a note stands at the foot of the page that calls it.

When the second line of a paragraph (the last that must stay with the first) no longer fits above the notes, upstream
sends notes of earlier lines to the next page to make room for it (Kozea/WeasyPrint #1564). A reader looks for a note
below its call: here the paragraph moves to the next page instead, as it does where there are no notes.
"""

from __future__ import annotations

import inspect

_MAKES_ROOM = "report = not context.in_column and can_break_now and not could_break_before"
_MOVES_ON = "report = False"


def apply() -> None:
    """Mend WeasyPrint in this process, once; raises RuntimeError where its source is not what was read."""
    from weasyprint.layout import block

    if getattr(block, "notes_mended", False):
        return
    source = inspect.getsource(block._linebox_layout)
    if source.count(_MAKES_ROOM) != 1:
        raise RuntimeError("the line layout of this WeasyPrint is not the one that briefgen mends")
    # A function of 140 lines with one condition changed: to write it anew here would be to copy it.
    exec(compile(source.replace(_MAKES_ROOM, _MOVES_ON), block.__file__, "exec"), block.__dict__)
    block.notes_mended = True
