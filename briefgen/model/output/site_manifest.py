"""The list of its own files that a published folder carries: the sign that briefgen made the folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MANIFEST = "briefgen-manifest.json"
MADE_BY = "briefgen"
OF_A_HOST = frozenset({"CNAME", ".nojekyll"})
"""What settings of a host leave at the top of what is served."""


def files_named(content: object) -> Mapping[str, Any] | None:
    """The files that the content of a manifest names, or None when it is none of ours."""
    if not isinstance(content, dict) or content.get("made_by") != MADE_BY:
        return None
    files = content.get("files")
    return files if isinstance(files, dict) else None


def digest_named(about: object) -> str:
    """The SHA-256 of a file, in hexadecimal digits, as an entry of a manifest has it; empty when it says none."""
    return str(about.get("sha256", "")) if isinstance(about, dict) else ""
