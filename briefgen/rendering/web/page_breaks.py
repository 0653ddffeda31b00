"""The pages of a brief's PDF in its web page: links to them, and a mark where each begins."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from briefgen.language.lines.eojeol import HAN, KANA
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.output.page_breaks import Break, PdfExtent, counted
from briefgen.rendering.html.tokens import HtmlToken, TokenKind, decode, tokens
from briefgen.rendering.theme.templates import Templates

_UNCOUNTED, _CALL = "mark", "note"
"""Classes of what is in the web page and not among the words of the PDF: marks of the checking tier, raised calls of
notes. An author's paragraph may have the class of a call too."""
_BEFORE = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "figure", "table", "pre"})
"""Elements that a page begins before, and not in: a mark does not belong to the words of a heading or to code."""
_UNSPACED = re.compile(f"[{HAN}{KANA}\u3001-\u301c\uff01-\uff60]")
"""After these a line, and so a page, may begin: words of Japanese and Chinese have no spaces between them."""


@dataclass(slots=True)
class PageBreaks:
    """The breaks of the PDF that a page asks for: ``listed`` while its template is filled, then ``placed``.

    Pages in ``left_out`` are not listed.
    """

    pdfs: Mapping[str, PdfExtent]
    templates: Templates
    problems: list[Diagnostic]
    left_out: Collection[int] = ()
    _breaks: tuple[Break, ...] = field(default=(), init=False)

    def listed(self, path: str) -> Markup:
        """Links to the pages of a PDF; nothing where none is made."""
        self._breaks = self.pdfs[path].breaks if path in self.pdfs else ()
        numbers = [it.page for it in self._breaks if it.page not in self.left_out]
        return self._filled("page-list", {"pages": numbers}) if numbers else Markup("")

    def placed(self, html: str) -> tuple[str, frozenset[int]]:
        """The finished page with the marks in it; also the pages that begin nowhere in it."""
        if not self._breaks:
            return html, frozenset()
        marks = {it.page: self._filled("page-break", {"number": it.page}) for it in self._breaks}
        found, html = place_breaks(html, self._breaks, marks)
        return html, frozenset(marks).difference(found)

    def _filled(self, part: str, given: Mapping[str, object]) -> Markup:
        outcome = self.templates.fill(f"parts/{part}.html", given)
        self.problems.extend(outcome.diagnostics)
        return Markup(outcome.value.strip())


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
        is_call = token.name == "sup" and _CALL in token.classes
        skipped = above.skipped or is_call or _UNCOUNTED in token.classes
        self._opened.append(_OpenBlock(token.name, token.block or above.block, skipped, self._at))

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
            if _UNSPACED.match(character):
                self._word = None

    def _beginning(self, block: str, count: int) -> int:
        """The start of the word at hand, or of the whole block where a mark does not belong inside it."""
        holder = next((each for each in self._opened if each.block == block), None)
        if holder is not None and holder.name in _BEFORE and (not count or holder.name == "pre"):
            return holder.start
        assert self._word is not None
        return self._word
