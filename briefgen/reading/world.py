"""The only door to files, the clock and the environment.

Paths are relative to the project folder, with forward slashes, in Unicode's composed form whatever
the disk uses. Below ``templates/`` a file that the project lacks comes from the theme.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Protocol

from briefgen.model.extension import Installed
from briefgen.reading.disk.finding import Found, SkipCause, Skipped, belongs, find, is_ignored, look, read_file, size_of
from briefgen.reading.disk.installed import ExtensionError, installed_extension
from briefgen.reading.disk.plain_files import read_followed
from briefgen.reading.disk.revision import git_revision

TEMPLATES = "templates"
CONTENT = "content"


class World(Protocol):
    """What lies outside: files, the time, the environment."""

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises FileNotFoundError, also for a path that leads out of the project."""

    def size(self, path: str) -> int:
        """Return how many bytes a file has, without opening it. Raises OSError where ``read`` would."""

    def files(self, folder: str) -> tuple[str, ...]:
        """All files below ``folder`` (``""``: the project), sorted; hidden files and editors' backups are left out."""

    def odd(self, folder: str) -> tuple[Skipped, ...]:
        """Return what is below ``folder`` and is not read though it is not hidden: links out of it, pipes, twins."""

    def lent(self) -> tuple[str, ...]:
        """The files below ``templates/`` that the theme has, sorted; the project may have its own in their place."""

    def has_own_theme(self) -> bool:
        """Tell whether anything below ``templates/`` is not as it came with briefgen."""

    def now(self) -> datetime:
        """The time, with its zone."""

    def variable(self, name: str) -> str | None:
        """A variable of the environment."""

    def revision(self) -> str | None:
        """The commit of the repository that holds the project; None without one."""

    def extension(self, name: str) -> Installed:
        """An extension that is installed. Its code runs. Raises ExtensionError where there is none of that name."""


class DiskWorld:
    """A project folder on a disk. ``theme`` is a folder laid out as ``templates/`` is; None: the packaged one.

    ``now`` stands in for the clock, for a rehearsal. ``reader`` gives the bytes of a file of the disk.
    """

    def __init__(
        self,
        root: Path,
        theme: Path | None = None,
        now: datetime | None = None,
        reader: Callable[[Path], bytes] = read_followed,
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
            if (content := read_file(folder, below, self._reader)) is not None:
                return content
        raise FileNotFoundError(path)

    def size(self, path: str) -> int:
        """The bytes of a file that ``read`` would read, as its folder says."""
        parts = _parts(path)
        for folder, below in self._folders(parts):
            if (size := size_of(folder, below)) is not None:
                return size
        raise FileNotFoundError(path)

    def files(self, folder: str) -> tuple[str, ...]:
        """All files below ``folder``, those of the theme included. Links are followed to what belongs there."""
        parts = _parts(folder)
        own = self._look(parts).files.keys()
        if parts[:1] not in ((), (TEMPLATES,)):
            return tuple(sorted(own))
        lent = (path for path in self.lent() if _is_below(path, parts))
        return tuple(sorted({*own, *lent}))

    def odd(self, folder: str) -> tuple[Skipped, ...]:
        """Return what is below ``folder`` and is not read."""
        return tuple(sorted(self._look(_parts(folder)).odd))

    def lent(self) -> tuple[str, ...]:
        """The files of the theme, as they stand below ``templates/``."""
        if self._lent is None:  # it is asked for often, and is to be one theme throughout
            self._lent = tuple(sorted(f"{TEMPLATES}/{path}" for path in look(self.theme, self.theme, "").files))
        return self._lent

    def has_own_theme(self) -> bool:
        """Tell whether the project has files of its own below ``templates/``, or another theme was given."""
        return self.theme != default_theme().resolve() or bool(self._look((TEMPLATES,)).files)

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

    def extension(self, name: str) -> Installed:
        """An extension of a package that is installed for this Python."""
        return installed_extension(name)

    def _look(self, parts: tuple[str, ...]) -> Found:
        """All that the project has below a folder."""
        shown = "/".join(parts)
        top, below = next(self._folders(parts), (None, ()))
        if top is None:
            return Found(odd=[Skipped(CONTENT, SkipCause.LEADS_OUT, is_folder=True)])
        start = find(top, below)
        return Found() if start is None else look(top, start, shown)

    def _folders(self, parts: tuple[str, ...]) -> Iterator[tuple[Path, tuple[str, ...]]]:
        """Folders that a path may be in, each with the path there. What is in ``content/`` leads to nothing else."""
        if parts[:1] != (CONTENT,):
            yield self.root, parts
        elif belongs(self.root, self.root / CONTENT):
            yield self.root / CONTENT, parts[1:]
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
        extensions: Iterable[Installed] = (),
    ) -> None:
        self._files = {"/".join(_parts(path)): _bytes(content) for path, content in files.items()}
        named = Counter("/".join(_parts(path)) for path in files)
        self._twins = [path for path, count in named.items() if count > 1]
        self._now = now
        self._variables = dict(variables or {})
        self._extensions = {it.name: it for it in extensions}
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

    def size(self, path: str) -> int:
        """The bytes of a file, its own or the theme's."""
        parts = _parts(path)
        if (content := self._files.get("/".join(parts))) is not None:
            return len(content)
        if self._theme is not None and parts[:1] == (TEMPLATES,):
            return self._theme.size(path)
        raise FileNotFoundError(path)

    def files(self, folder: str) -> tuple[str, ...]:
        """All files below ``folder``, its own and the theme's."""
        parts = _parts(folder)
        own = {path for path in self._files if _is_below(path, parts) and not is_ignored(path.split("/"))}
        if parts[:1] in ((), (TEMPLATES,)):
            own.update(path for path in self.lent() if _is_below(path, parts))
        return tuple(sorted(own))

    def odd(self, folder: str) -> tuple[Skipped, ...]:
        """Files whose names differ in their Unicode form alone."""
        return tuple(Skipped(path, SkipCause.TWIN) for path in sorted(self._twins) if _is_below(path, _parts(folder)))

    def lent(self) -> tuple[str, ...]:
        """The files of the theme."""
        return tuple(sorted(self._lent)) if self._theme is None else self._theme.lent()

    def has_own_theme(self) -> bool:
        """Tell whether the project has files of its own below ``templates/``, or another theme was given."""
        return self._theme is None or any(_is_below(path, (TEMPLATES,)) for path in self._files)

    def now(self) -> datetime:
        """The time that was given."""
        return self._now

    def variable(self, name: str) -> str | None:
        """A variable that was given."""
        return self._variables.get(name)

    def revision(self) -> str | None:
        """None: what is in memory is not a repository."""
        return None

    def extension(self, name: str) -> Installed:
        """An extension that was given."""
        if name not in self._extensions:
            raise ExtensionError(f"no extension “{name}” was given")
        return self._extensions[name]


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


def _is_below(path: str, parts: tuple[str, ...]) -> bool:
    return not parts or path.startswith("/".join(parts) + "/")


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
