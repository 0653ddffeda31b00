"""Two reading orders in one PDF: each language has one tree of bookmarks and one tree of tags, whole and in turn.

Pages of two languages alternate; a reader who hears the document, or moves about in it by its outline, reads one
language from the cover to the back, then the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Bookmarks = list[Any]
Element = Any
Pdf = Any


def outline_by_language(document: Any, names: Mapping[str, str], languages: Sequence[str]) -> None:
    """Give ``document`` one bookmark a language, by its own name in ``names``, with all of its bookmarks below.

    ``languages`` has the language of each page, empty for a page that both share.
    """
    own = [list(page.bookmarks) for page in document.pages]

    def make_bookmark_tree(scale: float = 1, transform_pages: bool = False) -> Bookmarks:
        trees: Bookmarks = []
        for lang, name in names.items():
            for page, bookmarks, of in zip(document.pages, own, languages, strict=True):
                page.bookmarks = bookmarks if of == lang else []
            inside = type(document).make_bookmark_tree(document, scale, transform_pages)
            first = languages.index(lang)
            height = document.pages[first].height * scale
            trees.append((name, (first, 0, height if transform_pages else 0), inside, "open"))
        for page, bookmarks in zip(document.pages, own, strict=True):
            page.bookmarks = bookmarks
        return trees

    document.make_bookmark_tree = make_bookmark_tree


def tags_by_language(pdf: Pdf, names: Mapping[str, str], languages: Sequence[str]) -> None:
    """Sort the tags, which follow the pages, into a part for each language of ``names``, in their order."""
    import pydyf

    root = _resolve(pdf.catalog["StructTreeRoot"], pdf)
    top = _resolve(root["K"][0], pdf)
    by_page = dict(zip((bytes(it) for it in _page_references(pdf)), languages, strict=True))
    parts = {lang: _part(lang, top, pdf) for lang in names}
    for reference in list(top["K"]):
        for element in _of_one_language(_resolve(reference, pdf), by_page, pdf):
            part = parts[_language(element, by_page, pdf)]
            element["P"] = part.reference
            part["K"].append(element.reference)
    top["K"] = pydyf.Array([part.reference for part in parts.values()])


def _page_references(pdf: Pdf) -> list[bytes]:
    return list(pdf.page_references)


def _part(lang: str, top: Element, pdf: Pdf) -> Element:
    import pydyf

    part = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/Part", "K": pydyf.Array(), "P": top.reference, "Lang": pydyf.String(lang)}
    )
    pdf.add_object(part)
    return part


def _of_one_language(element: Element, by_page: Mapping[bytes, str], pdf: Pdf) -> Iterator[Element]:
    """The element, or what is in it where it holds both languages."""
    if by_page[bytes(element["Pg"])] or "Lang" in element:
        yield element
    else:
        for kid in element["K"]:
            yield from _of_one_language(_resolve(kid, pdf), by_page, pdf)


def _language(element: Element, by_page: Mapping[bytes, str], pdf: Pdf) -> str:
    return by_page[bytes(element["Pg"])] or str(element["Lang"].string)


def _resolve(reference: bytes | str, pdf: Pdf) -> Element:
    return pdf.objects[int(reference.split()[0])]
