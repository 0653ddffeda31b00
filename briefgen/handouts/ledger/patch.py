"""What was changed in a workbook, as a patch of the YAML: comments, order and the author's own spelling stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from briefgen.handouts.ledger.compare import FactChange, FactState
from briefgen.handouts.ledger.rows import (
    ALSO,
    LOCAL,
    PERIOD,
    SOURCE,
    STATUS,
    STRENGTH,
    UNIT,
    VALUE,
    LedgerRow,
    local_column,
    row_of,
    sources_in,
    value_cells,
)
from briefgen.handouts.translating.placing import Edit, applied
from briefgen.handouts.translating.slots import ProjectText, YamlNodes, scalar
from briefgen.model.values.parsing import parse_value
from briefgen.model.written.facts import Strength, WrittenFact
from briefgen.model.written.site import Site
from briefgen.model.written.written import Lang
from briefgen.reading.yaml.nodes import decode_map

_ORDER = ("label", VALUE, "statement", PERIOD, SOURCE, ALSO, STATUS, STRENGTH, "note", "doubt")
_NUMBER = re.compile(r"[0-9][0-9,_]*(?:\.[0-9]+)?")
_KEY = re.compile(r"[^\W\d_][\w-]*")


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
        """What has to be written so that the entry says what the row says."""
        if FactState.NEW in change.states:
            yield self._new(row)
            return
        names = list(dict.fromkeys(VALUE if it == UNIT else it.partition(" ")[0] for it in change.columns))
        for name in names:
            if name == VALUE:
                yield self._value(row)
            elif name in (SOURCE, ALSO):
                yield from self._sources(name, sources_in(row.cells[name]))
            elif name in LOCAL:
                yield from self._local(name, row, change.columns)
            else:
                yield self._text(name, row.cells[name])

    def _pair(self, name: str) -> tuple[Node, Node] | None:
        return next(((key, value) for key, value in self.entry.value if key.value == name), None)

    def _scalar(self, node: Node, words: str, in_flow: bool) -> Edit:
        if not isinstance(node, ScalarNode):
            raise NotWrittenError
        made = _spelled(words, str(node.style or ""), in_flow)
        return Edit(self.file.path, self.nodes.offset(node.start_mark), self.nodes.end(node), made)

    def _text(self, name: str, words: str) -> Edit:
        found = self._pair(name)
        if not words:
            return self._without(name)
        in_flow = bool(self.entry.flow_style)
        return self._scalar(found[1], words, in_flow) if found else self._more(name, _spelled(words, "", in_flow))

    def _value(self, row: LedgerRow) -> Edit:
        digits, unit = row.cells[VALUE], row.cells[UNIT]
        found = self._pair(VALUE)
        if found is None or not digits:
            return self._text(VALUE, f"{digits} {unit}".strip())
        if not isinstance(found[1], ScalarNode):  # it stays in a spreadsheet of its own
            raise NotWrittenError
        return self._scalar(found[1], _respelled(found[1].value, digits, unit), bool(self.entry.flow_style))

    def _sources(self, name: str, wanted: tuple[str, ...]) -> Iterator[Edit]:
        found = self._pair(name)
        if not wanted:
            yield self._without(name)
        elif found is None:
            yield self._more(name, _list(wanted))
        elif isinstance(found[1], ScalarNode) and len(wanted) == 1:
            yield self._scalar(found[1], wanted[0], bool(self.entry.flow_style))
        elif isinstance(found[1], SequenceNode) and len(found[1].value) == len(wanted):
            yield from self._each(found[1], wanted)
        else:
            yield self._instead(found, _list(wanted))

    def _each(self, node: SequenceNode, wanted: tuple[str, ...]) -> Iterator[Edit]:
        """The items of a list that are others now."""
        in_flow = bool(node.flow_style or self.entry.flow_style)
        for item, words in zip(node.value, wanted, strict=True):
            is_text = isinstance(item, ScalarNode)
            if not is_text or ", ".join(it.strip() for it in item.value.split(",", 1)) != words:
                yield self._scalar(item, words, in_flow)

    def _local(self, name: str, row: LedgerRow, columns: Sequence[str]) -> Iterator[Edit]:
        """The wordings that have changed, each in its language."""
        column = {lang: local_column(name, lang, self.languages) for lang in self.languages}
        words = {lang: row.cells[it] for lang, it in column.items() if row.cells[it]}
        changed = [lang for lang, it in column.items() if it in columns]
        found = self._pair(name)
        if not words:
            yield self._without(name)
        elif found is None:
            yield self._more(name, _wordings(words, self.languages))
        elif isinstance(found[1], MappingNode):
            for lang in changed:
                yield self._wording(found[1], lang, words.get(lang, ""))
        elif len(set(words.values())) == 1 and len(words) == len(self.languages):
            yield self._scalar(found[1], next(iter(words.values())), bool(self.entry.flow_style))
        else:
            yield self._instead(found, _wordings(words, self.languages))

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

    def _without(self, name: str) -> Edit:
        """The entry without a key, whose lines go; not where a comment would go with them."""
        found = self._pair(name)
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
        fields = {name: self._field(name, row) for name in _ORDER}
        lines = [f"{row.key}:", *(f"  {name}: {made}" for name, made in fields.items() if made)]
        root = self.nodes.root
        end = self.nodes.end(self.entry)
        if not isinstance(root, MappingNode) or root.flow_style:
            raise NotWrittenError
        place = self.file.line_end(end - 1)
        lead = "" if self.file.text[:place].endswith("\n") else "\n"
        return Edit(self.file.path, place, place, f"{lead}\n" + "\n".join(lines) + "\n")

    def _field(self, name: str, row: LedgerRow) -> str:
        if name in LOCAL:
            words = {it: row.cells[local_column(name, it, self.languages)] for it in self.languages}
            said = {lang: it for lang, it in words.items() if it}
            return _wordings(said, self.languages) if said else ""
        if name in (SOURCE, ALSO):
            wanted = sources_in(row.cells[name])
            return _list(wanted) if wanted else ""
        if name == VALUE:
            words_of = f"{row.cells[VALUE]} {row.cells[UNIT]}".strip()
            return _spelled(words_of, "", False) if words_of else ""
        return _spelled(row.cells[name], "", False) if row.cells[name] else ""


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


def _list(wanted: Sequence[str]) -> str:
    items = [_spelled(it, "", True) for it in wanted]
    return f"[{', '.join(items)}]" if len(items) > 1 else _spelled(wanted[0], "", True)


def _wordings(words: Mapping[Lang, str], languages: Sequence[Lang]) -> str:
    if len(languages) == 1:
        return _spelled(next(iter(words.values())), "", False)
    return "{" + ", ".join(f"{lang}: {_spelled(it, '', True)}" for lang, it in words.items()) + "}"
