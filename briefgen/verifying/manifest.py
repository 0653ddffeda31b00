"""What travels inside a PDF: what it says of itself, and its facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from briefgen.model.json_text import parse_json
from briefgen.model.pdf_manifest import NAME, PdfManifest
from briefgen.resolving import addresses

BOOKLET = "booklet"
"""What stands for the form of imposed sheets."""
_STREAM = re.compile(r"^stream <[^>]*>: ")


@dataclass(frozen=True, slots=True)
class Inside:
    """The manifest of a PDF, with the facts that it encloses: id → label and words."""

    manifest: PdfManifest
    facts: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def read_manifest(content: bytes) -> PdfManifest | None:
    """The manifest inside a PDF; None when it has none of ours. Raises what pikepdf raises when it is no PDF."""
    inside = read_inside(content)
    return inside.manifest if inside is not None else None


def read_inside(content: bytes) -> Inside | None:
    """As ``read_manifest``, with the facts in the first language of the PDF."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as pdf:
        if NAME not in pdf.attachments:
            return None
        said = PdfManifest.from_json(pdf.attachments[NAME].get_file().read_bytes())
        if said is None:
            return None
        if _is_folded(pdf):
            said = replace(said, profile=BOOKLET, pdf=addresses.booklet_of(said.page))
        names = ("facts.json", *(f"facts-{lang}.json" for lang in said.languages))
        enclosed = next((name for name in names if name in pdf.attachments), "")
        facts = pdf.attachments[enclosed].get_file().read_bytes() if enclosed else b"{}"
    return Inside(said, dict(_facts(facts)))


def why_unread(problem: Exception) -> str:
    """What is wrong with a PDF, in the words of the library that could not read it."""
    return _STREAM.sub("", str(problem))


def _is_folded(pdf: Any) -> bool:
    """Whether the sheets are to be printed for folding: a booklet has the manifest of the PDF it was imposed from."""
    return str(pdf.Root.get("/ViewerPreferences", {}).get("/Duplex", "")) == "/DuplexFlipShortEdge"


def _facts(content: bytes) -> list[tuple[str, tuple[str, str]]]:
    try:
        given = parse_json(content).get("facts", ())
        return [(str(it["id"]), (str(it["label"]), str(it["words"] or it["statement"]))) for it in given]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []
