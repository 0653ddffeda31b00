"""What only follows from a file that cannot be read is not told: the file itself is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.model.core.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class _FileContents:
    """What files hold: their paths, the codes of what is not known without them, what a link would lead to."""

    paths: re.Pattern[str]
    codes: frozenset[str]
    target: str = ""

    def is_missed_by(self, found: Diagnostic) -> bool:
        leads_there = found.code == "link-resolves" and found.subject[:1] == (self.target,)
        return found.code in self.codes or leads_there


_HELD = tuple(
    _FileContents(re.compile(f"content/{paths}"), frozenset(codes.split()), target)
    for paths, codes, target in (
        (r"facts/.*", "fact-is-known", "fact"),
        (r"glossary\.yaml", "term-is-known particle-is-certain particle-fits", "term"),
        (r"sources\.yaml", "source-is-known", ""),
        (r"timeline\.yaml", "event-is-known", ""),
        (r"site\.yaml", "topic-is-known unit-is-known rate-is-declared", "topic"),
        (r"briefs/[^/]+/brief\.yaml", "brief-is-known", ""),
    )
)
_IN_BRIEF = tuple(
    (re.compile(rf"(content/briefs/[^/]+/){name}"), frozenset(codes.split()))
    for name, codes in (
        (r"brief\.yaml", "recommendation-is-known"),
        (r"[^/]+\.chart\.yaml", "chart-is-known reference-is-known"),
    )
)
"""Files of a brief, and the codes of what its texts miss without them."""


def only_causes(problems: Iterable[Diagnostic], unread: frozenset[str]) -> tuple[Diagnostic, ...]:
    """``problems`` without those that may be gone once the files in ``unread`` can be read."""
    held = [each for each in _HELD if any(each.paths.fullmatch(path) for path in unread)]
    folders = [
        (brief[1], codes) for path in unread for name, codes in _IN_BRIEF if (brief := name.fullmatch(path)) is not None
    ]
    return tuple(
        found
        for found in problems
        if not any(each.is_missed_by(found) for each in held)
        and not any(_is_in(found, folder) and found.code in codes for folder, codes in folders)
    )


def _is_in(found: Diagnostic, folder: str) -> bool:
    return found.span is not None and found.span.path.startswith(folder)
