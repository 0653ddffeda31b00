"""What is wrong with the files of a project themselves, before any is read: links, pipes, twins, names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, error
from briefgen.reading.disk.finding import SkipCause, Skipped
from briefgen.reading.disk.plain_files import FILE_BYTES
from briefgen.reading.world import CONTENT, TEMPLATES, World

LONGEST_NAME = 200
"""In bytes of UTF-8: a name of the site has an ending and a digest beside it, and 255 are the most that disks take."""
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]')
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u200b]")
"""Characters that are not seen and change how what stands beside them is read."""

_SAID = {
    SkipCause.LEADS_OUT: "the link {name} leads outside {top}/ and is not followed",
    SkipCause.LEADS_NOWHERE: "the link {name} leads to nothing",
    SkipCause.LOOP: "the link {name} leads back to a folder that it is in, or is a link within a linked folder",
    SkipCause.NO_FILE: "{name} is not a file: a pipe, a socket or a device is not read",
    SkipCause.CLOSED: "the folder {name} cannot be opened",
    SkipCause.HUGE: f"{{name}} is larger than {FILE_BYTES // 1_000_000} MB and is not read",
    SkipCause.FOLDER: "{name} is a folder, and a file is expected here",
    SkipCause.TWIN: "two {things} are called {name}: their names differ only in Unicode form",
}
_HINTS = {
    SkipCause.LEADS_OUT: "replace it with a copy of its target",
    SkipCause.LEADS_NOWHERE: "delete it, or replace it with the file you mean",
    SkipCause.LOOP: "replace it with a copy of what you mean",
    SkipCause.NO_FILE: "delete it, or move it out of the project",
    SkipCause.CLOSED: "give yourself permission to read it",
    SkipCause.HUGE: "publish it elsewhere and link to it, or put a smaller file in its place",
    SkipCause.FOLDER: "put a file in its place, or rename the folder",
    SkipCause.TWIN: "rename one of the two (in Unicode's terms, one is in NFC and the other in NFD)",
}


def file_problems(world: World) -> Iterator[Diagnostic]:
    """A problem for each file or folder of ``content/`` and ``templates/`` that cannot stand as it is."""
    for folder in (CONTENT, TEMPLATES):
        yield from (_odd(found, folder) for found in world.odd(folder))
    paths = world.files(CONTENT)
    yield from _unportable(paths)
    yield from _alike(paths)


def _odd(found: Skipped, top: str) -> Diagnostic:
    name = PurePosixPath(found.path).name
    message = _SAID[found.kind].format(name=name, top=top, things="folders" if found.is_folder else "files")
    code = "file-name-is-unique" if found.kind is SkipCause.TWIN else "file-is-plain"
    return error(code, message, Span(found.path), _HINTS[found.kind])


def _unportable(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Each name once, at the first file that has it in its path."""
    seen: set[str] = set()
    for path in paths:
        for folder in [path, *map(str, PurePosixPath(path).parents)][::-1]:
            if folder not in seen and (fault := fault_of_name(PurePosixPath(folder).name)):
                what = "file" if folder == path else "folder"
                message = f"a {what} cannot be called “{visible(PurePosixPath(folder).name)}”: {fault}"
                yield error("path-is-portable", message, Span(path), f"rename the {what}")
            seen.add(folder)


def fault_of_name(name: str) -> str:
    """Return why some system cannot keep or show a name; empty for one that all can."""
    if "\ufffd" in name:
        return "the name is not written in UTF-8"
    if (found := _FORBIDDEN.search(name)) is not None:
        return f"Windows does not accept {found.group()!a}"
    if (found := _TURNING.search(name)) is not None:
        return f"U+{ord(found.group()):04X} is invisible and changes how the rest is read"
    if name.endswith((".", " ")) or name.startswith(" "):
        return "Windows drops a blank or a full stop at the end of a name"
    if _DEVICES.match(name):
        return "Windows keeps this name for a device"
    if len(name.encode()) > LONGEST_NAME:
        return f"it has more than {LONGEST_NAME} bytes"
    return ""


def visible(name: str) -> str:
    """A name for a message: short, and with a number for what cannot be seen."""
    shown = "".join(_shown(letter) for letter in name)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


def _shown(letter: str) -> str:
    return f"<U+{ord(letter):04X}>" if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp", "Cs") else letter


def _alike(paths: Sequence[str]) -> Iterator[Diagnostic]:
    """Names in one folder that differ in letter case alone: an error at both."""
    spelled: dict[str, dict[str, str]] = {}
    for path in paths:
        for name in [path, *map(str, PurePosixPath(path).parents)]:
            spelled.setdefault(unicodedata.normalize("NFC", name.casefold()), {}).setdefault(name, path)
    for names in spelled.values():
        if len({PurePosixPath(name).parent for name in names}) > 1:
            continue  # it is their folders that are alike
        for name, path in names.items() if len(names) > 1 else ():
            others = [other for other in names if other != name]
            said = " and ".join(PurePosixPath(other).name for other in others)
            both = f"{PurePosixPath(name).name} and {said}"
            message = f"{both} differ only in letter case: Windows and macOS treat them as one"
            related = tuple((Span(names[other]), "called alike") for other in others)
            yield Diagnostic("file-name-is-unique", message, Span(path), Severity.ERROR, "rename one of them", related)
