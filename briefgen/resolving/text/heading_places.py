"""A heading by the id that another program gives it: GitHub, Hugo, MkDocs and Kramdown make each their own."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

from briefgen.model.core.document import Node


def heading_meant(anchor: str, body: Node) -> str:
    """The id of the heading of ``body`` that ``anchor`` stands for; empty when it is that of none.

    Only letters and digits count; the second of two equal headings is ``name-1`` or ``name_1``.
    """
    wanted, found, seen = _letters(unquote(anchor)), dict[str, str](), dict[str, int]()
    for part in body.walk():
        if part.kind == "heading" and part.get("id"):
            name = _letters(part.plain())
            count = seen[name] = seen.get(name, -1) + 1
            found.setdefault(f"{name}{count}" if count else name, part.get("id"))
    return found.get(wanted, "") if wanted else ""


def _letters(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words)
    return unicodedata.normalize("NFC", "".join(letter for letter in plain.casefold() if letter.isalnum()))
