"""From the boxes of laid-out pages to the structure tree, which a screen reader follows.

It replaces the tree that WeasyPrint builds (``weasyprint/pdf/tags.py`` of version 70.0). Each box becomes a tag, with
these exceptions: pages, ``html`` and ``body`` have none; a box that the layout puts around part of an element adds to
the tag of that element; an inline element has one tag for all its lines on a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.language.lines.eojeol import WORD_JOINER
from briefgen.rendering.paper.tags.blocks import paragraphs, space_to_the_end
from briefgen.rendering.paper.tags.lists import as_contents, numbering
from briefgen.rendering.paper.tags.names import is_element, name_of
from briefgen.rendering.paper.tags.tables import head_cells, spans
from briefgen.rendering.paper.tags.tree import INLINE, Box, Content, Structure, Tag, is_inline

_SVG = "{http://www.w3.org/2000/svg}"


class Builder:
    """Builds the tree page by page."""

    def __init__(self) -> None:
        self.structure = Structure()
        self._page = 0
        self._marks: dict[Box, Any] = {}
        self._left_out: set[int] = set()
        self._pieces: dict[Any, Tag] = {}
        self._cells: dict[Box, Tag] = {}
        self._tables = 0

    def add_page(self, number: int, page: Box, marks: dict[Box, Any]) -> set[int]:
        """Add a page; ``marks`` numbers its texts and pictures. Returns the numbers of those in its margins.

        Raises RuntimeError if one of them is not in the tree.
        """
        self._page, self._marks, self._left_out = number, dict(marks), set()
        top = Tag("Document", number)
        self._add(page, top)
        paragraphs(top)
        for kid in top.tags():
            kid.parent = self.structure.root
        self.structure.root.kids += top.kids
        if self._marks:
            raise RuntimeError(f"the tag tree of page {number + 1} lacks {len(self._marks)} of its texts")
        return self._left_out

    def _add(self, box: Box, parent: Tag, name: str = "") -> None:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.absolute import AbsolutePlaceholder

        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        if isinstance(box, boxes.MarginBox) or _is_decoration(box):
            self._leave_out(box)
        elif isinstance(box, boxes.PageBox) or box.element_tag in ("html", "body") or _is_part_of(box, parent):
            self._fill(parent, box)
        else:
            tag = self._begun(box) or self._begin(box, parent, name)
            self._fill(tag, box)
            self._end(tag, box)

    def _leave_out(self, box: Box) -> None:
        """Leave what is in the margin of a page, or decorates it, out of the tree; a link there still needs a tag."""
        from weasyprint.layout.absolute import AbsolutePlaceholder

        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        if box in self._marks:
            self._left_out.add(self._marks.pop(box)["mcid"])
        if box.link_annotation is not None:
            self.structure.margins.append(Tag("Link", self._page, self.structure.root))
            self._link(self.structure.margins[-1], box)
        for child in box.children:
            self._leave_out(child)

    def _begin(self, box: Box, parent: Tag, name: str) -> Tag:
        import pydyf

        tag = Tag(name or name_of(box, parent), self._page, source=(box.element, box.element_tag or ""))
        (parent if tag.name == "Lbl" else self._home(parent)).take(tag)
        self._note(tag, box)
        if tag.name == "Figure":
            _describe(tag, box)
        elif tag.name in ("TH", "TD"):
            self._cells[box] = tag
            tag.more["A"] = spans(box)
        elif tag.name == "L":
            tag.more |= numbering(box)
        if box.is_leader:
            # To the ear, the dots between a title and its page are a space.
            tag.more["ActualText"] = pydyf.String(" ")
        return tag

    def _note(self, tag: Tag, box: Box) -> None:
        """Record what finishing the file needs (ids, headings, notes and their calls) and the language of the words."""
        import pydyf

        if is_element(box):
            tag.key = _key(tag)
            if ident := box.element.get("id"):
                self.structure.by_id.setdefault(ident, tag)
            if box.bookmark_label:
                self.structure.headings.append((box.bookmark_label, tag))
            if lang := box.element.get("lang"):
                tag.more["Lang"] = pydyf.String(lang)
        if tag.name == "Note":
            notes = self.structure.notes
            tag.key = f"note-{sum(map(len, notes.values())) + 1}"
            notes.setdefault(box.element, []).append(tag)
        elif tag.source[1].endswith("::footnote-call"):
            self.structure.calls.setdefault(box.element, []).append(tag)

    def _begun(self, box: Box) -> Tag | None:
        """The tag that an earlier line of this page has for ``box``."""
        tag = self._pieces.get(_piece(box))
        return tag if tag is not None and tag.page == self._page else None

    def _fill(self, tag: Tag, box: Box) -> None:
        """Put what is in ``box`` into ``tag``."""
        from weasyprint.formatting_structure import boxes

        link = self._link(tag, box)
        name = "Note" if isinstance(box, boxes.FootnoteAreaBox) else ""
        for child in _children(box):
            if isinstance(child, boxes.TextBox):
                self._take(child, tag, blank=not child.text.strip())
            else:
                self._add(child, tag, name)
        if isinstance(box, boxes.ReplacedBox):
            self._take(box, tag)
        if link is not None and link is not tag:
            link.kids.append(box.link_annotation)

    def _take(self, box: Box, tag: Tag, blank: bool = False) -> None:
        self._home(tag).take(Content(self._marks.pop(box)["mcid"], blank))

    def _link(self, tag: Tag, box: Box) -> Tag | None:
        """The tag that the link annotation of ``box`` belongs to, if it has one: the outermost link.

        In ``<a><em>…`` both elements have an annotation, and both belong to the link (rule 7.18.5-1 of PDF/UA-1).
        """
        import pydyf

        if box.link_annotation is None:
            return None
        link = next((it for it in reversed(list(tag.above())) if it.name == "Link"), tag)
        self.structure.annotations.append((link, box.link_annotation))
        if link is tag:
            tag.kids.append(box.link_annotation)
        # A link is announced by its words and not by its address.
        if is_element(box):
            words = box.element.get("aria-label") or box.element.get("title") or "".join(box.element.itertext())
            if words := _plain(words):
                box.link_annotation["Contents"] = pydyf.String(words)
        return link

    def _home(self, tag: Tag) -> Tag:
        """The tag that takes the content of ``tag``: for an item of a list, its body."""
        if tag.name != "LI" or tag.source[1] == "div":
            return tag
        if not tag.tags() or tag.tags()[-1].name != "LBody":
            tag.take(Tag("LBody", self._page, source=tag.source))
        return tag.tags()[-1]

    def _end(self, tag: Tag, box: Box) -> None:
        """Do what needs all of ``tag`` to be there."""
        from weasyprint.formatting_structure import boxes

        if tag.name == "NonStruct" and isinstance(box, boxes.InlineBox) and all(map(is_inline, tag.kids)):
            tag.name = "Span"
        elif tag.name in ("L", "LI"):
            space_to_the_end(tag)
            if tag.name == "L" and "contents" in box.element.get("class", "").split():
                as_contents(tag)
        elif tag.name == "Table":
            self._tables += 1
            head_cells(self._tables, box, self._cells)
        elif tag.source[1] == "figure":
            _caption_first(tag)
        paragraphs(tag)
        if (piece := _piece(box)) is not None and tag.name not in INLINE:
            self._pieces[piece] = tag


def _key(tag: Tag) -> str:
    """The key of the element of a tag; in a pack, where each brief counts its blocks, after the name of the brief."""
    key: str = tag.source[0].get("data-block") or tag.source[0].get("data-key", "")
    article = next((it.source[0].get("id", "") for it in tag.above() if it.name == "Art"), "")
    brief = article.removesuffix("top")
    name = brief.removesuffix("--").rpartition("--")[2]
    return key if not key or key.startswith(f"{name}--") else f"{brief}{key}"


def _around(tag: Tag) -> str:
    """The key of the innermost block around a tag."""
    return next((it.key for it in tag.above() if it.key), "")


def _is_decoration(box: Box) -> bool:
    """Whether a box is a picture that says nothing: who wrote the text gives it no description."""
    from weasyprint.formatting_structure import boxes

    is_picture = isinstance(box, boxes.ReplacedBox) and box.element is not None and box.element.tag == "img"
    return is_picture and not _plain(box.element.get("alt", "x"))


def _is_part_of(box: Box, parent: Tag) -> bool:
    """Whether the layout put ``box`` around part of the element of ``parent``."""
    # The dots of a leader have a tag all the same: they are not read.
    return box.element is not None and (box.element, box.element_tag) == parent.source and not box.is_leader


def _piece(box: Box) -> tuple[Any, str] | None:
    """The key under which the parts of an element on several lines find each other."""
    from weasyprint.formatting_structure import boxes

    return (box.element, box.element_tag) if isinstance(box, boxes.InlineBox) and is_element(box) else None


def _children(box: Box) -> Iterator[Box]:
    from weasyprint.formatting_structure import boxes

    for child in box.children:
        yield from child.children if isinstance(child, boxes.LineBox) else (child,)


def _describe(tag: Tag, box: Box) -> None:
    """A drawing is described by its title and its description, a picture by its ``alt``."""
    import pydyf
    from weasyprint.logger import LOGGER

    left, top = box.content_box_x(), box.content_box_y()
    place = pydyf.Array((left, top, left + box.width, top + box.height))
    tag.more["A"] = pydyf.Dictionary({"O": "/Layout", "BBox": place})
    drawn = box.element.tag == f"{_SVG}svg"
    parts = (box.element.findtext(f"{_SVG}{it}") or "" for it in ("title", "desc"))
    if words := _plain(" ".join(parts) if drawn else box.element.get("alt", "")):
        tag.more["Alt"] = pydyf.String(words)
    elif not drawn:
        LOGGER.error('Image "%s" has no required alt description', box.element.get("src", "unknown"))


def _caption_first(tag: Tag) -> None:
    """The caption of a table is the first thing in it.

    A caption stays beside a drawing and is not put into it, since what describes the drawing is read in place of all
    in it.
    """
    inside = list(tag.below())
    caption = next((it for it in inside if it.name == "Caption"), None)
    table = next((it for it in inside if it.name == "Table"), None)
    if caption is not None and table is not None:
        caption.key = caption.key or _around(caption)
        table.take(caption, 0)


def _plain(words: str) -> str:
    return " ".join(words.replace(WORD_JOINER, "").split())
