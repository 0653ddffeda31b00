"""A folder on the disk as files by path, and a project that is written without loss of what is there."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from briefgen.importing.imported import Remark
from briefgen.reading.files.archive import UnreadableDocumentError

RECORD = "content/.import.json"
"""Digests of the files as they were imported, to recognise those that have been edited since."""
_MOST_FILES = 20_000
_LARGEST = 50_000_000


class FolderFiles(Mapping[str, bytes]):
    """The files below a folder, read when they are asked for. Hidden ones and links are passed over."""

    def __init__(self, root: Path, without: Path | None = None) -> None:
        self.root = root
        self.passed_over: list[Remark] = []
        self._paths = sorted(self._found(without))

    def _found(self, without: Path | None) -> Iterator[str]:
        count = 0
        for folder, folders, names in os.walk(self.root):
            here = Path(folder)
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".") and name != "node_modules" and not (here / name).is_symlink()
            )
            if without is not None:
                folders[:] = [name for name in folders if (here / name).resolve() != without]
            for name in names:
                path = here / name
                if name.startswith(".") or path.is_symlink() or not path.is_file():
                    continue
                count += 1
                if count > _MOST_FILES:
                    raise UnreadableDocumentError(f"it has more than {_MOST_FILES:,} files; import a part of it")
                place = path.relative_to(self.root).as_posix()
                if path.stat().st_size > _LARGEST:
                    self.passed_over.append(Remark(place, f"it is larger than {_LARGEST // 1_000_000} MB: not taken"))
                else:
                    yield place

    def __getitem__(self, path: str) -> bytes:
        if path not in self:
            raise KeyError(path)
        return (self.root / path).read_bytes()

    def __contains__(self, path: object) -> bool:
        return path in self._known

    @property
    def _known(self) -> frozenset[str]:
        if not hasattr(self, "_set"):
            self._set = frozenset(self._paths)
        return self._set

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def day(self, path: str) -> date:
        """The day on which a file last changed."""
        return datetime.fromtimestamp((self.root / path).stat().st_mtime, UTC).date()


@dataclass(slots=True)
class Joined:
    """What became of the files: paths in the project."""

    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Edited, or deleted, since they were imported: left as they are."""
    gone: list[str] = field(default_factory=list)
    """Of earlier imports, and no longer in the source: left as they are."""
    same: int = 0


def join_project(root: Path, files: Mapping[str, bytes], overwrite: bool = False) -> Joined:
    """Write ``files`` into a project. What the author has changed since the last import stays, unless ``overwrite``."""
    record, joined = record_of(root), Joined()
    # Known before the first is written: what is interrupted here goes on with the next import.
    keep_record(root, {name: digest_of(None) for name in files if not (root / name).exists()} | record)
    for name, content in sorted(files.items()):
        path = root / name
        before = _content(path)
        if before == content:
            joined.same += 1
        elif overwrite or (digest_of(before) == record[name] if name in record else before is None):
            _write(path, content)
            joined.written.append(name)
        else:
            joined.kept.append(name)
            continue
        record[name] = digest_of(content)
    joined.gone = sorted(name for name in record if name not in files and (root / name).exists())
    keep_record(root, record)
    return joined


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.with_name(f".{path.name}.part")
    try:
        begun.write_bytes(content)
        begun.replace(path)
    finally:
        begun.unlink(missing_ok=True)


def keep_record(root: Path, record: Mapping[str, str]) -> None:
    """Remember what was imported, by its path or its id in a file, with a digest."""
    (root / RECORD).parent.mkdir(parents=True, exist_ok=True)
    (root / RECORD).write_text(json.dumps(dict(sorted(record.items())), ensure_ascii=False, indent=0) + "\n", "utf-8")


def is_imported(root: Path) -> bool:
    """Whether a project was begun by an import."""
    return "content/site.yaml" in record_of(root)


def record_of(root: Path) -> dict[str, str]:
    """What was imported before."""
    try:
        found = json.loads((root / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in found.items()} if isinstance(found, dict) else {}


def digest_of(content: bytes | None) -> str:
    """A digest of a file; empty for one that is not there."""
    return "" if content is None else hashlib.sha256(content).hexdigest()[:32]
