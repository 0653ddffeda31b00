"""``timeline.yaml``: what happened when, with its source."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from briefgen.model.core.written import Allowed, LocalText, MomentField, Schema
from briefgen.model.values.fields import read_value
from briefgen.model.values.quantities import Day, Interval
from briefgen.model.written.facts import SourceRefs


def _when(given: Any) -> Any:
    found = read_value(given)
    if isinstance(given, str) and not isinstance(found, Day | Interval):
        raise ValueError(f"“{given}” is not a date; write 2025-03-04 or 2025-03-04/2025-03-11")
    return found


class Event(Schema):
    """One event; ``when`` is a day, month, year or an interval of them."""

    when: Annotated[Day | Interval, BeforeValidator(_when)]
    label: LocalText
    text: LocalText | None = None
    source: SourceRefs = ()
    note: LocalText | None = None
    turning_point: bool = False
    """Whether it belongs to the few that the front page shows."""
    embargo_until: MomentField | None = None
    allow: Allowed = Field(default_factory=dict)
