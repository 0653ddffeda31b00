"""A finished page as passages: what the search looks through, and where each stands.

A passage is a paragraph, a heading, an item of a list, a row of a table, or an element that a template names as one
(``data-search="whole"``). What is named ``data-search="off"`` is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from lxml.html import HtmlElement

OFF, WHOLE = "off", "whole"
_OWN = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "dt", "dd", "pre", "blockquote"}
    | {"div", "section", "figure", "table", "ul", "ol", "dl", "header", "article", "details", "summary", "main"}
)
"""Elements that begin a passage and end it."""
_SPACED = _OWN | {"td", "th", "br", "tr"}
_LEFT_OUT = frozenset({"nav", "script", "style", "svg", "button", "template", "form"})
_ASIDES = frozenset({"paragraph-number", "backlink", "unseen", "page-list"})
"""Classes of what stands in a line and is not part of what it says; no text of an author has them."""
_CALLS = frozenset({"cite", "note"})
"""Classes of raised calls. An author's paragraph may have them too."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")


@dataclass(frozen=True, slots=True)
class SearchPassage:
    """``text`` in NFC with single spaces; ``anchor`` leads to it or to the heading above it."""

    text: str
    anchor: str = ""
    number: str = ""
    """Of the paragraph, where it has one."""
    pages: tuple[tuple[int, int], ...] = ()
    """Pages of the PDF: (from which character on, page)."""
    hanja: tuple[tuple[int, str], ...] = ()
    """Runs of Chinese characters that are not Chinese: (first character, run)."""
    opens: bool = False
    """Whether it is a heading."""


def passages(root: HtmlElement) -> tuple[SearchPassage, ...]:
    """The passages of a page's main part, in order."""
    main = root.find(".//main")
    if main is None:
        return ()
    numbers = {
        (it.get("href") or "")[1:]: it.get("data-number") or "" for it in main.iter("a") if _is(it, "paragraph-number")
    }
    reader = _PassageReader(numbers)
    reader.walk(main, root.get("lang") or "", "")
    return tuple(reader.found)


def _is(element: HtmlElement, name: str) -> bool:
    return name in (element.get("class") or "").split()


def _is_left_out(tag: str, told: Mapping[str, str], names: Collection[str]) -> bool:
    if told.get("data-search") == OFF or "hidden" in told or told.get("aria-hidden") == "true":
        return True
    return bool(names) and not (_ASIDES | _CALLS if tag == "sup" else _ASIDES).isdisjoint(names)


@dataclass(slots=True)
class _PassageReader:
    numbers: dict[str, str]
    found: list[SearchPassage] = field(default_factory=list)
    _text: str = ""
    _pages: list[tuple[int, int]] = field(default_factory=list)
    _hanja: list[tuple[int, str]] = field(default_factory=list)
    _page: int = 0
    _heading: str = ""

    def walk(self, element: HtmlElement, lang: str, anchor: str, *, whole: bool = False) -> None:
        """Read ``element``; ``anchor`` is the nearest id above it."""
        tag, told = element.tag, dict(element.items())
        names = told["class"].split() if "class" in told else ()
        if "page-break" in names:
            self._turn(told.get("id", ""))
            return
        if tag in _LEFT_OUT or (told and _is_left_out(tag, told, names)):
            return
        lang = told.get("lang") or lang
        is_spaced = tag in _SPACED
        if not is_spaced and "data-part" not in told:
            self._children(element, lang, anchor, whole=whole)
            return
        anchor = (is_spaced and tag != "main" and told.get("id")) or anchor
        own = not whole and (tag in _OWN or tag == "tr")
        one = own and (tag == "tr" or told.get("data-search") == WHOLE)
        if own:
            self._close(anchor)
        elif is_spaced:
            self._say(" ", lang)
        at, self._page = self._page, 0 if told.get("data-part") == "notes" else self._page
        self._children(element, lang, anchor, whole=whole or one)
        if told.get("data-part") == "notes":
            self._page = at
        if own:
            opens = tag in _HEADINGS
            self._heading = (opens and told.get("id")) or self._heading
            self._close(anchor, opens=opens)

    def _children(self, element: HtmlElement, lang: str, anchor: str, *, whole: bool) -> None:
        if text := element.text:
            self._say(text, lang)
        for child in element:
            self.walk(child, lang, anchor, whole=whole)
            if tail := child.tail:
                self._say(tail, lang)

    def _turn(self, ident: str) -> None:
        page = ident.rpartition("-")[2]
        if page.isdigit():
            self._page = int(page)
            self._pages.append((len(self._text), self._page))

    def _say(self, words: str, lang: str) -> None:
        is_plain = words.isascii()
        if not is_plain:
            words = normalize("NFC", _UNSEEN.sub("", words).replace("\u00a0", " "))
        words = _SPACES.sub(" ", words)
        if not self._text or self._text.endswith(" "):
            words = words.lstrip(" ")
        if not words:
            return
        if not self._text:
            self._pages = [(0, self._page)] if self._page else []
        if not is_plain and not lang.startswith(("zh", "ja")):
            self._hanja += [(len(self._text) + it.start(), it[0]) for it in _HAN.finditer(words)]
        self._text += words

    def _close(self, anchor: str, *, opens: bool = False) -> None:
        text = self._text.rstrip()
        if text:
            place = anchor or self._heading
            pages = tuple(_once(self._pages))
            number = self.numbers.get(place, "")
            self.found.append(SearchPassage(text, place, number, pages, tuple(self._hanja), opens))
        self._text, self._pages, self._hanja = "", [], []


def _once(pages: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Of several pages that begin at one character, the last."""
    last = dict(pages)
    yield from sorted(last.items())
