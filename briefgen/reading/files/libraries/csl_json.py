"""CSL-JSON, as Zotero and others export it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.libraries.items import Item, ReadReferences, UnreadEntry

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
