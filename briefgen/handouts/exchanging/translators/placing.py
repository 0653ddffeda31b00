"""The files of a brief with new translations in them: in their places, or where what is missing has to be put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.handouts.exchanging.translators.pieces import Piece, edges, trimmed
from briefgen.handouts.exchanging.translators.slots import Edit, Slot, SlotKind, applied
from briefgen.handouts.exchanging.translators.units import BriefUnits, ExportedUnit
from briefgen.model.core.blocks import Block

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_OTHER_BLOCK = re.compile(r"^[ \t]*(:::|!\[|<|```|~~~)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Placed:
    """The files that change, by path; ``taken`` are the ids of the units in them, ``by_hand`` those of no place."""

    files: Mapping[str, str]
    taken: tuple[str, ...]
    by_hand: tuple[ExportedUnit, ...] = ()
    unfinished: int = 0
    """How many units a text lacks that can only be written as a whole."""


Wanted = Mapping[str, tuple[Piece, ...]]
"""By the id of a unit what its translation is to say."""


def placed(units: BriefUnits, wanted: Wanted) -> Placed:
    """The files with these translations."""
    return _Placing(units, wanted).made()


@dataclass(slots=True)
class _Placing:
    units: BriefUnits
    wanted: Wanted
    edits: list[Edit] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    by_hand: list[ExportedUnit] = field(default_factory=list)
    unfinished: int = 0
    put: dict[int, tuple[ExportedUnit, int]] = field(default_factory=dict)
    """Block that was missing → the place at which it is put in."""

    def made(self) -> Placed:
        groups: dict[int, list[ExportedUnit]] = {}
        for unit in self.units.units:
            if unit.id not in self.wanted:
                continue
            if unit.target is not None:
                self._edit(unit, unit.target, self._written(unit, unit.target))
            elif unit.block is None and not unit.source.span.path.endswith(".md"):
                self._beside(unit)
            elif self.units.standing is not None:
                groups.setdefault(id(unit.piece), []).append(unit)
        for group in groups.values():
            self._missing(group)
        files = dict(self._files())
        if not self.units.target_path:
            files |= self._new_text()
        return Placed(files, tuple(self.taken), tuple(self.by_hand), self.unfinished)

    def _written(self, unit: ExportedUnit, slot: Slot) -> str | None:
        return slot.written(self.wanted[unit.id], unit.source.pieces)

    def _edit(
        self, unit: ExportedUnit, slot: Slot, made: str | None, start: int | None = None, end: int | None = None
    ) -> None:
        if made is None:
            self.by_hand.append(unit)
            return
        self.taken.append(unit.id)
        place = slot.start if start is None else start
        self.edits.append(Edit(slot.span.path, place, slot.end if end is None else end, made))

    def _beside(self, unit: ExportedUnit) -> None:
        """A wording of YAML that has only the other language."""
        nodes = self.units.nodes[unit.source.span.path]
        found = nodes.beside(unit.source, self.units.direction.target, _raw(self.wanted[unit.id], unit))
        self._edit(unit, unit.source, found[1] if found else None, *([found[0]] * 2 if found else []))

    def _missing(self, group: Sequence[ExportedUnit]) -> None:
        first = group[0]
        if first.block is None:
            self._front(first)
            return
        lines = self._lines(group)
        place = self._place(first) if lines is not None else None
        if lines is None or place is None:
            self.by_hand += group
            return
        path, at, before, after = place
        self.put[id(first.piece)] = first, at
        self.taken += [it.id for it in group]
        self.edits.append(Edit(path, at, at, f"{before}{lines}{after}"))

    def _front(self, unit: ExportedUnit) -> None:
        """A key of the front matter that the translation lacks."""
        path = self.units.target_path
        key = unit.id.rpartition("/")[2]
        said = _raw(self.wanted[unit.id], unit)
        found = self.units.nodes[path].after(key, said) if path and unit.source.kind is SlotKind.YAML else None
        if path is None or found is None:
            self.by_hand.append(unit)
            return
        self.taken.append(unit.id)
        self.edits.append(Edit(path, found[0], found[0], found[1]))

    def _lines(self, group: Sequence[ExportedUnit]) -> str | None:
        """The lines of a block of the source with its translation in them; None while a part of it has none."""
        source = self.units.files[group[0].source.span.path]
        start = source.line_start(min(it.source.start for it in group))
        end = source.line_end(max(it.source.end for it in group) - 1)
        within = [
            it for it in self.units.units if it.source.span.path == source.path and start <= it.source.start < end
        ]
        if any(it.id not in self.wanted or it.source.kind is SlotKind.CAPTION for it in within):
            return None
        made = [self._of_source(it) for it in within]
        text = applied(source.text[:end], made)[start:] if all(it.text is not None for it in made) else None
        return text if text is None or text.endswith("\n") else f"{text}\n"

    def _of_source(self, unit: ExportedUnit) -> Edit:
        made = self._written(unit, unit.source) or ""
        return Edit(unit.source.span.path, unit.source.start, unit.source.end, made)

    def _place(self, unit: ExportedUnit) -> tuple[str, int, str, str] | None:
        """Return where a missing block goes: after its neighbour in the source, or before the one that follows."""
        every = [it for it in self.units.units if it.block is not None and "/note-" not in it.id]
        if unit not in every:
            return None
        at = every.index(unit)
        own = id(unit.piece)
        before = next((it for it in reversed(every[:at]) if it.target or id(it.piece) in self.put), None)
        after = next((it for it in every[at:] if it.target and id(it.piece) != own), None)
        if before is not None and self._is_beside(unit, before, self._between(before, unit)):
            return self._after(before, unit)
        if after is not None and after.target is not None and self._is_beside(unit, after, self._between(unit, after)):
            file = self.units.files[after.target.span.path]
            gap = "\n" if self._gap(unit, after) else ""
            return file.path, file.line_start(after.target.start), "", gap
        return None

    def _after(self, before: ExportedUnit, unit: ExportedUnit) -> tuple[str, int, str, str] | None:
        gap = "\n" if self._gap(before, unit) else ""
        if before.target is None:
            _, at = self.put[id(before.piece)]
            path = self.units.target_path
            return (path, at, gap, "") if path else None
        file = self.units.files[before.target.span.path]
        end = file.line_end(before.target.end - 1)
        if _is_head(before.block):  # the line of hyphens below it
            end = file.line_end(end)
        return file.path, end, gap if file.text[:end].endswith("\n") else f"\n{gap}", ""

    def _is_beside(self, unit: ExportedUnit, other: ExportedUnit, between: str) -> bool:
        """Tell whether another block of the source is in what holds a block, with nothing else between them."""
        if unit.block is None or other.block is None or _OTHER_BLOCK.search(between):
            return False
        return _container(unit.block) in map(id, other.block.around)

    def _gap(self, one: ExportedUnit, other: ExportedUnit) -> bool:
        return _BLANK_LINE.search(self._between(one, other)) is not None

    def _between(self, one: ExportedUnit, other: ExportedUnit) -> str:
        """Return what stands between two blocks of the source, without the marks that the second begins with."""
        file = self.units.files[one.source.span.path]
        return file.text[one.source.end : max(one.source.end, file.line_start(other.source.start))]

    def _new_text(self) -> Iterator[tuple[str, str]]:
        """The whole text in the other language, made of that of the source, once all of it is translated."""
        own = [it for it in self.units.units if it.source.span.path.endswith(".md")]
        here = [it for it in own if it.id in self.wanted]
        self.unfinished = len(own) - len(here) if here else 0
        if here and not self.unfinished:
            path = own[0].source.span.path
            made = [self._of_source(it) for it in own]
            self.taken += [it.id for it in own]
            target = f"{path.rpartition('/')[0]}/{self.units.direction.target}.md"
            return iter([(target, applied(self.units.files[path].text, made))])
        return iter(())

    def _files(self) -> Iterator[tuple[str, str]]:
        for path in sorted({it.path for it in self.edits}):
            yield path, applied(self.units.files[path].text, [it for it in self.edits if it.path == path])


def _container(block: Block) -> int:
    around = block.around
    return id(around[-2] if around[-1].kind in ("item", "row") and len(around) > 1 else around[-1])


def _is_head(block: Block | None) -> bool:
    """Tell whether a cell is in the head of its table."""
    return block is not None and block.around[-1].kind == "row" and block.around[-1].get("head") == "true"


def _raw(pieces: Sequence[Piece], unit: ExportedUnit) -> str:
    """A wording as its author would write it, before it is put into YAML."""
    marks = {it.sign: it.written for it in unit.source.pieces if it.name}
    before, after = edges(unit.source.pieces)
    return before + "".join(marks.get(it.sign, it.said) for it in trimmed(pieces)) + after
