"""What a PDF says of itself: its information dictionary and its XMP metadata."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefgen.verifying.blocks import clean

_INFORMATION = ("/Author", "/Subject", "/Keywords")
_NOT_COMPARED = (
    "{http://ns.adobe.com/xap/1.0/}",
    "{http://ns.adobe.com/xap/1.0/mm/}",
    "{http://ns.adobe.com/pdf/1.3/}Producer",
    "{http://www.aiim.org/pdfa/ns/extension/}",
)
"""How keys of XMP begin that programs write anew when they save a file (dates, their names, histories), or that only
declare others."""


def metadata_of(pdf: Any) -> Mapping[str, str]:
    """Key → value; keys of XMP are in full, ``{namespace}name``."""
    found = {key[1:]: clean(str(pdf.docinfo[key])) for key in _INFORMATION if key in pdf.docinfo}
    if "/Metadata" not in pdf.Root:
        return found
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=False) as xmp:
        given = {str(key): value for key, value in xmp.items() if not str(key).startswith(_NOT_COMPARED)}
    return found | {key: _said(value) for key, value in given.items()}


def _said(value: Any) -> str:
    return clean(str(value) if isinstance(value, str) else "; ".join(sorted(map(str, value))))
