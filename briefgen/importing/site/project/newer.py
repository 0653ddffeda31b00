"""A newer version of a document in the place of an older one, where nobody has edited what this became."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefgen.importing.site.project.earlier import place_of
from briefgen.importing.site.project.joining import digest_of, record_file, record_of, sources_of

_BRIEFS = "content/briefs"


@dataclass(frozen=True, slots=True)
class EarlierDocument:
    """What is known of a document in the project ``root``: ``briefs`` are by the names of the files that it became."""

    root: Path
    place: str
    briefs: Mapping[str, str] = field(default_factory=dict)

    def brief_of(self, lang: str) -> str:
        """The brief that has its text; empty where there is none."""
        slug = self.briefs.get(f"{lang}.md", "")
        return slug if slug and (self.root / _BRIEFS / slug).is_dir() else ""

    def unedited(self, slug: str, files: Mapping[str, bytes]) -> Collection[str]:
        """Those ``files`` of a brief that this document alone became, and that nobody has edited since."""
        record, sources = record_of(self.root), sources_of(self.root)
        of_others = {
            name for place, it in sources.items() if place != self.place for name, brief in it.items() if brief == slug
        }
        return {
            name
            for name, content in files.items()
            if self.briefs.get(name) == slug
            and name not in of_others
            and record.get(f"{_BRIEFS}/{slug}/{name}") == digest_of(content)
        }

    def record(self, slug: str, files: Mapping[str, bytes], around: Mapping[str, str]) -> bytes:
        """The record with what the document became, but for the data of the brief, and with digests ``around`` it."""
        made = {name: content for name, content in files.items() if name != "brief.yaml"}
        record = {f"{_BRIEFS}/{slug}/{name}": digest_of(content) for name, content in made.items()}
        sources = sources_of(self.root)
        sources[self.place] = {**self.briefs, **dict.fromkeys(made, slug)}
        return record_file(self.root, {**record_of(self.root), **around, **record}, sources)


def earlier_document(root: Path, file: Path) -> EarlierDocument:
    """What earlier imports made of a document, also of one that has moved since."""
    sources = sources_of(root)
    place = place_of(root, file, sources)
    return EarlierDocument(root, place, sources.get(place, {}))
