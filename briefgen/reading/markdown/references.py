"""Addresses that stand on lines of their own, ``[label]: address``, for links that name only the label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.model.diagnostics import Diagnostic, Severity
from briefgen.reading.markdown.places import Source

_HINT = "delete one of the two, or give it another label"


def reference_problems(env: Mapping[str, Any], source: Source) -> Iterator[Diagnostic]:
    """A warning at each address that is given for a label that has another one already: the first counts."""
    first = env.get("references", {})
    for again in env.get("duplicate_refs", ()):
        used = first[again["label"]]
        if (again["href"], again["title"]) == (used["href"], used["title"]):
            continue
        label = source.line(again["map"][0]).partition("[")[2].partition("]")[0]
        message = f"the address of the link [{label}] is given a second time; the first is used: {used['href']}"
        place, related = source.block(again["map"][0]), ((source.block(used["map"][0]), "the first"),)
        yield Diagnostic("link-label-is-unique", message, place, Severity.WARNING, _HINT, related)
