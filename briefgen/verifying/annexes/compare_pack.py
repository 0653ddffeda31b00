"""A pack in one of its PDFs: each of its briefs against the page of the brief, the rest against that of the pack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.verifying.align import Stream
from briefgen.verifying.annexes.pack_parts import PackMatter
from briefgen.verifying.compare import PageComparison, flat, unknown_notes
from briefgen.verifying.pack.glossary import Shared
from briefgen.verifying.pack.numbering import PackOffsets, numberings
from briefgen.verifying.pack.outside_text import BLOCK
from briefgen.verifying.pack.terms import Forms
from briefgen.verifying.paper.read import ReadPdf
from briefgen.verifying.web.page import WebPage


@dataclass(frozen=True, slots=True)
class PackPdf:
    """A PDF of a pack; ``name`` and ``folder`` are what reports call it and its place."""

    name: str
    folder: str
    excerpt: bool = False
    """Whether it leaves out what it has no room for."""
    digest: str = ""
    """Of the content, as its manifest has it."""
    left_out: frozenset[str] = frozenset()
    """Parts that it does without, as its manifest has them."""


def compare_pack(
    pack: WebPage,
    pages: Sequence[WebPage],
    paper: ReadPdf,
    pdf: PackPdf,
    forms: Forms,
    shared: Shared,
    counted: Sequence[WebPage],
) -> tuple[Diagnostic, ...]:
    """``pages`` are those of the pack's briefs, in its order, ``counted`` the same with every number shown."""
    excerpt = pdf.excerpt
    slugs = {page.path.rpartition("/")[2].removesuffix(".html"): page.path for page in pages}
    rest = paper.briefs[""]
    common = Stream(flat(rest) if excerpt else rest, pack.base_url)
    notes = Stream(paper.notes)
    own = PageComparison(pack, pdf.name, pdf.folder, slugs, forms, in_pack=True, excerpt=excerpt, left_out=pdf.left_out)
    found: list[Diagnostic] = []
    if not excerpt:
        for comparison in _briefs(own, pages, paper, common, notes, tuple(numberings(counted))):
            own.numbers |= comparison.numbers
            found += comparison.found
    matter = PackMatter(own, pages, paper, common, shared, pdf.digest)
    return (*found, *matter.compare(), *unknown_notes(notes, own))


def _briefs(
    own: PageComparison,
    pages: Sequence[WebPage],
    paper: ReadPdf,
    common: Stream,
    notes: Stream,
    numbered: Sequence[PackOffsets],
) -> Iterable[PageComparison]:
    """Each brief of the pack, compared; what is missing or too much is told of the pack itself."""
    place, slugs = Span(f"{own.folder}{own.page.path}"), list(own.slugs)
    for slug, page, numbering in zip(slugs, pages, numbered, strict=True):
        if slug not in paper.briefs:
            own.found.append(error(BLOCK, f"the brief “{page.title}” is missing in {own.pdf}", place))
            continue
        comparison = replace(own, page=page, numbering=numbering, found=[], numbers={}, pairs=[], notes={})
        comparison.run(Stream(comparison.within_reach(paper.briefs[slug]), page.base_url), common, notes)
        yield comparison
    for slug in paper.briefs.keys() - {"", *slugs}:
        name = paper.briefs[slug][0].name()
        own.found.append(error(BLOCK, f"{name} in {own.pdf} is not in the pack on the web", place))
