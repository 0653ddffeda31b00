"""RIS, which most databases of literature export."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.libraries.items import Item, ReadReferences, UnreadEntry, parts_of_date, text_of

_TYPES = {
    "JOUR": "article-journal",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "BOOK": "book",
    "EBOOK": "book",
    "CHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "RPRT": "report",
    "GOVDOC": "report",
    "THES": "thesis",
    "ELEC": "webpage",
    "WEB": "webpage",
    "BLOG": "post-weblog",
    "DATA": "dataset",
    "LEGAL": "legal_case",
    "CASE": "legal_case",
    "STAT": "legislation",
    "BILL": "bill",
    "UNPB": "manuscript",
    "PAMP": "pamphlet",
}
_FIELDS = {
    "TI": "title",
    "T1": "title",
    "JO": "container-title",
    "JF": "container-title",
    "T2": "container-title",
    "BT": "container-title",
    "T3": "collection-title",
    "PB": "publisher",
    "CY": "publisher-place",
    "VL": "volume",
    "IS": "issue",
    "ET": "edition",
    "DO": "DOI",
    "SN": "ISSN",
    "UR": "URL",
    "LA": "language",
    "AB": "abstract",
    "N2": "abstract",
}
_NAMES = {"AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A4": "translator"}
_LINE = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")


def read_ris(content: bytes) -> ReadReferences:
    """A RIS file. An entry without an id is named after its first author and year."""
    items, lines, unread, ids = list[Item](), list[int](), list[UnreadEntry](), dict[str, int]()
    for line, entry in _entries(text_of(content)):
        item = _of_ris(entry)
        if not item.get("title"):
            unread.append(UnreadEntry(line, "this entry has no title and was left out"))
            continue
        item["id"] = _free(str(item["id"]), ids)
        items.append(item)
        lines.append(line)
    if not items and not unread:
        raise UnreadableDocumentError("it has no RIS entries")
    return ReadReferences(tuple(items), tuple(lines), tuple(unread))


def _entries(text: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Line and fields of each entry; a line without a tag goes on with the one before it."""
    entry, first = list[tuple[str, str]](), 1
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line.rstrip())
        if found is None:
            if line.strip() and entry:
                entry[-1] = (entry[-1][0], f"{entry[-1][1]} {line.strip()}")
        elif found[1] == "TY":
            entry, first = [("TY", found[2].strip())], number
        elif found[1] == "ER":
            if entry:
                yield first, entry
            entry = []
        elif entry:
            entry.append((found[1], found[2].strip()))
    if entry:
        yield first, entry


def _of_ris(entry: list[tuple[str, str]]) -> Item:
    item: Item = {"id": "", "type": _TYPES.get(entry[0][1], "document")}
    fields: dict[str, str] = {}
    for tag, value in entry[1:]:
        if tag in _NAMES and value:
            item.setdefault(_NAMES[tag], []).append(_name(value))
        elif value:
            fields.setdefault(tag, value)
    for tag, variable in _FIELDS.items():
        if tag in fields and variable not in item:
            item[variable] = fields[tag]
    for tag, variable in (("DA", "issued"), ("PY", "issued"), ("Y1", "issued"), ("Y2", "accessed")):
        if variable not in item and (date := parts_of_date(fields.get(tag, "").strip("/").replace("/", "-"))):
            item[variable] = date
    pages = [fields[tag] for tag in ("SP", "EP") if tag in fields]
    if pages:
        item["page"] = "–".join(dict.fromkeys(re.sub(r"\s*[-–]+\s*", "–", page) for page in pages))
    if item["type"] == "report" and "issue" not in item and "ISSN" in item and not re.match(r"\d{4}-", item["ISSN"]):
        item["number"] = item.pop("ISSN")
    item["id"] = fields.get("ID") or _key(item)
    return item


def _name(value: str) -> Item:
    family, _, given = (part.strip() for part in value.partition(","))
    return {"family": family, "given": given} if given else {"literal": value.strip(" ,")}


def _key(item: Mapping[str, Any]) -> str:
    """``kim2024``: the first author, or the first word of the title, and the year."""
    people = item.get("author") or [{}]
    name = people[0].get("family") or people[0].get("literal") or str(item.get("title", "")).split(" ")[0]
    plain = re.sub(r"\W+", "-", name).strip("-").lower() or "source"
    return f"{plain}{str(item.get('issued', ''))[:4]}"


def _free(key: str, taken: dict[str, int]) -> str:
    """``key``, or ``key-2`` and so on where another has it; ``taken`` has the last number of each."""
    found, number = key, taken.get(key, 0)
    while found in taken:
        number += 1
        found = f"{key}-{number + 1}"
    taken[key], taken[found] = number, 0
    return found
