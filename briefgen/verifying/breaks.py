"""The marks of pages in a web page against its PDF: each page begins at the same word on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.verifying.align import BlockPair
from briefgen.verifying.allowed_differences import DRAWING
from briefgen.verifying.blocks import LINK, ReadBlock, ReadText
from briefgen.verifying.web.page import NOTES, OWN_REGISTER, REGISTER, WebPage

MARKS = "page-marks-are-right"
_AROUND = 40
_PICTURES = frozenset({"figure", DRAWING})

Steps = tuple[int, int]
"""A place in a text: letters, digits and links before it, then letters and digits of the link that it is in."""


@dataclass(frozen=True, slots=True)
class _Begin:
    """Where a page begins: a block of the web, and a place in its text."""

    block: ReadBlock
    steps: Steps


def compare_breaks(
    page: WebPage, pairs: Iterable[BlockPair], pages: int, pdf: str, folder: str
) -> Iterator[Diagnostic]:
    """Every page of the PDF, which has ``pages``, against its mark; ``pairs`` are the blocks that both have."""
    found = sorted((it for it in pairs if it.at), key=lambda it: it.at)
    here, there, read = _of_web(page), _of_paper(found, pages), [it.web for it in found]
    path = f"{folder}{page.path}"
    for number in sorted({*page.marks, *there}):
        place = Span(path, max(1, page.marks.get(number, 1)))
        if number not in there:
            yield error(MARKS, f"a mark says that page {number} begins here, but {_none(number, pages, pdf)}", place)
            continue
        block, steps = there[number].block, there[number].steps
        begins = f"page {number} of {pdf} begins with {_words(block, steps)}"
        if number not in page.marks and not _needs_mark(block, read):
            continue
        if number not in page.marks:
            yield error(MARKS, f"{begins}, and no mark says so", Span(path, max(1, block.place)))
        elif (mark := here.get(number)) is None:
            yield error(MARKS, f"{begins}; its mark stands outside the text", place)
        elif not _same_place(mark, there[number], read):
            yield error(MARKS, f"{begins}; its mark stands before {_words(mark.block, mark.steps)}", place)


def _none(number: int, pages: int, pdf: str) -> str:
    return f"{pdf} has {pages} pages" if number > pages else f"page {number} of {pdf} has nothing of the text"


def _of_web(page: WebPage) -> Mapping[int, _Begin]:
    parts = (blocks for part, blocks in page.parts.items() if part not in (NOTES, REGISTER, OWN_REGISTER))
    blocks = [block for blocks in parts for block in blocks]
    blocks += [page.citation] if page.citation is not None else []
    return {number: _Begin(block, steps) for block in blocks for number, steps in _turns(block.said)}


def _of_paper(pairs: Iterable[BlockPair], pages: int) -> Mapping[int, _Begin]:
    """A page without text that the web has begins where the next does; after the last text there is no beginning."""
    found: dict[int, _Begin] = {}
    for pair in pairs:
        for number, steps in _turns(pair.paper.said) if pair.paper is not None else ():
            found.setdefault(number, _Begin(pair.web, steps))
    for number in range(pages, 0, -1):
        if number not in found and number + 1 in found:
            found[number] = found[number + 1]
    return found


def _turns(said: ReadText) -> Iterator[tuple[int, Steps]]:
    """Each page that begins in a text, and where."""
    steps, links = 0, iter(said.links)
    for at, char in enumerate((*said.text, "")):
        yield from ((turn.page, (steps, 0)) for turn in said.turns_before(at))
        if char == LINK:
            yield from ((page, (steps, inner)) for page, (inner, _) in _turns(next(links).label))
        steps += _counts(said, at, char)


def _same_place(mark: _Begin, begins: _Begin, order: Sequence[ReadBlock]) -> bool:
    """Whether a mark stands where the page begins; that of a page which begins with a picture may stand before the
    first words after it, since a picture has none."""
    if mark.block is begins.block:
        if mark.block.is_code and not any(mark.steps):
            return True
        return _same_word(begins.block.said, mark.steps, begins.steps)
    words = _words_from(begins.block, order)
    return begins.block.kind in _PICTURES and mark.block is words and not any(mark.steps)


def _needs_mark(begins: ReadBlock, order: Sequence[ReadBlock]) -> bool:
    """Whether a mark can say that a page begins with a block: not after the last words, where only pictures are."""
    return _words_from(begins, order) is not None


def _words_from(block: ReadBlock, order: Sequence[ReadBlock]) -> ReadBlock | None:
    """The first block that is not a picture, from ``block`` on; None where only pictures follow."""
    return next((it for it in dropwhile(lambda it: it is not block, order) if it.kind not in _PICTURES), None)


def _same_word(said: ReadText, mark: Steps, begins: Steps) -> bool:
    """Whether the mark stands where the page begins, or before the word that the page parts."""
    if mark == begins:
        return True
    if mark[0] == begins[0]:
        return _one_word(_link_at(said, mark[0]), mark[1], begins[1])
    return not mark[1] and not begins[1] and _one_word(said, mark[0], begins[0])


def _one_word(said: ReadText, start: int, end: int) -> bool:
    """Whether nothing but one word stands between two places, without the signs before it."""
    if start > end:
        return False
    between, steps = "", 0
    for at, char in enumerate(said.text):
        counts = _counts(said, at, char)
        between += char if start <= steps < end and (between or counts) else ""
        steps += counts
    return not any(char.isspace() for char in between.strip())


def _counts(said: ReadText, at: int, char: str) -> bool:
    return at not in said.optional and (char.isalnum() or char == LINK)


def _link_at(said: ReadText, steps: int) -> ReadText:
    """The words of the link at a place; none where no link is."""
    count, links = 0, iter(said.links)
    for at, char in enumerate(said.text):
        link = next(links) if char == LINK else None
        if count == steps and link is not None:
            return link.label
        count += _counts(said, at, char)
    return ReadText()


def _words(block: ReadBlock, steps: Steps) -> str:
    """The first words from a place on: ``“the sessions met…” in paragraph “We say…” (#p1)``."""
    count = 0
    for at, char in enumerate(block.said.text):
        if count == steps[0] and _counts(block.said, at, char):
            break
        count += _counts(block.said, at, char)
    else:
        at = len(block.said.text)
    anchor = f" (#{block.anchor})" if block.anchor else ""
    if not any(steps):
        return f"{block.name()}{anchor}"
    return f"“{block.said.near(at, _AROUND)}” in {block.name()}{anchor}"
