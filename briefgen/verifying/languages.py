"""The same page in two languages: the same parts in the same order, and the same figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from briefgen.model.core.diagnostics import Diagnostic, Span, error, warning
from briefgen.verifying.pack.contents import entries_of
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


_PER_LANGUAGE = frozenset({"glossary", "names"})
"""Parts of a pack that have what its texts in this language name; they are compared with the glossary."""


def compare_packs(pages: tuple[WebPage, WebPage], papers: tuple[ReadPdf, ReadPdf], folder: str) -> Iterator[Diagnostic]:
    """The parts that only the PDF of a pack has: the same parts, with as many rows, which lead to the same places."""
    if [_slug(path) for path in pages[0].briefs] != [_slug(path) for path in pages[1].briefs]:
        return
    one, other = (_parts(paper) for paper in papers)
    one, other = _by_place(one, other), _by_place(other, one)
    place = Span(f"{folder}{pages[0].path}")
    pdf, its = (page.path.removesuffix(".html") + ".pdf" for page in pages)
    for anchor in dict.fromkeys((*one, *other)):
        here, there = one.get(anchor), other.get(anchor)
        if here is None or there is None:
            has, lacks = (pdf, its) if there is None else (its, pdf)
            yield error(PARTS, f"the part #{anchor} of {has} is missing in {lacks}", place)
        elif anchor not in _PER_LANGUAGE and here != there:
            yield error(PARTS, f"the part #{anchor} of {pdf} {_unlike(here, there)} in {its}", place)


def _slug(path: str) -> str:
    return path.rpartition("/")[2]


def _parts(paper: ReadPdf) -> Mapping[str, Counter[str]]:
    """Anchor of each part in the contents → how many rows it has, and places that it leads to."""
    named = {entry.key: entry.target for entry in entries_of(paper.rest)}
    found: dict[str, Counter[str]] = {entry.target: Counter() for entry in entries_of(paper.rest)}
    inside = ""
    for block in paper.rest:
        if block.kind == "title":
            inside = named.get(block.said.key, "")
        if inside and not block.extra:
            found[inside].update(["row"] if block.kind == "row" else [])
            found[inside].update(link.target for link in block.said.links if link.target.startswith("#"))
    return found


def _by_place(parts: Mapping[str, Counter[str]], beside: Mapping[str, Counter[str]]) -> Mapping[str, Counter[str]]:
    """The parts, with the id of a section that only one language has replaced by its place: it is made of words."""
    found, last, count = dict[str, Counter[str]](), "", 0
    for anchor, inside in parts.items():
        own = anchor in beside or "--" not in anchor
        last, count = (anchor, 0) if own else (last, count + 1)
        found[anchor if own else f"{last}, {count}"] = inside
    return found


def _unlike(here: Counter[str], there: Counter[str]) -> str:
    if here["row"] != there["row"]:
        return f"has {here['row']} rows, and {there['row']}"
    target = next(target for target in sorted({*here, *there}) if here[target] != there[target])
    return f"leads to {target} {here[target]} times, and {there[target]}"
