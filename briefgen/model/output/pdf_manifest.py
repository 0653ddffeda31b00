"""What a PDF says of itself to a program: which document in which version it is, made of what, by what.

It travels inside the PDF as ``manifest.json``, so that a file on someone's desk can be told apart from a newer one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from briefgen.model.values.json_text import parse_json

NAME = "manifest.json"
SCHEMA = "briefgen-pdf"
SCHEMA_VERSION = 1
"""Grows when a reader of the older form would misread the newer one; a new field alone does not count."""


@dataclass(frozen=True, slots=True)
class ChangeInside:
    """An entry of the change log of a brief."""

    version: str
    """The version that it made; empty where that is not said."""
    date: str
    kind: str
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class BriefInside:
    """A brief whose text stands in the PDF."""

    slug: str
    number: str
    title: str
    version: str
    published: str
    updated: str
    page: str
    """Output path of its page on the web."""
    changes: tuple[ChangeInside, ...] = ()


@dataclass(frozen=True, slots=True)
class PdfManifest:
    """The whole manifest. Dates are ISO dates, paths are output paths below ``base_url``."""

    kind: str
    """``brief``, ``pack`` or ``erratum``."""
    id: str
    """Slug of the brief, also where a slip corrects it; id of the pack."""
    number: str
    """Of the brief; empty for a pack."""
    title: str
    version: str
    languages: tuple[str, ...]
    """Of its text."""
    profile: str
    standard: str
    published: str
    updated: str
    base_url: str
    page: str
    pdf: str
    briefs: tuple[BriefInside, ...]
    generator: str
    generator_version: str
    titles: Mapping[str, str] = field(default_factory=dict)
    """In every language that the document exists in."""
    left_out: tuple[str, ...] = ()
    """Parts that a pack does without on paper, as its author named them."""
    digest: str = ""
    """SHA-256 of all that the PDF is made of, as hexadecimal digits: the same sources, the same digest."""

    def to_json(self) -> bytes:
        """The same manifest, the same bytes."""
        return json.dumps(self.as_data(), ensure_ascii=False, indent=1).encode() + b"\n"

    def as_data(self) -> dict[str, Any]:
        """As JSON has it."""
        given = asdict(replace(self, titles=dict(self.titles)))
        return {"schema": SCHEMA, "schema_version": SCHEMA_VERSION, **given}

    @classmethod
    def from_json(cls, content: bytes) -> PdfManifest | None:
        """The manifest in ``content``; None when it is none of ours or of a form not known here."""
        try:
            given = parse_json(content)
        except ValueError:
            return None
        if (
            not isinstance(given, dict)
            or given.get("schema") != SCHEMA
            or given.get("schema_version") != SCHEMA_VERSION
        ):
            return None
        try:
            return cls(**_fields(cls, given))
        except (AttributeError, TypeError):
            return None


def _fields(kind: type[Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The entries that ``kind`` knows; what a newer briefgen has added is passed over.

    Raises TypeError for an entry of another type than that of the field.
    """
    types = {field.name: str(field.type) for field in fields(kind)}
    return {name: _READERS[types[name]](value) for name, value in given.items() if name in types}


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _list_of(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read_all(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError
        return tuple(map(read, value))

    return read_all


_READERS: dict[str, Callable[[Any], Any]] = {
    "str": _words,
    "tuple[str, ...]": _list_of(_words),
    "tuple[BriefInside, ...]": _list_of(lambda brief: BriefInside(**_fields(BriefInside, brief))),
    "tuple[ChangeInside, ...]": _list_of(lambda change: ChangeInside(**_fields(ChangeInside, change))),
    "Mapping[str, str]": lambda names: {_words(lang): _words(name) for lang, name in names.items()},
}
"""How a field is read, by its type as it is written above."""
