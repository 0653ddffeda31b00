"""The wordings of YAML as passages: labels, notes, doubts, definitions, titles of charts, words of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from briefgen.checking.languages.parts import BlockWords
from briefgen.checking.prose.passages import Passage, PassageGroup
from briefgen.checking.waivers import Waived
from briefgen.checking.wordings import Path
from briefgen.model.written.briefs import Person
from briefgen.model.written.charts import Chart
from briefgen.model.written.settings import Publisher
from briefgen.model.written.site import Site
from briefgen.model.written.written import ANY_LANGUAGE, Lang, LocalText, Written

_PROPER: Mapping[type[BaseModel], frozenset[str]] = {
    Person: frozenset({"name", "affiliation"}),
    Publisher: frozenset({"name"}),
}
"""Names of people and bodies, which nobody words."""
_TITLES = frozenset(
    ["title", "title_translated", "subtitle", "tagline", "name", "label", "series", "unit", "texts", "keywords", "role"]
)
_KINDS = {"unit": "unit", "texts": "unit", "was": "former"}
"""Words of units; what a text once said, whose figures no ledger has any more."""


def yaml_documents(site: Site, lang: Lang, names: Mapping[str, frozenset[str]]) -> Iterator[PassageGroup]:
    """Every entry and file of YAML that is worded in ``lang``; ``names`` are the words of the glossary's terms.

    The glossary explains its own words wherever there is no text in which a term could do so.
    """
    known = frozenset().union(*names.values()) if names else frozenset()
    own: Waived = dict(site.settings.value.allow)
    for written, waived in _written(site, own):
        passages = tuple(_WordingWalk(lang, written, _only_language(site)).passages(waived))
        if passages:
            yield PassageGroup(passages, names, known)


def _only_language(site: Site) -> bool:
    return len(site.languages) == 1


def _written(site: Site, own: Waived) -> Iterator[tuple[Written[Any], Waived]]:
    yield site.settings, own
    for group in (site.facts, site.glossary, site.timeline, site.packs, site.sources):
        yield from ((written, own) for written in group.values())
    for brief in site.briefs.values():
        yield brief.data, own
        for chart in brief.charts.values():
            yield chart, {**own, **brief.data.value.allow}


class _WordingWalk:
    """One file or entry, from the whole to its parts."""

    def __init__(self, lang: Lang, written: Written[Any], alone: bool) -> None:
        self.lang = lang
        self.written = written
        self.alone = alone
        """Whether a wording for every language is one in this."""

    def passages(self, waived: Waived) -> Iterator[Passage]:
        return self._model(self.written.value, (), waived, False)

    def _model(self, model: BaseModel, path: Path, waived: Waived, sourced: bool) -> Iterator[Passage]:
        waived = {**waived, **getattr(model, "allow", {})}
        sourced = sourced or bool(getattr(model, "source", ()))
        for name, about in type(model).model_fields.items():
            if name not in _PROPER.get(type(model), ()):
                value = getattr(model, name)
                yield from self._any(value, (*path, about.alias or name), name, waived, sourced)
        if isinstance(model, Chart):
            for at, row in enumerate(model.data):
                for column, cell in row.items():
                    if isinstance(cell, Mapping) and isinstance(words := cell.get(self.lang), str):
                        yield self._passage(words, (*path, "data", at, column, self.lang), "cell", waived, sourced)

    def _any(self, value: object, path: Path, name: str, waived: Waived, sourced: bool) -> Iterator[Passage]:
        if isinstance(value, LocalText):
            key = self.lang if self.lang in value.root else ANY_LANGUAGE if self.alone else ""
            if words := value.root.get(key):
                kind = _KINDS.get(name, "title" if name in _TITLES else "paragraph")
                place = path if key == ANY_LANGUAGE else (*path, key)
                yield self._passage(words, place, kind, waived, sourced)
        elif isinstance(value, BaseModel):
            yield from self._model(value, path, waived, sourced)
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield from self._any(inner, (*path, key), name, waived, sourced)
        elif isinstance(value, tuple | list):
            for at, inner in enumerate(value):
                yield from self._any(inner, (*path, at), name, waived, sourced)

    def _passage(self, words: str, path: Path, kind: str, waived: Waived, sourced: bool) -> Passage:
        span = self.written.at(*path)
        return Passage(BlockWords(words, ((0, span),), ()), kind, span.path, waived, sourced=sourced, plain=True)
