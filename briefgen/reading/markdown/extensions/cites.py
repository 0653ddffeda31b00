"""Citations, written in Pandoc's way: ``[@nars-2025, p. 3; see @abd-2025]``.

Only brackets whose every part names a source are citations; an ``@`` elsewhere is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline

from briefgen.reading.markdown.extensions.references import filled_in

_PART = re.compile(r"\A\s*+((?:[^@]*\s)?)-?@(\w(?:[\w:./+-]*\w)?)((?:[\s,].*)?)", re.DOTALL)
_PLACE = re.compile(r"(?:[^\d\s]*\s?\d+\S*|[A-Za-z]+\.\s?[ivxlc]+)(?:\s*[-–~]\s*[\divxlc]+)?(?:\s[^\d\s]*\s?\d+\S*)*")
_MORE_NUMBERS = re.compile(r"\d+(?:[-–~]\d+)?")
_NOT_IN_CITES = frozenset("[`\\")
_MAKES_A_LINK = ("(", "[", "{")
_LABELLED = re.compile(r"\[([^\[\]\n]*)\]:[ \t]*(?:\n[ \t>]*)?(?![^\s]*[./#:][^\s])\S")
"""What stands where an address may be defined, and has words after the colon that are none."""


@dataclass(frozen=True, slots=True)
class Cite:
    """One source of a citation; ``at`` is where its part begins, counted from the bracket."""

    ident: str
    locator: str = ""
    prefix: str = ""
    suffix: str = ""
    at: int = 0


def install(md: MarkdownIt) -> None:
    """Let ``md`` read citations; their tokens carry a tuple of ``Cite`` as ``meta["cites"]``."""
    md.inline.ruler.before("link", "cites", _cites)
    md.block.ruler.at("reference", _reference)


def _reference(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """An address of a link, unless the line is a citation with a colon and words after it."""
    last = min(line + 1, end - 1)
    found = _LABELLED.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[last])
    if found is not None and read_cites(found[1]):
        return False
    return filled_in(state, line) or reference(state, line, end, silent)


def _cites(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    end = state.src.find("]", state.pos, state.posMax)
    if end < 0 or state.src.startswith(_MAKES_A_LINK, end + 1, state.posMax):
        return False
    cites = read_cites(state.src[state.pos + 1 : end])
    label = normalizeReference(state.src[state.pos + 1 : end])
    if not cites or label in state.env.get("references", {}):
        return False
    if not silent:
        token = state.push("cites", "", 0)
        token.content = state.src[state.pos : end + 1]
        token.meta["cites"] = cites
    state.pos = end + 1
    return True


def read_cites(text: str) -> tuple[Cite, ...]:
    """The citations in what stands between brackets; none when any part is not a citation."""
    if "@" not in text or not _NOT_IN_CITES.isdisjoint(text):
        return ()
    cites: list[Cite] = []
    at = 1
    for part in text.split(";"):
        found = _PART.fullmatch(part)
        if found is None:
            return ()
        locator, suffix = _split_place(found.group(3))
        begins = at + len(part) - len(part.lstrip())
        cites.append(Cite(found.group(2), locator, _one_line(found.group(1)), suffix, begins))
        at += len(part) + 1
    return tuple(cites)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _split_place(rest: str) -> tuple[str, str]:
    """Return what follows an id, as the place in the source and the words after it."""
    first, *others = [_one_line(part) for part in _one_line(rest).removeprefix(",").split(",")]
    if not first or not _PLACE.fullmatch(first):
        return "", ", ".join([first, *others]).strip(", ")
    while others and _MORE_NUMBERS.fullmatch(others[0]):
        first += ", " + others.pop(0)
    return first, ", ".join(others)
