"""The Python that runs briefgen, and the libraries that are installed for it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from briefgen.doctor.findings import CheckResult, CheckState, System

OLDEST = (3, 11)
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def python() -> CheckResult:
    """Whether this Python is new enough."""
    said = f"{'.'.join(map(str, sys.version_info[:3]))}, {sys.executable}"
    if sys.version_info >= OLDEST:
        return CheckResult("Python", CheckState.FINE, said)
    remedies = {
        System.DEBIAN: "sudo apt-get install python3 python3-venv",
        System.MACOS: "brew install python@3.13",
        System.WINDOWS: "winget install Python.Python.3.13",
    }
    return CheckResult("Python", CheckState.LACKING, f"{said}: 3.11 or newer is needed", remedies=remedies)


def python_libraries(lines: list[str] | None = None) -> CheckResult:
    """Whether what briefgen asks pip for is there; ``lines`` stands in for what it asks for."""
    what = "Python libraries"
    try:
        asked = list(_asked(requires("briefgen") or [] if lines is None else lines))
    except PackageNotFoundError:
        return CheckResult(what, CheckState.NOTE, "briefgen itself is not installed", "install it: pip install .")
    missing = [name for name in asked if not _is_there(name)]
    if not missing:
        return CheckResult(what, CheckState.FINE, f"all {len(asked)} are installed")
    remedy = "install briefgen again from where it came: pip install, and its checkout, wheels or address"
    return CheckResult(what, CheckState.LACKING, f"not installed: {', '.join(missing)}", remedy)


def _asked(lines: list[str]) -> Iterator[str]:
    """The names of the libraries, without those that only developers need."""
    for line in lines:
        found = _NAME.match(line)
        if found and "extra ==" not in line:
            yield found[0]


def _is_there(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True
