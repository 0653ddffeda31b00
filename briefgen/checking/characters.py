"""Every character stands in one of the fonts, wherever the author wrote it, and none turns the others round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from briefgen.model.characters import TURNS, name_of
from briefgen.model.diagnostics import Diagnostic, Span, error
from briefgen.model.site import Site
from briefgen.model.written import LocalText, Written
from briefgen.rendering.fonts import Fonts, check_characters, texts_of
from briefgen.resolving.edition import Edition


def every_character_has_a_glyph(edition: Edition, site: Site, fonts: Fonts) -> Iterable[Diagnostic]:
    """An error for each character that no font has, at the place where it is written."""
    return check_characters(_texts(edition, site), fonts, edition.lang)


def no_character_turns_the_text(edition: Edition, site: Site, fonts: Fonts) -> Iterable[Diagnostic]:
    """An error for each mark of direction in a text that is written as a character reference: ``&#x202e;``."""
    for text, span in _texts(edition, site):
        if found := TURNS.search(text):
            said = f"{name_of(found[0])} is written here as a character reference"
            yield error("file-is-utf8", said, span, "delete it: nothing of it can be seen")


def _texts(edition: Edition, site: Site) -> Iterator[tuple[str, Span | None]]:
    lang = edition.lang
    for brief in site.briefs.values():
        if lang in brief.texts:
            yield from texts_of(brief.texts[lang].body)
            yield from _written(brief.texts[lang].front, lang)
        yield from _written(brief.data, lang)
        for chart in brief.charts.values():
            yield from _written(chart, lang)
    for texts in site.pages.values():
        if lang in texts:
            yield from texts_of(texts[lang].body)
            yield from _written(texts[lang].front, lang)
    yield from _written(site.settings, lang)
    ledgers: tuple[Mapping[str, Written[Any]], ...] = (
        site.sources, site.facts, site.glossary, site.timeline, site.packs,
    )  # fmt: skip
    for ledger in ledgers:
        for written in ledger.values():
            yield from _written(written, lang)


def _written(written: Written[Any], lang: str) -> Iterator[tuple[str, Span | None]]:
    for path, text in _strings(written.value, lang, ()):
        yield text, written.at(*path)


def _strings(value: Any, lang: str, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text inside a model with its path; of texts per language the one in ``lang``."""
    if isinstance(value, LocalText):
        yield path, value.get(lang) or ""
    elif isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name), lang, (*path, name))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _strings(part, lang, (*path, key))
    elif isinstance(value, tuple | list):
        for position, part in enumerate(value):
            yield from _strings(part, lang, (*path, position))
