"""Compiled templates, kept while the process runs; those that briefgen has too also for the next one.

Code is never read from a project: its cache may come from anywhere. It stands where Python keeps its own of this
package, and is written when Python writes its own. Of each packaged template there is the code of two texts: as it
comes with briefgen, and as a project has changed it last.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
import tempfile
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from briefgen.reading.world import default_theme

_ENDING = ".template"
_DIGEST = 32


class Compiled(BytecodeCache):
    """The newest text of each template, compiled: all languages, web and paper, and the next build share them."""

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, Any]] = {}
        self._kept: dict[str, Path] = {}
        self._version = ""
        self._folder: Path | None = None

    def keep(self, version: str, folder: Path | None = None) -> None:
        """From here on keep packaged templates in files; ``version`` names all else that their code depends on."""
        self._version = version
        with contextlib.suppress(NotImplementedError):  # an implementation of Python that keeps no code
            self._folder = folder or Path(cache_from_source(__file__)).parent

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The code of a template, where it is known."""
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code is None and self._folder is not None and (packaged := _packaged(name)) is not None:
            changed = "" if packaged == source.encode("utf-8", "replace") else "-changed"
            self._kept[bucket.key] = self._folder / f"{bucket.key}{changed}{_ENDING}"
            bucket.code = self._read(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code from this process."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has been compiled."""
        self._codes[bucket.key] = (bucket.checksum, bucket.code)
        if bucket.key in self._kept and bucket.code is not None and not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):  # a package that its user may only read
                _write(self._kept[bucket.key], self._head(bucket), marshal.dumps(bucket.code))

    def _read(self, bucket: Bucket) -> CodeType | None:
        try:
            entry = self._kept[bucket.key].read_bytes()
        except OSError:
            return None
        head, checksum, code = entry[:_DIGEST], entry[_DIGEST : 2 * _DIGEST], entry[2 * _DIGEST :]
        if head != self._head(bucket) or checksum != sha256(code).digest():
            return None
        read: CodeType = marshal.loads(code)  # as trusted as Python’s own, beside which it stands
        self._codes[bucket.key] = (bucket.checksum, read)
        return read

    def _head(self, bucket: Bucket) -> bytes:
        return sha256(f"{sys.version}\0{self._version}\0{bucket.checksum}".encode()).digest()


COMPILED = Compiled()


def _packaged(name: str) -> bytes | None:
    """A template as it comes with briefgen; None where there is none of that name."""
    try:
        return (default_theme() / name).read_bytes()
    except OSError:
        return None


def _write(path: Path, head: bytes, code: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=_ENDING)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(head + sha256(code).digest() + code)
        Path(beside).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(beside).unlink()
        raise
