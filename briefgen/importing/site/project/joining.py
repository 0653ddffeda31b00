"""Files to be written into a project without loss of what is there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

RECORD = "content/.import.json"
"""Digests of the files as they were imported, to recognise those that have been edited since."""
_SOURCES = "sources"
"""Key of the record under which the folders are that were imported."""


@dataclass(slots=True)
class Joined:
    """What became of the files: paths in the project."""

    written: dict[str, bytes] = field(default_factory=dict)
    """To be written."""
    kept: list[str] = field(default_factory=list)
    """Edited, or deleted, since they were imported: left as they are."""
    changed_twice: list[str] = field(default_factory=list)
    """Those of the edited ones that would be other files now than when they were imported."""
    gone: list[str] = field(default_factory=list)
    """Of earlier imports, and no longer in the source: left as they are."""
    same: int = 0
    record: bytes = b""
    """What ``RECORD`` holds then."""


def join_project(
    root: Path,
    files: Mapping[str, bytes],
    overwrite: bool = False,
    sources: Mapping[str, Mapping[str, str]] | None = None,
) -> Joined:
    """Choose which ``files`` go into a project: what was changed since the last import stays, unless ``overwrite``.

    ``sources`` are the folders that were imported, with the brief that each of their texts is in.
    """
    record, joined = record_of(root), Joined()
    for name, content in sorted(files.items()):
        path = root / name
        before = path.read_bytes() if path.is_file() else None
        if before == content:
            joined.same += 1
        elif overwrite or (digest_of(before) == record[name] if name in record else before is None):
            joined.written[name] = content
        else:
            joined.kept.append(name)
            if before is not None and record.get(name, "") not in ("", digest_of(content)):
                joined.changed_twice.append(name)
            continue
        record[name] = digest_of(content)
    joined.gone = sorted(name for name in record if name not in files and (root / name).is_file())
    joined.record = record_file(root, record, sources)
    return joined


def record_file(root: Path, record: Mapping[str, str], sources: Mapping[str, Mapping[str, str]] | None = None) -> bytes:
    """What ``RECORD`` is to hold: what was imported, by its path or its id in a file, with a digest; and ``sources``.

    Without ``sources`` those that it has stay.
    """
    whole: dict[str, object] = dict(sorted(record.items()))
    if known := sources_of(root) if sources is None else sources:
        whole[_SOURCES] = {place: dict(sorted(texts.items())) for place, texts in known.items()}
    return (json.dumps(whole, ensure_ascii=False, indent=0) + "\n").encode()


def is_imported(root: Path) -> bool:
    """Whether a project was begun by an import."""
    return "content/site.yaml" in record_of(root)


def record_of(root: Path) -> dict[str, str]:
    """What was imported before."""
    return {name: digest for name, digest in _recorded(root).items() if isinstance(digest, str)}


def sources_of(root: Path) -> dict[str, dict[str, str]]:
    """The folders that were imported, the first first, by their path from the project.

    For each text of theirs, by its path: the slug of the brief that it is in.
    """
    found = _recorded(root).get(_SOURCES)
    places = found.items() if isinstance(found, dict) else ()
    return {
        place: {path: slug for path, slug in texts.items() if isinstance(slug, str)}
        for place, texts in places
        if isinstance(texts, dict)
    }


def _recorded(root: Path) -> dict[str, Any]:
    try:
        found = json.loads((root / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def digest_of(content: bytes | None) -> str:
    """A digest of a file; empty for one that is not there."""
    return "" if content is None else hashlib.sha256(content).hexdigest()[:32]
