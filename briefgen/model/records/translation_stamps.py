"""What a translation was made from: a digest of each block of the original, beside that of the block made from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field

from briefgen.model.written.written import Lang, Schema

NOT_TRANSLATED = "-"
"""Stands for the digest of a block that a translation leaves out on purpose."""
DIGITS = 12
"""Of a digest, in hexadecimal."""
_LINE = re.compile(rf"([0-9a-f]{{{DIGITS}}}) ([0-9a-f]{{{DIGITS}}}|{NOT_TRANSLATED}) (\S+)")


@dataclass(frozen=True, slots=True)
class Stamp:
    """One block: the digest of the original, the digest of its translation (empty: there is none), where it stands."""

    source: str
    made: str
    at: str

    def __str__(self) -> str:
        return f"{self.source} {self.made or NOT_TRANSLATED} {self.at}"


def read_stamp(given: object) -> object:
    """``0a1b2c3d4e5f 5f4e3d2c1b0a text/background``. Raises ValueError with a sentence for the author otherwise."""
    if not isinstance(given, str):
        return given
    if (found := _LINE.fullmatch(given)) is None:
        raise ValueError(f"“{given}” is not a stamp: delete the line and run briefgen translate stamp")
    source, made, at = found.groups()
    return Stamp(source, "" if made == NOT_TRANSLATED else made, at)


class Stamps(Schema):
    """``briefs/<slug>/translation.yaml``, which ``briefgen translate stamp`` writes."""

    stamps: dict[Lang, tuple[Annotated[Stamp, BeforeValidator(read_stamp)], ...]] = Field(default_factory=dict)
    """By the language of the translation, in the order of the original."""
