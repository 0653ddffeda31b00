"""A page of the site, read back: HTML becomes blocks."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from cssselect2 import ElementWrapper
from lxml import html
from lxml.html import HtmlElement

from briefgen.verifying.blocks import CELL, NOTE, Block, Said, Words, clean, plain
from briefgen.verifying.design import is_web_only, leads_to_entry

Part = str
TEXT, NOTES, REFERENCES, EVIDENCE, REGISTER = "text", "notes", "references", "evidence", "register"
PARTS: Mapping[Part, str] = {
    "title": "header.masthead",
    "summary": "p.opening",
    "translation": "p.behind-notice",
    "at-a-glance": "div.glance",
    "key-figures": "section.key-figures",
    TEXT: "div.text",
    EVIDENCE: 'section.evidence-part[aria-labelledby="evidence"]',
    REGISTER: 'section.evidence-part[aria-labelledby="register"]',
    NOTES: "section.notes",
    REFERENCES: "section.references",
    "changes": "section.changes",
}
"""Where the parts of a brief stand on its page."""
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
_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Page:
    """A brief's page, or a pack's (which has the parts of a pack only as ``briefs``)."""

    path: str
    lang: str
    title: str
    base_url: str
    pdfs: tuple[str, ...]
    """Output paths of the PDFs that it offers."""
    others: Mapping[str, str]
    """Language → output path of the same page."""
    parts: Mapping[Part, tuple[Block, ...]]
    anchors: tuple[tuple[str, str, int], ...]
    """Kind, id and line of everything that can be referred to, in order."""
    facts: Mapping[str, int]
    """Id of every figure that comes from the ledger → the line where it first stands."""
    particulars: tuple[Block, ...] = ()
    """Number, date, version and the like: said on paper too, but in other places."""
    citation: Block | None = None
    briefs: tuple[str, ...] = ()
    """Of a pack: output paths of the pages of its briefs."""
    is_pack: bool = False


@dataclass(slots=True)
class _Reader:
    path: str
    base_url: str
    lang: str
    _anchor: str = ""
    _found: list[Block] = field(default_factory=list)

    def blocks(self, element: HtmlElement) -> tuple[Block, ...]:
        self._found = []
        self._visit(element)
        return tuple(self._found)

    def _visit(self, element: HtmlElement) -> None:
        if is_web_only(element):
            return
        if _tag(element) in _TITLES:
            self._anchor = element.get("id") or self._anchor
            self._keep("title" if _tag(element) == "h1" else "heading", self.said(element), element)
            return
        before = self._anchor
        ident = element.get("id") or ""
        self._anchor = before if not ident or ident.endswith("-caption") else ident
        self._block(element)
        self._anchor = before

    def _block(self, element: HtmlElement) -> None:
        tag = _tag(element)
        if _is_note(element):
            self._keep("note", self._note(element), element, _number_in(element))
        elif tag in _KINDS and not _has_blocks(element):
            self._keep(_KINDS[tag], self.said(element), element, _number_in(element))
        elif tag == "li" and not _has_blocks(element):
            self._keep("item", self.said(element), element, _number_in(element))
        elif tag in ("svg", "img"):
            self._keep("figure", plain(_description(element)), element)
            self._keep("drawing", plain(_lettering(element)), element)
        elif tag == "tr":
            cells = [cell for cell in element if _tag(cell) in ("td", "th")]
            self._keep("row", _row([self.said(cell) for cell in cells]), element)
        else:
            self._mixed(element, "item" if tag in ("li", "dt", "dd") else "paragraph")

    def _note(self, element: HtmlElement) -> Said:
        return self.said(next(iter(_select(element, ".entry")), element))

    def _mixed(self, element: HtmlElement, kind: str) -> None:
        """Blocks, and text between them that no element of its own holds."""
        words = Words()
        words.add(element.text or "")
        for child in element:
            if _is_block(child):
                words = self._flush(words, kind, element)
                self._visit(child)
            elif not is_web_only(child):
                self._inline(child, words)
            words.add(child.tail or "")
        self._flush(words, kind, element)

    def _flush(self, words: Words, kind: str, element: HtmlElement) -> Words:
        self._keep(kind, words.said(), element)
        return Words()

    def _keep(self, kind: str, said: Said, element: HtmlElement, number: str = "") -> None:
        if said.text.strip():
            block = Block(
                kind, said, element.sourceline or 0, self._anchor, number=number, paragraph=_paragraph(element)
            )
            self._found.append(block)

    def said(self, element: HtmlElement) -> Said:
        """The text of an element."""
        words = Words()
        self._children(element, words)
        return words.said()

    def _children(self, element: HtmlElement, words: Words) -> None:
        words.add(element.text or "")
        for child in element:
            if not is_web_only(child) and _tag(child) not in ("svg", "img"):
                self._inline(child, words)
            words.add(child.tail or "")

    def _inline(self, element: HtmlElement, words: Words) -> None:
        target = self._target(element) if _tag(element) == "a" else ""
        if target:
            label = self.said(element)
            if label.text.strip():
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
        if not href or leads_to_entry(href, link.get("class") or ""):
            return ""
        if href.startswith("#"):
            return "#" + unquote(href[1:])
        if urlsplit(href).scheme:
            return href
        return "site:" + resolved(href, self.path) if self.base_url else ""


def read_page(content: bytes, path: str) -> Page | None:
    """The page of a brief or a pack at ``path``; None for any other page."""
    root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    article = next(iter(_select(root, "article.brief")), None)
    if article is None:
        return None
    canonical = _select(root, 'link[rel="canonical"]')
    address = canonical[0].get("href", "") if canonical else ""
    base = address[: -len(path)] if path and address.endswith(path) else ""
    lang = root.get("lang") or ""
    reader = _Reader(path, base, lang)
    is_pack = "pack" in (article.get("class") or "").split()
    title = next((clean(it.text_content()) for it in article.iter("h1")), "")
    return Page(
        path=path,
        lang=lang,
        title=" ".join(title.split()),
        base_url=base,
        pdfs=tuple(resolved(it.get("href"), path) for it in _select(article, 'a[type="application/pdf"]')),
        others=dict(_others(root, path)),
        parts={} if is_pack else {part: _part(article, selector, reader) for part, selector in PARTS.items()},
        anchors=tuple(_anchors(article)),
        facts=_facts(article),
        particulars=() if is_pack else tuple(_particulars(article)),
        citation=_citation(article, reader),
        briefs=tuple(_briefs(article, path)) if is_pack else (),
        is_pack=is_pack,
    )


def read_glossary(content: bytes, path: str) -> dict[str, str]:
    """Of a glossary page: where a term's entry stands → the short form of the term."""
    root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    found: dict[str, str] = {}
    for entry in _select(root, ".term-entry[id] > h3"):
        reading = "".join(it.text_content() for it in _select(entry, ".reading"))
        words = clean(entry.text_content().removesuffix(reading))
        found[f"{path}#{entry.getparent().get('id')}"] = " ".join(words.split())
    return found


def resolved(href: str, here: str) -> str:
    """A relative link as an output path with its anchor."""
    path, _, anchor = unquote(href).partition("#")
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
    return f"{whole}#{anchor}" if anchor else whole


def _others(root: HtmlElement, path: str) -> Iterator[tuple[str, str]]:
    for link in _select(root, "nav.languages a[hreflang], nav.languages a[lang]"):
        yield link.get("hreflang") or link.get("lang"), resolved(link.get("href") or "", path)


def _part(article: HtmlElement, selector: str, reader: _Reader) -> tuple[Block, ...]:
    return tuple(block for element in _select(article, selector) for block in reader.blocks(element))


def _particulars(article: HtmlElement) -> Iterator[Block]:
    for element in _select(article, "p.kicker .number, p.kicker time, .docket dl dd"):
        if element.tag == "dd" and _select(element, "a"):
            continue  # topics lead to pages of the site
        dated = _select(element, "time") if element.tag == "dd" else []
        words = clean(element.text_content())
        for it in dated:
            words = words.replace(clean(it.text_content()), "").rstrip(" ,")
        yield Block("particular", plain(words.strip()), element.sourceline or 0)


def _citation(article: HtmlElement, reader: _Reader) -> Block | None:
    """How to cite the brief; paper has the address in a line of its own."""
    for element in _select(article, "#citation"):
        words = clean(element.text_content()).strip()
        if reader.base_url:
            words = words.removesuffix(reader.base_url + reader.path).rstrip()
        return Block("citation", plain(words), element.sourceline or 0, "cite")
    return None


def _briefs(article: HtmlElement, path: str) -> Iterator[str]:
    for link in _select(article, ".pack-contents a[href]"):
        yield resolved(link.get("href"), path)


_KINDS_OF_ANCHORS = (
    ("heading", ".text h2[id], .text h3[id], .text h4[id], .text h5[id], .text h6[id]"),
    ("figure", "figure.chart[id], figure:not(.table):not(.chart)[id]"),
    ("table", "figure.table[id]"),
    ("recommendation", ".recommendation[id]"),
    ("note", "section.notes li[id]"),
    ("reference", "section.references li[id]"),
)


def _anchors(article: HtmlElement) -> Iterator[tuple[str, str, int]]:
    for kind, selector in _KINDS_OF_ANCHORS:
        for element in _select(article, selector):
            yield kind, element.get("id"), element.sourceline or 0


def _facts(article: HtmlElement) -> dict[str, int]:
    found: dict[str, int] = {}
    for element in _select(article, "[data-fact]"):
        found.setdefault(element.get("data-fact"), element.sourceline or 0)
    return found


def _select(element: HtmlElement, selector: str) -> list[HtmlElement]:
    """What the selector finds below an element, in order."""
    return [found.etree_element for found in ElementWrapper.from_html_root(element).query_all(selector)]


def _tag(element: HtmlElement) -> str:
    return str(element.tag).removeprefix(_SVG) if isinstance(element.tag, str) else ""


def _is_block(element: HtmlElement) -> bool:
    tag = _tag(element)
    return not is_web_only(element) and (
        tag in _BLOCKS
        or tag in ("li", "dt", "dd", "tr", "thead", "tbody", "tfoot", "caption", "figcaption")
        or _has_blocks(element)
        or (tag in ("div", "section", "article", "aside", "header") and _tag(element.getparent()) != "li")
    )


def _is_note(element: HtmlElement) -> bool:
    """Whether it is an endnote."""
    above = element.iterancestors("section") if _tag(element) == "li" else ()
    return any(it.get("role") == "doc-endnotes" for it in above)


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
    if _tag(element) == "img":
        return element.get("alt") or ""
    said = [it.text_content() for it in element if _tag(it) in ("title", "desc")]
    return " ".join(" ".join(said).split())


def _lettering(element: HtmlElement) -> str:
    """The words in a drawing, in the order in which they are drawn."""
    return " ".join(it.text_content() for it in element.iter() if _tag(it) == "text")


def _number_in(element: HtmlElement) -> str:
    """The number that a caption, a note or a source shows first."""
    shown = _select(element, ".number")
    return " ".join(clean(shown[0].text_content()).split()) if shown else ""


def _paragraph(element: HtmlElement) -> str:
    """The number to cite it by, which stands first in a paragraph, or in the first item of a list."""
    return "".join(
        it.get("data-number") or "" for it in element if "paragraph-number" in (it.get("class") or "").split()
    )


def _row(cells: list[Said]) -> Said:
    words = Words()
    for at, cell in enumerate(cells):
        words.add(CELL if at else "")
        words.put(cell)
    return words.said()
