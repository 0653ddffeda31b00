"""Whether a built folder is what a build would give now, for readers: no draft, nothing older than its sources."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from briefgen.cli.last import LastBuild
from briefgen.cli.options import Project
from briefgen.hosting.folder import CURRENT
from briefgen.model.diagnostics import Diagnostic, error, few
from briefgen.model.profiles import Profile
from briefgen.publishing import Built
from briefgen.running.unchanged import read_record

_AGAIN = "make it again: briefgen build"


def built_in(project: Project, folder: Path) -> Built:
    """How ``folder`` stands to its sources. Only the last build of a project is known."""
    record = read_record(project.state / "last.json")
    if record is None:
        return _refused(folder, f"it is not known when {folder} was built")
    setting: dict[str, Any] = json.loads(record.stock.setting)
    if setting["output"] != os.path.realpath(folder):
        return _refused(folder, f"the last build did not go into {folder}")
    if setting["preview"]:
        message = f"{folder} shows drafts and what is under embargo"
        return Built(folder=folder, problems=(error(CURRENT, message, hint="make one for readers: briefgen build"),))
    profiles = tuple(Profile(name) for name in setting["profiles"])
    base_url, release = setting["base_url"], setting["release"]
    last = LastBuild.of(project, folder, base_url, profiles, setting["revision"], release=release)
    return Built(
        folder=folder,
        base_url=base_url,
        profiles=profiles,
        is_release=release,
        told=last.diagnostics,
        problems=tuple(_stale(folder, last.reasons())),
    )


def _stale(folder: Path, reasons: tuple[str, ...]) -> Iterator[Diagnostic]:
    if reasons:
        yield error(CURRENT, f"{folder} is older than its sources: {few(reasons)}", hint=_AGAIN)


def _refused(folder: Path, message: str) -> Built:
    return Built(folder=folder, problems=(error(CURRENT, message, hint=_AGAIN),))
