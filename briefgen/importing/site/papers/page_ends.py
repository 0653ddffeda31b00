"""Commands that end a page in LaTeX and Quarto, which mean nothing on a page of the web."""

from __future__ import annotations

import re

from briefgen.importing.site.links.addresses import without_code

_COMMAND = re.compile(
    r"(?m)^[ \t]*(?:\\(?:clearpage|cleardoublepage|newpage|pagebreak)(?:\{\}|\[\d\])?|\{\{<[ ]*pagebreak[ ]*>\}\})"
    r"[ \t]*(?:\n\n?|\Z)"
)


def without_page_ends(text: str) -> str:
    """``text`` without those that stand alone on a line; what stands in code stays."""
    if "page" not in text:
        return text
    parts, at = [], 0
    for found in _COMMAND.finditer(without_code(text)):
        parts.append(text[at : found.start()])
        at = found.end()
    return "".join([*parts, text[at:]])
