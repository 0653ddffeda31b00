"""What a build made since nothing of it was remembered, told by kind and reason."""

from __future__ import annotations

import click

from briefgen.model.core.diagnostics import few


class MadeAgain:
    """Hears of each piece of work, and tells of all when they are done."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], dict[str, None]] = {}

    def add(self, kind: str, name: str, why: str) -> None:
        """Note one piece of work."""
        self._found.setdefault((kind, why), {})[name or kind] = None

    def tell(self) -> None:
        """A line on standard error for each kind of work and reason."""
        for (kind, why), names in self._found.items():
            click.echo(f"made again: {kind}: {few(list(names))}; {why}", err=True)
