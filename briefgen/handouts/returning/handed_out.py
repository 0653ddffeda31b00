"""What a file that was handed out says, whatever its format: one sequence of texts; and what each format leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from itertools import count
from posixpath import dirname, join, splitext
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from briefgen.importing.hancom.returned import returned_hwpx
from briefgen.importing.word.returned import returned_word
from briefgen.model.core.directives import AT_A_GLANCE
from briefgen.model.written.pdf_forms import Tier
from briefgen.reading.files.archive import UnreadableDocumentError, members, xml_of
from briefgen.rendering.mail.plain import plain_text
from briefgen.rendering.office.returned import NOTE_SIGN, PICTURE_SIGN, ReturnedDocument
from briefgen.verifying.allowed_differences import DRAWING
from briefgen.verifying.blocks import ReadBlock, clean, plain
from briefgen.verifying.paper.about import metadata_of
from briefgen.verifying.paper.opened import opened
from briefgen.verifying.paper.read import read_paper
from briefgen.verifying.web.blocks import BlockReader, parsed, select
from briefgen.verifying.web.page import EVIDENCE, EVIDENCE_LINE, NOTES, OWN_REGISTER, REFERENCES, TEXT

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


def read_handout(content: bytes, name: str) -> HandoutText | None:
    """What a file says, by the ending of its name; None for another format, and a PDF that is not slides.

    Raises UnreadableDocumentError or UnreadablePdfError.
    """
    reader = _READERS.get(splitext(name)[1].lower())
    try:
        return reader(content) if reader else None
    except (LookupError, TypeError, AttributeError, etree.LxmlError) as problem:
        raise UnreadableDocumentError("it has not the parts that briefgen writes") from problem


def _word(content: bytes) -> HandoutText:
    return _office("docx", returned_word(content), _about(members(content), "docProps/core.xml"))


def _hancom(content: bytes) -> HandoutText:
    return _office("hwpx", returned_hwpx(content), _about(members(content), "Contents/content.hpf"))


def _office(form: str, document: ReturnedDocument, about: Mapping[str, str]) -> HandoutText:
    """An office program writes the day of its own change: the day that the document was made with stays."""
    notes, blocks = count(1), list[ReadBlock]()
    for at, it in enumerate(document.paragraphs, 1):
        first, *others = it.words.replace(PICTURE_SIGN, " ").split(NOTE_SIGN)
        words = first + "".join(f" {next(notes)} {other}" for other in others)
        blocks += (ReadBlock("paragraph", plain(said), at) for said in (words, *it.notes))
    return _read(form, about, about.get("created") or about.get("createddate", ""), blocks)


def _about(files: Mapping[str, bytes], path: str) -> dict[str, str]:
    """What the metadata of a package say, by the last part of their names."""
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


def _book(content: bytes) -> HandoutText:
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
    return _read("epub", about, about.get("modified", ""), blocks)


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


def _mail(content: bytes) -> HandoutText:
    """A message has its words twice: a reader may be shown either."""
    message: Any = message_from_bytes(content, policy=policy.default)
    html, text = (message.get_body((kind,)).get_content() for kind in ("html", "plain"))
    read, day = _message(html.encode()), parsedate_to_datetime(message["Date"]) if message["Date"] else None
    wanted = plain_text(parsed(html.encode())).splitlines()
    others = [ReadBlock("line", plain(it), at) for at, it in enumerate(text.splitlines(), 1) if it not in wanted]
    return replace(read, day=day.date().isoformat() if day else "", blocks=(*read.blocks, *others))


def _message(content: bytes) -> HandoutText:
    root = parsed(content)
    title = next((" ".join(it.text_content().split()) for it in select(root, "h1")), "")
    return _read("mail", {"title": title, "language": root.get("lang") or ""}, "", html_blocks(root))


def _slides(content: bytes) -> HandoutText | None:
    with opened(content) as pdf:
        said = metadata_of(pdf)
    paper = read_paper(content, "") if _SLIDES in said.get(f"{_DC}identifier", "") else None
    if paper is None:
        return None
    blocks = (*(block for blocks in paper.articles for block in blocks), *paper.rest, *paper.notes)
    about = {"title": said.get(f"{_DC}title", ""), "language": said.get(f"{_DC}language", "")}
    return _read("slides", about, said.get(f"{_DC}date", "").rpartition("; ")[2], blocks)


_READERS: Mapping[str, Callable[[bytes], HandoutText | None]] = {
    ".docx": _word,
    ".hwpx": _hancom,
    ".epub": _book,
    ".eml": _mail,
    ".html": _message,
    ".pdf": _slides,
}
"""By the ending of a file."""
