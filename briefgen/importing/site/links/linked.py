"""Addresses of another site's texts as addresses of this one: documents, images and files beside the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from briefgen.importing.site.links.addresses import Address, replaced, rewritten, without_code
from briefgen.importing.site.links.table import IMAGES, LinkTable
from briefgen.importing.site.source.documents import SourceText
from briefgen.reading.layout import ATTACHMENTS

_ELSEWHERE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//|#)")
_REF = re.compile(r"\{\{[<%]-?\s*(?:rel)?ref\s+(?:path=)?[\"'`]?([^\"'`\s>%]+)[\"'`]?[^\n]{0,300}?-?[>%]\}\}")
_LIQUID = re.compile(r"\{%-?\s*(?:link|post_url)\s+(\S+)\s*-?%\}")
_BASE = re.compile(r"\{\{-?\s*(?:site\.(?:baseurl|url)|page\.root|base\w*)\s*-?\}\}|^@site(?=/)")
_RELATIVE = re.compile(r"\{\{-?\s*['\"]([^'\"]+)['\"]\s*\|\s*(?:relative_url|absolute_url|relURL)\s*-?\}\}")


def linked(
    source: SourceText, body: str, table: LinkTable, names: dict[str, str], taken: dict[str, str]
) -> tuple[str, list[tuple[int, str]]]:
    """``body`` with its addresses led to documents and files here, and line and address of those that lead nowhere.

    ``names`` has the files that the folder of the document holds: name → path in the source. Those that this text shows
    or links to are added to it and to ``taken``.
    """
    dead: list[tuple[int, str]] = []
    line, at = 1, 0

    def tell(address: Address) -> None:
        nonlocal line, at  # addresses come in order
        line, at = line + body.count("\n", at, address.start), address.start
        dead.append((line, address.value))

    def new(address: Address) -> str | None:
        given = _unwrapped(address.value)
        is_whole = bool(_ELSEWHERE.match(given))
        local = table.within(given) if is_whole else given
        if not local:
            return None if given == address.value or not given else given
        path, mark, anchor = local.partition("#")
        path = unquote(path.partition("?")[0])
        found = table.document(path, source) if not address.is_image else None
        if found is not None:
            own = table.paths[found]
            if " " in anchor:  # it would be no link
                tell(address)
                anchor = anchor.replace(" ", "%20")
            return f"#{anchor}" if own is source and mark else f"{table.places[own.path]}{mark}{anchor}"
        if is_whole:
            return None
        there = table.file(path, source)
        if there is not None and PurePosixPath(there).suffix.lower() in IMAGES | ATTACHMENTS:
            name = _free_name(there, names, table.files)
            taken[name] = names[name] = there
            return name if given != name else None
        if not address.is_image and (home := table.home(path, source)):
            return home if given != home else None
        tell(address)
        return None

    return replaced(body, new), dead


def _unwrapped(address: str) -> str:
    """An address out of what template languages put round it."""
    address = address.strip()
    for pattern in (_REF, _LIQUID, _RELATIVE):
        address = pattern.sub(lambda found: found[1], address)
    return _BASE.sub("", address)


def _free_name(path: str, names: Mapping[str, str], files: Mapping[str, bytes]) -> str:
    """The name of a file beside the text: its own, with that of its folder where another has it."""
    plain = [re.sub(r"[^\w.-]+", "-", part) for part in PurePosixPath(path).parts]
    for depth in range(1, len(plain) + 1):
        name = "-".join(plain[-depth:]).lstrip("-.")
        if files[names.get(name, path)] == files[path]:
            return name
    return f"{len(names)}-{plain[-1]}"


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


def with_topics(source: SourceText, text: str, table: LinkTable) -> tuple[str, list[int]]:
    """``text`` with a topic for each link to a list that is one, and the lines of others, of which the words stay."""
    shown = without_code(text)
    labels = {_label(it["label"]): it["address"] for it in _DEFINITION.finditer(shown)}
    gone = {label: address for label, address in labels.items() if _topic_at(address, source, table) == ""}
    lost = list[int]()

    def link(found: re.Match[str]) -> str | None:
        words = text[slice(*found.span("words"))]
        address = found["address"] or gone.get(_label(found["label"] or words), "")
        if (topic := _topic_at(address, source, table)) is None:
            return None
        if not topic:
            lost.append(text.count("\n", 0, found.start()) + 1)
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
