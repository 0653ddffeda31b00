"""A PDF to be laid out, as a value: all it depends on, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from briefgen.model.press import PressSheet
from briefgen.model.profiles import Profile

INSIDE = "https://pack.invalid/"
"""Where the assets of a job seem to stand while it is laid out; no such host can exist (RFC 6761)."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A font or image that the pages use. ``digest`` stands for the bytes when two jobs are compared."""

    digest: str
    content: bytes = field(compare=False, repr=False)


def asset(content: bytes) -> Asset:
    """These bytes as an asset."""
    return Asset(sha256(content).hexdigest(), content)


@dataclass(frozen=True, slots=True)
class PdfJob:
    """One PDF. ``html`` is a whole document; relative addresses in it are taken from ``https://pack.invalid/``.

    ``css`` holds (name, text) in the order of the cascade; ``assets`` maps an address to what stands
    there. ``created`` and ``modified`` are ISO dates. ``identifier`` names the document over its
    versions. ``standard`` is ``ua-1`` or ``ua-2``. ``press`` is what a printer is told, in the form for one;
    ``booklet`` is the output path of the imposed file, if there is to be one.
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
    press: PressSheet | None = None
    booklet: str = ""

    @property
    def variant(self) -> str:
        """What WeasyPrint calls the standard."""
        return f"pdf/{self.standard}"


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


@dataclass(frozen=True, slots=True)
class Laid:
    """A PDF as it came out: its bytes, how many pages it has, the page (from 1) of each id, and what does not fit."""

    pdf: bytes
    pages: int
    anchors: Mapping[str, int]
    misfits: tuple[Misfit, ...] = ()
