"""What is in a file for translators, in no format yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from briefgen.handouts.translating.pieces import Piece
from briefgen.handouts.translating.units import UnitState
from briefgen.model.core.diagnostics import Span
from briefgen.model.written.written import Lang

MOST_UNITS, MOST_BRIEFS = 200_000, 2_000
"""Of a file that comes back; the example has 800 in 9 briefs."""


class ExchangeFormat(StrEnum):
    """The formats of a file, by the word that chooses one."""

    XLIFF = "xliff"
    PO = "po"


@dataclass(frozen=True, slots=True)
class ExchangeUnit:
    """One text in both languages; ``is_confirmed`` says that a translator has set it to done."""

    id: str
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    state: UnitState = UnitState.MISSING
    remarks: tuple[str, ...] = ()
    """A note for the translator."""
    span: Span | None = None
    """Where the source stands."""
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ExchangeBrief:
    """A brief in one direction, with digests of what both texts said when the file was written."""

    slug: str
    source_lang: Lang
    target_lang: Lang
    source_digest: str
    target_digest: str
    units: tuple[ExchangeUnit, ...] = field(default=())


class UnreadableExchangeError(ValueError):
    """A file that is not taken: the message says in a sentence why."""
