"""Whether a built folder is what a build would give now, for readers: no draft, nothing older than its sources."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from briefgen.cli.project import Project
from briefgen.cli.runs.last_build import LastBuild
from briefgen.cli.runs.state import state_problems
from briefgen.hosting.folder import CURRENT
from briefgen.hosting.publishing import Built
from briefgen.model.core.diagnostics import Diagnostic, error, few
from briefgen.model.values.json_text import parse_json
from briefgen.model.values.pdf_forms import Profile
from briefgen.running.up_to_date import Record, read_record

_AGAIN = "build it again: briefgen build"


def built_in(project: Project, folder: Path) -> Built:
    """Return how ``folder`` stands to its sources. Only the last build of a project is known."""
    if problems := state_problems(project):
        found = problems[0]
        message = f"it is not recorded when {folder} was built: {found.message}"
        return Built(folder=folder, problems=(error(CURRENT, message, hint=found.hint),))
    record = read_record(project.state / "last.json")
    setting = _setting(record) if record is not None else None
    if setting is None:
        return _refused(folder, f"it is not recorded when {folder} was built")
    if setting["output"] != os.path.realpath(folder):
        return _refused(folder, f"the last build did not write to {folder}")
    if setting["preview"]:
        message = f"{folder} shows drafts and briefs under embargo"
        return Built(
            folder=folder, problems=(error(CURRENT, message, hint="build a site for readers: briefgen build"),)
        )
    profiles = setting["profiles"]
    if setting["web_only"]:
        message = f"{folder} was built without PDFs (--no-pdfs), so readers would not get them"
        return Built(folder=folder, problems=(error(CURRENT, message, hint="build it with them: briefgen build"),))
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


def last_build_of(project: Project, folder: Path) -> LastBuild | None:
    """The build that made ``folder``; None where it is not on record."""
    record = None if state_problems(project) else read_record(project.state / "last.json")
    setting = _setting(record) if record is not None else None
    if setting is None or setting["output"] != os.path.realpath(folder):
        return None
    words, switches = ("base_url", "profiles", "revision"), ("preview", "release", "web_only")
    return LastBuild.of(project, folder, **{name: setting[name] for name in (*words, *switches)})


def _setting(record: Record) -> dict[str, Any] | None:
    """Return how the last build was asked for; None where the record does not say so."""
    try:
        setting = parse_json(record.stock.setting.encode())
        profiles = tuple(Profile(name) for name in setting["profiles"])
        words = setting["output"], setting["revision"], setting["base_url"] or ""
        switches = setting["preview"], setting["release"], setting["web_only"]
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    sound = all(isinstance(it, str) for it in words) and all(isinstance(it, bool) for it in switches)
    return {**setting, "profiles": profiles} if sound else None


def _stale(folder: Path, reasons: tuple[str, ...]) -> Iterator[Diagnostic]:
    if reasons:
        yield error(CURRENT, f"{folder} is older than its sources: {few(reasons)}", hint=_AGAIN)


def _refused(folder: Path, message: str) -> Built:
    return Built(folder=folder, problems=(error(CURRENT, message, hint=_AGAIN),))
