"""Items of a bibliography written into ``sources.yaml``, with all that stands there kept as it is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from briefgen.importing.imported import Rank, Remark
from briefgen.model.core.diagnostics import few
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.libraries.cited import READERS
from briefgen.reading.files.libraries.items import Item, tidy
from briefgen.reading.yaml.plain import plain_yaml
from briefgen.resolving.bibliography.csl_items import VARIABLES

_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class JoinedSources:
    """``text`` is the file; ``added`` are the ids of what is new in it."""

    text: str
    added: tuple[str, ...]
    remarks: tuple[Remark, ...]


def joined(before: str, items: Sequence[Item]) -> JoinedSources:
    """``sources.yaml`` with the items that it has not yet at its end.

    An id that is there with other words is left as it is, and named. Raises UnreadableDocumentError where the file
    is not YAML of a list.
    """
    known = {str(item["id"]): item for item in _listed(before) if isinstance(item, Mapping) and "id" in item}
    added, remarks, seen = list[Item](), list[Remark](), set[str]()
    for item in map(tidy, items):
        left = [name for name in item if name not in VARIABLES]
        item = {name: value for name, value in item.items() if name not in left}
        ident, has_title = item["id"], bool(item.get("title") or item.get("genre"))
        item = item if has_title else _entitled(item)
        if ident in seen:
            remarks.append(Remark(ident, "the file has this id twice; the first was taken"))
        elif ident not in known:
            added.append(item)
            remarks += [Remark(ident, f"“{name}” means nothing in a bibliography: not taken") for name in left]
            remarks += [] if has_title else [_untitled(item)]
        elif any(str(known[ident].get(name)) != str(item[name]) for name in ("title", "type") if name in item):
            remarks.append(Remark(ident, "sources.yaml has this id with another title or type; it was left unchanged"))
        seen.add(ident)
    remarks += [remark for item in added for remark in _lacks(item)]
    if not added:
        return JoinedSources(before, (), tuple(remarks))
    indent = "  " if re.search(r"(?m)^references:", before) else ""
    text = before if not before or before.endswith("\n") else before + "\n"
    text += ("\n" if text else "") + "\n".join(_written(item, indent) for item in added)
    _listed(text)
    return JoinedSources(text, tuple(item["id"] for item in added), tuple(remarks))


def _listed(text: str) -> list[Any]:
    try:
        found = plain_yaml(text) or []
    except ValueError as problem:
        raise UnreadableDocumentError(f"content/sources.yaml is not valid YAML; fix it first: {problem}") from problem
    if isinstance(found, dict):
        found = found.get("references") or []
    if not isinstance(found, list):
        raise UnreadableDocumentError("content/sources.yaml is not a list of sources; fix it first")
    return found


def _entitled(item: Item) -> Item:
    """An item without a title, with what can stand in for it: what it stands in, or its address."""
    for name in ("container-title", "URL"):
        if title := item.get(name):
            rest = {key: value for key, value in item.items() if key not in ("title", "container-title")}
            return {"id": rest.pop("id"), "type": rest.pop("type"), "title": title, **rest}
    return item


def _untitled(item: Item) -> Remark:
    title = item.get("title")
    said = f"it has no title: “{title}” was taken for one" if title else "it has no title"
    return Remark(item["id"], said, Rank.GUESSED)


def _lacks(item: Item) -> Iterable[Remark]:
    """Return what a reference needs and the item has not."""
    if not any(item.get(name) for name in ("author", "editor", "publisher", "container-title")):
        yield Remark(item["id"], "it has no author, editor, publisher or container-title")
    if not (item.get("issued") or item.get("accessed")):
        yield Remark(item["id"], "it has neither a date nor the day on which it was read")


def _written(item: Item, indent: str) -> str:
    lines = []
    for name, value in item.items():
        if isinstance(value, list) and all(isinstance(each, dict) for each in value):
            lines += [f"{name}:", *(f"  - {_flow(each)}" for each in value)]
        else:
            lines.append(f"{name}: {_flow(value)}")
    return "".join(f"{indent}{'- ' if at == 0 else '  '}{line}\n" for at, line in enumerate(lines))


def _flow(value: Any) -> str:
    """A value on one line; a date without quotation marks, as authors type it."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        return value
    made = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=float("inf"))
    return made.removesuffix("\n").removesuffix("\n...")


SOURCES = "content/sources.yaml"


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
    return [
        Remark(SOURCES, f"{few((f'“{it}”' for it in ids), 5)}: {message}", rank)
        for (message, rank), ids in by_message.items()
    ]
