"""Bibliographies that ``sources:`` in site.yaml names: what the texts cite of them, read anew by each build."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Outcome, Report, Span, error, warning
from briefgen.model.core.written import Written
from briefgen.model.written.settings import Settings
from briefgen.model.written.sources import Source
from briefgen.reading.bounded import within
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.libraries.bibtex import read_bibtex
from briefgen.reading.files.libraries.items import Item, ReadReferences, UnreadEntry, tidy
from briefgen.reading.files.libraries.ris import read_ris
from briefgen.reading.world import CONTENT, World
from briefgen.reading.yaml.nodes import decode

# CSL-JSON, as Zotero and others export it

_NAMED = re.compile(r'"(id|title)"\s*:\s*("(?:[^"\\]|\\.)*+"|[\d.-]++)')


def read_csl(content: bytes) -> ReadReferences:
    """A list of items of CSL-JSON."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except RecursionError as problem:
        raise UnreadableDocumentError("its lists are nested too deeply") from problem
    except UnicodeDecodeError as problem:
        raise UnreadableDocumentError("it is not text in UTF-8") from problem
    except ValueError as problem:
        line = f" in line {problem.lineno}" if isinstance(problem, json.JSONDecodeError) else ""
        raise UnreadableDocumentError(f"it is damaged: it is not valid JSON{line}") from problem
    if isinstance(found, dict):
        found = found.get("items", found.get("references"))
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise UnreadableDocumentError("it is not CSL-JSON, which is a list of items")
    sound = [item for item in found if item.get("id") is not None and item.get("type")]
    items = tuple({**item, "id": str(item["id"])} for item in sound)
    line_of = _lines(content.decode("utf-8-sig"))
    unread = tuple(
        UnreadEntry(line_of(item), f"entry {at} has no id or no type and was left out")
        for at, item in enumerate(found, 1)
        if item.get("id") is None or not item.get("type")
    )
    return ReadReferences(items, tuple(map(line_of, sound)), unread)


def _lines(text: str) -> Callable[[Item], int]:
    """Where the id of an item stands, or its title; 1 where the file writes both in another way than we would."""
    lines: dict[tuple[str, str], int] = {}
    line, at = 1, 0
    for found in _NAMED.finditer(text):
        line, at = line + text.count("\n", at, found.start()), found.start()
        lines.setdefault((found[1], found[2]), line)

    def line_of(item: Item) -> int:
        written = ((name, json.dumps(item[name], ensure_ascii=False)) for name in ("id", "title") if name in item)
        return next((lines[it] for it in written if it in lines), 1)

    return line_of


READERS: Mapping[str, Callable[[bytes], ReadReferences]] = {".json": read_csl, ".bib": read_bibtex, ".ris": read_ris}
"""By the ending of the file."""
_TEXTS = (".md", ".yaml")
_ID = re.compile(r"[\w:/-]+(?:\.+[\w:/-]+)*")
"""What may be the id of a source in a text."""


def read_libraries(
    world: World, settings: Written[Settings], written: Collection[str]
) -> Outcome[list[Written[Source]]]:
    """The sources that some file of ``content/`` names, of all bibliographies of the site.

    One that stands in sources.yaml as well, an id of ``written``, is taken from there.
    """
    report = Report()
    found: dict[str, Written[Source]] = {}
    files = settings.value.sources
    named = _words_of(world) if files else frozenset[str]()
    for place, name in enumerate(files):
        span = settings.at("sources", place)
        library = report.take(_library(world, name, span))
        report.add(
            warning("source-is-complete", unread.message, Span(f"{CONTENT}/{name}", unread.line), "correct it there")
            for unread in library.unread
        )
        for item, line in zip(map(tidy, map(_without_notes, library.items)), library.lines, strict=True):
            if item["id"] in named and item["id"] not in written and item["id"] not in found:
                source = report.take(_source(item, Span(f"{CONTENT}/{name}", line)))
                if source is not None:
                    found[item["id"]] = source
    return Outcome(list(found.values()), report.sorted())


def _library(world: World, name: str, span: Span) -> Outcome[ReadReferences]:
    nothing = ReadReferences((), ())
    path = f"{CONTENT}/{name}"
    reader = READERS.get(PurePosixPath(name).suffix.lower())
    if reader is None:
        hint = "export it as Better BibTeX, CSL-JSON or RIS"
        return Outcome(nothing, (error("file-exists", f"{name} is not a .bib, .json or .ris file", span, hint),))
    if path not in world.files(CONTENT):
        known = [it.removeprefix(f"{CONTENT}/") for it in world.files(CONTENT) if PurePosixPath(it).suffix in READERS]
        hint = did_you_mean(name, known, f"put the file into {CONTENT}/data/ and write e.g. data/zotero.bib")
        return Outcome(nothing, (error("file-exists", f"there is no file {path}", span, hint),))

    def read() -> Outcome[ReadReferences]:
        try:
            return Outcome(reader(world.read(path)))
        except UnreadableDocumentError as problem:
            return Outcome(nothing, (error("file-exists", f"{path} cannot be read: {problem}", Span(path)),))

    return within("reading the bibliography", span, read, lambda: nothing)


def _source(item: Item, place: Span) -> Outcome[Written[Source] | None]:
    """One item, all of it at the line where it begins."""
    made = decode(Source, json.dumps(item, ensure_ascii=False, default=str).encode(), place.path)
    told = tuple(replace(problem, span=place) for problem in made.diagnostics)
    return Outcome(None if made.value is None else replace(made.value, span=place, spans={}), told)


def _without_notes(item: Item) -> Item:
    """Return what other programs keep as a note is for their user, not for readers."""
    return {name: value for name, value in item.items() if name not in ("note", "annote")}


def _words_of(world: World) -> frozenset[str]:
    """All that could be the id of a source in the texts of the site."""
    paths = (path for path in world.files(CONTENT) if path.endswith(_TEXTS))
    return frozenset(word for path in paths for word in _ID.findall(world.read(path).decode("utf-8", "replace")))
