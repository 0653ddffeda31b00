"""A file that was handed out against the page that it was made of: words, numbers, sources and the day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from gettext import NullTranslations
from itertools import count, pairwise
from operator import itemgetter
from posixpath import basename, dirname, join, splitext
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement

from briefgen.importing.hancom.returned import returned_hwpx
from briefgen.importing.word.returned import returned_word
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error
from briefgen.model.core.directives import AT_A_GLANCE
from briefgen.model.output import addresses
from briefgen.model.output.site_manifest import MANIFEST
from briefgen.model.theme import Theme
from briefgen.model.values.pdf_forms import Tier
from briefgen.model.values.plain import one_line
from briefgen.reading.files.archive import UnreadableDocumentError, members, xml_of
from briefgen.reading.world import MemoryWorld, World
from briefgen.rendering.office.returned import NOTE_SIGN, PICTURE_SIGN, ReturnedDocument
from briefgen.rendering.theme.templates import wording
from briefgen.verifying.allowed_differences import DRAWING, in_tier
from briefgen.verifying.blocks import CELL, LINK, ReadBlock, ReadText, TermInText, clean, difference, plain
from briefgen.verifying.compare import SOURCE
from briefgen.verifying.identify import Known, whose
from briefgen.verifying.pack.glossary import read_shared
from briefgen.verifying.pack.terms import Forms
from briefgen.verifying.paper.about import metadata_of
from briefgen.verifying.paper.opened import HEAD, SIGN, UnreadablePdfError, opened
from briefgen.verifying.paper.read import read_paper
from briefgen.verifying.verify import forms_of, no_site, read_if_there
from briefgen.verifying.web.page import (
    EVIDENCE,
    EVIDENCE_LINE,
    NOTES,
    OWN_REGISTER,
    REFERENCES,
    TEXT,
    WebPage,
    read_page,
)
from briefgen.verifying.web.page_blocks import BlockReader, parsed, select

_DC = "{http://purl.org/dc/elements/1.1/}"
_SLIDES = "/slides/"
"""In the address that slides have for a name."""
_SHOWN_AGAIN = "kicker", "figures"
"""Classes that paper does not have of a page, and files do."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a format has of a page: ``parts`` with all their blocks, in the ``tier`` of the page whose marks it has."""

    tier: Tier
    unit: str
    """What its places count."""
    parts: tuple[str, ...]
    left_out: str = ""
    """Selects elements of these parts that it does not have."""
    beside: tuple[str, ...] = ()
    """Sections of the site that it repeats, besides the page."""
    wording: tuple[str, ...] = ()
    """Folders of the templates whose wording it adds."""
    lists_sources: bool = True
    """Whether what it cites stands in a list of its own."""


_GLANCE = ("title", "summary", AT_A_GLANCE.name)
_HANDOFF = Carried(
    Tier.CHECKING,
    "paragraph",
    (*_GLANCE, "lead", TEXT, NOTES, REFERENCES),
    ".of-source, .editorial, .sources, .remark, .claim-strength, .notes h2",
    (),
    ("parts",),
)
CARRIED: Mapping[str, Carried] = {
    "docx": _HANDOFF,
    "hwpx": _HANDOFF,
    "epub": Carried(
        Tier.READING,
        "line",
        (
            *(*_GLANCE, "translation", "key-figures", "findings", "questions", "lead", EVIDENCE_LINE, TEXT, "since"),
            *(EVIDENCE, OWN_REGISTER, NOTES, REFERENCES, "changes"),
        ),
        ".elsewhere, [aria-labelledby=evidence] thead",
        ("glossary", "facts", "sources"),
        ("epub", "parts"),
    ),
    "mail": Carried(
        Tier.READING,
        "line",
        (*_GLANCE, "translation", "key-figures", "findings"),
        ".key-figures .source, .findings .big, .findings .about",
        wording=("mail", "parts"),
    ),
    "slides": Carried(
        Tier.READING, "page", ("title",), beside=("briefs",), wording=("slides", "print", "parts"), lists_sources=False
    ),
}
"""Format → what it has of a page. What is not named here it may have, as the page has it. None has charts as text."""


@dataclass(frozen=True, slots=True)
class HandoutText:
    """What a file says, block by block, and of itself its title, language and day; empty where it does not say."""

    form: str
    title: str
    lang: str
    day: str
    blocks: tuple[ReadBlock, ...]


def read_handout(content: bytes, name: str) -> tuple[HandoutText, ...]:
    """Return what a file says, all of it once or twice, by the ending of its name; nothing for another format, and
    for a PDF that is not slides. What names its language nowhere has it in its name.

    Raises UnreadableDocumentError or UnreadablePdfError.
    """
    base, ending = splitext(name)
    reader, lang = _READERS.get(ending.lower()), base.rpartition("-")[2]
    try:
        return tuple(replace(it, lang=it.lang or lang) for it in reader(content)) if reader else ()
    except (LookupError, TypeError, AttributeError, etree.LxmlError) as problem:
        raise UnreadableDocumentError("it has not the parts that briefgen writes") from problem


def _word(content: bytes) -> Iterator[HandoutText]:
    yield _office("docx", returned_word(content), _about(members(content), "docProps/core.xml"))


def _hancom(content: bytes) -> Iterator[HandoutText]:
    yield _office("hwpx", returned_hwpx(content), _about(members(content), "Contents/content.hpf"))


def _office(form: str, document: ReturnedDocument, about: Mapping[str, str]) -> HandoutText:
    """An office program writes the day of its own change: the day that the document was made with stays."""
    notes, blocks = count(1), list[ReadBlock]()
    for at, it in enumerate(document.paragraphs, 1):
        first, *others = it.words.replace(PICTURE_SIGN, " ").split(NOTE_SIGN)
        words = first + "".join(f" {next(notes)} {other}" for other in others)
        blocks += (ReadBlock("paragraph", plain(said), at) for said in (words, *it.notes))
    return _read(form, about, about.get("created") or about.get("createddate", ""), blocks)


def _about(files: Mapping[str, bytes], path: str) -> dict[str, str]:
    """Return what the metadata of a package say, by the last part of their names."""
    found: dict[str, str] = {}
    for it in xml_of(files, path).iter("{*}*") if path in files else ():
        key = it.get("property") or it.get("name") or etree.QName(it).localname
        found.setdefault(key.rpartition(":")[2].lower(), " ".join((it.text or "").split()))
    return found


def _read(
    form: str, about: Mapping[str, str], day: str, blocks: Iterator[ReadBlock] | Sequence[ReadBlock]
) -> HandoutText:
    kept = tuple(it for it in blocks if it.said.text.strip() and it.kind != DRAWING)
    return HandoutText(form, clean(about.get("title", "")), about.get("language", ""), day[:10], kept)


def _book(content: bytes) -> Iterator[HandoutText]:
    files = members(content)
    package = next(it.get("full-path") for it in xml_of(files, "META-INF/container.xml").iter("{*}rootfile"))
    root, about = xml_of(files, package), _about(files, package)
    names = {it.get("id"): it.get("href") for it in root.iter("{*}item") if it.get("properties") != "nav"}
    order = [names[it.get("idref")] for it in root.iter("{*}itemref") if it.get("idref") in names]
    blocks = list[ReadBlock]()
    for name in order:
        page = parsed(files[join(dirname(package), name)])
        for term in select(page, ".terms-list dt"):
            term.drop_tree()  # spelled out as nowhere on the site
        blocks += (replace(it, anchor=name) for it in html_blocks(page))
    yield _read("epub", about, about.get("modified", ""), blocks)


def html_blocks(root: HtmlElement, tier: Tier = Tier.CHECKING, path: str = "") -> tuple[ReadBlock, ...]:
    """All blocks of a page, also what paper does not have of it; a table that only places things is none."""
    for it in root.xpath(" | ".join(f"//*[contains(@class, '{name}')]" for name in _SHOWN_AGAIN)):
        del it.attrib["class"]
    for table in root.xpath("//table[@role='presentation']"):
        inside = table.iterdescendants("tbody", "tr", "td")
        for it in (table, *[it for it in inside if next(it.iterancestors("table")) is table]):
            it.tag = "div"
    body = root.find("body")
    return () if body is None else BlockReader(path, "", root.get("lang") or "", tier=tier).blocks(body)


def _mail(content: bytes) -> Iterator[HandoutText]:
    """A message has its words twice: a reader may be shown either."""
    message: Any = message_from_bytes(content, policy=policy.default)
    html, text = (message.get_body((kind,)).get_content().encode() for kind in ("html", "plain"))
    day = parsedate_to_datetime(message["Date"]).date().isoformat() if message["Date"] else ""
    yield from (replace(it, day=day) for it in (*_message(html), *_typed(text)))


def _message(content: bytes) -> Iterator[HandoutText]:
    root = parsed(content)
    title = next((" ".join(it.text_content().split()) for it in select(root, "h1")), "")
    yield _read("mail", {"title": title, "language": root.get("lang") or ""}, "", html_blocks(root))


def _typed(content: bytes) -> Iterator[HandoutText]:
    lines = content.decode().splitlines()
    title = next((one for one, under in pairwise(lines) if under and not under.strip("=")), "")
    blocks = [ReadBlock("line", plain(_ADDED.sub("", it)), at) for at, it in enumerate(lines, 1)]
    yield _read("mail", {"title": title}, "", blocks)


def _slides(content: bytes) -> Iterator[HandoutText]:
    with opened(content) as pdf:
        said = metadata_of(pdf)
    paper = read_paper(content, "") if _SLIDES in said.get(f"{_DC}identifier", "") else None
    if paper is not None:
        blocks = (*paper.blocks, *paper.notes)
        about = {"title": said.get(f"{_DC}title", ""), "language": said.get(f"{_DC}language", "")}
        yield _read("slides", about, said.get(f"{_DC}date", "").rpartition("; ")[2], blocks)


_READERS: Mapping[str, Callable[[bytes], Iterable[HandoutText]]] = {
    ".docx": _word,
    ".hwpx": _hancom,
    ".epub": _book,
    ".eml": _mail,
    ".html": _message,
    ".txt": _typed,
    ".pdf": _slides,
}
"""By the ending of a file."""


SAYS, OURS, READABLE = "handout-says-the-same", "returned-file-is-ours", "returned-file-is-readable"
_SET_OTHERWISE = frozenset({"key-figures", "findings", "questions", EVIDENCE, EVIDENCE_LINE, OWN_REGISTER, "changes"})
"""Parts of a page that a file may have in other lines, or in another order."""
_WORD = re.compile(
    r"(\[\s*\d+(?:\s*[,;]\s*\d+)*\s*\])|(\d{4}\. ?\d\d?\. ?\d\d?|\d+(?:[.,:/]\d+)*)|[가-힣]|[^\W\d_가-힣]+"
)
"""Numbers of sources, a day or a number, a syllable of Hangul, as a particle may follow a name at once, or a word."""
_NUMBER = re.compile(r"\d+")
_APART = re.compile(rf"[{LINK}{CELL}()|·:;,“”‘’–—/\n]|(?<!\d)[.?!]\s|[.?!]\s(?!\d)")
"""What stands between the pieces of a line; in ``2025. 4. 11.`` nothing does."""
_LISTED = re.compile(r"\[(\d+)\]([^\[\]]+)")
_TYPED = re.compile(r"\w+")
_ADDED = re.compile(r"^(?:- |\d+\. )| <[^\s<>]+>")
"""The mark of an item and the address of a link in a text alone."""
_ASKED = re.compile(r'gettext\("([^"]+)", "([^"]+)"|_\("([^"]+)"|>([^"<>{}%]+)<')
_GIVEN = re.compile(r"%\(\w+\)[sd]")
_FEW, _MANY = 6, 16
"""So many letters that stand together elsewhere are not together by chance: in a file, and on a page with all that
stands beside it."""
_ALIKE = 0.5
"""So much of two texts must be the same for one to be taken for a changed form of the other."""
_LONGEST = 40
"""Words of a piece."""
_AROUND = 28


def _words(text: str) -> list[str]:
    """Words and numbers as they are compared: spaces are not sure in a PDF, so each number has a sign around it."""
    return [
        "".join(f"[{it}]" for it in _NUMBER.findall(found[1] or ""))
        or (f"<{found[0].replace(' ', '')}>" if found[2] else found[0])
        for found in _WORD.finditer(text.casefold())
    ]


def _spelled(text: str) -> str:
    return "".join(_words(text))


@dataclass(slots=True)
class HandoutWords:
    """Texts by their words, one after the other, and the short pieces that lines are made of."""

    blocks: Sequence[ReadBlock]
    is_renumbered: bool = False
    """Whether sources have other numbers here than there, and are compared without."""
    pieces: set[str] = field(default_factory=set)
    sources: Sequence[tuple[str, str]] = ()
    """Number and text of each."""
    _all: str = ""

    def __post_init__(self) -> None:
        listed = (it for it in self.blocks if it.number and it.anchor.startswith(SOURCE[1:]))
        self.sources = [(it.number, it.said.flat.text) for it in listed]
        self._all = "".join("".join(self.of(it.said)) for it in self.blocks)
        self.pieces.update(_spelled(it) for block in self.blocks for it in _pieces(block.said))

    def of(self, said: ReadText) -> list[str]:
        """The words and numbers of a text."""
        labels = iter(said.links)  # a number after a full stop is that of a note, not a part of one
        text = "".join(f" {next(labels).label.flat.text} " if char == LINK else char for char in said.text)
        return [it for it in _words(text) if not (self.is_renumbered and it.startswith("["))]

    def find(self, words: Sequence[str], start: int = 0) -> int:
        """Return where these words stand one after the other, from ``start`` on; below 0 where they do not."""
        return self._all.find("".join(words), start)

    def has_all(self, words: Sequence[str], run: int = _MANY) -> bool:
        """Tell whether the words stand there in one piece, or in whole pieces and in runs of so many letters."""
        if self.find(words) >= 0:
            return True
        reached = {0}
        for start in range(len(words)):
            if start in reached:
                reached.update(self._ends(words, start, run))
        return len(words) in reached

    def _ends(self, words: Sequence[str], start: int, run: int) -> Iterator[int]:
        """Where a piece that begins at ``start`` ends, and the longest run; its last words may begin what follows."""
        longest = start
        for end in range(start + 1, len(words) + 1):
            said = "".join(words[start:end])
            is_run = longest == end - 1 and said in self._all
            longest = end if is_run else longest
            if said in self.pieces or (is_run and end == start + 1 and said[0] == "["):
                yield end
            if not is_run and end - start > _LONGEST:
                break
        yield from (end for end in range(longest, max(start, longest - 4), -1) if len("".join(words[start:end])) >= run)


def _with_terms(said: ReadText) -> ReadText:
    """The text with the words of its links in their places, and its terms where these are now."""
    longer = [len(it.label.flat.text) - 1 for it in said.links]
    moved = {at: at + sum(longer[: said.text.count(LINK, 0, at)]) for it in said.terms for at in (it.start, it.end)}
    return replace(said.flat, terms=tuple(TermInText(moved[it.start], moved[it.end], it.entry) for it in said.terms))


def _without_sources(said: ReadText) -> ReadText:
    """A paragraph without the numbers of sources at its end."""
    before, _, after = said.text.rpartition("[")
    return replace(said, text=before) if before and not after.strip("0123456789, ]\n") else said


def _pieces(said: ReadText) -> Iterator[str]:
    yield from _APART.split(said.text)
    yield from _APART.split(said.flat.text)
    yield from (it.label.flat.text for it in said.links if SOURCE not in it.target)


@dataclass(frozen=True, slots=True)
class HandoutComparison:
    """One file with the pages that it was made of: that of a brief, or that of a pack and of its briefs."""

    name: str
    text: HandoutText
    page: WebPage
    folder: str
    pages: Sequence[WebPage]
    there: HandoutWords
    """All that the pages say, and what the format adds."""
    day: str
    forms: Forms

    @property
    def carried(self) -> Carried:
        """What the format has of a page."""
        return CARRIED[self.text.form]

    def problems(self) -> Iterator[Diagnostic]:
        """Every difference: what only one of both says, and the other in its place where one looks like it."""
        if self.day and self.text.day and self.text.day != (day := "-".join([*self.day.split("-"), "01", "01"][:3])):
            yield self._problem(f"is dated {self.text.day}, the page {day}", self.page, 1)
        here = HandoutWords(self.text.blocks, self.there.is_renumbered)
        mine = [it for it in self.text.blocks if not self._is_on_page(it)]
        whole = {"".join(self.there.of(it.said)) for it in self.there.blocks}
        others = [it for it in self.text.blocks if "".join(here.of(it.said)) not in whole]
        for page, web, is_elsewhere in [(one, *it) for one in self.pages for it in self._missing(one, here)]:
            if here.is_renumbered and any(self._has_other_forms(it, web) for it in self.text.blocks):
                mine = [it for it in mine if not self._has_other_forms(it, web)]
                continue
            like = _most_alike(web, mine, here) or _most_alike(web, others, here)
            if is_elsewhere or like is None:
                more = " at this place" if is_elsewhere else ""
                yield self._problem(f"does not say{more} “{_line(web)}”, as the page does", page, web.place)
            else:
                mine = [it for it in mine if it is not like]
                yield self._differs(like, web, page)
        for block in mine:
            yield self._problem(f"{self._at(block)} “{_line(block)}” is not on the page", self.page, 1)
        yield from self._unlisted()
        numbers = {f"#{it.anchor}": it.number for it in self.page.parts.get(REFERENCES, ())}
        for block, link in [(it, link) for it in self.text.blocks for link in it.said.links]:
            number, label = numbers.get(link.target[link.target.find("#") :]), link.label.flat.text
            if number and not here.is_renumbered and _NUMBER.findall(number) != _NUMBER.findall(label):
                yield self._problem(f"{self._at(block)} cites {label}, the page {number}", self.page, 1)

    def _missing(self, page: WebPage, here: HandoutWords) -> Iterator[tuple[ReadBlock, bool]]:
        """Each block that the file should have and has not, or (True) has elsewhere."""
        for it in page.particulars if page is self.page else ():
            if it.kind == "masthead" and here.find(here.of(it.said)) < 0:
                yield it, False
        absent = {"changes", EVIDENCE_LINE} if here.is_renumbered and not page.is_pack else frozenset()
        for part, blocks in _parts_of(page, self.carried).items():
            is_free = part in _SET_OTHERWISE or (part == REFERENCES and here.is_renumbered)
            start = 0
            for block in blocks if part not in absent else ():
                words = here.of(block.said)
                at = here.find(words, start)
                if at < 0 and not (is_free and here.has_all(words, _FEW)):
                    yield block, here.find(words) >= 0
                start = start if is_free else max(start, at)

    def _is_on_page(self, block: ReadBlock) -> bool:
        return self.there.has_all(self.there.of(block.said)) or self._is_short(block)

    def _is_short(self, block: ReadBlock) -> bool:
        """Tell whether a line lists sources in a few words each, with the numbers of the page; a pack has its own."""
        said = left = block.said.flat.text
        for found in _LISTED.finditer(said):
            sources = (it for number, it in self.there.sources if self.page.is_pack or number == f"[{found[1]}]")
            left = left.replace(found[0], "" if any(_shortens(found[2], it) for it in sources) else found[0])
        return left != said and self.there.has_all(_words(left))

    def _unlisted(self) -> Iterator[Diagnostic]:
        """Numbers of sources that stand in the file without a source."""
        lines = [_words(it.said.flat.text) for it in self.text.blocks if self.carried.lists_sources]
        listed = {line[0] for line in lines if line}
        cited = (f"[{it}]" for line in lines for word in line if word[0] == "[" for it in _NUMBER.findall(word))
        for mark in dict.fromkeys(cited):
            if mark not in listed:
                yield self._problem(f"cites source {mark}, and does not list it", self.page, 1)

    def _has_other_forms(self, mine: ReadBlock, web: ReadBlock) -> bool:
        """Tell whether a book of several briefs only spells out terms elsewhere."""
        one, other = (_without_sources(it) for it in (_with_terms(web.said), mine.said.flat))
        return difference(self.forms.as_on_paper(one, other), other) is None

    def _differs(self, mine: ReadBlock, web: ReadBlock, page: WebPage) -> Diagnostic:
        i, j = difference(web.said.flat, mine.said.flat) or (0, 0)
        here, its = mine.said.flat.near(j, _AROUND), web.said.flat.near(i, _AROUND)
        return self._problem(f"{self._at(mine)} says “{here}”, the page “{its}”", page, web.place)

    def _at(self, block: ReadBlock) -> str:
        return f"{block.anchor + ', ' if self.text.form == 'epub' else ''}{self.carried.unit} {block.place}:"

    def _problem(self, words: str, page: WebPage, line: int) -> Diagnostic:
        return error(SAYS, f"{self.name} {words}", Span(f"{self.folder}/{page.path}", max(1, line)))


def _line(block: ReadBlock) -> str:
    return one_line(block.said.flat.whole)


def _most_alike(web: ReadBlock, blocks: Sequence[ReadBlock], here: HandoutWords) -> ReadBlock | None:
    """The block that has most of its words in common with one of the page, if those are more than half."""
    its = Counter(here.of(web.said))
    counted = [
        ((2 * (words & its).total()) / (words + its).total(), it)
        for it, words in ((it, Counter(here.of(it.said))) for it in blocks)
    ]
    alike, like = max(counted, key=itemgetter(0), default=(0, None))
    return like if alike > _ALIKE else None


def _shortens(short: str, whole: str) -> bool:
    """Tell whether each word is one of the whole or begins one: ``5 Mar 2026`` is short for ``5 March 2026``."""
    words = _TYPED.findall(whole)
    return all(any(it.startswith(one) or one.startswith(it) for it in words) for one in _TYPED.findall(short))


def _parts_of(page: WebPage, carried: Carried) -> dict[str, list[ReadBlock]]:
    """The blocks that a file of this format has: no drawings, and of the sources those that these blocks name."""
    kept = {
        part: [it for it in page.parts.get(part, ()) if it.kind not in ("figure", "drawing")] for part in carried.parts
    }
    cited = {
        link.target for part, blocks in kept.items() if part != REFERENCES for it in blocks for link in it.said.links
    }
    if REFERENCES in kept:
        kept[REFERENCES] = [it for it in kept[REFERENCES] if f"#{it.anchor}" in cited]
    return kept


@dataclass(frozen=True, slots=True)
class ReadBack:
    """Which text a file is, and whether it says what the page of it says."""

    text: HandoutText
    path: str
    """Where the page stands."""
    differences: int
    not_compared: bool = False
    lists_problems: bool = True

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        document = {"title": self.text.title, "language": self.text.lang, "format": self.text.form, "page": self.path}
        return {"document": document, "standing": "different" if self.differences else "current"}

    def lines(self) -> tuple[str, ...]:
        """For a person."""
        result = f"{self.differences} differences" if self.differences else "it says what the page says"
        return (f"“{one_line(self.text.title)}”, {self.text.lang}, {self.text.form}", f"{self.path}: {result}")


def read_back(
    content: bytes, name: str, site: World | None, folder: str, *, theme: Theme
) -> Outcome[ReadBack | Known | None]:
    """What the file ``name`` is, and in what it differs from its page in ``site``; None, and why, where nobody knows.

    A PDF that is not slides is compared with the PDFs of the site.
    """
    try:
        texts = read_handout(content, name)
    except UnreadableDocumentError as problem:
        return Outcome(None, (error(READABLE, f"{name} cannot be read: {problem}"),))
    except UnreadablePdfError:
        texts = ()
    if not texts and (SIGN in content[:HEAD] or name.lower().endswith(".pdf")):
        return whose(content, name, site, folder)
    if site is None or not read_if_there(site, MANIFEST):
        return Outcome(None, (no_site(site or MemoryWorld({}), folder),))
    path = _page_of(texts[0], name, site) if texts else ""
    if not path:
        hint = "give it the name that briefgen gave it, BRIEF-LANGUAGE; or build the site that it was made of"
        return Outcome(None, (error(OURS, f"{name} is no brief or pack of {folder}", hint=hint),))
    text = texts[0]
    pages = tuple(_pages(site, path, CARRIED[text.form]))
    there = _there(site, pages, CARRIED[text.form], wording(theme, text.lang), theme)
    paths = [addresses.section(text.lang, it) for it in ("glossary", "facts", "sources")]
    shared = read_shared({it: read_if_there(site, it) for it in paths}, pages[0].base_url, text.lang)
    forms = forms_of(pages, (shared,))
    compared = pages if text.form == "epub" else pages[:1]
    days = select(parsed(site.read(path)), "article.brief p.kicker time[datetime]")
    day = next((it.get("datetime") or "" for it in days), "")
    asked = (HandoutComparison(name, it, pages[0], folder, compared, there, day, forms) for it in texts)
    found = tuple(dict.fromkeys(problem for one in asked for problem in one.problems()))
    return Outcome(ReadBack(text, path, len(found)), found)


def _page_of(text: HandoutText, name: str, site: World) -> str:
    """The page with the title of a file in its language; of several, or of none, the one with its name."""
    slug = splitext(basename(name))[0].removesuffix(f"-{text.lang}")
    named = (addresses.brief(text.lang, slug), addresses.pack(text.lang, slug))
    folders = tuple(f"{text.lang}/{it}/" for it in ("briefs", "packs"))
    pages = [it for it in site.files("") if it.startswith(folders) and it.count("/") == 2 and it.endswith(".html")]
    titled = [it for it in pages if _title(site.read(it)) == text.title]
    return next((it for it in named if it in (titled or pages)), titled[0] if len(titled) == 1 else "")


def _title(content: bytes) -> str:
    return next((" ".join(clean(it.text_content()).split()) for it in select(parsed(content), "article.brief h1")), "")


def _pages(site: World, path: str, carried: Carried) -> Iterator[WebPage]:
    """The page at ``path`` without what a format leaves out, and those of its briefs."""
    root = parsed(site.read(path))
    for element in select(root, carried.left_out) if carried.left_out else ():
        element.drop_tree()
    page = read_page(html.tostring(root, encoding="utf-8"), path, carried.tier)
    if page is not None:
        yield page
        for brief in page.briefs:
            yield from _pages(site, brief, carried)


def _there(
    site: World, pages: Sequence[WebPage], carried: Carried, say: NullTranslations, theme: Theme
) -> HandoutWords:
    """All that the pages say, the sections of the site that a file repeats, and the words that its template adds."""
    sections = (addresses.section(pages[0].lang, it) for it in carried.beside)
    roots = [
        in_tier(parsed(read_if_there(site, it)), carried.tier) for it in (*(page.path for page in pages), *sections)
    ]
    pieces = {
        _spelled(clean(it.text_content()))
        for root in roots
        for it in root.iter("*")
        if SOURCE not in it.get("href", "")
    }
    pieces |= {_spelled(it) for asked in _asked(theme, carried.wording, say) for it in _APART.split(asked)}
    for page in pages:
        address = page.base_url + page.path
        pieces |= {_spelled(it) for it in (address, address.partition("://")[2])}
    blocks = [it for page in pages for part in page.parts.values() for it in part]
    blocks += [it for root in roots for it in html_blocks(root, carried.tier)]
    return HandoutWords(blocks, len(pages) > 1, pieces)


def _asked(theme: Theme, folders: Iterable[str], say: NullTranslations) -> Iterator[str]:
    """The wording of templates, cut where a page puts something in."""
    for path in (path for folder in folders for path in theme.below(folder)):
        for one, more, alone, typed in _ASKED.findall(theme.text(path)):
            said = (say.ngettext(one, more, 1), say.ngettext(one, more, 2)) if one else (say.gettext(alone), typed)
            yield from (piece for it in said if it for piece in _GIVEN.split(it))
