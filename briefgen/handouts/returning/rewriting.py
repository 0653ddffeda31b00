"""New words put into what an author wrote: roles, links and marks of sources stay where their words stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from briefgen.handouts.returning.source import SourceAtom
from briefgen.importing.markdown import escape
from briefgen.rendering.office.returned import NOTE_SIGN, PICTURE_SIGN

PARAGRAPH = "\u2029"
"""Stands in new words where a paragraph begins."""
_TOKEN = re.compile(rf"[{PARAGRAPH}{NOTE_SIGN}{PICTURE_SIGN}]|\s+|\w+|[^\w\s]")
_EMPTY = re.compile(r"\*\*\*\*|____|~~~~|(?<!\^)\[\]\([^)]*\)")
_SPACES = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")


def rewritten(
    atoms: Sequence[SourceAtom], now: str, parting: str = "\n\n", spelled: Callable[[str], str] = escape
) -> str | None:
    """What to write so that the atoms say ``now``; ``parting`` stands between paragraphs, ``spelled`` is how new words
    are written. None where new words stand in the place of what no text has.
    """
    was = "".join(it.said for it in atoms)
    old, new = _TOKEN.findall(was), _TOKEN.findall(now)
    kept = bytearray(len(was))
    """For each character whether it stays."""
    put: dict[int, str] = {}
    """Place in the old words → new ones before it."""
    ends = [0]
    for token in old:
        ends.append(ends[-1] + len(token))
    for kind, one, two, three, four in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            kept[ends[one] : ends[two]] = b"\1" * (ends[two] - ends[one])
        elif words := "".join(new[three:four]):
            if _is_fixed(atoms, ends[one], ends[two]):
                return None
            put[ends[one]] = written(words, parting, spelled)
    made = _assembled(atoms, was, kept, put)
    return _tidied(made, parting)


def _is_fixed(atoms: Sequence[SourceAtom], start: int, end: int) -> bool:
    """Whether new words from ``start`` to ``end`` go into what no text has, or replace some of it."""
    fixed = [atom.is_fixed for atom in atoms for _ in atom.said]
    return any(fixed[start:end]) or (start == end and all(fixed[start - 1 : start + 1]) and 0 < start < len(fixed))


def _assembled(atoms: Sequence[SourceAtom], was: str, kept: bytearray, put: dict[int, str]) -> str:
    made: list[str] = []
    at = 0
    for atom in atoms:
        if at in put and (atom.said or _comes_after(atom.written, made)):
            made.append(put.pop(at))
        end = at + len(atom.said)
        if all(kept[at:end]):
            made.append(atom.written)
        elif atom.is_whole:
            made += [was[place] for place in range(at, end) if kept[place]]
        for place in [it for it in put if at < it < end]:
            made.append(put.pop(place))
        at = end
    return "".join([*made, *put.values()])


def _comes_after(written: str, made: Sequence[str]) -> bool:
    """Whether new words go before a mark: it is that of a source, or opens what comes; else it closes what was."""
    before = "".join(made[-1:])
    return written[:1].isspace() or not before or before[-1].isspace()


def written(words: str, parting: str, spelled: Callable[[str], str] = escape) -> str:
    """New words as they have to be written."""
    shown = words.replace(NOTE_SIGN, "").replace(PICTURE_SIGN, "")
    return parting.join(spelled(it) for it in shown.split(PARAGRAPH))


def _tidied(made: str, parting: str) -> str:
    made = _EMPTY.sub("", made)
    parts = (_SPACES.sub(" ", it).strip(" ") for it in made.split(parting)) if parting else (made,)
    return parting.join(parts)
