"""The libraries of the system that set pages, as WeasyPrint looks for them."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping

from briefgen.doctor.findings import CheckResult, CheckState, System

_NAMES: Mapping[str, tuple[str, ...]] = {
    "GObject": ("libgobject-2.0-0", "gobject-2.0", "libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "Pango": ("libpango-1.0-0", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib"),
    "HarfBuzz": ("libharfbuzz-0", "harfbuzz", "libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "HarfBuzz-Subset": (
        "libharfbuzz-subset-0",
        "harfbuzz-subset",
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
    ),
    "Fontconfig": ("libfontconfig-1", "fontconfig", "libfontconfig.so.1", "libfontconfig.1.dylib"),
    "PangoFT2": ("libpangoft2-1.0-0", "pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
}
"""What each is called, on every system."""
_REMEDIES: Mapping[System, str] = {
    System.DEBIAN: (
        "sudo apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    ),
    System.MACOS: "brew install pango; if that is not found: export DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib",
    System.WINDOWS: (
        "winget install MSYS2.MSYS2, then in its own window: pacman -S mingw-w64-ucrt-x86_64-pango; "
        "if it is not in C:\\msys64, set WEASYPRINT_DLL_DIRECTORIES to its folder bin"
    ),
}
_TRY = "import weasyprint"
_PATIENCE = 120


def page_libraries(load: Callable[[str], object] = ctypes.CDLL) -> CheckResult:
    """Whether they can be loaded, each by one of its names."""
    what = "page layout libraries"
    missing = [name for name, names in _NAMES.items() if not _loads(names, load)]
    if not missing:
        return CheckResult(what, CheckState.FINE, ", ".join(_NAMES))
    said = f"not found: {', '.join(missing)}; no PDF can be made"
    return CheckResult(what, CheckState.LACKING, said, remedies=_REMEDIES)


def weasyprint(command: str = _TRY) -> CheckResult:
    """Whether it can be imported, tried in a process of its own: what fails there, fails there."""
    what = "WeasyPrint"
    try:
        ran = subprocess.run([sys.executable, "-c", command], capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as problem:
        return CheckResult(what, CheckState.LACKING, f"it cannot be tried: {problem}")
    if ran.returncode == 0:
        return CheckResult(what, CheckState.FINE, "it can be imported")
    said = ran.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return CheckResult(what, CheckState.LACKING, f"it cannot be imported: {said}", remedies=_REMEDIES)


def _loads(names: Iterable[str], load: Callable[[str], object]) -> bool:
    for name in names:
        try:
            load(name)
        except OSError:
            continue
        return True
    return False
