"""From a job to a PDF. This module and its ``pdf_*`` siblings are the only ones that know WeasyPrint."""

from __future__ import annotations

import gc
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from hashlib import sha256
from io import StringIO
from typing import Any

from briefgen.language.lines.eojeol import WORD_JOINER
from briefgen.model.core.diagnostics import Diagnostic, Outcome, error
from briefgen.model.output.assets import INSIDE, without_inside
from briefgen.rendering.html.list_numbers import number_lists
from briefgen.rendering.paper.engine.fetcher import fetcher
from briefgen.rendering.paper.engine.fontconfig import has_fonts, only_fonts_of_jobs
from briefgen.rendering.paper.engine.log import Log
from briefgen.rendering.paper.engine.patches import (
    footnotes,
    hyphenation,
    korean_breaks,
    overflow_wrap,
    right_to_left,
)
from briefgen.rendering.paper.engine.sheets import Workshop, sheets_of
from briefgen.rendering.paper.file.finish import finish
from briefgen.rendering.paper.file.plates import PAGES_A_SHEET
from briefgen.rendering.paper.file.read_back import losses
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.laid import Laid
from briefgen.rendering.paper.layout.overflow import misfits_of
from briefgen.rendering.paper.layout.page_fill import unfilled_of
from briefgen.rendering.paper.layout.page_numbers import anchors_of, lay_out_numbered
from briefgen.rendering.paper.layout.page_starts import breaks_of
from briefgen.rendering.paper.tags import apply

_DEPTH = 10_000
"""Nested blocks each take several Python frames; the usual thousand ends at some 120 levels."""
_ROUNDS = 3
"""Layouts after which it is given up to make whole sheets: the imposition then adds blank pages at the end."""
_ABSOLUTE = "give the whole address, beginning with https://"
_LIBRARIES = (
    "install the page layout libraries, on Debian and Ubuntu with: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; elsewhere: briefgen doctor"
)
FONTS = "templates/fonts/manifest.yaml lists the fonts"
_alone = threading.Lock()
"""Layouts of one process take turns: the garbage collector and the fonts of the C libraries are shared."""


def lay_out(job: PdfJob) -> Outcome[Laid | None]:
    """Lay out ``job``; the value is None only when WeasyPrint itself gave up, which is then an error.

    Everything that WeasyPrint could not do as the page asked is a diagnostic. Same job, same bytes.
    """
    return guarded(job, lambda log, misses: _lay_out(job, log, misses))


def guarded(job: PdfJob, work: Callable[[Log, list[Diagnostic]], Laid | None]) -> Outcome[Laid | None]:
    """What ``work`` makes of ``job``, with all that it and WeasyPrint said; WeasyPrint is loaded and patched before."""
    log, misses = Log(), list[Diagnostic]()
    laid = None
    try:
        with _alone:
            _start()
    except OSError as problem:
        return Outcome(None, (_cannot_start(problem),))
    try:
        with _alone, log.listening(), _without_collecting(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="PIL")  # images have been read before, with a report of our own
            laid = work(log, misses)
    except Exception as problem:
        misses.append(error("pdf-is-clean", f"{job.name} could not be laid out: {type(problem).__name__}: {problem}"))
    return Outcome(laid, tuple(dict.fromkeys((*misses, *log.diagnostics(job)))))


def _cannot_start(problem: OSError) -> Diagnostic:
    """A library of the system is missing: its loader gives no error number, and advice after the first line."""
    what = str(problem).partition("\n")[0]
    return error("pdf-is-clean", f"no PDF can be made: {what}", hint="" if problem.errno else _LIBRARIES)


def _lay_out(job: PdfJob, log: Log, misses: list[Diagnostic]) -> Laid | None:
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts, files = FontConfiguration(), fetcher(job, misses)
    sheets, counters = sheets_of(job.css, Workshop(fonts, files, log))
    if not has_fonts(fonts):
        misses.append(error("pdf-is-clean", f"{job.name} has no font that can be read", hint=FONTS))
        return None
    page = HTML(string=job.html, base_url=INSIDE, url_fetcher=files)
    number_lists(page.etree_element)

    def numbered() -> Any:
        return lay_out_numbered(
            page.etree_element,
            lambda: page.render(
                font_config=fonts, counter_style=counters, stylesheets=sheets, pdf_variant=job.variant, pdf_tags=True
            ),
        )

    document = _padded(page.etree_element, numbered) if job.booklet else numbered()
    misses.extend(links_to_nowhere(document, job))
    describe(document, job)
    content = written(document, job, misses, lambda _, pdf: finish(pdf, job))
    return Laid(
        content,
        len(document.pages),
        anchors_of(document),
        breaks_of(document, page.etree_element),
        _beyond(document, job.max_pages),
        misfits_of(document),
        unfilled_of(document),
    )


def _padded(root: Any, lay_out: Callable[[], Any]) -> Any:
    """Lay out, with as many blank pages before the back cover as make whole sheets of a booklet."""
    document = lay_out()
    for _ in range(_ROUNDS):
        missing = -len(document.pages) % PAGES_A_SHEET
        if not missing:
            break
        body = root.find("body")
        back = next((at for at, it in reversed(list(enumerate(body))) if "back" in it.get("class", "").split()), None)
        for _ in range(missing):
            body.insert(len(body) if back is None else back, body.makeelement("div", {"class": "leaf"}))
        document = lay_out()
    return document


def written(
    document: Any,
    job: PdfJob,
    misses: list[Diagnostic],
    finisher: Callable[[Any, Any], None],
    more_bookmarks: int = 0,
) -> bytes:
    """The bytes of a document that has been laid out, read back: what they lack is added to ``misses``.

    ``more_bookmarks`` are those that the file has besides those of the pages.
    """
    content: bytes = document.write_pdf(
        pdf_variant=job.variant,
        pdf_tags=True,
        pdf_identifier=sha256(job.identifier.encode()).hexdigest()[:32].encode(),
        finisher=finisher,
    )
    bookmarks = sum(len(page.bookmarks) for page in document.pages) + more_bookmarks
    misses.extend(losses(content, job, len(document.pages), bookmarks))
    return content


def describe(document: Any, job: PdfJob) -> None:
    """Metadata come from the job alone; bookmarks lose the glue of the line breaking."""
    about = document.metadata
    about.title, about.lang, about.description = job.title, job.lang, job.subject
    about.authors, about.keywords = list(job.authors), list(job.keywords)
    about.created, about.modified = job.created or None, job.modified or job.created or None
    about.generator, about.attachments = "briefgen", []
    for page in document.pages:
        page.bookmarks = [(level, _plain(label), target, state) for level, label, target, state in page.bookmarks]


def links_to_nowhere(document: Any, job: PdfJob) -> Iterator[Diagnostic]:
    """A relative address means something on the site, but nothing on paper."""
    links = (link for page in document.pages for link in page.links)
    for target in dict.fromkeys(target for kind, target, *_ in links if kind == "external"):
        if target.startswith(INSIDE):
            place = without_inside(target)
            yield error("link-resolves", f"{job.name}: the link to “{place}” leads nowhere in the PDF", hint=_ABSOLUTE)


def _beyond(document: Any, max_pages: int | None) -> str:
    """The first words past the page that they should stand on, where there may be so many pages; empty when all fits.

    What begins on a page of its own has the id ``side-2`` and so on: when it comes late, what stands before it is long.
    """
    from weasyprint.formatting_structure import boxes

    if max_pages is None or len(document.pages) <= max_pages:
        return ""
    begins = anchors_of(document)
    late = (side for side in range(2, max_pages + 1) if begins.get(f"side-{side}", side) > side)
    page = document.pages[next(late, max_pages + 1) - 1]._page_box
    # Margin boxes and notes lie beside the flow: the root element is its only child that is a block of the text.
    flow = [child for child in page.children if child.element_tag == "html"]
    for box in (box for root in flow for box in root.descendants()):
        drawn = "::" in (box.element_tag or "")  # a number or mark that the style sheet sets
        if isinstance(box, boxes.LineBox) and not drawn and (words := _plain("".join(_words_of(box)))):
            return words
    return _plain(document.metadata.title or "")


def _words_of(line: Any) -> Iterator[str]:
    from weasyprint.formatting_structure import boxes

    return (box.text for box in line.descendants() if isinstance(box, boxes.TextBox))


def _plain(words: str) -> str:
    return " ".join(words.replace(WORD_JOINER, "").split())


def _start() -> None:
    """Load WeasyPrint with no fonts but those that jobs bring, and patch it; done once a process."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _DEPTH))
    only_fonts_of_jobs()
    # when a library is missing, WeasyPrint prints advice in the midst of the report
    with warnings.catch_warnings(), redirect_stdout(StringIO()), _loaded_by_name():
        warnings.filterwarnings("ignore", message="No fonts configured")
        apply.apply()
        for patch in (footnotes, overflow_wrap, hyphenation, korean_breaks, right_to_left):
            patch.apply()


@contextmanager
def _without_collecting() -> Iterator[None]:
    """A layout makes millions of objects and keeps them to its end: looking for garbage meanwhile is lost time.

    Its own cycles are collected after it; what was there before is set aside and not walked for them.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
        gc.enable()


@contextmanager
def _loaded_by_name() -> Iterator[None]:
    """While WeasyPrint is imported; not safe with other threads that look for libraries.

    WeasyPrint tries several names for each library, and on Linux ``find_library`` runs ldconfig, gcc and ld, whatever
    those are on the path, for each name that is not that of a file. One of the names always is.
    """
    import ctypes.util  # half of the time of this module, and only what lays out needs it

    original = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = original
