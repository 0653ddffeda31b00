"""Facts and charts as records for programs and spreadsheets: CSV and JSON.

Tables are CSV as spreadsheets read it without being asked: UTF-8 with a mark at its head (else a Korean Excel takes it
for another encoding), lines that end as RFC 4180 says, headed in the language of the document.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

from markupsafe import Markup

from briefgen.model.output import addresses
from briefgen.model.values.quantities import Quantity, QuantityRange
from briefgen.model.written.facts import Status, Strength
from briefgen.resolving.edition.edition import Article, Edition
from briefgen.resolving.edition.views import Cell, Drawing, FactView

FACTS_SCHEMA = 1
STRENGTHS = {it: it.value for it in Strength}

STATUSES = {
    Status.CORROBORATED: "confirmed by another source",
    Status.SINGLE_SOURCE: "one source only",
    Status.CORRECTED: "corrected against another source",
    Status.CONTESTED: "sources disagree",
    Status.UNVERIFIED: "not verified",
}
"""As the catalogues of wording know them."""

Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Contents:
    """What of an edition stands in a document.

    ``mark`` tells its files from those of another edition in it; ``prefix`` stands before the ids of its figures there.
    """

    articles: Sequence[Article]
    facts: Sequence[FactView]
    edition: Edition
    say: Say
    """Interface wording in the language of the document."""
    mark: str = ""
    prefix: str = ""


def chart_rows(drawing: Drawing, say: Say) -> list[list[str]]:
    """The reader's table; a column of amounts has its bare numbers beside the words, the facts come last."""
    counted = {key for key, _ in drawing.columns if any(_is_number(row.get(key)) for row in drawing.rows)}
    head: list[str] = []
    for key, label in drawing.columns:
        head += [label, f"{label} – {say('number')}"] if key in counted else [label]
    rows = [[*head, say("Ids of facts")], *(_chart_row(row, drawing, counted) for row in drawing.rows)]
    return rows if any(row[-1] for row in rows[1:]) else [row[:-1] for row in rows]


def _chart_row(row: Mapping[str, Cell], drawing: Drawing, counted: set[str]) -> list[str]:
    made: list[str] = []
    for key, _ in drawing.columns:
        cell = row.get(key)
        made.append(cell.words if cell else "")
        if key in counted:
            made.append(_plain(cell.number) if cell and _is_number(cell) else "")
    return [*made, " ".join(dict.fromkeys(cell.fact for cell in row.values() if cell.fact))]


def _is_number(cell: Cell | None) -> bool:
    return cell is not None and isinstance(cell.number, int | float)


def _plain(number: object) -> str:
    """Without an exponent and without noughts that nobody wrote."""
    words = format(Decimal(str(number)), "f")
    return words.rstrip("0").rstrip(".") if "." in words else words


def fact_rows(contents: Contents) -> list[list[str]]:
    """The facts as a table in words."""
    say, edition = contents.say, contents.edition
    heads = ("Id", "What is said", "Value", "number", "Unit", "Statement", "Period", "Source", "Also in")
    rest = ("Strength", "Check", "Who says so", "Note", "Doubt", "On the web")
    rows = [[say(head) for head in (*heads, *rest)]]
    for fact in contents.facts:
        number, unit = _amount(fact)
        said = [fact.id, fact.label, fact.words if fact.value is not None else "", number, unit, fact.statement]
        sources = [_sources_in_words(places, edition) for places in (fact.sources, fact.also)]
        standing = [say(STRENGTHS[fact.strength]), say(STATUSES[fact.status]), fact.voice, fact.note, fact.doubt]
        rows.append([*said, fact.period, *sources, *standing, _address(fact, edition)])
    return rows


def facts_json(contents: Contents) -> bytes:
    """The facts for programs: amounts as decimal numbers in text, dates as ISO dates, sources with their addresses."""
    edition = contents.edition
    whole = {
        "schema": "briefgen-facts",
        "schema_version": FACTS_SCHEMA,
        "language": edition.lang,
        "facts": [fact_record(fact, edition) for fact in contents.facts],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def fact_record(fact: FactView, edition: Edition) -> dict[str, object]:
    """A fact for programs."""
    return {
        "id": fact.id,
        "label": fact.label,
        "words": fact.words,
        "value": _value_record(fact),
        "statement": fact.statement,
        "period": fact.period_iso,
        "period_words": fact.period,
        "change": fact.change,
        "compared_to": fact.compared_to,
        "converted": list(fact.converted),
        "stated": list(fact.stated),
        "sources": [source_record(place, edition) for place in fact.sources],
        "also": [source_record(place, edition) for place in fact.also],
        "voice": fact.voice,
        "status": fact.status.value,
        "strength": fact.strength.value,
        "checked": fact.checked,
        "note": fact.note,
        "doubt": fact.doubt,
        "address": _address(fact, edition),
    }


def _value_record(fact: FactView) -> dict[str, str] | None:
    if fact.value is None:
        return None
    if isinstance(fact.value, Quantity):
        return _quantity_record(fact.value)
    if isinstance(fact.value, QuantityRange):
        return {**_quantity_record(fact.value.low), "to": _decimal(fact.value.high)}
    return {"date": str(fact.value)}


def _quantity_record(quantity: Quantity) -> dict[str, str]:
    return {"number": _decimal(quantity), "unit": quantity.unit, "bound": quantity.bound.value}


def _amount(fact: FactView) -> tuple[str, str]:
    """Number and unit as a spreadsheet takes them; dates stand as ISO dates without a unit."""
    if isinstance(fact.value, Quantity):
        return _decimal(fact.value), fact.value.unit
    if isinstance(fact.value, QuantityRange):
        return f"{_decimal(fact.value.low)}/{_decimal(fact.value.high)}", fact.value.low.unit
    return (str(fact.value) if fact.value is not None else ""), ""


def _decimal(quantity: Quantity) -> str:
    return format(quantity.value, "f")


def source_record(place: tuple[str, str], edition: Edition) -> dict[str, str]:
    """A source and the place in it."""
    ident, where = place
    entry = next((it for it in edition.references if it.id == ident), None)
    citation = str(Markup(entry.html).striptags()) if entry else ""
    return {"id": ident, "place": where, "citation": citation, "address": entry.url if entry else ""}


def _sources_in_words(places: Iterable[tuple[str, str]], edition: Edition) -> str:
    records = (source_record(place, edition) for place in places)
    return "; ".join(" ".join(filter(None, (it["citation"] or it["id"], it["place"]))) for it in records)


def _address(fact: FactView, edition: Edition) -> str:
    base = edition.site.base_url
    return f"{addresses.absolute(fact.path, base)}#{fact.anchor}" if base else ""


_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
"""How a formula may begin; programs set for Korean, Japanese or Chinese read the wide signs as the narrow ones."""
_AMOUNT = re.compile(r"[-+](?:\d[\w\s.,%]*)?")
"""A number that has a sign, with its unit: a spreadsheet can make nothing else of it."""


def _inert(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _AMOUNT.fullmatch(cell) else cell


def to_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """The rows as CSV. A text that a spreadsheet would take for a formula has an apostrophe before it."""
    file = StringIO()
    csv.writer(file, lineterminator="\r\n").writerows([_inert(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")
