"""Places where other programs put a list of contents: ``[TOC]``, ``[[_TOC_]]``. Pages have one here of their own."""

from __future__ import annotations

import re

from briefgen.importing.site.links.addresses import without_code

_MARK = re.compile(r"(?mi)^ {0,3}(?:\[toc\]|\[\[_?toc_?\]\]|\$\{toc\}|\{\{[ ]*toc[ ]*\}\})[ \t]*(?:\n\n?|\Z)")


def without_contents(text: str) -> str:
    """``text`` without those that stand alone on a line; what stands in code stays."""
    if "toc" not in text.lower():
        return text
    parts, at = [], 0
    for found in _MARK.finditer(without_code(text)):
        parts.append(text[at : found.start()])
        at = found.end()
    return "".join([*parts, text[at:]])
