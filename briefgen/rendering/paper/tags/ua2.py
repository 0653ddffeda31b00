"""What PDF 2.0 has and PDF/UA-2 asks for: notes of its own kind, destinations in the structure, targets of contents.

WeasyPrint 70.0 claims ``pdf/ua-2`` without any of it.
"""

from __future__ import annotations

from typing import Any

from briefgen.language.lines.eojeol import WORD_JOINER
from briefgen.rendering.paper.tags.tree import Annotation, Pdf, Structure, Tag
from briefgen.rendering.paper.tags.write import write

_NAMES = "http://iso.org/pdf2/ssn"


def write_ua2(structure: Structure, pdf: Pdf) -> None:
    """Put ``structure`` into ``pdf`` as one of PDF 2.0; links and bookmarks lead to its elements."""
    import pydyf

    pdf.add_object(namespace := pydyf.Dictionary({"Type": "/Namespace", "NS": pydyf.String(_NAMES)}))
    structure.root.more["NS"] = namespace.reference
    for tag in structure.root.below():
        _rename(tag, namespace.reference)
    for tag, annotation in structure.annotations:
        _refer(tag, annotation, structure)
    write(structure, pdf, (namespace.reference,))
    _links(structure, pdf)
    _bookmarks(structure, pdf)


def _rename(tag: Tag, namespace: bytes) -> None:
    """PDF 2.0 has no ``Note`` any more; and labels of terms are said to be such."""
    import pydyf

    if tag.name == "Note":
        tag.name = "FENote"
        tag.more |= {"NS": namespace, "A": pydyf.Dictionary({"O": "/FENote", "NoteType": "/Footnote"})}
    elif tag.name == "L" and tag.source[1] == "dl":
        tag.more["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": "/Description"})


def _refer(tag: Tag, annotation: Annotation, structure: Structure) -> None:
    """Each entry of the contents names the element that it is an entry for."""
    target = structure.by_id.get(annotation["Dest"].string) if "Dest" in annotation else None
    for reference in (it for it in tag.above() if it.name == "Reference"):
        reference.refers = [target] if target is not None else reference.refers


def _links(structure: Structure, pdf: Pdf) -> None:
    """A link inside the document leads to an element, not only to a place on a page."""
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    places = {names[at].string: names[at + 1] for at in range(0, len(names), 2)}
    for _, link in structure.annotations:
        if "Dest" in link and (name := link["Dest"].string) in structure.by_id and name in places:
            _lead(link, link.pop("Dest"), structure.by_id[name], places[name])


def _bookmarks(structure: Structure, pdf: Pdf) -> None:
    """Bookmarks and headings have the same words and pages; in an edition of two languages not the same order."""
    left, pages = list(structure.headings), pdf.page_references
    firsts: dict[int | None, Tag] = {}
    for tag in structure.root.below():
        firsts.setdefault(tag.page, tag)
    for item in [it for it in pdf.objects if isinstance(it, dict) and "Title" in it and "Dest" in it]:
        destination, words = item["Dest"], _letters(item["Title"].string)
        page = pages.index(bytes(destination[0]))
        its = (at for at, (said, tag) in enumerate(left) if tag.page == page and _letters(said) == words)
        place = next(its, None)
        # A bookmark that no heading gave, such as the name of a language, leads to the beginning of its page.
        target = left.pop(place)[1] if place is not None else firsts.get(page)
        if target is not None:
            del item["Dest"]
            _lead(item, destination, target, destination)


def _letters(words: str) -> str:
    """Words without spaces and the glue of line breaking."""
    return "".join(words.replace(WORD_JOINER, "").split())


def _lead(item: Any, place: Any, target: Tag, destination: Any) -> None:
    import pydyf

    inside = pydyf.Array([target.reference, *destination[1:]])
    item["A"] = pydyf.Dictionary({"Type": "/Action", "S": "/GoTo", "D": place, "SD": inside})
