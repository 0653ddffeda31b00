"""What a PDF says, and where on the page: read with the tools that other people read it with."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from briefgen.language.lines.eojeol import PRINT_WIDTH, width
from support.project import words_of

PACKAGES = {
    "pdftotext": "poppler-utils",
    "pdftocairo": "poppler-utils",
    "pdffonts": "poppler-utils",
    "qpdf": "qpdf",
}
KOREAN = re.compile(r"[\uac00-\ud7a3\u4e00-\u9fff]")
_PARTICLE = re.compile(
    "[은는이가을를의에와과로도만]|으로|에서|에게|께서|부터|까지|보다|처럼|만큼|조차|마저|라고|라는|이라고|이라는|이[나며고다]"
    "|에[는도]|에서[는도]|으로[는도]|로[는도]|[와과]는|하[고는며]|했다|한다|[된됐]다"
)
HANJA = re.compile(r"[\u4e00-\u9fff]")
_CHINESE = 12
_LONG_HANJA = re.compile(HANJA.pattern + "{9,}")
_ESCAPED = re.compile(r"%[0-9A-F]{2}|[0-9A-F%]+%")
_NOT_AT_THE_START = re.compile(r"[)\]}」』》〉’”,.;:!?·…%]")
_LEADER = re.compile(r"[ .]+\d*")
"""Dots of a table of contents, with the number of the page where the title has filled the line before."""
_TRIMMED = "」』》〉)］】’”"
"""Closing brackets set at half their width: the word after one seems to overlap it, and is not a new word."""


def tool(name: str, *arguments: str | Path, given: bytes | None = None) -> str:
    """What a program says, ``given`` something to read; the test fails in plain words when it is missing or fails."""
    if shutil.which(name) is None:
        pytest.fail(f"{name} is not installed: make test installs {PACKAGES[name]}", pytrace=False)
    done = subprocess.run([name, *map(str, arguments)], input=given, capture_output=True, timeout=60)
    said = done.stdout.decode()
    assert done.returncode == 0, f"{name} {arguments}: {said}{done.stderr.decode()}"
    return said


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch without spaces; places in points from the top left of the page, pages from 1."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float

    def beside(self, other: Word) -> bool:
        """Whether ``other`` stands on the same line."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return self.page == other.page and shared > 0.5 * min(self.bottom - self.top, other.bottom - other.top)


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a line, or of what stands in one column of it."""

    page: int
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)


@cache
def text_of(pdf: Path) -> str:
    """All the words, in the order of the page."""
    return tool("pdftotext", "-enc", "UTF-8", pdf, "-")


@cache
def words_in(pdf: Path) -> tuple[Word, ...]:
    """Every word with its place, in the order in which the document has them."""
    root = etree.fromstring(tool("pdftotext", "-raw", "-bbox", pdf, "-").encode(), etree.XMLParser(recover=True))
    pages = root.iterfind(".//{*}page")
    return tuple(_word(number, element) for number, page in enumerate(pages, 1) for element in page.iterfind("{*}word"))


def _word(page: int, element: etree._Element) -> Word:
    places = [float(element.get(name, "nan")) for name in ("xMin", "yMin", "xMax", "yMax")]
    return Word(page, element.text or "", *places)


@cache
def lines_in(pdf: Path) -> tuple[Line, ...]:
    """The lines as they stand on paper, in the order of the document; the dots of a table of contents are left out."""
    return tuple(line for line in _lines(words_in(pdf)) if not _LEADER.fullmatch(line.text))


def _lines(words: Sequence[Word]) -> Iterator[Line]:
    """Cut where the next word stands lower, higher, to the left, or far to the right."""
    gathered: list[str] = []
    joined = False
    for word, after in pairwise([*words, None]):
        assert word is not None
        gathered.append(gathered.pop() + word.text if joined else word.text)
        ends = after is None or not _follows(word, after)
        joined = not ends and after is not None and word.text[-1:] in _TRIMMED and after.left < word.right
        if ends:
            yield Line(word.page, tuple(gathered))
            gathered = []


def _follows(word: Word, after: Word) -> bool:
    far = 1.5 * (word.bottom - word.top)
    return word.beside(after) and word.left < after.left < word.right + far


def words_to_compare(html: str) -> str:
    """The words of a web page that paper has too: no drawings, no note calls."""
    drawn = re.sub(r"<svg\b.*?</svg>", " ", html, flags=re.DOTALL)
    shown = re.sub(r'<sup class="note">.*?</sup>', "", drawn, flags=re.DOTALL)
    return words_of(shown).replace("\u2060", "")


def broken_inside(lines: Sequence[Line], text: str, widest: int = PRINT_WIDTH) -> list[str]:
    """The line ends that split what is one eojeol in ``text``, as ``page: end | beginning``.

    One wider than ``widest``, in half ems, may be split where two syllables stay on each side.
    """
    whole, entries = frozenset(text.split()), _entries(lines)
    ends = [(one, other) for one, other in pairwise(lines) if one.page == other.page and other not in entries]
    found = [
        f"{one.page}: {one.words[-1]} | {other.words[0]}" for one, other in ends if _split(one, other, text, widest)
    ]
    return found + [
        f"{one.page}: {one.words[-1]} | {other.words[0]}"
        for one, other in _over_the_page(lines)
        if _split(one, other, text, widest) and not {one.words[-1], other.words[0]} & whole
    ]


def _entries(lines: Sequence[Line]) -> list[Line]:
    """The lines that begin an entry of the references: what stands before them is another entry."""
    heads = {line.page: at for at, line in enumerate(lines) if line.words == ("참고문헌",)}
    return [
        line
        for at, line in enumerate(lines)
        if at > heads.get(line.page, len(lines)) and re.fullmatch(r"\[\d+\]", line.words[0])
    ]


def known_ends(lines: Sequence[Line], text: str) -> int:
    """How many line ends fall between two words that follow one another in ``text``."""
    return sum(
        f"{one.words[-1]} {other.words[0]}" in text
        for one, other in pairwise(lines)
        if one.page == other.page and KOREAN.search(one.words[-1])
    )


def _over_the_page(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """What stands at the end of a page is not known (notes, heads): every line, with the first of the next page."""
    first = {line.page: line for line in reversed(lines)}
    return ((line, first[line.page + 1]) for line in lines if line.page + 1 in first)


def _split(one: Line, other: Line, text: str, widest: int) -> bool:
    end, start = one.words[-1], other.words[0]
    if not KOREAN.search(end + start) or _may_break(end, start) or _is_loose(end, start, widest):
        return False
    return end + start in text and f"{end} {start}" not in text


def _is_loose(end: str, start: str, widest: int) -> bool:
    """Whether a narrow column may split what these two are together, and does so well."""
    sides = (re.search("[가-힣]*$", end), re.match("[가-힣]*", start))
    well = _at_a_sign(end, start) or all(side is not None and len(side[0]) > 1 for side in sides)
    return well and width(end + start) > widest


def _at_a_sign(end: str, start: str) -> bool:
    return end[-1] in "·,/" or start[0] in "(（"


def _may_break(end: str, start: str) -> bool:
    """Where the rules let a very long word break: at some signs, in a long run of hanja, and in an address."""
    if re.match("%[0-9A-F]{2}", start) or re.search(r"https?://(\S*/)?$", end):
        return True
    if _is_chinese(end + start):
        return True
    wide = width(end + start) > PRINT_WIDTH and _at_a_sign(end, start)
    return wide or bool(_LONG_HANJA.search(end + start) and HANJA.match(end[-1]) and HANJA.match(start[0]))


def _is_chinese(word: str) -> bool:
    """Whether it is a line of Chinese without blanks, which breaks between any two signs; a name is shorter."""
    return len(word) >= _CHINESE and HANJA.search(word) is not None and not re.search("[가-힣]", word)


def bad_beginnings(lines: Sequence[Line], text: str) -> list[str]:
    """The lines that begin with a closing sign, or with a particle that is not a word of its own in ``text``."""
    own = frozenset(text.split())
    return [f"{line.page}: {line.text}" for line in lines if _begins_badly(line, own)]


def _begins_badly(line: Line, own: frozenset[str]) -> bool:
    first = line.words[0]
    if _NOT_AT_THE_START.match(first):
        # The mark of an inner list, and an address, which may break anywhere.
        return first != "·" and not _ESCAPED.match(first)
    return _PARTICLE.fullmatch(first.rstrip(".,)")) is not None and first not in own


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[str, int]]:
    """The titles of the outline with the page that each leads to, from top to bottom."""
    numbers = page_numbers(pdf)

    def flat(items: Iterable[pikepdf.OutlineItem]) -> Iterator[tuple[str, int]]:
        for item in items:
            assert isinstance(item.destination, pikepdf.Array)
            yield item.title, numbers[item.destination[0].objgen]
            yield from flat(item.children)

    with pdf.open_outline() as outline:
        return list(flat(outline.root))


def page_numbers(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    """Page objects → their numbers from 1."""
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}


def pages_of(pdf: pikepdf.Pdf, kind: str) -> list[int]:
    """The page of every structure element of a kind (``/Note``), in the order of reading."""
    numbers = page_numbers(pdf)
    return [numbers[page] for element in _elements(pdf) if element.get("/S") == kind and (page := _page(element))]


def pages_of_calls(pdf: pikepdf.Pdf) -> list[int]:
    """The page of every call of a note, in the order of reading; entries of the contents are references too."""
    numbers = page_numbers(pdf)
    calls = (element for element in _elements(pdf) if element.get("/S") == "/Reference" and "/Ref" in element)
    return [numbers[page] for call in calls if (page := _page(call))]


def structure(pdf: pikepdf.Pdf) -> Iterator[tuple[str, list[int], pikepdf.Object]]:
    """Every structure element in the order of reading: its kind, the pages that it stands on, itself."""
    numbers = page_numbers(pdf)
    for element in _elements(pdf):
        yield str(element.get("/S")), _numbered(element, numbers), element


def first_beside(pdf: pikepdf.Pdf, element: pikepdf.Object) -> int | None:
    """The page on which what stands beside an element, in the same figure or table, begins."""
    numbers = page_numbers(pdf)
    others = (_numbered(kid, numbers) for kid in _kids(element.P) if kid.objgen != element.objgen)
    return next((pages[0] for pages in others if pages), None)


def _numbered(element: pikepdf.Object, numbers: dict[tuple[int, int], int]) -> list[int]:
    return sorted({numbers[page] for page in _pages(element)})


def _pages(element: pikepdf.Object) -> set[tuple[int, int]]:
    """The pages of all that stands in an element; a page named on it holds for what has no page of its own."""
    own, found = element.get("/Pg"), set[tuple[int, int]]()
    kids = element.get("/K")
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            page = kid.get("/Pg", own)
            found |= _pages(kid) if kid.get("/Type") == "/StructElem" else {page.objgen} if page is not None else set()
        elif kid is not None and own is not None:
            found.add(own.objgen)
    return found


def _elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    waiting = _kids(pdf.Root.StructTreeRoot)
    while waiting:
        element = waiting.pop(0)
        yield element
        waiting[:0] = _kids(element)


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    every = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in every if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem"]


def _page(element: pikepdf.Object) -> tuple[int, int] | None:
    """The page on which the first words of an element stand."""
    own = element.get("/Pg")
    if own is not None:
        return own.objgen
    return next((page for kid in _kids(element) if (page := _page(kid))), None)
