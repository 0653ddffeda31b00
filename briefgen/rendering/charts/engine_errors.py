"""Why Vega-Lite could not draw a chart: out of what it raises and what it writes to standard error, in one sentence."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile

_STDERR = 2
_REASON = re.compile(r"(\w*Error):\s*(.+)")
_IN_PROMISE = re.compile(r"^(?:Uncaught )?(?:\(in promise\) )?")
_LOGGED = re.compile(r"^ERROR ", re.MULTILINE)
_OF_ENGINE = frozenset({"TypeError", "RangeError", "ReferenceError"})
"""Errors in the engine's own code: their words name its variables, which say nothing to an author."""
_WIDTH = re.compile(r'"width":[\d.]+,?')
"""What is added to a specification for each width: without it the same mistake has the same words."""
_KIND = "a part of the specification is of another kind than Vega-Lite expects, such as one value instead of a list"


@dataclass(slots=True)
class EngineOutput:
    """What was written to standard error; complete after the block."""

    text: str = ""


@contextmanager
def errors_kept() -> Iterator[EngineOutput]:
    """Keep what the engine writes to the process's standard error, past Python: an author gets the report instead."""
    log = EngineOutput()
    try:
        before = os.dup(_STDERR)
    except OSError:  # there is none
        yield log
        return
    with TemporaryFile() as kept:
        os.dup2(kept.fileno(), _STDERR)
        try:
            yield log
        finally:
            os.dup2(before, _STDERR)
            os.close(before)
            kept.seek(0)
            log.text = kept.read().decode("utf-8", "replace")


def reason_of(logged: str, raised: str) -> str:
    """One sentence; empty where nothing went wrong. What was logged comes first: an exception may be its effect."""
    if not raised and not _LOGGED.search(logged):
        return ""
    reasons = [*_reasons(logged), *_reasons(raised)]
    if reasons:
        return next((words for kind, words in reasons if kind not in _OF_ENGINE), _KIND)
    lines = [line.strip() for line in (raised or logged).splitlines() if line.strip()]
    return lines[-1] if lines else "no reason is given"


def _reasons(message: str) -> Iterator[tuple[str, str]]:
    """Kind and words of each error in a message that also has where in the engine's own code it was."""
    for line in message.splitlines():
        found = None if line.strip().startswith("at ") else _REASON.search(line)
        if found is not None:
            yield found[1], _WIDTH.sub("", _IN_PROMISE.sub("", found[2])).strip()
