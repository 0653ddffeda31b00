"""The theme: templates, style sheets, scripts and wording, as read; the project's own files over the packaged ones."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

_ASSET_FOLDERS = ("js", "web")
_ASSET_ENDINGS = (".js", ".svg", ".png")


@dataclass(frozen=True, slots=True)
class Theme:
    """Files by their path below ``templates/``, e.g. ``web/base.html``; the fonts have a manifest of their own."""

    files: Mapping[str, bytes]

    def text(self, path: str) -> str:
        """The text of a file; empty when there is none."""
        return self.files.get(path, b"").decode("utf-8", "replace")

    def below(self, folder: str) -> tuple[str, ...]:
        """Paths below ``folder``, sorted."""
        return tuple(sorted(path for path in self.files if path.startswith(f"{folder}/")))

    @property
    def pages(self) -> dict[str, str]:
        """The templates of HTML: path → text."""
        return {path: self.text(path) for path in sorted(self.files) if path.endswith(".html")}

    @property
    def assets(self) -> dict[str, str]:
        """The scripts and drawings that pages may name: name → path."""
        paths = (path for folder in _ASSET_FOLDERS for path in self.below(folder) if path.endswith(_ASSET_ENDINGS))
        return {posixpath.basename(path): path for path in paths}
