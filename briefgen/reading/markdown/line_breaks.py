"""The end of a line in the source: a blank between words, but Japanese and Chinese write none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.language.lines.scripts import covered_scripts
from briefgen.model.core.document import Node
from briefgen.model.core.written import Lang

_WIDE = re.compile(
    r"[\u2e80-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]"
)
"""Kana, Han, and punctuation of their width."""


def without_blanks_at_breaks(body: Node, lang: Lang) -> Node:
    """A text of a language without blanks, where the end of a line between two of its characters leaves none.

    The rule is that of https://www.w3.org/TR/css-text-3/#line-break-transform, which paper and some browsers lack.
    """
    scripts = covered_scripts(lang)
    has_blanks = "Hani" not in scripts or "Hang" in scripts
    return body if has_blanks else body.map(_closed_up)


def _closed_up(part: Node) -> Node:
    inner = part.children
    kept = tuple(it for at, it in enumerate(inner) if it.kind != "softbreak" or not _is_between_wide(inner, at))
    return part if len(kept) == len(inner) else part.with_children(kept)


def _is_between_wide(inner: Sequence[Node], at: int) -> bool:
    if not 0 < at < len(inner) - 1:
        return False
    before, after = inner[at - 1].plain(), inner[at + 1].plain()
    return bool(_WIDE.match(before[-1:]) and _WIDE.match(after))
