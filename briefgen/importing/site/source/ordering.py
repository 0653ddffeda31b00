"""In which order a site showed its documents: by the navigation of MkDocs, or by weights and numbers."""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefgen.importing.site.source.documents import SourceDocument

_INDEX = re.compile(r"(?i)(?:^|/)(?:index|_index|readme)$")
_LAST = math.inf


@dataclass(frozen=True, slots=True)
class Navigation:
    """``keys`` of documents in their order; ``sections``: titles of folders that a section has to itself."""

    keys: tuple[str, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)


def navigation_of(nav: Any) -> Navigation:
    """What ``nav:`` of ``mkdocs.yml`` says."""
    if not isinstance(nav, list):
        return Navigation()
    sections: dict[str, str] = {}
    for entry in nav:
        for title, inside in entry.items() if isinstance(entry, Mapping) else ():
            folders = {key.partition("/")[0] for key in _keys(inside)} if isinstance(inside, list) else set()
            if len(folders) == 1 and all("/" in path for path in _paths(inside)):
                sections.setdefault(folders.pop(), str(title).strip())
    return Navigation(tuple(dict.fromkeys(_keys(nav))), {name: title for name, title in sections.items() if title})


def labels_of(navigations: Mapping[str, Any], languages: Iterable[str]) -> dict[str, dict[str, str]]:
    """The titles of folders that the navigation of each of the ``languages`` has, by language."""
    sections = {lang: navigation_of(navigations.get(lang)).sections for lang in languages}
    folders = {folder: None for its in sections.values() for folder in its}
    labels = {folder: {lang: its[folder] for lang, its in sections.items() if folder in its} for folder in folders}
    return {folder: its for folder, its in labels.items() if len(its) == len(sections)} if navigations else {}


def _keys(nav: Any) -> Iterator[str]:
    for path in _paths(nav):
        yield _INDEX.sub("", posixpath.splitext(path)[0])


def _paths(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        if "://" not in nav:
            yield nav.strip("./")
    elif isinstance(nav, Mapping):
        for inside in nav.values():
            yield from _paths(inside)
    elif isinstance(nav, list):
        for entry in nav:
            yield from _paths(entry)


def ordered(
    documents: Sequence[SourceDocument], navigation: Navigation, numbers: Mapping[str, float]
) -> Sequence[SourceDocument]:
    """Those of ``documents`` that the site puts in order: they, or a folder that they are in.

    ``numbers`` are places among neighbours by the key of a document or folder, where that has no weight.
    """
    places = {key: at for at, key in enumerate(navigation.keys)}
    weights = {**numbers, **{it.key: weight for it in documents if (weight := _weight(it)) is not None}}

    def place(document: SourceDocument) -> tuple[float, list[tuple[float, str]]]:
        return places.get(document.key, _LAST), [(weights.get(key, _LAST), key) for key in _above(document.key)]

    named = (it for it in documents if it.key in places or any(key in weights for key in _above(it.key)))
    return sorted(named, key=place)


def _above(key: str) -> Iterable[str]:
    parts = key.split("/")
    return ("/".join(parts[: at + 1]) for at in range(len(parts)))


def _weight(document: SourceDocument) -> float | None:
    return next((text.keys.weight for text in document.texts.values() if text.keys.weight is not None), None)
