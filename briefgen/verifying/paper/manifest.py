"""What travels inside a PDF: what it says of itself, and its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from briefgen.model.output import addresses
from briefgen.model.output.pdf_manifest import NAME, PdfManifest
from briefgen.model.values.json_text import parse_json
from briefgen.verifying.paper.opened import one_line, opened

BOOKLET = "booklet"
"""What stands for the form of imposed sheets."""
_LONGEST = 2_000
"""Letters of a text in it that are shown."""


@dataclass(frozen=True, slots=True)
class Inside:
    """The manifest of a PDF, with the facts that it encloses: id → label and words."""

    manifest: PdfManifest
    facts: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def read_manifest(content: bytes) -> PdfManifest | None:
    """The manifest inside a PDF; None when it has none of ours. Raises UnreadableError when it cannot be read."""
    inside = read_inside(content)
    return inside.manifest if inside is not None else None


def read_inside(content: bytes) -> Inside | None:
    """As ``read_manifest``, with the facts in the first language of the PDF."""
    with opened(content) as pdf:
        if NAME not in pdf.attachments:
            return None
        said = PdfManifest.from_json(pdf.attachments[NAME].get_file().read_bytes())
        if said is None:
            return None
        said = _for_a_terminal(said)
        if _is_folded(pdf):
            said = replace(said, profile=BOOKLET, pdf=addresses.booklet_of(said.page))
        names = ("facts.json", *(f"facts-{lang}.json" for lang in said.languages))
        enclosed = next((name for name in names if name in pdf.attachments), "")
        facts = pdf.attachments[enclosed].get_file().read_bytes() if enclosed else b"{}"
    return Inside(said, dict(_facts(facts)))


def _for_a_terminal(said: Any) -> Any:
    """A manifest, or a part of one, whose words can be printed: a file from anywhere must not command a terminal."""
    if isinstance(said, str):
        return one_line(said, _LONGEST)
    if isinstance(said, tuple):
        return tuple(map(_for_a_terminal, said))
    if isinstance(said, Mapping):
        return {_for_a_terminal(key): _for_a_terminal(value) for key, value in said.items()}
    return replace(said, **{it.name: _for_a_terminal(getattr(said, it.name)) for it in fields(said)})


def _is_folded(pdf: Any) -> bool:
    """Whether the sheets are to be printed for folding: a booklet has the manifest of the PDF it was imposed from."""
    return str(pdf.Root.get("/ViewerPreferences", {}).get("/Duplex", "")) == "/DuplexFlipShortEdge"


def _facts(content: bytes) -> list[tuple[str, tuple[str, str]]]:
    try:
        given = parse_json(content).get("facts", ())
        return [(str(it["id"]), (one_line(it["label"]), one_line(it["words"] or it["statement"]))) for it in given]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []
