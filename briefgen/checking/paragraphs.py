"""Paragraphs are numbered alike in every language: a number cited from one edition is found in the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from briefgen.model.briefs import Brief
from briefgen.model.diagnostics import Diagnostic, Span, warning
from briefgen.model.document import Node
from briefgen.model.site import Site
from briefgen.model.written import Lang
from briefgen.rendering.fonts import Fonts
from briefgen.resolving.edition import Edition
from briefgen.resolving.paragraphs import Section, sections

_HINT = "divide both texts into paragraphs and lists in the same places"


def paragraphs_agree(edition: Edition, site: Site, fonts: Fonts) -> Iterable[Diagnostic]:
    """A warning for each brief at the first section that has more or fewer paragraphs than in its first language."""
    for brief in site.briefs.values():
        first = next((lang for lang in site.languages if lang in brief.texts), edition.lang)
        whole = all(text.whole for text in brief.texts.values())
        if edition.lang in brief.texts and first != edition.lang and whole:
            yield from _parting(brief, edition.lang, first)


def _parting(brief: Brief, lang: Lang, first: Lang) -> Iterator[Diagnostic]:
    here, there = brief.texts[lang].body, brief.texts[first].body
    last_here, last_there = here, there
    for own, other in zip_longest(sections(here), sections(there)):
        if (own.count if own else 0) == (other.count if other else 0):
            last_here = own.heading if own and own.heading else last_here
            last_there = other.heading if other and other.heading else last_there
            continue
        message = f"{_words(own, lang)}, but {_words(other, first)}: from here on paragraph numbers part"
        problem = warning("paragraphs-agree", message, _place(own, last_here), _HINT)
        place = _place(other, last_there)
        yield replace(problem, related=((place, f"the same place in {first}"),) if place else ())
        return


def _place(section: Section | None, before: Node) -> Span | None:
    """Its heading; of a section that is not there, what stands before it."""
    return ((section.heading if section else None) or before).span


def _words(section: Section | None, lang: Lang) -> str:
    if section is None:
        return f"there is no such section in {lang}"
    name = f"“{section.heading.plain()}”" if section.heading else "the text before the first heading"
    return f"{name} has {section.count} numbered {'paragraph' if section.count == 1 else 'paragraphs'} in {lang}"
