"""Files inside a PDF: embedded, named, dated, and associated with what they belong to.

WeasyPrint 70.0 can attach files too, but lists each twice as associated, takes the relationship from another file of
the same content, leaves the name tree unsorted and has the day at most as a time of this machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import md5
from typing import Any

from briefgen.rendering.paper.job import Enclosure, PdfJob
from briefgen.rendering.paper.tags.tree import Tag

Pdf = Any


def enclose(pdf: Pdf, job: PdfJob, figures: Mapping[str, Tag]) -> None:
    """Put the enclosures of ``job`` into ``pdf``; ``figures`` are tags by the id of their figure."""
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


def _file_specification(pdf: Pdf, enclosure: Enclosure, job: PdfJob) -> Any:
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
