"""A PDF as it came out of the layout: its bytes, its pages, what does not fit, what is badly set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from briefgen.model.output.page_breaks import Break


class Unfit(StrEnum):
    """In what way something does not fit."""

    COARSE = "coarse"
    """An image with too few pixels for its size."""
    WIDE = "wide"
    """A table wider than its column."""
    LONG = "long"
    """A word wider than what it stands in."""
    DEEP = "deep"
    """Words of a note above or below their page."""
    TALL = "tall"
    """Words of a slide on a page after it, or over what stands at its foot."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something that does not fit on its page. ``what`` is the image's path, the word, a table's cells line by line, or
    the words of a line, of a slide those of the first lines.

    ``amount`` is dots per inch, or the millimetres by which it is too wide or outside; ``width`` are the millimetres
    that an image takes. ``lost`` says that it runs over the edge of the paper; of a slide, that it stands over the foot
    and does not go on on another page.
    """

    kind: Unfit
    page: int
    what: str
    amount: float
    width: float = 0
    lost: bool = False


class FlawKind(StrEnum):
    """In what way a page is badly set."""

    HEADING = "heading"
    """A heading with nothing of its text below it on the page."""
    LINE = "line"
    """A single line of a paragraph, alone on a page."""
    END = "end"
    """A last line of one short word."""
    CAPTION = "caption"
    """A caption on another page than its figure or table."""
    ROW = "row"
    """A table row on two pages."""
    HEAD = "head"
    """A table that goes on without its head."""
    NOTE = "note"
    """A note on another page than its call."""
    FAR = "far"
    """A figure or table far from where it is first spoken of."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that is badly set, and on which page. ``words`` are those of the heading, paragraph, caption, row or
    note.

    ``detail`` is the last line, or the page of the first reference. ``lang`` tells the languages of a facing edition
    apart.
    """

    slip: FlawKind
    page: int
    words: str
    detail: str = ""
    lang: str = ""


class Gap(StrEnum):
    """In what way a page is left empty."""

    BLANK = "blank"
    LAST = "last"
    """The last page of a brief, or of the whole, with hardly anything on it."""
    HOLE = "hole"
    """White between two things."""
    FOOT = "foot"
    """White below the text, which goes on with something that did not fit."""


@dataclass(frozen=True, slots=True)
class Unfilled:
    """Room that a page leaves empty. ``words`` stand above it, or first on a last page; ``amount`` are millimetres, or
    for a last page the share of it that is used, in percent. ``beyond`` are the first words of what did not fit.
    """

    gap: Gap
    page: int
    words: str = ""
    amount: float = 0
    beyond: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """A PDF as it came out: its bytes, how many pages it has, the page (from 1) of each id, where pages begin.

    ``beyond`` holds the first words that stand past the last page that the job may have, ``misfits`` what does
    not fit on its page, ``flaws`` what is badly set, ``unfilled`` the room that is left empty.
    """

    pdf: bytes
    pages: int
    anchors: Mapping[str, int]
    breaks: tuple[Break, ...] = ()
    beyond: str = ""
    misfits: tuple[Misfit, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    unfilled: tuple[Unfilled, ...] = ()
