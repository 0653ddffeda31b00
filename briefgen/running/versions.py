"""The versions of installed libraries."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from functools import cache

_INSTALLED = ".dist-info"


def versions(*distributions: str) -> str:
    """``weasyprint 70.0, pydyf 0.13.0``: installed versions, for ``Stage.version``."""
    return ", ".join(f"{name} {_version(name)}" for name in distributions)


@cache
def _version(name: str) -> str:
    if (told := _told_by_folders().get(_alike(name))) is not None:
        return told
    from importlib.metadata import version

    return version(name)


@cache
def _told_by_folders() -> dict[str, str]:
    """Name → version, as the folders of installed libraries are called: to read what is in them takes 50 ms."""
    found: dict[str, str] = {}
    for folder in sys.path:
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                name, _, version = entry.name.removesuffix(_INSTALLED).partition("-")
                if entry.name.endswith(_INSTALLED) and version:
                    found.setdefault(_alike(name), version)
    return found


def _alike(name: str) -> str:
    """A name of a library as all its spellings are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()
