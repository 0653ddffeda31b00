"""What is compared: blocks of text as a reader meets them, on the web and on paper.

The text of a block keeps its words, its signs and its numbers. A link's words stand apart from it, since their number
may differ between a brief and a pack; in the text a sign marks their place.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.model.values.plain import one_line

LINK = "\ue000"
"""Marks the place of a link in a text."""
CELL = "\ue001"
"""Stands between two cells of a row."""
NOTE = "note"
"""Where every call of a note leads."""
_LINE_END = re.compile(r"\n+(?=[\s,.;:)\]」』”’%])|(?<=[(\[「『“‘])\n+|\n+$")
"""The end of a line, or of a piece of one, where no space can have been."""
_WORD_OR_SIGN = re.compile(r"[\w.,:/-]+|[^\w\s]")
"""A word or a number with the points in it, or one other sign."""
_INVISIBLE = dict.fromkeys(
    [*map(ord, "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), *range(0xFE00, 0xFE10)]
)
"""What only says how a letter or its neighbour is set; the last are variants, as of a heart in colour."""
_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", LINK: "\ufffd"})
"""Signs that a reader cannot tell apart; a font may have one shape for both.

Where an author writes the mark of a link, it is ordinary text.
"""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: ``#anchor`` in the document, ``site:path`` on the site, or an address."""

    target: str
    label: ReadText
    page: int = 0
    """Page of the PDF that it leads to, from 1."""


@dataclass(frozen=True, slots=True)
class TermInText:
    """The words of a term of the glossary in a text, on the web: from ``start`` to before ``end``."""

    start: int
    end: int
    entry: str


@dataclass(frozen=True, slots=True)
class PageTurn:
    """A page of the PDF begins before ``at``: on paper with its text, on the web by a mark."""

    at: int
    page: int


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text. A space is a space; a line feed, on paper only, is where a space may have gone with the end of a line.

    ``optional`` are the places of what paper adds by itself, such as the hyphen at the end of a line.
    """

    text: str = ""
    optional: frozenset[int] = frozenset()
    links: tuple[Link, ...] = ()
    terms: tuple[TermInText, ...] = ()
    turns: tuple[PageTurn, ...] = ()
    entries: tuple[Link, ...] = ()
    """Links to the ledger and the glossary whose words stand in the text: paper does not tell those of an author from
    those of a figure or a term."""

    @property
    def key(self) -> str:
        """Letters, digits and links alone: equal for texts that may be the same."""
        kept = (at for at, char in enumerate(self.text) if at not in self.optional and (char.isalnum() or char == LINK))
        return "".join(self.text[at] for at in kept)

    @property
    def whole(self) -> str:
        """The text as a reader sees it, links and all."""
        return " ".join(_LINE_END.sub("", "".join(self._shown(0, len(self.text)))).split())

    def near(self, at: int, around: int) -> str:
        """The words around a place in the text."""
        before, after = ("".join(self._shown(*part)) for part in ((0, at), (at, len(self.text))))
        shown = before[-around:] + after[:around]
        words = " ".join(_LINE_END.sub("", shown).split())
        return f"{'…' if len(before) > around else ''}{words}{'…' if len(after) > around else ''}"

    @property
    def flat(self) -> ReadText:
        """The same text with the words of its links in their places, and no links."""
        words, links = TextGatherer(), iter(self.links)
        for at, char in enumerate(self.text):
            for turn in self.turns_before(at):
                words.turn(turn.page)
            if char == LINK:
                words.put(next(links).label.flat)
            else:
                words.add(char, optional=at in self.optional)
        return words.said()

    def without(self, places: set[int]) -> ReadText:
        """The same text without what stands at ``places``, where no link does."""
        kept = [at for at in range(len(self.text)) if at not in places]
        optional = frozenset(new for new, at in enumerate(kept) if at in self.optional)
        turns = tuple(PageTurn(bisect_left(kept, it.at), it.page) for it in self.turns)
        text = "".join(self.text[at] for at in kept)
        return ReadText(text, optional, self.links, turns=turns, entries=self.entries)

    def turns_before(self, at: int) -> Iterator[PageTurn]:
        """The pages that begin before the character at ``at``."""
        return (turn for turn in self.turns if turn.at == at)

    def cells(self) -> Iterator[ReadText]:
        """The cells of a row."""
        links = iter(self.links)
        for cell in self.text.split(CELL):
            yield ReadText(cell, links=tuple(next(links) for char in cell if char == LINK))

    def _shown(self, start: int, end: int) -> Iterator[str]:
        links = iter(self.links[self.text.count(LINK, 0, start) :])
        for char in self.text[start:end]:
            yield next(links).label.whole if char == LINK else " | " if char == CELL else char


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """One block. ``anchor`` is the id nearest to it on the web, ``place`` the line there, or the page of the PDF."""

    kind: str
    said: ReadText
    place: int = 0
    anchor: str = ""
    extra: bool = False
    """Whether it may stand there without a counterpart, such as the repeated head of a table."""
    number: str = ""
    """Its own number, where a document numbers it: a figure, a note, a source."""
    paragraph: str = ""
    """The number to cite a paragraph or a list by."""
    key: str = ""
    """By which the page and its paper are told to say the same."""
    is_code: bool = False
    """Whether it is code on the web: marks of pages stand before it, never in it."""
    mark: str = ""
    """Of the first block of a list item: on the web its number in an ordered list, on paper its label as printed."""
    narrow: str = ""
    """Of a drawing on the web: the lettering of the one for narrow screens, which large print may take."""
    is_image: bool = False
    """Whether it is an image from a file on the web: words in such a drawing are not text of the page."""

    def name(self) -> str:
        """The kind and the first words: ``paragraph “The sessions met…”``."""
        return f"{self.kind} “{one_line(self.said.whole)}”"


@dataclass(slots=True)
class TextGatherer:
    """Gathers a text piece by piece."""

    _chars: list[str] = field(default_factory=list)
    _optional: set[int] = field(default_factory=set)
    _links: list[Link] = field(default_factory=list)
    _terms: list[TermInText] = field(default_factory=list)
    _turns: list[PageTurn] = field(default_factory=list)
    _entries: list[Link] = field(default_factory=list)

    def add(self, text: str, *, optional: bool = False) -> None:
        """Put ``text`` at the end."""
        start = len(self._chars)
        self._chars += clean(text)
        if optional:
            self._optional.update(range(start, len(self._chars)))

    def link(self, target: str, label: ReadText, page: int = 0) -> None:
        """Put a link at the end."""
        self._chars.append(LINK)
        self._links.append(Link(target, label, page))

    def put(self, said: ReadText) -> None:
        """Put a whole text at the end."""
        start = len(self._chars)
        self._chars += said.text
        self._optional.update(start + at for at in said.optional)
        self._links += said.links
        self._entries += said.entries
        self._terms += (TermInText(it.start + start, it.end + start, it.entry) for it in said.terms)
        for it in said.turns:
            self._turns.append(PageTurn(it.at + start, it.page))

    def turn(self, page: int) -> None:
        """Say that what comes next is on ``page``."""
        self._turns.append(PageTurn(len(self._chars), page))

    def entry(self, link: Link) -> None:
        """Put the words of a link to the ledger or the glossary at the end."""
        self.put(link.label)
        self._entries.append(link)

    def term(self, said: ReadText, entry: str) -> None:
        """Put the words of a term at the end."""
        start = len(self._chars)
        self.put(said)
        self._terms.append(TermInText(start, len(self._chars), entry))

    def said(self) -> ReadText:
        """What was gathered.

        A hyphen at the end of a line may have been put there by the setting. Links one after another that lead to the
        same place are one link, set in pieces.
        """
        pieces, places = _Pieces(), list[int]()
        for at, char in enumerate(self._chars):
            places.append(len(pieces.chars))
            may_go = at in self._optional or (char == "-" and self._chars[at + 1 : at + 2] == ["\n"])
            pieces.add(char, may_go, self._links)
        places.append(len(pieces.chars))
        turns = list[PageTurn]()
        for it in self._turns:
            if not turns or turns[-1].page != it.page:
                turns.append(PageTurn(places[it.at], it.page))
        text, optional, links = "".join(pieces.chars), frozenset(pieces.optional), tuple(pieces.links)
        return ReadText(text, optional, links, tuple(self._terms), tuple(turns), tuple(self._entries))


@dataclass(slots=True)
class _Pieces:
    chars: list[str] = field(default_factory=list)
    optional: set[int] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)
    taken: int = 0

    def add(self, char: str, optional: bool, links: list[Link]) -> None:
        if char == LINK:
            link = links[self.taken]
            self.taken += 1
            if self._goes_on(link):
                before = self.links[-1]
                self.links[-1] = Link(link.target, joined(before.label, link.label), before.page or link.page)
                return
            self.links.append(link)
        if optional:
            self.optional.add(len(self.chars))
        self.chars.append(char)

    def _goes_on(self, link: Link) -> bool:
        """Whether nothing but space stands between ``link`` and a link to the same place."""
        last = next((char for char in reversed(self.chars) if not char.isspace()), "")
        return last == LINK and link.target != NOTE and self.links[-1].target == link.target


def clean(text: str) -> str:
    """``text`` in one Unicode form, without what cannot be seen."""
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_ALIKE)


def plain(text: str) -> ReadText:
    """A text without links."""
    return ReadText(clean(text))


def stands_in(words: str, line: str) -> bool:
    """Whether a line has the words, not as part of longer ones. A sign may have a space beside it on one side only:
    on paper a piece set by itself begins a line of its own."""
    spaced = r"\s*".join(map(re.escape, _WORD_OR_SIGN.findall(words)))
    return re.search(rf"(?<!\w){spaced}(?!\w)", line) is not None


def joined(one: ReadText, other: ReadText) -> ReadText:
    """Both as one text, with the end of a line between them."""
    words = TextGatherer()
    words.put(one)
    words.add("\n")
    words.put(other)
    return words.said()


def difference(web: ReadText, paper: ReadText) -> tuple[int, int] | None:
    """Where the two texts first differ; None when they say the same.

    Spaces do not count, except between digits: there they decide which number is meant.
    """
    lead = next((at for at, char in enumerate(paper.text) if at not in paper.optional and not char.isspace()), 0)
    bare = _difference(web, paper, lead)
    return bare if bare is None or not lead or _difference(web, paper, 0) is not None else None


def _difference(web: ReadText, paper: ReadText, j: int) -> tuple[int, int] | None:
    one, other = web.text, paper.text
    i = 0
    while True:
        start, begin = i, j
        while i < len(one) and one[i].isspace():
            i += 1
        while j < len(other) and other[j].isspace():
            j += 1
        at_end = i == len(one), j == len(other)
        if all(at_end):
            return None
        if not any(at_end) and one[i] == other[j]:
            if _numbers_fall_apart(one, start, i, other[begin:j]):
                return i, j
            i, j = i + 1, j + 1
        elif not at_end[1] and j in paper.optional:
            j += 1
        else:
            return i, j


def _numbers_fall_apart(web: str, start: int, at: int, gap: str) -> bool:
    """Whether a space between two digits stands on one side only; the end of a line may be a space or none."""
    if start == 0 or not (web[start - 1].isdigit() and web[at].isdigit()):
        return False
    at_line_end = bool(gap) and not gap.strip("\n")
    return not at_line_end and (at > start) != bool(gap)
