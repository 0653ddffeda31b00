"""Page numbers of references, written in after the layout instead of laying everything out again for them.

``target-counter()`` costs a second layout of the whole document. Here each link inside the document has a
``data-page`` of as many digits as its page probably has; a style sheet shows it with ``attr(data-page)``. Digits are
about equally wide, so the real number takes the place of the guess where it stands. Only where that would leave a gap
is the document laid out again, with the numbers of the layout before. The guess comes from the text alone: the same
document comes out the same, whatever was laid out before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

PAGE = "data-page"
_FIRST_HANGUL = "\u1100"
"""Letters from here on are mostly twice as wide as Latin ones."""
_ROUNDS = 6
"""Layouts after which numbers that still change are given up on."""
_WIDTHS_A_PAGE = 2800
"""Latin letters, or half as many Hangul, on a full page."""
_HAIR = 0.1
"""Ems by which two numbers may differ in width: the 1 of some serif faces is that much narrower."""

Element = Any
Document = Any


def lay_out_numbered(root: Element, lay_out: Callable[[], Document]) -> Document:
    """Lay out until every link below ``root`` shows the page of what it leads to; ``lay_out`` reads ``root`` anew."""
    links = list(_links(root))
    guesses = _guesses(root, {target for _, target in links})
    for _ in range(_ROUNDS):
        for link, target in links:
            link.set(PAGE, guesses.get(target, ""))
        document = lay_out()
        real = {target: str(number) for target, number in anchors_of(document).items()}
        words = list(_words(document, real))
        if all(_fits(box, text) for box, text in words):
            for box, text in words:
                _write(box, text)
            return document
        guesses = real
    return document


def anchors_of(document: Document) -> dict[str, int]:
    """The page, from 1, of every id of a laid-out document."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=1):
        for anchor in page.anchors:
            found.setdefault(anchor, number)
    return dict(sorted(found.items()))


def _links(root: Element) -> Iterator[tuple[Element, str]]:
    for link in root.iter("a"):
        if (href := link.get("href", "")).startswith("#"):
            yield link, href[1:]


def _guesses(root: Element, targets: set[str]) -> dict[str, str]:
    """For each target a number of as many digits as the number of its page probably has."""
    page, found = 0, dict[str, str]()
    for part in root.iterfind("body/*"):
        first, widths = page + 1, 0  # parts of a pack begin on a new page
        for element in part.iter():
            page = first + widths // _WIDTHS_A_PAGE
            if (ident := element.get("id")) in targets:
                found[ident] = "1" * (len(str(page)) - 1) + "8"
            widths += _width(element.text) + _width(element.tail)
    return found


def _width(text: str | None) -> int:
    return sum(1 + (letter >= _FIRST_HANGUL) for letter in text or "" if letter.isprintable() and letter != " ")


def _words(document: Document, real: Mapping[str, str]) -> Iterator[tuple[Any, str]]:
    """Each box that shows the page of a link, with the words that it should show."""
    from weasyprint.formatting_structure.boxes import TextBox

    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, TextBox) and (box.element_tag or "").startswith("a::"):
                guess, number = box.element.get(PAGE), real.get(box.element.get("href", "")[1:])
                if guess and number and guess in box.text:
                    yield box, number.join(box.text.rsplit(guess, 1))


def _fits(box: Any, words: str) -> bool:
    """Whether ``words`` can stand where the box is, its line as it was set."""
    gap = _gap(box, words)
    return abs(gap) <= _HAIR * box.style["font_size"] or (gap > 0 and _is_alone(box))


def _write(box: Any, words: str) -> None:
    if _is_alone(box):
        box.position_x += _gap(box, words)
    box.text = box.pango_layout.text = words


def _is_alone(box: Any) -> bool:
    """Whether the box is nothing but a number, as at the end of a line of contents: these end below each other."""
    return bool(box.text == box.element.get(PAGE))


def _gap(box: Any, words: str) -> float:
    """CSS pixels that the box is wider than ``words``."""
    from weasyprint.text.line_break import Layout, line_size

    if words == box.text:
        return 0.0
    layout = Layout(box.style)
    layout.set_text(words)
    return float(box.width - line_size(layout.get_first_line()[0], box.style)[0])
