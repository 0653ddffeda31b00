"""Fields of a schema that an author writes as text: an amount, a quantity, a day."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from briefgen.model.values.parsing import parse_day, parse_value
from briefgen.model.values.quantities import Day, Quantity, Value
from briefgen.model.values.scalars import one_text


def read_value(given: Any) -> Any:
    """Return the value that an author has typed; all else as it is. Raises ValueError for what is not one."""
    return parse_value(given) if isinstance(one_text(given), str) else given


def _day(given: Any) -> Any:
    return parse_day(given) if isinstance(one_text(given), str) else given


def day_or_event(given: Any) -> Any:
    """Return the day that an author has typed, or the id of an event. Raises ValueError for what is neither."""
    if isinstance(given, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", given):
        return parse_day(given)
    if isinstance(given, dict | list) or (isinstance(given, str) and not re.fullmatch(r"[^\W\d][\w-]*", given)):
        raise ValueError("due is a day, such as 2026-12-31, or an event of timeline.yaml; each language sets its words")
    return given


def _quantity(given: Any) -> Any:
    found = read_value(given)
    if isinstance(given, str) and not isinstance(found, Quantity):
        raise ValueError(f"“{given}” is not a quantity; write e.g. 398.119 billion CNY")
    return found


FigureField = Annotated[Value, BeforeValidator(read_value)]
QuantityField = Annotated[Quantity, BeforeValidator(_quantity)]
DayField = Annotated[Day, BeforeValidator(_day)]
