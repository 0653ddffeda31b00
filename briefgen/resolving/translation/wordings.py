"""The wordings of a brief's YAML, one block a language: risks, roles, the words of its charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from briefgen.model.core.diagnostics import Span
from briefgen.model.written.briefs import Brief
from briefgen.model.written.written import Lang, LocalText, Written
from briefgen.resolving.translation.blocks import TranslationUnit, key

Path = tuple[str | int, ...]


def wordings(brief: Brief, original: Lang, lang: Lang) -> Iterator[tuple[TranslationUnit, TranslationUnit]]:
    """Every wording that is given in both languages."""
    yield from _pairs(brief.data, "brief", original, lang)
    for ident, chart in brief.charts.items():
        yield from _pairs(chart, f"chart/{ident}", original, lang)


def _pairs(
    written: Written[Any], name: str, original: Lang, lang: Lang
) -> Iterator[tuple[TranslationUnit, TranslationUnit]]:
    for path, words in _texts(written.value, ()):
        if (one := words.get(original)) and (other := words.get(lang)):
            at = f"{name}/{key(*path)}"
            yield (
                _block(at, one, written.at(*path, original)),
                _block(at, other, written.at(*path, lang)),
            )


def _block(at: str, words: str, span: Span) -> TranslationUnit:
    return TranslationUnit("wording", at, words, span, at)


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, Mapping[Lang, str]]]:
    """What is worded by language: fields of the schema, and in the data of a chart mappings of languages."""
    if isinstance(value, LocalText):
        yield path, value.root
    elif isinstance(value, BaseModel):
        for name, about in type(value).model_fields.items():
            yield from _texts(getattr(value, name), (*path, about.alias or name))
    elif isinstance(value, Mapping):
        if value and all(isinstance(part, str) for part in value.values()):
            yield path, value
        else:
            for name, part in value.items():
                yield from _texts(part, (*path, name))
    elif isinstance(value, tuple | list):
        for place, part in enumerate(value):
            yield from _texts(part, (*path, place))
