"""Boxes of task lists, ``- [ ]`` and ``- [x]``: an item begins with the sign of an empty or of a ticked box."""

from __future__ import annotations

import re
from dataclasses import replace

from briefgen.model.core.document import Node, words

CLASS = "task"
"""Of an item that begins with a box."""
_BOX = re.compile(r"\[([ xX])\](?=\s|$)")
_OPEN, _DONE = "☐", "☑"


def with_box(line: tuple[Node, ...]) -> tuple[Node, ...] | None:
    """The first words of an item with the sign in place of the brackets; None where they begin with none."""
    found = _BOX.match(line[0].text) if line and line[0].kind == "text" else None
    if found is None:
        return None
    first, state = line[0], "open" if found[1] == " " else "done"
    box = Node("span", {"tag": "span", "task": state}, (words(_OPEN if state == "open" else _DONE, first.span),))
    place = first.span and replace(first.span, column=first.span.column + found.end())
    return (box, *([words(rest, place)] if (rest := first.text[found.end() :]) else []), *line[1:])
