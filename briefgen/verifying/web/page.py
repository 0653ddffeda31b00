"""A page of the site, read back: HTML becomes blocks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from briefgen.model.core.directives import AT_A_GLANCE, RECOMMENDATION, TABLE
from briefgen.model.values.pdf_forms import Tier
from briefgen.reading.markdown.ids import slug
from briefgen.verifying.allowed_differences import in_tier, own_page, pages_in
from briefgen.verifying.blocks import PageTurn, ReadBlock, ReadText, clean, plain
from briefgen.verifying.web.page_blocks import BlockReader, parsed, resolved, select

Part = str
TEXT, NOTES, REFERENCES, EVIDENCE = "text", "notes", "references", "evidence"
REGISTER, OWN_REGISTER = "register", "own-register"
"""What a pack has of the risks of a brief, and what the brief alone has: also that a risk has no answer."""
EVIDENCE_LINE, DOCKET = "evidence-line", "docket"
PARTS: Mapping[Part, str] = {
    "title": "header.masthead",
    "summary": "p.opening",
    "translation": "p.behind-notice",
    AT_A_GLANCE.name: "div.glance",
    "key-figures": "section.key-figures",
    "lead": "div.lead-chart",
    EVIDENCE_LINE: "p.evidence-line",
    TEXT: "div.text:not(.lead-chart)",
    "since": "section.since",
    EVIDENCE: 'section.evidence-part[aria-labelledby="evidence"]',
    REGISTER: 'section.evidence-part[aria-labelledby="register"]',
    OWN_REGISTER: 'section.evidence-part[aria-labelledby="register"]',
    NOTES: "section.notes",
    REFERENCES: "section.references",
    "changes": "section.changes",
}
"""Where the parts of a brief stand on its page."""
PACK_PARTS: Mapping[Part, str] = {
    "title": "header.masthead",
    DOCKET: ".docket dd",
    "summary": "p.opening",
    "key-figures": "section.key-figures",
    "findings": "section.findings",
    "questions": 'section[aria-labelledby="questions"]',
    "timeline": 'section[aria-labelledby="timeline"]',
    EVIDENCE: 'section.evidence-part[aria-labelledby="evidence"]',
}
"""Where the parts of a pack stand on its page; its recommendations and risks are read by themselves."""
_UNREAD = frozenset({"script", "style"})
_CITED = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class WebPage:
    """A brief's page, or a pack's."""

    path: str
    lang: str
    title: str
    base_url: str
    pdfs: tuple[str, ...]
    """Output paths of the PDFs that it offers."""
    others: Mapping[str, str]
    """Language → output path of the same page."""
    parts: Mapping[Part, tuple[ReadBlock, ...]]
    sections: tuple[str, ...]
    """Ids of the headings that stand in the contents of a pack."""
    anchors: tuple[tuple[str, str, int], ...]
    """Kind, id and line of everything that can be referred to, in order."""
    made: frozenset[str]
    """Ids of headings that were made of their words, since the author gave none."""
    facts: Mapping[str, int]
    """Id of every figure that comes from the ledger → the line where it first stands."""
    particulars: tuple[ReadBlock, ...] = ()
    """Number, date, version and the like: said on paper too, but in other places."""
    citation: ReadBlock | None = None
    briefs: tuple[str, ...] = ()
    """Of a pack: output paths of the pages of its briefs."""
    asks: tuple[Ask, ...] = ()
    """Of a pack: what it recommends."""
    risks: tuple[ReadBlock, ...] = ()
    """Of a pack: the rows of its register."""
    pieces: frozenset[str] = frozenset()
    """Letters and digits of every element of the page."""
    is_pack: bool = False
    marked: str = ""
    """The PDF whose pages have marks on it: the one for the screen."""
    marks: Mapping[int, int] = field(default_factory=dict)
    """Page of the PDF → line of the mark that says where it begins."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A recommendation of a pack; ``label`` has its number and leads to its brief."""

    label: ReadBlock
    words: tuple[ReadBlock, ...]
    terms: tuple[ReadBlock, ...]
    """Who, by when, how to tell, on whose word."""


def read_page(content: bytes, path: str, tier: Tier = Tier.READING) -> WebPage | None:
    """The page of a brief or a pack at ``path`` as a reader has it in one tier; None for any other page."""
    root = in_tier(parsed(content), tier)
    article = next(iter(select(root, "article.brief")), None)
    if article is None:
        return None
    canonical = select(root, 'link[rel="canonical"]')
    address = canonical[0].get("href", "") if canonical else ""
    base = address[: -len(path)] if path and address.endswith(path) else ""
    lang = root.get("lang") or ""
    is_pack = "pack" in (article.get("class") or "").split()
    reader = BlockReader(path, base, lang, is_pack, tier)
    readers = {OWN_REGISTER: BlockReader(path, base, lang, is_pack, tier, is_answered=False)}
    selectors = PACK_PARTS if is_pack else PARTS
    title = next((clean(it.text_content()) for it in article.iter("h1")), "")
    return WebPage(
        path=path,
        lang=lang,
        title=" ".join(title.split()),
        base_url=base,
        pdfs=tuple(resolved(it.get("href"), path) for it in select(article, 'a[type="application/pdf"][href]')),
        others=dict(_others(root, path)),
        parts={part: _part(article, it, readers.get(part, reader)) for part, it in selectors.items()},
        sections=tuple(it.get("id") for it in select(article, ".text h2[id]")),
        anchors=tuple(_anchors(article)),
        made=frozenset(_made(article)),
        facts=_facts(article),
        particulars=tuple(_particulars(article)),
        citation=_citation(article, reader),
        briefs=tuple(_briefs(article, path)) if is_pack else (),
        asks=tuple(_asks(article, reader)) if is_pack else (),
        risks=_part(article, 'section[aria-labelledby="risks"] tbody', reader) if is_pack else (),
        pieces=frozenset(_pieces(root)),
        is_pack=is_pack,
        marked="" if is_pack else f"{posixpath.splitext(path)[0]}.pdf",
        marks=dict(_marks(article)),
    )


def _pieces(root: HtmlElement) -> Iterator[str]:
    """What each element says; of a source, also what it is called without its number."""
    yield from (plain(it.text_content()).key for it in select(root, "body *") if it.tag not in _UNREAD)
    yield from (plain(_CITED.sub("", it.text_content())).key for it in select(root, ".source"))


def _others(root: HtmlElement, path: str) -> Iterator[tuple[str, str]]:
    for link in select(root, "nav.languages a[hreflang], nav.languages a[lang]"):
        yield link.get("hreflang") or link.get("lang"), resolved(link.get("href") or "", path)


def _part(article: HtmlElement, selector: str, reader: BlockReader) -> tuple[ReadBlock, ...]:
    return tuple(block for element in select(article, selector) for block in reader.blocks(element))


def _particulars(article: HtmlElement) -> Iterator[ReadBlock]:
    for element in select(article, "p.kicker .number, p.kicker time, .docket dl dd"):
        if element.tag == "dd" and select(element, "a"):
            continue  # topics lead to pages of the site
        kind = "particular" if element.tag == "dd" else "masthead"
        yield ReadBlock(kind, plain(clean(element.text_content())), element.sourceline or 0)


def _citation(article: HtmlElement, reader: BlockReader) -> ReadBlock | None:
    """How to cite the brief."""
    for element in select(article, "#citation"):
        said = reader.said(element)
        section = next(element.iterancestors("section"), element)
        within = {turn.page for turn in said.turns}
        begun = (PageTurn(0, page) for page in pages_in(section) if page not in within)
        return ReadBlock(
            "citation", replace(said, turns=(*begun, *said.turns)), element.sourceline or 0, "cite", key="citation"
        )
    return None


def _asks(article: HtmlElement, reader: BlockReader) -> Iterator[Ask]:
    for element in select(article, ".recommendation"):
        label, *_ = [*_part(element, ".label", reader), ReadBlock("paragraph", ReadText())]
        terms = (*_part(element, ".terms dd", reader), *_part(element, ".words > .of-source", reader))
        words = _part(element, ".words > :not(.of-source)", reader)
        yield Ask(label, words, terms)


def _marks(article: HtmlElement) -> Iterator[tuple[int, int]]:
    for element in article.iter():
        for page in own_page(element):
            yield page, element.sourceline or 0


def _briefs(article: HtmlElement, path: str) -> Iterator[str]:
    for link in select(article, ".pack-contents a[href]"):
        yield resolved(link.get("href"), path)


_KINDS_OF_ANCHORS = (
    ("heading", ".text h2[id], .text h3[id], .text h4[id], .text h5[id], .text h6[id]"),
    ("figure", "figure.chart[id], figure:not(.table):not(.chart)[id]"),
    (TABLE.name, "figure.table[id]"),
    (RECOMMENDATION.name, ".recommendation[id]"),
    ("note", "section.notes li[id]"),
    ("reference", "section.references li[id]"),
)


def _anchors(article: HtmlElement) -> Iterator[tuple[str, str, int]]:
    for kind, selector in _KINDS_OF_ANCHORS:
        for element in select(article, selector):
            yield kind, element.get("id"), element.sourceline or 0


def _made(article: HtmlElement) -> Iterator[str]:
    for element in select(article, _KINDS_OF_ANCHORS[0][1]):
        words, ident = slug(element.text_content()), element.get("id")
        if ident == words or (ident.startswith(f"{words}-") and ident.removeprefix(f"{words}-").isdigit()):
            yield ident


def _facts(article: HtmlElement) -> dict[str, int]:
    found: dict[str, int] = {}
    for element in select(article, "[data-fact]"):
        found.setdefault(element.get("data-fact"), element.sourceline or 0)
    return found
