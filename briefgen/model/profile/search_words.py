"""What the search has to know of a language: a part of its profile, no code."""

from __future__ import annotations

from briefgen.model.core.written import Schema
from briefgen.model.profile.prose import Words


class SearchWords(Schema):
    """Words and endings of the search. What is left out asks for nothing."""

    particles: Words = ()
    """What may follow a word without a blank and is never the end of a noun: *를*, *에서*."""
    loose_particles: Words = ()
    """Such as may be the end of a noun as well: *의* of 회의."""
    prefixes: Words = ()
    """Single syllables that a word may have before it: *재* of 재투자; single letters that are words of their own and
    written with the next: *و* of وسياسة."""
    beginnings: tuple[tuple[str, str], ...] = ()
    """What the beginning of a word becomes, the first that fits: ``[[ال, ""]]`` for an article at its word."""
    endings: tuple[tuple[str, str], ...] = ()
    """What the end of a word becomes, the first that fits: ``[[ies, y], [s, ""]]``."""
    ignored: Words = ()
    """Words that are not looked for when others are asked for with them."""
