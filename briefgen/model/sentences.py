"""Where the sentences of a line of text end."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_STOP = re.compile(r"(?P<last>\S*?)(?P<stop>[.!?…。]+)[’”'\")\]」』》]*(?=\s|$)")
_OPENS = "([“‘「『《\"'"
_YEAR = re.compile(r"\d{3}$")
"""What is too long for a day or a month."""
_IN_DATE = re.compile(r"(?:^|\d\.)\s*$")
"""What stands before a later part of a date in figures, or before the number of an entry."""


def sentence_ends(text: str, dotted: Collection[str]) -> Iterator[int]:
    """Where each sentence of ``text`` ends, behind its stop and the quotation marks and brackets that close it.

    ``dotted`` are words whose full stop ends no sentence, without that stop: *No*, *e.g*. Nor does the stop of an
    initial, of a date in figures, or one after which the line goes on in a small letter.
    """
    for found in _STOP.finditer(text):
        if _ends(found, text[found.end() :].lstrip()[:1], dotted):
            yield found.end()


def ends_sentence(text: str, dotted: Collection[str]) -> bool:
    """Whether ``text`` ends where a sentence ends."""
    whole = len(text.rstrip())
    return whole in sentence_ends(text, dotted)


def _ends(found: re.Match[str], following: str, dotted: Collection[str]) -> bool:
    if following.islower():
        return False
    if found["stop"] != ".":
        return True
    last = found["last"].lstrip(_OPENS)
    if last[-1:].isdigit():
        return _ends_with_number(found, last, following)
    return last not in dotted and not (len(last) == 1 and last.isupper())


def _ends_with_number(found: re.Match[str], last: str, following: str) -> bool:
    """A date in figures goes on, in figures or in words that have no capitals: *2025. 4. 11. 서울*."""
    if following and not following.isupper():
        return False
    return bool(_YEAR.search(last)) or not _IN_DATE.search(found.string[: found.start("last")])
