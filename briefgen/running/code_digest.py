"""The program's own code behind a result, as a digest: what changed code would make otherwise is made again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
_PACKAGE = _ROOT.name
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
    digest = blake2b(digest_size=8)
    for name in sorted(imported_by(module)):
        digest.update(name.encode() + b"\0" + _read(name)[0])
    return digest.hexdigest()


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
            yield from (name for name in inner if _is_module(name))


def _is_module(name: str) -> bool:
    return _file(name).is_file()


@cache
def _is_package(module: str) -> bool:
    return _ROOT.parent.joinpath(*module.split(".")).is_dir()


def _file(module: str) -> Path:
    path = _ROOT.parent.joinpath(*module.split("."))
    return path / "__init__.py" if _is_package(module) else path.with_suffix(".py")
