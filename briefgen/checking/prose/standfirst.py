"""The standfirst is one short sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from briefgen.checking.prose.passages import STANDFIRST, Passage, PassageGroup
from briefgen.checking.prose.vocabulary import StylePatterns, sentences
from briefgen.model.core.diagnostics import Diagnostic

CODE = "standfirst-is-one-sentence"
LONGEST = 240
"""Latin letters that fit in three lines under the title; a Hangul syllable takes the room of two."""


def standfirsts_are_one_sentence(document: PassageGroup, look: StylePatterns) -> Iterator[tuple[Passage, Diagnostic]]:
    """A warning for a standfirst of several sentences, or of more than three lines."""
    for passage in document.passages:
        if passage.kind != STANDFIRST:
            continue
        if (count := sum(1 for _ in sentences(passage.text, look))) > 1:
            hint = "keep the one that says what happened and why it matters; the rest is for the text or `summary:`"
            yield passage, passage.told(CODE, f"the standfirst has {count} sentences", 0, len(passage.text), hint)
        elif (width := _width(passage.text)) > LONGEST:
            cjk = width > 1.5 * len(passage.text)
            share, what = (2, "syllables") if cjk else (1, "letters")
            length, most = -(-width // share), LONGEST // share
            message = f"the standfirst takes {length} {what}; three lines hold {most}: cut {length - most}"
            hint = "say what happened and why it matters; leave conditions and details to the text"
            yield passage, passage.told(CODE, message, 0, len(passage.text), hint)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
