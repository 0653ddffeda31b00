"""XLIFF 1.2, written and read, and the glossary as TBX-Basic.

XLIFF 1.2 and not 2.0: nearly every program reads it without a plugin; many read 2.0 not at all or with gaps. What
stands by itself is ``<x/>`` and a pair of marks is ``<g>``: programs keep these more reliably than ``<ph>`` and
``<bpt>``, and show ``equiv-text``. Every unit has a ``<target>``: the older filter of OmegaT translates what stands
there, and leaves a unit empty that has none.

TBX is in the form that translators' programs read (ISO 30042:2008, ``martif``). No document type is declared: a program
would look for its file, and not all go on without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from briefgen.handouts.exchanging.translators.pieces import Piece, PieceKind, joined, signs, words
from briefgen.handouts.exchanging.translators.units import (
    MOST_BRIEFS,
    MOST_UNITS,
    Direction,
    ExchangeBrief,
    ExchangeUnit,
    UnreadableExchangeError,
)
from briefgen.model.core.written import Lang, Written
from briefgen.model.written.glossary import Term, TermForms
from briefgen.resolving.translation.standing import BlockState

Element = Any

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_IN = f"{{{_NAMESPACE}}}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {
    BlockState.CURRENT: "translated",
    BlockState.STALE: "needs-review-translation",
    BlockState.UNSTAMPED: "needs-review-translation",
    BlockState.MISSING: "needs-translation",
}
_DONE = frozenset({"translated", "final", "signed-off"})
_KINDS = {"strong": "bold", "emph": "italic", "link": "link", "image": "image", "break": "lb"}
_THROUGH = frozenset({f"{_IN}mrk"})
"""Elements that programs put round words, and that say nothing."""
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)")


def xliff_of(briefs: Iterable[ExchangeBrief]) -> bytes:
    """The file."""
    root = etree.Element(f"{_IN}xliff", {"version": "1.2"}, nsmap={None: _NAMESPACE})
    for brief in briefs:
        _file(root, brief)
    for part in root.iter(f"{_IN}xliff", f"{_IN}file", f"{_IN}body", f"{_IN}trans-unit", f"{_IN}context-group"):
        if len(part):
            _indented(part, 1 + sum(1 for _ in part.iterancestors()))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _indented(parent: Element, level: int) -> None:
    """Its children each on a line; what they say is left alone."""
    gap = "\n" + "  " * level
    parent.text = gap
    for child in parent:
        child.tail = gap
    parent[-1].tail = gap[:-2]


def _file(root: Element, brief: ExchangeBrief) -> None:
    about = {
        "original": brief.slug,
        "source-language": brief.source_lang,
        "target-language": brief.target_lang,
        "datatype": "plaintext",
        "product-name": "briefgen",
        "product-version": brief.source_digest,
        "build-num": brief.target_digest,
    }
    file = etree.SubElement(root, f"{_IN}file", about)
    body = etree.SubElement(file, f"{_IN}body")
    for unit in brief.units:
        _unit(body, unit, brief)


def _unit(body: Element, unit: ExchangeUnit, brief: ExchangeBrief) -> None:
    made = etree.SubElement(body, f"{_IN}trans-unit", {"id": unit.id, _SPACE: "preserve"})
    source = etree.SubElement(made, f"{_IN}source", {_LANG: brief.source_lang})
    _fill(source, unit.source)
    target = etree.SubElement(made, f"{_IN}target", {_LANG: brief.target_lang, "state": _STATES[unit.state]})
    _fill(target, unit.target if signs(unit.target) else unit.source)
    if unit.span is not None:
        group = etree.SubElement(made, f"{_IN}context-group", {"purpose": "location"})
        for kind, said in (("sourcefile", unit.span.path), ("linenumber", str(unit.span.line))):
            etree.SubElement(group, f"{_IN}context", {"context-type": kind}).text = said
    for remark in unit.remarks:
        etree.SubElement(made, f"{_IN}note", {"from": "briefgen"}).text = xml_text(remark)


def xml_text(said: str) -> str:
    """Words without characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", said)


def _fill(part: Element, pieces: Sequence[Piece]) -> None:
    """Words and marks into ``<source>`` or ``<target>``."""
    open_: list[Element] = [part]
    for it in joined(pieces):
        if it.kind is PieceKind.WORDS:
            _say(open_[-1], xml_text(it.said))
        elif it.kind is PieceKind.CLOSE:
            open_.pop()
        else:
            tag = f"{_IN}g" if it.kind is PieceKind.OPEN else f"{_IN}x"
            attrs = {"id": it.name, "ctype": _KINDS.get(it.tag, f"x-{it.tag}")}
            if it.kind is PieceKind.ALONE:
                attrs["equiv-text"] = xml_text(it.said or it.written)
            made = etree.SubElement(open_[-1], tag, attrs)
            open_ += [made] * (it.kind is PieceKind.OPEN)


def _say(part: Element, said: str) -> None:
    if len(part):
        part[-1].tail = (part[-1].tail or "") + said
    else:
        part.text = (part.text or "") + said


def read_xliff(content: bytes) -> tuple[ExchangeBrief, ...]:
    """The briefs in a file. Raises UnreadableExchangeError for one that is not ours, or not safe to read."""
    root = _root(content)
    if root.tag != f"{_IN}xliff":
        raise UnreadableExchangeError("it is not XLIFF 1.2")
    count = sum(1 for _ in root.iter(f"{_IN}trans-unit"))
    if count > MOST_UNITS:
        raise UnreadableExchangeError(f"it has more than {MOST_UNITS:,} units")
    files = list(root.iter(f"{_IN}file"))
    if len(files) > MOST_BRIEFS:
        raise UnreadableExchangeError(f"it has more than {MOST_BRIEFS:,} briefs")
    return tuple(_brief(file) for file in files)


def _root(content: bytes) -> Element:
    if _DOCTYPE.search(content):
        raise UnreadableExchangeError("it declares a document type, which XLIFF does not")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        is_deep = problem.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT
        why = "is nested too deeply or too large" if is_deep else f"is not valid XML in line {problem.lineno}"
        raise UnreadableExchangeError(f"it {why}") from problem
    if root.getroottree().docinfo.doctype:  # in an encoding in which its letters are others
        raise UnreadableExchangeError("it declares a document type, which XLIFF does not")
    return root


def _brief(file: Element) -> ExchangeBrief:
    units = tuple(_read_unit(it) for it in file.iter(f"{_IN}trans-unit"))
    names = ("original", "source-language", "target-language", "product-version", "build-num")
    slug, source, target, source_digest, target_digest = (file.get(name, "") for name in names)
    return ExchangeBrief(slug, source, target, source_digest, target_digest, units)


def _read_unit(unit: Element) -> ExchangeUnit:
    source, target = unit.find(f"{_IN}source"), unit.find(f"{_IN}target")
    done = target is not None and (target.get("state") in _DONE or unit.get("approved") == "yes")
    return ExchangeUnit(unit.get("id", ""), _pieces(source), _pieces(target), is_confirmed=done)


def _pieces(part: Element) -> tuple[Piece, ...]:
    return joined(_inner(part)) if part is not None else ()


def _inner(part: Element) -> Iterator[Piece]:
    yield words(part.text or "")
    for child in part:
        name = child.get("id", "")
        if child.tag in _THROUGH:
            yield from _inner(child)
        elif child.tag == f"{_IN}g":
            yield Piece(PieceKind.OPEN, "", "", name)
            yield from _inner(child)
            yield Piece(PieceKind.CLOSE, "", "", name)
        elif child.tag == f"{_IN}x" and not len(child):
            yield Piece(PieceKind.ALONE, "", "", name)
        else:
            yield Piece(PieceKind.ALONE, "", "", name or etree.QName(child).localname)
        yield words(child.tail or "")


def tbx_of(glossary: Mapping[str, Written[Term]], direction: Direction) -> bytes:
    """Every term that has a name in one of the two languages."""
    root = etree.Element("martif", {"type": "TBX-Basic", _LANG: direction.source})
    header = etree.SubElement(root, "martifHeader")
    about = etree.SubElement(etree.SubElement(header, "fileDesc"), "sourceDesc")
    etree.SubElement(about, "p").text = "Glossary of briefgen"
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for ident, term in glossary.items():
        _entry(body, ident, term.value, (direction.source, direction.target))
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _entry(body: Any, ident: str, term: Term, languages: tuple[Lang, Lang]) -> None:
    if not any(lang in term.names for lang in languages):
        return
    entry = etree.SubElement(body, "termEntry", {"id": f"term-{ident}"})
    for lang in languages:
        if lang not in term.names:
            continue
        own = etree.SubElement(entry, "langSet", {_LANG: lang})
        if term.definition is not None and (said := term.definition.root.get(lang)):
            group = etree.SubElement(own, "descripGrp")
            etree.SubElement(group, "descrip", {"type": "definition"}).text = xml_text(said)
        for said, kind in _terms(term.names[lang]):
            group = etree.SubElement(own, "tig")
            etree.SubElement(group, "term").text = xml_text(said)
            etree.SubElement(group, "termNote", {"type": "administrativeStatus"}).text = kind


def _terms(forms: TermForms) -> Iterator[tuple[str, str]]:
    """Each name once: the one to use, others that may stand, and those that may not."""
    given = [(forms.short, "preferredTerm-admn-sts"), (forms.full or "", "admittedTerm-admn-sts")]
    given += [(it, "admittedTerm-admn-sts") for it in forms.also]
    given += [(it, "deprecatedTerm-admn-sts") for it in forms.forbidden]
    seen: set[str] = set()
    for said, kind in given:
        if said and said not in seen:
            seen.add(said)
            yield said, kind
