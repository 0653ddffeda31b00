"""A whole built site, read back: every page against its PDFs, every language against the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefgen.model.diagnostics import Diagnostic, Report, Span, error
from briefgen.model.profiles import Profile
from briefgen.reading.world import World
from briefgen.resolving import addresses
from briefgen.verifying.booklet import compare_booklet
from briefgen.verifying.compare import compare_brief, compare_pack
from briefgen.verifying.languages import compare_languages
from briefgen.verifying.paper import Paper, read_paper
from briefgen.verifying.terms import Forms
from briefgen.verifying.web import Page, read_glossary, read_page

BUILT, READ = "site-is-built", "pdf-can-be-read"
MARK = "briefgen-manifest.json"
BUILD_FIRST = "run briefgen build first"
_FOLDERS = ("briefs", "packs")


def verify(world: World, folder: str) -> tuple[Diagnostic, ...]:
    """Everything in which the site in ``world`` differs from itself; ``folder`` is what reports call its place."""
    try:
        world.read(MARK)
    except OSError:
        return (error(BUILT, f"there is no site in {folder}", hint=BUILD_FIRST),)
    folder = folder.rstrip("/") + "/"
    pages = {page.path: page for page in _pages(world)}
    report = Report()
    forms = _forms(world, pages.values())
    for page in pages.values():
        for pdf in page.pdfs:
            report.add(_compare(world, page, pdf, pages, folder, forms))
        report.add(_languages(page, pages, folder))
    report.add(_unoffered(world, pages.values(), folder))
    if not any(page.pdfs for page in pages.values()):
        report.add([error(BUILT, f"no page in {folder} has a PDF", hint=BUILD_FIRST)])
    return report.sorted()


def _pages(world: World) -> Iterator[Page]:
    """The pages of briefs and packs."""
    for path in world.files(""):
        parts = path.split("/")
        if len(parts) == 3 and parts[1] in _FOLDERS and parts[2].endswith(".html"):
            page = read_page(world.read(path), path)
            if page is not None:
                yield page


def _forms(world: World, pages: Iterable[Page]) -> Forms:
    """How each term is written: on the pages, and in the glossary."""
    seen: list[tuple[str, str]] = []
    langs: dict[str, None] = {}
    for page in pages:
        langs[page.path.partition("/")[0]] = None
        for block in (block for blocks in page.parts.values() for block in blocks):
            seen += ((it.entry, block.said.text[it.start : it.end]) for it in block.said.terms)
    for path in (f"{lang}/glossary.html" for lang in langs):
        try:
            seen += read_glossary(world.read(path), path).items()
        except OSError:
            continue
    return Forms.of(seen)


def _compare(
    world: World, page: Page, pdf: str, pages: Mapping[str, Page], folder: str, forms: Forms
) -> tuple[Diagnostic, ...]:
    place = Span(f"{folder}{page.path}")
    try:
        content = world.read(pdf)
    except OSError:
        return (error(BUILT, f"there is no {folder}{pdf}, which the page offers", place, BUILD_FIRST),)
    if pdf == addresses.booklet_of(page.path):
        return _compare_booklet(world, page, content, pdf, folder)
    facing = pdf.removesuffix(".pdf").endswith(f"-{Profile.FACING}")
    paper = _read(content, page.base_url, page.lang if facing else "")
    if isinstance(paper, str):
        return (error(READ, f"{folder}{pdf} {paper}", place, BUILD_FIRST),)
    excerpt = pdf.endswith(f"-{Profile.LEAVE_BEHIND}.pdf")
    if not page.is_pack:
        return compare_brief(page, paper, pdf, folder, excerpt=excerpt)
    briefs = [pages[path] for path in page.briefs if path in pages]
    return compare_pack(page, briefs, paper, pdf, folder, forms, excerpt=excerpt)


def _compare_booklet(world: World, page: Page, sheets: bytes, pdf: str, folder: str) -> tuple[Diagnostic, ...]:
    """With the PDF for the printer, which is itself compared with the page."""
    from pikepdf import PdfError

    place, imposed = Span(f"{folder}{page.path}"), addresses.pdf_of(page.path, Profile.PRINT)
    try:
        return tuple(compare_booklet(sheets, world.read(imposed), (pdf, imposed), place))
    except OSError:
        return (error(BUILT, f"there is no {folder}{imposed}, from which {pdf} is imposed", place, BUILD_FIRST),)
    except (PdfError, ValueError, KeyError) as problem:
        return (error(READ, f"{folder}{pdf} cannot be read: {problem}", place, BUILD_FIRST),)


def _unoffered(world: World, pages: Iterable[Page], folder: str) -> Iterator[Diagnostic]:
    """What no page leads to is not compared, and a reader may still have its address."""
    offered = {pdf for page in pages for pdf in page.pdfs}
    for path in world.files(""):
        parts = path.split("/")
        if path.endswith(".pdf") and parts[-2:-1] and parts[-2] in _FOLDERS and path not in offered:
            hint = "let the page offer it, or delete it"
            yield error(BUILT, f"no page offers {folder}{path}: there is nothing to compare it with", hint=hint)


def _read(content: bytes, base_url: str, lang: str) -> Paper | str:
    """What the PDF says, in ``lang`` if it has several languages, or why that cannot be read."""
    from pikepdf import PdfError

    try:
        paper = read_paper(content, base_url, lang)
    except (PdfError, ValueError, RecursionError) as problem:
        return f"cannot be read: {problem}"
    if paper is None:
        where = f" in {lang}" if lang else ""
        return f"has no tags{where}: what it says cannot be read back block by block"
    return paper


def _languages(page: Page, pages: Mapping[str, Page], folder: str) -> Iterator[Diagnostic]:
    """Against each language whose page is named after this one: every pair once."""
    for path in page.others.values():
        other = pages.get(path)
        if other is not None and not page.is_pack and page.path < other.path:
            yield from compare_languages(page, other, folder)
