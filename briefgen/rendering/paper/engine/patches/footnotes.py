"""Two patches of the line layout of WeasyPrint 70.0.

A note stands at the foot of the page that calls it.

When the second line of a paragraph (the last that must stay with the first) no longer fits above the notes, upstream
sends notes of earlier lines to the next page to make room for it (Kozea/WeasyPrint #1564). A reader looks for a note
below its call: here the paragraph moves to the next page instead, as it does where there are no notes.

And a line is not searched for notes box by box in the list of all notes to come: most boxes call none, and the work
grew with the square of the notes.
"""

from __future__ import annotations

import inspect

_MENDS = {
    "report = not context.in_column and can_break_now and not could_break_before": "report = False",
    "if descendant.footnote in context.footnotes)": (
        "if descendant.footnote is not None and descendant.footnote in context.footnotes)"
    ),
}


def apply() -> None:
    """Patch WeasyPrint in this process, once; raises RuntimeError where its source is not what was read."""
    from weasyprint.layout import block

    if getattr(block, "notes_patched", False):
        return
    source = inspect.getsource(block._linebox_layout)
    if any(source.count(old) != 1 for old in _MENDS):
        raise RuntimeError("the line layout of this WeasyPrint is not the one that briefgen patches")
    for old, new in _MENDS.items():
        source = source.replace(old, new)
    # A function of 140 lines with two conditions changed: to write it anew here would be to copy it.
    exec(compile(source, block.__file__, "exec"), block.__dict__)
    block.notes_patched = True
