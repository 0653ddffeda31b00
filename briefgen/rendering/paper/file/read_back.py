"""A PDF is read back once it is written: what was put into it must be in it.

The last touches go deep into objects that WeasyPrint made, and a file that has lost its tags looks as it always did.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefgen.model.core.diagnostics import Diagnostic, error
from briefgen.rendering.paper.job import PdfJob

if TYPE_CHECKING:
    from pikepdf import Pdf

_HINT = "this is a bug in briefgen or its libraries, not in the text: please report it"
_EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
_CLAIMS = {
    "ua-1": {"pdfuaid:part": "1", "pdfaid:part": "3", "pdfaid:conformance": "A"},
    "ua-2": {"pdfuaid:part": "2", "pdfaid:part": "4"},
}


def losses(content: bytes, job: PdfJob, pages: int, bookmarks: int) -> Iterator[Diagnostic]:
    """An error for each thing that the file should have and has not."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        for what in _lost(pdf, job, pages, bookmarks):
            yield error("pdf-is-whole", f"{job.name}: {what}", hint=_HINT)


def _lost(pdf: Pdf, job: PdfJob, pages: int, bookmarks: int) -> Iterator[str]:
    if len(pdf.pages) != pages:
        yield f"{len(pdf.pages)} of {pages} pages are in the file"
    if (found := _count_bookmarks(pdf)) != bookmarks:
        yield f"{found} of {bookmarks} bookmarks are in the file"
    yield from _lost_tags(pdf)
    yield from _lost_fonts(pdf)
    yield from _lost_enclosures(pdf, job)
    yield from _lost_claims(pdf, job)


def _count_bookmarks(pdf: Pdf) -> int:
    with pdf.open_outline() as outline:
        waiting, count = list(outline.root), 0
        while waiting:
            count += 1
            waiting.extend(waiting.pop().children)
    return count


def _lost_tags(pdf: Pdf) -> Iterator[str]:
    """Every page and every link on it is known to the structure tree, and the tree has something in it."""
    from pikepdf import NumberTree

    root = pdf.Root.get("/StructTreeRoot")
    if root is None or not len(root.get("/K", [])) or "/ParentTree" not in root:
        yield "the structure tree is lost"
        return
    known = NumberTree(root.ParentTree)
    for number, page in enumerate(pdf.pages, start=1):
        if int(page.get("/StructParents", -1)) not in known:
            yield f"page {number} is not in the structure tree"
        loose = [note for note in page.get("/Annots", []) if int(note.get("/StructParent", -1)) not in known]
        if loose:
            yield f"page {number} has {len(loose)} links that are not in the structure tree"


def _lost_fonts(pdf: Pdf) -> Iterator[str]:
    for name, font in _fonts(pdf).items():
        if "/ToUnicode" not in font:
            yield f"the font {name} does not say which characters it shows"
        for descendant in font.get("/DescendantFonts", [font]):
            if not any(key in descendant.get("/FontDescriptor", {}) for key in _EMBEDDED):
                yield f"the font {name} is not in the file"


def _fonts(pdf: Pdf) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for page in pdf.pages:
        resources: Any = page.get("/Resources", {})
        for font in resources.get("/Font", {}).values():
            found.setdefault(str(font.BaseFont), font)
    return found


def _lost_enclosures(pdf: Pdf, job: PdfJob) -> Iterator[str]:
    for enclosure in job.enclosures:
        file = pdf.attachments.get(enclosure.name)
        if file is None or file.get_file().read_bytes() != enclosure.content:
            yield f"{enclosure.name} is not in the file as it was given"
    if len(pdf.Root.get("/AF", [])) != len(job.enclosures):
        yield "the files inside are not associated with the document"


def _lost_claims(pdf: Pdf, job: PdfJob) -> Iterator[str]:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
        for name, wanted in _CLAIMS[job.standard].items():
            if about.get(name) != wanted:
                yield f"{name} is {about.get(name)!r} and not {wanted!r}"
