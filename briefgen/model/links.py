"""``links.yaml``: what external addresses gave when they were asked, so that a build needs no network."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urldefrag

from pydantic import BeforeValidator, Field

from briefgen.model.facts import DayField
from briefgen.model.written import Schema


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


def without_place(address: str) -> str:
    """The address of the page: ``https://example.org/a#part`` → ``https://example.org/a``."""
    return urldefrag(address).url
