"""What answers make of the record, and copies of pages that are gone: what a person has written into it stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

from briefgen.links.answers import Answer
from briefgen.links.client import ForbiddenError, NoAnswerError
from briefgen.model.records.links import ArchivedCopy, LinkRecord, LinkState, is_external, names_a_host
from briefgen.model.values.json_text import parse_json
from briefgen.model.values.parsing import parse_day
from briefgen.model.values.quantities import Day
from briefgen.model.written.settings import PAGE
from briefgen.resolving.site.external import LONGEST

Fetch = Callable[[str], bytes]


def brought_up_to_date(
    record: Mapping[str, LinkRecord], answers: Mapping[str, Answer], written: Collection[str], today: date
) -> dict[str, LinkRecord]:
    """The record by address, in order, with these answers of ``today``.

    An address that is not ``written`` anywhere any more goes, unless a copy or a note stands with it.
    """
    kept = {address: it for address, it in record.items() if address in written or it.archived or it.note}
    asked = {address: _with(kept.get(address, LinkRecord()), answer, today) for address, answer in answers.items()}
    return dict(sorted({**kept, **asked}.items()))


def _with(before: LinkRecord, answer: Answer, today: date) -> LinkRecord:
    if answer.state is LinkState.UNCHECKED:  # it was not asked: what is known of it stays
        return before if before.checked else before.model_copy(update={"reason": answer.reason})
    if answer.state is LinkState.REFUSED and before.state is LinkState.GONE:  # it is not back yet
        answer = replace(answer, state=LinkState.GONE)
    found = {"state": answer.state, "status": answer.status, "to": answer.to, "reason": answer.reason}
    return before.model_copy(update={**found, "checked": Day(today.year, today.month, today.day)})


def with_copies(record: Mapping[str, LinkRecord], archive: str, fetch: Fetch) -> dict[str, LinkRecord]:
    """The record with the copies that the ``archive`` has of pages that are gone and of which no copy is known."""
    gone = (address for address, it in record.items() if it.state is LinkState.GONE and it.archived is None)
    copies = _copies_of(gone, archive, fetch)
    return {
        address: it.model_copy(update={"archived": copies[address]}) if address in copies else it
        for address, it in record.items()
    }


def _copies_of(pages: Iterable[str], archive: str, fetch: Fetch) -> dict[str, ArchivedCopy]:
    """By page the copy that the archive has; what it has none of, or does not answer, is left out."""
    found: dict[str, ArchivedCopy] = {}
    for page in pages:
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
