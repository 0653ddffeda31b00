"""Last touches to a PDF before it is written: what the standard asks for and WeasyPrint does not set."""

from __future__ import annotations

import re
from typing import Any

from briefgen.rendering.paper.file.attach import enclose
from briefgen.rendering.paper.file.metadata import packet
from briefgen.rendering.paper.file.plates import crop, on_black_plate, set_boxes
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.tags.tree import Structure, structure_of
from briefgen.rendering.paper.tags.ua2 import write_ua2
from briefgen.rendering.paper.tags.write import write

_SHOWN_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00a0": " "})
_LETTERS = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
"""An entry of a font's table from glyphs to letters."""


def finish(pdf: Any, job: PdfJob) -> None:
    """Set what the file says of itself, what travels in it, labels and view of ``pdf`` (a ``pydyf.PDF``), in place."""
    import pydyf

    structure = structure_of(pdf)
    _describe(pdf, job)
    _plain_letters(pdf)
    _plain_images(pdf)
    _notes_and_calls(structure)
    enclose(pdf, job, structure.by_id)
    (write_ua2 if job.standard == "ua-2" else write)(structure, pdf)
    if job.press is not None:
        set_boxes(pdf, job.press)
        crop(pdf, job.press)
        on_black_plate(pdf)
    labels = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})
    pdf.catalog["PageLabels"] = labels
    pdf.catalog["PageMode"] = "/UseOutlines" if "Outlines" in pdf.catalog else "/UseNone"
    preferences = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
    preferences["DisplayDocTitle"] = "true"
    if 'dir="rtl"' in job.html.partition("<head")[0]:
        preferences["Direction"] = "/R2L"


def _describe(pdf: Any, job: PdfJob) -> None:
    from weasyprint import VERSION

    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/Metadata":
            item.stream[:] = [packet(job, f"WeasyPrint {VERSION}")]
            item.compress = False


def _notes_and_calls(structure: Structure) -> None:
    """A call names its note and a note its call: a key of PDF 2.0 that older programs pass over."""
    for origin, notes in structure.notes.items():
        calls = structure.calls.get(origin, [])
        for tag in calls:
            tag.refers = notes
        for tag in notes:
            tag.refers = calls


def _plain_images(pdf: Any) -> None:
    """An archived image shows its own pixels and none that a program makes up between them (PDF/A)."""
    for item in pdf.objects:
        if (extra := getattr(item, "extra", {})).get("Subtype") == "/Image" and "Interpolate" in extra:
            extra["Interpolate"] = "false"


def _plain_letters(pdf: Any) -> None:
    """A glyph is copied out as the letter that keyboards have.

    Fonts draw a hyphen that holds its line together like any other, and one table of letters serves a whole file:
    a single such hyphen in the text would spoil each address that a reader copies.
    """
    for item in pdf.objects:
        table = getattr(item, "stream", None)
        if isinstance(table, list) and b"begincmap" in table:
            table[:] = [_LETTERS.sub(_plain_letter, line) if isinstance(line, bytes) else line for line in table]


def _plain_letter(entry: re.Match[bytes]) -> bytes:
    letters = bytes.fromhex(entry[2].decode()).decode("utf-16-be").translate(_SHOWN_ALIKE)
    return b"<" + entry[1] + b"> <" + letters.encode("utf-16-be").hex().encode() + b">"
