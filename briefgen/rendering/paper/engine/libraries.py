"""The C libraries of WeasyPrint are loaded by their file names; no compiler or linker is run to look for them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loaded_by_name() -> Iterator[None]:
    """While WeasyPrint is imported; not safe with other threads that look for libraries.

    WeasyPrint tries several names for each library, and on Linux ``find_library`` runs ldconfig, gcc and ld, whatever
    those are on the path, for each name that is not that of a file. One of the names always is.
    """
    import ctypes.util  # half of the time of this module, and only what lays out needs it

    original = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = original
