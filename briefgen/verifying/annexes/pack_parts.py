"""What a pack has beside its briefs (summary, annexes, covers) against the pages of the web that say the same."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.written.packs import PackPart
from briefgen.verifying.align import Stream, whole
from briefgen.verifying.blocks import LINK, ReadBlock, ReadText, TermInText, plain, stands_in
from briefgen.verifying.compare import LEADS, NUMBERS, SAYS, PageComparison, flat
from briefgen.verifying.pack.contents import unlisted, wrong_entries
from briefgen.verifying.pack.glossary import GlossaryEntry, Shared
from briefgen.verifying.pack.outside_text import BLOCK, without_known
from briefgen.verifying.paper.read import ReadPdf
from briefgen.verifying.web.page import DOCKET, WebPage

_DIGIT = re.compile(r"\d")
_SHOWN_OF_DIGEST = 12
_ALWAYS = frozenset({"title", "summary"})
"""Parts that a single sheet does not leave out."""
_ON_SHEET = frozenset({*_ALWAYS, "key-figures", "findings", "questions"})
"""Parts that a single sheet may have."""
_WITH_TERMS = frozenset({PackPart.NAMES, PackPart.GLOSSARY})
"""Parts that explain terms. A term does not say which of them it would be in: without one, none is missed."""
_SOURCE = "ref-"
"""How the anchor of a source begins."""
_CITED = re.compile(r"\[\s*(\d+)\s*\]")
_RUN = re.compile(r"\d+")


@dataclass(slots=True)
class PackMatter:
    """The own matter of one pack in one PDF. ``common`` are the blocks outside its briefs."""

    comparison: PageComparison
    pages: Sequence[WebPage]
    """Of its briefs."""
    paper: ReadPdf
    common: Stream
    shared: Shared
    digest: str = ""
    """Of the content, as the PDF's manifest has it."""
    found: list[Diagnostic] = field(default_factory=list)

    def compare(self) -> list[Diagnostic]:
        """Every difference."""
        common = self.common
        if not self.comparison.excerpt:
            self._sources()
        for part, blocks in self._own_parts():
            if part != DOCKET and (part in _ON_SHEET or not self.comparison.excerpt):
                self._part(part, blocks)
        if self.comparison.excerpt:
            self._answers()
            self._asks_of_sheet()
        else:
            self._asks()
            self._risks()
            self._terms()
            self._rates()
            self._contents()
        self._covers()
        for at, block in enumerate(common.blocks):
            if at not in common.taken and not block.extra:
                self._left(block)
        return [*self.comparison.found, *self.found]

    def _own_parts(self) -> Iterator[tuple[str, Sequence[ReadBlock]]]:
        return (it for it in self.comparison.page.parts.items() if it[0] not in self.comparison.left_out)

    def _part(self, part: str, blocks: Sequence[ReadBlock]) -> None:
        # A sheet has no room for the numbers of the briefs that questions are about.
        alone = self.comparison.excerpt and part in ("findings", "questions")
        for pair in self.common.align([_unlinked(it) for it in blocks] if alone else self._flat(blocks)):
            self.comparison.compare(pair)
            if pair.paper is None and self.comparison.excerpt and part in _ALWAYS:
                self._missing(pair.web)

    def _flat(self, blocks: Sequence[ReadBlock]) -> Sequence[ReadBlock]:
        return flat(blocks) if self.comparison.excerpt else blocks

    def _sources(self) -> None:
        """Sources that only the pack names, in its timeline or register; those of its briefs have been compared."""
        pack = self.comparison.page
        parts = (blocks for _, blocks in self._own_parts())
        blocks = [block for blocks in (*parts, pack.risks, self.shared.rates) for block in blocks]
        named = {link.target.removeprefix("#"): None for block in blocks for link in block.said.links}
        wanted = [it for it in self.shared.sources if it.anchor in named and it.anchor not in self.comparison.numbers]
        pairs = self.common.align(wanted)
        self.comparison.number(pairs)
        for pair in pairs:
            self.comparison.compare(pair)
        self._numbers_of_sources()

    def _numbers_of_sources(self) -> None:
        """Each source that a pack names has a number of its own, whatever numbers its briefs give."""
        numbers = {anchor: it for anchor, it in self.comparison.numbers.items() if anchor.startswith(_SOURCE)}
        if len(set(filter(None, numbers.values()))) < len(numbers):
            shown = ", ".join(it or "none" for it in numbers.values())
            told = f"the {len(numbers)} sources of {self._pdf} have the numbers {shown}"
            self.found.append(error(NUMBERS, told, self._place))

    # Rows of tables: cell by cell, or, in large type, with some cells below others

    def _asks(self) -> None:
        """Recommendations stand in a table with who, by when and on whose word."""
        for ask in self.comparison.page.asks:
            row = self._row_of(ask.label.key)
            if row is None:
                self._tell(BLOCK, ask.label, f"is missing in the table of recommendations of {self._pdf}")
                continue
            number = next(row.said.cells()).key
            if number != plain(ask.label.number).key:
                self._tell(NUMBERS, ask.label, f"has number {number or 'none'} in {self._where(row)}")
            says = [it.said for it in (*ask.words, *ask.terms, _brief_of(ask.label))]
            self._row(ask.label, says, row, lead=number)

    def _risks(self) -> None:
        for web in (it for it in self.comparison.page.risks if it.kind == "row"):
            row = self._row_of(web.key)
            if row is None:
                self._tell(BLOCK, web, f"is missing in the register of {self._pdf}")
            else:
                self._row(web, [*web.said.cells()], row)

    def _row_of(self, key: str) -> ReadBlock | None:
        """The row under a key, which may go on over a page."""
        rows = [it for it in self.common.take(key) if it.kind == "row"]
        return replace(rows[0], said=whole([it.said for it in rows])) if rows else None

    def _row(self, web: ReadBlock, says: Sequence[ReadText], row: ReadBlock, lead: str = "") -> None:
        """Whether a row says all that the page says, leads where the page leads, and has no other number."""
        words, pieces = row.said.key.removeprefix(lead), [plain(it) for said in says for it in said.text.split(LINK)]
        for piece in pieces:
            if piece.key not in words:
                self._tell(_code(piece), web, f"differs in {self._where(row)}: it does not say “{piece.whole}”")
        wanted = [link for said in says for link in said.links]
        self.comparison.all_links(web, row, wanted)
        for link in row.said.links:
            if self.comparison.target(link) not in {it.target for it in wanted}:
                self._tell(LEADS, web, f"has no link “{link.label.whole}”, which is in {self._where(row)}")
        if surplus := surplus_numbers(row.said, [it.key for it in pieces], lead):
            self._tell(NUMBERS, web, f"differs in {self._where(row)}: the page has no {', '.join(surplus)}")

    def _asks_of_sheet(self) -> None:
        """A sheet shows some recommendations, chosen by its author, each in the words of the page."""
        asks, shown = self.comparison.page.asks, False
        for ask in asks:
            there = "".join(it.said.key for it in self.common.take(f"{ask.label.key}-words"))
            if there and "".join(it.said.flat.key for it in ask.words) not in there:
                self._missing(ask.words[0] if ask.words else ask.label)
            shown |= bool(there)
        if asks and not shown:
            self._missing(asks[0].words[0] if asks[0].words else asks[0].label)

    def _answers(self) -> None:
        """Of each brief its title and its answer, where the pack has no findings of its own."""
        if self.comparison.page.parts.get("findings"):
            return
        for page in self.pages:
            key = f"answer-{page.path.rpartition('/')[2].removesuffix('.html')}"
            head = ReadBlock("paragraph", plain(f"{_number_of(page)} {page.title}"), key=key)
            answer = self._flat(page.parts.get("summary", ()))
            for pair in self.common.align([head, *(replace(it, key=key) for it in answer)]):
                self.comparison.compare(pair)
                if pair.paper is None:
                    self._missing(pair.web)

    # The glossary, and who is who

    def _terms(self) -> None:
        entries = {entry.id: entry for entry in self.shared.entries}
        wanted = {it.entry: None for page in self.pages for it in _terms_of(page) if it.entry in entries}
        for ident in wanted:
            entry = entries[ident]
            if not self._is_explained(entry) and not _WITH_TERMS & self.comparison.left_out:
                block = ReadBlock("term", plain(entry.name), anchor=ident.partition("#")[2])
                self._tell(BLOCK, block, f"is not explained as in {ident.partition('#')[0]} in {self._pdf}")

    def _is_explained(self, entry: GlossaryEntry) -> bool:
        """Whether “who is who” or the glossary has the term, in a form that some page has, and what is said of it."""
        ident = entry.id.partition("#term-")[2]
        row, item = ("".join(it.said.key for it in self.common.under(f"{part}-{ident}")) for part in ("name", "term"))
        names = (entry.name, *self.comparison.forms.by_entry.get(entry.id, ()))
        told = row or item
        named = any(plain(it).key in (told.partition(entry.says)[0] if entry.says else told) for it in names)
        return named and all(it in told for it in (entry.tells() if row else (*entry.others, entry.says)))

    # Rates, contents, the rest

    def _rates(self) -> None:
        # They stand with what is said of doubtful figures.
        for pair in self.common.align(self.shared.rates if self.common.under("doubts") else ()):
            self.comparison.compare(pair)

    def _contents(self) -> None:
        for entry, told, is_number in wrong_entries(self.paper):
            name = f"“{entry.words}” in the contents of {self._pdf}, page {entry.block.place},"
            self.found.append(error(NUMBERS if is_number else SAYS, f"{name} {told}", self._place))
        for anchor, block in unlisted(self.pages, self.paper):
            what = block.name() if block is not None else f"#{anchor}"
            self.found.append(error(BLOCK, f"{what} is missing in the contents of {self._pdf}", self._place))
        for at, block in enumerate(self.common.blocks):
            if block.kind == "entry":
                self.common.taken.add(at)

    def _left(self, block: ReadBlock) -> None:
        """What only paper has is the wording of furniture: it has no number that the web has not."""
        known = self._pieces()
        parts = _between_citations(block.said, known) if self.comparison.excerpt else (block.said.flat,)
        left = "".join(without_known(part.key, known) for part in parts)
        if block.key and (not _DIGIT.search(left) or self._is_of_brief(block, left)):
            return
        where = f"{block.name()} in {self._where(block)}"
        self.found.append(error(BLOCK, f"{where} is not on the web", self._place))

    def _is_of_brief(self, block: ReadBlock, left: str) -> bool:
        """Whether a line names a brief and has, but for its short title, the numbers that its page has."""
        page = next((it for it in self.pages if block.said.key.startswith(plain(_number_of(it)).key)), None)
        return page is not None and set(_RUN.findall(left)) <= {run for key in page.pieces for run in _RUN.findall(key)}

    def _covers(self) -> None:
        """Date and version stand on the front and on the back, the addresses of all briefs in the contents.

        On the screen what a back cover says stands below the contents.
        """
        pack, blocks = self.comparison.page, self.common.blocks
        front, back = ([it for it in blocks if it.key == side] for side in ("cover", "back"))
        sides = [("front", front), ("back", back)]
        for name, side in [("sheet", blocks)] if self.comparison.excerpt else sides:
            keys = [it.said.flat.key for it in side]
            for web in (*pack.particulars[:1], *pack.particulars[-1:]):
                if web.said.key not in keys:
                    self._tell(BLOCK, web, f"is missing on the {name} of {self._pdf}")
        if not self.comparison.excerpt:
            self._docket([it.said.flat.whole for it in front])
        keys = [it.said.flat.key for it in blocks if it.key == "contents"]
        for page in () if self.comparison.excerpt or not pack.base_url else self.pages:
            if not any(key.endswith(plain(page.path).key) for key in keys):
                self._tell(BLOCK, ReadBlock("address", plain(page.path)), f"is missing in the contents of {self._pdf}")

    def _docket(self, lines: Sequence[str]) -> None:
        """For whom a pack is, on what occasion, to what end: on the front, two of them in one line."""
        for web in self.comparison.page.parts.get(DOCKET, ()):
            if not any(stands_in(web.said.whole, line) for line in lines):
                self._tell(BLOCK, web, f"is missing on the front of {self._pdf}")

    def _pieces(self) -> Mapping[str, None]:
        """Everything with digits that the web says of the pack."""
        if not self._known:
            pages = (self.comparison.page, *self.pages)
            known = {key for page in pages for key in page.pieces if _DIGIT.search(key)}
            known |= {plain(f"{page.base_url}{page.path}").key for page in pages}
            known |= {plain(f"{page.base_url}{page.path}".partition("://")[2]).key for page in pages}
            # A pack also explains terms of briefs that it has in another language.
            known |= {it for entry in self.shared.entries for it in entry.tells() if _DIGIT.search(it)}
            known |= {self.shared.strengths, self.digest[:_SHOWN_OF_DIGEST]}
            for page in pages:
                for path in page.others.values():
                    known |= {plain(f"{page.base_url}{path}".partition("://")[2]).key}
            self._known = dict.fromkeys(sorted(known - {""}, key=len, reverse=True))
        return self._known

    _known: dict[str, None] = field(default_factory=dict)

    # What is told

    @property
    def _pdf(self) -> str:
        return self.comparison.pdf

    @property
    def _place(self) -> Span:
        return Span(f"{self.comparison.folder}{self.comparison.page.path}")

    def _where(self, block: ReadBlock) -> str:
        return f"{self._pdf}, page {block.place}"

    def _missing(self, web: ReadBlock) -> None:
        self._tell(BLOCK, web, f"is missing in {self._pdf}")

    def _tell(self, code: str, web: ReadBlock, words: str) -> None:
        self.comparison.tell(code, web, words)


def _brief_of(label: ReadBlock) -> ReadBlock:
    """The links to its briefs, which stand after a recommendation."""
    links = label.said.links
    return replace(label, kind="item", said=ReadText(LINK * len(links), links=links))


def _between_citations(said: ReadText, known: Container[str]) -> tuple[ReadText, ...]:
    """The parts of a text between the numbers of sources, which a pack has its own of; one that it has not stays."""
    marked = _CITED.sub(lambda found: "\0" if found[1] in known else found[0], said.flat.text)
    return tuple(plain(part) for part in marked.split("\0"))


def _unlinked(block: ReadBlock) -> ReadBlock:
    return replace(block, said=plain(block.said.text.replace(LINK, "")))


def _code(said: ReadText) -> str:
    """A difference in numbers counts as one of numbers."""
    return NUMBERS if _DIGIT.search(said.text) else SAYS


def surplus_numbers(row: ReadText, known: Sequence[str], lead: str = "") -> list[str]:
    """The numbers of a row that none of the known pieces has; ``lead`` begins the row.

    A number in a cell of its own is not part of the number in the next cell.
    """
    left = without_known(row.key.removeprefix(lead), known)
    if not _DIGIT.search(left):
        return []
    cells = [cell.text for cell in row.cells()]
    for piece in sorted(filter(_DIGIT.search, (lead, *known)), key=len, reverse=True):
        spaced = re.compile(r"(?<!\d)" + r"\W*".join(piece) + r"(?!\d)")
        holds = [at for at, words in enumerate(cells) if spaced.search(words)]
        for at in holds[:1] if piece.isdigit() else holds:
            cells[at] = spaced.sub(" ", cells[at], count=int(piece.isdigit()))
    return [run for words in cells for run in _RUN.findall(words)]


def _number_of(page: WebPage) -> str:
    return next((it.said.whole for it in page.particulars), "")


def _terms_of(page: WebPage) -> Iterable[TermInText]:
    return (term for blocks in page.parts.values() for block in blocks for term in block.said.terms)
