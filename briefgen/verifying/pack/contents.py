"""The contents of a pack: every line names what stands on the page that it gives, and nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.verifying.blocks import Link, ReadBlock, plain
from briefgen.verifying.paper.read import ReadPdf
from briefgen.verifying.web.page import WebPage

_LINE = re.compile(r"\A(?P<words>\S*+(?:\s++\S++)*?)\s+(?P<page>\d+)\s*")


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One line."""

    block: ReadBlock
    target: str
    page: int
    """Page of the PDF that it leads to."""
    words: str
    shown: str
    """The page that it gives."""

    @property
    def key(self) -> str:
        """Letters and digits alone, to compare it by."""
        return plain(self.words).key


def entries_of(blocks: Sequence[ReadBlock]) -> tuple[ContentsLine, ...]:
    """The lines of the contents among ``blocks``; the address of a brief on the web is none."""
    entries = (block for block in blocks if block.kind == "entry")
    return tuple(_entry(it, link) for it in entries for link in it.said.links if link.target.startswith("#"))


def _entry(block: ReadBlock, link: Link) -> ContentsLine:
    certain = "".join(char for at, char in enumerate(link.label.text) if at not in link.label.optional)
    line = _LINE.fullmatch(certain)
    words, shown = (line["words"], line["page"]) if line else (certain, "")
    return ContentsLine(block, link.target.removeprefix("#"), link.page, " ".join(words.split()), shown)


def wrong_entries(paper: ReadPdf) -> Iterator[tuple[ContentsLine, str, bool]]:
    """Lines that say something else than the page they lead to: what is wrong, and whether that is a number."""
    headings = (block for block in paper.blocks if block.kind in ("title", "heading"))
    there = {(block.place, block.said.flat.key) for block in headings}
    for entry in entries_of(paper.blocks):
        if entry.shown != str(entry.page):
            yield entry, f"gives page {entry.shown or 'none'}, but is on page {entry.page}", True
        elif not any(place == entry.page and key and entry.key.endswith(key) for place, key in there):
            yield entry, f"leads to page {entry.page}, where there is no such heading", False


def unlisted(pages: Sequence[WebPage], paper: ReadPdf) -> Iterator[tuple[str, ReadBlock | None]]:
    """What the contents leave out: anchors of briefs and their sections, headings of the pack's own parts.

    A brief may stand there in one line, with its message in place of its sections: all of them or none.
    """
    rest = paper.briefs[""]
    entries = entries_of(rest)
    targets, keys = {entry.target for entry in entries}, {entry.key for entry in entries}
    for page in pages:
        slug = page.path.rpartition("/")[2].removesuffix(".html")
        sections = [f"{slug}--{id}" for id in page.sections]
        listed = sections if targets.intersection(sections) else []
        yield from ((it, None) for it in (f"{slug}--top", *listed) if it not in targets)
    after = max((at for at, block in enumerate(rest) if block.kind == "entry"), default=len(rest))
    for block in rest[after:]:
        if block.kind == "title" and block.said.key not in keys:
            yield "", block
