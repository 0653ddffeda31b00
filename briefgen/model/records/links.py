"""``links.yaml``: what external addresses gave when they were asked, so that a build needs no network."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urldefrag, urlsplit

from pydantic import BeforeValidator, Field

from briefgen.model.core.written import Schema
from briefgen.model.values.fields import DayField


class LinkState(StrEnum):
    """How an address was found."""

    OK = "ok"
    MOVED = "moved"
    """For good: every redirect on the way says so."""
    GONE = "gone"
    REFUSED = "refused"
    """Something answered, or should have, and did not say whether the page is there."""
    UNCHECKED = "unchecked"


class ArchivedCopy(Schema):
    """A copy of a page as it was, kept by an archive."""

    url: str
    date: DayField | None = None
    """The day of which it is a copy."""


def _address_alone(given: Any) -> Any:
    return {"url": given} if isinstance(given, str) else given


class LinkRecord(Schema):
    """What is known of one address."""

    state: LinkState = LinkState.UNCHECKED
    status: Annotated[int | None, Field(ge=100, le=599)] = None
    """Of HTTP: for what has moved that of the redirect."""
    checked: DayField | None = None
    to: str | None = None
    """Where it has moved to."""
    reason: str | None = None
    """What was met in place of an answer."""
    archived: Annotated[ArchivedCopy | None, BeforeValidator(_address_alone)] = None
    note: str | None = None


_NEVER = re.compile(r"[\s\x00-\x1f\x7f\"<>\\^`{|}]")
"""What stands in no address."""
_SITE = re.compile(r"[a-z]+://[^\s\x00-\x1f\x7f\"<>\\^`{|}/?#]+(?:[/?#]|\Z)", re.IGNORECASE)
"""Browsers end a host at a backslash and pass over line breaks in it; other programs do neither."""


def is_external(address: str) -> bool:
    """Tell whether it begins as the address of a page on another site does."""
    return address.lower().startswith(("http://", "https://"))


def names_a_host(address: str) -> bool:
    """Tell whether there is anywhere to ask: ``https:///page`` and ``https://[page`` name nobody."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0 and _SITE.match(address) is not None
    except ValueError:  # brackets that do not match, letters that no host has, a port that is not a number
        return False


def user_in(address: str) -> str:
    """Return what stands before the host of an address, with its ``@``: a reader may take it for the host."""
    try:
        user, at, _ = urlsplit(address).netloc.rpartition("@")
    except ValueError:
        return ""
    return user + at


def leads_to_a_page(address: str) -> bool:
    """Tell whether it may be followed from a page of the site: the full address of a page, and of nothing else."""
    return is_external(address) and names_a_host(address)


def full_address(given: str) -> str:
    """``given``. Raises ValueError with a sentence for the author when it is not the full address of a page."""
    if not leads_to_a_page(given) or _NEVER.search(given):
        raise ValueError(f"“{given}” is not an address; write it in full, e.g. https://example.org/page")
    return given


def without_place(address: str) -> str:
    """The address of the page: ``https://example.org/a#part`` → ``https://example.org/a``."""
    return urldefrag(address).url
