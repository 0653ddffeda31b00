"""BibTeX and BibLaTeX."""

from __future__ import annotations

import logging
import re
from typing import Any

from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.libraries.items import Item, ReadReferences, UnreadEntry, parts_of_date, text_of

_TYPES = {
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
_FIELDS = {
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
_WORDS = re.compile(r"(?:[^\W_]|[\s.,:;()/+]|-(?!-))*+")
"""Text without commands."""
_KEY = re.compile(r"@\w+\s*[{(]\s*([^\s,{}()=]+)")


def read_bibtex(content: bytes) -> ReadReferences:
    """A BibTeX or BibLaTeX file."""
    from bibtexparser.middlewares import MonthIntMiddleware, SeparateCoAuthors, SplitNameParts
    from bibtexparser.middlewares.parsestack import default_parse_stack
    from bibtexparser.model import Entry, MiddlewareErrorBlock, ParsingFailedBlock
    from bibtexparser.splitter import Splitter

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = _with_first_fields(Splitter(bibstr=text_of(content)).split())
    for middleware in (*default_parse_stack(), MonthIntMiddleware(), SeparateCoAuthors(), SplitNameParts()):
        library = middleware.transform(library=library)
    # Names that cannot be divided are taken whole.
    blocks = [it.ignore_error_block if isinstance(it, MiddlewareErrorBlock) else it for it in library.blocks]
    entries = [block for block in blocks if isinstance(block, Entry)]
    unread = tuple(
        UnreadEntry((block.start_line or 0) + 1, _reason(block))
        for block in blocks
        if isinstance(block, ParsingFailedBlock)
    )
    if not entries and not unread:
        raise UnreadableDocumentError("it has no BibTeX entries")
    lines = tuple((entry.start_line or 0) + 1 for entry in entries)
    return ReadReferences(tuple(_of_bibtex(entry) for entry in entries), lines, unread)


def _with_first_fields(library: Any) -> Any:
    """The file with each entry in which a field stands twice: the first holds."""
    from bibtexparser.library import Library
    from bibtexparser.model import DuplicateFieldKeyBlock

    blocks = []
    for block in library.blocks:
        if isinstance(block, DuplicateFieldKeyBlock) and block.ignore_error_block is not None:
            entry: Any = block.ignore_error_block
            fields: dict[str, Any] = {}
            for field in entry.fields:
                fields.setdefault(field.key.lower(), field)
            entry.fields = list(fields.values())
            blocks.append(entry)
        else:
            blocks.append(block)
    return Library(blocks, fail_on_duplicate_key=False)


def _reason(block: Any) -> str:
    """Return what is said of an entry that could not be read: its key, and why."""
    from bibtexparser.model import DuplicateBlockKeyBlock

    found = _KEY.match(block.raw or "")
    named = f"the entry “{found[1]}”" if found else "this entry"
    if isinstance(block, DuplicateBlockKeyBlock):
        return f"{named} is there twice; the first was taken"
    return f"{named} could not be read and was left out: a brace, a quotation mark or a comma is missing in it"


def _of_bibtex(entry: Any) -> Item:
    fields = {field.key.lower(): field.value for field in entry.fields}
    kind = _TYPES.get(entry.entry_type.lower(), "webpage" if fields.get("url") else "document")
    item: Item = {"id": entry.key, "type": kind}
    for name in ("author", "editor", "translator"):
        if isinstance(fields.get(name), list):
            item[name] = [_name(parts) for parts in fields[name]]
    for field, variable in _FIELDS.items():
        if isinstance(fields.get(field), str) and variable not in item:
            item[variable] = _plain_tex(fields[field], is_address=variable in ("URL", "DOI"))
    if "number" in fields:
        item["issue" if kind == "article-journal" else "number"] = _plain_tex(str(fields["number"]))
    if date := parts_of_date(str(fields.get("date") or ""), fields.get("year"), fields.get("month"), fields.get("day")):
        item["issued"] = date
    if (accessed := str(fields.get("urldate") or "")) and (day := parts_of_date(accessed)):
        item["accessed"] = day
    if "page" in item:
        item["page"] = re.sub(r"\s*[-–]+\s*", "–", item["page"])
    return item


def _name(parts: Any) -> Item:
    """A name in braces is one that has no parts: an institution, or one written in Hangul."""
    if isinstance(parts, str):
        return {"literal": _plain_tex(parts)}
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
    if _WORDS.fullmatch(text):
        return " ".join(text.split())
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        words = LatexNodes2Text(keep_comments=True, math_mode="verbatim").latex_to_text(text)
    except Exception:  # a field that is not sound TeX is kept as it is written
        words = text
    return " ".join(str(words).split())
