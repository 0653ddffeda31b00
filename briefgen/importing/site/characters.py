"""Invisible marks that no text of a site may have: they are taken out, so that one of them does not stop the whole."""

from __future__ import annotations

import re

from briefgen.model.values.characters import name_of, unwanted, without

_EMBEDDED = re.compile("([\u202a\u202b])([^\u202a-\u202e\u2066-\u2069\n]*)\u202c")
_ISOLATE = {"\u202a": "\u2066", "\u202b": "\u2067"}
"""The successors of the marks that set the direction of a few words."""


def without_marks(text: str) -> tuple[str, list[tuple[int, str]]]:
    """``text`` without them, and the line of each with what it was.

    Two marks round words on one line are replaced by those that Unicode has in their place now; nothing is said then.
    """
    text = _EMBEDDED.sub(lambda found: f"{_ISOLATE[found[1]]}{found[2]}\u2069", text)
    places = list(unwanted(text))
    said = [(text.count("\n", 0, at) + 1, f"{name_of(text[at])} was taken out") for at in places]
    return (without(text, places) if places else text), said
