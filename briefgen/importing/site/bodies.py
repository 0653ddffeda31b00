"""The text of a document as it stands here: in steps, each of which takes what one kind of program writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from briefgen.importing.imported import Rank, Remark
from briefgen.importing.site.links.linked import linked
from briefgen.importing.site.links.table import LinkTable
from briefgen.importing.site.links.taxonomies import with_topics
from briefgen.importing.site.papers.chunks import COMPUTED, without_hidden_code
from briefgen.importing.site.papers.figures import with_captions
from briefgen.importing.site.papers.marks import (
    with_scripts,
    without_contents,
    without_page_ends,
    without_place_of_references,
)
from briefgen.importing.site.papers.narratives import with_names
from briefgen.importing.site.papers.snippets import Snippets
from briefgen.importing.site.project.left_marks import MARK, LeftMarks
from briefgen.importing.site.source.configuration import Configuration
from briefgen.importing.site.source.documents import SourceText
from briefgen.importing.site.source.included import INCLUDE
from briefgen.reading.files.libraries.items import Item


@dataclass(slots=True)
class ImportedBody:
    """A text between two steps; ``line`` is that of its file on which it begins."""

    source: SourceText
    text: str
    line: int
    names: dict[str, str]
    """The files beside the document: name → path in the source."""
    taken: dict[str, str] = field(default_factory=dict)
    """Those of them that this text shows or links to."""
    remarks: list[Remark] = field(default_factory=list)

    def note(self, message: str, rank: Rank = Rank.NOTED) -> None:
        """Note something of the whole text."""
        self.remarks.append(Remark(self.source.path, message, rank))


@dataclass(slots=True)
class Bodies:
    """What the steps need to know of the site, and what they find that is reported once for all texts."""

    files: Mapping[str, bytes]
    configuration: Configuration
    table: LinkTable
    sources: Mapping[str, Item]
    marks: LeftMarks = field(default_factory=LeftMarks)
    lists: list[tuple[str, int, str]] = field(default_factory=list)
    """Links to lists of a category or a tag that is not a topic: file, line and address."""
    with_contents: list[str] = field(default_factory=list)
    """Texts with a place for a list of contents, which is left out."""

    def made(self, source: SourceText, text: str, line: int, names: dict[str, str]) -> ImportedBody:
        """The text of ``source``, which begins on this line; the files that it shows are added to ``names``."""
        body = ImportedBody(source, text, line, names)
        for step in _STEPS:
            body.text = step(body, self)
        return body

    def remarks(self) -> Iterator[Remark]:
        """What is reported once for all texts."""
        if self.with_contents:
            many = f"{len(self.with_contents)} texts" if len(self.with_contents) > 1 else self.with_contents[0]
            message = f"places for a list of contents, such as [TOC], were left out of {many}: each page has its own"
            yield Remark("lists of contents", message, Rank.LOST)
        if self.lists:
            path, line, address = self.lists[0]
            links = f"{len(self.lists)} links lead" if len(self.lists) > 1 else "1 link leads"
            message = f"{links} to a category or a tag that is not a topic here: the words stay without a link"
            yield Remark("links to categories and tags", f"{message} ({path}, line {line}: “{address}”)", Rank.LOST)
        yield from self.marks.remarks()

    def is_paper(self, source: SourceText) -> bool:
        """Whether a text is one of Pandoc, Quarto or R Markdown, which read more than Markdown in it."""
        ending = PurePosixPath(source.path).suffix.lower()
        return ending in COMPUTED or bool(source.keys.bibliographies or self.configuration.bibliographies)


def _lead_to_topics(body: ImportedBody, site: Bodies) -> str:
    text, lost = with_topics(body.source, body.text, site.table)
    site.lists += ((body.source.path, body.line + at - 1, address) for at, address in lost)
    return text


def _lead_links(body: ImportedBody, site: Bodies) -> str:
    result = linked(body.source, body.text, site.table, body.names)
    body.taken.update(result.taken)
    without = INCLUDE.sub(lambda found: " " * len(found[0]), result.body)
    site.marks.look(body.source.path, without, body.line, result.dead)
    for at, address in result.dead:
        if not MARK.search(address):  # else it is reported with the marks of other programs
            said = f"the link “{address}” leads to nothing that was imported"
            body.remarks.append(Remark(f"{body.source.path}:{body.line + at - 1}", said, Rank.LOST))
    return result.body


def _put_files_in(body: ImportedBody, site: Bodies) -> str:
    def led(part: str) -> str:
        result = linked(body.source, part, site.table, body.names)
        body.taken.update(result.taken)
        return result.body

    return Snippets(site.files, ("", site.configuration.folder), led, body.remarks).put_in(body.text, body.source.path)


def _leave_contents_out(body: ImportedBody, site: Bodies) -> str:
    without = without_contents(body.text)
    if without != body.text:
        site.with_contents.append(body.source.path)
    return without


def _read_as_paper(body: ImportedBody, site: Bodies) -> str:
    if not site.is_paper(body.source):
        return body.text
    text = without_place_of_references(with_scripts(body.text))
    return with_names(with_captions(text), site.sources, body.note)


def _leave_code_out(body: ImportedBody, site: Bodies) -> str:
    lose = partial(body.note, rank=Rank.LOST)
    return without_hidden_code(body.source.path, body.text, body.source.front.keys, lose)


_STEPS: tuple[Callable[[ImportedBody, Bodies], str], ...] = (
    _lead_to_topics,
    _lead_links,
    _put_files_in,
    _leave_contents_out,
    lambda body, _: without_page_ends(body.text),
    _read_as_paper,
    _leave_code_out,
)
