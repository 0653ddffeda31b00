"""The one way in which a command changes a project: through no link, and all of its files in one step.

What is to be written is put whole into a folder of briefgen's own, then a plan that names the places; the moment the
plan has its name, the change is decided. Then every file is renamed into its place. Killed before that moment, a
command has changed nothing; killed after it, the next command that begins on the project does the rest.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.reading.disk.finding import on_disk
from briefgen.reading.disk.plain_files import read_json_file
from briefgen.reading.files.tracked import is_tracked
from briefgen.writing.site.atomic_swap import sync_folder
from briefgen.writing.site.publish import at_rest, lock_of

FOLDER = ".briefgen/change"
PLAN = f"{FOLDER}/plan.json"
_LINK = "{} is a symbolic link, through which nothing is written: put the file or folder itself in its place"
_TRACKED = f"{FOLDER} is committed to the git repository: run git rm -r --cached {FOLDER}, and delete the folder"
_BUSY = "another command is changing the project: wait until it has ended"
_LATER = "what is not in its place yet is put there by the next command"


def change(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files by their path in the project, and delete those that are None: all of them, or none.

    Raises OSError that has the path as its ``filename``, and why it cannot be written as its ``strerror``.
    """
    before = {path: place.read_bytes() if (place := _place(root, path)).is_file() else None for path in files}
    if not (new := {path: content for path, content in files.items() if content != before[path]}):
        return
    with _alone(root) as folder:
        _finish(root, folder)
        try:
            _decide(root, folder, new)
        except BaseException:
            _drop(root)
            raise
        try:
            _finish(root, folder)
        except OSError as problem:
            raise OSError(problem.errno, f"{problem.strerror}; {_LATER}", problem.filename) from problem


def finish(root: Path) -> tuple[str, ...]:
    """Do the rest of a change that was decided when its command was killed: what it wrote. Raises OSError, as above."""
    if not (root / PLAN).exists() or is_tracked(root / FOLDER):  # a stranger's plan is none
        return ()
    with _alone(root) as folder:
        return _finish(root, folder)


def replace_bytes(path: Path, content: bytes) -> None:
    """Write one file that a user has named, in one step. Raises OSError, and then what is there stands."""
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISREG(path.lstat().st_mode):
            raise OSError(errno.EINVAL, "it is there and is not a plain file", str(path))
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        _write(aside, content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[Path]:
    """The folder for what is to be written, while no other command changes the project."""
    folder = _place(root, PLAN).parent
    if is_tracked(folder):  # with that the work of whoever sent the project
        raise OSError(errno.EPERM, _TRACKED, FOLDER)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with at_rest(folder) as alone:
        if not alone:
            raise OSError(errno.EBUSY, _BUSY, "content")
        yield folder
        lock_of(folder).unlink(missing_ok=True)  # who waits for it sees that it has gone, and makes another


def _place(root: Path, path: str) -> Path:
    """Where a file of the project is, or will be. Raises OSError for a link on the way, and where no file can be."""
    if not {"", ".", "..", ".git"}.isdisjoint(path.casefold().split("/")):
        raise OSError(errno.EINVAL, "it is no place in a project", path)
    place = on_disk(root, path)
    try:
        for step in (place, *place.parents)[: path.count("/") + 1][::-1]:
            if step.is_symlink():
                raise OSError(errno.ELOOP, _LINK.format(step.relative_to(root).as_posix()))
        above = next(step for step in place.parents if os.path.lexists(step))
        for name in place.relative_to(above).parts:
            with contextlib.suppress(FileNotFoundError):
                (above / name).lstat()  # the disk says here that no file can have this name
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, path) from problem
    fault = errno.EISDIR if place.exists() and not place.is_file() else 0
    fault = fault or (0 if os.access(above, os.W_OK) else errno.EACCES)
    if fault:
        raise OSError(fault, os.strerror(fault), path)
    return place


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _decide(root: Path, folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Put the files and the plan into the folder; its last rename decides the change."""
    folder.mkdir()
    plan = {path: None if content is None else str(number) for number, (path, content) in enumerate(files.items())}
    for path, name in plan.items():
        if name is not None:
            _write(folder / name, files[path] or b"")
            if (there := _place(root, path)).exists():
                shutil.copymode(there, folder / name)
    replace_bytes(root / PLAN, json.dumps(plan).encode())
    sync_folder(folder)


def _finish(root: Path, folder: Path) -> tuple[str, ...]:
    """Put every file of a decided change into its place, and drop one that is not decided."""
    plan = _plan(root)
    for path, name in plan.items():
        place = _place(root, path)
        if name is None:
            place.unlink(missing_ok=True)
        elif (new := folder / name).is_file():  # or it is in its place already
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(new, place)  # copied where content/ is a disk of its own: once more if that is cut short
    for parent in {on_disk(root, path).parent for path in plan}:
        sync_folder(parent)
    _drop(root)
    return tuple(plan)


def _drop(root: Path) -> None:
    (root / PLAN).unlink(missing_ok=True)  # first: with it, a file that is gone is in its place
    shutil.rmtree(root / FOLDER, ignore_errors=True)


def _plan(root: Path) -> Mapping[str, str | None]:
    """Path → the name of its new file, None where it is deleted; nothing where briefgen has decided nothing."""
    try:
        plan = read_json_file(root / PLAN)
    except (FileNotFoundError, ValueError):
        return {}
    is_own = isinstance(plan, dict) and all(name is None or str(name).isdecimal() for name in plan.values())
    return plan if is_own else {}
