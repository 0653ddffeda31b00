"""What this machine lacks: libraries that lay out pages, fonts, a kernel that confines workers."""

from __future__ import annotations

import os
import platform
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from briefgen.reading.world import World
from briefgen.running.executors import executor


class CheckState(StrEnum):
    """How it stands."""

    FINE = "ok"
    NOTE = "note"
    """It can be done without, for what is named."""
    LACKING = "lacks"
    """Without it there is no site."""


class System(StrEnum):
    """Systems that remedies are known for."""

    DEBIAN = "Debian, Ubuntu"
    MACOS = "macOS"
    WINDOWS = "Windows"


LIBRARIES: Mapping[System, str] = {
    System.DEBIAN: (
        "sudo apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    ),
    System.MACOS: "brew install pango; if that is not found: export DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib",
    System.WINDOWS: (
        "winget install MSYS2.MSYS2, then in its own window: pacman -S mingw-w64-ucrt-x86_64-pango; "
        "if it is not in C:\\msys64, set WEASYPRINT_DLL_DIRECTORIES to its folder bin"
    ),
}
GIT: Mapping[System, str] = {
    System.DEBIAN: "sudo apt-get install git",
    System.MACOS: "xcode-select --install",
    System.WINDOWS: "winget install Git.Git",
}
_OWN_FONTS = "run briefgen check for their names; or delete templates/fonts/ of the project, which it does not need"
_PATIENCE = 120


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing: what it is, how it stands, and what to do about it, on any system or on each."""

    what: str
    state: CheckState
    said: str
    remedy: str = ""
    remedies: Mapping[System, str] = field(default_factory=dict)

    def remedies_on(self, system: System | None) -> tuple[str, ...]:
        """Return what to do on ``system``; on one that is not known, what is done on each of the others."""
        if self.state is CheckState.FINE:
            return ()
        own = (self.remedy,) if self.remedy else ()
        if system is not None:
            return (*own, *(how for name, how in self.remedies.items() if name is system))
        return (*own, *(f"{name}: {how}" for name, how in self.remedies.items()))


def this_system() -> System | None:
    """The system at hand; None for one that no remedy is known for."""
    match platform.system():
        case "Darwin":
            return System.MACOS
        case "Windows":
            return System.WINDOWS
        case _ if Path("/etc/debian_version").is_file():
            return System.DEBIAN
    return None


def weasyprint(command: str = "import weasyprint") -> CheckResult:
    """Whether it can be imported with its libraries, tried in a process of its own: what fails there, fails there."""
    what = "WeasyPrint"
    try:
        ran = subprocess.run([sys.executable, "-c", command], capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as problem:
        return CheckResult(what, CheckState.LACKING, f"it cannot be tried: {problem}")
    if ran.returncode == 0:
        return CheckResult(what, CheckState.FINE, "it can be imported")
    said = ran.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return CheckResult(what, CheckState.LACKING, f"it cannot be imported: {said}", remedies=LIBRARIES)


def fonts(world: World) -> CheckResult:
    """Tell whether each font file that the theme names can be used: none of the system's is."""
    what = "fonts"
    try:
        from briefgen.rendering.fonts.faces import PACKAGE, read_fonts

        found = read_fonts(world)
    except ImportError as problem:
        return CheckResult(what, CheckState.LACKING, f"they cannot be read: {problem}", "reinstall briefgen")
    if found.diagnostics:
        remedy = _OWN_FONTS if found.value.faces else PACKAGE
        return CheckResult(what, CheckState.LACKING, found.diagnostics[0].message, remedy)
    families = dict.fromkeys(face.family for face in found.value.faces)
    return CheckResult(what, CheckState.FINE, ", ".join(families))


def confinement() -> CheckResult:
    """Tell whether the kernel holds workers to what they are for: one tries to do something else."""
    with executor("processes:1", ()) as workers:
        free = workers.submit(_unconfined).result()
    what = "confinement"
    if not free:
        said = "workers read the project and the program alone, open no sockets and start no programs"
        return CheckResult(what, CheckState.FINE, said)
    said = f"nothing here keeps workers from {', '.join(free)}"
    return CheckResult(what, CheckState.NOTE, said, "build texts by strangers on Linux 5.13 or later")


def _unconfined() -> list[str]:
    ways: dict[str, Callable[[], object]] = {
        "reading all files": lambda: list(Path(os.sep).iterdir()),
        "opening sockets": lambda: socket.socket().close(),
        "starting programs": lambda: subprocess.run([sys.executable, "-c", ""], check=False),
    }
    return [what for what, way in ways.items() if _is_possible(way)]


def _is_possible(way: Callable[[], object]) -> bool:
    try:
        way()
    except PermissionError:
        return False
    return True
