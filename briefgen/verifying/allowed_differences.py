"""What differs between web and paper by design: the one table. Everything else must be the same.

| | on the web | on paper |
|---|---|---|
| a figure or a term | leads to the ledger, the glossary | words alone, or a link to the site |
| the data of a chart | a table below it | in the drawing and in the file enclosed |
| a chart | drawn for the width of the page | drawn anew for the column it stands in: its axis may have other marks |
| a link that leaves the document | words | words and, for checking, in brackets the address, which is the right one |
| a link of an author to the ledger, the glossary | a link | for reading, words among others that may lead there |
| marks of where a text comes from | both tiers | one: every mark, or the sources of a paragraph at its end |
| evidence, references, changes | in parts of their own | where a text is read, the sources in a few words each |
| the number of a paragraph | a link to itself | a label; the number is the same |
| the risks of a brief | in a table of its own | for checking, and in its packs with those of the other briefs |
| changes of a brief | in a list | in its own PDF, not in packs nor on a sheet to leave behind |
| a note | at the end of the page | at the foot of the page that calls it |
| a call of a note | its number | its number and a bracket |
| a link inside the text | words | words and the page, which is the right one |
| an item of a list, a paragraph | its mark or number is drawn | its mark or number is text; the number is the same |
| what a style sheet adds | is not text | is text: signs alone, never a word or a number |
| furniture | navigation, buttons, tables of contents | stands between the parts of a brief, never inside its text |
| the head of a table | once | again on each page |
| terms in a pack | in full once a brief | in full once a pack, the particle after it accordingly |
| a source that the page of a pack names | leads to the page of sources | leads to the reference |
| which briefs use a source | on the page of sources | not there |
| that a risk has no answer | in the brief, and in the pack if no other has one | the same, in a brief for checking |
| rows of a pack's tables | one cell for each thing | in large type, some below others in one cell |
| who is who, the glossary of a pack | in the glossary | in the annexes |
| a part that a pack is made without | as ever | not there, where its manifest says so |
| doubts in a pack | in the table of evidence | in a list of their own |
| ids in an edition of two languages | the same in both | with the language before them |
| numbering in a pack | each brief's own | runs through the pack, the particle after a number accordingly |
| the cover of a brief | none | in some forms: the title, and no number that the page has not |
| a page that begins with a picture | its mark may stand before the next words | the picture is first |
| the id of a heading that has none of its own | made of its words | the same; the other language has another |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from lxml.html import HtmlElement

from briefgen.model.output import addresses
from briefgen.model.values.pdf_forms import Tier
from briefgen.verifying.blocks import LINK, Link, ReadText, TextGatherer

WEB_ONLY_TAGS = frozenset({"nav", "button", "script", "style", "template", "noscript"})
_MARK_OF_PAGE = "doc-pagebreak"
WEB_ONLY_ROLES = frozenset({"doc-backlink", _MARK_OF_PAGE})
WEB_ONLY_CLASSES = frozenset({"figures", "chart-narrow", "unseen", "pagebreak", "kicker", "unanswered", "used-in"})
"""Of what paper does not have: the data table of a chart, its drawing for a narrow screen, which briefs use a source;
in a pack that a brief has no answer to a risk, to which another brief of the pack may have one. The particulars of a
brief, such as the line of its number, are compared by themselves."""
_NOT_IN = {Tier.READING: "mark", Tier.CHECKING: "paragraph-sources"}
NOT_IN_READING = frozenset({"evidence", "references", "changes"})
"""Parts of a page that a brief alone has not, in the tier for reading."""
ONLY_IN_PACKS = frozenset({"register"})
ONLY_IN_CHECKING = frozenset({"own-register"})
NOT_IN_PACKS = frozenset({"changes", *ONLY_IN_CHECKING})
NOT_ON_SHEETS = frozenset({"changes"})
"""Parts of a page."""
ENTRY_CLASSES = frozenset({"fact", "term"})
_UNTITLED = frozenset({"evidence", "risks"})
"""Tables that stand below a heading of their own on paper."""
_ENTRY = re.compile(r"#(fact|term)-")
"""What is in the ledger or the glossary."""
_NOTE = re.compile(r"^#(?:.*--)?note-\d+$")
_SIGNS = re.compile(r"[\s:;·.,※*()\[\]–—-]+")
DRAWING = "drawing"
_AXIS = re.compile(r"[−-]?\d[\d.,:/−-]*|(?:[^\W\d_]{3,10}\.?\d{4})+")
"""Marks of an axis: numbers and dates, or months by name with their year."""
_ESCAPED = 9
"""Letters of an address, written as %ED%95%9C, for one that is typed."""
_MARK = re.compile(r"(-?\d{1,9}|[^\w\s]{1,2}|[a-z가-힣])[.)]?")
_ONLINE = re.compile(r"\s*(?P<opened>[(,])\s*[^\s\d():]{1,12}:")
_PAGE = re.compile(r"\A(?P<words>.*?)(?:(?<!\s)\s*\(|,\s)[^\d(),]{0,12}(?P<page>\d+)[^\d(),]{0,12}\)?", re.DOTALL)


def in_tier(root: HtmlElement, tier: Tier) -> HtmlElement:
    """A page as a reader has it in one tier: what only the other shows is taken out."""
    selector = f"descendant::*[contains(concat(' ', normalize-space(@class), ' '), ' {_NOT_IN[tier]} ')]"
    for element in root.xpath(selector):
        element.drop_tree()
    return root


def shows_the_same(web: str, paper: str) -> bool:
    """Whether two drawings of one chart have the same lettering, but for the marks of an axis that one has more.

    What it shows in figures is compared too: it stands in what the drawing is said to show.
    """
    left = "".join(web.split())  # on paper each piece of lettering is without blanks
    for piece in sorted(paper.split(), key=len, reverse=True):
        if piece in left:
            left = left.replace(piece, " ", 1)
        elif not _AXIS.fullmatch(piece):
            return False
    return all(_AXIS.fullmatch(rest) for rest in left.split())


def is_web_only(element: HtmlElement) -> bool:
    """Whether paper does not have it."""
    if not isinstance(element.tag, str) or element.tag in WEB_ONLY_TAGS:
        return True
    classes = (element.get("class") or "").split()
    caption = element.tag == "caption" and not _UNTITLED.isdisjoint((element.getparent().get("class") or "").split())
    return caption or element.get("role") in WEB_ONLY_ROLES or not WEB_ONLY_CLASSES.isdisjoint(classes)


def own_page(element: HtmlElement) -> Iterator[int]:
    """The page of the PDF that begins at this element, as it is read out, if it is a mark of one."""
    if element.get("role") == _MARK_OF_PAGE and (
        number := re.search(r"\d+", element.get("title") or element.get("aria-label") or "")
    ):
        yield int(number[0])


def pages_in(element: HtmlElement) -> Iterator[int]:
    """The pages of the PDF that begin within an element."""
    for inner in element.iter():
        yield from own_page(inner)


def is_entry(classes: str) -> bool:
    """Whether the words of a link are those of a figure or a term, and so text on either side."""
    return not ENTRY_CLASSES.isdisjoint(classes.split())


def with_entries_as_words(said: ReadText, base_url: str) -> ReadText:
    """A text on paper whose figures and terms are words: of links to the ledger or the glossary, those alone have no
    address in brackets after them."""

    def put(words: TextGatherer, link: Link, at: int) -> bool:
        is_word = leads_to_entry(link.target) and not _has_address(said, at, link, base_url)
        if is_word:
            words.entry(link)
        return is_word

    return _put_otherwise(said, put)


def with_links_as_words(said: ReadText, as_words: Callable[[Link], bool]) -> ReadText:
    """A text on paper whose links that ``as_words`` holds for are their words, without the page they lead to."""

    def put(words: TextGatherer, link: Link, _: int) -> bool:
        is_word = as_words(link)
        if is_word:
            label = without_page(link.label.text, link.page)
            words.put(ReadText(label, frozenset(at for at in link.label.optional if at < len(label))))
        return is_word

    return _put_otherwise(said, put)


def _put_otherwise(said: ReadText, put: Callable[[TextGatherer, Link, int], bool]) -> ReadText:
    """``said`` with those links put otherwise that ``put`` puts, given their place; it says whether it has."""
    words, links = TextGatherer(), iter(said.links)
    for at, char in enumerate((*said.text, "")):
        for turn in said.turns_before(at):
            words.turn(turn.page)
        if char != LINK:
            words.add(char, optional=at in said.optional)
        elif not put(words, link := next(links), at):
            words.link(link.target, link.label, link.page)
    return words.said()


def leads_to_entry(target: str) -> bool:
    """Whether a link leads to the ledger or the glossary."""
    return bool(_ENTRY.search(target))


def calls_note(target: str) -> bool:
    """Whether a link on paper is a second call of a note; the first is none, since the note stands on its page."""
    return bool(_NOTE.search(target))


def leads_to_source(target: str) -> str:
    """Where a link to the page of sources leads in a pack: to the reference; empty for other links."""
    anchor = target.partition("#")[2]
    return f"#{anchor}" if anchor.startswith("ref-") else ""


def own_anchor(anchor: str, lang: str) -> str:
    """An id in the part of a PDF that is in ``lang``, as the page in that language has it."""
    return anchor.removeprefix(f"{lang}--") if lang else anchor


def is_signs(text: str) -> bool:
    """Whether a piece of text on paper may have been added by a style sheet."""
    return bool(_SIGNS.fullmatch(text))


def is_mark(text: str) -> bool:
    """Whether a piece of text on paper is the mark of an item or the number of a paragraph."""
    return bool(_MARK.fullmatch(text.strip()))


def without_page(words: str, page: int) -> str:
    """The words of a link without the page it leads to, when it is ``page``; a wrong page stays."""
    found = _PAGE.fullmatch(words.strip())
    return found["words"] if found and int(found["page"]) == page else words


def without_addresses(said: ReadText, base_url: str) -> ReadText:
    """A text on paper without the addresses in brackets after links that leave it; a wrong address stays."""
    links, taken = iter(said.links), set[int]()
    for at, char in enumerate(said.text):
        if char == LINK:
            taken.update(_address_after(said, at, next(links), base_url))
    return said.without(taken) if taken else said


def _address_after(said: ReadText, at: int, link: Link, base_url: str) -> range:
    """The places of the address in brackets that stands after the link at ``at``."""
    address = _typed(link.target, base_url)
    opened = _ONLINE.match(said.text, at + 1) if address else None
    if opened is None:
        return range(0)
    ends = _bracket_ends if opened["opened"] == "(" else _address_ends
    return range(at + 1, ends(said, opened.end(), address))


def _has_address(said: ReadText, at: int, link: Link, base_url: str) -> bool:
    """Whether an address stands after the link at ``at``, or begins there and goes on over the page."""
    address = _typed(link.target, base_url)
    opened = _ONLINE.match(said.text, at + 1) if address else None
    if opened is None:
        return False
    places = range(opened.end(), len(said.text))
    begun = "".join(said.text[it] for it in places if it not in said.optional and not said.text[it].isspace())
    return bool(_address_after(said, at, link, base_url)) or address.startswith(unquote(begun))


def _typed(target: str, base_url: str) -> str:
    """The address of a link as one types it; empty for a link within the document."""
    return "".join(unquote(address_of(target, base_url).partition("://")[2]).split())


def address_of(target: str, base_url: str) -> str:
    """The address of what a link leads to; of a page of the site its address there."""
    if not target.startswith("site:"):
        return target
    path, mark, anchor = target.removeprefix("site:").partition("#")
    return addresses.absolute(path, base_url) + mark + anchor


def _address_ends(said: ReadText, start: int, address: str) -> int:
    """The place after the address within the brackets of the text; ``0`` when another stands there."""
    places = [at for at in range(start, len(said.text)) if not said.text[at].isspace()]
    for kept in (places, [at for at in places if at not in said.optional]):
        read = ""
        for at in kept:
            read += said.text[at]
            if unquote(read) == address:
                return at + 1
            if len(read) > _ESCAPED * len(address):
                break
    return 0


def _bracket_ends(said: ReadText, start: int, address: str) -> int:
    """The place after the bracket that closes on ``address``, or on it and the name of a section; ``0`` for none."""
    for end in (at for at in range(start, len(said.text)) if said.text[at] == ")"):
        places = [at for at in range(start, end) if not said.text[at].isspace()]
        for kept in (places, [at for at in places if at not in said.optional]):
            inside = unquote("".join(said.text[at] for at in kept))
            if inside == address or inside.startswith(f"{address},"):
                return end + 1
    return 0
