"""The built folder as it will be served: whole, and nothing in it that GitHub Pages does not take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.model.core.diagnostics import Diagnostic, error, few, warning
from briefgen.model.output.site_manifest import MANIFEST, OF_A_HOST
from briefgen.writing.site.manifest import departures, read_manifest

AS_BUILT = "file-is-as-built"
CURRENT, SERVED, SIZE = "site-is-current", "path-is-served", "size-is-allowed"
_FIRST = "index.html"
_HIDDEN = frozenset({".nojekyll", ".well-known"})
"""The hidden names that Pages serves, or that it reads."""
_OF_A_CHECKOUT = ".git"
_BUILD_AGAIN = "run briefgen build again; make your changes in the sources"
_LARGEST = 100 * 2**20
"""Bytes of a file; GitHub refuses larger ones."""
_WHOLE = 1_000_000_000
"""Bytes of a site; what GitHub Pages takes."""


def files_of(folder: Path) -> Mapping[str, int]:
    """The files of the site and their sizes, its own list included; empty when briefgen did not make the folder."""
    named = read_manifest(folder)
    if named is None:
        return {}
    paths = [path for path in (*named, MANIFEST) if (folder / path).is_file()]
    return {path: (folder / path).stat().st_size for path in sorted(paths)}


def folder_problems(folder: Path) -> Iterator[Diagnostic]:
    """Files that are not as the build left them: what is published is what was checked."""
    named = read_manifest(folder)
    if named is None:
        yield _not_made(folder)
        return
    if wrong := [path for path, _ in departures(folder, named)]:
        message = f"{folder} has changed since it was built: {few(wrong)}"
        yield error(CURRENT, message, hint="build it again: briefgen build")


def _not_made(folder: Path) -> Diagnostic:
    if not (folder / _FIRST).is_file():
        return error(CURRENT, f"there is no site in {folder}", hint="run: briefgen build")
    lost = f"{folder / MANIFEST} is missing or cannot be read: nothing says which files of {folder} the build made"
    return error(CURRENT, lost, hint="build it again: briefgen build")


def file_problems(folder: Path, shown: str) -> Iterator[Diagnostic]:
    """Each file that is not as the build left it, for whoever reads a site back; ``shown`` is what reports call it."""
    if not (folder / MANIFEST).exists():
        return  # there is no site
    named = read_manifest(folder)
    if named is None:
        message = f"{shown}/{MANIFEST} cannot be read, so the files of the build are not known"
        yield error(AS_BUILT, message, hint=_BUILD_AGAIN)
        return
    for path, what in departures(folder, named, passed_over={*OF_A_HOST, _OF_A_CHECKOUT}):
        yield error(AS_BUILT, f"{shown}/{path} {what}", hint=_BUILD_AGAIN)


def host_problems(sizes: Mapping[str, int]) -> Iterator[Diagnostic]:
    """Report what GitHub Pages would leave out or refuse; ``sizes`` are those of all files, in bytes."""
    for path in sizes:
        hidden = [part for part in path.split("/") if part.startswith(".") and part not in _HIDDEN]
        if hidden:
            message = f"“{path}” would not be served: GitHub Pages leaves out names that begin with a full stop"
            yield error(SERVED, message, hint="rename its source")
    for path, size in sizes.items():
        if size > _LARGEST:
            message = f"{path} has {size / 2**20:.0f} MB, and GitHub refuses files of more than {_LARGEST >> 20} MB"
            yield error(SIZE, message, hint="use smaller images, or fewer briefs in the pack")
    whole = sum(sizes.values())
    if whole > _WHOLE:
        message = f"the site has {whole / 1e9:.1f} GB, and GitHub Pages serves sites of up to 1 GB"
        yield warning(SIZE, message, hint="make fewer forms of the PDFs (profiles:), or use another host")
