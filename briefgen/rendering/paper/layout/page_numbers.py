"""Page numbers of references, written in after the layout instead of laying everything out again for them.

``target-counter()`` costs a second layout of the whole document. Here each link inside the document has a
``data-page`` of as many digits as its page probably has; a style sheet shows it with ``attr(data-page)``. Digits are
about equally wide, so the real number takes the place of the guess where it stands; where it has more or fewer, what
follows in the line moves. Only where a line has no room for that is the document laid out again, with the numbers of
the layout before. The guess comes from the text alone: the same document comes out the same, whatever was laid out
before it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.rendering.paper.layout.line_adjust import (
    can_give,
    fill_up_to,
    has_leader,
    lines_of,
    look_for_links,
    narrow,
    texts_of,
)

PAGE = "data-page"
_FIRST_HANGUL = "\u1100"
"""Letters from here on are mostly twice as wide as Latin ones."""
_ROUNDS = 6
"""Layouts after which numbers that still change are given up on."""
_WIDTHS_A_PAGE = 3600
"""Latin letters, or half as many Hangul, on a full page."""
_SPARE = 5
"""A page in so many, and one more, that a guess allows for what takes more room than was thought."""
_WIDTHS_OF = {"figure": 700, **dict.fromkeys(("p", "li", "tr", "dd", "h2", "h3", "h4"), 60)}
"""What an element takes besides its letters: the space around it, and half of its last line."""
_HAIR = 0.1
"""Ems by which two numbers may differ in width: the 1 of some serif faces is that much narrower."""

Element = Any
Document = Any


def lay_out_numbered(
    root: Element, lay_out: Callable[[], Document], shown: Callable[[int], int] = lambda page: page
) -> Document:
    """Lay out until every link below ``root`` shows the page of what it leads to; ``lay_out`` reads ``root`` anew.

    ``shown`` gives the number of a page, from 1, as readers know it.
    """
    links = list(links_in(root))
    guesses = _guesses(root, {target for _, target in links}, shown)
    for again in range(1, _ROUNDS + 1):
        for link, target in links:
            link.set(PAGE, guesses.get(target, ""))
        document = lay_out()
        real = {target: str(shown(number)) for target, number in anchors_of(document).items()}
        places = list(_places(document, real))
        if _fits(places):
            _write_all(document, places)
            return document
        guesses = real
        if again < _ROUNDS:
            del document, places
            gc.collect()  # a layout is full of cycles, and nothing else collects while there is another
    return document


def anchors_of(document: Document) -> dict[str, int]:
    """The page, from 1, of every id of a laid-out document."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=1):
        for anchor in page.anchors:
            found.setdefault(anchor, number)
    return dict(sorted(found.items()))


def links_in(root: Element) -> Iterator[tuple[Element, str]]:
    """Every link inside the document, with the id that it leads to."""
    for link in root.iter("a"):
        if (href := link.get("href", "")).startswith("#"):
            yield link, href[1:]


def _guesses(root: Element, targets: set[str], shown: Callable[[int], int]) -> dict[str, str]:
    """For each target a number of as many digits as the number of its page probably has.

    Rather too many than too few: a line that gets shorter always has room.
    """
    page, found = 0, dict[str, str]()
    for part in root.iterfind("body/*"):
        first, widths = page + 1, 0  # parts of a pack begin on a new page
        if part.tag == "article":
            first += 1 - first % 2  # and briefs on a right-hand one
        for element in part.iter():
            page = first + widths // _WIDTHS_A_PAGE
            if (ident := element.get("id")) in targets:
                found[ident] = "1" * (len(str(shown(page + page // _SPARE + 1))) - 1) + "8"
            widths += _WIDTHS_OF.get(element.tag, 0) + _width(element.text) + _width(element.tail)
    return found


def _width(text: str | None) -> int:
    return sum(1 + (letter >= _FIRST_HANGUL) for letter in text or "" if letter.isprintable() and letter != " ")


@dataclass(frozen=True, slots=True)
class _NumberPlace:
    """A text that shows the page of a link, the words that it should show, and where it stands."""

    box: Any
    words: str
    line: Any
    block: Any
    page: int


def _places(document: Document, real: Mapping[str, str]) -> Iterator[_NumberPlace]:
    for number, page in enumerate(document.pages):
        for line, block in lines_of(page):
            for box in texts_of(line):
                if (box.element_tag or "").startswith("a::"):
                    guess, page_of = box.element.get(PAGE), real.get(box.element.get("href", "")[1:])
                    if guess and page_of and guess in box.text:
                        yield _NumberPlace(box, page_of.join(box.text.rsplit(guess, 1)), line, block, number)


def _fits(places: Iterable[_NumberPlace]) -> bool:
    """Tell whether the words can stand where their boxes are, each line broken as it was."""
    grown: dict[int, float] = {}
    for place in places:
        gap = _gap(place.box, place.words)
        if _is_hair(gap, place.box):
            continue
        if _is_alone(place.box):
            if gap < 0 and not has_leader(place.line):
                return False
            continue
        grown[id(place.line)] = grown.get(id(place.line), 0.0) + min(gap, 0.0)
        if not can_give(place.line, place.block, grown[id(place.line)]):
            return False
    return True


def _write_all(document: Document, places: Iterable[_NumberPlace]) -> None:
    moved = {place.page for place in places if _write(place)}
    for number in moved:
        look_for_links(document.pages[number])


def _write(place: _NumberPlace) -> bool:
    """Put the words in; whether something has moved for them."""
    box, gap, alone = place.box, _gap(place.box, place.words), _is_alone(place.box)
    box.text = box.pango_layout.text = place.words
    if alone:
        box.position_x += gap
        box.width -= gap
    if _is_hair(gap, box):
        return False
    if alone:
        fill_up_to(place.line, box.position_x)
    else:
        narrow(place.line, box, gap)
    return True


def _is_hair(gap: float, box: Any) -> bool:
    return bool(abs(gap) <= _HAIR * box.style["font_size"])


def _is_alone(box: Any) -> bool:
    """Tell whether the box is nothing but a number, as at the end of a line of contents: these end below each other."""
    return bool(box.text == box.element.get(PAGE))


def _gap(box: Any, words: str) -> float:
    """CSS pixels that the box is wider than ``words``."""
    from weasyprint.text.line_break import Layout, line_size

    if words == box.text:
        return 0.0
    layout = Layout(box.style)
    layout.set_text(words)
    return float(box.width - line_size(layout.get_first_line()[0], box.style)[0])
