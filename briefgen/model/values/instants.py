"""A minute of the clock with its offset from UTC: ``2026-03-05T09:00+09:00``, the same minute wherever it is read."""

from __future__ import annotations

import re
from datetime import datetime

_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?) ?(?P<offset>Z|[+-]\d{2}:\d{2})?)?"
)
_EXAMPLE = "write day, time and offset from UTC: 2026-03-05T09:00+09:00"


def parse_moment(text: str) -> datetime:
    """Read ``2026-03-05T09:00+09:00``; ``Z`` is the offset +00:00.

    Raises ValueError with a sentence for the author otherwise: without an offset nobody could say when it is.
    """
    typed = text.strip().replace("−", "-")
    found = _MOMENT.fullmatch(typed)
    if found is None:
        raise ValueError(f"“{text}” is not a moment; {_EXAMPLE}")
    day, time, offset = found["day"], found["time"], found["offset"]
    if offset is None:
        whole = f"{day}T{time or '09:00'}+09:00"
        lacks = "offset from UTC" if time else "time and no offset from UTC"
        raise ValueError(f"“{text}” has no {lacks}: so the time is not clear; write e.g. {whole}")
    try:
        return datetime.fromisoformat(f"{day}T{time}{offset.replace('Z', '+00:00')}")
    except ValueError:
        raise ValueError(f"“{text}” is not a moment of the calendar; {_EXAMPLE}") from None


def moment_words(moment: datetime) -> str:
    """As it is typed: ``2026-03-05T09:00+09:00``."""
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")
