"""What stands in a folder of a disk: files, and what is there and is not read, with the reason.

Links are followed once, and only to what belongs to the same folder and is not hidden: what a stranger's link leads to
would otherwise be quoted in reports and published. Nothing is opened here.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from briefgen.reading.disk.plain_files import FILE_BYTES

_BACKUPS = re.compile(
    r".*~|#.*#|~\$.*|.*\.(bak|orig|rej|swp|swo|tmp|pyc)|__pycache__|Thumbs\.db|desktop\.ini", re.IGNORECASE
)
_ENDINGS = (".yaml", ".md", ".html", ".css", ".js", ".po", ".csl")
"""Of files that a build reads: a folder with such a name stands where a file is expected."""


class SkipCause(StrEnum):
    """Why something in a folder is not read."""

    LEADS_OUT = "leads out"
    LEADS_NOWHERE = "leads nowhere"
    LOOP = "loop"
    NO_FILE = "no file"
    CLOSED = "closed"
    TWIN = "twin"
    HUGE = "huge"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """Something in a folder that is not read; ``path`` is as in a report."""

    path: str
    kind: SkipCause
    is_folder: bool = False


@dataclass(slots=True)
class Found:
    """The files of a folder by their path in composed form, and what is not read."""

    files: dict[str, Path] = field(default_factory=dict)
    odd: list[Skipped] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Folder:
    place: Path
    shown: str
    above: frozenset[str]
    """The real folders that it stands in."""
    linked: bool = False


def look(root: Path, start: Path, shown: str) -> Found:
    """All below ``start``, a folder of ``root``; ``shown`` is its path there. Links may lead to what is in ``root``."""
    found, names = Found(), set[str]()
    if not os.path.lexists(start):
        return found
    if (kind := _fault_of_link(root, start)) is not None:
        found.odd.append(Skipped(shown, kind, is_folder=True))
        return found
    waiting = [_Folder(start, shown, frozenset())]
    while waiting:
        folder = waiting.pop()
        real = os.path.realpath(folder.place)
        if real in folder.above:
            found.odd.append(Skipped(folder.shown, SkipCause.LOOP, is_folder=True))
            continue
        try:
            with os.scandir(folder.place) as entries:
                ordered = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            if folder.place != start:
                found.odd.append(Skipped(folder.shown, SkipCause.CLOSED, is_folder=True))
            continue
        for entry in ordered:
            if is_ignored([entry.name]):
                continue
            path = shown_path(f"{folder.shown}/{entry.name}".removeprefix("/"))
            if path in names:
                found.odd.append(Skipped(path, SkipCause.TWIN, is_folder=entry.is_dir()))
                continue
            names.add(path)
            inner = _Folder(Path(entry.path), path, folder.above | {real}, folder.linked)
            _take(root, entry, inner, found, waiting)
    return found


def _take(root: Path, entry: os.DirEntry[str], inner: _Folder, found: Found, waiting: list[_Folder]) -> None:
    linked = entry.is_symlink()
    kind = _fault_of_link(root, inner.place) if linked else None
    if kind is None and linked and inner.linked and entry.is_dir():
        kind = SkipCause.LOOP  # of a link within a link there may be ten times as many at each step
    if kind is not None:
        found.odd.append(Skipped(inner.shown, kind, is_folder=kind is SkipCause.LOOP or entry.is_dir()))
    elif entry.is_dir():
        if entry.name.lower().endswith(_ENDINGS):
            found.odd.append(Skipped(inner.shown, SkipCause.FOLDER, is_folder=True))
        waiting.append(_Folder(inner.place, inner.shown, inner.above, inner.linked or linked))
    elif entry.is_file() and entry.stat().st_size > FILE_BYTES:
        found.odd.append(Skipped(inner.shown, SkipCause.HUGE))
    elif entry.is_file():
        found.files[inner.shown] = inner.place
    else:
        found.odd.append(Skipped(inner.shown, SkipCause.NO_FILE))


def _fault_of_link(root: Path, link: Path) -> SkipCause | None:
    """Return why a link is not followed; None for one that is, and for what is not a link."""
    try:
        os.stat(link)  # noqa: PTH116 - the errors of Path.stat are the same
    except OSError as problem:
        return SkipCause.LOOP if problem.errno == errno.ELOOP else SkipCause.LEADS_NOWHERE
    return None if belongs(root, link) else SkipCause.LEADS_OUT


def belongs(root: Path, path: Path) -> bool:
    """Tell whether a path, its links followed, is in ``root`` and nothing on the way is hidden."""
    led_to, above = os.path.realpath(path), os.path.realpath(root)
    below = str(path).removeprefix(str(root))
    if below.startswith(os.sep) and led_to == above + below:
        return True  # no link: nearly every file, and a Path takes longer than asking the disk
    real, top = Path(led_to), Path(above)
    if not real.is_relative_to(top):
        return False
    inside = real.relative_to(top)
    return inside == Path(os.path.relpath(path, root)) or not is_ignored(inside.parts)


def find(root: Path, parts: tuple[str, ...]) -> Path | None:
    """The place of a file or folder below ``root`` in whichever Unicode form each part of its path has there."""
    whole = "/".join(parts)
    for form in dict.fromkeys((whole, unicodedata.normalize("NFD", whole))):
        if _is_there(place := root / form):
            return place
    place = root
    for part in parts:
        below = place / part if _is_there(place / part) else _by_look(place, part)
        if below is None:
            return None
        place = below
    return place


def on_disk(root: Path, path: str) -> Path:
    """Where a file of the project is, or would be written: folders that are there keep the form of their names."""
    parts = tuple(path.split("/"))
    for count in range(len(parts), 0, -1):
        if (place := find(root, parts[:count])) is not None:
            return place.joinpath(*parts[count:])
    return root / path


def _by_look(folder: Path, part: str) -> Path | None:
    try:
        others = (it for it in os.scandir(folder) if not it.name.isascii() and shown_path(it.name) == part)
        return min((folder / it.name for it in others), default=None)
    except OSError:
        return None


def _is_there(path: Path) -> bool:
    try:
        os.lstat(path)
    except (OSError, ValueError):  # a name that no disk can hold
        return False
    return True


def read_file(root: Path, parts: tuple[str, ...], reader: Callable[[Path], bytes]) -> bytes | None:
    """The bytes of a file below ``root``; None when it is missing, not plain, huge, or a link leads elsewhere."""
    place = _place(root, parts)
    return None if place is None else reader(place)


def size_of(root: Path, parts: tuple[str, ...]) -> int | None:
    """The bytes that a file has, as its folder says; None where ``read_file`` gives None.

    Raises PermissionError where it cannot be opened to read.
    """
    place = _place(root, parts)
    if place is None:
        return None
    if not os.access(place, os.R_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))
    return os.stat(place).st_size  # noqa: PTH116


def _place(root: Path, parts: tuple[str, ...]) -> Path | None:
    """Return where a file below ``root`` is; None when it is missing, not plain, huge, or a link leads elsewhere."""
    place = find(root, parts)
    return None if place is None or not _is_regular(place) or not belongs(root, place) else place


def _is_regular(path: Path) -> bool:
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size <= FILE_BYTES


def shown_path(path: str) -> str:
    """A path as a reader sees it: composed, and with U+FFFD for bytes of a name that are not UTF-8."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)


def is_ignored(names: Iterable[str]) -> bool:
    """Tell whether a path of these names is not part of a project: hidden, or an editor's backup."""
    return any(name.startswith(".") or _BACKUPS.fullmatch(name) for name in names)
