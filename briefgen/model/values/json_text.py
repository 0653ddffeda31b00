"""JSON that may come from anywhere: read to a value, or refused with one kind of exception."""

from __future__ import annotations

import json
from typing import Any, NoReturn

LARGEST = 20_000_000
"""Bytes, of what may come from anywhere."""
LARGEST_LIST = 250_000_000
"""Bytes, of what briefgen itself lists: a site of 200,000 files has a manifest of 30 MB."""


def parse_json(content: bytes, largest: int | None = None) -> Any:
    """The value that ``content`` (UTF-8, at most ``largest`` bytes; None: ``LARGEST``) holds.

    Raises ValueError for everything else: also for values nested too deeply and for NaN, which JSON does not have.
    """
    largest = LARGEST if largest is None else largest
    if len(content) > largest:
        raise ValueError(f"more than {largest:,} bytes")
    try:
        return json.loads(content, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
