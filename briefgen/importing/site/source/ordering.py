"""In which order a site showed its documents: by the navigation of MkDocs, or by weights and numbers."""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefgen.importing.site.source.configuration import Configuration
from briefgen.importing.site.source.documents import FoundDocuments, SourceDocument

_INDEX = re.compile(r"(?i)(?:^|/)(?:index|_index|readme)$")
_LAST = math.inf


@dataclass(frozen=True, slots=True)
class Navigation:
    """``keys`` of documents in their order; ``sections``: titles of folders that a section has to itself."""

    keys: tuple[str, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)


def navigation_of(nav: Any, keys: Mapping[str, str] | None = None) -> Navigation:
    """What ``nav:`` of ``mkdocs.yml`` says; ``keys`` are those of its documents by their path, where they differ."""
    if not isinstance(nav, list):
        return Navigation()
    sections: dict[str, str] = {}
    for entry in nav:
        for title, inside in entry.items() if isinstance(entry, Mapping) else ():
            paths = list(_paths(inside)) if isinstance(inside, list) else []
            named = (keys.get(path, "") for path in paths) if keys is not None else _keys(inside) if paths else ()
            folders = {key.partition("/")[0] for key in named if key or keys is None}
            if len(folders) == 1 and all("/" in path for path in paths):
                sections.setdefault(folders.pop(), str(title).strip())
    return Navigation(tuple(dict.fromkeys(_keys(nav))), {name: title for name, title in sections.items() if title})


def labels_of(said: Configuration, found: FoundDocuments) -> dict[str, dict[str, str]]:
    """The titles of folders that the navigation of each language has, by language."""
    texts = [(text.path, it.key) for it in found.documents for text in it.texts.values()]
    sections = {}
    for lang, nav in said.navigations.items():
        root = next(f"{root}/" for root, its in said.roots.items() if its == lang)
        keys = {path.removeprefix(root): key for path, key in texts if path.startswith(root)}
        sections[lang or said.language or found.languages[0]] = navigation_of(nav, keys).sections
    folders = [folder for folder in next(iter(sections.values()), ()) if all(folder in it for it in sections.values())]
    return {folder: {lang: its[folder] for lang, its in sections.items()} for folder in folders}


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
    texts = ((it.key, text.keys.weight) for it in documents for text in reversed(it.texts.values()))
    weights = {**numbers, **{key: weight for key, weight in texts if weight is not None}}

    def place(document: SourceDocument) -> tuple[float, list[tuple[float, str]]]:
        return places.get(document.key, _LAST), [(weights.get(key, _LAST), key) for key in _above(document.key)]

    named = (it for it in documents if it.key in places or any(key in weights for key in _above(it.key)))
    return sorted(named, key=place)


def _above(key: str) -> Iterable[str]:
    parts = key.split("/")
    return ("/".join(parts[: at + 1]) for at in range(len(parts)))
