"""From the file of an author to a drawing that can do nothing but be looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.reading.images.svg.allowed import (
    ANIMATIONS,
    ATTRIBUTE_FAMILIES,
    ATTRIBUTES,
    DEFINITIONS,
    ELEMENTS,
    HARMLESS_SCHEMES,
    PICTURES,
    PROPERTIES,
    REFERRING,
    SVG,
    TEXT_ELEMENTS,
    UNSEEN_ELEMENTS,
    XHTML,
    XLINK,
    XML,
)
from briefgen.reading.images.svg.css import Css, references, shortened
from briefgen.reading.images.svg.embedded import embedded

MAX_BYTES = 10_000_000
MAX_ELEMENTS = 200_000
"""Elements of a drawing and characters of its text, all uses counted. Ten groups that each use the next ten times are
ten thousand million shapes in a kilobyte, for each reader's browser too."""
MAX_DEPTH = 100
_CSS = "text/css"
_GZIP = b"\x1f\x8b"
_REFERENCES = ("href", f"{{{XLINK}}}href")
_XML_NAMES = {f"{{{XML}}}space", f"{{{XML}}}lang"}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20]")
"""A browser leaves these out before it looks for the scheme of an address."""


class DrawingError(ValueError):
    """A drawing that cannot be shown: ``why`` completes “it cannot be shown: …”, ``line`` is that of the file."""

    def __init__(self, line: int | None, why: str, hint: str = "") -> None:
        super().__init__(why)
        self.line = line or 1
        self.why = why
        self.hint = hint


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that the copy lacks, in words, and its line in the file."""

    what: str
    line: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The copy, as UTF-8, and what was left out of it that a reader may miss or should know of."""

    svg: bytes
    left_out: tuple[LeftOut, ...] = ()


def clean(content: bytes, check_raster: Callable[[bytes], str]) -> Cleaned:
    """A drawing without anything that runs, loads or leads elsewhere: the same file, the same bytes.

    ``check_raster`` says what is wrong with a picture inside it (empty: nothing). Raises DrawingError for a file that
    is not a drawing, is too large, or refers to itself.
    """
    try:
        return _cleaned(content, check_raster)
    except RecursionError:  # brackets within brackets of CSS
        raise DrawingError(1, "its style sheets are nested too deep") from None


def _cleaned(content: bytes, check_raster: Callable[[bytes], str]) -> Cleaned:
    from lxml import etree

    root = _parsed(content)
    copier = _Copier(check_raster, bare=not str(root.tag).startswith("{"))
    copier.prolog(root)
    copy = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG, "xlink": XLINK})
    copy.sourceline = root.sourceline
    copier.fill(root, copy, 1)
    _check_size(copy)
    etree.cleanup_namespaces(copy)
    return Cleaned(etree.tostring(copy, encoding="utf-8"), tuple(dict.fromkeys(copier.left_out)))


def _parsed(content: bytes) -> Any:
    """The root of the file. Entities are not expanded in text, and nothing is loaded."""
    from lxml import etree

    if not content.strip():
        raise DrawingError(1, "the file is empty", "save the drawing again")
    if content.startswith(_GZIP):
        raise DrawingError(1, "it is compressed (SVGZ)", "save it as plain SVG")
    if len(content) > MAX_BYTES:
        raise DrawingError(1, f"it has more than {MAX_BYTES // 1_000_000} MB", "simplify its paths, or save it as PNG")
    if content.count(b"<") > 3 * MAX_ELEMENTS:
        raise DrawingError(1, f"it has more than {MAX_ELEMENTS:,} elements", "simplify it, or save it as PNG")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        line = problem.lineno or 1
        if problem.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise DrawingError(line, _too_much(problem), "simplify it, or save it as PNG") from None
        raise DrawingError(line, f"it is not well-formed XML ({_reason(problem)})", "export it again as SVG") from None
    name = etree.QName(root)
    if name.localname != "svg" or name.namespace not in (SVG, None):
        raise DrawingError(root.sourceline, f"it is not SVG: its first element is <{name.localname}>")
    return root


def _too_much(problem: Any) -> str:
    if "amplification" in str(problem.msg):
        return "its entities stand for too much text"
    return (
        "its elements are nested too deep" if "depth" in str(problem.msg) else "a text or attribute in it is too long"
    )


def _reason(problem: Any) -> str:
    return " ".join(re.sub(r", line \d+, column \d+.*", "", str(problem.msg), flags=re.DOTALL).split()).rstrip(".")


class _Copier:
    """Copies element by element. ``bare``: the file names no namespace, and all its elements are taken for SVG's."""

    def __init__(self, check_raster: Callable[[bytes], str], *, bare: bool) -> None:
        self.left_out: list[LeftOut] = []
        self._check_raster = check_raster
        self._namespace = None if bare else SVG
        self._css = Css()

    def prolog(self, root: Any) -> None:
        """Look at what stands before the root."""
        from lxml import etree

        for part in root.itersiblings(preceding=True):
            if part.tag is etree.PI and part.target == "xml-stylesheet":
                self._miss("a style sheet of another file (xml-stylesheet)", part)

    def fill(self, source: Any, copy: Any, depth: int) -> None:
        """Copy the attributes and children of ``source``."""
        if depth > MAX_DEPTH:
            raise DrawingError(source.sourceline, f"its elements are nested more than {MAX_DEPTH} deep")
        name = _local(copy)
        for key, value in source.attrib.items():
            self._attribute(name, key, value, source, copy)
        if name == "style":
            self._sheet(source, copy)
            return
        has_text = name in TEXT_ELEMENTS
        if has_text:
            copy.text = source.text
        for child in self._chosen(source, name):
            self._child(child, copy, depth)
            if has_text and child.tail:
                _add_text(copy, child.tail)

    def _child(self, child: Any, parent: Any, depth: int) -> None:
        from lxml import etree

        name = self._allowed(child)
        if name is None:
            return
        copy = etree.SubElement(parent, f"{{{SVG}}}{name}")
        copy.sourceline = child.sourceline
        self.fill(child, copy, depth + 1)
        if name == "image" and not any(key in copy.attrib for key in _REFERENCES):
            parent.remove(copy)  # it shows nothing, and is a fault to what makes the PDFs

    def _sheet(self, source: Any, copy: Any) -> None:
        if source.get("type", _CSS).strip().lower() in ("", _CSS):
            copy.text = self._css.sheet((source.text or "") + "".join(part.tail or "" for part in source))
            self._miss_css("a style sheet", source)

    def _chosen(self, source: Any, name: str) -> Iterator[Any]:
        """The children; of a ``switch`` only the first that can be shown, as a browser chooses."""
        if name != "switch":
            yield from source
            return
        for child in source:
            if not isinstance(child.tag, str) or child.get("requiredExtensions") or self._allowed(child) is None:
                continue
            yield child
            if not child.get("systemLanguage"):
                return

    def _allowed(self, element: Any) -> str | None:
        """The name of an element that is copied; what is left out with a loss is noted."""
        from lxml import etree

        if not isinstance(element.tag, str):
            if element.tag is etree.Entity:
                self._miss(f"the entity {element.text}", element)
            return None
        name = etree.QName(element)
        local = str(name.localname)
        if name.namespace == XHTML:
            self._miss(f"<{local}> (HTML)", element)
        elif name.namespace == self._namespace and local in ELEMENTS:
            return local
        elif name.namespace == self._namespace and local in ANIMATIONS:
            self._miss(f"animation (<{local}>)", element)
        elif name.namespace == self._namespace and local not in UNSEEN_ELEMENTS:
            self._miss(f"<{local}>", element)
        return None

    def _attribute(self, element: str, key: str, value: str, source: Any, copy: Any) -> None:
        if key in _REFERENCES:
            if key == "href" or "href" not in source.attrib:
                self._reference(element, key, value, source, copy)
        elif key == "style":
            if cleaned := self._css.declarations(value):
                copy.set(key, cleaned)
            self._miss_css("style=", source)
        elif key in PROPERTIES:
            if (allowed := self._css.value(key, value)) is not None:
                copy.set(key, allowed)
            self._miss_css(f"{key}=", source)
        elif key in ATTRIBUTES or key in _XML_NAMES or key.startswith(ATTRIBUTE_FAMILIES):
            copy.set(key, value)
        elif key.startswith("on"):
            self._miss(f"{key}=", source)

    def _reference(self, element: str, key: str, value: str, source: Any, copy: Any) -> None:
        address = value.strip()
        if element in REFERRING and address.startswith("#"):
            copy.set(key, address)
        elif element in PICTURES and address[:5].lower() == "data:":
            picture = embedded(address, self._check_raster)
            if picture.problem:
                self._miss(picture.problem, source)
            else:
                copy.set(key, picture.address)
        elif element in REFERRING | PICTURES:
            self._miss(f"a reference to another file ({shortened(address)})", source)
        elif (scheme := _scheme(address)) not in HARMLESS_SCHEMES:
            self._miss(f"a link to {scheme}:", source)

    def _miss(self, what: str, element: Any) -> None:
        self.left_out.append(LeftOut(what, element.sourceline or 1))

    def _miss_css(self, where: str, element: Any) -> None:
        for what in self._css.left_out:
            self._miss(f"{what} in {where}" if not what.startswith("@") else what, element)
        self._css.left_out.clear()


def _check_size(root: Any) -> None:
    """Raise DrawingError at an element that, with all that it refers to, has no end or too many elements or letters."""
    ids: dict[str, Any] = {}
    for element in root.iter():
        ids.setdefault(element.get("id", ""), element)
    known: dict[Any, tuple[int, int]] = {}
    under_way: set[Any] = set()

    def measured(element: Any, level: int) -> tuple[int, int]:
        """Give the size of an element and the levels below it."""
        if element in under_way:
            raise DrawingError(element.sourceline, f"<{_local(element)}> refers to itself")
        if level + known.get(element, (0, 0))[1] > MAX_DEPTH:
            raise DrawingError(element.sourceline, f"its elements are nested more than {MAX_DEPTH} deep")
        if element not in known:
            under_way.add(element)
            size, depth = 1, 0
            if _local(element) != "style":
                size += len(element.text or "") + sum(len(child.tail or "") for child in element)
            for part in (*(child for child in element if _local(child) not in DEFINITIONS), *_referred(element, ids)):
                more, below = measured(part, level + 1)
                size, depth = size + more, max(depth, below + 1)
            if size > MAX_ELEMENTS:
                why = f"it has more than {MAX_ELEMENTS:,} elements and characters of text, all uses counted"
                raise DrawingError(element.sourceline, why, "simplify it, or save it as PNG")
            under_way.remove(element)
            known[element] = size, depth
        return known[element]

    measured(root, 0)


def _referred(element: Any, ids: Mapping[str, Any]) -> Iterator[Any]:
    """The elements that the attributes of an element name."""
    for key, value in element.attrib.items():
        for ident in (value[1:],) if key in _REFERENCES else references(value):
            if ident in ids:
                yield ids[ident]


def _scheme(address: str) -> str:
    found = _SCHEME.match(_IGNORED.sub("", address))
    return found[1].lower() if found else ""


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _add_text(parent: Any, text: str) -> None:
    """Text after what has been copied so far."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
