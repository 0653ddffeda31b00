"""The elements of a web page, read back as blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from cssselect2 import ElementWrapper
from lxml import etree, html
from lxml.html import HtmlElement

from briefgen.model.output import addresses
from briefgen.model.values.pdf_forms import Tier
from briefgen.rendering.html.list_numbers import ordinals
from briefgen.verifying.allowed_differences import (
    is_entry,
    is_web_only,
    leads_to_entry,
    leads_to_source,
    pages_in,
)
from briefgen.verifying.blocks import CELL, NOTE, Link, PageTurn, ReadBlock, ReadText, TextGatherer, clean, plain

_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS = {
    "p": "paragraph",
    "pre": "paragraph",
    "dt": "item",
    "dd": "item",
    "caption": "caption",
    "figcaption": "caption",
}
_BLOCKS = frozenset({"p", "pre", "ul", "ol", "dl", "table", "figure", "blockquote", "svg", "img", *_TITLES})
_WRITTEN = re.compile(r"b\d+")
_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(slots=True)
class BlockReader:
    """Makes blocks of the elements of a page, one after another."""

    path: str
    base_url: str
    lang: str
    is_pack: bool = False
    tier: Tier = Tier.CHECKING
    is_answered: bool = True
    """Whether that a risk has no answer is left out; never in a pack."""
    _anchor: str = ""
    _found: list[ReadBlock] = field(default_factory=list)
    _turned: list[int] = field(default_factory=list)
    """Pages whose marks stand between the last block and the next."""
    _marks: dict[HtmlElement, int] = field(default_factory=dict)
    """The items of ordered lists with their numbers. What a template lists, such as sources, shows none or its own."""
    _mark: str = ""
    """Number of the item that begins with the next block."""

    def blocks(self, element: HtmlElement) -> tuple[ReadBlock, ...]:
        """What stands in an element."""
        self._found = []
        self._marks = dict(ordinals(element))
        self._visit(element)
        return tuple(self._found)

    def _visit(self, element: HtmlElement) -> None:
        if is_web_only(element):
            self._turned += pages_in(element)
            return
        if _tag(element) in _TITLES:
            self._anchor = element.get("id") or self._anchor
            self._keep("title" if _tag(element) == "h1" else "heading", self.said(element), element)
            return
        before = self._anchor
        ident = element.get("id") or ""
        self._anchor = before if not ident or ident.endswith("-caption") else ident
        self._block(element)
        if _tag(element) != "summary":  # a heading in it is that of what it opens
            self._anchor = before

    def _block(self, element: HtmlElement) -> None:
        tag = _tag(element)
        if tag == "li":
            self._mark = str(self._marks.get(element, "")) if _is_written(element) else ""
        if _is_note(element):
            self._keep("note", self._note(element), element, _number_in(element))
        elif tag in _KINDS and not _has_blocks(element):
            self._keep(_KINDS[tag], self.said(element), element, _number_in(element))
            self._drawings(element)
        elif tag == "li" and not _has_blocks(element):
            self._keep("item", self.said(element), element, _number_in(element))
        elif tag == "img":
            self._keep("figure", plain(element.get("alt") or ""), element)
        elif tag == "svg":
            self._keep("figure", plain(_description(element)), element)
            self._keep("drawing", plain(_lettering(element)), element)
            self._found[-1:] = [replace(it, narrow=_narrow(element)) for it in self._found[-1:]]
        elif tag == "tr":
            cells = [cell for cell in element if _tag(cell) in ("td", "th")]
            self._keep("row", _row([self.said(cell) for cell in cells]), element)
        else:
            self._mixed(element, "item" if tag in ("li", "dt", "dd") else "paragraph")
        if tag == "li":
            self._mark = ""

    def _drawings(self, element: HtmlElement) -> None:
        """The drawings in a paragraph are blocks of their own, after it."""
        for inner in element.iterdescendants():
            if _tag(inner) in ("svg", "img") and not _is_within_web_only(inner, element):
                self._block(inner)

    def _note(self, element: HtmlElement) -> ReadText:
        return self.said(next(iter(select(element, ".entry")), element))

    def _mixed(self, element: HtmlElement, kind: str) -> None:
        """Blocks, and text between them that no element of its own holds."""
        words = TextGatherer()
        words.add(element.text or "")
        for child in element:
            if _is_block(child):
                words = self._flush(words, kind, element)
                self._visit(child)
            else:
                self._inline(child, words)
            words.add(child.tail or "")
        self._flush(words, kind, element)

    def _flush(self, words: TextGatherer, kind: str, element: HtmlElement) -> TextGatherer:
        self._keep(kind, words.said(), element)
        return TextGatherer()

    def _keep(self, kind: str, said: ReadText, element: HtmlElement, number: str = "") -> None:
        if not said.text.strip():
            self._turned += (it.page for it in said.turns)
        else:
            begun = tuple(PageTurn(0, page) for page in self._turned)
            self._turned, said = [], replace(said, turns=(*begun, *said.turns))
            place, cited, tag = element.sourceline or 0, _paragraph(element), _tag(element)
            block = ReadBlock(kind, said, place, self._anchor, number=number, paragraph=cited, mark=self._mark)
            key = _key(element)
            self._found.append(replace(block, key=key, is_code=tag == "pre", is_image=tag == "img"))
            self._mark = ""

    def said(self, element: HtmlElement) -> ReadText:
        """The text of an element."""
        words = TextGatherer()
        self._children(element, words)
        return words.said()

    def _children(self, element: HtmlElement, words: TextGatherer) -> None:
        words.add(element.text or "")
        for child in element:
            if _tag(child) not in ("svg", "img"):
                self._inline(child, words)
            words.add(child.tail or "")

    def _is_left_out(self, element: HtmlElement) -> bool:
        """Whether what is compared with the element does not have it."""
        unanswered = "unanswered" in (element.get("class") or "").split()
        return is_web_only(element) and not (unanswered and (self.is_pack or not self.is_answered))

    def _inline(self, element: HtmlElement, words: TextGatherer) -> None:
        if self._is_left_out(element):
            for page in pages_in(element):
                words.turn(page)
            return
        target = self._target(element) if _tag(element) == "a" else ""
        if target:
            label = self.said(element)
            if self.tier is Tier.READING and self.base_url and leads_to_entry(target):
                words.entry(Link(target, label))
            elif label.text.strip():
                words.link(target, label)
            return
        if "term" in (element.get("class") or "").split():
            words.term(self.said(element), resolved(element.get("href") or "", self.path))
            return
        space = " " if _tag(element) in ("br", "div", "p", "li", "dt", "dd") else ""
        words.add(space)
        self._children(element, words)
        words.add(space)

    def _target(self, link: HtmlElement) -> str:
        href = link.get("href") or ""
        if link.get("role") == "doc-noteref":
            return NOTE
        if not href or is_entry(link.get("class") or ""):
            return ""
        if href.startswith("#"):
            return "#" + unquote(href[1:])
        if self.base_url and href.startswith(self.base_url):
            return f"site:{unquote(addresses.path_at(href, self.base_url))}"
        if urlsplit(href).scheme:
            return unquote(href)
        target = resolved(href, self.path)
        if self.is_pack and (source := leads_to_source(target)):
            return source
        return f"site:{target}" if self.base_url or self.is_pack else ""


def parsed(content: bytes) -> HtmlElement:
    """A page of the site as a tree; one in which nothing stands is an empty one."""
    try:
        return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        return html.document_fromstring("<html></html>")


def resolved(href: str, here: str) -> str:
    """A relative link as an output path with its anchor."""
    path, _, anchor = unquote(href).partition("#")
    whole = addresses.reached(path, here)
    return f"{whole}#{anchor}" if anchor else whole


def select(element: HtmlElement, selector: str) -> list[HtmlElement]:
    """What the selector finds below an element, in order."""
    return [found.etree_element for found in ElementWrapper.from_html_root(element).query_all(selector)]


def _tag(element: HtmlElement) -> str:
    return str(element.tag).removeprefix(_SVG) if isinstance(element.tag, str) else ""


def _is_block(element: HtmlElement) -> bool:
    tag = _tag(element)
    return not is_web_only(element) and (
        tag in _BLOCKS
        or tag in ("li", "dt", "dd", "summary", "tr", "thead", "tbody", "tfoot", "caption", "figcaption")
        or _has_blocks(element)
        or (tag in ("div", "section", "article", "aside", "header") and _tag(element.getparent()) != "li")
    )


def _key(element: HtmlElement) -> str:
    """The key of the block that an element is or stands in; a row of a table goes by that of its first cell."""
    near = [*element.findall("*[@data-block]")[:1]] if _tag(element) == "tr" else []
    keys = (it.get("data-block") or it.get("data-key") for it in (*near, element, *element.iterancestors()))
    return next(filter(None, keys), "")


def _is_note(element: HtmlElement) -> bool:
    """Whether it is an endnote."""
    above = element.iterancestors("section") if _tag(element) == "li" else ()
    return any(it.get("data-part") == "notes" for it in above)


def _is_written(element: HtmlElement) -> bool:
    """Whether an author wrote the block, not a template."""
    return bool(_WRITTEN.fullmatch(element.get("data-block") or ""))


def _has_blocks(element: HtmlElement) -> bool:
    """Whether blocks stand in it that are read one by one; a heading or a paragraph is always one."""
    return _tag(element) not in ("p", *_TITLES) and any(
        _tag(it) in _BLOCKS for it in element.iterdescendants() if not _is_within_web_only(it, element)
    )


def _is_within_web_only(element: HtmlElement, top: HtmlElement) -> bool:
    it = element
    while it is not None and it is not top:
        if is_web_only(it):
            return True
        it = it.getparent()
    return False


def _description(element: HtmlElement) -> str:
    said = [it.text_content() for it in element if _tag(it) in ("title", "desc")]
    return " ".join(" ".join(said).split())


def _lettering(element: HtmlElement) -> str:
    """The words in a drawing, in the order in which they are drawn."""
    return " ".join(it.text_content() for it in element.iter() if _tag(it) == "text")


def _narrow(element: HtmlElement) -> str:
    """The words in the drawing for narrow screens that stands beside this one of a chart; none without it."""
    return " ".join(_lettering(it) for it in element.xpath("../following-sibling::div[@class='chart-narrow']"))


def _number_in(element: HtmlElement) -> str:
    """The number that a caption, a note or a source shows first."""
    shown = select(element, ".number, .label" if _tag(element) == "figcaption" else ".number")
    return " ".join(clean(shown[0].text_content()).split()) if shown else ""


def _paragraph(element: HtmlElement) -> str:
    """The number to cite it by, which stands first in a paragraph, or in the first item of a list."""
    return "".join(
        it.get("data-number") or "" for it in element if "paragraph-number" in (it.get("class") or "").split()
    )


def _row(cells: list[ReadText]) -> ReadText:
    words = TextGatherer()
    for at, cell in enumerate(cells):
        words.add(CELL if at else "")
        words.put(cell)
    return words.said()
