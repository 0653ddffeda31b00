"""Files with mistakes in them say themselves what must be told: ``error: <line>:<column> <code> [<words>]``.

Each is put into a sound project in the place that its folder names; all that is told about the file
is compared. ``<words>`` must then stand in the message or the hint.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.core.rules import RULES
from briefgen.reading.load import load
from briefgen.reading.world import MemoryWorld

from sound_project import SOUND  # isort: skip

FOLDER = Path(__file__).parent.parent / "problems"
FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file())
PLACES = {
    "site": "content/site.yaml",
    "sources": "content/sources.yaml",
    "glossary": "content/glossary.yaml",
    "facts": "content/facts/counts.yaml",
    "pack": "content/packs/all.yaml",
    "brief": "content/briefs/first/brief.yaml",
    "text": "content/briefs/first/ko.md",
    "chart": "content/briefs/first/bars.chart.yaml",
}
_NOTE = re.compile(r"(error|warning): (\d+):(\d+) ([a-z0-9-]+) ?([^\n]*?)\s*(?:-->)?$", re.MULTILINE)


def wanted(content: bytes) -> list[tuple[str, int, int, str, str]]:
    """The notes in a file, whatever its encoding."""
    text = content.replace(b"\0", b"").decode("utf-8", "replace").replace("\r", "\n")
    return sorted((m[1], int(m[2]), int(m[3]), m[4], m[5]) for m in _NOTE.finditer(text))


def as_note(found: Diagnostic) -> tuple[str, int, int, str]:
    assert found.span is not None
    return (found.severity.value, found.span.line, found.span.column, found.code)


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(FOLDER)) for file in FILES])
def test_a_mistake_is_told_at_its_place(file: Path) -> None:
    content, place = file.read_bytes(), PLACES[file.parent.name]
    outcome = load(MemoryWorld(SOUND | {place: content}))
    told = sorted(
        (found for found in outcome.diagnostics if found.span is not None and found.span.path == place), key=as_note
    )
    notes = wanted(content)
    assert [as_note(found) for found in told] == [note[:4] for note in notes]
    for found, (*_, words) in zip(told, notes, strict=True):
        assert words in f"{found.message} {found.hint}"
        assert found.code in RULES


def test_every_kind_of_mistake_in_a_source_has_a_file() -> None:
    told = {note[3] for file in FILES for note in wanted(file.read_bytes())}
    assert told >= {
        "file-is-utf8",
        "yaml-is-sound",
        "key-is-unique",
        "key-is-known",
        "key-is-given",
        "value-has-type",
        "front-matter-closes",
    }
