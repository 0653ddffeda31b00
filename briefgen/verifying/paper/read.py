"""A PDF, read back: its tag tree becomes blocks, in the order in which a screen reader reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from briefgen.model.output import addresses
from briefgen.verifying.allowed_differences import (
    calls_note,
    is_mark,
    is_signs,
    own_anchor,
    with_entries_as_words,
    without_addresses,
)
from briefgen.verifying.blocks import CELL, NOTE, ReadBlock, ReadText, TextGatherer, clean, plain
from briefgen.verifying.paper.glyphs import Cmaps, MarkedText, marked_texts
from briefgen.verifying.paper.opened import MOST_TAGS, opened

_INLINE = frozenset({"Span", "Link", "Reference", "Quote", "Em", "Strong", "Code", "Lbl", "Annot", "Ruby", "Warichu"})
_TITLES = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"})
_NOTES = frozenset({"Note", "FENote"})
_MARKED = frozenset({"LI", "LBody", "P"})
"""What a mark or a number may stand before."""
_TOP = "--top-"
"""In the keys of what stands above the text of a brief in a pack."""
_NOTHING = MarkedText("")
_KEY = re.compile(r"(?!\d+-\d+-\d+(?:~|\Z))(.+?)(?:~\d+)?")
"""A key, without what tells the parts of one block from each other; the head of a table may have none but its place."""


@dataclass(frozen=True)
class ReadPdf:
    """What a PDF says."""

    blocks: tuple[ReadBlock, ...]
    notes: tuple[ReadBlock, ...]
    pages: int
    cut: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Page from 1 → words on it that lie outside of the paper, wholly or in part."""
    lost: int = 0
    """Pages that its tags speak of and that it has not."""

    @cached_property
    def briefs(self) -> Mapping[str, tuple[ReadBlock, ...]]:
        """Of a pack: name → blocks of each brief, under the keys that they have on its page; the rest under no name."""
        slugs = {block.key.partition(_TOP)[0] for block in self.blocks if _TOP in block.key}
        found: dict[str, list[ReadBlock]] = {"": []}
        for block in self.blocks:
            slug, parted, key = block.key.partition("--")
            if parted and slug in slugs:
                found.setdefault(slug, []).append(replace(block, key=key))
            else:
                found[""].append(block)
        return {slug: tuple(blocks) for slug, blocks in found.items()}


@dataclass(frozen=True, slots=True)
class _Text:
    """A stretch of marked content; its page counts from 0."""

    words: str
    page: int
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _TagPiece:
    """One element of the tag tree, its text included."""

    kind: str
    page: int
    kids: tuple[_TagPiece | _Text, ...]
    alt: str = ""
    target: str = ""
    target_page: int = 0
    lang: str = ""
    counts: bool = False
    """Of a list: whether its labels are marks, and not terms."""
    key: str = ""
    """Its own, or that of the nearest element around it."""

    def all(self) -> Iterator[_TagPiece]:
        yield self
        for kid in self.kids:
            if isinstance(kid, _TagPiece):
                yield from kid.all()

    @property
    def is_inline(self) -> bool:
        """Whether it is part of a line: no block stands in it."""
        if self.kind in _INLINE:
            return True
        return self.kind == "NonStruct" and all(isinstance(kid, _Text) or kid.is_inline for kid in self.kids)


def read_paper(content: bytes, base_url: str = "", lang: str = "") -> ReadPdf | None:
    """What the PDF ``content`` says; None when it is not tagged. Addresses below ``base_url`` become site paths.

    Of a PDF in several languages only the part in ``lang`` is read; None when it has none. Raises UnreadableError.
    """
    with opened(content) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return None
        read = _Tree(pdf, base_url, lang)
        tree, pages = read.root(), len(pdf.pages)
    if lang:
        parts = [it for it in tree.all() if it.kind == "Part" and it.lang == lang]
        if not parts:
            return None
        tree = replace(tree, kids=tuple(parts))
    reader = _TagReader(base_url)
    for kid in tree.kids:
        if isinstance(kid, _TagPiece):
            reader.visit(kid)
    return ReadPdf(tuple(reader.blocks), tuple(reader.notes), pages, _cut(tree), len(read.lost))


def _cut(tree: _TagPiece) -> dict[int, tuple[str, ...]]:
    found = dict[int, tuple[str, ...]]()
    for text in (kid for piece in tree.all() for kid in piece.kids if isinstance(kid, _Text) and kid.cut):
        found[text.page + 1] = (*found.get(text.page + 1, ()), *text.cut)
    return found


class _Tree:
    """Reads the tag tree of an open PDF."""

    def __init__(self, pdf: Any, base_url: str, lang: str) -> None:
        self._pdf, self._base, self._lang = pdf, base_url, lang
        self._numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self._texts: dict[int, dict[int, MarkedText]] = {}
        self._cmaps: Cmaps = {}
        self._roles = pdf.Root.StructTreeRoot.get("/RoleMap", {})
        self._names = dict(self._destinations())
        self._left = MOST_TAGS
        self.lost = set[object]()

    def root(self) -> _TagPiece:
        return _TagPiece("Document", 0, tuple(self._kids(self._pdf.Root.StructTreeRoot, 0, "")))

    def _kids(self, element: Any, page: int, key: str) -> Iterator[_TagPiece | _Text]:
        import pikepdf

        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]:
            if isinstance(kid, int):
                yield self._text(page, kid)
            elif kid.get("/Type") == "/MCR":
                yield self._text(self._page(kid, page), int(kid.MCID))
            elif "/S" in kid:
                yield self._piece(kid, page, key)

    def _piece(self, element: Any, page: int, around: str) -> _TagPiece:
        self._left -= 1
        if self._left < 0:
            raise ValueError(f"more than {MOST_TAGS:,} tags")
        page = self._page(element, page)
        kind = str(element.S)[1:]
        kind = str(self._roles[f"/{kind}"])[1:] if f"/{kind}" in self._roles else kind
        target, target_page = self._target(element) if kind == "Link" else ("", 0)
        alt = clean(str(element.get("/Alt", "")))
        counts = kind == "L" and _counts(element)
        lang = str(element.get("/Lang", ""))
        own = _KEY.fullmatch(str(element.get("/ID", "")).removeprefix(f"{self._lang}/"))
        key = own[1] if own else around
        return _TagPiece(kind, page, tuple(self._kids(element, page, key)), alt, target, target_page, lang, counts, key)

    def _page(self, element: Any, otherwise: int) -> int:
        page = element.get("/Pg")
        if page is not None and page.objgen not in self._numbers:
            self.lost.add(page.objgen)
        return otherwise if page is None else self._numbers.get(page.objgen, otherwise)

    def _text(self, page: int, number: int) -> _Text:
        if page not in self._texts:
            self._texts[page] = marked_texts(self._pdf.pages[page], self._cmaps)
        text = self._texts[page].get(number, _NOTHING)
        return _Text(text.words, page, text.cut)

    def _target(self, element: Any) -> tuple[str, int]:
        """Where a link leads, and to which page from 1 when that is in the document."""
        import pikepdf

        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" and "/Obj" in kid:
                return self._leads(kid.Obj)
        return "", 0

    def _leads(self, annotation: Any) -> tuple[str, int]:
        import pikepdf

        action = annotation.get("/A", {})
        if "/URI" in action:
            return self._on_site(str(action.URI)), 0
        place = annotation.get("/Dest", action.get("/D"))
        if isinstance(place, pikepdf.Array):
            name = next((it for it, (_, known) in self._names.items() if known == _spot(place)), "")
        else:
            name = "" if place is None else str(place).removeprefix("/")
        anchor = own_anchor(unquote(name), self._lang)
        return (f"#{anchor}", self._names[name][0]) if name in self._names else ("", 0)

    def _on_site(self, address: str) -> str:
        if self._base and address.startswith(self._base):
            return "site:" + unquote(addresses.path_at(address, self._base))
        return unquote(address)  # a PDF writes letters of an address as octets

    def _destinations(self) -> Iterator[tuple[str, tuple[int, object]]]:
        """Every named place: its page from 1, and what tells it from others."""
        import pikepdf

        if "/Names" not in self._pdf.Root or "/Dests" not in self._pdf.Root.Names:
            return
        for name, place in pikepdf.NameTree(self._pdf.Root.Names.Dests).items():
            spot = place.get("/D") if isinstance(place, pikepdf.Dictionary) else place
            if isinstance(spot, pikepdf.Array) and len(spot):
                yield name, (self._numbers.get(spot[0].objgen, -1) + 1, _spot(spot))


def _spot(place: Any) -> object:
    return place[0].objgen, tuple(str(it) for it in list(place)[1:])


@dataclass(slots=True)
class _TagReader:
    """Turns the tree into blocks."""

    base_url: str = ""
    blocks: list[ReadBlock] = field(default_factory=list)
    notes: list[ReadBlock] = field(default_factory=list)
    _head: tuple[str, str, int] = ("", "", 0)
    """The last head of a table, the key of the table and its page."""
    _mark: str = ""
    """Label of the item that begins with the next block."""
    _number: str = ""
    """What to cite it by, where a list within the item makes its words a block of their own."""

    def visit(self, piece: _TagPiece) -> None:
        if piece.kind == "LI":
            self._mark, self._number = _label(piece), _paragraph(piece)
        if piece.kind in _NOTES:
            self._note(piece)
        elif piece.kind in _TITLES:
            self._keep("title" if piece.kind in ("H1", "Title") else "heading", said(piece), piece)
        elif piece.kind == "Figure":
            self._figure(piece)
        elif piece.kind == "TR":
            self._row(piece, extra=False)
        elif piece.kind == "THead":
            self._table_head(piece)
        elif piece.kind == "TOCI":
            self._entry(piece)
        elif piece.kind in ("P", "Caption"):
            self._text(piece, "paragraph" if piece.kind == "P" else "caption")
        elif piece.kind == "L" and not piece.counts:
            self._terms(piece)
        elif piece.kind == "LI" and not _has_blocks(piece):
            key = next((it.key for it in piece.kids if isinstance(it, _TagPiece) and it.kind == "LBody"), piece.key)
            self._keep("item", said(piece), replace(piece, key=key))
        else:
            self._mixed(piece, "item" if piece.kind in ("LI", "LBody") else "paragraph")
        if piece.kind == "LI":
            self._mark = self._number = ""

    def _terms(self, piece: _TagPiece) -> None:
        """A list without marks. What labels an item is a term that the item says something of, or a number."""
        for kid in piece.kids:
            if isinstance(kid, _TagPiece) and kid.kind == "NonStruct":
                self._terms(kid)
            elif isinstance(kid, _TagPiece) and kid.kind == "LI" and (term := _term(kid)) is not None:
                self._keep("item", said(term), replace(kid, key=term.key))
                self.visit(replace(kid, kids=tuple(it for it in kid.kids if it is not term)))
            elif isinstance(kid, _TagPiece):
                self.visit(kid)

    def _entry(self, piece: _TagPiece) -> None:
        """A line of the contents, and the lines below it."""
        words, below = TextGatherer(), list[_TagPiece]()
        for part in _parts_of_entry(piece):
            if part.kind == "TOC":
                below.append(part)
            else:
                words.link(part.target, said(part), part.target_page)
        self._keep("entry", words.said(), piece)
        for part in below:
            self.visit(part)

    def _text(self, piece: _TagPiece, kind: str) -> None:
        """A paragraph; the drawings in it are blocks of their own."""
        self._keep(kind, said(piece), piece)
        for inner in piece.all():
            if inner.kind == "Figure":
                self._figure(inner)

    def _figure(self, piece: _TagPiece) -> None:
        """What a drawing is said to show, and the words in it."""
        shown = TextGatherer()
        shown.turn(piece.page + 1)
        shown.add(piece.alt)
        self._keep("figure", shown.said(), piece)
        words = TextGatherer()
        words.turn(piece.page + 1)
        for kid in piece.kids:
            words.put(plain(kid.words) if isinstance(kid, _Text) else said(kid).flat)
        self._keep("drawing", words.said(), piece)

    def _table_head(self, piece: _TagPiece) -> None:
        """The head of a table stands again on each page that the table goes on to."""
        head = said(piece).key, piece.key, piece.page
        again = self._head[:2] == head[:2] and self._head[2] < piece.page
        self._head = head
        for row in piece.kids:
            if isinstance(row, _TagPiece):
                self._row(row, extra=again)

    def _row(self, piece: _TagPiece, *, extra: bool) -> None:
        words, cells = TextGatherer(), [kid for kid in piece.kids if isinstance(kid, _TagPiece)]
        for at, cell in enumerate(cells):
            words.add(CELL if at else "")
            words.put(said(cell))
        key = next((cell.key for cell in cells if cell.key != piece.key), piece.key)
        self._keep("row", words.said(), replace(piece, key=key), extra=extra)

    def _note(self, piece: _TagPiece) -> None:
        words, number = TextGatherer(), ""
        for kid in piece.kids:
            if isinstance(kid, _TagPiece) and kid.kind == "Lbl" and not number:
                number = "".join(char for char in said(kid, labels=True).text if char.isdigit())
            else:
                _gather(kid, words)
        text = self._as_said(words.said())
        self.notes.append(ReadBlock("note", text, piece.page + 1, number=number, key=piece.key))

    def _mixed(self, piece: _TagPiece, kind: str) -> None:
        """Blocks, and text between them that no element of its own holds."""
        words, mark = TextGatherer(), True
        for kid in piece.kids:
            if isinstance(kid, _Text) or kid.is_inline:
                _gather(kid, words)
            elif mark and kind == "item" and isinstance(kid, _TagPiece) and kid.kind == "Lbl":
                continue
            else:
                self._keep(kind, words.said(), piece)
                words = TextGatherer()
                self.visit(kid)
        self._keep(kind, words.said(), piece)

    def _as_said(self, text: ReadText) -> ReadText:
        return without_addresses(with_entries_as_words(text, self.base_url), self.base_url)

    def _keep(self, kind: str, text: ReadText, piece: _TagPiece, *, extra: bool = False) -> None:
        if text.text.strip():
            text = self._as_said(text)
            number = _paragraph(piece) or (self._number if kind == "item" else "")
            block = ReadBlock(kind, text, piece.page + 1, "", extra, paragraph=number, mark=self._mark, key=piece.key)
            self._mark = self._number = ""
            self.blocks.append(block)


def _parts_of_entry(piece: _TagPiece) -> Iterator[_TagPiece]:
    """The links of a line of the contents, and the contents below it."""
    for kid in piece.kids:
        if isinstance(kid, _TagPiece) and (kid.kind == "TOC" or (kid.kind == "Link" and kid.target)):
            yield kid
        elif isinstance(kid, _TagPiece):
            yield from _parts_of_entry(kid)


def _counts(element: Any) -> bool:
    """Whether a list says what it counts with."""
    import pikepdf

    given = element.get("/A")
    each = given if isinstance(given, pikepdf.Array) else [] if given is None else [given]
    return any(str(it.get("/ListNumbering", "/None")) not in ("/None", "/Description") for it in each)


def _term(item: _TagPiece) -> _TagPiece | None:
    labels = (it for it in item.kids if isinstance(it, _TagPiece) and it.kind == "Lbl")
    return next((it for it in labels if not said(it, labels=True).text.strip().isdigit()), None)


def _paragraph(piece: _TagPiece) -> str:
    """The number to cite it by: the last label before its text."""
    found = ""
    for kid in piece.kids:
        if not isinstance(kid, _TagPiece) or kid.kind != "Lbl":
            break
        words = said(kid, labels=True).text.strip()
        found = words if words.isdigit() else found
    return found


def _label(item: _TagPiece) -> str:
    """What is printed before an item: its label, or the number that a style sheet draws in its place."""
    labels = (it for it in item.kids if isinstance(it, _TagPiece) and it.kind == "Lbl")
    if (label := next(labels, None)) is not None:
        return said(label, labels=True).text.strip()
    body = next((it for it in item.kids if isinstance(it, _TagPiece)), None)
    first = next(iter(body.kids), None) if body is not None and body.kind == "LBody" else None
    text = said(first).text.strip() if isinstance(first, _TagPiece) and first.kind == "NonStruct" else ""
    return text if is_mark(text) else ""


def _has_blocks(piece: _TagPiece) -> bool:
    return any(it.kind in ("P", "L", "Table", "Figure", "BlockQuote", "Caption", *_TITLES) for it in piece.all())


def said(piece: _TagPiece, *, labels: bool = False) -> ReadText:
    """The text of an element; the marks of lists are left out unless ``labels`` are asked for."""
    words = TextGatherer()
    for at, kid in enumerate(piece.kids):
        _gather(kid, words, labels=labels, first=at == 0 and piece.kind in _MARKED)
    return words.said()


def _gather(kid: _TagPiece | _Text, words: TextGatherer, *, labels: bool = False, first: bool = False) -> None:
    if isinstance(kid, _Text):
        words.turn(kid.page + 1)
        words.add(kid.words, optional=is_signs(kid.words))
        words.add("\n")
    elif kid.kind == "Figure" or kid.kind in _NOTES or (kid.kind == "Lbl" and not labels):
        return
    elif kid.kind == "Reference" or (kid.kind == "Link" and calls_note(kid.target)):
        words.link(NOTE, plain("".join(char for char in said(kid).text if char.isdigit())))
    elif kid.kind == "Link" and kid.target and (label := said(kid)).text.strip():
        words.link(kid.target, label, kid.target_page)
    else:
        text = said(kid)
        if first and kid.kind == "NonStruct" and is_mark(text.text):
            words.turn(kid.page + 1)
            words.add(text.text, optional=True)
        else:
            words.put(text)
