"""What the package index shows of a release: the README, and addresses in the repository, once it has one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)]+)\)")
_VALUE = re.compile(r'^(__version__|REPOSITORY) = "(.*)"$', re.MULTILINE)
_PAGES = {"Source": "", "Documentation": "/tree/main/docs", "Changelog": "/blob/main/CHANGELOG.md", "Issues": "/issues"}


class CustomMetadataHook(MetadataHookInterface):
    """Called by hatchling, which finds it by its base."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the description to what ``pyproject.toml`` says."""
        root = Path(self.root)
        own = dict(_VALUE.findall((root / "briefgen/__init__.py").read_text("utf-8")))
        source = own["REPOSITORY"]
        metadata["urls"] = {name: f"{source}{path}" for name, path in _PAGES.items()} if source else {}
        text = described((root / "README.md").read_text("utf-8"), source, f"v{own['__version__']}")
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def described(readme: str, source: str, tag: str) -> str:
    """The README with full addresses: pictures as files, all else as pages; words alone where there is no address."""

    def full(found: re.Match[str]) -> str:
        mark, words, path = found.groups()
        return f"{mark}[{words}]({source}/{'raw' if mark else 'blob'}/{tag}/{path})" if source else words

    return _LINK.sub(full, readme)
