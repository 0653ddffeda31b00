"""The only door to files, the clock and the environment.

Paths are relative to the project folder, with forward slashes, in Unicode's composed form whatever
the disk uses. Below ``templates/`` a file that the project lacks comes from the theme.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Protocol

from briefgen.reading.revision import git_revision

TEMPLATES = "templates"

_BACKUPS = re.compile(
    r".*~|#.*#|~\$.*|.*\.(bak|orig|rej|swp|swo|tmp|pyc)|__pycache__|Thumbs\.db|desktop\.ini", re.IGNORECASE
)


class World(Protocol):
    """What lies outside: files, the time, the environment."""

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises FileNotFoundError, also for a path that leads out of the project."""

    def files(self, folder: str) -> tuple[str, ...]:
        """All files below ``folder`` (``""``: the project), sorted; hidden files and editors' backups are left out."""

    def lent(self) -> tuple[str, ...]:
        """The files below ``templates/`` that the theme has, sorted; the project may have its own in their place."""

    def now(self) -> datetime:
        """The time, with its zone."""

    def variable(self, name: str) -> str | None:
        """A variable of the environment."""

    def revision(self) -> str | None:
        """The commit of the repository that holds the project; None without one."""


class DiskWorld:
    """A project folder on a disk. ``theme`` is a folder laid out as ``templates/`` is; None: the packaged one.

    ``now`` stands in for the clock, for a rehearsal. ``reader`` gives the bytes of a file of the disk.
    """

    def __init__(
        self,
        root: Path,
        theme: Path | None = None,
        now: datetime | None = None,
        reader: Callable[[Path], bytes] = Path.read_bytes,
    ) -> None:
        self.root = root.resolve()
        self._now = now
        self._reader = reader
        self._lent: tuple[str, ...] | None = None
        self.theme = (default_theme() if theme is None else theme).resolve()

    def read(self, path: str) -> bytes:
        """The bytes of a file of the project, or of the theme for one of the ``templates/`` that it lacks."""
        parts = _parts(path)
        for folder, below in self._folders(parts):
            if (content := _read(folder, below, self._reader)) is not None:
                return content
        raise FileNotFoundError(path)

    def files(self, folder: str) -> tuple[str, ...]:
        """All files below ``folder``, those of the theme included. Folders that are symbolic links are left out."""
        parts = _parts(folder)
        own = _listed(self.root, parts)
        if parts[:1] not in ((), (TEMPLATES,)):
            return tuple(sorted(own))
        lent = (path for path in self.lent() if _is_below(path, parts))
        return tuple(sorted(own.union(lent)))

    def lent(self) -> tuple[str, ...]:
        """The files of the theme, as they stand below ``templates/``."""
        if self._lent is None:  # it is asked for often, and is to be one theme throughout
            self._lent = tuple(sorted(f"{TEMPLATES}/{path}" for path in _listed(self.theme, ())))
        return self._lent

    def now(self) -> datetime:
        """The time; ``SOURCE_DATE_EPOCH`` (seconds since 1970) sets it, so that a build can be repeated."""
        if self._now is not None:
            return self._now
        fixed = self.variable("SOURCE_DATE_EPOCH")
        if fixed is not None and re.fullmatch(r"[0-9]{1,11}", fixed):
            return datetime.fromtimestamp(int(fixed), UTC)
        return datetime.now(UTC)

    def variable(self, name: str) -> str | None:
        """A variable of the process's environment."""
        return os.environ.get(name)

    def revision(self) -> str | None:
        """The commit that is checked out; ``BRIEFGEN_REVISION`` names another state of the sources."""
        return self.variable("BRIEFGEN_REVISION") or git_revision(self.root)

    def _folders(self, parts: tuple[str, ...]) -> Iterator[tuple[Path, tuple[str, ...]]]:
        yield self.root, parts
        if parts[:1] == (TEMPLATES,):
            yield self.theme, parts[1:]


class MemoryWorld:
    """A project in memory; ``theme`` is a folder or files by their path below it, None: the packaged theme."""

    def __init__(
        self,
        files: Mapping[str, str | bytes],
        now: datetime = datetime(2000, 1, 1, tzinfo=UTC),
        variables: Mapping[str, str] | None = None,
        theme: Path | Mapping[str, str | bytes] | None = None,
    ) -> None:
        self._files = {"/".join(_parts(path)): _bytes(content) for path, content in files.items()}
        self._now = now
        self._variables = dict(variables or {})
        theme = default_theme() if theme is None else theme
        self._theme: DiskWorld | None = None
        self._lent: dict[str, bytes] = {}
        if isinstance(theme, Path):
            self._theme = DiskWorld(theme, theme)
        else:
            self._lent = {f"{TEMPLATES}/{path}": _bytes(content) for path, content in theme.items()}
            self._files = self._lent | self._files

    def read(self, path: str) -> bytes:
        """The bytes of a file, its own or the theme's."""
        parts = _parts(path)
        if (content := self._files.get("/".join(parts))) is not None:
            return content
        if self._theme is not None and parts[:1] == (TEMPLATES,):
            return self._theme.read(path)
        raise FileNotFoundError(path)

    def files(self, folder: str) -> tuple[str, ...]:
        """All files below ``folder``, its own and the theme's."""
        parts = _parts(folder)
        own = {path for path in self._files if _is_below(path, parts) and not is_ignored(path.split("/"))}
        if parts[:1] in ((), (TEMPLATES,)):
            own.update(path for path in self.lent() if _is_below(path, parts))
        return tuple(sorted(own))

    def lent(self) -> tuple[str, ...]:
        """The files of the theme."""
        return tuple(sorted(self._lent)) if self._theme is None else self._theme.lent()

    def now(self) -> datetime:
        """The time that was given."""
        return self._now

    def variable(self, name: str) -> str | None:
        """A variable that was given."""
        return self._variables.get(name)

    def revision(self) -> str | None:
        """None: what is in memory is no repository."""
        return None


def default_theme() -> Path:
    """The folder of the packaged theme: inside the installed package, or ``templates/`` of a checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "theme"
    return packed if packed.is_dir() else package.parent / TEMPLATES


def _parts(path: str) -> tuple[str, ...]:
    """The parts of a path in composed form. Raises FileNotFoundError when it leads out of the project."""
    parts = PurePosixPath(unicodedata.normalize("NFC", path)).parts
    if path.startswith("/") or ".." in parts or "\\" in path or "\0" in path:
        raise FileNotFoundError(f"{path!r} leads out of the project")
    return parts


def _read(root: Path, parts: tuple[str, ...], reader: Callable[[Path], bytes]) -> bytes | None:
    """The bytes of a file, whichever Unicode form its name has on the disk; None when it is not there."""
    names = "/".join(parts)
    for form in dict.fromkeys((names, unicodedata.normalize("NFD", names))):
        if _is_file(path := root / form) and _is_inside(root, path):
            return reader(path)
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that no disk can hold
        return False


def _listed(root: Path, parts: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    start = root.joinpath(*parts)
    for folder, folders, names in os.walk(start) if _is_inside(root, start) else ():
        folders[:] = [name for name in folders if not is_ignored([name])]
        above = Path(folder).relative_to(root).as_posix()
        for name in names:
            if not is_ignored([name]) and _is_own(root, Path(folder, name)):
                found.add(_shown(f"{above}/{name}".removeprefix("./")))
    return found


def _is_own(root: Path, file: Path) -> bool:
    """Whether a file is no link, or one that leads to a file in the folder."""
    return not file.is_symlink() or (_is_file(file) and _is_inside(root, file))


def _is_inside(root: Path, path: Path) -> bool:
    """Whether a path, symbolic links followed, lies in the folder."""
    return path.resolve().is_relative_to(root)


def _shown(path: str) -> str:
    """A path as a reader sees it; bytes of a name that are not UTF-8 become U+FFFD."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)


def is_ignored(names: Iterable[str]) -> bool:
    """Whether a path of these names is no part of a project: hidden, or an editor's backup."""
    return any(name.startswith(".") or _BACKUPS.fullmatch(name) for name in names)


def _is_below(path: str, parts: tuple[str, ...]) -> bool:
    return not parts or path.startswith("/".join(parts) + "/")


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
