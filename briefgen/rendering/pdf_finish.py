"""Last touches to a PDF before it is written: what the standard asks for and WeasyPrint does not set."""

from __future__ import annotations

from typing import Any

from briefgen.rendering.pdf_enclosures import enclose
from briefgen.rendering.pdf_job import PdfJob
from briefgen.rendering.pdf_patches import WORD_JOINER
from briefgen.rendering.pdf_xmp import packet


def finish(pdf: Any, job: PdfJob) -> None:
    """Set what the file says of itself, what travels in it, labels and view of ``pdf`` (a ``pydyf.PDF``), in place."""
    import pydyf

    _describe(pdf, job)
    _clean_words(pdf)
    enclose(pdf, job, {})
    labels = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})
    pdf.catalog["PageLabels"] = labels
    pdf.catalog["PageMode"] = "/UseOutlines" if "Outlines" in pdf.catalog else "/UseNone"
    preferences = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
    preferences["DisplayDocTitle"] = "true"


def _describe(pdf: Any, job: PdfJob) -> None:
    from weasyprint import VERSION

    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/Metadata":
            item.stream[:] = [packet(job, f"WeasyPrint {VERSION}")]
            item.compress = False


def _clean_words(pdf: Any) -> None:
    """Alternative texts are read aloud and searched: the glue for line breaks has no place in them."""
    for item in pdf.objects:
        for key in ("Title", "Alt", "Contents"):
            value: Any = item.get(key) if isinstance(item, dict) else None
            if isinstance(words := getattr(value, "string", None), str) and WORD_JOINER in words:
                value.string = words.replace(WORD_JOINER, "")
