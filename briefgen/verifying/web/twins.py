"""The Markdown and the plain text beside a brief's page, held against the page."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import partial
from urllib.parse import unquote

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.core.directives import AT_A_GLANCE
from briefgen.model.output import addresses
from briefgen.model.values.plain import one_line
from briefgen.reading.world import World
from briefgen.verifying.allowed_differences import address_of
from briefgen.verifying.blocks import Link, ReadBlock, ReadText
from briefgen.verifying.web.page import REFERENCES, TEXT, WebPage

_PARTS = ("summary", AT_A_GLANCE.name, "lead", "since", TEXT, "notes", REFERENCES)
"""What is looked for, each from the beginning of a file: notices and figures stand above it in other words."""
_DRAWN = frozenset({"figure", "drawing"})
"""Blocks that a text has in other words: a drawing is a table there."""
_FRONT = re.compile(r"---\n.*?\n---\n", re.DOTALL)
_MARK = re.compile(r"\([●○]+[^()]*\)")
"""Marks that say how well a claim is supported."""
_FENCE = re.compile(r"[ >]*(`{3,})([^`]*)$")
_CODE = r"(?<!`)(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)"
_PICTURE = r"!\[(?:[^\[\]\\]|\\.)*\]\([^()]*\)"
_ADDRESS = r"\]\((?:<[^<>\n]*>|[^()\s]*)\)"
_MARKUP = re.compile(rf"(?P<code>{_CODE})|\\(?P<escaped>[^\w\s])|{_PICTURE}|{_ADDRESS}|&lt;|<br>")
"""Of Markdown: what is not said, or otherwise; code says what it says. Within a cell, lines end with ``<br>``."""
_TASK = re.compile(r"(?m)(?<=- |\. )\[[ x]\](?=\s)")
"""The box of a task, which a page shows as a sign."""
_TEXT_ADDRESS = re.compile(r" <([^\s<>]+)>")
"""What may be the address of the link before it; what no link of the page leads to is text."""
_HINT = "look at what your templates add to the text; without any, please report a bug in briefgen"
"""A file that has changed since the build is named as such too, with the advice to build again."""


def twin_problems(world: World, page: WebPage, folder: str) -> Iterator[Diagnostic]:
    """What the page says, in any of its blocks, and a file beside it does not, or not in that order."""
    files = addresses.files_of(page.path)
    if not page.parts.get(TEXT):
        return  # it has been withdrawn
    words_of_text = partial(_words_of_text, known=frozenset(_addresses(page)))
    for path, words_of in ((files.md, _words_of_markdown), (files.txt, words_of_text)):
        place = Span(f"{folder}{page.path}")
        try:
            said = world.read(path).decode()
        except OSError:
            yield error("site-is-built", f"{folder}{path} is missing", place, "run briefgen build again")
            continue
        except ValueError:
            said = ""
        letters, whole = _letters(words_of(said)), _letters(said)
        for part in _PARTS:
            yield from _lacking(page.parts.get(part, ()), (letters, whole), f"{folder}{path}", place)


def _words_of_markdown(said: str) -> str:
    """What it says without its markup, blocks of code as they are."""
    prose, shown, fence = list[str](), list[str](), ""
    for line in _FRONT.sub("", said, count=1).splitlines(keepends=True):
        found = _FENCE.match(line)
        if found and (not fence or (found[1].startswith(fence) and not found[2].strip())):
            shown.append(_without_markup("".join(prose)))
            prose, fence = [], "" if fence else found[1]
        elif fence:
            shown.append(line)
        else:
            prose.append(line)
    return "".join([*shown, _without_markup("".join(prose))])


def _without_markup(said: str) -> str:
    return _MARKUP.sub(lambda it: it["code"] or it["escaped"] or "", _TASK.sub("", said))


def _words_of_text(said: str, known: Container[str]) -> str:
    """What it says without the addresses of links, which are among the ``known``."""
    return _TEXT_ADDRESS.sub(lambda it: "" if unquote(it[1]) in known else it[0], said)


def _addresses(page: WebPage) -> Iterator[str]:
    """Where the links of the page lead."""
    for part in _PARTS:
        for block in page.parts.get(part, ()):
            yield from (address_of(link.target, page.base_url) for link in _links_in(block.said))


def _links_in(said: ReadText) -> Iterator[Link]:
    for link in said.links:
        yield link
        yield from _links_in(link.label)


def _lacking(blocks: tuple[ReadBlock, ...], texts: tuple[str, str], file: str, place: Span) -> Iterator[Diagnostic]:
    """What neither of the texts has: without markup and addresses, or with them, since code may quote an address."""
    at, (letters, whole) = 0, texts
    for block in blocks:
        said = block.said
        wanted = "" if block.kind in _DRAWN else _letters(said.flat.text)
        found = letters.find(wanted, at)
        if found < 0 and (wanted in letters or wanted not in whole):
            where = " at this place" if wanted in letters else ""
            message = f"{file} does not say{where} “{one_line(said.flat.whole)}”, as the page does"
            yield error("twin-says-the-same", message, Span(place.path, block.place), _HINT)
        at = max(at, found + len(wanted))


def _letters(said: str) -> str:
    return "".join(filter(str.isalnum, _MARK.sub("", said)))
