"""The folders of a site as topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from briefgen.importing.site.project.settings import from_name
from briefgen.importing.site.source.documents import HEADS, SourceDocument
from briefgen.importing.site.source.ordering import SiteOrder
from briefgen.importing.site.titles import slug_with_letters, title_and_body, title_of


@dataclass(slots=True)
class FolderTopics:
    """Folders as topics: the first below the one that holds everything. A single one says nothing, and is none.

    Nor is a folder of one document, which is the document with its files. ``allowed`` are those that the settings of
    the project have; None where they are made anew.
    """

    order: SiteOrder
    allowed: Collection[str] | None = None
    names: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def documents(self) -> Sequence[SourceDocument]:
        """All of the site, in their order."""
        return [*self.order.placed, *self.order.others]

    def __post_init__(self) -> None:
        first = [it.key.split("/")[0] for it in self.documents if "/" in it.key or it.is_head]
        counts = Counter(filter(None, first))
        heads = {it.key: it for it in self.documents if it.is_head}
        places = {folder: at for at, folder in reversed([*enumerate(first)])} if self.order.placed else {}
        for folder in sorted(counts, key=lambda it: (places.get(it, 0), it)) if len(counts) > 1 else ():
            if counts[folder] == 1 or (self.allowed is not None and self.ident(folder) not in self.allowed):
                continue
            texts = heads[folder].texts if folder in heads else {}
            titles = {lang: title_of(text)[0] for lang, text in texts.items()} | {**self.order.labels.get(folder, {})}
            self.names[folder] = titles or {"*": self.order.sections.get(folder) or from_name(folder)}

    def named(self) -> dict[str, Any]:
        """The name of each topic, or its names by language, by its id."""
        return {self.ident(folder): names.get("*") or names for folder, names in self.names.items()}

    def by_name(self) -> dict[str, str]:
        """The id of each topic by its names, by that of its folder, and by itself, in small letters."""
        told = ((self.ident(folder), folder, names) for folder, names in self.names.items())
        return {name.casefold(): ident for ident, folder, names in told for name in (ident, folder, *names.values())}

    def of(self, document: SourceDocument) -> str:
        """The id of the topic of a document; empty when it has none."""
        folder = document.key.split("/")[0]
        return self.ident(folder) if folder in self.names else ""

    def is_name(self, document: SourceDocument) -> bool:
        """Tell whether all that a document says is what its folder, or the site, is called."""
        texts = document.texts.values()
        if not document.is_head or any(title_and_body(text)[1].strip() for text in texts):
            return False
        is_section = any(PurePosixPath(text.path).stem.startswith("_index") for text in texts)
        return not document.key or is_section or any(it.key.startswith(f"{document.key}/") for it in self.documents)

    def site_titles(self) -> dict[str, str]:
        """Return what a first page without a text calls the site, by language."""
        first = next((it for it in self.documents if not it.key and self.is_name(it)), None)
        titles = {lang: title_of(text)[0] for lang, text in first.texts.items()} if first else {}
        return {lang: title for lang, title in titles.items() if title.casefold() not in HEADS}

    @staticmethod
    def ident(folder: str) -> str:
        """The id of a folder's topic."""
        ident = slug_with_letters(folder) or "topic"
        return f"{ident}-topic" if ident == "index" else ident
