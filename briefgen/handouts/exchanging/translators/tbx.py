"""The glossary as TBX-Basic in the form that translators' programs read (ISO 30042:2008, ``martif``).

No document type is declared: a program would look for its file, and not all go on without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from briefgen.handouts.exchanging.translators.units import Direction
from briefgen.handouts.exchanging.translators.xliff import xml_text
from briefgen.model.written.glossary import Term, TermForms
from briefgen.model.written.written import Lang, Written

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


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
