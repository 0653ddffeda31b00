"""What an author asks of paper: the forms of a PDF, and what the printer is told."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from briefgen.model.core.written import Schema, one_or_many
from briefgen.model.values.pdf_forms import Profile

Profiles = Annotated[tuple[Profile, ...], BeforeValidator(one_or_many)]


class PressSheet(Schema):
    """What the profile ``print`` asks of the press; lengths in millimetres."""

    bleed: Annotated[Decimal, Field(ge=0, le=20)] = Decimal(0)
    marks: bool = False
    """Crop marks outside the trimmed page."""
    binding: Annotated[Decimal, Field(ge=15, le=60)] = Decimal(25)
    """The inner margin, where the pages are held together."""
    booklet: bool = False
    """Pages padded to a multiple of four, and a second file imposed two-up for saddle stitching."""
