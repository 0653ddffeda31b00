"""A line of a brief in Markdown or in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from briefgen.rendering.office.handoff import HandoffParagraph, HandoffRun, RunKind, RunLook

_MARKUP = re.compile(r"[\\`*\[\]>]|_(?!(?<=\w_)\w)|&(?=#?\w+;)")
"""Signs that would be markup; an underscore within a word is none."""
_BARE_ADDRESS = re.compile(r"(?:://|www\.)\S*$")
_NUMBERS = re.compile(r"[\[\]\d;, ]+")
"""Numbers of sources and what stands around them, easier to read without backslashes."""
_AT_THE_BEGINNING = re.compile(r"(\d*)([#+=~-]|(?<=\d)[.)])(?=\s|[#+=~-]|$)")
"""What makes a list or a heading of a line: number and sign. A backslash stands before the sign."""
_OF_WORDS = frozenset({RunKind.WORDS, RunKind.FIGURE})
_SIGNS = {RunLook.BOLD: "**", RunLook.ITALIC: "*", RunLook.STRIKE: "~~"}


@dataclass(slots=True)
class PlainLine:
    """Writes runs, and gathers the notes that they call."""

    marked: bool
    """Whether it is Markdown."""
    notes: list[tuple[HandoffParagraph, ...]] = field(default_factory=list)
    """What notes say, in the order of their calls."""

    def words(self, runs: tuple[HandoffRun, ...]) -> str:
        """The line; one that begins like a list or a heading is not taken for one."""
        linked = groupby(runs, key=lambda run: run.href if run.kind is not RunKind.NOTE else "")
        said = self._side_by_side(self._linked(href, list(group)) for href, group in linked).strip()
        found = _AT_THE_BEGINNING.match(said) if self.marked else None
        return f"{found[1]}\\{said[found.end(1) :]}" if found else said

    def _linked(self, href: str, runs: list[HandoffRun]) -> str:
        said = self._side_by_side(map(self._run, _joined(runs)))
        address = "" if href.startswith("#") else href
        if not address or not said.strip():
            return said
        if self.marked:
            stands_alone = said == escaped(address)
            address = address.replace("<", "%3C").replace(">", "%3E")
            if stands_alone:
                return f"<{address}>"
            return f"[{said}](<{address}>)" if re.search(r"[\s()]", address) else f"[{said}]({address})"
        return said if address in said else f"{said} <{address}>"

    def _side_by_side(self, pieces: Iterable[str]) -> str:
        """Join the pieces of a line: none makes an address, or a picture, of what stands before or after it."""
        said = ""
        for piece in pieces:
            if self.marked and piece.startswith("`") and _BARE_ADDRESS.search(said):
                said += " "
            if self.marked and said.endswith("!") and piece.startswith("[") and "](" in piece:
                said = f"{said[:-1]}\\!"
            follows = self.marked and said.endswith("]") and not said.endswith("\\]")
            said += f"\\{piece}" if follows and piece.startswith(("(", "[", ":")) else piece
        return said

    def _run(self, run: HandoffRun) -> str:
        if run.kind is RunKind.NOTE:
            self.notes.append(run.note)
            return f"[^{len(self.notes)}]" if self.marked else f" ({len(self.notes)})"
        if run.kind is RunKind.BREAK:
            return "\\\n" if self.marked else "\n"
        if run.kind is RunKind.PICTURE:
            return self._picture(run)
        if not self.marked or (run.kind is RunKind.MARK and _NUMBERS.fullmatch(run.words)):
            return run.words
        words = escaped(run.words)
        return words if run.kind is RunKind.MARK else self._looking(run, words)

    def _picture(self, run: HandoffRun) -> str:
        if run.picture is None or not self.marked:
            return ""
        alt = escaped(run.picture.alt)
        return f"![{alt}]({run.picture.name})"

    def _looking(self, run: HandoffRun, words: str) -> str:
        """The words with their marks; blanks at the edges stay outside of them."""
        bare = words.strip()
        if not bare:
            return words
        if RunLook.CODE in run.looks:
            fence = fence_of(run.words, 1)
            gap = " " if "`" in run.words else ""
            return f"{fence}{gap}{run.words}{gap}{fence}"
        for look, sign in _SIGNS.items():
            if look in run.looks:
                bare = f"{sign}{bare}{sign}"
        start = len(words) - len(words.lstrip())
        return f"{words[:start]}{bare}{words[start + len(words.strip()) :]}"


def escaped(words: str) -> str:
    """Words as Markdown that says just them.

    Renderers that make links of bare addresses take a backslash after one for a part of it: it would not keep a ``<``.
    """
    return _MARKUP.sub(r"\\\g<0>", words).replace("<", "&lt;")


def fence_of(code: str, least: int) -> str:
    """Backticks that code can stand between: one more than follow each other in it."""
    return "`" * max([least, *(len(run) + 1 for run in re.findall("`+", code))])


def _joined(runs: list[HandoffRun]) -> Iterator[HandoffRun]:
    """Words that follow each other and look alike as one run, so that no mark is closed and opened again."""
    before: HandoffRun | None = None
    for run in runs:
        if before is not None and {before.kind, run.kind} <= _OF_WORDS and before.looks == run.looks:
            before = replace(before, words=before.words + run.words)
            continue
        if before is not None:
            yield before
        before = run
    if before is not None:
        yield before
