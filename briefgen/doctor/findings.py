"""What was found of one thing: whether it is there, and how to get it."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


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


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing: what it is, how it stands, and what to do about it, on any system or on each."""

    what: str
    state: CheckState
    said: str
    remedy: str = ""
    remedies: Mapping[System, str] = field(default_factory=dict)

    def remedies_on(self, system: System | None) -> tuple[str, ...]:
        """What to do on ``system``; on one that is not known, what is done on each of the others."""
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
