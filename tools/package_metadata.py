"""What the package index shows of a release: the README, whose links lead into the repository at the release's tag."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)]+)\)")
_VERSION = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)


class CustomMetadataHook(MetadataHookInterface):
    """Called by hatchling, which finds it by its base."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the description to what ``pyproject.toml`` says."""
        root = Path(self.root)
        (version,) = _VERSION.findall((root / "briefgen/__init__.py").read_text("utf-8"))
        text = described((root / "README.md").read_text("utf-8"), metadata["urls"]["Source"], f"v{version}")
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def described(readme: str, source: str, tag: str) -> str:
    """The README with full addresses: pictures as files, all else as pages."""

    def full(found: re.Match[str]) -> str:
        mark, words, path = found.groups()
        return f"{mark}[{words}]({source}/{'raw' if mark else 'blob'}/{tag}/{path})"

    return _LINK.sub(full, readme)
