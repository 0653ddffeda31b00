"""The structure tree of a PDF as plain objects; ``write`` turns them into objects of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Box = Any
"""A box of WeasyPrint's layout."""
Annotation = Any
"""A link on a page: an object of the file."""
Pdf = Any

INLINE = ("Span", "Link", "Reference")
"""Parts of a line."""


@dataclass(slots=True, eq=False)
class Content:
    """Text or a picture on a page, by its number there."""

    mcid: int
    blank: bool = False
    """Whether it is nothing but space."""


@dataclass(slots=True, eq=False)
class Tag:
    """A structure element."""

    name: str
    page: int | None = None
    """The page that its content stands on, from 0."""
    parent: Tag | None = None
    source: tuple[Any, str] = (None, "")
    """The HTML element that it is for, and the name of its box: ``li``, ``li::marker``."""
    kids: list[Kid] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    """Further entries of its dictionary."""
    key: str = ""
    """What it is called on the page of the web too: that of its block, in a pack after the name of the brief."""
    heads: list[Tag] = field(default_factory=list)
    """Of a cell: the headers that it stands under."""
    refers: list[Tag] = field(default_factory=list)
    """Tags that it refers to: a note its calls."""
    reference: bytes = b""
    """Its number in the file, once it is written."""

    def tags(self) -> list[Tag]:
        """The tags right below it."""
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    def below(self) -> Iterator[Tag]:
        """Every tag under it, parents first."""
        for kid in self.tags():
            yield kid
            yield from kid.below()

    def above(self) -> Iterator[Tag]:
        """It and what is around it, from the inside out."""
        tag: Tag | None = self
        while tag is not None:
            yield tag
            tag = tag.parent

    def take(self, kid: Kid, place: int | None = None) -> None:
        """Put ``kid`` below it: at ``place``, or last. A tag is taken out of its parent."""
        if isinstance(kid, Tag):
            if kid.parent is not None and kid in kid.parent.kids:
                kid.parent.kids.remove(kid)
            kid.parent = self
        self.kids.insert(len(self.kids) if place is None else place, kid)

    def is_blank(self) -> bool:
        """Whether it is nothing but space within a line."""
        return self.name == "Span" and all(is_blank(kid) for kid in self.kids)


Kid = Tag | Content | Annotation


def is_blank(kid: Kid) -> bool:
    """Whether ``kid`` is nothing but space."""
    return kid.blank if isinstance(kid, Content) else isinstance(kid, Tag) and kid.is_blank()


def is_inline(kid: Kid) -> bool:
    """Whether ``kid`` is part of a line."""
    return kid.name in INLINE if isinstance(kid, Tag) else isinstance(kid, Content)


@dataclass(slots=True)
class Structure:
    """The tree, and what was recorded while it was built."""

    root: Tag = field(default_factory=lambda: Tag("Document"))
    margins: list[Tag] = field(default_factory=list)
    """Links in the margins of pages, which are not in the tree."""
    annotations: list[tuple[Tag, Annotation]] = field(default_factory=list)
    """Every link, with the tag that it belongs to."""
    by_id: dict[str, Tag] = field(default_factory=dict)
    """The first tag of each id in the HTML."""
    headings: list[tuple[str, Tag]] = field(default_factory=list)
    """What bookmarks lead to: their words, and the tag."""
    calls: dict[Any, list[Tag]] = field(default_factory=dict)
    """Calls of notes by the HTML element of the note."""
    notes: dict[Any, list[Tag]] = field(default_factory=dict)
    """Notes by their HTML element: one that runs on over a page is in two pieces."""


def structure_of(pdf: Pdf) -> Structure:
    """The tree that was built for ``pdf``."""
    found: Structure = pdf.structure
    return found
