"""A folder on the disk as files by path."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.importing.imported import Rank, Remark
from briefgen.reading.disk.finding import shown_path
from briefgen.reading.disk.plain_files import read_plain
from briefgen.reading.files.archive import UnreadableDocumentError

_MOST_FILES = 20_000
_LARGEST = 50_000_000


class FolderFiles(Mapping[str, bytes]):
    """The files below a folder, read when they are asked for. Hidden ones and links are passed over."""

    def __init__(self, root: Path, without: Path | None = None) -> None:
        self.root = root
        self.passed_over: list[Remark] = []
        self._paths = dict.fromkeys(sorted(self._found(without)))

    def _found(self, without: Path | None) -> Iterator[str]:
        count = 0
        for folder, folders, names in os.walk(self.root, onerror=self._closed):
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
                if fault := _fault(path, place):
                    self.passed_over.append(Remark(shown_path(place), f"{fault}: not taken", Rank.LOST))
                else:
                    yield place

    def _closed(self, problem: OSError) -> None:
        place = Path(problem.filename).relative_to(self.root).as_posix()
        self.passed_over.append(Remark(shown_path(place), f"{problem.strerror}: not taken", Rank.LOST))

    def __getitem__(self, path: str) -> bytes:
        if path not in self:
            raise KeyError(path)
        return read_plain(self.root / path, _LARGEST)

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _fault(path: Path, place: str) -> str:
    """Return why a file is passed over; empty for one that is taken."""
    if path.stat().st_size > _LARGEST:
        return f"it is larger than {_LARGEST // 1_000_000} MB"
    if not os.access(path, os.R_OK):
        return "you have no permission to read it"
    return "its name is not written in UTF-8" if "\ufffd" in shown_path(place) else ""
