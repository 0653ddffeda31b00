"""Who has signed a brief or a pack, in which role, when, and exactly which text."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from briefgen.model.records.translation_stamps import DIGITS
from briefgen.model.written.facts import DayField
from briefgen.model.written.written import Lang, Schema

_ROLE = r"^[a-z][a-z0-9-]*$"
_DIGEST = r"^[0-9a-f]{4}(-[0-9a-f]{4}){3}$"
_PART = rf"^[0-9a-f]{{{DIGITS}}} \S+$"


def _role(given: object) -> object:
    if isinstance(given, str) and not re.match(_ROLE, given):
        raise ValueError(f"“{given}” is not a role: small letters, digits and hyphens, e.g. facts")
    return given


def _digest(given: object) -> object:
    if isinstance(given, str) and not re.match(_DIGEST, given):
        raise ValueError(f"“{given}” is not a digest of a text: delete this signature, and sign again")
    return given


def _part(given: object) -> object:
    if isinstance(given, str) and not re.match(_PART, given):
        raise ValueError(f"“{given}” is not part of a text: delete the line")
    return given


Role = Annotated[str, BeforeValidator(_role), StringConstraints(pattern=_ROLE)]
Digest = Annotated[str, BeforeValidator(_digest), StringConstraints(pattern=_DIGEST)]
"""Of a whole text: sixteen digits in groups, to be read from paper; never a number for YAML."""
PartLine = Annotated[str, BeforeValidator(_part), StringConstraints(pattern=_PART)]
"""``0a1b2c3d4e5f text/background``."""


class Signature(Schema):
    """One person's word for a text in one or more languages."""

    name: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
    role: Role
    date: DayField
    signed: Annotated[dict[Lang, Digest], Field(min_length=1)]
    """By language the digest of what readers see of it."""
    note: str = ""


class Signoffs(Schema):
    """``briefs/<slug>/signoffs.yaml`` and ``packs/<id>.signoffs.yaml``, which ``briefgen signoff sign`` writes."""

    signoffs: tuple[Signature, ...] = ()
    texts: dict[Digest, tuple[PartLine, ...]] = Field(default_factory=dict)
    """What each text that was signed was made of: tells what has changed since."""
