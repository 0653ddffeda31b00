"""Links to the lists of a category or a tag that Hugo and Jekyll make: topics here, or no links."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from briefgen.importing.site.links.addresses import without_code
from briefgen.importing.site.links.table import LinkTable
from briefgen.importing.site.source.documents import SourceText

_LINK = re.compile(
    r"(?<![!\\])\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]*\]){1,1000})\]"
    r"\([ ]*(?P<address><[^<>\n]+>|[^\s()<>]+)(?:[ ]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ ]*\)"
)
_LIST = re.compile(
    r"(?:\.{1,2}/)*/?(?:[a-z]{2}(?:-\w{2,4})?/)?(?:categories|category|tags?)(?:/(?P<name>[^/#?]+))?/?(?:#.*)?"
)


@dataclass(frozen=True, slots=True)
class LinksToLists:
    """``text`` with the links led to topics, or taken out; ``lost`` are line and address of the latter."""

    text: str
    lost: tuple[tuple[int, str], ...] = ()


def with_topics(source: SourceText, text: str, table: LinkTable) -> LinksToLists:
    """``text`` with a topic for each link to a list that is one, and only the words of the others."""
    parts, at, lost = [], 0, list[tuple[int, str]]()
    for found in _LINK.finditer(without_code(text)):
        address = found["address"].strip("<>")
        name = _name_in(address, table, lambda local: _is_there(local, source, table))
        if name is None:
            continue
        topic = table.topics.get(name.casefold()) or table.topics.get(name.replace("-", " ").casefold())
        words = text[slice(*found.span("words"))]
        parts += [text[at : found.start()], f"[{words}](topic:{topic})" if topic else words]
        at = found.end()
        if not topic:
            lost.append((text.count("\n", 0, found.start()) + 1, address))
    return LinksToLists("".join([*parts, text[at:]]), tuple(lost))


def _name_in(address: str, table: LinkTable, is_there: Callable[[str], bool]) -> str | None:
    """The name of the category or tag whose list an address leads to; None for another address."""
    local = table.within(address) or address
    found = _LIST.fullmatch(local)
    return None if found is None or is_there(local.partition("#")[0]) else unquote(found["name"] or "")


def _is_there(local: str, source: SourceText, table: LinkTable) -> bool:
    return table.document(local, source) is not None or table.file(local, source) is not None
