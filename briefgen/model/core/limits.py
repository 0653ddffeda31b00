"""How much time and memory a piece of work may take: the one table, and what site.yaml may say instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from briefgen.model.core.written import Schema


@dataclass(frozen=True, slots=True)
class Limit:
    """Seconds of processor time, and megabytes of memory beyond what the worker has when it begins."""

    seconds: float
    memory: int


LIMITS: Mapping[str, Limit] = {
    "text": Limit(seconds=20, memory=800),
    "image": Limit(seconds=20, memory=800),
    "chart": Limit(seconds=10, memory=500),
    "card": Limit(seconds=10, memory=500),
    "font": Limit(seconds=60, memory=500),
    "pdf": Limit(seconds=300, memory=800),
    "booklet": Limit(seconds=60, memory=800),
    "search": Limit(seconds=60, memory=500),
}
"""A text of 400,000 characters takes 24 seconds and 400 MB as a PDF on a slow machine, a chart one second."""

PARAGRAPH = 100_000
"""Characters of a block of text, and of a value of YAML. The time to break one into lines grows faster than its length;
the longest in real documents has 46,000."""
LINE = 1_000
"""Characters of what is set in one line, and on the top of every page: a title, a name, a heading, a caption. The
longest of the example has 130."""
_KEYS = (
    "title short_title subtitle tagline title-translated label called name short full also forbidden affiliation role "
    "email series keywords version licence owner by publisher publisher-place container-title collection-title "
    "container-title-translated event-title authority literal family given"
)
ONE_LINE = frozenset(_KEYS.split())
"""Keys of such values, in any file of YAML."""
SHORTEN = "shorten it to one line, and write the rest as text"
SHOWN = 60
"""How many characters of a block that is too long go on, so that no later check has to read the rest."""
BRACKETS = 4_000
"""Opening square brackets of a block of text: the time to see which are links grows with their square."""
CELL = 6_000
"""Characters of a cell of a table, whose row is not split over pages: a page has room for fewer."""
CELLS = 10_000
"""Cells of a table: more is a file to offer, and takes minutes to compare and to lay out."""
BLOCKS = 5_000
"""Blocks of a text: headings, paragraphs, items, blocks of code. A text of 200 pages has about 2,000; twice 5,000
headings take half a minute to check on a busy machine."""
IMAGES = 500
"""Images that a text shows: each may fill a page, in every PDF of it."""
FIGURES = 10_000
"""Numbers of a text. A text of 200 pages with tables has fewer than 5,000; each is read, compared with the other
language and indexed, and 30,000 in each language take half a minute to check."""
TEXT = 400_000
"""Characters of a text in Markdown: some 200 pages, in less than half a minute."""
ENTRIES = 5_000
"""Entries of a list or mapping of YAML, and facts, terms, sources and events of a site: they take some twenty seconds
to check and to show, on a busy machine."""
FILE = 2_000_000
"""Characters of any other file of text."""
SPANS = {"colspan": 100, "rowspan": 1000, "span": 100}
"""How many columns or rows a cell or column of raw HTML may span: the room for them is laid out, cell by cell."""


class OwnLimit(Schema):
    """What site.yaml gives a kind of work in place of the table."""

    seconds: Annotated[int | None, Field(ge=1, le=3600)] = None
    memory: Annotated[int | None, Field(ge=100, le=64_000)] = None


class Limits(Schema):
    """``limits:`` of site.yaml."""

    text: OwnLimit = OwnLimit()
    """One file of text or YAML in one step of the work: read, resolved, checked, or put into its page."""
    image: OwnLimit = OwnLimit()
    """One image, read whole."""
    chart: OwnLimit = OwnLimit()
    """One chart at one width."""
    card: OwnLimit = OwnLimit()
    font: OwnLimit = OwnLimit()
    """One font, cut to the characters of the site."""
    pdf: OwnLimit = OwnLimit()
    booklet: OwnLimit = OwnLimit()
    search: OwnLimit = OwnLimit()
    """One page, read for the search."""
    entries: Annotated[int, Field(ge=1, le=1_000_000)] = ENTRIES
    """Entries of one list or mapping of YAML, and facts, terms, sources and events of the whole site together."""
    pixels: Annotated[int, Field(ge=1, le=1_000_000)] = 1_000
    """Million pixels of all images of the site together."""
    attachments: Annotated[int, Field(ge=1, le=64_000)] = 300
    """Megabytes of all files together that texts link to: a build holds them in memory."""

    @property
    def times(self) -> float:
        """How many times as much as usual a page may take that lists all entries of the site."""
        return max(1, self.entries / ENTRIES)

    def of(self, kind: str) -> Limit:
        """Return what holds for a kind of work, by its key."""
        own: OwnLimit = getattr(self, kind)
        usual, times = LIMITS[kind], self.times if kind == "search" else 1
        return Limit(own.seconds or usual.seconds * times, own.memory or round(usual.memory * times))


DEFAULT = Limits()
