"""Copies of pages that are gone, as an archive knows them: asked for where site.yaml names one, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from briefgen.links.answers import Pause
from briefgen.links.client import ForbiddenError, NoAnswerError
from briefgen.model.records.links import ArchivedCopy, is_external, names_a_host
from briefgen.model.values.json_text import parse_json
from briefgen.model.values.parsing import parse_day
from briefgen.model.written.settings import PAGE
from briefgen.resolving.site.external import LONGEST

Fetch = Callable[[str], bytes]
_GAP = 1.0
"""Seconds between two questions to the archive."""


def copies_of(pages: Iterable[str], archive: str, fetch: Fetch, pause: Pause) -> dict[str, ArchivedCopy]:
    """By page the copy that the ``archive`` has; what it has none of, or does not answer, is left out."""
    found: dict[str, ArchivedCopy] = {}
    for position, page in enumerate(pages):
        if position:
            pause(_GAP)
        try:
            copy = copy_in(fetch(archive.replace(PAGE, quote(page, safe=""))))
        except (NoAnswerError, ForbiddenError):
            continue
        if copy is not None:
            found[page] = copy
    return found


def copy_in(answer: bytes) -> ArchivedCopy | None:
    """The copy in an answer like ``{"archived_snapshots": {"closest": {"url": …, "timestamp": "20261101…"}}}``."""
    try:
        closest: Any = parse_json(answer)["archived_snapshots"]["closest"]
        url, day = str(closest["url"]), str(closest["timestamp"])[:8]
        if not (closest["available"] is True and is_external(url) and names_a_host(url) and len(url) <= 2 * LONGEST):
            return None
        return ArchivedCopy(url=url, date=parse_day(f"{day[:4]}-{day[4:6]}-{day[6:]}"))
    except (ValueError, KeyError, TypeError, IndexError):
        return None
