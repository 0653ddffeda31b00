"""The ledger: every figure once, with its source, its standing and its doubts."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, model_validator

from briefgen.model.core.written import Allowed, LocalText, MomentField, Schema, one_or_many
from briefgen.model.values.fields import DayField, FigureField, QuantityField, read_value
from briefgen.model.values.quantities import Day, Interval, Quantity
from briefgen.model.values.scalars import one_text


def _period(given: Any) -> Any:
    found = read_value(given)
    if isinstance(text := one_text(given), str) and not isinstance(found, Day | Interval):
        raise ValueError(f"“{text}” is not a date; write 2025, 2025-04, 2025-04-11 or 2024/2025")
    return found


class Status(StrEnum):
    """What checking a fact against other sources gave."""

    CORROBORATED = "corroborated"
    SINGLE_SOURCE = "single-source"
    CORRECTED = "corrected"
    CONTESTED = "contested"
    UNVERIFIED = "unverified"


class Strength(StrEnum):
    """How well a fact is supported."""

    STRONG = "strong"
    MODERATE = "moderate"
    LIMITED = "limited"
    CONTESTED = "contested"


class SourceRef(Schema):
    """A source and the place in it: ``nars-2025, p. 3`` or ``{id: nars-2025, place: p. 3}``."""

    id: str
    place: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        if isinstance(given, str):
            ident, _, place = given.partition(",")
            return {"id": ident.strip().removeprefix("@"), "place": place.strip()}
        return given


SourceRefs = Annotated[tuple[SourceRef, ...], BeforeValidator(one_or_many)]


class Comparison(Schema):
    """A fact set against another: ``{to: rd-spent-2024, stated: +10 %}``."""

    to: str
    stated: QuantityField | None = None
    called: LocalText | None = None
    """What the other is, where it measures something else: ``spending in 2024``, against which a budget is set."""


_CELL_KEYS = {"from", "cell", "row", "column"}
_REFERENCE_KEYS = dict.fromkeys(("from", "cell", "row", "column", "unit"))


class CellReference(Schema):
    """A figure in a spreadsheet: ``{from: data/budget.xlsx, cell: "Sheet1!B7"}``, or row and column by their words."""

    file: str = Field(alias="from")
    cell: str = ""
    """Its address, in an Excel file with the sheet before it."""
    row: str = ""
    column: str = ""
    """The head of the column, of a table that has one row of heads."""
    unit: str = ""
    """Scale and unit of the numbers there: ``million KRW``."""

    @model_validator(mode="before")
    @classmethod
    def _says_where(cls, given: Any) -> Any:
        """Looked at first: below ``publication`` a misspelt key is a warning, and here it would leave no figure."""
        if not isinstance(given, dict):
            return given
        if other := given.keys() - _REFERENCE_KEYS:
            raise ValueError(f"“{min(map(str, other))}” is not a key of a cell; these are {', '.join(_REFERENCE_KEYS)}")
        cell, row, column = (bool(given.get(key)) for key in ("cell", "row", "column"))
        if cell == (row or column) or row != column:
            raise ValueError("a cell is named either by cell: or by row: and column:; write e.g. cell: B7")
        return given


def _figure_or_cell(given: Any) -> str:
    """Return which of the two is meant; a mapping of other keys is neither, and is reported as no figure."""
    is_cell = isinstance(given, CellReference) or (isinstance(given, dict) and given.keys() & _CELL_KEYS)
    return "in a sheet" if is_cell else "as typed"


FigureOrCell = Annotated[
    Annotated[FigureField, Tag("as typed")] | Annotated[CellReference, Tag("in a sheet")],
    Discriminator(_figure_or_cell),
]


class WrittenFact(Schema):
    """A figure (or a statement) declared once; every edition words it from here."""

    label: LocalText
    value: FigureOrCell | None = None
    statement: LocalText | None = None
    period: Annotated[Day | Interval | None, BeforeValidator(_period)] = None
    source: SourceRefs
    also: SourceRefs = ()
    status: Status
    strength: Strength = Strength.LIMITED
    voice: str = ""
    """Who says it: an actor or source id, or a short word of the author's."""
    checked: DayField | None = None
    compare: Comparison | None = None
    converted: Annotated[tuple[QuantityField, ...], BeforeValidator(one_or_many)] = ()
    """The same amount in another unit, as the source itself states it."""
    forms: dict[str, QuantityField] = Field(default_factory=dict)
    """Other ways to write the value, e.g. ``short: 398 billion CNY``."""
    note: LocalText | None = None
    doubt: LocalText | None = None
    unused: str = ""
    """Why it stands in the ledger though nothing names it; readers do not see it."""
    embargo_until: MomentField | None = None
    allow: Allowed = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_something(self) -> WrittenFact:
        if self.value is None and self.statement is None:
            raise ValueError("a fact needs a value or a statement")
        return self


class Fact(WrittenFact):
    """A fact whose figure has been read, wherever it stands."""

    value: FigureField | None = None


class KeyFigure(Schema):
    """A fact shown large: ``gdp-target-2025`` or ``{fact: gdp-target-2025, about: as in 2024}``."""

    fact: str
    label: LocalText | None = None
    """What the figure is, where the label of the fact is too long."""
    about: LocalText | None = None
    """What it is measured against, in a line below."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        return {"fact": given} if isinstance(given, str) else given


KeyFigures = Annotated[tuple[KeyFigure, ...], BeforeValidator(one_or_many)]


def _more_than_nothing(given: Quantity) -> Quantity:
    if given.value <= 0:
        raise ValueError("an exchange rate is more than 0")
    return given


class Rate(Schema):
    """A declared exchange rate, e.g. ``CNY/KRW: {rate: ~200, date: 2025-04-11, source: abd-2025}``."""

    rate: Annotated[QuantityField, AfterValidator(_more_than_nothing)]
    date: DayField
    source: SourceRefs
    note: LocalText | None = None
    allow: Allowed = Field(default_factory=dict)
