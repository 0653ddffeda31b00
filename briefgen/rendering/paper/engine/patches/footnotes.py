"""A note stands at the foot of the page that calls it (docs/upstream/footnotes.md).

When the second line of a paragraph (the last that must stay with the first) no longer fits above the notes, upstream
sends notes of earlier lines to the next page to make room for it. A reader looks for a note below its call: here the
paragraph moves to the next page instead, as it does where there are no notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.rendering.paper.engine.patches import put_in_place


def apply() -> None:
    """Patch WeasyPrint in this process, once."""
    from weasyprint.layout import block

    put_in_place(block, "iter_line_boxes", _without_lines_to_make_room_for)


def _without_lines_to_make_room_for(original: Any) -> Any:
    """Lines end at the one that upstream would make room for: it does so only where more lines can follow."""

    def iter_line_boxes(
        context: Any, box: Any, y: float, bottom: float, skip: Any, block: Any, *more: Any
    ) -> Iterator[tuple[Any, Any]]:
        orphans = block.style["orphans"]
        decorated = block.style["box_decoration_break"] == "clone"
        below = block.border_bottom_width + block.padding_bottom if decorated else 0
        for number, (line, resume_at) in enumerate(original(context, box, y, bottom, skip, block, *more), 1):
            is_last_to_stay = number == orphans > 1
            overflows = is_last_to_stay and context.overflows_page(bottom, line.position_y + line.height + below)
            yield line, resume_at
            if overflows:
                return

    return iter_line_boxes
