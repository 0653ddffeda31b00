"""What PDF 2.0 has and PDF/UA-2 asks for: notes of its own kind, destinations in the structure, targets of contents.

WeasyPrint 70.0 claims ``pdf/ua-2`` without any of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.rendering.paper.tags.tree import Element, Pdf, below, resolve, seen


def finish_ua2(pdf: Pdf) -> None:
    """Make the tree of ``pdf`` one of PDF 2.0, in place."""
    _notes(pdf)
    _described_lists(pdf)
    destinations = _destinations(pdf)
    _contents(pdf)
    _links(pdf, destinations)
    _bookmarks(pdf)


def _structure(pdf: Pdf) -> Iterator[Element]:
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/StructElem":
            yield item


def _notes(pdf: Pdf) -> None:
    """PDF 2.0 has no ``Note`` any more."""
    import pydyf

    namespace: Any = next(it for it in pdf.objects if isinstance(it, dict) and it.get("Type") == "/Namespace")
    for element in _structure(pdf):
        if element["S"] == "/Note":
            element["S"], element["NS"] = "/FENote", namespace.reference
            element["A"] = pydyf.Dictionary({"O": "/FENote", "NoteType": "/Footnote"})


def _described_lists(pdf: Pdf) -> None:
    """Labels of terms are said to be such."""
    import pydyf

    for number, (_, name) in seen(pdf).origins.items():
        element = pdf.objects[number]
        if name == "dl" and element.get("S") == "/L":
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": "/Description"})


def _destinations(pdf: Pdf) -> Mapping[str, Any]:
    """Where each id stands on its page, by id."""
    found = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    return {found[place].string: found[place + 1] for place in range(0, len(found), 2)}


def _contents(pdf: Pdf) -> None:
    """Each entry of the contents names the element that it is an entry for."""
    import pydyf

    targets = seen(pdf).by_id
    for element in list(_structure(pdf)):
        if element["S"] == "/Reference":
            for annotation in _annotations(element, pdf):
                if "Dest" in annotation and (target := targets.get(annotation["Dest"].string)) is not None:
                    element["Ref"] = pydyf.Array([target.reference])


def _annotations(element: Element, pdf: Pdf) -> Iterator[Element]:
    for item in (element, *below(element, pdf)):
        for kid in item["K"]:
            if isinstance(kid, bytes | str) and (found := resolve(kid, pdf)).get("Type") == "/OBJR":
                yield resolve(found["Obj"], pdf)


def _links(pdf: Pdf, destinations: Mapping[str, Any]) -> None:
    """A link inside the document leads to an element, not only to a place on a page."""
    targets = seen(pdf).by_id
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Subtype") == "/Link" and "Dest" in item:
            name = item["Dest"].string
            if name in targets and name in destinations:
                _lead(item, item.pop("Dest"), targets[name], destinations[name])


def _bookmarks(pdf: Pdf) -> None:
    """Bookmarks and headings have the same words and pages; in an edition of two languages not the same order."""
    left = list(seen(pdf).headings)
    for item in pdf.objects:
        if isinstance(item, dict) and "Title" in item and "Dest" in item:
            destination, words = item["Dest"], item["Title"].string
            is_its = (_same(said, words) and bytes(it["Pg"]) == bytes(destination[0]) for said, it in left)
            place = next((number for number, found in enumerate(is_its) if found), None)
            # A bookmark that no heading gave, such as the name of a language, leads to the beginning of its page.
            target = left.pop(place)[1] if place is not None else _first_on(bytes(destination[0]), pdf)
            if target is not None:
                del item["Dest"]
                _lead(item, destination, target, destination)


def _first_on(page: bytes, pdf: Pdf) -> Element | None:
    return next((it for it in _structure(pdf) if "Pg" in it and bytes(it["Pg"]) == page and it.free != "f"), None)


def _same(one: str, other: str) -> bool:
    """Whether two wordings are the same but for spaces and the glue of line breaking."""
    plain = ("".join(words.replace("\u2060", "").split()) for words in (one, other))
    return next(plain) == next(plain)


def _lead(item: Any, place: Any, target: Element, destination: Any) -> None:
    import pydyf

    inside = pydyf.Array([target.reference, *destination[1:]])
    item["A"] = pydyf.Dictionary({"Type": "/Action", "S": "/GoTo", "D": place, "SD": inside})
