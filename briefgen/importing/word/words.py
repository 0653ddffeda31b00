"""The words of a Word paragraph: their looks, links, notes and pictures, with tracked changes accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefgen.importing.imported import Rank, shortened
from briefgen.importing.markdown import StyledText
from briefgen.importing.office.reading import OfficeWords
from briefgen.importing.office.symbols import may_have_symbols, symbol
from briefgen.importing.word.package import Package
from briefgen.importing.word.styles import MATH, MC, VML, WP, A, Element, R, W, is_contents, value
from briefgen.model.values.scalars import whole

_TAB = "\t"
_UNKNOWN = "•"
"""What stands for a sign of a font that is not known."""
_DIGITS = re.compile(r"[0-9A-Fa-f]{4}")
_SIGNS = {"tab": _TAB, "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "\u00ad", "ptab": " "}
GONE = frozenset({W + "del", W + "moveFrom"})
_ADDRESS = re.compile(r'HYPERLINK\s+(?:\\l\s+)?"([^"]*)"')
_BLANKS = re.compile(r"(?:%20|\s)*")
_STYLED_WIDTH = re.compile(r"(?:^|;)\s*width:\s*(\d{1,5}(?:\.\d{1,6})?)(pt|in|px|cm|mm)\b")
_UNITS = {"pt": 1.0, "in": 72.0, "px": 0.75, "cm": 72 / 2.54, "mm": 72 / 25.4}
_EMU = 12_700
"""Units of a drawing in a point."""
_RULE = "{urn:schemas-microsoft-com:office:office}hr"
CHANGES = {W + "ins": "insertion", W + "del": "deletion", W + "moveTo": "move", W + "moveFrom": "move"}


@dataclass(slots=True, kw_only=True)
class Words(OfficeWords):
    """Reads paragraphs of one document."""

    package: Package
    _fields: list[list[str]] = field(default_factory=list)
    """Complex fields that are open: what each is, and ``shown`` once its result begins."""

    def of(self, paragraph: Element) -> list[StyledText]:
        """The runs of a paragraph, in order; a tab that leads on from words is a run of its own."""
        self._fields.clear()
        runs, tab = list(self._inside(paragraph, "")), self.package.styles.tab(paragraph)
        for code in (shortened(code) for code, shown in self._fields if code.strip() and not shown):
            self.remark(f"“{code}” was left out: it stands in a field that has no end", Rank.LOST)
        first = next((at for at, run in enumerate(runs) if run.text.strip()), 0)
        return [
            replace(run, text=tab if at > first else " ") if run.text == _TAB else run for at, run in enumerate(runs)
        ]

    def _inside(self, parent: Iterable[Element], link: str) -> Iterator[StyledText]:
        for child in parent:
            if child.tag in CHANGES:
                self._note_change(child)
            if child.tag == W + "r":
                yield from self._run(child, link)
            elif child.tag == W + "hyperlink":
                yield from self._inside(child, self._target(child) or link)
            elif child.tag == W + "fldSimple":
                yield from self._inside(child, _address(child.get(W + "instr", "")) or link)
            elif child.tag in (MATH + "oMath", MATH + "oMathPara"):
                self.remark("a formula was kept as plain text")
                yield StyledText("".join(text.text or "" for text in child.iter(MATH + "t")))
            elif not is_contents(child):
                yield from self._inside(held(child), link)

    def _run(self, run: Element, link: str) -> Iterator[StyledText]:
        styles = self.package.styles
        if styles.switch(run, "vanish"):
            if "".join(text.text or "" for text in run.iter(W + "t")).strip():
                self.remark("hidden text was left out", Rank.LOST)
            return
        look = StyledText(
            "",
            bold=styles.switch(run, "b"),
            italic=styles.switch(run, "i"),
            strike=styles.switch(run, "strike") or styles.switch(run, "dstrike"),
            script={"superscript": "sup", "subscript": "sub"}.get(value(run, "rPr/vertAlign") or "", ""),
            capitals=styles.switch(run, "caps") or styles.switch(run, "smallCaps"),
        )
        for child in run:
            yield from self._piece(child, look, link)

    def _piece(self, child: Element, look: StyledText, link: str) -> Iterator[StyledText]:
        if child.tag == W + "fldChar":
            self._field(child.get(W + "fldCharType", ""))
        elif child.tag == W + "instrText" and self._fields:
            self._fields[-1][0] += child.text or ""
        elif self._fields and not all(shown for _, shown in self._fields):
            self._fields[-1][0] += _text(child)  # in the code of a field, which Word does not print
        elif child.tag == W + "ruby":
            yield from self._inside(child.iterchildren(W + "rubyBase"), link)
            yield replace(look, text=f"({''.join(each.text or '' for each in child.iterfind(f'{W}rt//{W}t'))})")
        elif child.tag in (W + "drawing", W + "pict", W + "object", MC + "AlternateContent"):
            yield from self._drawing(child)
        elif child.tag in (W + "footnoteReference", W + "endnoteReference"):
            yield from self._note(child)
        elif child.tag == W + "commentReference":
            self._comment(child.get(W + "id", ""))
        elif words := self._known(child, _text(child)):
            by_field = next((found for code, _ in reversed(self._fields) if (found := _address(code))), "")
            yield replace(look, text=words, link=by_field or link)

    def _known(self, piece: Element, words: str) -> str:
        """The words of a piece of a run with the signs of its symbol font as characters; others are noted."""
        if not words and piece.tag == W + "sym":
            sign = f"{piece.get(W + 'char', '')} of the font “{piece.get(W + 'font', '')}”"
            self.remark(f"the sign {sign} is not known and became {_UNKNOWN}: write what it stands for", Rank.LOST)
            return _UNKNOWN
        return self.signs(words, self.package.styles.symbol_font(piece.getparent()) if may_have_symbols(words) else "")

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(["", ""])
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = "shown"
        elif kind == "end" and self._fields:
            self._fields.pop()

    @property
    def _targets(self) -> Mapping[str, str]:
        return self.package.targets if self.note is None else self.package.note_targets.get(self.note.tag, {})

    def _target(self, link: Element) -> str:
        address = _tidy(self._targets.get(link.get(R + "id", ""), ""))
        anchor = link.get(W + "anchor")
        return f"{address}#{anchor}" if address and anchor else address

    def _note(self, mark: Element) -> Iterator[StyledText]:
        kind = "endnote" if mark.tag == W + "endnoteReference" else "footnote"
        note = self.package.notes.get(f"{kind}:{mark.get(W + 'id')}")
        if note is None:
            self.remark("the text of a note is missing in the document", Rank.LOST)
            return
        yield self.call(note)

    def _comment(self, ident: str) -> None:
        comment = self.package.comments.get(ident)
        if comment is not None:
            words = " ".join("".join(_text(each) for each in comment.iter()).split())
            self.remark(f"comment by {comment.get(W + 'author', 'somebody')}: {words}")

    def _note_change(self, change: Element) -> None:
        words = "".join(each.text or "" for each in change.iter(W + "t", W + "delText"))
        by = ", ".join(filter(None, (change.get(W + "author", "somebody"), (change.get(W + "date") or "")[:10])))
        self.changed(CHANGES[change.tag], by, words, is_gone=change.tag in GONE)

    def _drawing(self, drawing: Element) -> Iterator[StyledText]:
        chosen = drawing.find(MC + "Choice") if drawing.tag == MC + "AlternateContent" else drawing
        for holder in (chosen, drawing):
            if holder is None:
                continue
            boxes, blips = list(holder.iter(W + "txbxContent")), list(_blips(holder))
            if boxes or blips:
                self.after += boxes
                points = _width(holder) if len(blips) == 1 else 0.0
                about = next(holder.iter(WP + "docPr"), None)
                described = about.get("descr", "") if about is not None else ""
                for each in blips:
                    yield from self.picture(self.package.files, self._targets.get(each, ""), described, points)
                return
        if any(each.get(_RULE) in ("t", "true", "1") for each in drawing.iter()):
            return  # a line between paragraphs
        self.remark("a drawing, chart or embedded object was left out: save it as a picture and put it in", Rank.LOST)


def held(element: Element) -> Element:
    """What is read of an element that holds others: the first of alternatives, and nothing that was deleted."""
    if element.tag == MC + "AlternateContent":
        return element[:1]
    return () if element.tag in GONE or element.tag.endswith("Pr") else element  # these say how it looks


def _text(piece: Element) -> str:
    """The words of a piece of a run; empty for what shows none."""
    if piece.tag == W + "t":
        return piece.text or ""
    if piece.tag == W + "sym":
        return _sign(piece.get(W + "font", ""), piece.get(W + "char", ""))
    if piece.tag == W + "br" and piece.get(W + "type") in ("page", "column"):
        return " "
    return _SIGNS.get(piece.tag.removeprefix(W), "")


def _sign(font: str, digits: str) -> str:
    """The character of Unicode for a sign; empty where it is not known."""
    code = int(digits, 16) if _DIGITS.fullmatch(digits) else 0
    is_private = code >> 8 == 0xF0
    return symbol(font, code) or ("" if is_private or not code else chr(code))


def _address(code: str) -> str:
    """The address of a HYPERLINK field; a link within the document leads nowhere in Markdown."""
    found = _ADDRESS.search(code)
    return _tidy(found[1]) if found is not None and "\\l" not in found[0] else ""


def _tidy(address: str) -> str:
    """An address without the blanks that were copied with it."""
    blanks = _BLANKS.match(address)
    return address[blanks.end() if blanks else 0 :].rstrip()


def _blips(holder: Element) -> Iterator[str]:
    """The relations of the pictures in a drawing, also in the older form (VML)."""
    for blip in holder.iter(A + "blip"):
        yield blip.get(R + "embed") or blip.get(R + "link") or ""
    for data in holder.iter(VML + "imagedata"):
        yield data.get(R + "id") or ""


def _width(holder: Element) -> float:
    """Return how wide a drawing is, in points; 0 where it does not say."""
    for extent in holder.iter(WP + "extent"):
        return whole(extent.get("cx")) / _EMU
    for shape in holder.iter(VML + "shape", VML + "rect"):
        if (found := _STYLED_WIDTH.search(shape.get("style", ""))) is not None:
            return float(found[1]) * _UNITS[found[2]]
    return 0.0
