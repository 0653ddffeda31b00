"""What editors do to a Word document, done to its XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

Element = Any
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{SPACE}}}"
MAIN = "word/document.xml"
Edit = Callable[[Element], None]


def edited(content: bytes, *edits: Edit, comments: str = "") -> bytes:
    """The document with edits of its body; ``comments`` is the inside of a part with comments."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == MAIN:
                root = etree.fromstring(data)
                for edit in edits:
                    edit(root)
                data = etree.tostring(root)
            if comments and name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
                data = data.replace(
                    b"</Types>", f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'.encode()
                )
            if comments and name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
                one = f'<Relationship Id="said" Type="{kind}" Target="comments.xml"/></Relationships>'
                data = data.replace(b"</Relationships>", one.encode())
            new.writestr(name, data)
        if comments:
            new.writestr("word/comments.xml", f'<w:comments xmlns:w="{SPACE}">{comments}</w:comments>')
    return held.getvalue()


def paragraph(root: Element, words: str) -> Element:
    """The paragraph that says this, or part of it."""
    found = [it for it in root.iter(W + "p") if words in said(it)]
    assert found, f"no paragraph says {words!r}"
    return found[0]


def said(element: Element) -> str:
    return "".join(it.text or "" for it in element.iter(W + "t"))


def texts(root: Element, words: str) -> Iterator[Element]:
    return (it for it in root.iter(W + "t") if words in (it.text or ""))


def part(xml: str) -> Element:
    return etree.fromstring(f'<w:x xmlns:w="{SPACE}">{xml}</w:x>')[0]


def run(words: str) -> Element:
    return part(f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>')


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
        paragraph(root, after).addnext(part(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"))

    return edit


def split(words: str) -> Edit:
    """A new paragraph begins at these words."""

    def edit(root: Element) -> None:
        text = next(texts(root, words))
        own = text.getparent()
        whole = next(own.iterancestors(W + "p"))
        while own.getparent() is not whole:
            own = own.getparent()
        before, _, after = text.text.partition(words)
        text.text = before.rstrip()
        made = part("<w:p/>")
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
        before.extend([child for child in it if child.tag != W + "pPr"])
        it.getparent().remove(it)

    return edit


def control(root: Element, words: str) -> Element:
    return next(it for it in root.iter(W + "sdt") if said(it) == words)


def change_figure(old: str, new: str) -> Edit:
    def edit(root: Element) -> None:
        next(control(root, old).iter(W + "t")).text = new

    return edit


def delete_figure(words: str) -> Edit:
    def edit(root: Element) -> None:
        it = control(root, words)
        it.getparent().remove(it)

    return edit


def unwrap_figure(words: str) -> Edit:
    """Its words stay, and nothing says any more that they are a figure."""

    def edit(root: Element) -> None:
        it = control(root, words)
        for child in it.find(W + "sdtContent"):
            it.addprevious(child)
        it.getparent().remove(it)

    return edit


def unlock_figure(words: str) -> Edit:
    def edit(root: Element) -> None:
        lock = control(root, words).find(f"{W}sdtPr/{W}lock")
        lock.getparent().remove(lock)

    return edit


def paste_figure(words: str, into: str) -> Edit:
    def edit(root: Element) -> None:
        paragraph(root, into).append(deepcopy(control(root, words)))

    return edit


def _marked(kind: str, author: str, moment: str, child: Element) -> Element:
    made = part(f'<w:{kind} w:id="900" w:author="{author}" w:date="{moment}"/>')
    made.append(child)
    return made


def track_insert(words: str, after: str, author: str = "Kim", moment: str = "2026-03-02T10:15:00Z") -> Edit:
    def edit(root: Element) -> None:
        own = next(texts(root, after)).getparent()
        own.addnext(_marked("ins", author, moment, run(words)))

    return edit


def track_delete(words: str, author: str = "Lee", moment: str = "2026-03-02T11:00:00Z") -> Edit:
    """The run that says this is struck."""

    def edit(root: Element) -> None:
        text = next(texts(root, words))
        own = text.getparent()
        before, _, after = text.text.partition(words)
        text.text = before
        struck = part(f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>')
        own.addnext(run(after))
        own.addnext(_marked("del", author, moment, struck))

    return edit


def comment_on(words: str) -> Edit:
    """A comment of the number 7 on a paragraph."""

    def edit(root: Element) -> None:
        it = paragraph(root, words)
        it.append(part('<w:commentRangeStart w:id="7"/>'))
        it.append(part('<w:commentRangeEnd w:id="7"/>'))
        it.append(part('<w:r><w:commentReference w:id="7"/></w:r>'))

    return edit


COMMENT = (
    '<w:comment w:id="7" w:author="Park" w:date="2026-03-03T09:30:00Z"><w:p>'
    "<w:r><w:t>Is this still so?</w:t></w:r></w:p></w:comment>"
)
