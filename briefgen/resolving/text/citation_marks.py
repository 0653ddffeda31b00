"""Raised marks, citations and note calls: where in a line they stand and what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.model.core.document import Node, words

Cited = tuple[str, str, str, str]
"""Id of a source, place in it, the words before and after."""
_MARKS = frozenset({"cites", "note"})
_STOPS = re.compile(r"[.,;:!?…。、，]+[’”'\")\]」』》]*")


def marks_after_stops(parts: tuple[Node, ...]) -> tuple[Node, ...]:
    """Citations and note calls closed up to the word before them, and after the stop that follows them.

    ``said [@a].`` is set as said.[1]: the raised mark hangs on the sentence, never opens a line.
    """
    moved: list[Node] = []
    counts = [
        0
    ]  # how many marks stand at the end of ``moved``, after each of its parts: counted once, not anew each time
    for part in parts:
        marks = counts[len(moved)]
        if part.kind == "text" and marks and (stop := _STOPS.match(part.text)):
            moved[-marks:-marks] = [words(stop[0], part.span)]
            counts[-marks:-marks] = [0]
            span = part.span and replace(part.span, column=part.span.column + stop.end())
            part = replace(part, text=part.text[stop.end() :], span=span)
        elif part.kind in _MARKS:
            _drop_trailing_space(moved)
            del counts[len(moved) + 1 :]
        moved.append(part)
        counts.append(counts[-1] + 1 if part.kind in _MARKS else 0)
    return tuple(moved)


def _drop_trailing_space(parts: list[Node]) -> None:
    while parts and (parts[-1].kind == "softbreak" or (parts[-1].kind == "text" and not parts[-1].text.strip())):
        parts.pop()
    if parts and parts[-1].kind == "text":
        parts[-1] = replace(parts[-1], text=parts[-1].text.rstrip())


def in_order(cites: Sequence[Cited], numbers: Mapping[str, int]) -> Sequence[Cited]:
    """The sources of a citation by their ``numbers``; as they are where words such as *see* lead into one of them."""
    if any(prefix for *_, prefix, _ in cites):
        return cites
    return sorted(cites, key=lambda cite: numbers.get(cite[0], 0))


def cited_words(number: int, place: str, prefix: str, suffix: str) -> str:
    """``see 3, p. 12``: what stands between the brackets of a citation."""
    label = f"{prefix} {number}".strip()
    return ", ".join(part for part in (label, place, suffix) if part)


def before_trailing_space(parts: tuple[Node, ...], last: Node) -> tuple[Node, ...]:
    """``parts`` with ``last`` at their end, before trailing breaks."""
    end = len(parts)
    while end and parts[end - 1].kind in ("softbreak", "hardbreak"):
        end -= 1
    return (*parts[:end], last, *parts[end:])
