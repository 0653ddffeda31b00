"""What one test of a run has made for all others: fonts, charts and PDFs are made once, whichever process asks first.

The key of a result is all that it was made from, code included, so a test cannot be given another one's.
"""

from __future__ import annotations

import os
from pathlib import Path

from briefgen.running.store import FileStore, NullStore, Store

_kept: Store = NullStore()


def remember_in(folder: Path) -> None:
    """From now on, for this process."""
    global _kept
    _kept = FileStore(folder)


class Remembered:
    """The store of the run; until there is one, it remembers nothing."""

    is_shared = False

    def get(self, key: str) -> bytes | None:
        return _kept.get(key)

    def put(self, key: str, content: bytes) -> None:
        _kept.put(key, content)


def lend() -> None:
    """Let the commands that this process runs from now on use the same store, whichever project they are run in."""
    assert isinstance(_kept, FileStore)
    os.environ["BRIEFGEN_CACHE"] = str(_kept.folder)
