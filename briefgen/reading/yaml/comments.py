"""A text without quotes in which a parser of YAML takes the rest for a comment: Our #1 priority."""

from __future__ import annotations

import re

_GLUED = re.compile(r"[ \t]+#(?=(?P<number>\d)|[^\W_])")
_NUMBERED = re.compile(r"[ \t]+#\d{1,3}[ \t]+[^\W\d_]")
_OWN_WORD = re.compile(r"[a-z][a-z0-9_.-]*|[\W\d_].*")
"""An id, a setting or a figure: what follows it is a comment, even without a space."""


def is_cut(text: str, after: str) -> bool:
    """Whether words are lost ``after`` a ``text`` in its line, rather than a remark left out: ``# …`` is a comment."""
    if not text:
        return _NUMBERED.match(after) is not None
    found = _GLUED.match(after)
    return found is not None and (found["number"] is not None or _OWN_WORD.fullmatch(text) is None)
