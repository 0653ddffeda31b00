"""Whether anything at all has changed since the last build, told without importing the pipeline.

The record of a build names every file that went in and every file that came out. A file counts as the
same when its size and time are; when they are not, or the time is so young that a later change could
hide behind it, its content decides.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from briefgen.reading.disk.finding import belongs, shown_path
from briefgen.reading.disk.plain_files import read_followed, read_json_file

RECORD_VERSION = 3
_YOUNG = 2_000_000_000
"""Nanoseconds: as coarse as the clock of any file system in use."""

Status = tuple[int, int]
"""Size and time of last change in nanoseconds."""
Roots = Mapping[str, Path]
"""What stands before a path in messages → the folder."""


@dataclass(frozen=True, slots=True)
class BuildInputs:
    """What a build was made from: ``setting`` says how, ``files`` have size, time and digest."""

    setting: str
    files: Mapping[str, tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Embargoes:
    """The ends of embargoes as the last build saw them: what it shows holds from the latest to the next.

    Beside them stands what the build left out, for the command to tell again.
    """

    passed: datetime | None = None
    """The latest that has passed."""
    following: datetime | None = None
    """The next to come."""
    waiting: tuple[datetime, ...] = ()
    """Of each brief and pack that waits."""
    unfinished: tuple[str, ...] = ()
    """The briefs that wait for no time: drafts, and what is in review."""

    def are_as_they_were(self, now: datetime) -> bool:
        """Tell whether none has passed since, nor is to come again: the clock may have been set, too."""
        begun = self.passed is None or self.passed <= now
        return begun and (self.following is None or now < self.following)


NO_EMBARGOES = Embargoes()


@dataclass(frozen=True, slots=True)
class Record:
    """The last build that was published: what went in, what came out, and its report as JSON values."""

    stock: BuildInputs
    made: Mapping[str, Status]
    report: Any
    embargoes: Embargoes = NO_EMBARGOES
    written: int = field(default=0, compare=False)
    """When the record was written, in nanoseconds."""


def read_record(path: Path) -> Record | None:
    """The record of the last build, or None when there is none that can be read."""
    try:
        written = path.stat().st_mtime_ns
        found = read_json_file(path)
        if found["version"] != RECORD_VERSION:
            return None
        files = {name: (int(size), int(time), str(digest)) for name, (size, time, digest) in found["files"].items()}
        made = {name: (int(size), int(time)) for name, (size, time) in found["made"].items()}
        stock = BuildInputs(str(found["setting"]), files)
        return Record(stock, made, found["report"], _embargoes(found["embargoes"]), written)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _embargoes(found: Mapping[str, Any]) -> Embargoes:
    passed, following = (found[name] and _moment(found[name]) for name in ("passed", "following"))
    waiting = tuple(_moment(end) for end in found["waiting"])
    return Embargoes(passed or None, following or None, waiting, tuple(map(str, found["unfinished"])))


def _moment(text: str) -> datetime:
    """Raises ValueError for a time without a zone, which no other can be compared with."""
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None:
        raise ValueError(text)
    return moment


def take_stock(roots: Roots, setting: str, last: Record | None = None) -> BuildInputs:
    """All files below ``roots`` as they are now; ``last`` saves reading what has not changed."""
    folders = dict(roots)
    files: dict[str, tuple[int, int, str]] = {}
    for label, folder in folders.items():
        for name, (size, *times) in _scan(str(folder), "", (), folder.parent):
            status = size, max(times)
            key = f"{label}/{name}"
            files[key] = (*status, _known(key, status, last) or _digest(folder.parent, folder / name))
    return BuildInputs(setting, files)


def differences(last: Record, stock: BuildInputs, output: Path | None, now: datetime) -> Iterator[str]:
    """Yield why a build has to be made again, a sentence each; none when nothing has changed."""
    if not last.embargoes.are_as_they_were(now):
        yield "the end of an embargo lies between the last build and now"
    if last.stock.setting != stock.setting:
        yield "briefgen, its libraries or the options have changed"
    before, after = last.stock.files, stock.files
    for key in sorted({*before, *after}):
        if key not in after:
            yield f"{shown_path(key)} is gone"
        elif key not in before:
            yield f"{shown_path(key)} is new"
        elif before[key][2] != after[key][2]:
            yield f"{shown_path(key)} has changed"
    if output is not None and not _is_as_made(output, last.made):
        yield f"{output.name} has changed since the build"


def _is_as_made(output: Path, made: Mapping[str, Status]) -> bool:
    """Tell whether a folder holds what the build made and nothing else; a folder that cannot be read does not."""
    count = 0
    try:
        for name, status in scan(output):
            if made.get(name) != status:
                return False
            count += 1
    except OSError:
        return False
    return count == len(made)


def write_record(
    path: Path, stock: BuildInputs, output: Path | None, report: Any, embargoes: Embargoes = NO_EMBARGOES
) -> None:
    """Remember a build that was just published into ``output``, or a check; one that cannot be written is left out."""
    content = {
        "version": RECORD_VERSION,
        "setting": stock.setting,
        "files": stock.files,
        "report": report,
        "embargoes": {
            "passed": embargoes.passed.isoformat() if embargoes.passed else None,
            "following": embargoes.following.isoformat() if embargoes.following else None,
            "waiting": [end.isoformat() for end in embargoes.waiting],
            "unfinished": list(embargoes.unfinished),
        },
    }
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="ascii") as file:  # names may be no UTF-8
            file.writelines(_as_text(content, scan(output) if output is not None else ()))
        beside.replace(path)
    with contextlib.suppress(OSError):
        beside.unlink(missing_ok=True)


def _as_text(content: Mapping[str, Any], made: Iterable[tuple[str, Status]]) -> Iterator[str]:
    """The record as JSON, in parts: a large site has many files."""
    yield json.dumps(content)[:-1]
    yield ', "made": {'
    comma = ""
    for name, status in made:
        yield f"{comma}{json.dumps(name)}: {json.dumps(status)}"
        comma = ", "
    yield "}}"


def installed() -> str:
    """Return what Python and which libraries are installed, told from the times of their folders: no look inside."""
    folders = [Path(entry) for entry in sys.path if entry.endswith(("site-packages", "dist-packages"))]
    times = [f"{folder}@{folder.stat().st_mtime_ns}" for folder in folders if folder.is_dir()]
    return " ".join([sys.version, *times])


def scan(folder: Path) -> Iterator[tuple[str, Status]]:
    """Every file below ``folder``: its path with forward slashes, its size and its time."""
    yield from ((name, (size, written)) for name, (size, written, _) in _scan(str(folder), "", (), folder.parent))


def _scan(
    folder: str, prefix: str, above: tuple[str, ...], root: Path | None
) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Path, size, the time it was written and the time of its last change of any kind, which nobody can set back.

    An empty folder that has the name of a file is told too. ``root`` is what linked folders may lead into; None within
    one that a link leads to."""
    real = os.path.realpath(folder)
    if not os.path.isdir(real):  # noqa: PTH112 - a Path for each folder doubles the time
        return
    above = (*above, real)
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            linked = entry.is_symlink()
            is_folder = _is_folder(entry)
            if is_folder and not (linked and (root is None or not _goes_on(entry.path, above, root))):
                if entry.name != "__pycache__":
                    within = _scan(entry.path, f"{prefix}{entry.name}/", above, None if linked else root)
                    if (first := next(within, None)) is not None:
                        yield first
                        yield from within
                    elif "." in entry.name:
                        yield prefix + entry.name, _status(entry, linked=True)
            else:
                with contextlib.suppress(OSError):
                    yield prefix + entry.name, _status(entry, linked=linked and is_folder)


def _goes_on(link: str, above: tuple[str, ...], root: Path) -> bool:
    """Tell whether a link to a folder is followed: to what belongs to ``root`` and is not around it."""
    return os.path.realpath(link) not in above and belongs(root, Path(link))


def _status(entry: os.DirEntry[str], *, linked: bool) -> tuple[int, int, int]:
    """Of what a link leads to, or of the link that is not followed: to nowhere, or in a circle."""
    try:
        status = entry.stat(follow_symlinks=not linked)
    except OSError:
        status = entry.stat(follow_symlinks=False)
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _known(key: str, status: Status, last: Record | None) -> str | None:
    """The digest of a file that has surely not changed since the last record."""
    if last is None or (before := last.stock.files.get(key)) is None:
        return None
    old_enough = status[1] < last.written - _YOUNG
    return before[2] if old_enough and before[:2] == status else None


def _digest(root: Path, path: Path) -> str:
    """The digest of a file; what is not a file, and a link out of ``root``, are not opened but described."""
    try:
        content = read_followed(path) if belongs(root, path) else _aim(path)
    except OSError:
        content = _aim(path)
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _aim(path: Path) -> bytes:
    """Return where a link leads, or the kind of what is not a file."""
    return os.fsencode(path.readlink()) if path.is_symlink() else stat.filemode(path.lstat().st_mode).encode()
