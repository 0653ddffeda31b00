"""What every page says of itself, whatever it is about."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.resolving.edition.views import Alternate


@dataclass(frozen=True, slots=True)
class PageInfo:
    """What every page says of itself."""

    path: str
    kind: str
    title: str
    description: str
    alternates: tuple[Alternate, ...]
    canonical: str = ""
    updated_iso: str = ""
    """Day of the last change, where it is known."""
    head_id: str = "title"
    """Id of the page's heading, which names the page's main part."""
    card: str = ""
    """The picture that stands for it where it is shared; empty without a ``base_url``."""
