"""Figures of spreadsheets as proposed facts: a file of their own that is not part of the site."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from pathlib import Path, PurePath
from typing import NamedTuple

from briefgen.importing.imported import Rank, Remark
from briefgen.importing.office.picture_files import tell_objects
from briefgen.importing.record import RECORD, digest_of, record_of
from briefgen.importing.sheets.headed import HeadedFigure, headed
from briefgen.importing.site.source.languages import language_among
from briefgen.importing.site.titles import slug_with_letters
from briefgen.language.figures.reader import FigureReader, reader_of
from briefgen.model.core.diagnostics import few
from briefgen.model.core.written import Lang
from briefgen.model.values.characters import clean
from briefgen.model.values.quantities import PERCENT, POINTS, Quantity
from briefgen.reading.files.archive import UnreadableDocumentError, members
from briefgen.reading.files.sheets.delimited import read_delimited
from briefgen.reading.files.sheets.workbook import Table, Workbook, address_of
from briefgen.reading.load import load
from briefgen.reading.world import DiskWorld
from briefgen.reading.yaml.plain import plain_yaml

FOLDER = "content/facts/proposed"
MOST = 1_000
"""Proposals of one file: nobody reads more."""
_LONGEST, _LONGEST_LABEL = 80, 300
_SCALES = {
    3: "thousand",
    4: "만",
    5: "십만",
    6: "million",
    7: "천만",
    8: "억",
    9: "billion",
    10: "백억",
    11: "천억",
    12: "trillion",
}
_PLAIN_KEY = re.compile(r"[^\W\d_][\w-]*")
_SOURCE = "to-be-named"


@dataclass(frozen=True, slots=True)
class ProposedFact:
    """A fact that the author may take; ``place`` is its cell."""

    ident: str
    label: str
    value: str
    period: str
    place: str
    unknown_unit: str = ""


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit as briefgen knows it, of so many powers of ten."""

    ident: str
    scale: int = 0


@dataclass(slots=True)
class Proposals:
    """What a spreadsheet proposes, and what could not be taken."""

    facts: list[ProposedFact] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    left_out: int = 0
    """Figures beyond those that are proposed of one file."""


@dataclass(frozen=True, slots=True)
class ProposalFile:
    """The text of the file of proposals, and the ids of what is new in it."""

    text: str
    added: tuple[str, ...]
    remarks: tuple[Remark, ...]


def tables_of(name: str, content: bytes, wanted: Sequence[str] = ()) -> Iterator[tuple[str, Table]]:
    """The sheets of a file by name: those that are ``wanted``, else those that can be seen.

    Raises UnreadableDocumentError, also for a sheet that is wanted and is not there.
    """
    ending = PurePath(name).suffix.lower()
    book = Workbook(content) if ending == ".xlsx" else None
    there = book.sheets if book else ()
    if missing := [sheet for sheet in wanted if sheet not in there]:
        has = f"its sheets are {few(there, 10)}" if there else f"a {ending} file has no sheets"
        raise UnreadableDocumentError(f"it has no sheet “{missing[0]}”; {has}")
    if book is None:
        yield "", read_delimited(content, is_tsv=ending == ".tsv")
        return
    yield from ((it, book.table(it)) for it in there if (it in wanted if wanted else it not in book.hidden))


def proposals_of(tables: Iterable[tuple[str, Table]], unit_of: Callable[[str], KnownUnit | None]) -> Proposals:
    """The figures of all sheets as facts."""
    made, taken, figures = Proposals(), set[str](), list[tuple[str, HeadedFigure]]()
    for sheet, table in tables:
        if table.cells:
            found = headed(table, sheet, lambda words: unit_of(words) is not None)
            made.remarks += [*([Remark("", f"it was read {table.marks}")] if table.marks else []), *found.remarks]
            figures += ((sheet, figure) for figure in found.figures)
    for sheet, figure in figures[:MOST]:
        fact = _fact(figure, sheet, unit_of)
        made.facts.append(replace(fact, ident=_free(fact.ident, sheet, taken)))
    made.left_out = len(figures) - len(made.facts)
    if made.left_out:
        said = f"{made.left_out:,} more figures were left out: the first {MOST:,} of a file are proposed"
        made.remarks.append(Remark("", f"{said}; to read a sheet alone, give --sheet and its name", Rank.LOST))
    return made


def _fact(figure: HeadedFigure, sheet: str, unit_of: Callable[[str], KnownUnit | None]) -> ProposedFact:
    address = address_of(figure.place)
    words = [it for it in map(clean, (*figure.row, " ".join(figure.column))) if it]
    unit = unit_of(figure.unit) if figure.unit else None
    return ProposedFact(
        slug_with_letters("-".join(filter(None, (*words, figure.period))))[:_LONGEST].strip("-") or address.lower(),
        (", ".join(words) or f"{sheet} {address}".strip())[:_LONGEST_LABEL],
        value_words(figure.figure, unit),
        figure.period,
        f"{sheet}!{address}" if sheet else address,
        figure.unit if figure.unit and unit is None and not figure.figure.unit else "",
    )


def _free(ident: str, sheet: str, taken: set[str]) -> str:
    named = f"{ident}-{slug_with_letters(sheet)}".strip("-")
    found, number = ident if ident not in taken else named, 1
    while found in taken:
        number += 1
        found = f"{named}-{number}"
    taken.add(found)
    return found


def value_words(figure: Quantity, unit: KnownUnit | None) -> str:
    """A figure as an author types it; a share keeps its sign whatever the unit of its column is."""
    ident, scale = (
        (figure.unit, figure.scale) if figure.unit or unit is None else (unit.ident, figure.scale + unit.scale)
    )
    amount = figure.amount
    if scale not in _SCALES:
        amount, scale = amount.scaleb(scale), 0
    digits = f"{'+' if figure.signed else ''}{amount:,f}"
    return " ".join(filter(None, (digits, _SCALES.get(scale, ""), ident)))


def unit_reader(readers: Sequence[FigureReader]) -> Callable[[str], KnownUnit | None]:
    """Return what finds the unit that words such as 백만원 or ``USD million`` stand for, in any of the languages."""
    return cache(lambda words: _unit(words, readers))


def _unit(words: str, readers: Sequence[FigureReader]) -> KnownUnit | None:
    turned = " ".join(reversed(words.split()))
    for reader in readers:
        for text in (f"1{words}", f"1 {words}", f"1 {turned}"):
            found = reader.read(text)
            if len(found) != 1 or found[0].text != text or not (found[0].unit or found[0].value > 1):
                continue
            ident = found[0].unit
            scale = len(str(found[0].value)) - 1
            is_known = ident in reader.language.units or ident in ("", PERCENT, POINTS) or ident.isupper()
            if is_known and found[0].value == Decimal(10) ** scale:
                return KnownUnit(ident, scale)
    return None


def proposal_file(
    before: str, facts: Sequence[ProposedFact], name: str, languages: Sequence[Lang], known: Collection[str]
) -> ProposalFile:
    """The file with the facts that are new at its end; what stands there already stays as it is.

    ``known`` are the ids that the ledger has, and those that were proposed before. Raises UnreadableDocumentError where
    the file is not YAML.
    """
    there = _entries(before)
    added = [fact for fact in facts if fact.ident not in there and fact.ident not in known]
    remarks = [
        Remark(fact.place, f"the value is now {fact.value}; {fact.ident} was left unchanged with {there[fact.ident]}")
        for fact in facts
        if there.get(fact.ident, fact.value) != fact.value
    ]
    unknown: dict[str, list[str]] = {}
    for fact in added:
        if fact.unknown_unit:
            unknown.setdefault(fact.unknown_unit, []).append(fact.place)
    remarks += [
        Remark(places[0], f"the unit “{unit}” is not known: {len(places)} figures have none; see units: in site.yaml")
        for unit, places in unknown.items()
    ]
    text = (before or _head(name)) + "".join(f"\n{_written(fact, name, languages)}" for fact in added)
    return ProposalFile(text, tuple(fact.ident for fact in added), tuple(remarks))


def _entries(text: str) -> Mapping[str, str]:
    """Id → value of the facts in the file."""
    try:
        found = plain_yaml(text) or {}
    except ValueError as problem:
        raise UnreadableDocumentError(
            f"the file of earlier proposals is not valid YAML; fix it first: {problem}"
        ) from problem
    entries = found.items() if isinstance(found, dict) else ()
    return {str(ident): str(entry.get("value", "")) if isinstance(entry, dict) else "" for ident, entry in entries}


def _head(name: str) -> str:
    return (
        "# yaml-language-server: $schema=../../.schemas/facts.schema.json\n"
        f"# Proposed from {clean(name)}. Nothing in this folder is part of the site.\n"
        f"# To use a fact, replace {_SOURCE} by the id of its source and move it to a file of content/facts/.\n"
    )


def _written(fact: ProposedFact, name: str, languages: Sequence[Lang]) -> str:
    key = fact.ident if _PLAIN_KEY.fullmatch(fact.ident) else _quoted(fact.ident)
    label = _quoted(fact.label)
    if len(languages) > 1:
        label = f"{{{language_among(fact.label, languages)}: {label}}}"
    unit = f"   # unit: {clean(fact.unknown_unit)}" if fact.unknown_unit else ""
    lines = [
        f"{key}:",
        f"  label: {label}",
        f"  value: {fact.value}{unit}",
        *([f"  period: {fact.period}"] if fact.period else []),
        f"  source: {_quoted(f'{_SOURCE}, {name}, {fact.place}')}",
        "  status: unverified",
    ]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    return json.dumps(clean(words), ensure_ascii=False)


class JoinedFigures(NamedTuple):
    """How many figures a spreadsheet has, and how many are new in the file at ``path``; ``files`` are to be written."""

    path: Path
    figures: int
    added: int
    remarks: tuple[Remark, ...]
    files: Mapping[str, bytes]


class FoundFigures(NamedTuple):
    """What a spreadsheet proposes; ``languages`` and ``facts`` are those that the site has."""

    proposals: Proposals
    languages: Sequence[str]
    facts: frozenset[str]


def figures_of(root: Path, name: str, content: bytes, sheets: Sequence[str] = ()) -> FoundFigures:
    """The figures of these ``sheets``, or of all, for the project. Raises UnreadableDocumentError."""
    site = load(DiskWorld(root)).value
    unit_of = unit_reader([reader_of(site, lang) for lang in site.languages])
    found = proposals_of(tables_of(name, content, sheets), unit_of)
    if PurePath(name).suffix.lower() == ".xlsx":
        tell_objects(members(content), lambda said: found.remarks.append(Remark("", said)))
    return FoundFigures(found, site.languages, frozenset(site.facts))


def join_figures(root: Path, name: str, figures: FoundFigures, overwrite: bool) -> JoinedFigures:
    """Give the file of proposed facts with these figures.

    What was proposed before and has been deleted or renamed since is not proposed again, unless ``overwrite``.
    """
    found = figures.proposals
    shown = f"{FOLDER}/{slug_with_letters(PurePath(name).stem) or 'figures'}.yaml"
    path, record = root / shown, record_of(root)
    proposed = set() if overwrite else {key.rpartition("#")[2] for key in record.digests if key.startswith(f"{shown}#")}
    before = path.read_text("utf-8") if path.exists() and not overwrite else ""
    made = proposal_file(before, found.facts, name, figures.languages, proposed.union(figures.facts))
    files = {}
    if made.added:
        values = {fact.ident: fact.value for fact in found.facts}
        record.digests.update({f"{shown}#{it}": digest_of(values[it].encode()) for it in made.added})
        files = {shown: made.text.encode(), RECORD: record.content()}
    remarks = (*found.remarks, *made.remarks)
    return JoinedFigures(path, len(found.facts) + found.left_out, len(made.added), remarks, files)
