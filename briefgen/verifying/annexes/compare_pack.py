"""A pack in one of its PDFs: each of its briefs against the page of the brief, the rest against that of the pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.verifying.align import Stream
from briefgen.verifying.annexes.pack_parts import PackMatter
from briefgen.verifying.blocks import ReadBlock, difference
from briefgen.verifying.compare import PageComparison, flat, unknown_notes
from briefgen.verifying.pack.glossary import Shared
from briefgen.verifying.pack.numbering import PackOffsets, numberings
from briefgen.verifying.pack.outside_text import BLOCK
from briefgen.verifying.pack.terms import Forms
from briefgen.verifying.paper.read import ReadPdf
from briefgen.verifying.web.page import TEXT, WebPage


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
    rest = flat(paper.rest) if excerpt else paper.rest
    common = Stream(rest, renumbered=True, headings_apart=excerpt, base_url=pack.base_url)
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
    left = articles_of(paper, pages)
    place, forms = Span(f"{own.folder}{own.page.path}"), own.forms
    for page, numbering in zip(pages, numbered, strict=True):
        title = "".join(page.title.split())
        if title not in left:
            own.found.append(error(BLOCK, f"the brief “{page.title}” is missing in {own.pdf}", place))
            continue
        comparison = replace(own, page=page, numbering=numbering, found=[], numbers={}, pairs=[], notes={})
        same = lambda web, said: difference(forms.as_on_paper(web, said), said) is None  # noqa: E731
        own_text = Stream(comparison.within_reach(left[title]), renumbered=True, same=same, base_url=page.base_url)
        comparison.run(own_text, common, notes)
        yield comparison
    titles = {"".join(page.title.split()) for page in pages}
    for title, blocks in left.items():
        if title not in titles:
            name = blocks[0].name() if blocks else "an empty brief"
            own.found.append(error(BLOCK, f"{name} in {own.pdf} is not in the pack on the web", place))


def articles_of(paper: ReadPdf, pages: Sequence[WebPage]) -> Mapping[str, Sequence[ReadBlock]]:
    """Title → blocks of each brief. On its next pages a brief may go on with a title that stands in its text."""
    inside = {
        "".join(page.title.split()): {"".join(it.said.whole.split()) for it in page.parts[TEXT] if it.kind == "title"}
        for page in pages
    }
    found, last = dict[str, Sequence[ReadBlock]](), ""
    for blocks in paper.articles:
        title = next(("".join(block.said.whole.split()) for block in blocks if block.kind == "title"), "")
        if title not in inside and title in inside.get(last, ()):
            found[last] = (*found[last], *blocks)
        else:
            found[title], last = blocks, title
    return found
