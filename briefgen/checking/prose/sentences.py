"""How long a sentence is, who says so in it, and what it means on a later day."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from briefgen.checking.prose.passages import STANDFIRST, Passage, PassageGroup
from briefgen.checking.prose.vocabulary import StylePatterns, found_in, sentences
from briefgen.comparing.parts import PLACE, Role
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.values.plain import one_line
from briefgen.model.written.facts import Status

LENGTH, DAYS, ONE_SENTENCE = "sentence-is-short", "date-is-absolute", "standfirst-is-one-sentence"
ATTRIBUTED = "claim-has-verb"
LONGEST = 240
"""Latin letters of a standfirst that fit in three lines under the title; a Hangul syllable takes the room of two."""
STATEMENT = "statement"
"""The form of a fact that is a sentence of its own."""
_CLAIMED = frozenset({Status.CONTESTED, Status.UNVERIFIED})


def sentences_are_short(document: PassageGroup, look: StylePatterns) -> Iterator[tuple[Passage, Diagnostic]]:
    """A warning for each sentence with more words than the language allows; a fact or a term counts as one."""
    longest = look.prose.longest_sentence
    if longest is None:
        return
    for passage in document.passages:
        for start, sentence in sentences(passage.text, look):
            count = len(sentence.split())
            if count > longest:
                message = f"a sentence of {count} words; the maximum is {longest}: “{one_line(sentence, 50)}”"
                hint = "split it, or move a part into a note"
                yield passage, passage.told(LENGTH, message, start, start + len(sentence), hint)


def dates_are_absolute(document: PassageGroup, look: StylePatterns) -> Iterator[tuple[Passage, Diagnostic]]:
    """A warning for “last month” and the like, outside quotations."""
    for passage in document.passages:
        for found in found_in(look.relative, passage.text):
            message = f"“{found[0]}” will mean nothing to later readers"
            hint = "write the date, the month or the year"
            yield passage, passage.told(DAYS, message, found.start(), found.end(), hint)


def standfirsts_are_one_sentence(document: PassageGroup, look: StylePatterns) -> Iterator[tuple[Passage, Diagnostic]]:
    """A warning for a standfirst of several sentences, or of more than three lines."""
    for passage in document.passages:
        if passage.kind != STANDFIRST:
            continue
        if (count := sum(1 for _ in sentences(passage.text, look))) > 1:
            hint = "keep the one that says what happened and why it matters; the rest is for the text or `summary:`"
            message = f"the standfirst has {count} sentences"
            yield passage, passage.told(ONE_SENTENCE, message, 0, len(passage.text), hint)
        elif (width := _width(passage.text)) > LONGEST:
            cjk = width > 1.5 * len(passage.text)
            share, what = (2, "syllables") if cjk else (1, "letters")
            length, most = -(-width // share), LONGEST // share
            message = f"the standfirst takes {length} {what}; three lines hold {most}: cut {length - most}"
            hint = "say what happened and why it matters; leave conditions and details to the text"
            yield passage, passage.told(ONE_SENTENCE, message, 0, len(passage.text), hint)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _is_doubted(role: Role, look: StylePatterns) -> bool:
    if role.kind != "fact" or look.status.get(role.id) not in _CLAIMED:
        return False
    return not (role.form == STATEMENT and role.id in look.attributed)


def claims_have_a_verb(document: PassageGroup, look: StylePatterns) -> Iterator[tuple[Passage, Diagnostic]]:
    """A warning for a sentence that gives a fact in dispute, or one that nobody could verify, as if it were plain."""
    for passage in document.passages:
        doubted = {role.offset: role.id for role in passage.words.roles if _is_doubted(role, look)}
        if passage.is_named or not doubted or not look.prose.attributions:
            continue
        for start, sentence in sentences(passage.text, look):
            if look.attribution.search(sentence):
                continue
            for at, ident in doubted.items():
                if start <= at < start + len(sentence):
                    status = look.status[ident]
                    message = f"the fact {ident} is {status}, but the sentence does not say who says it"
                    hint = "say who says, reports or counts it, in the same sentence"
                    yield passage, passage.told(ATTRIBUTED, message, at, at + len(PLACE), hint)
