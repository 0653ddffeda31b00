"""What stands within brackets of the text: there what follows a link on paper needs none of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.model.core.document import Node

_LEADING = frozenset({"link", "reference"})


def in_brackets(parts: Iterable[Node]) -> Iterator[Node]:
    """The parts of a line, links and references between brackets marked as ``within``."""
    depth = 0
    for part in parts:
        yield part.with_attrs(within=" within") if depth and part.kind in _LEADING else part
        for sign in part.text if part.kind == "text" else "":
            depth = max(0, depth + (sign == "(") - (sign == ")"))
