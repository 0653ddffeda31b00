"""A finished tree becomes a folder, in one step.

The new tree is assembled beside the folder, then the two change places. Whatever happens before, the
folder is the old site, byte for byte; after, it is the new one. Only a folder that briefgen made, and
that holds nothing else, is ever replaced.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, Outcome, error, few
from briefgen.model.output.path_names import fault_of
from briefgen.model.output.site_manifest import MANIFEST, digest_named
from briefgen.model.output.tree import Tree
from briefgen.writing.site.atomic_swap import put_in_place, sync_folder
from briefgen.writing.site.manifest import manifest_of, not_ours, read_manifest

PATIENCE = 60.0
"""Seconds to wait for another build that publishes into the same folder."""


@dataclass(frozen=True, slots=True)
class PublishResult:
    """What publishing did: ``files`` stand in ``folder``, of which ``written`` are new or have changed."""

    folder: Path
    files: int = 0
    written: int = 0
    removed: int = 0
    size: int = 0
    done: bool = False


def publish(tree: Tree, folder: Path, patience: float = PATIENCE) -> Outcome[PublishResult]:
    """Make ``folder`` hold exactly ``tree`` and the manifest; on any error the folder is untouched."""
    if problems := check_names(tree):
        return Outcome(PublishResult(folder), problems)
    place = Path(os.path.realpath(folder))  # a link stays a link: what it leads to is replaced
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if not lock_of(place).exists() and (problem := _foreign(folder, place)) is not None:
            return _refused(folder, problem)  # nobody is at work in there: no lock is left beside it either
        return _publish_alone(tree, folder, place, patience)
    except OSError as raised:
        return _refused(folder, _unwritable(folder, raised))


@contextlib.contextmanager
def at_rest(folder: Path, patience: float = PATIENCE) -> Iterator[bool]:
    """While it lasts no build publishes into ``folder``; False when another has been at it for ``patience`` seconds.

    Raises OSError where no lock can stand beside the folder.
    """
    from filelock import FileLock, Timeout

    place = Path(os.path.realpath(folder))
    lock = FileLock(lock_of(place), timeout=patience)
    try:
        lock.acquire()
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def lock_of(place: Path) -> Path:
    """The file that is locked while a folder is written."""
    return place.parent / f".{place.name}.lock"


def _publish_alone(tree: Tree, folder: Path, place: Path, patience: float) -> Outcome[PublishResult]:
    with at_rest(place, patience) as alone:
        if not alone:
            return _refused(folder, _busy(folder))
        _clear_leftovers(place)
        if (problem := _foreign(folder, place)) is not None:
            return _refused(folder, problem)
        return Outcome(replace(_replace(tree, place), folder=folder))


def _replace(tree: Tree, place: Path) -> PublishResult:
    old = read_manifest(place) or {}
    new, aside = (place.parent / f".{place.name}.{os.getpid()}.{kind}" for kind in ("new", "old"))
    try:
        written = _assemble(tree, new, place, old)
        replaced = put_in_place(new, place, aside)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    sync_folder(place.parent)
    if replaced is not None:
        shutil.rmtree(replaced, ignore_errors=True)
    size = sum(map(tree.size, tree))
    return PublishResult(place, len(tree), written, len(set(old) - set(tree)), size, done=True)


def _assemble(tree: Tree, new: Path, old: Path, named: Mapping[str, Any]) -> int:
    """Write the whole tree into ``new``, linking what ``old`` has with the same bytes; returns how many differ.

    ``named`` are the files that the manifest of ``old`` names.
    """
    new.mkdir()
    with contextlib.suppress(FileNotFoundError):
        shutil.copymode(old, new)
    for parent in sorted({path.rpartition("/")[0] for path in tree}):
        (new / parent).mkdir(parents=True, exist_ok=True)
    same = {path: path for path in tree if _holds(f"{old}/{path}", tree, path)}
    there = same | _moved(tree, old, named, same)
    fresh = [path for path in tree if path not in there or not _linked(f"{old}/{there[path]}", f"{new}/{path}")]
    for path in fresh:
        (new / path).write_bytes(tree[path])
        if path in same:
            shutil.copystat(old / path, new / path)
    with (new / MANIFEST).open("w", encoding="utf-8", newline="\n") as manifest:
        manifest.writelines(manifest_of(tree))
    _sync(new, (*fresh, MANIFEST))
    return len(tree) - len(same)


def _moved(tree: Tree, old: Path, named: Mapping[str, Any], same: Mapping[str, str]) -> dict[str, str]:
    """Return where ``old`` has, at a path that is gone, what the tree has at another.

    The index of the search is in another folder after each edit, and most of its files are as they were: a link takes
    no room, and nobody waits until the disk has it. Each is linked once, as two names of one file change together.
    """
    gone = {digest_named(named[path]): path for path in named if path not in tree and fault_of(path) is None}
    found = {path: gone.pop(tree.digest(path), "") for path in tree if path not in same} if gone else {}
    return {path: before for path, before in found.items() if before and _holds(f"{old}/{before}", tree, path)}


def _holds(file: str, tree: Tree, path: str) -> bool:
    """Whether ``file`` is a plain file with the bytes of a path. A ``Path`` for each of thousands would take longer."""
    try:
        status = os.lstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size != tree.size(path):
            return False
        with open(file, "rb", buffering=0) as there:  # noqa: PTH123
            return there.read() == tree[path]
    except OSError:
        return False


def _linked(old: str, new: str) -> bool:
    """Tell whether ``new`` is now the same file as ``old``; not every file system can."""
    try:
        os.link(old, new)
    except OSError:
        return False
    return True


def _sync(folder: Path, paths: Collection[str]) -> None:
    """Have the bytes on the disk before the names say so: a power cut must not leave empty files.

    A ``Path`` for each of 200,000 files would take as much memory as all else that is known of them.
    """
    for path in paths:
        handle = os.open(f"{folder}/{path}", os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    for parent in {path.rpartition("/")[0] for path in paths}:
        sync_folder(folder / parent)


def _clear_leftovers(place: Path) -> None:
    """Undo what a killed run has left; the lock says that nobody is at work."""
    ours = re.compile(rf"\.{re.escape(place.name)}\.\d+\.(new|old)")
    left = sorted(path for path in place.parent.iterdir() if ours.fullmatch(path.name))
    for path in left:
        if path.suffix == ".old" and not place.exists() and read_manifest(path) is not None:
            path.rename(place)  # killed between two renames
        else:
            shutil.rmtree(path)


def _foreign(folder: Path, place: Path) -> Diagnostic | None:
    """Report why ``place`` may not be replaced, or None."""
    if not place.exists():
        return None
    if not place.is_dir():
        return error("folder-is-ours", f"{folder} is a file", hint="give another folder with --output")
    named = read_manifest(place)
    strangers = not_ours(place, named or {})
    if named is not None and not strangers:
        return None
    if named is None and not any(place.iterdir()):
        return None
    return _not_made_here(folder, named is not None, strangers)


def _not_made_here(folder: Path, made: bool, strangers: tuple[str, ...]) -> Diagnostic:
    if made:
        message = f"{folder} also contains what briefgen did not make: {few(strangers)}"
        return error("folder-is-ours", message, hint="move it elsewhere: publishing replaces the whole folder")
    message = f"{folder} is not empty and was not made by briefgen"
    return error("folder-is-ours", message, hint="empty it, or give another folder with --output")


def _busy(folder: Path) -> Diagnostic:
    message = f"another build is publishing into {folder}"
    return error("folder-is-writable", message, hint="wait until it has finished")


def _unwritable(folder: Path, raised: OSError) -> Diagnostic:
    reason = raised.strerror or str(raised)
    message = f"{folder} cannot be written: {reason}; the site is unchanged"
    return error("folder-is-writable", message, hint="free up disk space, or give another folder with --output")


def _refused(folder: Path, problem: Diagnostic) -> Outcome[PublishResult]:
    return Outcome(PublishResult(folder), (problem,))


def check_names(paths: Iterable[str]) -> tuple[Diagnostic, ...]:
    """A problem for each path that leaves the folder, or that some system could not keep."""
    ordered = sorted(paths)
    folders = {path[:cut].casefold() for path in ordered for cut, letter in enumerate(path) if letter == "/"}
    found = []
    for path in ordered:
        fault = fault_of(path)
        if fault is None and path.casefold() in folders:
            fault = "it is the name of a folder too"
        if fault is not None:
            found.append(_problem(path, fault))
    return tuple(found)


def _problem(path: str, fault: str) -> Diagnostic:
    shown = path if path.isprintable() else ascii(path)
    return error(
        "path-is-portable", f"“{shown}” cannot be the name of an output file: {fault}", hint="rename its source"
    )
