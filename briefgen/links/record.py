"""What answers make of the record: what a person has written into it stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from briefgen.links.answers import Answer
from briefgen.model.records.links import ArchivedCopy, LinkRecord, LinkState
from briefgen.model.values.quantities import Day


def brought_up_to_date(
    record: Mapping[str, LinkRecord], answers: Mapping[str, Answer], written: Collection[str], today: date
) -> dict[str, LinkRecord]:
    """The record by address, in order, with these answers of ``today``.

    An address that is not ``written`` anywhere any more goes, unless a copy or a note stands with it.
    """
    kept = {address: it for address, it in record.items() if address in written or it.archived or it.note}
    asked = {address: _with(kept.get(address, LinkRecord()), answer, today) for address, answer in answers.items()}
    return dict(sorted({**kept, **asked}.items()))


def with_copies(record: Mapping[str, LinkRecord], copies: Mapping[str, ArchivedCopy]) -> dict[str, LinkRecord]:
    """The record with ``copies`` of pages that are gone and have none yet."""
    return {
        address: it.model_copy(update={"archived": copies[address]}) if address in copies and not it.archived else it
        for address, it in record.items()
    }


def without_copy(record: Mapping[str, LinkRecord]) -> tuple[str, ...]:
    """The pages that are gone and of which no copy is known."""
    return tuple(address for address, it in record.items() if it.state is LinkState.GONE and it.archived is None)


def _with(before: LinkRecord, answer: Answer, today: date) -> LinkRecord:
    if answer.state is LinkState.UNCHECKED:  # it was not asked: what is known of it stays
        return before if before.checked else before.model_copy(update={"reason": answer.reason})
    if answer.state is LinkState.REFUSED and before.state is LinkState.GONE:  # it is not back yet
        answer = replace(answer, state=LinkState.GONE)
    found = {"state": answer.state, "status": answer.status, "to": answer.to, "reason": answer.reason}
    return before.model_copy(update={**found, "checked": Day(today.year, today.month, today.day)})
