"""Facts as the rows of a sheet: one text a column, in the words in which an author types them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefgen.model.values.parsing import SCALES, parse_value
from briefgen.model.values.quantities import Quantity, QuantityRange, Value
from briefgen.model.written.facts import CellReference, SourceRef, WrittenFact
from briefgen.model.written.written import Lang, LocalText

KEY, VALUE, UNIT, PERIOD, SOURCE, ALSO = "key", "value", "unit", "period", "source", "also"
STATUS, STRENGTH, CHECK = "status", "strength", "check"
LOCAL = ("label", "statement", "note", "doubt")
"""What has a wording in each language."""
_BETWEEN = "; "
_WORD_OF = {power: word for word, power in reversed(SCALES.items())}
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What the ledger says of a fact, by column."""

    cells: Mapping[str, str]

    @property
    def key(self) -> str:
        """The id of the fact."""
        return self.cells[KEY]

    @property
    def check(self) -> str:
        """A digest of all that it says: with it a row tells whether somebody has changed it."""
        said = "\x1f".join(f"{name}\x1e{self.cells[name]}" for name in sorted(self.cells) if self.cells[name])
        return digest(said)

    def differs_in(self, other: LedgerRow) -> tuple[str, ...]:
        """The columns in which two rows are not the same."""
        return tuple(name for name in self.cells if self.cells[name] != other.cells[name])


def digest(said: str) -> str:
    """A short digest that no spreadsheet program takes for a number."""
    return f"bg-{hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]}"


def columns_of(languages: Sequence[Lang]) -> tuple[str, ...]:
    """The columns of a row in their order, without the check."""
    label, statement, note, doubt = ([local_column(name, lang, languages) for lang in languages] for name in LOCAL)
    return (KEY, *label, VALUE, UNIT, PERIOD, SOURCE, ALSO, STATUS, STRENGTH, *statement, *note, *doubt)


def local_column(name: str, lang: Lang, languages: Sequence[Lang]) -> str:
    """The column of a wording: ``label (ko)``, or ``label`` where there is only one language."""
    return f"{name} ({lang})" if len(languages) > 1 else name


def row_of(ident: str, fact: WrittenFact, languages: Sequence[Lang]) -> LedgerRow:
    """A fact as a row; a value that stays in a spreadsheet of its own is that which was read there, if it was."""
    value, unit = ("", "") if isinstance(fact.value, CellReference) else value_cells(fact.value)
    cells = dict.fromkeys(columns_of(languages), "")
    cells |= {KEY: ident, VALUE: value, UNIT: unit, PERIOD: str(fact.period or "")}
    cells |= {SOURCE: sources_cell(fact.source), ALSO: sources_cell(fact.also)}
    cells |= {STATUS: fact.status.value, STRENGTH: fact.strength.value}
    for name in LOCAL:
        words: LocalText | None = getattr(fact, name)
        cells |= {
            local_column(name, lang, languages): one_line(words.get(lang) or "" if words else "") for lang in languages
        }
    return LedgerRow(cells)


def one_line(words: str) -> str:
    """Words as they are compared: how a text is broken into lines says nothing."""
    return " ".join(words.split())


def sources_cell(references: Iterable[SourceRef]) -> str:
    """``nars-2025, p. 3; abd-2025``."""
    return _BETWEEN.join(f"{it.id}, {it.place}" if it.place else it.id for it in references)


def sources_in(cell: str) -> tuple[str, ...]:
    """Each source with its place, as an author writes them."""
    return tuple(it.strip() for it in cell.split(_BETWEEN.strip()) if it.strip())


def value_cells(value: Value | None) -> tuple[str, str]:
    """The number, and its scale and unit: ``~398.5`` and ``billion CNY``."""
    if value is None:
        return "", ""
    if isinstance(value, Quantity):
        digits, scale = _digits(value), value.scale
        return f"{value.bound.value}{'+' if value.signed else ''}{digits}", _unit(scale, value.unit)
    if isinstance(value, QuantityRange):
        low, high = value.low, value.high
        if low.scale == high.scale:
            return f"{low.bound.value}{_digits(low)}-{_digits(high)}", _unit(high.scale, high.unit)
        ends = (f"{_digits(it)} {_unit(it.scale, '')}".strip() for it in (low, high))
        return low.bound.value + "-".join(ends), high.unit
    return str(value), ""


def _digits(figure: Quantity) -> str:
    amount = figure.amount if figure.scale in _WORD_OF or not figure.scale else figure.value
    is_bare = not figure.scale and not figure.unit
    return f"{amount:,f}" if is_bare else f"{amount:f}"


def _unit(scale: int, unit: str) -> str:
    return " ".join(filter(None, (_WORD_OF.get(scale, ""), unit)))


def settled_value(value: str, unit: str) -> tuple[str, str]:
    """The same number and unit as the ledger would give them. Raises ValueError if it is not a value."""
    words = f"{value} {unit}".strip()
    return value_cells(parse_value(words)) if words else ("", "")
