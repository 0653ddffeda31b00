"""A PDF to be laid out, as a value: all it depends on, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

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
    versions. ``also`` are the languages of its text besides ``lang``. ``standard`` is ``ua-1`` or ``ua-2``.
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
    also: tuple[str, ...] = ()
    standard: str = "ua-1"

    @property
    def variant(self) -> str:
        """What WeasyPrint calls the standard."""
        return f"pdf/{self.standard}"


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


@dataclass(frozen=True, slots=True)
class Laid:
    """A PDF as it came out: its bytes, how many pages it has, and the page (from 1) of each id."""

    pdf: bytes
    pages: int
    anchors: Mapping[str, int]
