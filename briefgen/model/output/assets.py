"""Fonts and images that a PDF uses, and the address at which each stands while pages are laid out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import quote, unquote

INSIDE = "https://pack.invalid/"
"""Where the assets of a job seem to stand while it is laid out; no such host can exist (RFC 6761)."""

_SEEMS_INSIDE = re.compile(rf"{re.escape(INSIDE)}([^\s'\"<>“”]*)")


def inside(path: str) -> str:
    """Return where the asset at ``path`` seems to stand, written as the layout asks for it."""
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
