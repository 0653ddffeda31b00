"""The document whose styles, lists, tables and page a brief for Hancom Office has: the theme's, or a site's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.written import Lang
from briefgen.model.theme import Theme
from briefgen.model.values import scalars
from briefgen.reading.files.archive import UnreadableDocumentError, members, xml_of
from briefgen.rendering.office.hancom.xml import Element, H, P
from briefgen.rendering.office.reference import NAMES, ReferenceKind

_KIND = ReferenceKind("hancom", ".hwpx", "Hancom Office")
HEADER, SECTION, CONTENTS = "Contents/header.xml", "Contents/section0.xml", "Contents/content.hpf"
HEADINGS = tuple(f"Outline {level}" for level in range(1, 5))
BULLETS = tuple(f"List Bullet {level}" for level in range(1, 5))
NUMBERS = "List Number"
LINK, FIGURE, MARK, CODE = "Hyperlink", "Figure", "Mark", "Code Words"
_NEEDED = (*NAMES.values(), *HEADINGS, *BULLETS, NUMBERS, LINK, FIGURE, MARK, CODE)
_KEPT = frozenset({"colPr", "header", "footer", "pageNum", "pageHiding", "newNum"})
"""What belongs to the page, not to the text in which it stands."""
_A4 = 59528
_MARGIN = 7090


@dataclass(frozen=True, slots=True)
class HancomStyle:
    """A style by its number, with those of its paragraphs and characters."""

    ident: str = "0"
    paragraph: str = "0"
    look: str = "0"


@dataclass(frozen=True, slots=True)
class TableLook:
    """The borders of a table, of a cell of its head and of its other cells, and the space within cells."""

    table: str = "1"
    head: str = "1"
    cell: str = "1"
    margins: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HancomReference:
    """A document with nothing in it: its members, its header, and what belongs to its page."""

    files: Mapping[str, bytes]
    header: Element
    page: tuple[Element, ...]
    """The properties of the section, and the controls that go with it."""
    table: TableLook
    box: TableLook

    def style(self, name: str) -> HancomStyle | None:
        """The style of this name, in English or as the program shows it."""
        return next((style for names, style in _styles(self.header) if name.casefold() in names), None)

    @property
    def width(self) -> int:
        """Of the text, in hundredths of a point."""
        size = next(self.page[0].iter(P + "pagePr"), None)
        margins = size.find(P + "margin") if size is not None else None
        wide = whole(size, "width", _A4)
        if size is not None and size.get("landscape") == "NARROWLY":
            wide = whole(size, "height", _A4)
        sides = (whole(margins, name, _MARGIN) for name in ("left", "right"))
        return max(10_000, wide - sum(sides) - whole(margins, "gutter", 0))


def read_reference(theme: Theme, lang: Lang) -> Outcome[HancomReference | None]:
    """The document for a language: ``hancom/reference-<lang>.hwpx``, or the usual one."""
    return _KIND.read(theme, lang, _opened, lambda found: [name for name in _NEEDED if found.style(name) is None])


def _opened(content: bytes) -> HancomReference:
    """Raises UnreadableDocumentError."""
    files = members(content)
    if b"encryption-data" in files.get("META-INF/manifest.xml", b""):
        raise UnreadableDocumentError("it is protected by a password; save it without one")
    if HEADER not in files or SECTION not in files or CONTENTS not in files:
        raise UnreadableDocumentError("it is not an HWPX document (.hwpx)")
    header, section = xml_of(files, HEADER), xml_of(files, SECTION)
    settings = next(section.iter(P + "secPr"), None)
    if settings is None:
        raise UnreadableDocumentError("its first section has no page")
    needed = ("charProperties", "paraProperties", "numberings", "styles")
    if any(next(header.iterfind(f"{H}refList/{H}{name}/*"), None) is None for name in needed):
        raise UnreadableDocumentError("it has no styles, or no list")
    kept = [it for it in section.iter(P + "ctrl") if len(it) and it[0].tag.removeprefix(P) in _KEPT]
    tables = [it for it in section.iter(P + "tbl") if next(it.iter(P + "tc"), None) is not None]
    usual = TableLook(margins=dict.fromkeys(("left", "right"), 510) | dict.fromkeys(("top", "bottom"), 141))
    looks = {len(list(it.iter(P + "tc"))) == 1: _table_look(it) for it in reversed(tables)}
    return HancomReference(
        files, header, (settings, *kept), looks.get(False) or usual, looks.get(True) or looks.get(False) or usual
    )


def _table_look(table: Element) -> TableLook:
    cells = list(table.iter(P + "tc"))
    head, last = cells[0], cells[-1]
    margins = last.find(P + "cellMargin")
    given = {name: whole(margins, name, 141) for name in ("left", "right", "top", "bottom")}
    return TableLook(
        table.get("borderFillIDRef", "1"), head.get("borderFillIDRef", "1"), last.get("borderFillIDRef", "1"), given
    )


def _styles(header: Element) -> Iterator[tuple[frozenset[str], HancomStyle]]:
    for it in header.iter(H + "style"):
        names = frozenset(it.get(key, "").casefold() for key in ("name", "engName"))
        refs = (it.get(key, "0") for key in ("id", "paraPrIDRef", "charPrIDRef"))
        yield names, HancomStyle(*refs)


def whole(holder: Element | None, key: str, otherwise: int) -> int:
    """A number among the attributes of an element."""
    return scalars.whole(holder.get(key) if holder is not None else None, otherwise)
