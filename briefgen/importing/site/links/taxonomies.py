"""Links to the lists of a category or a tag that Hugo and Jekyll make: topics here, or no links."""

from __future__ import annotations

import re
from urllib.parse import unquote

from briefgen.importing.site.links.addresses import rewritten, without_code
from briefgen.importing.site.links.table import LinkTable
from briefgen.importing.site.source.documents import SourceText

_LINK = re.compile(
    r"(?<![!\\])\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]*\]){1,1000})\]"
    r"(?:\([ ]*(?P<address><[^<>\n]+>|[^\s()<>]+)(?:[ ]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ ]*\)"
    r"|(?:\[(?P<label>[^\[\]\n]*)\])?(?![\[(:]))"
)
_DEFINITION = re.compile(
    r"(?m)^ {0,3}\[(?P<label>[^\[\]^\n][^\[\]\n]*)\]:[ \t]*(?P<address><[^<>\n]+>|[^\s<>]+)"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*$"
)
_LIST = re.compile(
    r"(?:\.{1,2}/)*/?(?:[a-z]{2}(?:-\w{2,4})?/)?(?:categories|category|tags?)(?:/(?P<name>[^/#?]+))?/?(?:#.*)?"
)


def with_topics(source: SourceText, text: str, table: LinkTable) -> tuple[str, list[tuple[int, str]]]:
    """Give ``text`` with a topic for each link to a list that is one, only the words of others, and where these led."""
    shown = without_code(text)
    labels = {_label(it["label"]): it["address"] for it in _DEFINITION.finditer(shown)}
    gone = {label: address for label, address in labels.items() if _topic_at(address, source, table) == ""}
    lost = list[tuple[int, str]]()

    def link(found: re.Match[str]) -> str | None:
        words = text[slice(*found.span("words"))]
        address = found["address"] or gone.get(_label(found["label"] or words), "")
        if (topic := _topic_at(address, source, table)) is None:
            return None
        if not topic:
            lost.append((text.count("\n", 0, found.start()) + 1, address.strip("<>")))
        return f"[{words}](topic:{topic})" if topic else words

    def definition(found: re.Match[str]) -> str | None:
        topic = _topic_at(found["address"], source, table)
        return topic and f"[{found['label']}]: topic:{topic}"

    return rewritten(_DEFINITION, rewritten(_LINK, text, link, shown), definition), lost


def _label(words: str) -> str:
    return " ".join(words.casefold().split())


def _topic_at(address: str, source: SourceText, table: LinkTable) -> str | None:
    """The topic of the category or tag whose list an address leads to, or empty; None for another address."""
    address = address.strip("<>")
    local = table.within(address) or address
    found, path = _LIST.fullmatch(local), local.partition("#")[0]
    if found is None or table.document(path, source) is not None or table.file(path, source) is not None:
        return None
    name = unquote(found["name"] or "").casefold()
    return table.topics.get(name) or table.topics.get(name.replace("-", " ")) or ""
