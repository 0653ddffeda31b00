"""In which order a site showed its documents: by its navigation, by what folders say, by weights or numbers."""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefgen.importing.imported import Remark
from briefgen.importing.site.project.earlier import EarlierImport
from briefgen.importing.site.source.configuration import CATEGORY, read_settings, text_at
from briefgen.importing.site.source.documents import FoundDocuments, SourceDocument
from briefgen.importing.site.titles import HOME
from briefgen.model.core.diagnostics import few

_INDEX = re.compile(r"(?i)(?:^|/)(?:index|_index|readme)$")
_LAST = math.inf


@dataclass(slots=True)
class SiteOrder:
    """``placed`` are the documents that the site puts in order: they, or a folder that they are in; then ``others``."""

    placed: Sequence[SourceDocument] = ()
    others: Sequence[SourceDocument] = ()
    sections: dict[str, str] = field(default_factory=dict)
    """Titles of folders, by their keys, that a section of the navigation has to itself."""
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    """What folders say that they are called, by their keys and by language."""


def order_of(files: Mapping[str, bytes], nav: Any, found: FoundDocuments) -> SiteOrder:
    """The order of documents by ``nav:`` of MkDocs, then by what they, their folders, or their names say."""
    made, numbers = SiteOrder(), dict(found.numbers)
    for folder, (key, lang) in _folders(found.documents).items():
        said = read_settings(files, tuple(f"{folder}/{name}" for name in CATEGORY))
        if label := text_at(said, "label"):
            made.labels.setdefault(key, {}).setdefault(lang, label)
        if re.fullmatch(r"-?\d{1,9}(?:\.\d{1,9})?", position := text_at(said, "position")):
            numbers[key] = float(position)
    for entry in nav if isinstance(nav, list) else ():
        for title, inside in entry.items() if isinstance(entry, Mapping) else ():
            folders = {key.partition("/")[0] for key in (_keys(inside) if isinstance(inside, list) else ())}
            if len(folders) == 1 and all("/" in path for path in _paths(inside)) and str(title).strip():
                made.sections.setdefault(folders.pop(), str(title).strip())
    texts = ((it.key, text.keys.weight) for it in found.documents for text in reversed(it.texts.values()))
    weights = {**numbers, **{key: weight for key, weight in texts if weight is not None}}
    places = {key: at for at, key in enumerate(dict.fromkeys(_keys(nav if isinstance(nav, list) else [])))}

    def place(document: SourceDocument) -> tuple[float, list[tuple[float, str]]]:
        return places.get(document.key, _LAST), [(weights.get(key, _LAST), key) for key in _above(document.key)]

    named = {it.key for it in found.documents if it.key in places or any(key in weights for key in _above(it.key))}
    made.placed = sorted((it for it in found.documents if it.key in named), key=place)
    made.others = [it for it in found.documents if it.key not in named]
    return made


def _folders(documents: Iterable[SourceDocument]) -> dict[str, tuple[str, str]]:
    """Each folder of documents, and those above it, with its key and the language of its texts."""
    found: dict[str, tuple[str, str]] = {}
    for text in (text for document in documents for text in document.texts.values()):
        folder, key = posixpath.dirname(text.path), text.key if text.is_head else posixpath.dirname(text.key)
        while folder and key and folder not in found:
            found[folder] = (key, text.lang)
            folder, key = posixpath.dirname(folder), posixpath.dirname(key)
    return found


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


def _above(key: str) -> Iterable[str]:
    parts = key.split("/")
    return ("/".join(parts[: at + 1]) for at in range(len(parts)))


_NEWEST = 24
"""Documents that the settings name for the first page."""


def front_page(
    documents: Iterable[SourceDocument], slugs: Mapping[str, str], in_order: Sequence[SourceDocument]
) -> list[str]:
    """The order of the first page: that of the folder, what the site puts in order, what has a date, newest first.

    Where most documents have a date, these come before those in order.
    """
    days = {
        slugs[it.key]: max(text.keys.published for text in it.texts.values())
        for it in documents
        if slugs[it.key] != HOME and not any(text.keys.draft for text in it.texts.values())
    }
    newest = sorted(filter(days.get, sorted(days)), key=lambda slug: days[slug], reverse=True)
    dated = newest[:_NEWEST] if len(newest) > 1 else []
    placed = [slugs[it.key] for it in in_order if it.key in slugs][:_NEWEST]
    both = [*dated, *placed] if len(dated) > len(placed) else [*placed, *dated]
    return list(dict.fromkeys([*({HOME} & set(slugs.values())), *both]))


def not_on_it(slugs: Iterable[str], earlier: EarlierImport) -> Iterator[Remark]:
    """Yield what to say of new documents where ``home:`` stays as its author wrote it, and has none of them."""
    known = {*earlier.home, *earlier.slugs.values()}
    new = [slug for slug in dict.fromkeys(slugs) if slug not in known]
    if new and earlier.home:
        many, are = (f"{len(new)} new documents come", "are") if len(new) > 1 else ("1 new document comes", "is")
        said = f"home: stays as you wrote it, so {many} last on the first page, or {are} not on it"
        yield Remark("content/site.yaml", f"{said}: write into the list what belongs there, of {few(new, 5)}")
