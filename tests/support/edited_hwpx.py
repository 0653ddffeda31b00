"""What editors do to an HWPX document, done to its XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from briefgen.rendering.office.hancom.xml import SPACES

Element = Any
Edit = Callable[[Element], None]
P = f"{{{SPACES['hp']}}}"
SECTION, HEADER = "Contents/section0.xml", "Contents/header.xml"


def edited(content: bytes, *edits: Edit, changes: str = "") -> bytes:
    """The document with edits of its section; ``changes`` are the tracked ones that its header has."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == SECTION:
                root = etree.fromstring(data)
                for edit in edits:
                    edit(root)
                data = etree.tostring(root)
            if name == HEADER:
                data = data.replace(b"</hh:refList>", f"{changes}</hh:refList>".encode())
            new.writestr(name, data)
    return held.getvalue()


def part(xml: str) -> Element:
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
    return etree.fromstring(f"<x {spaces}>{xml}</x>")[0]


def said(element: Element) -> str:
    """The words of a paragraph, without those of tables, notes and memos in it."""
    own = (it for it in element.iter(P + "t") if next(it.iterancestors(P + "p")) is element)
    return "".join("".join(it.itertext()) for it in own)


def paragraph(root: Element, words: str) -> Element:
    """The paragraph that says this, or part of it."""
    found = [it for it in root.iter(P + "p") if words in said(it)]
    assert found, f"no paragraph says {words!r}"
    return found[0]


def texts(root: Element, words: str) -> Iterator[Element]:
    return (it for it in root.iter(P + "t") if words in (it.text or ""))


def run(words: str) -> Element:
    return part(f'<hp:run charPrIDRef="0"><hp:t>{words}</hp:t></hp:run>')


def reword(old: str, new: str) -> Edit:
    def edit(root: Element) -> None:
        it = next(texts(root, old))
        it.text = it.text.replace(old, new, 1)

    return edit


def delete(words: str) -> Edit:
    def edit(root: Element) -> None:
        it = paragraph(root, words)
        it.getparent().remove(it)

    return edit


def move(words: str, before: str) -> Edit:
    def edit(root: Element) -> None:
        paragraph(root, before).addprevious(paragraph(root, words))

    return edit


def insert(words: str, after: str) -> Edit:
    def edit(root: Element) -> None:
        made = part('<hp:p id="0" paraPrIDRef="0" styleIDRef="0"/>')
        made.append(run(words))
        paragraph(root, after).addnext(made)

    return edit


def split(words: str) -> Edit:
    """A new paragraph begins at these words."""

    def edit(root: Element) -> None:
        text = next(texts(root, words))
        own = text.getparent()
        whole = own.getparent()
        before, _, after = text.text.partition(words)
        text.text = before.rstrip()
        made = part('<hp:p id="0" paraPrIDRef="0" styleIDRef="0"/>')
        made.append(run(words + after))
        made.extend(list(own.itersiblings()))
        whole.addnext(made)

    return edit


def join(words: str) -> Edit:
    """The paragraph goes on in the one before it."""

    def edit(root: Element) -> None:
        it = paragraph(root, words)
        before = it.getprevious()
        before.append(run(" "))
        before.extend(list(it))
        it.getparent().remove(it)

    return edit


def field_of(root: Element, words: str) -> list[Element]:
    """The runs of the figure with these words: its beginning, its words and its end."""
    for begin in root.iter(P + "fieldBegin"):
        first = begin.getparent().getparent()
        if begin.get("type") == "CLICK_HERE" and said_of(first.getnext()) == words:
            return [first, first.getnext(), first.getnext().getnext()]
    raise AssertionError(f"no figure reads {words!r}")


def said_of(runs: Element) -> str:
    return "".join(it.text or "" for it in runs.iter(P + "t"))


def change_figure(old: str, new: str) -> Edit:
    def edit(root: Element) -> None:
        next(field_of(root, old)[1].iter(P + "t")).text = new

    return edit


def delete_figure(words: str) -> Edit:
    def edit(root: Element) -> None:
        for it in field_of(root, words):
            it.getparent().remove(it)

    return edit


def unwrap_figure(words: str) -> Edit:
    """Its words stay, and nothing says any more that they are a figure."""

    def edit(root: Element) -> None:
        first, _, last = field_of(root, words)
        for it in (first, last):
            it.getparent().remove(it)

    return edit


def paste_figure(words: str, into: str) -> Edit:
    def edit(root: Element) -> None:
        paragraph(root, into).extend([deepcopy(it) for it in field_of(root, words)])

    return edit


def memo_on(words: str) -> Edit:
    """A memo about a whole paragraph."""

    def edit(root: Element) -> None:
        it = paragraph(root, words)
        begin = part(
            '<hp:run charPrIDRef="0"><hp:ctrl><hp:fieldBegin id="9001" type="MEMO" name="" editable="1" dirty="0" '
            'zorder="1" fieldid="623209829" metaTag=""><hp:parameters cnt="5" name=""><hp:stringParam name="ID">memo1'
            '</hp:stringParam><hp:integerParam name="Number">1</hp:integerParam><hp:stringParam name="CreateDateTime">'
            '2026-03-03T09:30:00Z</hp:stringParam><hp:stringParam name="Author">박</hp:stringParam><hp:stringParam '
            'name="MemoShapeIDRef">65535</hp:stringParam></hp:parameters><hp:subList id=""><hp:p id="0" '
            'paraPrIDRef="0" styleIDRef="0"><hp:run charPrIDRef="0"><hp:t>Is this still so?</hp:t></hp:run></hp:p>'
            "</hp:subList></hp:fieldBegin></hp:ctrl></hp:run>"
        )
        it.insert(0, begin)
        end = '<hp:ctrl><hp:fieldEnd beginIDRef="9001" fieldid="623209829"/></hp:ctrl>'
        it.append(part(f'<hp:run charPrIDRef="0">{end}</hp:run>'))

    return edit


CHANGES = (
    '<hh:trackChanges itemCnt="2"><hh:trackChange id="1" type="Insert" date="2026-03-02T10:15:00Z" authorID="1" '
    'hide="0"/><hh:trackChange id="2" type="Delete" date="2026-03-02T11:00:00Z" authorID="2" hide="0"/>'
    '</hh:trackChanges><hh:trackChangeAuthors itemCnt="2"><hh:trackChangeAuthor id="1" name="Kim" mark="1"/>'
    '<hh:trackChangeAuthor id="2" name="Lee" mark="1"/></hh:trackChangeAuthors>'
)
"""The changes 1, put in by Kim, and 2, taken out by Lee."""


def track(words: str, number: int) -> Edit:
    """The words are inside a tracked change."""
    kind = {1: "insert", 2: "delete"}[number]

    def edit(root: Element) -> None:
        text = next(texts(root, words))
        before, _, after = text.text.partition(words)
        text.text = before
        begin = etree.SubElement(text, f"{P}{kind}Begin", Id="1", TcId=str(number), paraend="0")
        begin.tail = words
        end = etree.SubElement(text, f"{P}{kind}End", Id="1", TcId=str(number), paraend="0")
        end.tail = after

    return edit
