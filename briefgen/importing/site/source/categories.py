"""What Docusaurus says of a folder: its label and its position, in ``_category_.json``."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from briefgen.importing.site.source.configuration import CATEGORY, read_settings, text_at
from briefgen.importing.site.source.documents import SourceDocument


@dataclass(slots=True)
class FolderCategories:
    """By the key of a folder: ``labels`` by language, and ``positions`` among its neighbours."""

    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    positions: dict[str, float] = field(default_factory=dict)


def categories_of(files: Mapping[str, bytes], documents: Iterable[SourceDocument]) -> FolderCategories:
    """What the files beside documents say of their folders, and of those above them."""
    found = FolderCategories()
    for folder, (key, lang) in _folders(documents).items():
        said = read_settings(files, tuple(f"{folder}/{name}" for name in CATEGORY))
        label, position = text_at(said, "label"), text_at(said, "position")
        if label:
            found.labels.setdefault(key, {}).setdefault(lang, label)
        if re.fullmatch(r"-?\d{1,9}(?:\.\d{1,9})?", position):
            found.positions.setdefault(key, float(position))
    return found


def _folders(documents: Iterable[SourceDocument]) -> dict[str, tuple[str, str]]:
    """Each folder with its key and the language of its texts."""
    found: dict[str, tuple[str, str]] = {}
    for text in (text for document in documents for text in document.texts.values()):
        folder, key = posixpath.dirname(text.path), text.key if text.is_head else posixpath.dirname(text.key)
        while folder and key and folder not in found:
            found[folder] = (key, text.lang)
            folder, key = posixpath.dirname(folder), posixpath.dirname(key)
    return found
