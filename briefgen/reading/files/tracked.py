"""Whether a git repository tracks a path, read from its index: no program is run and none has to be installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefgen.reading.disk.revision import git_folder

_HEAD = 12
_STAT = 40
"""Bytes of an entry before the name of its object."""
_OBJECT_NAMES = (20, 32)
"""Bytes of an object's name: SHA-1 or SHA-256. The index itself does not say which."""
_LONG = 0xFFF
"""What stands for the length of every path that is as long or longer."""
_EXTENDED = 0x4000


def is_tracked(path: Path) -> bool:
    """Whether the repository that holds ``path`` tracks it or a file below it; False where there is no repository."""
    above = path.parent.resolve()
    for top in (above, *above.parents):
        if (git := git_folder(top / ".git")) is not None:
            wanted = (above / path.name).relative_to(top).as_posix().encode("utf-8", "surrogateescape")
            return any(_names(index, wanted) for index in _indexes(git))
    return False


def _indexes(git: Path) -> Iterator[bytes]:
    for file in (git / "index", *git.glob("sharedindex.*")):
        try:
            yield file.read_bytes()
        except OSError:
            continue


def _names(index: bytes, wanted: bytes) -> bool:
    if index[:4] != b"DIRC":
        return False
    if int.from_bytes(index[4:8], "big") == 4:
        return any(_is_below(path, wanted) for size in _OBJECT_NAMES for path in _paths_of_4(index, size))
    at = index.find(wanted)
    while at >= 0:
        end = index.find(b"\0", at)
        if _is_below(index[at:end], wanted) and _is_whole_path(index, at, end):
            return True
        at = index.find(wanted, at + 1)
    return False


def _is_below(path: bytes, wanted: bytes) -> bool:
    return path == wanted or path.startswith(wanted + b"/")


def _is_whole_path(index: bytes, at: int, end: int) -> bool:
    """Tell whether the path begins at ``at``: its length stands before it, with two more bytes where it is extended."""
    lengths = (int.from_bytes(index[at - back : at - back + 2], "big") & _LONG for back in (2, 4))
    return min(end - at, _LONG) in lengths


def _paths_of_4(index: bytes, object_name: int) -> Iterator[bytes]:
    """The paths of an index of version 4, each of which says how much it shares with the one before."""
    at, path = _HEAD, b""
    for _ in range(int.from_bytes(index[8:12], "big")):
        at += _STAT + object_name
        extended = int.from_bytes(index[at : at + 2], "big") & _EXTENDED
        less, at = _number(index, at + (4 if extended else 2))
        end = index.find(b"\0", at)
        if end < 0 or less > len(path):  # names of objects have another length
            return
        path = path[: len(path) - less] + index[at:end]
        at = end + 1
        yield path


def _number(index: bytes, at: int) -> tuple[int, int]:
    """A number of git's variable width, and where it ends."""
    value = -1
    while at < len(index):
        value = (value + 1) << 7 | index[at] & 0x7F
        at += 1
        if not index[at - 1] & 0x80:
            break
    return max(value, 0), at
