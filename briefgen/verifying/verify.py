"""A whole built site, read back: every page against its PDFs, every language against the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Severity, Span, error, few
from briefgen.model.output import addresses
from briefgen.model.output.site_manifest import MANIFEST
from briefgen.model.values.pdf_forms import Profile, Tier
from briefgen.reading.world import World
from briefgen.verifying.annexes.compare_pack import PackPdf, compare_pack
from briefgen.verifying.compare import compare_brief
from briefgen.verifying.languages import compare_languages, compare_packs
from briefgen.verifying.pack.glossary import Shared, read_shared
from briefgen.verifying.pack.outside_text import BLOCK
from briefgen.verifying.pack.terms import Forms
from briefgen.verifying.paper.booklet import compare_booklet
from briefgen.verifying.paper.manifest import read_manifest
from briefgen.verifying.paper.opened import UnreadablePdfError, one_line
from briefgen.verifying.paper.read import ReadPdf, read_paper
from briefgen.verifying.web.page import WebPage, read_page
from briefgen.verifying.web.twins import twin_problems

BUILT, READ, AS_BUILT = "site-is-built", "pdf-can-be-read", "file-is-as-built"
BUILD_FIRST = "run briefgen build first"
HOME = "index.html"
"""Which every built site has."""
_ODD = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What comes of a page that somebody has changed, and of a template that leaves out what is read back."""
_FOLDERS = ("briefs", "packs")


def verify(world: World, folder: str) -> tuple[Diagnostic, ...]:
    """Everything in which the site in ``world`` differs from itself; ``folder`` is what reports call its place."""
    try:
        world.read(MANIFEST)
    except OSError:
        return (no_site(world, folder),)
    folder = folder.rstrip("/") + "/"
    report = Report()
    pages = report.take(_pages(world, folder, Tier.READING))
    checked = _pages(world, folder, Tier.CHECKING).value
    shared = report.take(_shared(world, pages.values(), folder))
    site = _SitePages(world, folder, pages, checked, shared, forms_of(pages.values(), shared.values()))
    for page in pages.values():
        for pdf in page.pdfs:
            report.add(site.compare(page, pdf))
    for page in checked.values():
        report.add(site.languages(page))
        report.add(() if page.is_pack else twin_problems(world, page, folder))
    report.add(_unoffered(world, pages.values(), folder))
    if not any(page.pdfs for page in pages.values()):
        report.add([Diagnostic(BUILT, f"no page in {folder} has a PDF: only the web is compared", None, Severity.NOTE)])
    return report.sorted()


def no_site(world: World, folder: str) -> Diagnostic:
    """What is wrong with a folder without the list of its files."""
    try:
        world.read(HOME)
    except OSError:
        return error(BUILT, f"there is no site in {folder}", hint=BUILD_FIRST)
    lost = f"{folder}/{MANIFEST} is missing: nothing says which files of {folder} the build made"
    return error(BUILT, lost, hint="run briefgen build again")


def _pages(world: World, folder: str, tier: Tier) -> Outcome[dict[str, WebPage]]:
    """The pages of briefs and packs by their paths, as a reader has them in one tier."""
    found, problems = dict[str, WebPage](), list[Diagnostic]()
    for path in world.files(""):
        parts = path.split("/")
        if len(parts) == 3 and parts[1] in _FOLDERS and parts[2].endswith(".html"):
            try:
                page = read_page(world.read(path), path, tier)
            except _ODD as problem:
                problems.append(_unread(f"{folder}{path}", problem))
                continue
            if page is not None:
                found[path] = page
    return Outcome(found, tuple(problems))


def _shared(world: World, pages: Iterable[WebPage], folder: str) -> Outcome[dict[str, Shared]]:
    """What the packs of each language repeat of the glossary and the ledger."""
    found, problems = dict[str, Shared](), list[Diagnostic]()
    for page in pages:
        if page.lang not in found:
            paths = [addresses.section(page.lang, name) for name in ("glossary", "facts", "sources")]
            content = {path: read_if_there(world, path) for path in paths}
            try:
                found[page.lang] = read_shared(content, page.base_url, page.lang)
            except _ODD as problem:
                found[page.lang] = read_shared(dict.fromkeys(paths, b""), page.base_url, page.lang)
                problems.append(_unread(f"one of {', '.join(f'{folder}{path}' for path in paths)}", problem))
    return Outcome(found, tuple(problems))


def _unread(what: str, problem: Exception) -> Diagnostic:
    words = f"{what} cannot be read back: its parts are not those of a page ({type(problem).__name__}: {problem})"
    return error(AS_BUILT, words, hint=BUILD_FIRST)


def read_if_there(world: World, path: str) -> bytes:
    """The bytes of a file; none where there is none."""
    try:
        return world.read(path)
    except OSError:
        return b""


def forms_of(pages: Iterable[WebPage], shared: Iterable[Shared]) -> Forms:
    """How each term is written: on the pages, and in the glossary."""
    seen = [
        (it.entry, block.said.text[it.start : it.end])
        for page in pages
        for blocks in page.parts.values()
        for block in blocks
        for it in block.said.terms
    ]
    return Forms.of((*seen, *(pair for it in shared for pair in it.names.items())))


@dataclass(slots=True)
class _SitePages:
    """The pages of a site, compared with their PDFs one by one."""

    world: World
    folder: str
    pages: Mapping[str, WebPage]
    checked: Mapping[str, WebPage]
    """The same with every mark."""
    shared: Mapping[str, Shared]
    forms: Forms
    packs: dict[str, ReadPdf] = field(default_factory=dict)
    """What the PDF for the screen says of each pack, by the path of its page."""

    def compare(self, page: WebPage, pdf: str) -> tuple[Diagnostic, ...]:
        """A page with one of the PDFs that it offers."""
        place = Span(f"{self.folder}{page.path}")
        try:
            content = self.world.read(pdf)
        except OSError:
            return (error(BUILT, f"there is no {self.folder}{pdf}, which the page offers", place, BUILD_FIRST),)
        if pdf == addresses.booklet_of(page.path):
            return _compare_booklet(self.world, page, content, pdf, self.folder)
        facing = pdf.removesuffix(".pdf").endswith(f"-{Profile.FACING}")
        paper = _read(content, page.base_url, page.lang if facing else "")
        if isinstance(paper, str):
            return (error(READ, f"{self.folder}{pdf} {paper}", place, BUILD_FIRST),)
        if told := _without_keys(paper, pdf):
            return (error(told[0], told[1], place, BUILD_FIRST),)
        return (*self._compare(page, paper, pdf, content), *words_off_paper(paper, pdf, place))

    def _compare(self, page: WebPage, paper: ReadPdf, pdf: str, content: bytes) -> tuple[Diagnostic, ...]:
        excerpt = pdf.endswith(f"-{Profile.LEAVE_BEHIND}.pdf")
        tier, pages = Tier.READING, self.pages
        if pdf == addresses.pdf_of(page.path, Profile.CHECKING):
            tier, pages, page = Tier.CHECKING, self.checked, self.checked[page.path]
        if not page.is_pack:
            return compare_brief(page, paper, pdf, self.folder, excerpt=excerpt, tier=tier)
        if pdf == addresses.pdf_of(page.path):
            self.packs[page.path] = paper
        briefs = [pages[path] for path in page.briefs if path in pages]
        counted = [self.checked[it.path] for it in briefs]
        said, shared = read_manifest(content), self.shared[page.lang]
        told = (said.digest, frozenset(said.left_out)) if said is not None else ("", frozenset[str]())
        pack = PackPdf(pdf, self.folder, excerpt, *told)
        return compare_pack(page, briefs, paper, pack, self.forms, shared, counted)

    def languages(self, page: WebPage) -> Iterator[Diagnostic]:
        """Against each language whose page is named after this one: every pair once."""
        for path in page.others.values():
            other = self.checked.get(path)
            if other is None or page.path >= other.path:
                continue
            if not page.is_pack:
                yield from compare_languages(page, other, self.folder)
            elif page.path in self.packs and path in self.packs:
                papers = self.packs[page.path], self.packs[path]
                yield from compare_packs((page, other), papers, self.folder)


def _compare_booklet(world: World, page: WebPage, sheets: bytes, pdf: str, folder: str) -> tuple[Diagnostic, ...]:
    """With the PDF for the printer, which is itself compared with the page."""
    place, imposed = Span(f"{folder}{page.path}"), addresses.pdf_of(page.path, Profile.PRINT)
    try:
        return tuple(compare_booklet(sheets, world.read(imposed), (pdf, imposed), place))
    except OSError:
        return (error(BUILT, f"there is no {folder}{imposed}, from which {pdf} is imposed", place, BUILD_FIRST),)
    except UnreadablePdfError as problem:
        return (error(READ, f"{folder}{pdf} {problem}", place, BUILD_FIRST),)


def _unoffered(world: World, pages: Iterable[WebPage], folder: str) -> Iterator[Diagnostic]:
    """What no page leads to is not compared, and a reader may still have its address.

    At an address that it had before, a PDF that is offered stands again as it is.
    """
    offered = {pdf for page in pages for pdf in page.pdfs}
    compared = {read_if_there(world, pdf) for pdf in offered}
    for path in world.files(""):
        parts = path.split("/")
        if path.endswith(".pdf") and parts[-2:-1] and parts[-2] in _FOLDERS and path not in offered:
            if world.read(path) in compared:
                continue
            hint = "let the page offer it, or delete it"
            yield error(BUILT, f"no page offers {folder}{path}: there is nothing to compare it with", hint=hint)


def _read(content: bytes, base_url: str, lang: str) -> ReadPdf | str:
    """What the PDF says, in ``lang`` if it has several languages, or why that cannot be read."""
    try:
        paper = read_paper(content, base_url, lang)
    except UnreadablePdfError as problem:
        return str(problem)
    except RecursionError:
        return "is nested too deeply to be read"
    if paper is None:
        where = f" in {lang}" if lang else ""
        return f"has no tags{where}: what it says cannot be read back block by block"
    return paper


def _without_keys(paper: ReadPdf, pdf: str) -> tuple[str, str] | None:
    """Why nothing of a PDF can be compared: pages are gone with what they said, or its blocks have no keys."""
    if paper.lost:
        return BLOCK, f"{pdf} has lost {paper.lost} of its pages: its tags speak of more than it has"
    if sum(not block.key for block in paper.blocks) > len(paper.blocks) / 2:
        return READ, f"{pdf} has no keys: nothing in it says which block is which on the page"
    return None


def words_off_paper(paper: ReadPdf, pdf: str, place: Span) -> Iterator[Diagnostic]:
    """Each page on which words are cut off at an edge, where nobody sees them."""
    for page, cut in sorted(paper.cut.items()):
        words = list(dict.fromkeys(one_line(it) for it in cut))
        message = f"the edge of the paper cuts off {few([f'“{it}”' for it in words], 4)} on page {page} of {pdf}"
        hint = "make the table or the line narrower, then build again"
        yield error("paper-says-the-same", message, place, hint)
