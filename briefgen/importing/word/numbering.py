"""The numbers and bullets that Word puts before paragraphs, worked out as Word does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.importing.office.counting import numeral
from briefgen.importing.word.names import Element, W, value
from briefgen.model.values.scalars import whole

_PLACE = re.compile(r"%([1-9])")
_SIMPLE = re.compile(r"%[1-9][.)]")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: ``form`` such as ``decimal`` or ``bullet``, ``text`` such as ``%1.%2``."""

    form: str = "decimal"
    text: str = ""
    start: int = 1

    @property
    def is_simple(self) -> bool:
        """Whether Markdown numbers it alike: ``1.`` or ``1)``."""
        return self.form == "decimal" and _SIMPLE.fullmatch(self.text) is not None


@dataclass(slots=True)
class WordLists:
    """The lists of a document, counted as its paragraphs are read in order."""

    levels: Mapping[str, tuple[ListLevel, ...]] = field(default_factory=dict)
    """By ``numId``."""
    shared: Mapping[str, str] = field(default_factory=dict)
    """``numId`` → what it counts together with."""
    counts: dict[str, list[int]] = field(default_factory=dict)

    def level(self, number: str, depth: int) -> ListLevel | None:
        """One level of a list; None where the document does not define it."""
        levels = self.levels.get(number, ())
        return levels[depth] if depth < len(levels) else None

    def next(self, number: str, depth: int) -> int:
        """Count a paragraph: its number on its own level. A level above it that had no paragraph counts as one."""
        counts = self.counts.setdefault(self.shared.get(number, number), [])
        starts = [level.start for level in self.levels.get(number, ())]
        starts += [1] * (depth + 1 - len(starts))
        if depth < len(counts):
            counts[depth] += 1
        else:
            counts += starts[len(counts) : depth + 1]
        del counts[depth + 1 :]
        return counts[depth]

    def label(self, number: str, depth: int) -> str:
        """What Word prints before the paragraph that was counted last, such as ``제13조`` or ``가.``."""
        levels, counts = self.levels.get(number, ()), self.counts.get(self.shared.get(number, number), [])

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            return numeral(counts[at], levels[at].form) if at < min(len(counts), len(levels)) else ""

        return _PLACE.sub(shown, levels[depth].text) if depth < len(levels) else ""


def numbering_of(root: Element | None) -> WordLists:
    """The lists of ``word/numbering.xml``; none where there is no such part."""
    if root is None:
        return WordLists()
    abstract = {each.get(W + "abstractNumId"): each for each in root.iter(W + "abstractNum")}
    levels, shared = dict[str, tuple[ListLevel, ...]](), dict[str, str]()
    for number in root.iter(W + "num"):
        name, of = number.get(W + "numId", ""), value(number, "abstractNumId")
        found = _levels(abstract.get(of))
        for override in number.iter(W + "lvlOverride"):
            found.update(_levels(override))
            start, at = value(override, "startOverride"), whole(override.get(W + "ilvl"))
            if start is not None and at in found:
                found[at] = ListLevel(found[at].form, found[at].text, whole(start, 1))
                shared[name] = name  # it is counted anew
        levels[name] = tuple(found.get(at, ListLevel()) for at in range(max(found, default=-1) + 1))
        shared.setdefault(name, f"abstract {of}")
    return WordLists(levels, shared)


def _levels(holder: Element | None) -> dict[int, ListLevel]:
    found = dict[int, ListLevel]()
    for level in holder.iterfind(W + "lvl") if holder is not None else ():
        at = whole(level.get(W + "ilvl"))
        if 0 <= at < _LEVELS:
            form, text = value(level, "numFmt") or "decimal", value(level, "lvlText") or ""
            found[at] = ListLevel(form, text, whole(value(level, "start"), 1))
    return found
