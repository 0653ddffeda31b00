"""The theme: templates, style sheets, scripts and wording, as read; the project's own files over the packaged ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
