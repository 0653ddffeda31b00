"""Results kept by the fingerprint of what they were made from.

A store may forget anything at any time and never fails: what cannot be read, or cannot be written, is
made again. So a full disk or a damaged entry costs time, not a build.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Protocol

MAGIC = b"briefgen-store"
VERSION = 1
DEFAULT_LIMIT = 1_000_000_000
"""Bytes that a store on disk may take after pruning."""

_HEAD = MAGIC + bytes([VERSION])
_CHECKSUM = 32


class Store(Protocol):
    """Bytes by key. Keys are fingerprints (hexadecimal digits)."""

    def get(self, key: str) -> bytes | None:
        """What was put under ``key``, or None."""
        ...

    def put(self, key: str, content: bytes) -> None:
        """Keep ``content`` under ``key``."""
        ...


class NullStore:
    """Remembers nothing: every piece of work is done."""

    def get(self, key: str) -> bytes | None:
        """Always None."""
        return None

    def put(self, key: str, content: bytes) -> None:
        """Forget at once."""


class MemoryStore:
    """Remembers while the process runs."""

    def __init__(self) -> None:
        self.entries: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """What was put under ``key``, or None."""
        return self.entries.get(key)

    def put(self, key: str, content: bytes) -> None:
        """Keep ``content``."""
        self.entries[key] = content


class FileStore:
    """One file an entry below ``folder``: magic, version, checksum, content; read and written by many at once."""

    def __init__(self, folder: Path, limit: int = DEFAULT_LIMIT) -> None:
        self.folder = folder
        self.limit = limit

    def get(self, key: str) -> bytes | None:
        """The content when the entry is whole; a used entry becomes the youngest."""
        path = self._path(key)
        try:
            content = _unpack(path.read_bytes())
            if content is not None:
                os.utime(path)
        except OSError:
            return None
        return content

    def put(self, key: str, content: bytes) -> None:
        """Write the entry beside its place, then move it there: a reader never sees half of one."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, _HEAD + _checksum(content) + content)

    def prune(self) -> int:
        """Remove the entries unused for longest until ``limit`` bytes are left; returns how many went."""
        entries = sorted(self._entries())
        excess = sum(size for _, size, _ in entries) - self.limit
        removed = 0
        for _, size, path in entries:
            if excess <= 0:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                excess -= size
                removed += 1
        return removed

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]

    def _entries(self) -> list[tuple[int, int, Path]]:
        found = []
        for path in self.folder.glob("??/*"):
            with contextlib.suppress(OSError):
                status = path.stat()
                found.append((status.st_mtime_ns, status.st_size, path))
        return found


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECKSUM).digest()


def _unpack(entry: bytes) -> bytes | None:
    start = len(_HEAD) + _CHECKSUM
    checksum, content = entry[len(_HEAD) : start], entry[start:]
    whole = entry.startswith(_HEAD) and checksum == _checksum(content)
    return content if whole else None


def _replace(path: Path, entry: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(entry)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
