"""Pairs of particles in front matter, captions and wordings of YAML: they stand as they are, so they are told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from briefgen.language.korean.particle_forms import settle_text
from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.core.document import Node
from briefgen.model.written.wordings import parts, words_of
from briefgen.resolving.ledger.terms import readings
from briefgen.resolving.site.scope import Scope

_WORDINGS = ("argument", "caption", "title", ":subtitle:", ":note:")
"""What directives, figures, images and links say besides their text."""

Said = tuple[str, Span | None]


def kept_pairs(scope: Scope) -> Iterator[Diagnostic]:
    """A warning for each wording in which a pair follows a word."""
    if scope.language.particles != "korean":
        return
    known = readings(scope)
    for said, span in chain(_in_data(scope), _in_texts(scope)):
        settled, uncertain = settle_text("", said, known)
        if uncertain or settled != said:
            hint = "write the particle itself" if uncertain else f"write: {settled}"
            yield warning("particle-is-certain", "a particle is chosen only in the text; both are written", span, hint)


def _in_data(scope: Scope) -> Iterator[Said]:
    for written in scope.site.entries():
        yield from ((said, span) for said, lang, span in words_of(written) if lang == scope.lang)


def _in_texts(scope: Scope) -> Iterator[Said]:
    for text in scope.site.texts_in(scope.lang):
        yield from (
            (it.value, text.front.at(*it.path))
            for it in parts(text.front.value, texts=True)
            if isinstance(it.value, str)
        )
        yield from text.body.about(captions)


def captions(body: Node) -> tuple[Said, ...]:
    """Return what a text says where only words stand, with its place."""
    parts = [part for part in body.walk() if part.kind in ("directive", "figure", "image", "link")]
    return tuple((part.get(name), part.span) for part in parts for name in _WORDINGS if part.get(name))
