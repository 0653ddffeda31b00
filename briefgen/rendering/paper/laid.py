"""A PDF as it came out of the layout: its bytes, its pages, what does not fit, which pages are nearly empty."""

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
    ROW = "row"
    """A table row on two pages."""
    LONG = "long"
    """A word wider than what it stands in."""
    DEEP = "deep"
    """Words of a note above or below their page."""
    TALL = "tall"
    """Words of a slide on a page after it, or over what stands at its foot."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something that does not fit on its page. ``what`` is the image's path, the word, the cells of a table or row line
    by line, or the words of a line, of a slide those of the first lines.

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


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A page that is nearly empty: its first words, none when it is blank, and how many percent of it are used."""

    page: int
    words: str = ""
    used: float = 0


@dataclass(frozen=True, slots=True)
class Laid:
    """A PDF as it came out: its bytes, how many pages it has, the page (from 1) of each id, where pages begin.

    ``beyond`` holds the first words that stand past the last page that the job may have, ``misfits`` what does
    not fit on its page, ``unfilled`` the pages that are nearly empty.
    """

    pdf: bytes
    pages: int
    anchors: Mapping[str, int]
    breaks: tuple[Break, ...] = ()
    beyond: str = ""
    misfits: tuple[Misfit, ...] = ()
    unfilled: tuple[Unfilled, ...] = ()
