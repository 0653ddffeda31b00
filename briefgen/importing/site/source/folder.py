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
    """The files below a folder, read when they are asked for. Hidden ones are passed over, and links told."""

    def __init__(self, root: Path, without: Path | None = None) -> None:
        self.root = root
        self.passed_over: list[Remark] = []
        self._paths = dict.fromkeys(sorted(self._found(without)))

    def _found(self, without: Path | None) -> Iterator[str]:
        count = 0
        for folder, folders, names in os.walk(self.root, onerror=self._closed):
            shown = (it for it in sorted([*folders, *names]) if not it.startswith(".") and it != "node_modules")
            found = [path for path in map(Path(folder).joinpath, shown) if path.resolve() != without]
            folders[:] = [path.name for path in found if path.is_dir() and not path.is_symlink()]
            for path in (path for path in found if path.name not in folders):
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
    if path.is_symlink():
        return "it is a symbolic link and not the file itself"
    if not path.is_file():
        return "it is no file"
    if path.stat().st_size > _LARGEST:
        return f"it is larger than {_LARGEST // 1_000_000} MB"
    if not os.access(path, os.R_OK):
        return "you have no permission to read it"
    return "its name is not written in UTF-8" if "\ufffd" in shown_path(place) else ""
