"""The pages of documentation that travel with briefgen: commands quote them, so a thing is explained in one place."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DIAGNOSTICS = "diagnostics.md"
AUTHORING = "authoring.md"
TEMPLATES = "templates.md"


@cache
def manual_page(name: str) -> str:
    """The text of a page: of the installed package, or of ``docs/`` in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "docs"
    folder = packed if packed.is_dir() else package.parent / "docs"
    return (folder / name).read_text("utf-8")
