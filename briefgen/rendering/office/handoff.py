"""A brief as an editor gets it: paragraphs, tables and pictures in reading order, in no format yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.written import Lang

TAG = "fact:"
"""What the tag of a figure in a document begins with."""
_LONGEST_TAG = 64
_DIGITS = 8


class RunKind(StrEnum):
    """What a run of a paragraph is."""

    WORDS = "words"
    FIGURE = "figure"
    """The words of a fact, which an editor cannot change."""
    MARK = "mark"
    """What stands beside the text, such as ``[3]``: no source has it at this place."""
    NOTE = "note"
    BREAK = "break"
    PICTURE = "picture"


class RunLook(StrEnum):
    """How words look besides their style."""

    BOLD = "bold"
    ITALIC = "italic"
    STRIKE = "strike"
    CODE = "code"
    ABOVE = "above"
    BELOW = "below"


class HandoffStyle(StrEnum):
    """What a paragraph is; each format has a style for it."""

    SERIES = "series"
    TITLE = "title"
    SUBTITLE = "subtitle"
    LEAD = "lead"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    CAPTION = "caption"
    SUBCAPTION = "subcaption"
    PICTURE = "picture"
    REMARK = "remark"
    LABEL = "label"
    TERMS = "terms"
    CELL = "cell"
    HEAD_CELL = "head-cell"
    SOURCE = "source"
    RULE = "rule"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class HandoffPicture:
    """A picture by the name under which its bytes are found; sizes in pixels of the screen."""

    name: str
    alt: str
    width: float = 0
    height: float = 0

    def fitted(self, pixel: int, widest: int, tallest: int) -> tuple[int, int]:
        """Its sides in a unit of which a pixel has so many, no larger than there is room."""
        wide, high = self.width * pixel, self.height * pixel
        scale = min(1, widest / wide if wide else 1, tallest / high if high else 1)
        return max(1, round(wide * scale)), max(1, round(high * scale))


@dataclass(frozen=True, slots=True)
class HandoffRun:
    """Words of a paragraph that are alike, or what stands among them."""

    words: str = ""
    kind: RunKind = RunKind.WORDS
    looks: frozenset[RunLook] = frozenset()
    href: str = ""
    """An address, or ``#`` and the anchor of a paragraph."""
    fact: str = ""
    form: str = ""
    label: str = ""
    """What the fact is called."""
    lang: str = ""
    span: Span | None = None
    """Where it is written; None for what is not written at this place."""
    note: tuple[HandoffParagraph, ...] = ()
    picture: HandoffPicture | None = None

    @property
    def tag(self) -> str:
        """The fact and its form."""
        return f"{self.fact}#{self.form}" if self.form else self.fact


def control_tag(run: HandoffRun) -> str:
    """The fact and its form, as the control or field of a figure has room for."""
    whole = TAG + run.tag
    if len(whole) <= _LONGEST_TAG:
        return whole
    return f"{whole[: _LONGEST_TAG - 9]}~{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Which list an item is in: its number in the document, and how it is counted."""

    number: int
    ordered: bool
    start: int = 1


@dataclass(frozen=True, slots=True)
class HandoffWhole:
    """A figure or a table that is written as one: what it is called in a message, and where it begins."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class HandoffParagraph:
    """A paragraph with its key, which no other has; empty for what has none."""

    key: str
    style: HandoffStyle
    runs: tuple[HandoffRun, ...] = ()
    span: Span | None = None
    level: int = 0
    """Of a heading, from 1; of a list, from 0."""
    list: ListPlace | None = None
    """Of the first paragraph of an item."""
    indent: int = 0
    """In how many lists or quotes it is."""
    anchors: tuple[str, ...] = ()
    """What leads here."""
    align: str = ""
    whole: HandoffWhole | None = None
    """The figure or table that it is a part of."""

    @property
    def words(self) -> str:
        """All that it says, in one line."""
        return "".join(run.words for run in self.runs)

    def walk(self) -> Iterator[HandoffParagraph]:
        """This paragraph and those of its notes."""
        yield self
        for run in self.runs:
            yield from run.note


@dataclass(frozen=True, slots=True)
class HandoffCell:
    """A cell of a table."""

    paragraphs: tuple[HandoffParagraph, ...]
    columns: int = 1
    rows: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class HandoffTable:
    """A table by its rows; ``heads`` of them stand at its top, again on each page."""

    rows: tuple[tuple[HandoffCell, ...], ...]
    heads: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class HandoffBox:
    """Paragraphs and tables in a frame."""

    parts: tuple[HandoffPart, ...]


HandoffPart = HandoffParagraph | HandoffTable | HandoffBox


def as_part(part: HandoffPart, whole: HandoffWhole) -> HandoffPart:
    """Return what a figure or a table holds, as a part of it."""
    if isinstance(part, HandoffParagraph):
        return replace(part, whole=whole)
    if isinstance(part, HandoffBox):
        return HandoffBox(tuple(as_part(it, whole) for it in part.parts))
    rows = (
        tuple(replace(cell, paragraphs=tuple(replace(it, whole=whole) for it in cell.paragraphs)) for cell in row)
        for row in part.rows
    )
    return replace(part, rows=tuple(rows))


@dataclass(frozen=True, slots=True)
class Handoff:
    """A brief in one language, to be written in a format that an editor can open."""

    slug: str
    lang: Lang
    title: str
    authors: tuple[str, ...]
    day: str
    """On which it was published or last changed, as an ISO date; empty where nobody says."""
    parts: tuple[HandoffPart, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """PNG and JPEG by name."""
    revision: str = ""
    """The commit whose text it has; empty where the project is in no repository."""

    def paragraphs(self) -> Iterator[HandoffParagraph]:
        """Every paragraph in reading order; those of notes after what calls them."""
        return paragraphs_of(self.parts)

    def name(self, paragraph: HandoffParagraph) -> str:
        """By which a paragraph is known in the document: its key, and a digest of what it said when it was handed out.

        The digest has the brief and the language in it: no paragraph of another text has the same name.
        """
        said = "\x1f".join((self.slug, self.lang, paragraph.key, *(it.words for it in paragraph.walk())))
        return f"bg_{paragraph.key.replace('-', '_')}_{hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]}"


def paragraphs_of(parts: tuple[HandoffPart, ...]) -> Iterator[HandoffParagraph]:
    """Every paragraph of these parts in reading order."""
    for part in parts:
        if isinstance(part, HandoffParagraph):
            yield from part.walk()
        elif isinstance(part, HandoffBox):
            yield from paragraphs_of(part.parts)
        else:
            for row in part.rows:
                for cell in row:
                    yield from paragraphs_of(cell.paragraphs)
