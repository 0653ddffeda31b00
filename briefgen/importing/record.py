"""What imports made of a project, so that nothing of it is lost when they are done again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

SETTINGS = "content/site.yaml"
RECORD = "content/.import.json"
"""Digests of the files as they were imported, to recognise those that have been edited since."""
_SOURCES = "sources"
"""Key of the record under which the folders and documents are that were imported."""
_BRIEFS = "content/briefs"


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """The record of the project ``root``.

    ``digests`` are by the path of a file, or its id in one. ``sources`` are the folders and documents that were
    imported, the first first, by their path from the project: for each text of theirs, by its path, the slug of the
    brief that it is in.
    """

    root: Path
    digests: dict[str, str] = field(default_factory=dict)
    sources: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def has_begun(self) -> bool:
        """Whether the project was begun by an import."""
        return SETTINGS in self.digests

    def content(self) -> bytes:
        """Return what ``RECORD`` is to hold."""
        whole: dict[str, object] = dict(sorted(self.digests.items()))
        if self.sources:
            whole[_SOURCES] = {place: dict(sorted(texts.items())) for place, texts in self.sources.items()}
        return (json.dumps(whole, ensure_ascii=False, indent=0) + "\n").encode()

    def place_of(self, given: Path) -> str:
        """A folder or document by its path from the project; that of one of this name that has moved since."""
        here = given.resolve()
        try:
            place = PurePosixPath(Path(os.path.relpath(here, self.root.resolve())).as_posix()).as_posix()
        except ValueError:  # on another drive
            place = here.as_posix()
        if place in self.sources:
            return place
        moved = (it for it in self.sources if PurePosixPath(it).name == here.name and not (self.root / it).exists())
        return next(moved, place)

    def brief_of(self, place: str, lang: str) -> str:
        """The brief that has the text of a document; empty where there is none."""
        slug = self.sources.get(place, {}).get(f"{lang}.md", "")
        return slug if slug and (self.root / _BRIEFS / slug).is_dir() else ""

    def unedited_of(self, place: str, slug: str, files: Mapping[str, bytes]) -> Collection[str]:
        """Those ``files`` of a brief that this document alone became, and that nobody has edited since."""
        owners = {name: [it for it, texts in self.sources.items() if texts.get(name) == slug] for name in files}
        return {
            name
            for name, content in files.items()
            if owners[name] == [place] and self.digests.get(f"{_BRIEFS}/{slug}/{name}") == digest_of(content)
        }

    def keep_unedited(self, files: Mapping[str, bytes]) -> None:
        """Let those files that nobody had edited count as such when they are imported again."""
        for name, content in files.items():
            if (path := self.root / name).is_file() and self.digests.get(name) == digest_of(path.read_bytes()):
                self.digests[name] = digest_of(content)

    def keep_document(self, place: str, slug: str, files: Mapping[str, bytes]) -> None:
        """Note what a document became, but for the data of its brief."""
        made = {name: content for name, content in files.items() if name != "brief.yaml"}
        self.digests.update({f"{_BRIEFS}/{slug}/{name}": digest_of(content) for name, content in made.items()})
        self.sources[place] = {**self.sources.get(place, {}), **dict.fromkeys(made, slug)}


def record_of(root: Path) -> ImportRecord:
    """The record of a project; an empty one where there is none."""
    try:
        found = json.loads((root / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return ImportRecord(root)
    known = found if isinstance(found, dict) else {}
    places: dict[str, Any] = it if isinstance(it := known.get(_SOURCES), dict) else {}
    return ImportRecord(
        root,
        {name: digest for name, digest in known.items() if isinstance(digest, str)},
        {
            place: {path: slug for path, slug in texts.items() if isinstance(slug, str)}
            for place, texts in places.items()
            if isinstance(texts, dict)
        },
    )


def digest_of(content: bytes | None) -> str:
    """A digest of a file; empty for one that is not there."""
    return "" if content is None else hashlib.sha256(content).hexdigest()[:32]


@dataclass(slots=True)
class Joined:
    """What became of the files: paths in the project."""

    written: dict[str, bytes] = field(default_factory=dict)
    """To be written."""
    kept: list[str] = field(default_factory=list)
    """Edited, or deleted, since they were imported: left as they are."""
    changed_twice: list[str] = field(default_factory=list)
    """Those of the edited ones that would be other files now than when they were imported."""
    gone: list[str] = field(default_factory=list)
    """Of earlier imports, and no longer in the source: left as they are."""
    same: int = 0


def join_project(record: ImportRecord, files: Mapping[str, bytes], overwrite: bool = False) -> Joined:
    """Choose which ``files`` go into a project: what was changed since the last import stays, unless ``overwrite``.

    They are noted in the record.
    """
    joined, known = Joined(), record.digests
    for name, content in sorted(files.items()):
        path = record.root / name
        before = path.read_bytes() if path.is_file() else None
        if before == content:
            joined.same += 1
        elif overwrite or (digest_of(before) == known[name] if name in known else before is None):
            joined.written[name] = content
        else:
            joined.kept.append(name)
            if before is not None and known.get(name, "") not in ("", digest_of(content)):
                joined.changed_twice.append(name)
            continue
        known[name] = digest_of(content)
    joined.gone = sorted(name for name in known if name not in files and (record.root / name).is_file())
    return joined
