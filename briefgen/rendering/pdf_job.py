"""A PDF to be laid out, as a value: all it depends on, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    versions. ``standard`` is ``ua-1`` or ``ua-2``. ``digest`` is printed in the pages and stands for their content.
    ``max_pages`` is how many pages its sheets have; what does not fit on them is told in ``Laid``.
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
    digest: str = ""
    max_pages: int | None = None

    @property
    def variant(self) -> str:
        """What WeasyPrint calls the standard."""
        return f"pdf/{self.standard}"


@dataclass(frozen=True, slots=True)
class Laid:
    """A PDF as it came out: its bytes, how many pages it has, and the page (from 1) of each id.

    ``beyond`` holds the first words that stand past the last page that the job may have.
    """

    pdf: bytes
    pages: int
    anchors: Mapping[str, int]
    beyond: str = ""
