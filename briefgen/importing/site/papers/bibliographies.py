"""The bibliographies that documents name, whose entries become sources of the site."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from briefgen.importing.bibliography import joined
from briefgen.importing.imported import Rank, Remark
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.libraries.cited import READERS
from briefgen.reading.files.libraries.items import Item, tidy

SOURCES = "content/sources.yaml"
_SHOWN = 5


@dataclass(slots=True)
class NamedBibliographies:
    """The entries by their id, and how many each file has."""

    items: dict[str, Item] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def named_bibliographies(
    files: Mapping[str, bytes], named: Sequence[tuple[str, str]], begin: Callable[[str], object] = str
) -> NamedBibliographies:
    """Those that are named: pairs of the file that names one, and its path from there."""
    found = NamedBibliographies()
    for by, name in dict.fromkeys(named):
        folder = "" if name.startswith("/") else posixpath.dirname(by)
        path = posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
        if path not in found.counts:
            begin(path)
            found.remarks += _read(path, by, files, found)
    return found


def _read(path: str, by: str, files: Mapping[str, bytes], found: NamedBibliographies) -> Iterator[Remark]:
    reader = READERS.get(PurePosixPath(path).suffix.lower())
    if path not in files:
        yield Remark(by, f"the bibliography {path} is not in the folder: not taken", Rank.LOST)
        return
    if reader is None:
        yield Remark(by, f"the bibliography {path} is not a .bib, .json or .ris file: not taken", Rank.LOST)
        return
    try:
        read = reader(files[path])
    except UnreadableDocumentError as problem:
        yield Remark(path, f"the bibliography cannot be read: {problem}", Rank.LOST)
        return
    yield from (Remark(f"{path}:{unread.line}", unread.message, Rank.LOST) for unread in read.unread)
    found.counts[path] = len(read.items)
    for item in map(tidy, read.items):
        there = found.items.setdefault(item["id"], item)
        if any(there.get(name) != item.get(name) for name in ("title", "type")):
            yield Remark(path, f"the id “{item['id']}” is there already for another source; the first was taken")


def join_sources(root: Path, items: Mapping[str, Item], written: dict[str, bytes]) -> list[Remark]:
    """Add to the sources of a project those that it has not yet; what stands there stays.

    The file is added to those that are to be ``written``.
    """
    path = root / SOURCES
    try:
        made = joined(path.read_text("utf-8") if path.exists() else "", list(items.values()))
    except UnreadableDocumentError as problem:
        return [Remark(SOURCES, f"no entry was added: {problem}", Rank.LOST)]
    if made.added:
        written[SOURCES] = made.text.encode()
    by_message: dict[tuple[str, Rank], list[str]] = {}
    for remark in made.remarks:
        by_message.setdefault((remark.message, remark.rank), []).append(remark.place)
    return [Remark(SOURCES, f"{_some(ids)}: {message}", rank) for (message, rank), ids in by_message.items()]


def _some(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return ", ".join(f"“{ident}”" for ident in ids[:_SHOWN]) + more
