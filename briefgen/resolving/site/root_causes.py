"""What only follows from a file that cannot be read is not told: the file itself is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.core.rules import RULES

_HELD_IN = {code: re.compile(f"content/{rule.held_in}") for code, rule in RULES.items() if rule.held_in}


def only_causes(problems: Iterable[Diagnostic], unread: frozenset[str]) -> tuple[Diagnostic, ...]:
    """``problems`` without those that may be gone once the files in ``unread`` can be read."""
    read = [(code, paths.fullmatch(path)) for code, paths in _HELD_IN.items() for path in unread]
    unknown = [(code, f"content/{found[1]}" if found.re.groups else "") for code, found in read if found]

    def follows(found: Diagnostic) -> bool:
        path = found.span.path if found.span else ""
        codes = {found.code, *(f"{kind}-is-known" for kind in found.subject[:1] if found.code == "link-resolves")}
        return any(code in codes and path.startswith(folder) for code, folder in unknown)

    return tuple(found for found in problems if not follows(found))
