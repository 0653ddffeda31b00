"""What a document of another program becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from briefgen.model.values.plain import one_line


class Rank(IntEnum):
    """How much a remark matters to an author; the first matter most."""

    LOST = 0
    """Something of the document is not there, or does not work."""
    NOTED = 1
    GUESSED = 2
    """A title or an address that the document does not say."""
    DETAIL = 3
    """A change that nobody sees, or that was made before."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What could not be taken, or should be looked at: ``place`` is such as ``paragraph 12, “The first words…”``."""

    place: str
    message: str
    rank: Rank = Rank.NOTED


def shortened(words: str) -> str:
    """The beginning of words, on one line."""
    return one_line(words, 30)


def place_of(kind: str, number: int, words: str, heading: str, before: str) -> str:
    """Where a block of a document is: no program shows the numbers of its paragraphs, but all find words."""
    if shown := shortened(words):
        return f"{kind} {number}, “{shown}”"
    near = f", under “{heading}”" if heading and heading == before else f", after “{before}”" if before else ""
    return f"{kind} {number}{near}"


def title_remarks(title: str, found: str) -> Iterator[Remark]:
    """Where a title that had to be guessed was taken from."""
    if found:
        yield Remark("", f"the title “{title}” was taken from {found}", Rank.GUESSED)


@dataclass(frozen=True, slots=True)
class ImportedText:
    """A document as Markdown. ``title`` is empty where it says none; ``images`` are by the name the text uses."""

    title: str
    markdown: str
    images: Mapping[str, bytes] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    subtitle: str = ""
