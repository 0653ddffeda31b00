"""Terms, names and their readings, in every script."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from briefgen.model.core.written import Allowed, LocalText, MomentField, Schema, one_or_many


class TermKind(StrEnum):
    """What is named."""

    TERM = "term"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class TermForms(Schema):
    """A term in one language: ``short`` is used after the first time, ``full`` the first time.

    ``full`` may be left out: it is then ``short`` with the other scripts in brackets after it.
    """

    short: str
    full: str | None = None
    reading: str | None = None
    """How ``short`` is read aloud, in this language's script; decides a Korean particle after Latin letters."""
    also: Annotated[tuple[str, ...], BeforeValidator(one_or_many)] = ()
    """Other words that texts use for it; beginning with a small letter, words that need not mean it, such as *we*."""
    forbidden: Annotated[tuple[str, ...], BeforeValidator(one_or_many)] = ()


class Term(Schema):
    """One entry of the glossary.

    ``names`` has a language each; ``scripts`` has the forms in other scripts by BCP 47 tag, e.g.
    ``{ko-Hani: 兩會, zh-Hans: 两会}``.
    """

    kind: TermKind = TermKind.TERM
    names: dict[str, TermForms]
    scripts: dict[str, str] = Field(default_factory=dict)
    definition: LocalText | None = None
    note: LocalText | None = None
    embargo_until: MomentField | None = None
    allow: Allowed = Field(default_factory=dict)
    confirmed: bool = True
    """False: how the name is spelt, or the title, could not be confirmed; where names are listed it is marked."""
