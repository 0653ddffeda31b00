"""The same page in two languages: the same parts in the same order, and the same figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from briefgen.model.core.diagnostics import Diagnostic, Span, error, warning
from briefgen.verifying.paper.read import ReadPdf
from briefgen.verifying.web.page import WebPage

PARTS, FACTS = "languages-have-the-same-parts", "languages-give-the-same-facts"
_SHOWN = 4
"""Ids that a message names."""


def compare_languages(one: WebPage, other: WebPage, folder: str) -> Iterator[Diagnostic]:
    """What one page has and the other has not, kind by kind."""
    yield from _missing(one, other, folder)
    yield from _missing(other, one, folder)
    yield from _order(one, other, folder)
    yield from _facts(one, other, folder)
    yield from _facts(other, one, folder)


def _missing(one: WebPage, other: WebPage, folder: str) -> Iterator[Diagnostic]:
    """What ``other`` has not, once for each kind: the texts differ, of which a check warns too."""
    there = {(kind, key) for kind, key, _, _ in _keyed(other, one)}
    lacking: dict[str, list[tuple[str, int]]] = {}
    for kind, key, ident, line in _keyed(one, other):
        if (kind, key) not in there:
            lacking.setdefault(kind, []).append((ident, line))
    for kind, found in lacking.items():
        message = f"the {_counted(kind, [ident for ident, _ in found])} missing in {folder}{other.path}"
        yield warning(PARTS, message, Span(f"{folder}{one.path}", max(1, found[0][1])))


def _counted(kind: str, idents: Sequence[str]) -> str:
    """``heading #why is``; of many the first few, and how many more."""
    if len(idents) == 1:
        return f"{kind} #{idents[0]} is"
    shown = [f"#{ident}" for ident in idents[:_SHOWN]]
    more = [f"{len(idents) - _SHOWN} more"] if len(idents) > _SHOWN else []
    *before, last = [*shown, *more]
    return f"{kind}s {', '.join(before)} and {last} are"


def _keyed(page: WebPage, beside: WebPage) -> Iterator[tuple[str, str, str, int]]:
    """Kind, key, id and line of what can be referred to. An id that was made of the words of a heading is another in
    each language: its key is its place after the last heading whose id both have."""
    last, count = "", 0
    known = {ident for kind, ident, _ in beside.anchors if kind == "heading"}
    for kind, ident, line in page.anchors:
        if kind == "heading" and ident in page.made - known:
            count += 1
            yield kind, f"{last} {count}", ident, line
        else:
            last, count = (ident, 0) if kind == "heading" else (last, count)
            yield kind, ident, ident, line


def _order(one: WebPage, other: WebPage, folder: str) -> Iterator[Diagnostic]:
    """Of what both have, the first of each kind that stands in another place. References stand in the order in which
    a text first cites them, which is a matter of the language."""
    for kind in dict.fromkeys(kind for kind, _, _ in one.anchors if kind != "reference"):
        here = [(ident, line) for its, ident, line in one.anchors if its == kind]
        there = [ident for its, ident, _ in other.anchors if its == kind]
        known = {ident for ident, _ in here}
        common = [(ident, line) for ident, line in here if ident in there]
        for (ident, line), second in zip(common, [it for it in there if it in known], strict=False):
            if ident != second:
                message = f"the {kind} #{ident} stands where {folder}{other.path} has #{second}"
                yield warning(PARTS, message, Span(f"{folder}{one.path}", max(1, line)))
                break


def _facts(one: WebPage, other: WebPage, folder: str) -> Iterator[Diagnostic]:
    for ident, line in one.facts.items():
        if ident not in other.facts:
            message = f"the figure {ident} is not in {folder}{other.path}"
            yield error(FACTS, message, Span(f"{folder}{one.path}", max(1, line)))


_PER_LANGUAGE = re.compile(r"name-|term-|(cover|contents|back|bar|names|glossary|references|own-notes)\Z")
"""Keys in a pack of what its texts in this language name, which is compared with the glossary, and of furniture."""


def compare_packs(pages: tuple[WebPage, WebPage], papers: tuple[ReadPdf, ReadPdf], folder: str) -> Iterator[Diagnostic]:
    """The parts that only the PDF of a pack has: the same blocks, which lead to the same places."""
    if [_slug(path) for path in pages[0].briefs] != [_slug(path) for path in pages[1].briefs]:
        return
    one, other = (_leads(paper) for paper in papers)
    place = Span(f"{folder}{pages[0].path}")
    pdf, its = (page.path.removesuffix(".html") + ".pdf" for page in pages)
    for key in dict.fromkeys((*one, *other)):
        if key not in one or key not in other:
            has, lacks = (pdf, its) if key in one else (its, pdf)
            yield error(PARTS, f"the part #{key} of {has} is missing in {lacks}", place)
        elif unlike := sorted((one[key] - other[key]) + (other[key] - one[key])):
            times = f"{one[key][unlike[0]]} times, and {other[key][unlike[0]]}"
            yield error(PARTS, f"the part #{key} of {pdf} leads to {unlike[0]} {times} in {its}", place)


def _slug(path: str) -> str:
    return path.rpartition("/")[2]


def _leads(paper: ReadPdf) -> Mapping[str, Counter[str]]:
    """Key of each block outside the briefs → the places in the document that it leads to."""
    found: dict[str, Counter[str]] = {}
    for block in paper.briefs[""]:
        if not (block.extra or _PER_LANGUAGE.match(block.key)):
            targets = (link.target for link in block.said.links if link.target.startswith("#"))
            found.setdefault(block.key, Counter()).update(targets)
    return found
