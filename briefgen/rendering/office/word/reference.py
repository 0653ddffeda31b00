"""The document whose styles, lists and page a handed-out brief has: the theme's, or a site's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.written import Lang
from briefgen.model.theme import Theme
from briefgen.model.values.scalars import whole
from briefgen.reading.files.archive import UnreadableDocumentError, members, relations, xml_of
from briefgen.rendering.office.handoff import HandoffStyle
from briefgen.rendering.office.reference import NAMES, ReferenceKind
from briefgen.rendering.office.word.xml import Element, W, el

_KIND = ReferenceKind("word", ".docx", "Word")
STYLES = {**NAMES, HandoffStyle.CAPTION: "caption", HandoffStyle.NOTE: "footnote text"}
"""Their names in the document; headings are ``heading 1`` and so on."""
BULLETS, NUMBERS = "List Bullet", "List Number"
NOTE_MARK, LINK, FIGURE, MARK, CODE = "footnote reference", "Hyperlink", "Figure", "Mark", "Code Words"
TABLE, BOX = "Brief Table", "Brief Box"
_HEADINGS = tuple(f"heading {level}" for level in range(1, 5))
_NEEDED = (*STYLES.values(), *_HEADINGS, BULLETS, NUMBERS, NOTE_MARK, LINK, FIGURE, MARK, CODE, TABLE, BOX)
_FRESH = ("/footnotes", "/endnotes", "/comments", "/commentsExtended", "/commentsIds", "/people", "/thumbnail")
"""Relations of what a document holds besides its look: it stays behind."""
_PAGE = {"w": 11906, "left": 1418, "right": 1418}


@dataclass(frozen=True, slots=True)
class WordReference:
    """A document with nothing in it: its members, and the parts that a text changes."""

    files: Mapping[str, bytes]
    main: str
    relations: tuple[tuple[str, str, str, bool], ...]
    """Type, id, target and whether that is outside, of what the text may go on using."""
    styles: Element
    numbering: Element
    section: Element
    styles_path: str
    numbering_path: str

    def style(self, name: str) -> str:
        """The id of the style of this name; empty where the document has none."""
        return _ids(self.styles).get(name.casefold(), "")

    def list_of(self, name: str) -> str:
        """The id of the list that a style counts by."""
        own = self.style(name)
        style = next((it for it in self.styles.iter(W + "style") if own and it.get(W + "styleId") == own), None)
        number = style.find(f"{W}pPr/{W}numPr/{W}numId") if style is not None else None
        return str(number.get(W + "val")) if number is not None else "0"

    @property
    def width(self) -> int:
        """Of the text, in twentieths of a point."""
        size, margins = self.section.find(W + "pgSz"), self.section.find(W + "pgMar")
        wide = _whole(size, "w")
        return max(2000, wide - _whole(margins, "left") - _whole(margins, "right"))


def read_reference(theme: Theme, lang: Lang) -> Outcome[WordReference | None]:
    """The document for a language: ``word/reference-<lang>.docx``, or the usual one."""
    return _KIND.read(theme, lang, _opened, lambda found: [name for name in _NEEDED if not found.style(name)])


def _opened(content: bytes) -> WordReference:
    """Raises UnreadableDocumentError."""
    files = members(content)
    main = next((it for kind, _, it in relations(files, "") if kind.endswith("/officeDocument")), "")
    if main not in files:
        raise UnreadableDocumentError("it is not a Word document (.docx)")
    root = xml_of(files, main)
    own = tuple((kind, ident, target, "://" in target) for kind, ident, target in relations(files, main))
    kept = tuple(it for it in own if not it[0].endswith(_FRESH) and not it[0].endswith(("/image", "/hyperlink")))
    paths = {kind.rpartition("/")[2]: target for kind, _, target, outside in kept if not outside}
    if "styles" not in paths or "numbering" not in paths:
        raise UnreadableDocumentError("it has no styles, or no list")
    section = root.find(f"{W}body/{W}sectPr")
    if section is None:
        section = el("sectPr", el("pgSz", w=11906, h=16838), el("pgMar", top=1361, right=1418, bottom=1361, left=1418))
    return WordReference(
        {name: content for name, content in files.items() if not name.startswith(("docProps/", "word/media/"))},
        main,
        kept,
        xml_of(files, paths["styles"]),
        xml_of(files, paths["numbering"]),
        section,
        paths["styles"],
        paths["numbering"],
    )


def _ids(styles: Element) -> dict[str, str]:
    """Name in small letters → id."""
    named = ((it.find(W + "name"), it.get(W + "styleId", "")) for it in styles.iter(W + "style"))
    return {name.get(W + "val", "").casefold(): ident for name, ident in named if name is not None}


def _next(holder: Element, tag: str, key: str) -> str:
    taken = [whole(it.get(W + key)) for it in holder.iter(W + tag)]
    return str(max(taken, default=0) + 1)


def add_list(numbering: Element, shape: str, starts: Mapping[int, int] | None = None) -> str:
    """A list of its own in the shape of others, counted anew: its id."""
    ident = _next(numbering, "num", "numId")
    made = el("num", el("abstractNumId", val=shape), numId=ident)
    for level, start in (starts or {}).items():
        made.append(el("lvlOverride", el("startOverride", val=start), ilvl=level))
    last = [at for at, it in enumerate(numbering) if it.tag == W + "num"]
    numbering.insert(last[-1] + 1 if last else len(numbering), made)
    return ident


def shape_of(numbering: Element, number: str) -> str:
    """The id of the shape of a list."""
    found = next((it for it in numbering.iter(W + "num") if it.get(W + "numId") == number), None)
    return str(found.find(W + "abstractNumId").get(W + "val")) if found is not None else "0"


def _whole(holder: Element | None, key: str) -> int:
    return whole(holder.get(W + key) if holder is not None else None, _PAGE[key])
