"""The pages of a brief's PDF in its web page: a mark where each begins, and links to them.

Both come after the layout. Until then a page has a comment that says which PDF it goes with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.model.core.diagnostics import Outcome, Report
from briefgen.model.output.page_breaks import Break, counted
from briefgen.rendering.html.tokens import HtmlToken, TokenKind, decode, tokens
from briefgen.rendering.theme.templates import Templates
from briefgen.rendering.web.page import Made

_MARK = re.compile(r"<!--pages:(\S+?)-->")
_SIZE = re.compile(r"<!--pdf(?:-pages)?:[^>]*-->")
"""Where a PDF is said to have so many pages, in letters that a mark of a page has too."""
_KEY = re.compile(r'\sdata-block="([^"]*)"')
_UNCOUNTED = frozenset({"note", "mark"})
"""Classes of what is in the web page and not among the words of the PDF: calls of notes, marks of the checking tier."""
_BEFORE = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "figure", "table", "pre"})
"""Elements that a page begins before, and not in: a mark does not belong to the words of a heading or to code."""
_DIGITS = range(10)


def with_breaks(page: Made, breaks: Mapping[str, Sequence[Break]], templates: Templates) -> Outcome[Made]:
    """The page with the breaks of its PDF and a list of them; without a PDF, with neither.

    ``breaks`` are those of each PDF by its path.
    """
    mark = _MARK.search(page.html)
    if mark is None:
        return Outcome(page)
    report = Report()
    own = breaks.get(mark[1], ())
    marks = {each.page: _filled("page-break", {"number": each.page}, templates, report) for each in own}
    placed, html = place_breaks(page.html, own, marks) if own else ([], page.html)
    pages = _filled("page-list", {"pages": placed}, templates, report) if placed else ""
    return Outcome(replace(page, html=_MARK.sub(lambda _: pages, html)), report.sorted())


def with_sample(html: str, templates: Templates) -> str:
    """A page with all characters that its breaks and numbers of pages may have: fonts are cut before any layout."""
    if not _MARK.search(html) and not _SIZE.search(html):
        return html
    unread = Report()
    number = "".join(map(str, _DIGITS))
    sample = _filled("page-list", {"pages": list(_DIGITS)}, templates, unread)
    mark = _filled("page-break", {"number": number}, templates, unread)
    return _MARK.sub(lambda _: sample + mark, _SIZE.sub(lambda _: mark, html, count=1))


def _filled(part: str, given: Mapping[str, object], templates: Templates, report: Report) -> str:
    return report.take(templates.fill(f"parts/{part}.html", given)).strip()


def place_breaks(html: str, breaks: Iterable[Break], marks: Mapping[int, str]) -> tuple[list[int], str]:
    """``html`` with the ``marks`` (page → HTML) of the breaks in it; also the pages that a place was found for."""
    placer = _Placer(breaks)
    for token in tokens(html, opaque=_LEFT_ALONE):
        placer.take(token)
    found = sorted(placer.places.items(), key=lambda item: (item[1], item[0]))
    pieces: list[str] = []
    done = 0
    for page, place in found:
        pieces += [html[done:place], marks[page]]
        done = place
    return sorted(placer.places), "".join([*pieces, html[done:]])


_LEFT_ALONE = frozenset({"head", "script", "style", "svg", "math", "textarea", "template", "iframe", "object"})


@dataclass(slots=True)
class _OpenBlock:
    """An element that is not closed yet, and the block that its text belongs to."""

    name: str
    block: str
    skipped: bool
    start: int


class _Placer:
    """Reads a page piece by piece and notes where each break belongs; places count in its source."""

    def __init__(self, breaks: Iterable[Break]) -> None:
        self.places: dict[int, int] = {}
        self._wanted: dict[str, list[Break]] = {}
        for each in breaks:
            self._wanted.setdefault(each.block, []).append(each)
        self._opened: list[_OpenBlock] = []
        self._counts: dict[str, int] = {}
        self._at = 0
        self._word: int | None = None
        """Where the word at hand starts, the inline elements round it included; None between words."""

    def take(self, token: HtmlToken) -> None:
        if token.kind is TokenKind.TEXT:
            self._text(token)
        elif token.name and not token.closing:
            self._open(token)
        elif token.name:
            self._close(token)
        if token.kind is TokenKind.BOUNDARY or token.kind is TokenKind.OPAQUE:
            self._word = None
        self._at += len(token.source)

    def _open(self, token: HtmlToken) -> None:
        if token.kind is TokenKind.OPEN and self._word is None:
            self._word = self._at
        if token.void or token.kind is TokenKind.OPAQUE:
            return
        above = self._opened[-1] if self._opened else _OpenBlock("", "", False, 0)
        key = _KEY.search(token.source)
        skipped = above.skipped or not _UNCOUNTED.isdisjoint(token.classes)
        self._opened.append(_OpenBlock(token.name, key[1] if key else above.block, skipped, self._at))

    def _close(self, token: HtmlToken) -> None:
        if any(element.name == token.name for element in self._opened):
            while self._opened.pop().name != token.name:
                pass

    def _text(self, token: HtmlToken) -> None:
        inside = self._opened[-1] if self._opened else None
        characters, places = decode(token.source)
        block = inside.block if inside and not inside.skipped else ""
        wanted = [each for each in self._wanted.get(block, ()) if each.page not in self.places]
        for character, place in zip(characters, places, strict=False):
            if character.isspace():
                self._word = None
                continue
            if self._word is None:
                self._word = self._at + place
            if not block or not counted(character):
                continue
            count = self._counts.get(block, 0)
            while wanted and wanted[0].offset <= count:
                self.places[wanted.pop(0).page] = self._beginning(block, count)
            self._counts[block] = count + 1

    def _beginning(self, block: str, count: int) -> int:
        """The start of the word at hand, or of the whole block where a mark does not belong inside it."""
        holder = next((each for each in self._opened if each.block == block), None)
        if holder is not None and holder.name in _BEFORE and (not count or holder.name == "pre"):
            return holder.start
        assert self._word is not None
        return self._word
