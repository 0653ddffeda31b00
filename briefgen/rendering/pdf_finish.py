"""Last touches to a PDF before it is written: what the standard asks for and WeasyPrint does not set."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from briefgen.rendering.pdf_job import PdfJob
from briefgen.rendering.pdf_patches import WORD_JOINER
from briefgen.rendering.pdf_press import on_black_plate, set_boxes

_LANGUAGE = (
    '<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language></rdf:Description></rdf:RDF>"
)


def finish(pdf: Any, job: PdfJob) -> None:
    """Set language, labels and view of ``pdf`` (a ``pydyf.PDF``), in place."""
    import pydyf

    _xmp_language(pdf, job.lang)
    _clean_words(pdf)
    if job.press is not None:
        set_boxes(pdf, job.press)
        on_black_plate(pdf)
    labels = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})
    pdf.catalog["PageLabels"] = labels
    pdf.catalog["PageMode"] = "/UseOutlines" if "Outlines" in pdf.catalog else "/UseNone"
    preferences = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
    preferences["DisplayDocTitle"] = "true"


def _xmp_language(pdf: Any, lang: str) -> None:
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/Metadata":
            end = b"</rdf:RDF>"
            item.stream[0] = item.stream[0].replace(end, _LANGUAGE.format(escape(lang)).encode(), 1)
            item.compress = False


def _clean_words(pdf: Any) -> None:
    """Alternative texts are read aloud and searched: the glue for line breaks has no place in them."""
    for item in pdf.objects:
        for key in ("Title", "Alt", "Contents"):
            value: Any = item.get(key) if isinstance(item, dict) else None
            if isinstance(words := getattr(value, "string", None), str) and WORD_JOINER in words:
                value.string = words.replace(WORD_JOINER, "")
