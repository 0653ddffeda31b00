"""No font but those that a job brings: the fonts of the machine must not decide what a page looks like."""

from __future__ import annotations

import atexit
import os
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

_NO_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <cachedir>{}</cachedir>
</fontconfig>
"""


def only_fonts_of_jobs() -> None:
    """Give fontconfig a configuration without folders; has an effect only before WeasyPrint is first imported."""
    folder = Path(mkdtemp(prefix="briefgen-fonts-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    file = folder / "fonts.conf"
    file.write_text(_NO_FONTS.format(folder / "cache"), encoding="utf-8")
    tell_libraries("FONTCONFIG_FILE", str(file))


def tell_libraries(name: str, value: str) -> None:
    """Set a variable for the C libraries of this process; Python's own view of the environment stays as it was."""
    os.putenv(name, value)
