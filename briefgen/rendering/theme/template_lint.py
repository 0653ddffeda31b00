"""Slips in templates that a browser passes over in silence: words without a translation, assets that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from briefgen.model.core.diagnostics import Diagnostic, Span, error, warning
from briefgen.model.theme import Theme
from briefgen.model.written.written import Lang
from briefgen.rendering.theme.template_trust import parsed

FOLDER = "templates/"
_REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
_ASSET = re.compile(r"\basset\(\s*([\"'])([^\"'\n]+)\1\s*\)")
_KEPT_COMPLETE = 0.9
"""A catalogue that has this share of the theme's words is meant to have them all."""


MADE_ASSETS = frozenset({"web.css", "letters.css", "page.css", "search-index.js"})
"""Assets that no theme has, since they are made with the site."""


def missing_assets(theme: Theme, known: Iterable[str]) -> Iterator[Diagnostic]:
    """An error for each place where a template asks for an asset that the theme does not have."""
    there = {*known, *MADE_ASSETS}
    for path, text in html_sources(theme).items():
        text = _without_remarks(text)
        for found in _ASSET.finditer(text):
            if found[2] not in there:
                said = f"the theme has no asset “{found[2]}”"
                hint = "put the file into templates/web/ (.svg, .png) or templates/js/ (.js)"
                yield error("template-is-sound", said, _span(path, text, found.start()), hint)


def asked_assets(theme: Theme) -> frozenset[str]:
    """The assets that templates ask for by a literal name."""
    return frozenset(
        found[2] for text in html_sources(theme).values() for found in _ASSET.finditer(_without_remarks(text))
    )


def untranslated(theme: Theme, known: Mapping[Lang, frozenset[str]]) -> Iterator[Diagnostic]:
    """A warning for each word of a template that a catalogue lacks; ``known`` has the words of each catalogue.

    A catalogue that lacks much of the theme is one that somebody has only begun, and is left alone.
    """
    asked = list(_messages(theme))
    every = {message for _, _, message in asked}
    for lang, words in known.items():
        if not every or len(every & words) < _KEPT_COMPLETE * len(every):
            continue
        for path, line, message in asked:
            if message not in words:
                said = f"“{message}” has no translation in locale/{lang}.po"
                hint = f'add to templates/locale/{lang}.po: msgid "{message}" and below it msgstr "…"'
                yield warning("text-is-translated", said, Span(FOLDER + path, line), hint)


def _messages(theme: Theme) -> Iterator[tuple[str, int, str]]:
    """Template, line and message of each wording in templates; of one that counts, the singular."""
    for path, text in html_sources(theme).items():
        yield from ((path, line, message) for line, message in _messages_in(text))


@lru_cache(maxsize=256)
def _messages_in(text: str) -> tuple[tuple[int, str], ...]:
    """Line and message. Looked up once: a preview reads the same templates for every change of a text."""
    from jinja2.ext import extract_from_ast

    if (tree := parsed(text)) is None:
        return ()
    found = extract_from_ast(tree)
    singulars = ((line, message[0] if isinstance(message, tuple) else message) for line, _, message in found)
    return tuple((line, message) for line, message in singulars if message)


def html_sources(theme: Theme) -> dict[str, str]:
    """The theme's HTML templates by name."""
    return {path: theme.text(path) for path in sorted(theme.files) if path.endswith(".html")}


def _without_remarks(text: str) -> str:
    """The template with its remarks blanked out, every place kept."""
    return _REMARK.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _span(name: str, text: str, place: int) -> Span:
    return Span(FOLDER + name, text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place))
