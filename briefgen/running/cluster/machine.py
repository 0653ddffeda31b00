"""What two machines must have in common, so that the same job gives the same bytes on both."""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
import zlib
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

from briefgen.reading.world import default_theme
from briefgen.running.code_digest import code_of, versions

_ALL = "briefgen.building.build"
"""The module that imports every job."""
_LIBRARIES = (
    "babel", "brotli", "citeproc-py", "cssselect2", "fonttools", "jinja2", "lxml", "markdown-it-py", "nh3", "pikepdf",
    "pillow", "pydantic", "pydyf", "pyphen", "segno", "tinycss2", "uharfbuzz", "vl-convert-python", "weasyprint",
)  # fmt: skip
_SYSTEM = {
    "Pango": ("libpango-1.0.so.0", "pango-1.0", "pango_version_string"),
    "HarfBuzz": ("libharfbuzz.so.0", "harfbuzz", "hb_version_string"),
}
_MISSING = "none"


@cache
def setting() -> tuple[tuple[str, str], ...]:
    """Return what this machine has: names, each with a version or a digest."""
    return tuple(_found())


def _found() -> Iterator[tuple[str, str]]:
    yield "briefgen's code", code_of(_ALL)
    yield "Python", platform.python_version()
    yield "zlib", zlib.ZLIB_RUNTIME_VERSION
    for name in _LIBRARIES:
        yield name, _version(name)
    for name, (file, short, function) in _SYSTEM.items():
        yield name, _told_by(file, short, function)
    yield "the fonts", _fonts()


def _version(name: str) -> str:
    try:
        return versions(name).rpartition(" ")[2]
    except ImportError:
        return _MISSING


def _told_by(file: str, short: str, function: str) -> str:
    """Return what a library of the system says of its version; most functions of that kind return a text."""
    for name in (file, ctypes.util.find_library(short)):
        try:
            ask = getattr(ctypes.CDLL(name or file), function)
        except (OSError, AttributeError):
            continue
        ask.restype = ctypes.c_char_p
        return (ask() or b"").decode("ascii", "replace")
    return _MISSING


def _fonts() -> str:
    digest = blake2b(digest_size=8)
    for path in sorted((default_theme() / "fonts").iterdir()):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + blake2b(path.read_bytes()).digest())
    return digest.hexdigest()


def difference(here: tuple[tuple[str, str], ...], there: tuple[tuple[str, str], ...]) -> str:
    """Return what differs, for the author; empty when nothing does."""
    ours, theirs = dict(here), dict(there)
    names = [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]
    return ", ".join(f"{name} ({theirs.get(name, _MISSING)} there, {ours.get(name, _MISSING)} here)" for name in names)
