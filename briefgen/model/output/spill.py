"""What a build makes, put on the disk as soon as it is made: memory holds where it lies, its size and its digest."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

SMALL = 400
"""Bytes: what says where something lies takes as much."""


class Spilled:
    """Bytes that lie in a spill file; for another process they are bytes again."""

    __slots__ = ("_digest", "_spill", "_start", "size")

    def __init__(self, spill: Spill, start: int, content: bytes) -> None:
        self._spill, self._start, self.size = spill, start, len(content)
        self._digest = hashlib.sha256(content).digest()

    @property
    def sha256(self) -> str:
        """The digest of the bytes, as hexadecimal digits."""
        return self._digest.hex()

    def __len__(self) -> int:
        return self.size

    def read(self) -> bytes:
        """The bytes."""
        return self._spill.read(self._start, self.size)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return bytes, (self.read(),)


class SpilledText(Spilled):
    """A text that lies in a spill file; for another process it is a text again."""

    __slots__ = ()

    def __str__(self) -> str:
        return self.read().decode("utf-8", "surrogatepass")

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return str, (str(self),)


class Spill:
    """A file without a name, in ``folder``: the system removes it with the process, however that ends.

    Without a folder, and where nothing can be written, what is put stays in memory: a full disk costs memory, and no
    build.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._end = 0
        self._file = _opened(folder) if folder is not None else None

    @property
    def is_on_disk(self) -> bool:
        """Whether what is put leaves memory."""
        return self._file is not None

    def __enter__(self) -> Spill:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def put(self, content: bytes) -> bytes | Spilled:
        """The bytes, on the disk where there is room."""
        start = self._written(content)
        return content if start is None else Spilled(self, start, content)

    def put_text(self, text: str) -> str | SpilledText:
        """The text, on the disk where there is room."""
        content = text.encode("utf-8", "surrogatepass")
        start = self._written(content)
        return text if start is None else SpilledText(self, start, content)

    def read(self, start: int, size: int) -> bytes:
        """So many bytes from a place on. Raises OSError where they are no longer there."""
        assert self._file is not None
        content = b""
        while part := os.pread(self._file.fileno(), size - len(content), start + len(content)):
            content += part
        if len(content) != size:
            raise OSError("what was put on the disk for this build is not there any more")
        return content

    def _written(self, content: bytes) -> int | None:
        if self._file is None or len(content) < SMALL or os.getpid() != self._process:
            return None  # a process that was forked keeps to itself what it makes
        with self._lock, contextlib.suppress(OSError):
            start = self._file.seek(self._end)
            if self._file.write(content) == len(content):
                self._end += len(content)
                return start
        return None


def _opened(folder: Path) -> BinaryIO | None:
    """The file, unbuffered: what is written shows at once whether the disk had room for it."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryFile(dir=folder, buffering=0)
    return None


def bytes_of(held: bytes | Spilled) -> bytes:
    """The bytes, wherever they lie."""
    return held if isinstance(held, bytes) else held.read()
