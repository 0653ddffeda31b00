"""Bibliographies of other programs as items of CSL: CSL-JSON, BibTeX and RIS, as Zotero and others export them."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.importing.imported import Remark
from briefgen.reading.files.archive import UnreadableDocumentError

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ImportedReferences:
    """``items`` are in their order; ``remarks`` name what could not be taken."""

    items: tuple[Item, ...]
    remarks: tuple[Remark, ...] = ()


def read_csl(content: bytes) -> ImportedReferences:
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
    items = tuple(item for item in found if item.get("id") is not None and item.get("type"))
    lost = (
        Remark(f"entry {at}", "it has no id or no type and was left out")
        for at, item in enumerate(found, 1)
        if item.get("id") is None or not item.get("type")
    )
    return ImportedReferences(tuple({**item, "id": str(item["id"])} for item in items), tuple(lost))


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


# BibTeX

_BIBTEX_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "proceedings": "book",
    "collection": "book",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "online": "webpage",
    "electronic": "webpage",
    "legislation": "legislation",
    "dataset": "dataset",
    "software": "software",
    "unpublished": "manuscript",
}
_BIBTEX_FIELDS = {
    "title": "title",
    "journal": "container-title",
    "journaltitle": "container-title",
    "booktitle": "container-title",
    "publisher": "publisher",
    "institution": "publisher",
    "organization": "publisher",
    "school": "publisher",
    "address": "publisher-place",
    "location": "publisher-place",
    "series": "collection-title",
    "volume": "volume",
    "edition": "edition",
    "version": "version",
    "pages": "page",
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "url": "URL",
    "abstract": "abstract",
    "keywords": "keyword",
    "language": "language",
    "langid": "language",
    "type": "genre",
}


def read_bibtex(content: bytes) -> ImportedReferences:
    """A BibTeX or BibLaTeX file."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import MonthIntMiddleware, SeparateCoAuthors, SplitNameParts

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    made = [MonthIntMiddleware(), SeparateCoAuthors(), SplitNameParts()]
    library = parse_string(_text(content), append_middleware=made)
    remarks = tuple(
        Remark(f"line {(block.start_line or 0) + 1}", "this entry could not be read and was left out")
        for block in library.failed_blocks
    )
    if not library.entries and not remarks:
        raise UnreadableDocumentError("it has no BibTeX entries")
    return ImportedReferences(tuple(_of_bibtex(entry) for entry in library.entries), remarks)


def _of_bibtex(entry: Any) -> Item:
    fields = {field.key.lower(): field.value for field in entry.fields}
    kind = _BIBTEX_TYPES.get(entry.entry_type.lower(), "webpage" if fields.get("url") else "document")
    item: Item = {"id": entry.key, "type": kind}
    for name in ("author", "editor", "translator"):
        if isinstance(fields.get(name), list):
            item[name] = [_name(parts) for parts in fields[name]]
    for field, variable in _BIBTEX_FIELDS.items():
        if isinstance(fields.get(field), str) and variable not in item:
            item[variable] = _plain_tex(fields[field], is_address=variable in ("URL", "DOI"))
    if "number" in fields:
        item["issue" if kind == "article-journal" else "number"] = _plain_tex(str(fields["number"]))
    if date := _date(str(fields.get("date") or ""), fields.get("year"), fields.get("month"), fields.get("day")):
        item["issued"] = date
    if (accessed := str(fields.get("urldate") or "")) and (day := _date(accessed)):
        item["accessed"] = day
    if "page" in item:
        item["page"] = re.sub(r"\s*[-–]+\s*", "–", item["page"])
    return item


def _name(parts: Any) -> Item:
    """A name in braces is one that has no parts: an institution, or one written in Hangul."""
    family = " ".join((*parts.von, *parts.last))
    given = " ".join((*parts.first, *parts.jr))
    if family.startswith("{") and family.endswith("}") and not given:
        return {"literal": _plain_tex(family)}
    if not given:
        return {"literal": _plain_tex(family)}
    return {"family": _plain_tex(family), "given": _plain_tex(given)}


def _plain_tex(text: str, *, is_address: bool = False) -> str:
    """The words of a field: commands as their characters, braces out."""
    if is_address:
        return re.sub(r"\\([&%$#_~{}])|\\url\{(.*)\}", lambda found: found[1] or found[2] or "", text).strip("{} ")
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        words = LatexNodes2Text(keep_comments=True, math_mode="verbatim").latex_to_text(text)
    except Exception:  # a field that is not sound TeX is kept as it is written
        words = text
    return " ".join(str(words).split())


def _date(iso: str, year: Any = None, month: Any = None, day: Any = None) -> str:
    """A date as briefgen writes it: ``2025``, ``2025-04`` or ``2025-04-11``; empty for none."""
    if found := re.match(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", iso.strip()):
        parts = [int(part) for part in found.groups() if part]
    elif found := re.search(r"\d{4}", str(year or "")):
        parts = [int(found[0])]
        for each in (month, day):
            if str(each or "").isdecimal() and int(each) > 0:
                parts.append(int(each))
            else:
                break
    else:
        return ""
    return "-".join(f"{part:02}" for part in parts)


# RIS

_RIS_TYPES = {
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
_RIS_FIELDS = {
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
_RIS_NAMES = {"AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A4": "translator"}
_RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")


def read_ris(content: bytes) -> ImportedReferences:
    """A RIS file. An entry without an id is named after its first author and year."""
    items, remarks, ids = list[Item](), list[Remark](), set[str]()
    for line, entry in _ris_entries(_text(content)):
        item = _of_ris(entry)
        if not item.get("title"):
            remarks.append(Remark(f"line {line}", "this entry has no title and was left out"))
            continue
        item["id"] = _free(str(item["id"]), ids)
        items.append(item)
    if not items and not remarks:
        raise UnreadableDocumentError("it has no RIS entries")
    return ImportedReferences(tuple(items), tuple(remarks))


def _ris_entries(text: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Line and fields of each entry; a line without a tag goes on with the one before it."""
    entry, first = list[tuple[str, str]](), 1
    for number, line in enumerate(text.splitlines(), 1):
        found = _RIS_LINE.fullmatch(line.rstrip())
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
    item: Item = {"id": "", "type": _RIS_TYPES.get(entry[0][1], "document")}
    fields: dict[str, str] = {}
    for tag, value in entry[1:]:
        if tag in _RIS_NAMES and value:
            item.setdefault(_RIS_NAMES[tag], []).append(_ris_name(value))
        elif value:
            fields.setdefault(tag, value)
    for tag, variable in _RIS_FIELDS.items():
        if tag in fields and variable not in item:
            item[variable] = fields[tag]
    for tag, variable in (("DA", "issued"), ("PY", "issued"), ("Y1", "issued"), ("Y2", "accessed")):
        if variable not in item and (date := _date(fields.get(tag, "").strip("/").replace("/", "-"))):
            item[variable] = date
    pages = [fields[tag] for tag in ("SP", "EP") if tag in fields]
    if pages:
        item["page"] = "–".join(dict.fromkeys(re.sub(r"\s*[-–]+\s*", "–", page) for page in pages))
    if item["type"] == "report" and "issue" not in item and "ISSN" in item and not re.match(r"\d{4}-", item["ISSN"]):
        item["number"] = item.pop("ISSN")
    item["id"] = fields.get("ID") or _key(item)
    return item


def _ris_name(value: str) -> Item:
    family, _, given = (part.strip() for part in value.partition(","))
    return {"family": family, "given": given} if given else {"literal": value.strip(" ,")}


def _key(item: Mapping[str, Any]) -> str:
    """``kim2024``: the first author, or the first word of the title, and the year."""
    people = item.get("author") or [{}]
    name = people[0].get("family") or people[0].get("literal") or str(item.get("title", "")).split(" ")[0]
    plain = re.sub(r"\W+", "-", name).strip("-").lower() or "source"
    return f"{plain}{str(item.get('issued', ''))[:4]}"


def _free(key: str, taken: set[str]) -> str:
    """``key``, or ``key-2`` and so on where another has it."""
    found, number = key, 1
    while found in taken:
        number += 1
        found = f"{key}-{number}"
    taken.add(found)
    return found


READERS: Mapping[str, Callable[[bytes], ImportedReferences]] = {
    ".json": read_csl,
    ".bib": read_bibtex,
    ".ris": read_ris,
}
"""By the ending of the file."""
