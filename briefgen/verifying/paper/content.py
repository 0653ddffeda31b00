"""All that a PDF holds, read so that two files can be compared: pages, notes on them, tags, files inside, behaviour."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from briefgen.verifying.blocks import clean
from briefgen.verifying.paper.about import metadata_of
from briefgen.verifying.paper.looks import Looks, streams
from briefgen.verifying.paper.opened import MOST_TAGS

_MOST_BOOKMARKS = 50_000
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_DRAWN = frozenset({"/Contents", "/Resources"})
_NOT_COMPARED = frozenset(
    {"/Type", "/Parent", "/Annots", "/StructParents", "/Metadata", "/PieceInfo", "/LastModified", "/Thumb"}
)
"""Of a page: what is read apart, or says nothing of what it shows."""
_OWN_WAY = frozenset(
    {
        *("/Type", "/Pages", "/Metadata", "/StructTreeRoot", "/MarkInfo", "/Names", "/AcroForm", "/Outlines"),
        *("/Perms", "/DSS", "/Extensions", "/Version", "/AF", "/OutputIntents", "/PieceInfo"),
        *("/ViewerPreferences", "/PageMode", "/PageLayout"),
    }
)
"""Of the whole file: what is read apart, what a signature adds, and how a window opens."""
_HIDDEN = 0b100010
"""Flags of an annotation that is shown neither on a screen nor in print: hidden, or never to be viewed."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something that lies on a page: a link, a field, a comment."""

    kind: str
    words: str
    """Where a link leads, what a comment says."""
    digest: bytes


@dataclass(frozen=True, slots=True)
class TagElement:
    """An element of the structure, as a screen reader meets it."""

    kind: str
    page: int
    """From 1; 0 where it has none."""
    alt: str
    actual: str
    lang: str
    more: bytes
    """Digest of its attributes, and of what it holds: numbers of marked content, links, how many elements."""


@dataclass(frozen=True)
class PdfPage:
    """One page; ``operators``, ``resources`` and ``frame`` (its size and the like) are digests."""

    operators: bytes
    resources: bytes
    frame: bytes
    annotations: tuple[Annotation, ...]
    _page: Any = field(compare=False, repr=False)
    _resources: Any = field(compare=False, repr=False)
    _looks: Looks = field(compare=False, repr=False)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words, in the order in which they are drawn; seen or not."""
        return tuple(clean(self._looks.words(self._page, self._resources)).split())

    @cached_property
    def plain_operators(self) -> bytes:
        """The operators as one program writes them, whichever program has written them here."""
        import pikepdf

        return bytes(pikepdf.unparse_content_stream(pikepdf.parse_content_stream(self._page)))

    def is_drawn_as(self, other: PdfPage) -> bool:
        """Whether both draw the same with the same fonts and pictures."""
        same = self.operators == other.operators or self.plain_operators == other.plain_operators
        return same and self.resources == other.resources


@dataclass(frozen=True, slots=True)
class PdfContent:
    """A PDF. It is read while the file is open, the words of its pages when they are asked for."""

    pages: tuple[PdfPage, ...]
    tags: tuple[TagElement, ...] | None
    """In the order of reading; None when it has none."""
    files: Mapping[str, bytes]
    """Name → digest, of the files inside."""
    behaviour: Mapping[str, bytes]
    """Key of the catalogue → digest: what it does when it is opened, its bookmarks, its layers."""
    title: str
    metadata: Mapping[str, str]
    """What it says of itself, but for what every program that saves it writes anew."""


def content_of(pdf: Any) -> PdfContent:
    """What an open PDF (a ``pikepdf.Pdf``) holds. Raises what pikepdf raises, and ValueError for what is too large."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1) if page.obj.is_indirect}
    looks = Looks(pdf, known={key: f"page {number}".encode() for key, number in numbers.items()})
    tags = _tags(pdf, looks, numbers)
    pages = tuple(_page(page, looks) for page in pdf.pages)
    files = {name: hashlib.sha256(it.get_file().read_bytes()).digest() for name, it in pdf.attachments.items()}
    title = str(pdf.docinfo.get("/Title", ""))
    return PdfContent(pages, tags, files, _behaviour(pdf, looks), title, metadata_of(pdf))


def _page(page: Any, looks: Looks) -> PdfPage:
    import pikepdf

    resources = _inherited(page.obj, "/Resources")
    drawn = b"\n".join(stream.read_bytes() for stream in streams(page.obj.get("/Contents", pikepdf.Array())))
    frame = hashlib.sha256()
    for key in sorted({*page.obj.keys(), *_INHERITED} - _NOT_COMPARED - _DRAWN):
        frame.update(key.encode() + looks.digest(_inherited(page.obj, key)))
    annotations = tuple(_annotation(it, looks) for it in page.obj.get("/Annots", ()) if not _is_unseen_field(it))
    look = hashlib.sha256(drawn).digest(), looks.digest(resources), frame.digest()
    return PdfPage(*look, annotations, page, resources, looks)


def _inherited(page: Any, key: str) -> Any:
    """An entry of a page, or of what stands above it."""
    above = page
    for _ in range(64):
        if above is None or key in above:
            break
        above = above.get("/Parent") if key in _INHERITED else None
    return None if above is None else above.get(key)


def _annotation(given: Any, looks: Looks) -> Annotation:
    action = given.get("/A", {})
    words = action.get("/URI", given.get("/Contents", given.get("/Dest", "")))
    return Annotation(str(given.get("/Subtype", "/?"))[1:], str(words), looks.digest(given))


def _is_unseen_field(given: Any) -> bool:
    """Whether it is a field that takes no room on the page, such as that of a signature which is not shown."""
    if given.get("/Subtype") != "/Widget":
        return False
    left, bottom, right, top = (float(edge) for edge in given.get("/Rect", (0, 0, 0, 0)))
    return left == right or bottom == top or bool(int(given.get("/F", 0)) & _HIDDEN)


def _tags(pdf: Any, looks: Looks, numbers: Mapping[tuple[int, int], int]) -> tuple[TagElement, ...] | None:
    """The elements of the structure; each is known to ``looks`` by its place afterwards."""
    if "/StructTreeRoot" not in pdf.Root or not bool(pdf.Root.get("/MarkInfo", {}).get("/Marked", False)):
        return None
    found = list[TagElement]()
    left = [(it, 0) for it in reversed(list(_kids(pdf.Root.StructTreeRoot)))]
    while left:
        element, above = left.pop()
        if len(found) == MOST_TAGS:
            raise ValueError(f"more than {MOST_TAGS:,} tags")
        if element.is_indirect:
            looks.known[element.objgen] = f"tag {len(found)}".encode()
        page = numbers.get(element.Pg.objgen, 0) if "/Pg" in element else above
        found.append(_tag(element, page, looks))
        left += [(it, page) for it in reversed(list(_kids(element)))]
    return tuple(found)


def _tag(element: Any, page: int, looks: Looks) -> TagElement:
    more = hashlib.sha256()
    for key in ("/A", "/C", "/ID"):
        more.update(looks.digest(element.get(key)))
    for kid in _each(element.get("/K")):
        more.update(f" {kid}".encode() if isinstance(kid, int) else _held(kid, looks))

    def said(key: str) -> str:
        return clean(str(element.get(key, "")))

    return TagElement(
        kind=str(element.get("/S", "/?"))[1:],
        page=page,
        alt=said("/Alt"),
        actual=said("/ActualText"),
        lang=said("/Lang"),
        more=more.digest(),
    )


def _held(kid: Any, looks: Looks) -> bytes:
    """What an element holds: a stretch of a page, something that lies on a page, or an element, told apart later."""
    if "/S" in kid:
        return b" tag"
    return b" " + looks.digest(kid)


def _kids(element: Any) -> Iterator[Any]:
    return (kid for kid in _each(element.get("/K")) if not isinstance(kid, int) and "/S" in kid)


def _each(kids: Any) -> Iterator[Any]:
    import pikepdf

    yield from kids if isinstance(kids, pikepdf.Array) else () if kids is None else (kids,)


def _behaviour(pdf: Any, looks: Looks) -> Mapping[str, bytes]:
    found = {key: looks.digest(pdf.Root[key]) for key in set(pdf.Root.keys()) - _OWN_WAY}
    if "/Outlines" in pdf.Root:
        found["/Outlines"] = hashlib.sha256(b"".join(_bookmarks(pdf, looks))).digest()
    names = pdf.Root.get("/Names", {})
    found |= {key: looks.digest(names[key]) for key in set(names.keys()) - {"/EmbeddedFiles"}}
    if "/RoleMap" in (tree := pdf.Root.get("/StructTreeRoot", {})):
        found["/RoleMap"] = looks.digest(tree.RoleMap)
    if "/XFA" in pdf.Root.get("/AcroForm", {}):
        found["/XFA"] = looks.digest(pdf.Root.AcroForm.XFA)
    return found


def _bookmarks(pdf: Any, looks: Looks) -> Iterator[bytes]:
    """Each with its depth, words and place; one leads to the next, so they are not digested as a whole."""
    left, count = [(pdf.Root.Outlines.get("/First"), 0)], 0
    while left:
        item, depth = left.pop()
        if item is None:
            continue
        if (count := count + 1) > _MOST_BOOKMARKS:
            raise ValueError(f"more than {_MOST_BOOKMARKS:,} bookmarks")
        yield f"{depth}".encode() + b"".join(looks.digest(item.get(key)) for key in ("/Title", "/Dest", "/A", "/F"))
        left += [(item.get("/Next"), depth), (item.get("/First"), depth + 1)]
