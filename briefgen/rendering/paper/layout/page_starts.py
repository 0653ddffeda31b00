"""Where the pages of a PDF begin in its text: the first words of each page, by block and place in the block.

What stands on every page or beside the text (running heads, page numbers, notes, repeated table heads, generated
content) is not a beginning. A block is an element with ``data-block``; text belongs to the innermost one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.model.output.page_breaks import Break, counted

_NOTE = "footnote"


def breaks_of(document: Any, root: Any) -> tuple[Break, ...]:
    """The beginning of every page of ``document``, laid out from the tree ``root``.

    A page that holds no text of a block begins where the next one does; after the last text there is no beginning.
    """
    read = _Reading(_sources(root))
    first = [read.page(page._page_box) for page in document.pages]
    found: list[Break] = []
    following: tuple[str, int] | None = None
    for number, place in reversed(list(enumerate(first, start=1))):
        following = place or following
        if following is not None:
            found.append(Break(number, *following))
    return tuple(reversed(found))


class _Reading:
    """The pages read one after another: how far each block has come."""

    def __init__(self, sources: dict[str, str]) -> None:
        self._sources = sources
        self._at: dict[str, int] = {}

    def page(self, box: Any) -> tuple[str, int] | None:
        """The block and the place in it with which a page begins; None when it has no text."""
        first = None
        for key, text, hyphen in _texts(box, ""):
            at, source = self._at.get(key, 0), self._sources.get(key, "")
            if not (words := counted(text)) or at >= len(source):
                continue
            first = first or (key, at)
            # A hyphen at the end of a line is the layout's own unless the source has it too.
            if not source.startswith(words, at) and hyphen and words.endswith(hyphen):
                words = words.removesuffix(hyphen)
            self._at[key] = at + len(words)
        return first


def _texts(box: Any, key: str) -> Iterator[tuple[str, str, str]]:
    """The flowing text below a box: key of its block, words, and the hyphen that may end them."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.absolute import AbsolutePlaceholder

    beside = (AbsolutePlaceholder, boxes.MarginBox, boxes.FootnoteAreaBox)
    if isinstance(box, beside) or "::" in (box.element_tag or ""):
        return
    if box.element is not None:
        key = box.element.get("data-block") or key
    if isinstance(box, boxes.TextBox):
        yield key, box.text, box.style["hyphenate_character"]
    for child in getattr(box, "children", ()):
        yield from _texts(child, key)


def _sources(root: Any) -> dict[str, str]:
    """Key of a block → the characters of its own text."""
    found: dict[str, list[str]] = {}

    def read(element: Any, key: str) -> None:
        if isinstance(element.tag, str) and _NOTE not in element.get("class", "").split():
            own = element.get("data-block") or key
            found.setdefault(own, []).append(element.text or "")
            for child in element:
                read(child, own)
                found[own].append(child.tail or "")

    read(root, "")
    return {key: counted("".join(texts)) for key, texts in found.items() if key}
