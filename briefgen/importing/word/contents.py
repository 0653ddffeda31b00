"""Where a Word document has a list of contents, and which words beside it are text."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.importing.word.names import Element, W, value

_SIGN, _CODE = W + "fldChar", W + "instrText"


def is_contents(control: Element) -> bool:
    """Whether a content control holds the list that Word makes."""
    return control.tag == W + "sdt" and value(control, "sdtPr/docPartObj/docPartGallery") == "Table of Contents"


def is_code_of_contents(code: str) -> bool:
    """Whether a field is a list of contents, of tables or of figures."""
    return code.split()[:1] == ["TOC"]


def has_contents(paragraph: Element) -> bool:
    """Whether a list begins and ends within the paragraph, as one does in which Word found nothing."""
    return (
        any(map(is_contents, paragraph.iter(W + "sdt")))
        or any(is_code_of_contents(each.get(W + "instr", "")) for each in paragraph.iter(W + "fldSimple"))
        or next(_ends(paragraph, []), None) is not None
    )


def below_contents(control: Element) -> Iterator[Element]:
    """The blocks that a control has below its list: what was typed there is text."""
    opened, has_ended = list[str](), False
    for holder in control.findall(W + "sdtContent"):
        for block in holder:
            if has_ended:
                yield block
            elif (end := next(_ends(block, opened), None)) is not None:
                has_ended = True
                if not _has_words_before(block, end):
                    yield block


def _has_words_before(block: Element, end: Element) -> bool:
    for each in block.iter(W + "t", _SIGN):
        if each is end:
            return False
        if each.tag == W + "t" and (each.text or "").strip():
            return True
    return False


def _ends(block: Element, opened: list[str]) -> Iterator[Element]:
    """The signs that end a list; ``opened`` has the codes of the fields that are open, and is kept up to date."""
    for each in block.iter(_SIGN, _CODE):
        kind = each.get(W + "fldCharType") if each.tag == _SIGN else ""
        if kind == "begin":
            opened.append("")
        elif kind == "end" and opened and is_code_of_contents(opened.pop()):
            yield each
        elif each.tag == _CODE and opened:
            opened[-1] += each.text or ""
