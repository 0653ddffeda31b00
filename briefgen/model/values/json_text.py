"""JSON that may come from anywhere: read to a value, or refused with one kind of exception."""

from __future__ import annotations

import json
from typing import Any, NoReturn

LARGEST = 20_000_000
"""Bytes: a site of 50,000 files has a manifest of 8 MB."""


def parse_json(content: bytes) -> Any:
    """The value that ``content`` (UTF-8, at most ``LARGEST`` bytes) holds.

    Raises ValueError for everything else: also for values nested too deeply and for NaN, which JSON does not have.
    """
    if len(content) > LARGEST:
        raise ValueError(f"more than {LARGEST:,} bytes")
    try:
        return json.loads(content, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
