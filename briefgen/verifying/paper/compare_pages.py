"""Two PDFs side by side: in what one differs from the other, in words for whoever holds it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain, zip_longest

from briefgen.verifying.paper.content import Annotation, PdfContent, PdfPage, TagElement, content_of
from briefgen.verifying.paper.opened import SIGN, one_line, opened

_SHOWN = 12
"""So many differences are named."""
_LONGEST = 400
"""Words between the first difference of a page and the last, up to which each is named by itself."""
_AROUND = 2
"""Words before and after a difference that are shown with it."""
_ALIKE, _ALIKE_OF_OTHER_TITLE = 0.4, 0.8
"""Two texts that have less of their words in common are two texts; what stands on every page is in most."""
_PART = 0.9
"""A text of which so much stands in the other is a part of it: pages are missing."""
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_DIGIT = re.compile(r"\d")
_DOES = {
    "/OpenAction": "it does something when it is opened",
    "/AA": "it does something when it is opened or closed",
    "/JavaScript": "it holds a script",
    "/XFA": "it holds a form",
    "/Outlines": "its bookmarks are others",
    "/Dests": "the places that links lead to are others",
    "/OCProperties": "it has layers that can be hidden",
    "/PageLabels": "its pages are numbered differently",
    "/Lang": "its language is another",
    "/RoleMap": "its tags mean something else",
}


def differences(mine: bytes, published: bytes) -> tuple[str, ...]:
    """In what the PDF ``mine`` differs from the one that was ``published``; empty when both say and show the same.

    Raises UnreadableError when one of them cannot be read.
    """
    with opened(published) as there, opened(mine) as here:
        found = [*_before(mine), *_differences(content_of(here), content_of(there))]
    left = len(found) - _SHOWN
    return (*found[:_SHOWN], *([f"and {left} more"] if left > 0 else []))


def _before(mine: bytes) -> Iterator[str]:
    """What some programs would take the file for, though the PDF in it is the same."""
    if (begins := mine.find(SIGN)) > 0:
        yield f"{begins} other bytes are before its beginning"


def _differences(mine: PdfContent, its: PdfContent) -> Iterator[str]:
    if _is_another(mine, its):
        yield "its text is that of another document: the manifest inside it does not belong to it"
        return
    yield from _pages(mine.pages, its.pages)
    yield from _tags(mine, its)
    yield from _files(mine, its)
    for key in sorted(mine.behaviour.keys() | its.behaviour.keys()):
        if mine.behaviour.get(key) != its.behaviour.get(key):
            yield _DOES.get(key, f"its metadata {key} is different")
    if mine.title != its.title:
        yield f"its title is “{one_line(mine.title)}”, not “{one_line(its.title)}”"
    yield from _metadata(mine.metadata, its.metadata)


def _metadata(mine: Mapping[str, str], its: Mapping[str, str]) -> Iterator[str]:
    """What a file says of itself; what it says besides, such as a program's own notes, counts only in our keys."""
    for key in sorted(its.keys() | {key for key in mine if "}" not in key or key.startswith(_DUBLIN_CORE)}):
        name, one, other = key.rpartition("}")[2], mine.get(key), its.get(key)
        if one is None:
            yield f"its metadata {name} is missing: “{one_line(its[key])}”"
        elif one != other:
            yield f"its metadata {name} is “{one_line(one)}”" + ("" if other is None else f", not “{one_line(other)}”")


def _is_another(mine: PdfContent, its: PdfContent) -> bool:
    """Whether the texts have so little in common that their differences say nothing."""
    if any(one.operators == other.operators for one, other in zip(mine.pages, its.pages, strict=False)):
        return False
    one, other = (Counter(word for page in it.pages for word in page.words) for it in (mine, its))
    enough = _ALIKE if mine.title == its.title else _ALIKE_OF_OTHER_TITLE
    common, sizes = (one & other).total(), (one.total(), other.total())
    return bool(one and other) and common < enough * max(sizes) and common < _PART * min(sizes)


# Pages


def _pages(mine: Sequence[PdfPage], its: Sequence[PdfPage]) -> Iterator[str]:
    """Which pages are missing, moved or too many, and in what the others differ."""
    keys = tuple([(page.operators, page.resources) for page in pages] for pages in (its, mine))
    pairs = list[tuple[int | None, int | None]]()
    for what, i, i_end, j, j_end in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if what == "equal":
            pairs += zip(range(i, i_end), range(j, j_end), strict=True)
        else:
            pairs += _partners(its, range(i, i_end), mine, range(j, j_end))
    lost = dict[tuple[bytes, bytes], list[int]]()
    for gone in (at for at, to in pairs if at is not None and to is None):
        lost.setdefault(keys[0][gone], []).append(gone)
    for at, to in pairs:
        if at is not None and to is not None:
            yield from _page(mine[to], its[at], to + 1)
        elif to is not None and (places := lost.get(keys[1][to])):
            yield f"page {places.pop(0) + 1} has moved and is now page {to + 1}"
        elif to is not None:
            yield f"page {to + 1} is one that the published file does not have"
    yield from (f"page {gone + 1} of {len(its)} is missing" for gone in sorted(chain.from_iterable(lost.values())))


def _partners(
    its: Sequence[PdfPage], there: range, mine: Sequence[PdfPage], here: range
) -> Iterator[tuple[int | None, int | None]]:
    """Pages that are one another's counterparts: those with the same words, and between these one after the other."""
    keys = tuple(["".join(pages[at].words) for at in places] for pages, places in ((its, there), (mine, here)))
    for _, i, i_end, j, j_end in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        yield from zip_longest(there[i:i_end], here[j:j_end])


def _page(mine: PdfPage, its: PdfPage, number: int) -> Iterator[str]:
    if not mine.is_drawn_as(its):
        told = [f"page {number}: {it}" for it in _words(mine.words, its.words)]
        yield from told or [f"page {number} is drawn differently, with the same words: its look cannot be compared"]
    yield from _around(mine, its, number)


def _words(mine: Sequence[str], its: Sequence[str]) -> Iterator[str]:
    """The words in which a page differs, however its lines are broken."""
    if "".join(mine) == "".join(its):
        return
    start = next((at for at, (a, b) in enumerate(zip(mine, its, strict=False)) if a != b), min(len(mine), len(its)))
    ends = zip(reversed(mine[start:]), reversed(its[start:]), strict=False)
    same = next((at for at, (a, b) in enumerate(ends) if a != b), min(len(mine), len(its)) - start)
    here, there = mine[start : len(mine) - same], its[start : len(its) - same]
    if max(len(here), len(there)) > _LONGEST:
        yield _changed(here, there, "", "")
        return
    for what, i, i_end, j, j_end in SequenceMatcher(None, there, here, autojunk=False).get_opcodes():
        if what != "equal":
            before = " ".join(its[max(0, start + i - _AROUND) : start + i])
            after = " ".join(its[start + i_end : start + i_end + _AROUND])
            yield _changed(here[j:j_end], there[i:i_end], before, after)


def _changed(here: Sequence[str], there: Sequence[str], before: str, after: str) -> str:
    mine, its = " ".join(here), " ".join(there)
    kind = "number" if _DIGIT.search(mine + its) else "text"
    place = f" (“{one_line(f'{before} … {after}'.strip())}”)" if before or after else ""
    if not its:
        return f"{kind} that the published file does not have: “{one_line(mine)}”{place}"
    if not mine:
        return f"{kind} missing: “{one_line(its)}”{place}"
    return f"another {kind}: “{one_line(mine)}” instead of “{one_line(its)}”{place}"


def _around(mine: PdfPage, its: PdfPage, number: int) -> Iterator[str]:
    """What lies on a page, and how it is cut."""
    if mine.frame != its.frame:
        yield f"page {number} has another size, is cut, turned or does something"
    added, lost = _left_over(mine.annotations, its.annotations), _left_over(its.annotations, mine.annotations)
    yield from (f"page {number}: {_lies(it)} that the published file does not have" for it in added)
    yield from (f"page {number}: {_lies(it)} is missing" for it in lost)


def _left_over(these: Sequence[Annotation], those: Sequence[Annotation]) -> Iterator[Annotation]:
    """What is among ``these`` more often than among ``those``."""
    spare = Counter(it.digest for it in those)
    for it in these:
        if spare[it.digest]:
            spare[it.digest] -= 1
        else:
            yield it


def _lies(it: Annotation) -> str:
    if it.kind == "Link":
        return f"a link to {one_line(it.words) or 'a place in it'}"
    words = f" “{one_line(it.words)}”" if it.words else ""
    return f"something laid over it ({it.kind}{words})"


# Tags, files inside


def _tags(mine: PdfContent, its: PdfContent) -> Iterator[str]:
    if its.tags is None:
        if mine.tags is not None:
            yield "it has tags for screen readers, which the published file does not have"
        return
    if mine.tags is None:
        yield "its tags are missing: a screen reader cannot tell headings, tables and notes from text"
        return
    if mine.tags == its.tags:
        return
    at = next((at for at, (a, b) in enumerate(zip(mine.tags, its.tags, strict=False)) if a != b), None)
    if at is None or len(mine.tags) != len(its.tags):
        count = len(mine.tags) - len(its.tags)
        yield f"{abs(count)} tags for screen readers {'too many' if count > 0 else 'are missing'}"
    if at is not None:
        yield _tag(mine.tags[at], its.tags[at])


def _tag(mine: TagElement, its: TagElement) -> str:
    where = f"page {its.page or 1}"
    if mine.kind != its.kind:
        return f"{where}: what was tagged as {its.kind} is tagged as {mine.kind}"
    for what, one, other in (
        ("description", mine.alt, its.alt),
        ("wording", mine.actual, its.actual),
        ("language", mine.lang, its.lang),
    ):
        if one != other:
            told = f"the tag {its.kind} has another {what} for screen readers"
            return f"{where}: {told}: “{one_line(one)}”, not “{one_line(other)}”"
    return f"{where}: the tag {its.kind} contains something else"


def _files(mine: PdfContent, its: PdfContent) -> Iterator[str]:
    for name in sorted(mine.files.keys() | its.files.keys()):
        if name not in its.files:
            yield f"the file {one_line(name)} inside it is one that the published file does not have"
        elif name not in mine.files:
            yield f"the file {one_line(name)} inside it is missing"
        elif mine.files[name] != its.files[name]:
            yield f"the file {one_line(name)} inside it is another"
