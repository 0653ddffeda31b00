"""The list of its own files that every published folder carries: the sign that briefgen made the folder."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from briefgen.model.output.site_manifest import MADE_BY, MANIFEST, digest_named, files_named
from briefgen.model.output.tree import Tree
from briefgen.reading.disk.plain_files import read_json_file

_FORMAT = 1
_STRAY = {".ds_store", "thumbs.db", "desktop.ini"}
"""Left in any folder by the system's own file manager; nobody misses them."""


def manifest_of(tree: Tree) -> Iterator[str]:
    """The manifest of ``tree``: path → digest and size, in order of path; the same tree, the same text.

    Spreadsheets that figures were read from are named apart: they are not published. It comes in parts: of a large site
    the whole would take more memory than anything else that is published.
    """
    yield f'{{\n "made_by": {_json(MADE_BY)},\n "format": {_FORMAT},\n "files": '
    yield from _objects((path, {"sha256": tree.digest(path), "size": tree.size(path)}) for path in tree)
    if tree.sheets:
        yield ',\n "sheets": '
        yield from _objects((path, {"sha256": digest}) for path, digest in sorted(tree.sheets.items()))
    yield "\n}\n"


def _objects(entries: Iterable[tuple[str, Mapping[str, object]]]) -> Iterator[str]:
    """A JSON object of objects within another, with the indent of ``json.dumps``."""
    is_empty = True
    for name, about in entries:
        inner = ",\n".join(f"   {_json(key)}: {_json(value)}" for key, value in about.items())
        yield f"{'{' if is_empty else ','}\n  {_json(name)}: {{\n{inner}\n  }}"
        is_empty = False
    yield "{}" if is_empty else "\n }"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_manifest(folder: Path) -> Mapping[str, Any] | None:
    """The files that the manifest in ``folder`` names, or None when it has none of ours."""
    try:
        return files_named(read_json_file(folder / MANIFEST))
    except (OSError, ValueError):
        return None


def departures(folder: Path, named: Mapping[str, Any], passed_over: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Paths in which ``folder`` differs from the files that its manifest names, in order, each with what is wrong.

    What is ``passed_over`` at the top, folders with all that is in them, may stand there too.
    """
    wrong = {path: told for path, about in named.items() if (told := _wrong(folder, path, about))}
    others = (path for path in not_ours(folder, named) if path.partition("/")[0] not in passed_over)
    yield from sorted({**wrong, **dict.fromkeys(others, "is not from this build")}.items())


def _wrong(folder: Path, path: str, about: object) -> str:
    if path.startswith("/") or ".." in path.split("/"):
        return "is not in the site, although its manifest lists it"
    size = about.get("size") if isinstance(about, dict) else None
    try:
        status = (folder / path).lstat()
        if stat.S_ISLNK(status.st_mode):
            return "is a symbolic link, not the file that the build made"
        if stat.S_ISREG(status.st_mode) and status.st_size == size:
            with (folder / path).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() == digest_named(about):
                    return ""
        return "was changed since the build"
    except FileNotFoundError:
        return "is missing, although the build made it"
    except (OSError, ValueError) as problem:
        return f"cannot be read: {problem}"


def not_ours(folder: Path, named: Mapping[str, Any]) -> tuple[str, ...]:
    """Paths in ``folder`` that no manifest of ours names, in order."""
    return tuple(sorted(path for path in _files(folder) if path not in named and not _harmless(path)))


def _harmless(path: str) -> bool:
    return path == MANIFEST or path.rpartition("/")[2].casefold() in _STRAY


def _files(folder: Path) -> Iterator[str]:
    top = len(os.path.join(folder, ""))  # noqa: PTH118 - a Path for each of thousands of files would take longer
    for parent, folders, names in os.walk(folder):
        base = Path(f"{parent}/"[top:]).as_posix() if len(parent) > top else ""
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        yield from (f"{base}/{name}" if base else name for name in (*names, *links))
