"""What a code means, in words."""

from __future__ import annotations

from briefgen.model.codes import CODES
from briefgen.reading.nearest import nearest


def explain(code: str) -> str | None:
    """The claim behind ``code``, or None when there is no such code."""
    claim = CODES.get(code)
    return f"{code}: {claim}" if claim is not None else None


def nearest_code(code: str) -> str | None:
    """The code that was probably meant."""
    return nearest(code, CODES)


def all_codes() -> str:
    """Every code with its claim, a line each."""
    width = max(map(len, CODES))
    return "".join(f"{code:<{width}}  {claim}\n" for code, claim in CODES.items())
