"""The text of a document as it stands here: in steps, each of which takes what one kind of program writes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from briefgen.importing.imported import Rank, Remark
from briefgen.importing.site.links.addresses import addresses_in, rewritten, without_code
from briefgen.importing.site.links.linked import LinkTable, linked, with_topics
from briefgen.importing.site.papers import (
    CONTENTS,
    Snippets,
    with_captions,
    with_names,
    with_scripts,
    without_hidden_code,
    without_page_ends,
    without_place_of_references,
)
from briefgen.importing.site.source.configuration import Configuration
from briefgen.importing.site.source.documents import COMPUTED, INCLUDE, SourceText
from briefgen.model.values.plain import one_line
from briefgen.reading.files.libraries.items import Item
from briefgen.reading.markdown.document import parse
from briefgen.reading.markdown.html.tags import is_html
from briefgen.reading.markdown.links import program_of

MARK = re.compile(r"\{\{|\{%")
_OPENS = re.compile(r"“(\{\{[<%]?|\{%)-?[ \t]*(?!/|end)")
_IN_ADDRESS = re.compile(r"(\{\{[<%]?|\{%)-?[ \t]*([\w./-]+)")
_CLOSES = {"{{<": ">}}", "{{%": "%}}", "{%": "%}", "{{": "}}"}
_COMPONENT = re.compile(r"<([A-Z]\w{0,60}(?:\.\w{1,60})*)(?=[\s/>])")


_MARKS, _PROGRAMS = "marks of other programs", "links into programs"
_LISTS, _CONTENTS = "links to categories and tags", "lists of contents"
_TOLD = {
    _MARKS: "“{name}” stays as typed in {where}: write in Markdown what it shows, or delete it",
    _PROGRAMS: "“{name}” begins the address of a link in {where}: it leads into a program, and is shown as words",
    _LISTS: "{name} that is not a topic here was left out in {where}: the words stay",
    _CONTENTS: "{name}, such as [TOC], was left out in {where}: each page has its own",
}


@dataclass(slots=True)
class CountedPlaces:
    """How often each thing of a kind was found in all texts, and where first, by the words that name it."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, kind: str, name: str, path: str, line: int, count: int = 1) -> None:
        """Count a thing that is found on a line of a file, and on others after it where there are more."""
        self.counts[kind, name] += max(count, 1)
        self.first.setdefault((kind, name), f"{path}, line {line}")

    def remarks(self) -> Iterator[Remark]:
        """Yield what the report says: each of them once."""
        for (kind, name), count in self.counts.items():
            where = f"{'1 place, in' if count == 1 else f'{count} places, the first in'} {self.first[kind, name]}"
            yield Remark(kind, _TOLD[kind].format(name=name, where=where), Rank.LOST)

    def look(self, path: str, body: str, line: int, dead: Iterable[tuple[int, str]]) -> None:
        """Count what a body that begins on this line of a file has that only another program understands.

        ``dead`` are its links that lead nowhere.
        """
        shown = without_code(body)
        for (opens, name), at in _template_marks(path, body, line, dead).items():
            count = len(re.findall(rf"{re.escape(opens)}-?[ \t]*{re.escape(name)}(?![\w/.-])", shown))
            self.add(_MARKS, f"{opens} {name} {_CLOSES[opens]}", path, at, count)
        for found in _COMPONENT.finditer(shown):
            if not is_html(found[1].lower()):
                self.add(_MARKS, f"<{found[1]}>", path, line + shown.count("\n", 0, found.start()))
        for address in addresses_in(body):
            if not address.is_image and (program := program_of(address.value)):
                self.add(_PROGRAMS, f"{program}:", path, line + body.count("\n", 0, address.start))


def _template_marks(path: str, body: str, line: int, dead: Iterable[tuple[int, str]]) -> dict[tuple[str, str], int]:
    """Return how each mark of a template language opens, and its name, with the first line that it is on."""
    first: dict[tuple[str, str], int] = {}
    if MARK.search(body):
        for problem in parse(body, path, line).diagnostics:
            opens = _OPENS.match(problem.message) if problem.subject[:1] == ("shortcode",) else None
            if opens:
                first.setdefault((opens[1], problem.subject[1]), problem.span.line if problem.span else line)
    for at, address in dead:
        if found := _IN_ADDRESS.search(address):
            first.setdefault((found[1], found[2]), line + at - 1)
    return first


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
    seen: CountedPlaces = field(default_factory=CountedPlaces)

    def made(self, source: SourceText, text: str, line: int, names: dict[str, str]) -> ImportedBody:
        """The text of ``source``, which begins on this line; the files that it shows are added to ``names``."""
        body = ImportedBody(source, text, line, names)
        for step in _STEPS:
            body.text = step(body, self)
        return body

    def is_paper(self, source: SourceText) -> bool:
        """Tell whether a text is one of Pandoc, Quarto or R Markdown, which read more than Markdown in it."""
        ending = PurePosixPath(source.path).suffix.lower()
        return ending in COMPUTED or bool(source.keys.bibliographies or self.configuration.bibliographies)


def _lead_to_topics(body: ImportedBody, site: Bodies) -> str:
    text, lost = with_topics(body.source, body.text, site.table)
    for at in lost:
        site.seen.add(_LISTS, "a link to a category or a tag", body.source.path, body.line + at - 1)
    return text


def _lead_links(body: ImportedBody, site: Bodies) -> str:
    text, dead = linked(body.source, body.text, site.table, body.names, body.taken)
    without = INCLUDE.sub(lambda found: " " * len(found[0]), text)
    site.seen.look(body.source.path, without, body.line, dead)
    for at, address in dead:
        if not MARK.search(address):  # else it is reported with the marks of other programs
            said = f"the link “{address}” leads to nothing that was imported"
            body.remarks.append(Remark(f"{body.source.path}:{body.line + at - 1}", said, Rank.LOST))
    return text


def _put_files_in(body: ImportedBody, site: Bodies) -> str:
    def led(part: str) -> str:
        return linked(body.source, part, site.table, body.names, body.taken)[0]

    return Snippets(site.files, ("", site.configuration.folder), led, body.remarks).put_in(body.text, body.source.path)


def _leave_contents_out(body: ImportedBody, site: Bodies) -> str:
    def left(found: re.Match[str]) -> str:
        line = body.line + body.text.count("\n", 0, found.start())
        site.seen.add(_CONTENTS, "a place for a list of contents", body.source.path, line)
        return ""

    return rewritten(CONTENTS, body.text, left)


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


def left_keys(texts: Iterable[SourceText]) -> Iterator[Remark]:
    """What is said of front matter that was not taken: of each key once for all files, of a wrong date at its file."""
    by_key: dict[str, list[tuple[str, str]]] = {}
    for text in texts:
        if text.front.problem:
            yield Remark(text.path, text.front.problem, Rank.LOST)
        yield from (Remark(text.path, said) for said in text.keys.wrong)
        for said in text.keys.unread:
            name, _, value = said.partition(": ")
            if value:
                by_key.setdefault(name, []).append((text.path, " ".join(said.split())))
    for key, found in by_key.items():
        path, said = found[0]
        files = f"{len(found)} files, such as {path}" if len(found) > 1 else path
        yield Remark("front matter", f"“{key}” was not taken from {files} ({one_line(said, 200)})")
