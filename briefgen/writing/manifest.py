"""The list of its own files that every published folder carries: the sign that briefgen made the folder."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from briefgen.model.tree import Tree
from briefgen.reading.plain_files import read_json_file

MANIFEST = "briefgen-manifest.json"
_MADE_BY = "briefgen"
_FORMAT = 1
_STRAY = {".ds_store", "thumbs.db", "desktop.ini"}
"""Left in any folder by the system's own file manager; nobody misses them."""


def manifest_of(tree: Tree) -> bytes:
    """The manifest of ``tree``: path → digest and size, in order of path; the same tree, the same bytes."""
    files = {path: {"sha256": _digest(tree[path]), "size": len(tree[path])} for path in tree}
    content = {"made_by": _MADE_BY, "format": _FORMAT, "files": files}
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def read_manifest(folder: Path) -> Mapping[str, Any] | None:
    """The files that the manifest in ``folder`` names, or None when it has none of ours."""
    try:
        return files_named(read_json_file(folder / MANIFEST))
    except (OSError, ValueError):
        return None


def files_named(content: object) -> Mapping[str, Any] | None:
    """The files that the content of a manifest names, or None when it is none of ours."""
    if not isinstance(content, dict) or content.get("made_by") != _MADE_BY:
        return None
    files = content.get("files")
    return files if isinstance(files, dict) else None


def not_ours(folder: Path, named: Mapping[str, Any]) -> tuple[str, ...]:
    """Paths in ``folder`` that no manifest of ours names, in order."""
    return tuple(sorted(path for path in _files(folder) if path not in named and not _harmless(path)))


def _harmless(path: str) -> bool:
    return path == MANIFEST or path.rpartition("/")[2].casefold() in _STRAY


def _files(folder: Path) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        base = Path(parent).relative_to(folder)
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        yield from ((base / name).as_posix() for name in (*names, *links))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
