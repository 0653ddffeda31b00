"""A PDF to be laid out, as a value: all it depends on, nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from briefgen.model.profiles import Profile

_UNCOUNTED = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]+")
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
    versions. ``standard`` is ``ua-1`` or ``ua-2``.
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

    @property
    def variant(self) -> str:
        """What WeasyPrint calls the standard."""
        return f"pdf/{self.standard}"


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
class Laid:
    """A PDF as it came out: its bytes, how many pages it has, the page (from 1) of each id, where pages begin."""

    pdf: bytes
    pages: int
    anchors: Mapping[str, int]
    breaks: tuple[Break, ...] = ()
