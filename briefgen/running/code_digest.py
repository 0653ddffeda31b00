"""The program's own code behind a result, as a digest: what changed code would make otherwise is made again.

To read the sources takes longer than many a job, so digests are kept beside the code that Python has compiled, for as
long as every file of the package has the size and the time that it had.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
_PACKAGE = _ROOT.name
_YOUNG = 2_000_000_000
"""Nanoseconds: as coarse as the clock of any file system in use."""
_IMPORT = re.compile(
    rf"^[ \t]*(?:from[ ]({_PACKAGE}[\w.]*)[ ]import[ ]+(\([^)]*\)|[^\n#]*)|import[ ]({_PACKAGE}[\w.]*))", re.MULTILINE
)


def own_code(function: Callable[..., Any]) -> str:
    """Digest of the code that ``function`` depends on."""
    return code_of(function.__module__)


def code_of(module: str) -> str:
    """Digest of a module and of every module of briefgen that it imports, however deep.

    It is read from the sources, so that modules that are imported only when they are needed are among them.
    """
    kept = _kept()
    if module not in kept.digests:
        digest = blake2b(digest_size=8)
        for name in sorted(imported_by(module)):
            digest.update(name.encode() + b"\0" + _read(name)[0])
        kept.add(module, digest.hexdigest())
    return kept.digests[module]


class CodeDigests:
    """Digests by module, in a file that says of which state of the package they are."""

    def __init__(self, path: Path | None, package: Path) -> None:
        self._state, newest = _state_of(package)
        # What was written just now may be written once more within one tick of the disk's clock.
        self._path = path if newest < time.time_ns() - _YOUNG else None
        self.digests: dict[str, str] = {}
        if self._path is not None:
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                found = json.loads(self._path.read_bytes())
                if found["state"] == self._state:
                    self.digests = {str(name): str(digest) for name, digest in found["digests"].items()}

    def add(self, module: str, digest: str) -> None:
        """Keep one more, where Python keeps compiled code."""
        self.digests[module] = digest
        if self._path is not None and not sys.dont_write_bytecode:
            beside = self._path.with_suffix(f".{os.getpid()}")
            with contextlib.suppress(OSError):  # a package that its user may only read
                self._path.parent.mkdir(exist_ok=True)
                beside.write_text(json.dumps({"state": self._state, "digests": self.digests}), encoding="ascii")
                beside.replace(self._path)


@cache
def _kept() -> CodeDigests:
    try:
        path = Path(cache_from_source(__file__)).with_suffix(".json")
    except NotImplementedError:  # an implementation of Python that keeps no code
        path = None
    return CodeDigests(path, _ROOT)


def _state_of(package: Path) -> tuple[str, int]:
    """Return what stands for the names, sizes and times of all modules, and the latest of these times."""
    digest, newest = blake2b(digest_size=16), 0
    for path, status in _modules(str(package)):
        digest.update(f"{path}\0{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}\0".encode())
        newest = max(newest, status.st_mtime_ns, status.st_ctime_ns)
    return digest.hexdigest(), newest


def _modules(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                yield entry.path, entry.stat()
            elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                yield from _modules(entry.path)


def imported_by(module: str) -> frozenset[str]:
    """``module`` and all modules of briefgen that it needs, by their full names."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting.extend(_read(name)[1])
    return frozenset(found)


@cache
def _read(module: str) -> tuple[bytes, tuple[str, ...]]:
    """The digest of a module's source, and the modules that it imports."""
    source = _file(module).read_bytes()
    return blake2b(source).digest(), tuple(dict.fromkeys(_named(source.decode())))


def _named(source: str) -> Iterator[str]:
    for origin, names, whole in _IMPORT.findall(source):
        yield origin or whole
        if origin and _is_package(origin):  # a name may be a module of the package that it is imported from
            inner = (f"{origin}.{name}" for name in re.findall(r"\w+", names))
            yield from (name for name in inner if _file(name).is_file())


@cache
def _is_package(module: str) -> bool:
    """Whether there is one: a folder without ``__init__.py`` may be what a package of another version left behind."""
    return _ROOT.parent.joinpath(*module.split("."), "__init__.py").is_file()


def _file(module: str) -> Path:
    path = _ROOT.parent.joinpath(*module.split("."))
    return path / "__init__.py" if _is_package(module) else path.with_suffix(".py")


# Installed libraries

_INSTALLED = ".dist-info"


def versions(*distributions: str) -> str:
    """``weasyprint 70.0, pydyf 0.13.0``: installed versions, for ``Stage.version``."""
    return ", ".join(f"{name} {_version(name)}" for name in distributions)


@cache
def _version(name: str) -> str:
    if (told := _told_by_folders().get(_alike(name))) is not None:
        return told
    from importlib.metadata import version

    return version(name)


@cache
def _told_by_folders() -> dict[str, str]:
    """Name → version, as the folders of installed libraries are called: to read what is in them takes 50 ms."""
    found: dict[str, str] = {}
    for folder in sys.path:
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                name, _, version = entry.name.removesuffix(_INSTALLED).partition("-")
                if entry.name.endswith(_INSTALLED) and version:
                    found.setdefault(_alike(name), version)
    return found


def _alike(name: str) -> str:
    """A name of a library as all its spellings are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()
