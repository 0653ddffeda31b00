"""CSL-JSON, as Zotero and others export it."""

from __future__ import annotations

import json
import re

from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.libraries.items import Item, ReadReferences, UnreadEntry


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
    text = content.decode("utf-8-sig")
    unread = tuple(
        UnreadEntry(_line(text, item), f"entry {at} has no id or no type and was left out")
        for at, item in enumerate(found, 1)
        if item.get("id") is None or not item.get("type")
    )
    return ReadReferences(items, tuple(_line(text, item) for item in sound), unread)


def _line(text: str, item: Item) -> int:
    """Where its id stands, or its title; 1 where the file writes both in another way than we would."""
    for name in ("id", "title"):
        written = f'"{name}"\\s*:\\s*{re.escape(json.dumps(item.get(name), ensure_ascii=False))}'
        if name in item and (found := re.search(written, text)):
            return text.count("\n", 0, found.start()) + 1
    return 1
