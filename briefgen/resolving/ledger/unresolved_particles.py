"""Pairs of particles in front matter, captions and wordings of YAML: they stand as they are, so they are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from pydantic import BaseModel

from briefgen.language.korean.particle_forms import settle_text
from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.core.document import Node
from briefgen.model.written.site import Site
from briefgen.model.written.written import LocalText, Written
from briefgen.resolving.ledger.terms import readings
from briefgen.resolving.site.scope import Scope

_WORDINGS = ("argument", "caption", ":subtitle:", ":note:")
"""What directives and figures say besides their text."""

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
    for written in _data(scope.site):
        for path, local in _wordings(written.value):
            if (said := local.get(scope.lang)) is not None:
                yield said, written.at(*path, scope.lang)


def _data(site: Site) -> Iterator[Written[Any]]:
    groups: tuple[Mapping[str, Written[Any]], ...] = (
        site.sources,
        site.facts,
        site.glossary,
        site.timeline,
        site.packs,
        {slug: brief.data for slug, brief in site.briefs.items()},
        *(brief.charts for brief in site.briefs.values()),
    )
    yield site.settings
    for group in groups:
        yield from group.values()


def _wordings(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], LocalText]]:
    if isinstance(value, LocalText):
        yield path, value
        return
    for key, part in _parts(value):
        yield from _wordings(part, (*path, key))


def _parts(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, BaseModel):
        return [(field.alias or name, getattr(value, name)) for name, field in type(value).model_fields.items()]
    if isinstance(value, Mapping):
        return value.items()
    return enumerate(value) if isinstance(value, tuple | list) else ()


def _in_texts(scope: Scope) -> Iterator[Said]:
    briefs = [brief.texts for brief in scope.site.briefs.values()]
    for text in (texts[scope.lang] for texts in (*briefs, *scope.site.pages.values()) if scope.lang in texts):
        for key, said in _parts(text.front.value):
            if isinstance(said, str):
                yield said, text.front.at(key)
        yield from _captions(text.body)


def _captions(body: Node) -> Iterator[Said]:
    for part in body.walk():
        if part.kind in ("directive", "figure"):
            yield from ((part.get(name), part.span) for name in _WORDINGS)
