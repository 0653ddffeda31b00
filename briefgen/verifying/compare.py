"""A page and its PDF side by side: every block, number, figure, table, note and link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.values.pdf_forms import Tier
from briefgen.verifying.align import BlockPair, Stream
from briefgen.verifying.allowed_differences import (
    DRAWING,
    NOT_IN_PACKS,
    NOT_IN_READING,
    NOT_ON_SHEETS,
    ONLY_IN_CHECKING,
    ONLY_IN_PACKS,
    shows_the_same,
    with_links_as_words,
    without_addresses,
    without_page,
)
from briefgen.verifying.blocks import LINK, NOTE, Link, ReadBlock, ReadText, difference, plain, stands_in
from briefgen.verifying.breaks import compare_breaks
from briefgen.verifying.pack.numbering import PackOffsets
from briefgen.verifying.pack.outside_text import BLOCK, wrong_cover
from briefgen.verifying.pack.terms import Forms
from briefgen.verifying.paper.list_labels import numbers_of
from briefgen.verifying.paper.read import ReadPdf
from briefgen.verifying.web.page import EVIDENCE, EVIDENCE_LINE, NOTES, REFERENCES, REGISTER, WebPage

SAYS, NUMBERS, LEADS = (
    "paper-says-the-same",
    "paper-gives-the-same-numbers",
    "paper-leads-to-the-same-places",
)
_COMMON = (EVIDENCE, REFERENCES)
"""Parts that a pack has once, for all its briefs."""
_DIGITS = re.compile(r"\d+")
_TOKENS = re.compile(r"\d+(?:[.,:/]\d+)*")
SOURCE = "#ref-"
"""How the target of a link to a source begins."""
_CITATIONS = re.compile(rf"{LINK}(?:[\s;,]*{LINK})*")
_PROPOSAL = "rec-"
"""How the anchor of a recommendation begins."""
_SOURCES = re.compile(r"(?<=\S)\s*\[\d+(?:, \d+)*\]\s*\Z")
_GROUPS = {"title": "heading", "item": "paragraph"}
_AROUND = 28
_SHORT, _DOUBT = "short-sources", "-doubt"
_HEAD, _FOOT = ("top-series", "top-issue"), ("top-particulars", "imprint")
_ON_PAPER = frozenset({*_HEAD, *_FOOT, _SHORT, "cover", "strength-key", "cite"})
"""Keys of what only paper shows, or in another place."""


@dataclass(slots=True)
class PageComparison:
    """One page against the paper that has its text. ``pdf`` and ``folder`` are what reports call them."""

    page: WebPage
    pdf: str
    folder: str
    slugs: Mapping[str, str] = field(default_factory=dict)
    """Slug → output path, of the briefs of a pack."""
    forms: Forms = field(default_factory=Forms)
    in_pack: bool = False
    numbering: PackOffsets = field(default_factory=PackOffsets)
    """What the briefs before it in a pack have counted."""
    excerpt: bool = False
    """Whether the PDF leaves out what it has no room for."""
    tier: Tier = Tier.READING
    """How much the PDF says of where its text comes from."""
    left_out: frozenset[str] = frozenset()
    """Parts that the author had left out of a pack."""
    found: list[Diagnostic] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    """Anchor → the number that paper gives to what stands there."""
    pairs: list[BlockPair] = field(default_factory=list)
    """Blocks of the page with their counterparts."""
    notes: dict[str, str] = field(default_factory=dict)
    """Number of a note on the page → its number on paper."""

    def run(self, own: Stream, common: Stream, notes: Stream) -> None:
        """Compare everything; ``common`` is what the briefs of a pack share."""
        pairs = self.pairs
        for part, blocks in self._parts():
            if self._is_common(part):
                pairs += common.align(self._named(part, blocks))
            else:
                aligned = own.align(_on_sheet(blocks) if self.excerpt else blocks)
                self._order([pair for pair in aligned if pair.at])
                pairs += aligned
        self.number(pairs)
        for pair in pairs:
            self.compare(pair)
            if not self.excerpt:
                self._kind(pair)
                self._paragraph(pair)
            self._mark(pair)
        self._notes(notes)
        if self.excerpt:
            self._quoted(own)
            return
        if not self.in_pack:
            self._particulars(own)
        elif EVIDENCE not in self.left_out:
            self._doubts(common)
        self._surplus(own)

    def _parts(self) -> Iterator[tuple[str, Sequence[ReadBlock]]]:
        """What this paper should have of the page; notes are found by their numbers."""
        elsewhere = NOT_IN_PACKS | {REGISTER, EVIDENCE_LINE} if self.in_pack else self._elsewhere()
        absent = elsewhere | {NOTES} | (NOT_ON_SHEETS if self.excerpt else frozenset())
        return (it for it in self.page.parts.items() if it[0] not in absent | self.left_out)

    def _named(self, part: str, blocks: Sequence[ReadBlock]) -> list[ReadBlock]:
        """What a pack has of a part that its briefs share: of the sources those that a mark leads to."""
        cited = self._cited() if part == REFERENCES else frozenset()
        named = (it for it in blocks if it.kind != "heading" and (part != REFERENCES or it.anchor in cited))
        return [it for it in named if not it.key.endswith(_DOUBT)]

    def _doubts(self, common: Stream) -> None:
        """What is doubted of figures has a list of its own in a pack, where one that several share stands once."""
        told = [block.said for block in common.blocks if block.key.startswith(_DOUBT[1:])]
        for web in self.page.parts.get(EVIDENCE, ()):
            if web.key.endswith(_DOUBT) and all(difference(web.said, it) is not None for it in told):
                self.tell(BLOCK, web, f"is missing in {self.pdf}")

    def _cited(self) -> frozenset[str]:
        """Anchors that the blocks which this paper has lead to."""
        parts = (blocks for part, blocks in self._parts() if part != REFERENCES)
        links = (link for blocks in parts for block in blocks for link in block.said.links)
        return frozenset(link.target.removeprefix("#") for link in links)

    def _elsewhere(self) -> frozenset[str]:
        """What a brief alone does without."""
        if self.tier is Tier.CHECKING:
            return ONLY_IN_PACKS
        return ONLY_IN_PACKS | ONLY_IN_CHECKING | (frozenset() if self.excerpt else NOT_IN_READING)

    def _is_common(self, part: str) -> bool:
        return self.in_pack and part in _COMMON

    def number(self, pairs: Sequence[BlockPair]) -> None:
        """Remember which numbers paper gives to figures, sources and the like."""
        for pair in pairs:
            if pair.web.number and pair.paper is not None:
                shown = _DIGITS.search(pair.paper.said.text)
                self.numbers[pair.web.anchor] = shown[0] if shown else ""

    def compare(self, pair: BlockPair) -> None:
        """What a block says and where it leads; a block that an excerpt leaves out is not a difference."""
        web, paper = pair.web, pair.paper
        if paper is None:
            if not self.excerpt:
                self.tell(BLOCK, web, f"is missing in {self.pdf}")
            return
        if (due := self._wrong_number(web, paper.said)) and web.kind != "note":
            self._differs(web, paper, paper.said, (0, 0), f"; counted on, its number is {due}")
            return
        said = self._as_numbered(web, without_addresses(paper.said, self.page.base_url))
        known = self.forms.as_on_paper(web.said, said) if self.in_pack else web.said
        if web.kind == DRAWING and any(
            drawn and shows_the_same(drawn, said.text) for drawn in (web.said.text, web.narrow)
        ):
            return
        if (at := difference(known, said)) is not None:
            self._differs(replace(web, said=known), paper, said, at)
        else:
            self._links(web, replace(paper, said=said))
            self._entries(web, paper)

    def within_reach(self, blocks: Sequence[ReadBlock]) -> tuple[ReadBlock, ...]:
        """The blocks of a brief as its page has them: without an address of the site, no PDF leads to other pages, but
        in a pack the other briefs are at hand."""
        if self.page.base_url:
            return tuple(blocks)
        leads_out = lambda link: self.target(link).startswith("site:")  # noqa: E731
        return tuple(replace(it, said=with_links_as_words(it.said, leads_out)) for it in blocks)

    def _kind(self, pair: BlockPair) -> None:
        """A heading is a heading, a row a row; in the annexes of a pack, what was a row may be an entry of a list."""
        paper = pair.paper
        if paper is None or _group(pair.web) == _group(paper) or (self.in_pack and pair.web.kind == "row"):
            return
        self.tell(SAYS, pair.web, f"is set as a {paper.kind} in {self._where(paper)}")

    def _paragraph(self, pair: BlockPair) -> None:
        web, paper = pair.web, pair.paper
        if paper is not None and web.paragraph != paper.paragraph:
            there, here = (it or "none" for it in (paper.paragraph, web.paragraph))
            self.tell(NUMBERS, web, f"has number {there} in {self._where(paper)}, on the page {here}")

    def _mark(self, pair: BlockPair) -> None:
        """An item of an ordered list has the number that a browser counts for it."""
        web, paper = pair.web, pair.paper
        if paper is None or not web.mark or (self.excerpt and not paper.mark):
            return
        shown = numbers_of(paper.mark)
        if int(web.mark) not in shown and (shown or not paper.mark):
            its = f"is item “{paper.mark}” of its list" if paper.mark else "has no number in its list"
            self.tell(NUMBERS, web, f"{its} in {self._where(paper)}, on the page it is item {web.mark}")

    def _wrong_number(self, web: ReadBlock, said: ReadText) -> str:
        """The number that a pack should give to a block, where it gives another."""
        due, shown = self.numbering.of(web), _DIGITS.search(said.text)
        return due if self.in_pack and due and (shown is None or shown[0] != due) else ""

    def _as_numbered(self, web: ReadBlock, said: ReadText) -> ReadText:
        """The text on paper with the number that the page gives to it, where a pack has its own."""
        shown, own = _DIGITS.search(said.text), _DIGITS.search(web.number)
        if not (self.in_pack and shown and own) or web.kind == "note":
            return said
        shift = len(own[0]) - len(shown[0])
        moved = {at + shift if at >= shown.end() else at for at in said.optional}
        return ReadText(said.text[: shown.start()] + own[0] + said.text[shown.end() :], frozenset(moved), said.links)

    def _differs(self, web: ReadBlock, paper: ReadBlock, said: ReadText, at: tuple[int, int], more: str = "") -> None:
        one, other = (_TOKENS.findall(_certain(it)) for it in (web.said, said))
        here, there = web.said.near(at[0], _AROUND), said.near(at[1], _AROUND)
        has_same_words = not more and difference(web.said.flat, said.flat) is None
        if has_same_words and (found := self._one_sided(web.said, said, self._where(paper))):
            self.tell(LEADS, web, found)
            return
        words = f"differs in {self._where(paper)}: the page has “{here}”, the PDF “{there}”"
        self.tell(SAYS if one == other and not more else NUMBERS, web, words + more)

    # Links

    def _one_sided(self, web: ReadText, paper: ReadText, where: str) -> str:
        """The first link of two texts with the same words that only one of them has; empty when there is none."""
        here, there = [it.target for it in web.links], [self.target(it) for it in paper.links]
        for link in web.links:
            if link.target not in there:
                return f"has a link “{link.label.whole}” to {_shown(link.target)} that is not in {where}"
        for link, target in zip(paper.links, there, strict=True):
            if target not in here:
                return f"has no link “{link.label.whole}” to {_shown(target)}, but {where} has one"
        return ""

    def _links(self, web: ReadBlock, paper: ReadBlock) -> None:
        for one, other in zip(*(self._in_order(it.said) for it in (web, paper)), strict=True):
            if (target := self.target(other)) != one.target:
                where = f"leads to {_shown(target)} in {self._where(paper)}, on the page to {_shown(one.target)}"
                self.tell(LEADS, web, f"has a link “{one.label.whole}” that {where}")
            elif one.target == NOTE:
                self._call(web, paper, one, other)
            else:
                self.label(web, paper, one, other)

    def _entries(self, web: ReadBlock, paper: ReadBlock) -> None:
        """Paper leads to the ledger and the glossary where the page does, and from other figures and terms too."""
        there = iter(() if self.excerpt else paper.said.entries)
        for link in () if self.excerpt else web.said.entries:
            if not any(it.target == link.target for it in there):
                its = f"to {_shown(link.target)} that is not in {self._where(paper)}"
                self.tell(LEADS, web, f"has a link “{link.label.whole}” {its}")

    def _in_order(self, said: ReadText) -> list[Link]:
        """The links of a text; those of one citation stand in the order of their numbers, which a pack has its own."""
        if not self.in_pack:
            return list(said.links)
        links, found = iter(said.links), list[Link]()
        for run in _CITATIONS.findall(said.text):
            group = [next(links) for char in run if char == LINK]
            is_citation = all(it.target.startswith(SOURCE) for it in group)
            found += sorted(group, key=lambda it: it.target) if is_citation else group
        return found

    def target(self, link: Link) -> str:
        """Where a link on paper leads, as the page would say it."""
        prefix, parted, anchor = link.target.removeprefix("#").partition("--")
        if not (self.in_pack and link.target.startswith("#") and parted and prefix in self.slugs):
            return link.target
        if self.slugs[prefix] == self.page.path:
            return f"#{anchor}"
        return f"site:{self.slugs[prefix]}" + ("" if anchor == "top" else f"#{anchor}")

    def _call(self, web: ReadBlock, paper: ReadBlock, one: Link, other: Link) -> None:
        due = self.numbering.of_note(one.label.whole)
        self.notes[one.label.whole] = due
        if other.label.whole != due:
            said = f"calls note {other.label.whole} in {self._where(paper)}, on the page note {one.label.whole}"
            self.tell(NUMBERS, web, f"{said}, which is {due} there" if due != one.label.whole else said)

    def label(self, web: ReadBlock, paper: ReadBlock, one: Link, other: Link) -> None:
        """What a link reads, but for the page after it."""
        if not self._reads(one, other):
            said = f"has a link “{one.label.whole}” that reads “{other.label.whole}” in {self._where(paper)}"
            self.tell(SAYS if _DIGITS.search(one.label.whole) is None else NUMBERS, web, said)

    def _reads(self, one: Link, other: Link) -> bool:
        # A citation of page 3 may lead to a reference on page 3: what looks like the page it leads to is its own.
        text = other.label.text
        return any(self._reads_as(one, other, it) for it in (text, without_page(text, other.page)))

    def _reads_as(self, one: Link, other: Link, text: str) -> bool:
        label = ReadText(text, frozenset(at for at in other.label.optional if at < len(text)))
        number = self.numbers.get(one.target.removeprefix("#")) if self.in_pack else None
        if number:
            label = ReadText(
                _DIGITS.sub(lambda it: it[0] if it[0] != number else _digits(one.label), label.text, count=1)
            )
        return difference(one.label, label) is None

    def all_links(self, web: ReadBlock, paper: ReadBlock, wanted: Iterable[Link]) -> None:
        """Whether a block on paper has each of some links; several may lead to one place."""
        there = list(paper.said.links)
        for link in wanted:
            same = [it for it in there if self.target(it) == link.target]
            if not same:
                self.tell(LEADS, web, f"has a link “{link.label.whole}” that is not in {self._where(paper)}")
                continue
            its = next((it for it in same if self._reads(link, it)), same[0])
            there.remove(its)
            self.label(web, paper, link, its)

    # Notes, particulars, order, surplus

    def _notes(self, notes: Stream) -> None:
        for web in self.page.parts.get(NOTES, ()):
            if web.kind != "note":
                continue
            number = self.notes.get(web.number, web.number)
            at = next((at for at, block in enumerate(notes.blocks) if block.number == number), None)
            if at is None or at in notes.taken:
                if not self.excerpt:
                    self.tell(BLOCK, web, f"is missing in {self.pdf}")
                continue
            notes.taken.add(at)
            self.compare(BlockPair(web, notes.blocks[at], (at,)))

    def _particulars(self, own: Stream) -> None:
        """Number and date at the head; version and the like there or in the imprint of who reads."""
        head = [block.said.whole for block in own.blocks if block.key in _HEAD]
        foot = [block.said.whole for block in own.blocks if block.key in _FOOT]
        for web in self.page.particulars:
            among, where = (head, "head") if web.kind == "masthead" else ([*head, *foot], "head and the foot")
            if not any(stands_in(web.said.whole, line) for line in among):
                self.tell(BLOCK, web, f"is missing at the {where} of {self.pdf}")
        if self.tier is Tier.READING:
            self._short_sources(own)
        elif (cited := self.page.citation) is not None:
            (pair,) = own.align([cited])
            self.pairs.append(pair)
            self.compare(pair)

    def _short_sources(self, own: Stream) -> None:
        """Every source that a mark leads to is named on paper too, under its number, at the end of the last page."""
        listed = self.page.parts.get(REFERENCES, ())
        cited = self._cited()
        short = [(at, block) for at, block in enumerate(own.blocks) if block.key == _SHORT]
        for web in (it for it in listed if it.number and it.anchor in cited):
            if not any(f"{web.number} " in block.said.whole for _, block in short):
                self.tell(BLOCK, web, f"is missing among the sources of {self.pdf}")
        for at, block in short[:1]:
            if listed and any(turn.at == 0 for turn in block.said.turns):
                # A page that begins with the sources on paper begins at their heading on the web.
                self.pairs.append(
                    BlockPair(listed[0], replace(block, said=ReadText(turns=block.said.turns[:1])), (at,))
                )

    def _quoted(self, own: Stream) -> None:
        """What a sheet quotes of a proposal or a risk, set otherwise than on the page, stands there word for word."""
        for block in own.blocks:
            is_quoted = block.key.endswith("-words") or (block.key.startswith("risk-") and block.kind == "item")
            if is_quoted and not any(block.said.flat.key in piece for piece in self.page.pieces):
                self._only_paper(block)

    def _order(self, pairs: Sequence[BlockPair]) -> None:
        for before, after in pairwise(pairs):
            if after.at < before.at:
                other = before.web.name()
                self.tell(SAYS, after.web, f"stands before {other} in {self.pdf}, on the page after it")

    def _surplus(self, own: Stream) -> None:
        """Blocks that only paper has, or that have no key."""
        images = {place for pair in self.pairs if pair.web.is_image for place in pair.at}
        for at, block in enumerate(own.blocks):
            is_lettering = block.kind == DRAWING and at - 1 in images
            if at not in own.taken and not block.extra and not is_lettering and block.key not in _ON_PAPER:
                self._only_paper(block)

    def _only_paper(self, block: ReadBlock) -> None:
        place = Span(self._file())
        self.found.append(error(BLOCK, f"{block.name()} in {self._where(block)} is not on the page", place))

    def tell(self, code: str, web: ReadBlock, words: str) -> None:
        """Report a difference at a block of the page."""
        anchor = f" (#{web.anchor})" if web.anchor else ""
        self.found.append(error(code, f"{web.name()}{anchor} {words}", Span(self._file(), max(1, web.place))))

    def _file(self) -> str:
        return f"{self.folder}{self.page.path}"

    def _where(self, paper: ReadBlock) -> str:
        return f"{self.pdf}, page {paper.place}"


def compare_brief(
    page: WebPage, paper: ReadPdf, pdf: str, folder: str, *, excerpt: bool = False, tier: Tier = Tier.READING
) -> tuple[Diagnostic, ...]:
    """The page of a brief against its own PDF; an ``excerpt`` leaves out what it has no room for."""
    comparison = PageComparison(page, pdf, folder, excerpt=excerpt, tier=tier)
    cover = [block for block in paper.blocks if block.key == "cover"]
    whole = Stream(flat(paper.blocks) if excerpt else paper.blocks, page.base_url)
    notes = Stream(paper.notes)
    comparison.run(whole, whole, notes)
    marked = pdf == page.marked and not excerpt
    marks = compare_breaks(page, comparison.pairs, paper.pages, pdf, folder) if marked else ()
    return (*comparison.found, *wrong_cover(cover, page, pdf, folder), *marks, *unknown_notes(notes, comparison))


def flat(blocks: Sequence[ReadBlock]) -> tuple[ReadBlock, ...]:
    """The blocks without their links: in an excerpt these may have nowhere to lead to."""
    return tuple(replace(block, said=block.said.flat) for block in blocks)


def _on_sheet(blocks: Sequence[ReadBlock]) -> tuple[ReadBlock, ...]:
    """The blocks as a sheet has them: without links, and proposals without the sources of their paragraphs."""
    return tuple(
        replace(it, said=plain(_SOURCES.sub("", it.said.text))) if it.anchor.startswith(_PROPOSAL) else it
        for it in flat(blocks)
    )


def unknown_notes(notes: Stream, comparison: PageComparison) -> Iterator[Diagnostic]:
    """The notes that only paper has."""
    for at, block in enumerate(notes.blocks):
        if at not in notes.taken:
            where = f"{comparison.pdf}, page {block.place}"
            place = Span(f"{comparison.folder}{comparison.page.path}")
            yield error(BLOCK, f"{block.name()} in {where} is not on the page", place)


def _group(block: ReadBlock) -> str:
    return _GROUPS.get(block.kind, block.kind) if block.kind != "citation" else "paragraph"


def _digits(said: ReadText) -> str:
    found = _DIGITS.search(said.text)
    return found[0] if found else ""


def _certain(said: ReadText) -> str:
    """The text without links and without what paper may have added."""
    return "".join(char for at, char in enumerate(said.text) if at not in said.optional)


def _shown(target: str) -> str:
    return target.removeprefix("site:") or "nowhere"
