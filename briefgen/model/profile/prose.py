"""What a language asks of prose: a part of its profile, no code."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from briefgen.model.core.written import Schema

Word = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Words = tuple[Word, ...]


class Prose(Schema):
    """Words and limits of the rules on style. What is left out asks for nothing.

    A word is found as a whole word.
    """

    removed: ClassVar = {
        "abbreviations": "abbreviation-is-expanded",
        "in_brackets": "foreign-letters-in-brackets",
        "known": "abbreviation-is-expanded",
        "superlatives": "superlative-has-source",
    }
    """Keys that there were → the rule that read them."""

    particles: Words = ()
    """What may follow a word without a blank. Where there are any, an attribution is given by its stem."""
    longest_sentence: int | None = Field(default=None, ge=5)
    """In words."""
    dotted: Words = ()
    """What ends with a full stop and ends no sentence: ``e.g.``, ``No.``"""
    relative_dates: Words = ()
    """Of which a reader in a year cannot tell the day: ``last month``."""
    attributions: Words = ()
    """Words that say who says it: ``according to``, ``reports``; ``~를 든다`` from within the word before."""
    closed_units: Words = ()
    """What follows a number closed up: ``%``."""
    spaced_units: Words = ()
    """What follows a number after a blank: ``km``."""
    counted_up_to: int | None = Field(default=None, ge=0)
    """Up to this number things are counted in passing; a figure beyond it comes from the ledger."""
    numbering: Words = ()
    """Patterns of numbers that are names: ``No. {}``, ``표 {}``."""
