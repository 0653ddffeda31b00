"""The pages of documentation that travel with briefgen: commands quote them, so a thing is explained in one place."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import briefgen

DIAGNOSTICS = "diagnostics"
AUTHORING = "authoring"
TEMPLATES = "templates"


@cache
def handbooks() -> dict[str, Path]:
    """The files of all pages by their names, such as ``authoring``, and ``ko/authoring`` in Korean.

    They are those of the installed package, or of ``docs/`` in a checkout.
    """
    package = Path(briefgen.__file__).resolve().parent
    packed = package / "docs"
    folder = packed if packed.is_dir() else package.parent / "docs"
    paths = (*sorted(folder.glob("*.md")), *sorted(folder.glob("ko/*.md")))
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in paths}


@cache
def manual_page(name: str) -> str:
    """The text of a page."""
    return handbooks()[name].read_text("utf-8")
