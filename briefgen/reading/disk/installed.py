"""The extensions that are installed beside briefgen, by the names of their entry points."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

from briefgen.language.matching.nearest import nearest
from briefgen.model.extension import Extension, Installed

GROUP = "briefgen"


class ExtensionError(Exception):
    """An extension cannot be used; the message is a sentence that says why."""


@cache
def installed_names() -> frozenset[str]:
    """The names of all extensions that are installed, used or not. None of their code runs."""
    return frozenset(entry_points(group=GROUP).names)


def installed_extension(name: str) -> Installed:
    """The extension of that name. Its module is imported: code of its package runs. Raises ExtensionError."""
    every = entry_points(group=GROUP)
    found = tuple(every.select(name=name))
    if not found:
        near = nearest(name, every.names)
        more = f"; did you mean “{near}”?" if near else ""
        raise ExtensionError(f"no installed package has the extension “{name}”{more}")
    packages = sorted({_package(entry) for entry in found})
    if len(packages) > 1:
        raise ExtensionError(f"more than one package has the extension “{name}”: {', '.join(packages)}")
    try:
        extension = found[0].load()
        digest = _digest(found[0].module)
    except (Exception, SystemExit) as fault:  # whatever code of others may do
        said = f"{type(fault).__name__}: {fault}"
        raise ExtensionError(f"the extension “{name}” of {packages[0]} cannot be loaded: {said}") from fault
    if not isinstance(extension, Extension):
        raise ExtensionError(f"the extension “{name}” of {packages[0]} is not an Extension: {found[0].value}")
    return Installed(name, packages[0], extension, digest)


def _package(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist is not None else entry.module


def _digest(module: str) -> str:
    """Of all modules of a package: an author tries what has the same version."""
    spec = find_spec(module.partition(".")[0])
    folders = [Path(it) for it in (spec.submodule_search_locations or ())] if spec is not None else []
    files = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    if spec is not None and not folders and spec.origin is not None:
        files = [Path(spec.origin)]
    digest = blake2b(digest_size=8)
    for path in files:
        content = path.read_bytes()
        digest.update(b"%s %d " % (path.name.encode(), len(content)) + content)
    return digest.hexdigest()
