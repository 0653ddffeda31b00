"""The wordings of YAML, a language beside the other: labels, notes, doubts, definitions, titles of charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from briefgen.checking.languages.parts import TextPart, prose
from briefgen.model.written.briefs import Change
from briefgen.model.written.site import Site
from briefgen.model.written.written import Lang, LocalText, Written

Path = tuple[str | int, ...]


def written_parts(site: Site) -> Iterator[Written[Any]]:
    """Every file or entry of YAML that may have wordings."""
    yield site.settings
    for group in (site.facts, site.glossary, site.timeline, site.packs, site.sources):
        yield from group.values()
    for brief in site.briefs.values():
        yield brief.data
        yield from brief.charts.values()


def wordings(written: Written[Any]) -> Iterator[Mapping[Lang, TextPart]]:
    """Each wording that is given in several languages, as blocks by language."""
    for path, text in _texts(written.value, ()):
        if len(text.root) > 1:
            yield {lang: prose("wording", words, written.at(*path, lang)) for lang, words in text.root.items()}


def _texts(value: object, path: Path) -> Iterator[tuple[Path, LocalText]]:
    if isinstance(value, LocalText):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, about in type(value).model_fields.items():
            if isinstance(value, Change) and name == "was":
                continue  # what was wrong is quoted: that languages did not agree may be what was wrong
            yield from _texts(getattr(value, name), (*path, about.alias or name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, tuple | list):
        for place, inner in enumerate(value):
            yield from _texts(inner, (*path, place))
