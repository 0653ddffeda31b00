"""The manifest that travels inside a PDF."""

from __future__ import annotations

from io import BytesIO

from briefgen.model.pdf_manifest import NAME, PdfManifest


def read_manifest(content: bytes) -> PdfManifest | None:
    """The manifest inside a PDF; None when it has none of ours. Raises what pikepdf raises when it is no PDF."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        if NAME not in pdf.attachments:
            return None
        return PdfManifest.from_json(pdf.attachments[NAME].get_file().read_bytes())
