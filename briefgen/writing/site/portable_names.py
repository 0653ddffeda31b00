"""Which output paths every system accepts: a site may be copied to any disk and any server."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.model.core.diagnostics import Diagnostic, error
from briefgen.model.output.path_names import fault_of


def check_names(paths: Iterable[str]) -> tuple[Diagnostic, ...]:
    """A problem for each path that leaves the folder, or that some system could not keep."""
    ordered = sorted(paths)
    folders = {path[:cut].casefold() for path in ordered for cut in _slashes(path)}
    found = []
    for path in ordered:
        fault = fault_of(path)
        if fault is None and path.casefold() in folders:
            fault = "it is the name of a folder too"
        if fault is not None:
            found.append(_problem(path, fault))
    return tuple(found)


def _problem(path: str, fault: str) -> Diagnostic:
    shown = path if path.isprintable() else ascii(path)
    return error(
        "path-is-portable", f"“{shown}” cannot be the name of an output file: {fault}", hint="rename its source"
    )


def _slashes(path: str) -> list[int]:
    return [place for place, letter in enumerate(path) if letter == "/"]
