"""Last touches to a PDF before it is written: what the standard asks for and WeasyPrint does not set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import md5
from typing import Any

from briefgen.rendering.paper.file.metadata import packet
from briefgen.rendering.paper.file.plates import crop, on_black_plate, set_boxes
from briefgen.rendering.paper.job import Enclosure, PdfJob
from briefgen.rendering.paper.tags.tree import Structure, Tag, structure_of
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


def enclose(pdf: Any, job: PdfJob, figures: Mapping[str, Tag]) -> None:
    """Put the enclosures of ``job`` into ``pdf``; ``figures`` are tags by the id of their figure.

    WeasyPrint 70.0 can attach files too, but lists each twice as associated, takes the relationship from another file
    of the same content, leaves the name tree unsorted and has the day at most as a time of this machine.
    """
    import pydyf

    if not job.enclosures:
        return
    files = {it.name: _file_specification(pdf, it, job) for it in sorted(job.enclosures, key=lambda it: it.name)}
    names = pydyf.Array()
    for name, file in files.items():
        names.extend((pydyf.String(name), file.reference))
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree.reference
    pdf.catalog["AF"] = pydyf.Array([files[it.name].reference for it in job.enclosures])
    for it in job.enclosures:
        if it.figure in figures:
            figures[it.figure].more["AF"] = pydyf.Array([files[it.name].reference])


def _file_specification(pdf: Any, enclosure: Enclosure, job: PdfJob) -> Any:
    import pydyf

    stream = pydyf.Stream([enclosure.content], _about_stream(enclosure, job), compress=True)
    pdf.add_object(stream)
    file = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(enclosure.name),
            "UF": pydyf.String(enclosure.name),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "Desc": pydyf.String(enclosure.description),
            "AFRelationship": f"/{enclosure.relationship}",
        }
    )
    pdf.add_object(file)
    return file


def _about_stream(enclosure: Enclosure, job: PdfJob) -> Any:
    import pydyf

    checksum = md5(enclosure.content, usedforsecurity=False).hexdigest()
    about = pydyf.Dictionary({"Size": len(enclosure.content), "CheckSum": f"<{checksum}>"})
    days = {"CreationDate": job.created, "ModDate": job.modified or job.created}
    about.update({key: pydyf.String(f"D:{day.replace('-', '')}") for key, day in days.items() if day})
    kind = enclosure.kind.replace("/", "#2f").replace(";", "#3b").replace("=", "#3d")
    return pydyf.Dictionary({"Type": "/EmbeddedFile", "Subtype": f"/{kind}", "Params": about})
