"""What editors do to a document that was handed out, done to its XML, whichever program they have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from briefgen.rendering.office.hancom.xml import SPACES
from support.office import archive, members

Element = Any
Edit = Callable[[Element], None]
WORDS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
W, P = f"{{{WORDS['w']}}}", f"{{{SPACES['hp']}}}"
SECTION, HEADER = "Contents/section0.xml", "Contents/header.xml"
MAIN = "word/document.xml"


@dataclass(frozen=True, eq=False)
class Program:
    """A program with its format: ``main`` is the member with the text, ``tag`` the beginning of its names."""

    form: str
    main: str
    tag: str
    spaces: dict[str, str]
    empty: str
    """A paragraph without words."""
    words: str
    """A run with the words ``{}``."""

    def edited(self, content: bytes, *edits: Edit, said: str = "") -> bytes:
        """The document with edits of its text; ``said`` is what its part with comments or tracked changes holds."""
        held = members(content)
        root = etree.fromstring(held[self.main])
        for edit in edits:
            edit(root)
        held[self.main] = etree.tostring(root)
        if self.form == "hwpx":
            held[HEADER] = held[HEADER].replace(b"</hh:refList>", f"{said}</hh:refList>".encode())
        elif said:
            _with_comments(held, said)
        return archive(held)

    def part(self, xml: str) -> Element:
        spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in self.spaces.items())
        return etree.fromstring(f"<x {spaces}>{xml}</x>")[0]

    def run(self, words: str) -> Element:
        return self.part(self.words.format(words))

    def new(self, words: str) -> Element:
        """A paragraph that says this."""
        made = self.part(self.empty)
        made.append(self.run(words))
        return made

    def said(self, element: Element) -> str:
        """The words of a paragraph, without those of tables, notes and memos in it."""
        own = (it for it in element.iter(f"{self.tag}t") if next(it.iterancestors(f"{self.tag}p")) is element)
        return "".join("".join(it.itertext()) for it in own)

    def paragraph(self, root: Element, words: str) -> Element:
        """The paragraph that says this, or part of it."""
        found = [it for it in root.iter(f"{self.tag}p") if words in self.said(it)]
        assert found, f"no paragraph says {words!r}"
        return found[0]

    def texts(self, root: Element, words: str) -> Iterator[Element]:
        return (it for it in root.iter(f"{self.tag}t") if words in (it.text or ""))

    def marks(self, root: Element) -> list[Element]:
        """The bookmarks."""
        return [it for it in root.iter() if "bookmark" in str(it.tag)]

    def holder(self, root: Element, tag: str) -> Element:
        """The paragraph that has the first element of a kind."""
        return next(next(root.iter(f"{self.tag}{tag}")).iterancestors(f"{self.tag}p"))

    def reword(self, old: str, new: str) -> Edit:
        def edit(root: Element) -> None:
            it = next(self.texts(root, old))
            it.text = it.text.replace(old, new, 1)

        return edit

    def delete(self, words: str) -> Edit:
        def edit(root: Element) -> None:
            it = self.paragraph(root, words)
            it.getparent().remove(it)

        return edit

    def move(self, words: str, before: str) -> Edit:
        def edit(root: Element) -> None:
            self.paragraph(root, before).addprevious(self.paragraph(root, words))

        return edit

    def insert(self, words: str, after: str) -> Edit:
        def edit(root: Element) -> None:
            self.paragraph(root, after).addnext(self.new(words))

        return edit

    def split(self, words: str) -> Edit:
        """A new paragraph begins at these words."""

        def edit(root: Element) -> None:
            text = next(self.texts(root, words))
            whole = next(text.iterancestors(f"{self.tag}p"))
            own = next(it for it in (text, *text.iterancestors()) if it.getparent() is whole)
            before, _, after = text.text.partition(words)
            text.text = before.rstrip()
            made = self.new(words + after)
            made.extend(list(own.itersiblings()))
            whole.addnext(made)

        return edit

    def join(self, words: str) -> Edit:
        """The paragraph goes on in the one before it."""

        def edit(root: Element) -> None:
            it = self.paragraph(root, words)
            before = it.getprevious()
            before.append(self.run(" "))
            before.extend([child for child in it if child.tag != f"{self.tag}pPr"])
            it.getparent().remove(it)

        return edit

    def twice(self, words: str) -> Edit:
        def edit(root: Element) -> None:
            it = self.paragraph(root, words)
            it.addnext(deepcopy(it))

        return edit

    def figure(self, root: Element, words: str) -> list[Element]:
        """What holds a figure: its control, or the runs of its field."""
        if self.form == "docx":
            return [next(it for it in root.iter(W + "sdt") if "".join(it.itertext(W + "t")) == words)]
        begun = (it.getparent().getparent() for it in root.iter(P + "fieldBegin") if it.get("type") == "CLICK_HERE")
        first = next(it for it in begun if "".join(it.getnext().itertext(P + "t")) == words)
        return [first, first.getnext(), first.getnext().getnext()]

    def change_figure(self, old: str, new: str) -> Edit:
        def edit(root: Element) -> None:
            next(text for it in self.figure(root, old) for text in it.iter(f"{self.tag}t")).text = new

        return edit

    def delete_figure(self, words: str) -> Edit:
        def edit(root: Element) -> None:
            for it in self.figure(root, words):
                it.getparent().remove(it)

        return edit

    def unwrap_figure(self, words: str) -> Edit:
        """Its words stay, and nothing says any more that they are a figure."""

        def edit(root: Element) -> None:
            first, *more = self.figure(root, words)
            for child in first.findall(f"{W}sdtContent/*"):
                first.addprevious(child)
            for it in (first, *more[1:]):
                it.getparent().remove(it)

        return edit

    def paste_figure(self, words: str, into: str) -> Edit:
        def edit(root: Element) -> None:
            self.paragraph(root, into).extend([deepcopy(it) for it in self.figure(root, words)])

        return edit

    def track(self, words: str, number: int) -> Edit:
        """The words are inside a tracked change: 1 was put in by Kim, 2 taken out by Lee; see ``CHANGES``."""

        def edit(root: Element) -> None:
            text = next(self.texts(root, words))
            before, _, after = text.text.partition(words)
            text.text = before
            if self.form == "hwpx":
                for end, tail in (("Begin", words), ("End", after)):
                    kind = f"{P}{('insert', 'delete')[number - 1]}{end}"
                    etree.SubElement(text, kind, Id="1", TcId=str(number), paraend="0").tail = tail
                return
            kind, name, author, moment = (
                ("ins", "t", "Kim", "2026-03-02T10:15:00Z"),
                ("del", "delText", "Lee", "2026-03-02T11:00:00Z"),
            )[number - 1]
            run = f'<w:r><w:{name} xml:space="preserve">{words}</w:{name}></w:r>'
            made = f'<w:{kind} w:id="900" w:author="{author}" w:date="{moment}">{run}</w:{kind}>'
            text.getparent().addnext(self.run(after))
            text.getparent().addnext(self.part(made))

        return edit

    def comment_on(self, words: str) -> Edit:
        """A comment on a whole paragraph; see ``COMMENT``."""

        def edit(root: Element) -> None:
            it = self.paragraph(root, words)
            if self.form == "hwpx":
                it.insert(0, self.part(_MEMO))
                it.append(self.part(f"<hp:run>{_MEMO_END}</hp:run>"))
                return
            it.append(self.part('<w:commentRangeStart w:id="7"/>'))
            it.append(self.part('<w:commentRangeEnd w:id="7"/>'))
            it.append(self.part('<w:r><w:commentReference w:id="7"/></w:r>'))

        return edit


WORD = Program("docx", MAIN, W, WORDS, "<w:p/>", '<w:r><w:t xml:space="preserve">{}</w:t></w:r>')
HANCOM = Program(
    "hwpx",
    SECTION,
    P,
    SPACES,
    '<hp:p id="0" paraPrIDRef="0" styleIDRef="0"/>',
    '<hp:run charPrIDRef="0"><hp:t>{}</hp:t></hp:run>',
)


def _with_comments(held: dict[str, bytes], comments: str) -> None:
    """A part with comments more."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    for name, end, one in (
        ("[Content_Types].xml", "</Types>", f'<Override PartName="/word/comments.xml" ContentType="{kind}"/>'),
        (
            "word/_rels/document.xml.rels",
            "</Relationships>",
            f'<Relationship Id="said" Type="{relation}" Target="comments.xml"/>',
        ),
    ):
        held[name] = held[name].replace(end.encode(), f"{one}{end}".encode())
    held["word/comments.xml"] = f'<w:comments xmlns:w="{WORDS["w"]}">{comments}</w:comments>'.encode()


COMMENT = (
    '<w:comment w:id="7" w:author="Park" w:date="2026-03-03T09:30:00Z"><w:p>'
    "<w:r><w:t>Is this still so?</w:t></w:r></w:p></w:comment>"
)
"""Of Word, where comments have a part of their own."""
CHANGES = (
    '<hh:trackChanges itemCnt="2"><hh:trackChange id="1" type="Insert" date="2026-03-02T10:15:00Z" authorID="1" '
    'hide="0"/><hh:trackChange id="2" type="Delete" date="2026-03-02T11:00:00Z" authorID="2" hide="0"/>'
    '</hh:trackChanges><hh:trackChangeAuthors itemCnt="2"><hh:trackChangeAuthor id="1" name="Kim" mark="1"/>'
    '<hh:trackChangeAuthor id="2" name="Lee" mark="1"/></hh:trackChangeAuthors>'
)
"""Of Hancom Office, where the header has the tracked changes."""
_MEMO = (
    '<hp:run charPrIDRef="0"><hp:ctrl><hp:fieldBegin id="9001" type="MEMO" name="" editable="1" dirty="0" '
    'zorder="1" fieldid="623209829" metaTag=""><hp:parameters cnt="5" name=""><hp:stringParam name="ID">memo1'
    '</hp:stringParam><hp:integerParam name="Number">1</hp:integerParam><hp:stringParam name="CreateDateTime">'
    '2026-03-03T09:30:00Z</hp:stringParam><hp:stringParam name="Author">Park</hp:stringParam><hp:stringParam '
    'name="MemoShapeIDRef">65535</hp:stringParam></hp:parameters><hp:subList id=""><hp:p id="0" '
    'paraPrIDRef="0" styleIDRef="0"><hp:run charPrIDRef="0"><hp:t>Is this still so?</hp:t></hp:run></hp:p>'
    "</hp:subList></hp:fieldBegin></hp:ctrl></hp:run>"
)
_MEMO_END = '<hp:ctrl><hp:fieldEnd beginIDRef="9001" fieldid="623209829"/></hp:ctrl>'
