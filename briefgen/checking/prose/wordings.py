"""The wordings of YAML as passages: labels, notes, doubts, definitions, titles of charts, words of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from briefgen.checking.prose.passages import Passage, PassageGroup
from briefgen.checking.waivers import Waived
from briefgen.comparing.glossary_names import is_latin
from briefgen.comparing.parts import BlockWords
from briefgen.model.core.written import ANY_LANGUAGE, Lang, Written
from briefgen.model.written.briefs import Person
from briefgen.model.written.charts import Chart
from briefgen.model.written.settings import Publisher
from briefgen.model.written.shown import Shown
from briefgen.model.written.sources import Source
from briefgen.model.written.wordings import EntryPart, Path, wordings

_PROPER: Mapping[type[BaseModel], frozenset[str]] = {
    Person: frozenset({"name", "affiliation"}),
    Publisher: frozenset({"name"}),
    Source: frozenset({"container_title_translated"}),
}
"""Names of people and bodies, which nobody words."""
_TITLES = frozenset(
    ["title", "title_translated", "subtitle", "tagline", "name", "label", "series", "unit", "texts", "keywords", "role"]
)
_KINDS = {"unit": "unit", "texts": "drawn", "was": "former"}
"""Words of units; what a chart draws; what a text once said, whose figures no ledger has any more."""
_DRAWN = frozenset({"text", "title"})
"""Keys of a specification whose words are drawn; within them, those of ``_WITHIN``."""
_WITHIN = frozenset({"text", "title", "subtitle", "value", "datum", "condition"})
_NAMED_TEXT = re.compile(r"\$[A-Za-z][\w-]*")
_OTHER_LETTER = re.compile(r"[^\W\d_\u0000-\u024f]")
"""A letter that is not Latin."""


def of_entries(entries: Iterable[Written[Any]], site: Shown, lang: Lang, waived: Waived) -> Iterator[PassageGroup]:
    """Every entry and file of YAML that is worded in ``lang``, with what is ``waived`` round it."""
    for written in entries:
        own = {**site.settings.value.allow, **waived}
        passages = tuple(_passages(lang, written, own, alone=len(site.languages) == 1))
        if passages:
            yield PassageGroup(passages)


def _passages(lang: Lang, written: Written[Any], waived: Waived, *, alone: bool) -> Iterator[Passage]:
    """The wordings in ``lang``; where it is ``alone``, those for every language too."""
    for part in wordings(written.value, cells=True):
        key = lang if lang in part.value.root else ANY_LANGUAGE if alone else ""
        if part.field in _PROPER.get(type(part.owners[-1]), ()) or not (words := part.value.root.get(key)):
            continue
        own = {code: why for owner in part.owners for code, why in getattr(owner, "allow", {}).items()}
        span = written.at(*part.path, key)
        block = BlockWords(words, ((0, span),), ())
        yield Passage(block, _kind(part), span.path, {**waived, **own}, plain=True)


def of_drawings(charts: Iterable[Written[Chart]], site: Shown, lang: Lang, waived: Waived) -> Iterator[PassageGroup]:
    """What specifications draw that is typed in them, once for all languages; it is read in the one it may be in."""
    for written in charts:
        own = {**site.settings.value.allow, **waived, **written.value.allow}
        passages = []
        for key in ("spec", "narrow"):
            for words, path in _drawn(getattr(written.value, key), (key,)):
                if _read_in(words, site) == lang and not _NAMED_TEXT.fullmatch(words):
                    span = written.at(*path)
                    block = BlockWords(words, ((0, span),), ())
                    passages.append(Passage(block, "drawn", span.path, own, plain=True))
        if passages:
            yield PassageGroup(tuple(passages), figures_alone=True)


def _drawn(part: Any, path: Path, *, within: bool = False) -> Iterator[tuple[str, Path]]:
    """Every text and number of a specification that is drawn as words, with its place."""
    if isinstance(part, Mapping):
        for key, inner in part.items():
            if not within or key in _WITHIN:
                yield from _drawn(inner, (*path, key), within=within or key in _DRAWN)
    elif isinstance(part, list | tuple):
        for at, inner in enumerate(part):
            yield from _drawn(inner, (*path, at), within=within)
    elif within and isinstance(part, str | int | float | Decimal) and not isinstance(part, bool):
        yield str(part), path


def _read_in(words: str, site: Shown) -> Lang:
    """The first language of the site with the letters of ``words``."""
    other = _OTHER_LETTER.search(words) is not None
    alike = (it for it in site.languages if it in site.profiles and is_latin(site.profiles[it]) is not other)
    return next(alike, site.languages[0])


def _kind(part: EntryPart) -> str:
    if part.is_cell:
        return "cell"
    return _KINDS.get(part.field, "title" if part.field in _TITLES else "paragraph")
