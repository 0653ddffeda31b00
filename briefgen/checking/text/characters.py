"""Every character stands in one of the fonts, wherever the author wrote it, and none turns the others round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.core.document import ASIDES, BLOCK_KINDS, Node
from briefgen.model.values.characters import name_of, turning
from briefgen.model.written.site import Site
from briefgen.model.written.written import LocalText, Written
from briefgen.rendering.fonts.faces import Fonts, check_characters, texts_of
from briefgen.resolving.edition.edition import Edition


def every_character_has_a_glyph(edition: Edition, site: Site, fonts: Fonts) -> Iterable[Diagnostic]:
    """An error for each character that no font has, at the place where it is written."""
    return check_characters(_texts(edition, site), fonts, edition.lang)


def no_character_turns_the_text(edition: Edition, site: Site, fonts: Fonts) -> Iterable[Diagnostic]:
    """An error for each mark of direction in a text that is written as a character reference: ``&#x202e;``."""
    texts = [brief.texts[edition.lang] for brief in site.briefs.values() if edition.lang in brief.texts]
    texts += [page[edition.lang] for page in site.pages.values() if edition.lang in page]
    for text in texts:
        for said, span in _said_as_one(text.body, None):
            if found := turning(said):
                message = f"{name_of(found)} is written here as a character reference"
                yield error("file-is-utf8", message, span, "delete it: nothing of it can be seen")


def _said_as_one(part: Node, place: Span | None) -> Iterator[tuple[str, Span | None]]:
    """Each block's line of text, and each text that an attribute holds, with the nearest known place."""
    place = part.span or place
    yield from ((value, place) for value in part.attrs.values())
    if part.kind in BLOCK_KINDS:
        yield _line(part), place
    for child in part.children:
        yield from _said_as_one(child, place)


def _line(part: Node) -> str:
    """The text of a block, without the blocks and notes in it."""
    inner = (child for child in part.children if child.kind not in BLOCK_KINDS and child.kind not in ASIDES)
    return part.text + "".join(map(_line, inner))


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
