"""Elements of an HWPX document."""

from __future__ import annotations

from typing import Any

from lxml import etree

from briefgen.rendering.office.package import clean

Element = Any

_HWPML = "http://www.hancom.co.kr/hwpml/2011"
SPACES = {
    "ha": f"{_HWPML}/app",
    "hp": f"{_HWPML}/paragraph",
    "hp10": "http://www.hancom.co.kr/hwpml/2016/paragraph",
    "hs": f"{_HWPML}/section",
    "hc": f"{_HWPML}/core",
    "hh": f"{_HWPML}/head",
    "hhs": f"{_HWPML}/history",
    "hm": f"{_HWPML}/master-page",
    "hpf": "http://www.hancom.co.kr/schema/2011/hpf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "opf": "http://www.idpf.org/2007/opf/",
    "ooxmlchart": "http://www.hancom.co.kr/hwpml/2016/ooxmlchart",
    "hwpunitchar": "http://www.hancom.co.kr/hwpml/2016/HwpUnitChar",
    "epub": "http://www.idpf.org/2007/ops",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
}
"""The program declares them all in each part, and wants to find them there."""
P, H, C = (f"{{{SPACES[prefix]}}}" for prefix in ("hp", "hh", "hc"))


def el(tag: str, *children: Element, **attributes: object) -> Element:
    """An element by its prefix and name, ``hp:run``; without a prefix it is one of a paragraph."""
    prefix, _, local = tag.rpartition(":")
    made = etree.Element(f"{{{SPACES[prefix or 'hp']}}}{local}", nsmap=SPACES)
    for key, value in attributes.items():
        made.set(key.rstrip("_"), clean(str(value)))
    made.extend(children)
    return made


def said(tag: str, words: str, **attributes: object) -> Element:
    """An element that holds words and nothing else."""
    made = el(tag, **attributes)
    made.text = clean(words)
    return made


def file_of(root: Element) -> bytes:
    """A member of the package."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
