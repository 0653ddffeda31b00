"""A store for one test."""

from __future__ import annotations


class MemoryStore:
    """Remembers while the process runs."""

    is_shared = False

    def __init__(self) -> None:
        self.entries: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """What was put under ``key``, or None."""
        return self.entries.get(key)

    def put(self, key: str, content: bytes) -> None:
        """Keep ``content``."""
        self.entries[key] = content
