"""A PDF to be laid out, as a value: all it depends on, nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from urllib.parse import quote, unquote

from briefgen.model.press import PressSheet
from briefgen.model.profiles import Profile

_UNCOUNTED = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]+")
INSIDE = "https://pack.invalid/"
"""Where the assets of a job seem to stand while it is laid out; no such host can exist (RFC 6761)."""
_SEEMS_INSIDE = re.compile(rf"{re.escape(INSIDE)}([^\s'\"<>“”]*)")
VARIANTS = {"ua-1": "pdf/a-3a", "ua-2": "pdf/a-4f"}
"""The archival standard that goes with each of accessibility, as WeasyPrint calls it."""


def inside(path: str) -> str:
    """Where the asset at ``path`` seems to stand, written as the layout asks for it."""
    return INSIDE + quote(path)


def without_inside(text: str) -> str:
    """``text`` with the paths of assets in the place of their addresses, which no author knows."""
    return _SEEMS_INSIDE.sub(lambda found: unquote(found[1]), text)


@dataclass(frozen=True, slots=True)
class Asset:
    """A font or image that the pages use. ``digest`` stands for the bytes when two jobs are compared."""

    digest: str
    content: bytes = field(compare=False, repr=False)


def asset(content: bytes) -> Asset:
    """These bytes as an asset."""
    return Asset(sha256(content).hexdigest(), content)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that travels inside the PDF.

    ``relationship`` is what it is to the document: ``Data`` behind a drawing, ``Source`` of what is said,
    ``Supplement`` beside it. ``figure`` is the id of the figure that it belongs to, if it belongs to one.
    """

    name: str
    kind: str
    """Media type."""
    relationship: str
    description: str
    content: bytes = field(repr=False)
    figure: str = ""


@dataclass(frozen=True, slots=True)
class PdfJob:
    """One PDF. ``html`` is a whole document; relative addresses in it are taken from ``https://pack.invalid/``.

    ``css`` holds (name, text) in the order of the cascade; ``assets`` maps an address to what stands
    there. ``created`` and ``modified`` are ISO dates. ``identifier`` names the document over its
    versions. ``standard`` is ``ua-1`` or ``ua-2``. ``titles`` is the title in every language that the
    document exists in, ``languages`` are those of the text when there are more than ``lang``;
    ``rights`` says in words what the licence at ``licence`` allows. ``digest`` stands for the content; its
    beginning is printed in the pages. ``max_pages`` is how many pages its sheets have; what does not fit on
    them is told in ``Laid``. ``press`` is what a printer is told, in the form for one; ``booklet`` is the
    output path of the imposed file, if there is to be one.
    """

    name: str
    lang: str
    html: str
    title: str
    css: tuple[tuple[str, str], ...] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    subject: str = ""
    keywords: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""
    identifier: str = ""
    profile: Profile = Profile.SCREEN
    standard: str = "ua-1"
    titles: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    version: str = ""
    publisher: str = ""
    rights: str = ""
    licence: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    digest: str = ""
    max_pages: int | None = None
    press: PressSheet | None = None
    booklet: str = ""

    @property
    def variant(self) -> str:
        """What WeasyPrint calls the standard."""
        return VARIANTS[self.standard]


def digest_of(job: PdfJob) -> str:
    """SHA-256 of all that ``job`` holds: another word, figure, rule, font or picture gives another."""
    about = [job.name, job.lang, job.title, job.authors, job.subject, job.keywords, job.created, job.modified]
    rights = [job.identifier, job.version, job.publisher, job.rights, job.licence]
    form = [job.profile, job.standard, dict(job.titles), job.languages, str(job.press), job.booklet]
    assets = {url: it.digest for url, it in job.assets.items()}
    enclosed = [
        (it.name, it.kind, it.relationship, it.description, sha256(it.content).hexdigest(), it.figure)
        for it in job.enclosures
    ]
    whole = json.dumps([about, rights, form, job.html, job.css, assets, enclosed], ensure_ascii=False)
    return sha256(whole.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """Where a page begins: in the block of that key, after ``offset`` of its characters, as ``counted`` counts."""

    page: int
    block: str
    offset: int


def counted(text: str) -> str:
    """The characters of a text that are the same on paper and on the web: no spaces, nothing without width."""
    return _UNCOUNTED.sub("", text)


@dataclass(frozen=True, slots=True)
class FacingJob:
    """One PDF of two texts that face each other, the first on the left-hand pages.

    ``about`` describes the whole and has no page of its own; ``halves`` are whole documents, each in one language.
    ``names`` has the languages' own names.
    """

    about: PdfJob
    halves: tuple[PdfJob, PdfJob]
    names: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """Its output path."""
        return self.about.name

    @property
    def html(self) -> str:
        """The pages of both texts, one after the other: what there is to set."""
        return "".join(half.html for half in self.halves)

    @property
    def whole(self) -> PdfJob:
        """All that is in it as one job: its words and what its pages use."""
        assets = {address: it for half in self.halves for address, it in half.assets.items()}
        return replace(self.about, html=self.html, assets=assets)


class Unfit(StrEnum):
    """In what way something does not fit."""

    COARSE = "coarse"
    """An image with too few pixels for its size."""
    WIDE = "wide"
    """A table wider than its column."""
    LONG = "long"
    """A word wider than what it stands in."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something that does not fit on its page. ``what`` is the image's path, the word, or a table's cells line by line.

    ``amount`` is dots per inch, or the millimetres by which it is too wide; ``width`` are the millimetres that an image
    takes. ``lost`` says that it runs over the edge of the paper.
    """

    kind: Unfit
    page: int
    what: str
    amount: float
    width: float = 0
    lost: bool = False


class Slip(StrEnum):
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

    slip: Slip
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
    for a last page the share of it that is used, in percent.
    """

    gap: Gap
    page: int
    words: str = ""
    amount: float = 0


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
