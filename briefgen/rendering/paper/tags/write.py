"""From the structure tree to objects of the file, and from every text and link on a page back to its tag."""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections import Counter
from collections.abc import Sequence
from typing import Any

from briefgen.rendering.paper.tags.blocks import needs_element
from briefgen.rendering.paper.tags.tree import Content, Pdf, Structure, Tag


def write(structure: Structure, pdf: Pdf, namespaces: tuple[bytes, ...] = ()) -> None:
    """Put ``structure`` into ``pdf``; ``namespaces`` are objects there that say whose names the tags have."""
    import pydyf

    root, owners = pydyf.Dictionary({"Type": "/StructTreeRoot"}), pydyf.Dictionary({"Nums": pydyf.Array()})
    pdf.add_object(root)
    pdf.add_object(owners)
    found = [structure.root, *structure.root.below(), *structure.margins]
    writer = _Writer(pdf)
    names = _named(found)
    elements = [writer.begin(tag) for tag in found]
    for tag, element in zip(found, elements, strict=True):
        element["P"] = tag.parent.reference if tag.parent is not None else root.reference
        element["K"] = pydyf.Array(writer.kids(tag))
        if tag.refers:
            element["Ref"] = pydyf.Array([it.reference for it in tag.refers])
    root |= {"K": pydyf.Array([structure.root.reference]), "ParentTree": owners.reference}
    listed = [it for _, name, tag in sorted(names) for it in (name, tag.reference)]
    root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(listed)})
    if namespaces:
        root["Namespaces"] = pydyf.Array(namespaces)
    owners["Nums"] += writer.owners(structure)
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def _named(found: Sequence[Tag]) -> list[tuple[bytes, Any, Tag]]:
    """Give every tag with a key its id, ``key~2`` where its block goes on.

    The ids in the octets of the file, by which a name tree is sorted, and as they are written, with their tags.
    """
    import pydyf

    names, pieces = list[tuple[bytes, Any, Tag]](), Counter[str]()
    for tag in (it for it in found if it.key):
        pieces[tag.key] += 1
        name = pydyf.String(tag.key if pieces[tag.key] == 1 else f"{tag.key}~{pieces[tag.key]}")
        tag.more["ID"] = name
        octets = name.string.encode("utf-16-be")
        names.append((name.string.encode() if name.string.isascii() else BOM_UTF16_BE + octets, name, tag))
    for tag in (it for it in found if it.heads):
        tag.more["A"]["Headers"] = pydyf.Array([it.more["ID"] for it in tag.heads])
    return names


class _Writer:
    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages = pdf.page_references
        self._on_pages: list[dict[int, bytes]] = [{} for _ in self._pages]

    def begin(self, tag: Tag) -> Any:
        """An object for ``tag`` that is not filled yet."""
        import pydyf

        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{tag.name}", **tag.more})
        if tag.page is not None:
            element["Pg"] = self._pages[tag.page]
        self._pdf.add_object(element)
        tag.reference = element.reference
        return element

    def kids(self, tag: Tag) -> list[bytes | int]:
        """The content and elements directly in ``tag``."""
        return [self._kid(kid, tag) for kid in tag.kids]

    def _kid(self, kid: Any, tag: Tag) -> bytes | int:
        import pydyf

        if isinstance(kid, Tag):
            return kid.reference
        assert tag.page is not None  # text and links stand on a page
        if not isinstance(kid, Content):
            place = {"Type": "/OBJR", "Obj": kid.reference, "Pg": self._pages[tag.page]}
            self._pdf.add_object(found := pydyf.Dictionary(place))
            return bytes(found.reference)
        if needs_element(kid, tag):
            span = Tag("Span", tag.page, tag, kids=[kid])
            element = self.begin(span)
            element |= {"P": tag.reference, "K": pydyf.Array(self.kids(span))}
            return span.reference
        self._on_pages[tag.page][kid.mcid] = tag.reference
        return kid.mcid

    def owners(self, structure: Structure) -> list[Any]:
        """The entries of the parent tree: for each page the owners of its content, then the owner of each link."""
        import pydyf

        found: list[Any] = []
        for page, owners in enumerate(self._on_pages):
            numbers = range(max(owners, default=-1) + 1)
            found += [page, pydyf.Array([owners.get(number, "null") for number in numbers])]
        for number, (tag, annotation) in enumerate(structure.annotations, len(self._on_pages)):
            annotation["StructParent"] = number
            found += [number, tag.reference]
        return found
