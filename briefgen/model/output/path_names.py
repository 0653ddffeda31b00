"""Which output paths every system accepts."""

from __future__ import annotations

import re

from briefgen.model.output.site_manifest import MANIFEST

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]')
_LONGEST_NAME = 255
_LONGEST_PATH = 1000


def fault_of(path: str) -> str | None:
    """Return why ``path`` cannot be the name of an output file, or None."""
    if path.casefold() == MANIFEST.casefold():
        return "briefgen keeps its own list under this name"
    if len(path.encode("utf-8", "surrogatepass")) > _LONGEST_PATH:
        return f"it is longer than {_LONGEST_PATH} bytes"
    return next((fault for part in path.split("/") if (fault := _fault_of_part(part)) is not None), None)


def _fault_of_part(part: str) -> str | None:
    if part in ("", ".", ".."):
        return "a path is relative, with a name between slashes"
    if (found := _FORBIDDEN.search(part)) is not None:
        return f"some systems do not accept {found.group()!a}"
    if part.endswith((".", " ")) or part.startswith(" "):
        return "some systems drop a space or a full stop at the end of a name"
    if _RESERVED.match(part):
        return "Windows keeps this name for a device"
    if any("\ud800" <= letter <= "\udfff" for letter in part):
        return "it holds half a character"
    if len(part.encode()) > _LONGEST_NAME:
        return f"a name is no longer than {_LONGEST_NAME} bytes"
    return None
