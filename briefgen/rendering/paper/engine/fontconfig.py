"""No font but those that a job brings: the fonts of the machine must not decide what a page looks like."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from briefgen.reading.files.own_folders import FONTS, own_folder
from briefgen.rendering.fonts.print_faces import fontconfig_text


@cache
def only_fonts_of_jobs() -> None:
    """Give fontconfig a configuration with an empty folder, once a process.

    It holds for every layout that begins afterwards, also when somebody else has loaded WeasyPrint before.
    """
    folder = own_folder(FONTS)
    (folder / "none").mkdir()
    file = folder / "fonts.conf"
    file.write_text(fontconfig_text(folder / "none", folder / "cache"), encoding="utf-8")
    tell_libraries("FONTCONFIG_FILE", str(file))


def tell_libraries(name: str, value: str) -> None:
    """Set a variable for the C libraries of this process; Python's own view of the environment stays as it was."""
    os.putenv(name, value)


def has_fonts(configuration: Any) -> bool:
    """Tell whether a WeasyPrint ``FontConfiguration`` has any font. Without one its C libraries end the process."""
    from weasyprint.text.ffi import ffi, fontconfig

    kinds = (fontconfig.FcSetApplication, fontconfig.FcSetSystem)
    found = (fontconfig.FcConfigGetFonts(configuration._config, kind) for kind in kinds)
    return any(fonts != ffi.NULL and fonts.nfont > 0 for fonts in found)
