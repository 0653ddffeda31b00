"""A version of a brief as it was handed out: what it said, block by block, and its PDFs, which no build makes again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from briefgen.model.core.written import Lang, Schema, Strings, Written
from briefgen.model.values.fields import DayField
from briefgen.model.values.pdf_forms import Profile

NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,29}")
"""A version that can stand in an address."""
_DIGITS = re.compile(r"\d+")


class KeptBlock(Schema):
    """A block of the text in words."""

    kind: str
    words: str = ""
    number: str = ""
    """Of the paragraph; empty for what has none."""
    under: str = ""
    """The heading that it stands under."""
    page: int = 0
    """Of the PDF for the screen; 0 where it is not known."""
    id: str = ""
    """The author's own."""
    facts: Strings = ()
    """Ids of the facts whose value stands in it."""


class KeptPdf(Schema):
    """A PDF that was handed out."""

    profile: Profile
    languages: tuple[Lang, ...]
    booklet: bool = False
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class KeptVersion(Schema):
    """``briefs/<slug>/versions/<version>/version.yaml``, which ``briefgen version keep`` writes."""

    published: DayField
    updated: DayField | None = None
    pdfs: dict[str, KeptPdf] = Field(default_factory=dict)
    """By file name."""
    texts: dict[Lang, tuple[KeptBlock, ...]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of ``versions/``."""

    version: str
    data: Written[KeptVersion]
    files: Mapping[str, str]
    """File name of a PDF → path in the project."""


def version_key(version: str) -> tuple[int, ...]:
    """By which versions are sorted: 1.2 comes before 1.10."""
    return tuple(int(digits) for digits in _DIGITS.findall(version))


def in_order(versions: Iterable[str]) -> list[str]:
    """The oldest first."""
    return sorted(versions, key=lambda version: (version_key(version), version))
