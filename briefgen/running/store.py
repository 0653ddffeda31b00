"""Results kept by the fingerprint of what they were made from.

A store may forget anything at any time and never fails: what cannot be read, or cannot be written, is
made again. So a full disk or a damaged entry costs time, not a build.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex
from typing import Protocol

from briefgen.reading.disk.plain_files import begins_with, read_plain

MAGIC = b"briefgen-store"
VERSION = 2
DEFAULT_LIMIT = 1_000_000_000
"""Bytes that a store on disk may take after pruning."""

_HEAD = MAGIC + bytes([VERSION])
_CHECKSUM = 32


class Store(Protocol):
    """Bytes by key. Keys are fingerprints (hexadecimal digits)."""

    @property
    def is_shared(self) -> bool:
        """Whether other processes find what is put."""
        ...

    def get(self, key: str) -> bytes | None:
        """Return what was put under ``key``, or None."""
        ...

    def put(self, key: str, content: bytes) -> None:
        """Keep ``content`` under ``key``."""
        ...


class NullStore:
    """Remembers nothing: every piece of work is done."""

    is_shared = False

    def get(self, key: str) -> bytes | None:
        """Always None."""
        return None

    def put(self, key: str, content: bytes) -> None:
        """Forget at once."""


class NotedStore:
    """Another store, with the ``keys`` that were put into it."""

    def __init__(self, store: Store) -> None:
        self.keys: list[str] = []
        self.is_shared = store.is_shared
        self.get = store.get
        self._put = store.put

    def put(self, key: str, content: bytes) -> None:
        """Keep ``content``, and note its key."""
        self.keys.append(key)
        self._put(key, content)


class FileStore:
    """One file an entry below ``folder``: magic, version, checksum, content; read and written by many at once.

    The checksum is of the key and the content, so an entry that stands in the place of another is none. Links below
    ``folder`` are not followed, and what is no entry by its first bytes stays: the folder may be somebody else's too.
    """

    is_shared = True

    def __init__(self, folder: Path, limit: int = DEFAULT_LIMIT) -> None:
        self.folder = folder
        self.limit = limit
        self._top = str(folder)
        self._opened = time.time_ns()
        self._used = 0
        """Bytes of the entries read and written since then, some of them more than once."""

    def get(self, key: str) -> bytes | None:
        """The content when the entry is whole; a used entry becomes the youngest."""
        path = f"{self._top}/{key[:2]}/{key[2:]}"  # a Path for each of thousands takes longer than reading them
        try:
            content = _unpack(key, _read(path))
            if content is not None:
                os.utime(path)
                self._used += len(content)
        except OSError:
            return None
        return content

    def put(self, key: str, content: bytes) -> None:
        """Write the entry beside its place, then move it there: a reader never sees half of one."""
        with contextlib.suppress(OSError):
            folder = f"{self._top}/{key[:2]}"
            if not os.path.islink(folder):  # noqa: PTH114
                _replace(folder, key[2:], _HEAD + _checksum(key, content) + content)
                self._used += len(content)

    def size(self) -> tuple[int, int]:
        """Return how many entries there are, and their bytes."""
        sizes = [size for _, size, _ in self._entries(MAGIC)]
        return len(sizes), sum(sizes)

    def used_beyond_limit(self) -> int:
        """Bytes of the entries used since this store was opened, where they are more than the limit; else 0."""
        if self._used <= self.limit:
            return 0  # no file need be looked at
        used = sum(size for last, size, _ in self._entries() if last >= self._opened)
        return used if used > self.limit else 0

    def prune(self, limit: int | None = None) -> int:
        """Remove the entries unused for longest until ``limit`` bytes are left; returns how many went."""
        limit = self.limit if limit is None else limit
        if sum(size for _, size, _ in self._entries()) <= limit:
            return 0  # no file need be opened
        entries = sorted(self._entries(MAGIC))
        excess = sum(size for _, size, _ in entries) - limit
        removed = 0
        for _, size, path in entries:
            if excess <= 0:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                excess -= size
                removed += 1
        return removed

    def _entries(self, start: bytes = b"") -> Iterator[tuple[int, int, Path]]:
        """Time of last use, size and path of every file that may be an entry and begins with ``start``."""
        for folder in _plain(self.folder, stat.S_ISDIR):
            if len(folder.name) == 2:
                for entry in _plain(Path(folder.path), stat.S_ISREG):
                    with contextlib.suppress(OSError):
                        status = entry.stat(follow_symlinks=False)
                        if not start or begins_with(Path(entry.path), start):
                            yield status.st_mtime_ns, status.st_size, Path(entry.path)


def _plain(folder: Path, is_wanted: Callable[[int], bool]) -> list[os.DirEntry[str]]:
    """Return what is in a folder that may be gone or none: files or folders, but no link to one."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        return [entry for entry in entries if is_wanted(entry.stat(follow_symlinks=False).st_mode)]
    return []


def _read(path: str) -> bytes:
    """The bytes of an entry. Raises OSError for anything but a plain file in a folder of the store."""
    if os.path.islink(path[: path.rindex("/")]):  # noqa: PTH114
        raise OSError("a link")
    return read_plain(path)


def _checksum(key: str, content: bytes) -> bytes:
    digest = hashlib.blake2b(key.encode() + b"\0", digest_size=_CHECKSUM)
    digest.update(content)
    return digest.digest()


def _unpack(key: str, entry: bytes) -> bytes | None:
    start = len(_HEAD) + _CHECKSUM
    checksum, content = entry[len(_HEAD) : start], entry[start:]
    whole = entry.startswith(_HEAD) and checksum == _checksum(key, content)
    return content if whole else None


def _replace(folder: str, name: str, entry: bytes) -> None:
    temporary = f"{folder}/.{token_hex(8)}.tmp"
    handle = _created(folder, temporary)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(entry)
        os.replace(temporary, f"{folder}/{name}")  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise


def _created(folder: str, path: str) -> int:
    """A new file that others may not read, open for writing, in a folder that may not be there yet."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        return os.open(path, flags, 0o600)
