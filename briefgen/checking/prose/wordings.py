"""The wordings of YAML as passages: labels, notes, doubts, definitions, titles of charts, words of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from briefgen.checking.languages.parts import BlockWords
from briefgen.checking.prose.passages import Passage, PassageGroup
from briefgen.checking.waivers import Waived
from briefgen.model.written.briefs import Person
from briefgen.model.written.settings import Publisher
from briefgen.model.written.shown import Shown
from briefgen.model.written.sources import Source
from briefgen.model.written.wordings import EntryPart, wordings
from briefgen.model.written.written import ANY_LANGUAGE, Lang, Written

_PROPER: Mapping[type[BaseModel], frozenset[str]] = {
    Person: frozenset({"name", "affiliation"}),
    Publisher: frozenset({"name"}),
    Source: frozenset({"container_title_translated"}),
}
"""Names of people and bodies, which nobody words."""
_TITLES = frozenset(
    ["title", "title_translated", "subtitle", "tagline", "name", "label", "series", "unit", "texts", "keywords", "role"]
)
_KINDS = {"unit": "unit", "texts": "unit", "was": "former"}
"""Words of units; what a text once said, whose figures no ledger has any more."""


def of_entries(
    entries: Iterable[Written[Any]], site: Shown, lang: Lang, names: Mapping[str, frozenset[str]], waived: Waived
) -> Iterator[PassageGroup]:
    """Every entry and file of YAML that is worded in ``lang``, with what is ``waived`` round it.

    ``names`` are the words of the glossary's terms: the glossary explains them for YAML, where no term can be written.
    """
    known = frozenset().union(*names.values()) if names else frozenset()
    for written in entries:
        own = {**site.settings.value.allow, **waived}
        passages = tuple(_passages(lang, written, own, alone=len(site.languages) == 1))
        if passages:
            yield PassageGroup(passages, names, known)


def _passages(lang: Lang, written: Written[Any], waived: Waived, *, alone: bool) -> Iterator[Passage]:
    """The wordings in ``lang``; where it is ``alone``, those for every language too."""
    for part in wordings(written.value, cells=True):
        key = lang if lang in part.value.root else ANY_LANGUAGE if alone else ""
        if part.field in _PROPER.get(type(part.owners[-1]), ()) or not (words := part.value.root.get(key)):
            continue
        own = {code: why for owner in part.owners for code, why in getattr(owner, "allow", {}).items()}
        sourced = any(getattr(owner, "source", ()) for owner in part.owners)
        span = written.at(*part.path, key)
        block = BlockWords(words, ((0, span),), ())
        yield Passage(block, _kind(part), span.path, {**waived, **own}, sourced=sourced, plain=True)


def _kind(part: EntryPart) -> str:
    if part.is_cell:
        return "cell"
    return _KINDS.get(part.field, "title" if part.field in _TITLES else "paragraph")
