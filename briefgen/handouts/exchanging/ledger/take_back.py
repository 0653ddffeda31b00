"""A workbook of the ledger that others have changed: what became of each fact, and a patch of the YAML for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from briefgen.handouts.exchanging.ledger.sheet import (
    ALSO,
    KEY,
    LOCAL,
    PERIOD,
    SOURCE,
    STATUS,
    STRENGTH,
    UNIT,
    VALUE,
    LedgerRow,
    ReturnedLedger,
    ReturnedRow,
    ledger_digest,
    ledger_rows,
    local_column,
    read_ledger,
    returned_ledger,
    row_of,
    sources_in,
    value_cells,
)
from briefgen.handouts.exchanging.translators.slots import Edit, ProjectText, YamlNodes, applied, diff_of, scalar
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, error, few, warning
from briefgen.model.core.written import Lang
from briefgen.model.values.parsing import parse_value
from briefgen.model.values.plain import one_line
from briefgen.model.written.facts import Strength, WrittenFact
from briefgen.model.written.site import Site
from briefgen.reading.bounded import within
from briefgen.reading.world import World
from briefgen.reading.yaml.nodes import decode_map
from briefgen.running.pool.watched import By, here

_ORDER = ("label", VALUE, "statement", PERIOD, SOURCE, ALSO, STATUS, STRENGTH, "note", "doubt")
_NUMBER = re.compile(r"[0-9][0-9,_]*(?:\.[0-9]+)?")
_KEY = re.compile(r"[^\W\d_][\w-]*")


Said = str | tuple[str, ...] | Mapping[Lang, str]
"""A text, ids of sources with their places, or a wording by language."""


class NotWrittenError(Exception):
    """A change that has no place in the YAML as it is written."""


@dataclass(slots=True)
class LedgerPatch:
    """The new texts of files, by path, and the keys of the facts whose changes they have."""

    was: dict[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)


def patch_of(changes: Sequence[FactChange], site: Site, read: Callable[[str], str]) -> LedgerPatch:
    """The patch; ``read`` gives the text of a file of the project."""
    made = LedgerPatch()
    edits: dict[str, list[Edit]] = {}
    files: dict[str, _LedgerFile] = {}
    for change in sorted(changes, key=lambda it: FactState.NEW in it.states):  # new ones after what they follow
        near = change.after if FactState.NEW in change.states else change.key
        if not change.is_patched or FactState.GONE in change.states or near not in site.facts:
            continue
        path = site.facts[near].span.path
        if path not in files:
            made.was[path] = read(path)
            files[path] = _LedgerFile(ProjectText(path, made.was[path]), site)
        own = files[path].edits(change, near)
        if own is not None:
            edits.setdefault(path, []).extend(own)
            made.taken.add(change.key)
    made.now = {path: applied(made.was[path], own) for path, own in edits.items()}
    return made


class _LedgerFile:
    """A file of the ledger, read once for all of its facts."""

    def __init__(self, file: ProjectText, site: Site) -> None:
        self._file, self._site = file, site
        self._before = _rows(file.text, file.path, site.languages)
        try:
            self._nodes = YamlNodes(file, file.text)
        except yaml.YAMLError:
            self._nodes = YamlNodes(file, "")

    def edits(self, change: FactChange, near: str) -> list[Edit] | None:
        """Those of one fact; None where the file with them would not say what the row says, and nothing else."""
        row = change.row.row if change.row else None
        if row is None or not _has_known_sources(row, self._site):
            return None
        file, languages = self._file, self._site.languages
        try:
            edits = list(_FactEditor(file, self._nodes, near, languages).edits(change, row))
        except (NotWrittenError, ValueError):
            return None
        was = self._before.get(change.key)
        if was is None:
            wanted = LedgerRow({**row.cells, STRENGTH: row.cells[STRENGTH] or Strength.LIMITED.value})
        else:
            wanted = LedgerRow({**was.cells, **{it: row.cells[it] for it in change.columns}})
        after = _rows(applied(file.text, edits), file.path, languages)
        return edits if after == {**self._before, change.key: wanted} else None


def _has_known_sources(row: LedgerRow, site: Site) -> bool:
    every = (*sources_in(row.cells[SOURCE]), *sources_in(row.cells[ALSO]))
    return all(it.partition(",")[0].strip() in site.sources for it in every)


def _rows(text: str, path: str, languages: Sequence[Lang]) -> dict[str, LedgerRow]:
    found = decode_map(WrittenFact, text.encode(), path).value
    return {key: row_of(key, it.value, languages) for key, it in found.items() if it.whole}


@dataclass(slots=True)
class _FactEditor:
    """Writes into the entry of one fact."""

    file: ProjectText
    nodes: YamlNodes
    near: str
    languages: Sequence[Lang]
    entry: MappingNode = field(init=False)

    def __post_init__(self) -> None:
        root = self.nodes.root
        pairs = root.value if isinstance(root, MappingNode) else []
        entry = next((value for key, value in pairs if key.value == self.near), None)
        if not isinstance(entry, MappingNode):
            raise NotWrittenError
        self.entry = entry

    def edits(self, change: FactChange, row: LedgerRow) -> Iterator[Edit]:
        """Yield what has to be written so that the entry says what the row says."""
        if FactState.NEW in change.states:
            yield self._new(row)
            return
        for name in dict.fromkeys(VALUE if it == UNIT else it.partition(" ")[0] for it in change.columns):
            yield from self._changed(name, row, change.columns)

    def _said(self, name: str, row: LedgerRow) -> Said:
        """Return what a key has to say."""
        if name in LOCAL:
            words = {it: row.cells[local_column(name, it, self.languages)] for it in self.languages}
            return {lang: it for lang, it in words.items() if it}
        if name in (SOURCE, ALSO):
            return sources_in(row.cells[name])
        return f"{row.cells[VALUE]} {row.cells[UNIT]}".strip() if name == VALUE else row.cells[name]

    def _changed(self, name: str, row: LedgerRow, columns: Sequence[str]) -> Iterator[Edit]:
        said, in_flow = self._said(name, row), bool(self.entry.flow_style)
        found = next(((key, value) for key, value in self.entry.value if key.value == name), None)
        if not said:
            yield self._without(found)
        elif found is None:
            yield self._more(name, self._written(said, in_flow))
        elif isinstance(found[1], ScalarNode) and (one := self._one(said)):
            typed = _respelled(found[1].value, row.cells[VALUE], row.cells[UNIT]) if name == VALUE else one
            yield self._scalar(found[1], typed, in_flow)
        elif isinstance(found[1], MappingNode) and isinstance(said, Mapping):
            for lang in self.languages:
                if local_column(name, lang, self.languages) in columns:
                    yield self._wording(found[1], lang, said.get(lang, ""))
        elif isinstance(found[1], SequenceNode) and isinstance(said, tuple) and len(found[1].value) == len(said):
            yield from self._each(found[1], said)
        elif isinstance(said, str):  # a value that stays in a spreadsheet of its own
            raise NotWrittenError
        else:
            yield self._instead(found, self._written(said, True))

    def _one(self, said: Said) -> str:
        """The one text that says it all; empty where it takes more."""
        if isinstance(said, str):
            return said
        every = said if isinstance(said, tuple) else tuple(said.values())
        is_one = len(every) == 1 if isinstance(said, tuple) else len(every) == len(self.languages)
        return every[0] if is_one and len(set(every)) == 1 else ""

    def _written(self, said: Said, in_flow: bool) -> str:
        if isinstance(said, str):
            return _spelled(said, "", in_flow)
        if isinstance(said, tuple):
            items = [_spelled(it, "", True) for it in said]
            return f"[{', '.join(items)}]" if len(items) > 1 else items[0]
        if len(self.languages) == 1:
            return _spelled(next(iter(said.values())), "", in_flow)
        return "{" + ", ".join(f"{lang}: {_spelled(it, '', True)}" for lang, it in said.items()) + "}"

    def _scalar(self, node: Node, words: str, in_flow: bool) -> Edit:
        if not isinstance(node, ScalarNode):
            raise NotWrittenError
        made = _spelled(words, str(node.style or ""), in_flow)
        return Edit(self.file.path, self.nodes.offset(node.start_mark), self.nodes.end(node), made)

    def _each(self, node: SequenceNode, wanted: tuple[str, ...]) -> Iterator[Edit]:
        """The items of a list that are others now."""
        in_flow = bool(node.flow_style or self.entry.flow_style)
        for item, words in zip(node.value, wanted, strict=True):
            is_text = isinstance(item, ScalarNode)
            if not is_text or ", ".join(it.strip() for it in item.value.split(",", 1)) != words:
                yield self._scalar(item, words, in_flow)

    def _wording(self, node: MappingNode, lang: Lang, words: str) -> Edit:
        here = next((value for key, value in node.value if key.value == lang), None)
        in_flow = bool(node.flow_style or self.entry.flow_style)
        if not words or not node.value:
            raise NotWrittenError
        if here is not None:
            return self._scalar(here, words, in_flow)
        made = f"{lang}: {_spelled(words, '', in_flow)}"
        return self._behind(node, node.value[-1], made)

    def _behind(self, mapping: MappingNode, pair: tuple[Node, Node], made: str) -> Edit:
        """A further key of a mapping, after one that it has."""
        place, text = self.nodes.behind(mapping, pair[1], made)
        return Edit(self.file.path, place, place, text)

    def _more(self, name: str, made: str) -> Edit:
        """A key that the entry does not have yet, where authors write it."""
        before = set(_ORDER[: _ORDER.index(name)])
        pair = next((it for it in reversed(self.entry.value) if it[0].value in before), self.entry.value[-1])
        return self._behind(self.entry, pair, f"{name}: {made}")

    def _instead(self, found: tuple[Node, Node], made: str) -> Edit:
        """Something of another kind in the place of what a key has; not where a comment would go with it."""
        start, end = self.nodes.offset(found[0].end_mark), self.nodes.end(found[1])
        if "#" in self.file.text[start:end]:
            raise NotWrittenError
        return Edit(self.file.path, start, end, f": {made}")

    def _without(self, found: tuple[Node, Node] | None) -> Edit:
        """The entry without a key, whose lines go; not where a comment would go with them."""
        if found is None or self.entry.flow_style:
            raise NotWrittenError
        start = self.file.line_start(self.nodes.offset(found[0].start_mark))
        end = self.file.line_end(self.nodes.end(found[1]) - 1)
        if "#" in self.file.text[start:end]:
            raise NotWrittenError
        return Edit(self.file.path, start, end, "")

    def _new(self, row: LedgerRow) -> Edit:
        """A whole entry, after the one in the row above."""
        if not _KEY.fullmatch(row.key):
            raise NotWrittenError
        fields = ((name, self._said(name, row)) for name in _ORDER)
        lines = [f"{row.key}:", *(f"  {name}: {self._written(said, False)}" for name, said in fields if said)]
        root = self.nodes.root
        end = self.nodes.end(self.entry)
        if not isinstance(root, MappingNode) or root.flow_style:
            raise NotWrittenError
        place = self.file.line_end(end - 1)
        lead = "" if self.file.text[:place].endswith("\n") else "\n"
        return Edit(self.file.path, place, place, f"{lead}\n" + "\n".join(lines) + "\n")


def _respelled(typed: str, digits: str, unit: str) -> str:
    """A value with other digits as its author typed it; where its unit is another too, as the sheet has it."""
    wanted = f"{digits} {unit}".strip()
    numbers, now = list(_NUMBER.finditer(typed)), _NUMBER.findall(digits)
    if len(numbers) == len(now) == 1 and value_cells(parse_value(typed))[1] == unit:
        old = numbers[0]
        number = f"{int(now[0]):,}" if "," in old[0] and now[0].isdigit() else now[0]
        made = typed[: old.start()] + number + typed[old.end() :]
        if value_cells(parse_value(made)) == value_cells(parse_value(wanted)):
            return made
    return wanted


def _spelled(words: str, style: str, in_flow: bool) -> str:
    made = scalar(words, style, in_flow=in_flow)
    if made is None:
        raise NotWrittenError
    return made


class FactState(StrEnum):
    """What became of a fact; several may be true of one."""

    SAME = "same"
    VALUE = "value changed"
    UNIT = "unit changed"
    PERIOD = "period changed"
    SOURCE = "source changed"
    STANDING = "status changed"
    REWORDED = "reworded"
    NEW = "new"
    GONE = "gone"
    FORMULA = "formula"
    """The cell has a formula, not a value."""
    REFUSED = "refused"
    """It is not taken; the report says why."""


_OF_COLUMN = {
    VALUE: FactState.VALUE,
    UNIT: FactState.UNIT,
    PERIOD: FactState.PERIOD,
    SOURCE: FactState.SOURCE,
    ALSO: FactState.SOURCE,
    STATUS: FactState.STANDING,
    STRENGTH: FactState.STANDING,
}
_FACT, _CELL, _CURRENT = "fact-is-as-handed-out", "returned-cell-has-value", "returned-file-is-current"


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact with its states; ``columns`` are those that somebody has changed."""

    key: str
    states: frozenset[FactState]
    was: LedgerRow | None
    row: ReturnedRow | None
    columns: tuple[str, ...] = ()
    after: str = ""
    """Of a new one, the fact in the row above it."""
    code: str = ""
    problem: str = ""
    """Why it is refused, and the code of that problem."""

    @property
    def is_patched(self) -> bool:
        """Whether a patch may have it."""
        return not self.states & {FactState.SAME, FactState.FORMULA, FactState.REFUSED}


def is_of(returned: ReturnedLedger, rows: Mapping[str, LedgerRow]) -> bool:
    """Tell whether the file was made of this ledger, now or as it was while some of it was as it is."""
    checks = {it.check for it in rows.values()}
    return returned.ledger == ledger_digest(rows) or any(it.check in checks for it in returned.rows)


def changes_of(returned: ReturnedLedger, rows: Mapping[str, LedgerRow]) -> tuple[FactChange, ...]:
    """Every fact of the ledger and of the file, those of the file first."""
    by_check = {it.check: key for key, it in rows.items()}
    keys = {it.row.key for it in returned.rows}
    made: list[FactChange] = []
    after = ""
    for it in returned.rows:
        made.append(_change(it, rows, by_check, keys, after))
        after = it.row.key if it.row.key in rows else after
    renamed = {by_check.get(it.row.check, "") for it in made if it.row and it.problem}
    gone = [key for key in rows if key not in keys and key not in renamed]
    made += [FactChange(key, frozenset({FactState.GONE}), rows[key], None) for key in gone]
    return tuple(made)


def _change(
    it: ReturnedRow, rows: Mapping[str, LedgerRow], by_check: Mapping[str, str], keys: set[str], after: str
) -> FactChange:
    key = it.row.key
    was = rows.get(key)

    def refused(why: str, code: str = _CURRENT) -> FactChange:
        return FactChange(key, frozenset({FactState.REFUSED}), was, it, code=code, problem=why)

    if not key:
        return refused("this row has no key: a fact needs one", _CELL)
    if was is None:
        owner = by_check.get(it.check, "")
        if it.check and not owner:
            return refused("the ledger has no such fact, or no longer: its row was handed out with another ledger")
        if owner and owner not in keys:
            return refused(f"the key of “{owner}” was changed to “{key}”: texts use the key", _CELL)
        return FactChange(key, _bad_states(it) or frozenset({FactState.NEW}), None, it, after=after)
    if it.is_untouched or (not it.bad and it.row == was):
        return FactChange(key, frozenset({FactState.SAME}), was, it)
    if it.check != was.check:
        return refused("it was changed in the file and in the ledger since the file was handed out")
    columns = was.differs_in(it.row)
    states = _bad_states(it) or frozenset(_OF_COLUMN.get(name, FactState.REWORDED) for name in columns)
    return FactChange(key, states, was, it, columns)


def _bad_states(it: ReturnedRow) -> frozenset[FactState]:
    return frozenset(FactState.FORMULA if bad.is_formula else FactState.REFUSED for bad in it.bad)


def told_of(change: FactChange, site: Site, is_taken: bool, is_current: bool) -> Iterator[Diagnostic]:
    """Problems of one fact; ``is_taken`` into the patch; ``is_current``: the file has every fact of the ledger."""
    fact = site.facts.get(change.key)
    span = fact.span if fact else None
    row, key = change.row, change.key
    if FactState.GONE in change.states:
        hint = (
            "delete it from the ledger, or keep it" if is_current else "it was deleted there, or is newer than the file"
        )
        yield warning(_FACT, f"“{key}” is not in the file", span, hint)
    if row is None:
        return
    for bad in row.bad:
        place = fact.at(bad.column.partition(" ")[0]) if fact else None
        hint = "write the value itself; the patch has nothing of this fact"
        yield error(_CELL, f"the {bad.column} of “{key}” ({row.places[bad.column]}): {bad.message}", place, hint)
    if change.problem:
        message = f"“{key}” ({row.places[KEY]}): {change.problem}"
        yield error(change.code, message, span, "nothing is taken from this row")
    if not change.is_patched:
        return
    write = "take it from the patch (--write-patch)" if is_taken else "write it by hand: it is not in the patch"
    if FactState.NEW in change.states:
        yield warning(_FACT, f"new: “{key}”, {_said(row.row)} ({row.places[KEY]})", None, write)
    for name in change.columns if change.was else ():
        was, now = change.was.cells[name] if change.was else "", row.row.cells[name]
        place = fact.at(name.partition(" ")[0]) if fact else None
        message = f"{name} of “{key}”: “{one_line(was, 160)}” → “{one_line(now, 160)}” ({row.places[name]})"
        yield warning(_FACT, message, place, write)


def _said(row: LedgerRow) -> str:
    said = f"{row.cells[VALUE]} {row.cells[UNIT]}".strip()
    return said or next((it for name, it in row.cells.items() if name.startswith("statement") and it), "no value")


@dataclass(frozen=True, slots=True)
class LedgerBack:
    """What became of each fact, and a patch of the ledger."""

    title: str
    """What the file is called."""
    changes: tuple[FactChange, ...]
    patch: LedgerPatch

    @property
    def counts(self) -> dict[str, int]:
        """How many facts are in each state; one may be in several."""
        found = Counter(state.value for it in self.changes for state in it.states)
        return {state.value: found[state.value] for state in FactState}

    @property
    def counted(self) -> str:
        """The same for a person, without what there is none of."""
        return ", ".join(f"{count} {state}" for state, count in self.counts.items() if count or state == "same")

    @property
    def diff(self) -> str:
        """The patch as a unified diff."""
        was, now = self.patch.was, self.patch.now
        return "".join(diff_of(path, was[path], now[path]) for path in sorted(now))

    @property
    def left_out(self) -> tuple[str, ...]:
        """The keys of the facts that were changed and are not in the patch."""
        return tuple(it.key for it in self.changes if it.is_patched and it.key not in self.patch.taken)

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        facts = [
            {
                "key": it.key,
                "states": sorted(state.value for state in it.states),
                "was": {name: it.was.cells[name] for name in it.columns} if it.was else {},
                "now": {name: it.row.row.cells[name] for name in it.columns} if it.row else {},
            }
            for it in self.changes
        ]
        return {"counts": self.counts, "facts": facts}


def take_back_ledger(world: World, name: str, content: bytes, by: By = here) -> Outcome[LedgerBack | None]:
    """What others have changed; None, and why, for what cannot be taken back. The file is read ``by`` a process."""
    site = read_ledger(world)
    if site.value is None:
        return Outcome(None, site.diagnostics)
    returned: Outcome[ReturnedLedger | None] = by(returned_ledger, name, content, site.value.languages)
    if returned.value is None:
        return Outcome(None, returned.diagnostics)
    ledger, back = site.value, returned.value
    return within("taking the file back", None, lambda: _compared(ledger, back, name, world), lambda: None)


def _compared(site: Site, returned: ReturnedLedger, name: str, world: World) -> Outcome[LedgerBack | None]:
    rows = ledger_rows(site)
    if not is_of(returned, rows):
        message = f"{name} was made of no ledger of this project as it is now"
        hint = "take it back in the project that it was made in; nothing is taken from this file"
        return Outcome(None, (error("returned-file-is-ours", message, None, hint),))
    changes = changes_of(returned, rows)
    patch = patch_of(changes, site, lambda path: world.read(path).decode("utf-8", "replace"))
    problems, is_current = Report(), returned.ledger == ledger_digest(rows)
    problems.add(told for it in changes for told in told_of(it, site, it.key in patch.taken, is_current))
    if more := returned.more:
        message = f"{name} has more columns than were handed out: {few(more)}"
        problems.add([warning("fact-is-as-handed-out", message, None, "nothing is taken from them")])
    return Outcome(LedgerBack(name, changes, patch), problems.sorted())
