"""Every character stands in one of the fonts, wherever the author wrote it, and none turns the others round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.core.document import ASIDES, BLOCK_KINDS, Node
from briefgen.model.core.written import Lang, LocalText, Written
from briefgen.model.values.characters import may_turn, name_of, turning
from briefgen.model.written.shown import Shown
from briefgen.model.written.wordings import parts
from briefgen.rendering.fonts.faces import Fonts, characters_of, check_characters, lacking_characters, texts_of


def every_character_has_a_glyph(site: Shown, fonts: Fonts) -> Iterator[Diagnostic]:
    """An error for each character that no font has, at the place where it is written."""
    lacking = {lang: lacking_characters(_characters(lang, site), fonts, lang) for lang in site.languages}
    yield from check_characters((*it, lacking[lang]) for lang in lacking if lacking[lang] for it in _texts(lang, site))


def no_character_turns_the_text(site: Shown) -> Iterator[Diagnostic]:
    """An error for each mark of direction in a text that is written as a character reference: ``&#x202e;``."""
    for text in site.texts():
        for found, span in text.body.about(_turning):
            message = f"{name_of(found)} is written here as a character reference"
            yield error("file-is-utf8", message, span, "delete it: the character is invisible")


def _turning(body: Node) -> tuple[tuple[str, Span | None], ...]:
    """The first mark of direction in each block, and its place."""
    if not any(may_turn(said) for part in body.walk() for said in (part.text, *part.attrs.values())):
        return ()
    return tuple((found, span) for said, span in _said_as_one(body, None) if (found := turning(said)))


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


def _characters(lang: Lang, site: Shown) -> Iterator[str]:
    """The characters of each text."""
    for text in site.texts_in(lang):
        yield text.body.about(characters_of)
        yield text.front.about(_characters_in, lang)
    yield from (written.about(_characters_in, lang) for written in site.entries())


def _characters_in(written: Written[Any], lang: str) -> str:
    return "".join(sorted(set().union(*(said for said, _ in _written(written, lang)))))


def _texts(lang: Lang, site: Shown) -> Iterator[tuple[str, Span | None]]:
    for text in site.texts_in(lang):
        yield from texts_of(text.body)
    yield from outside_of_bodies(site, lang)


def outside_of_bodies(site: Shown, lang: str) -> Iterator[tuple[str, Span | None]]:
    """Yield what is written in front matter and files of YAML, with its place; of wordings those in ``lang``."""
    for text in site.texts_in(lang):
        yield from _written(text.front, lang)
    for written in site.entries():
        yield from _written(written, lang)


def _written(written: Written[Any], lang: str) -> Iterator[tuple[str, Span | None]]:
    """Every text of an entry, whether it is a wording or not; of wordings that in ``lang``."""
    for part in parts(written.value, texts=True):
        if isinstance(part.value, LocalText):
            yield part.value.get(lang) or "", written.at(*part.path, lang)
        elif isinstance(part.value, str):
            yield part.value, written.at(*part.path)
