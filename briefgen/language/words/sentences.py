"""Where the sentences of a line of text end."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_WORD = re.compile(r"\S+")
_STOPS = ".!?…。！？"
_WITHIN = re.compile("[。！？]+(?![。！？…’”」』》）])(?=.)")
"""A stop in a text without blanks; one before a closing mark may end the quotation alone: 「…。」と述べた."""
_STOP = re.compile(f"[{_STOPS}]")
_CLOSES = "’”'\")]」』》）»“‘"
_OPENS = "([“‘「『《（«„\"'"
_YEAR = re.compile(r"\d{3}$")
"""What is too long for a day or a month."""
_IN_DATE = re.compile(r"\d\.$")
"""How a word ends that may stand before a later part of a date in figures."""


def sentence_ends(text: str, dotted: Collection[str]) -> Iterator[int]:
    """Yield where each sentence of ``text`` ends, behind its stop and the quotation marks and brackets that close it.

    ``dotted`` are words whose full stop ends no sentence, without that stop: *No*, *e.g*, the *4* of *4. März*. Nor
    does the stop of an initial, of a date in figures, or one after which the line goes on in a small letter.
    """
    words = list(_WORD.finditer(text))
    for at, found in enumerate(words):
        if _STOP.search(found[0]) is None:
            continue
        before = words[at - 1][0] if at else ""
        following = words[at + 1][0][0] if at + 1 < len(words) else ""
        yield from (found.start() + stop.end() for stop in _WITHIN.finditer(found[0]))
        if _ends(found[0].rstrip(_CLOSES), before, following, dotted):
            yield found.end()


def ends_sentence(text: str, dotted: Collection[str]) -> bool:
    """Tell whether ``text`` ends where a sentence ends."""
    *_, before, last = ("", "", *text.rsplit(maxsplit=2))
    return _ends(last.rstrip(_CLOSES), before, "", dotted)


def _ends(word: str, before: str, following: str, dotted: Collection[str]) -> bool:
    """Tell whether a sentence ends with ``word``, between the word before it and the first letter after it."""
    bare = word.rstrip(_STOPS)
    if bare == word or following.islower():
        return False
    if word[len(bare) :] != ".":
        return True
    last = bare.lstrip(_OPENS)
    if last in dotted:
        return False
    if last[-1:].isdigit():
        return _ends_with_number(last, before, following)
    return not (len(last) == 1 and last.isupper())


def _ends_with_number(last: str, before: str, following: str) -> bool:
    """A date in figures goes on, in figures or in words that have no capitals: *2025. 4. 11. 서울*.

    What begins the line may be the number of an entry.
    """
    if following and not following.isupper():
        return False
    return bool(_YEAR.search(last)) or bool(before and not _IN_DATE.search(before))
