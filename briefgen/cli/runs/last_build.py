"""The last build of a project into a folder, or the last check: whether it still holds, and what it reported."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import briefgen
from briefgen.cli.project import CONTENT, Project
from briefgen.cli.runs.state import state_of
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.reading.disk.finding import belongs
from briefgen.reading.world import TEMPLATES, DiskWorld, default_theme
from briefgen.reporting.json import decode, encode
from briefgen.running.up_to_date import (
    BuildInputs,
    Embargoes,
    Record,
    differences,
    installed,
    read_record,
    take_stock,
    write_record,
)

if TYPE_CHECKING:
    from briefgen.resolving.embargo.embargo import Calendar


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The record of the last build or check, and the stock of everything that would go into the next."""

    path: Path | None
    """None where nothing is to be remembered."""
    output: Path | None
    """None for a check, which makes nothing."""
    record: Record | None
    stock: BuildInputs | None
    """None when a source cannot be looked at."""
    now: datetime

    @classmethod
    def of(
        cls,
        project: Project,
        output: Path | None,
        base_url: str | None,
        profiles: tuple[str, ...] = (),
        revision: str = "",
        preview: bool = False,
        now: datetime | None = None,
        release: bool = False,
        web_only: bool = False,
    ) -> LastBuild:
        """Look at the record and at the sources as they are now; ``now`` stands in for the clock."""
        state = state_of(project)
        path = state and state / ("last.json" if output is not None else "last-check.json")
        record = read_record(path) if path is not None else None
        try:
            setting = _setting(output, base_url, profiles, revision, preview, release, web_only)
            stock = take_stock(_roots(project), setting, record)
        except (OSError, RecursionError):  # folders may be nested as deep as a disk allows
            stock = None
        return cls(path, output, record, stock, DiskWorld(project.root, now=now).now())

    def reasons(self) -> tuple[str, ...]:
        """Return why the site has to be made again; none when it stands as it should."""
        if self.record is None or self.stock is None:
            return ("there is no record of a build",)
        if _told(self.record) is None:
            return ("the record of the last build cannot be read",)
        return tuple(differences(self.record, self.stock, self.output, self.now))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What the last build reported; nothing where its record cannot be read."""
        return (_told(self.record) if self.record else None) or ()

    @property
    def waiting(self) -> tuple[datetime, ...]:
        """The ends of the embargoes that the last build met."""
        return self.record.embargoes.waiting if self.record else ()

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The drafts that the last build left out."""
        return self.record.embargoes.unfinished if self.record else ()

    def remember(self, diagnostics: tuple[Diagnostic, ...], embargoes: Embargoes) -> None:
        """Record a build that has just been published."""
        if self.stock is not None and self.path is not None:
            write_record(self.path, self.stock, self.output, encode(diagnostics), embargoes)


def _told(record: Record) -> tuple[Diagnostic, ...] | None:
    """Report what a record says that was reported; None where it cannot be read."""
    try:
        return decode(record.report)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _roots(project: Project) -> Mapping[str, Path]:
    """Every folder that a build reads: the author's, the theme's, and briefgen's own code."""
    package = Path(briefgen.__file__).parent
    own = project.root / TEMPLATES
    authors = {CONTENT: project.root / CONTENT, TEMPLATES: own}
    roots = {label: folder for label, folder in authors.items() if belongs(project.root, folder)}
    roots["briefgen"] = package
    theme = default_theme()
    if theme.resolve() != own.resolve() and not theme.is_relative_to(package):
        roots["theme"] = theme
    return roots


def _setting(
    output: Path | None,
    base_url: str | None,
    profiles: tuple[str, ...],
    revision: str,
    preview: bool,
    release: bool,
    web_only: bool,
) -> str:
    return json.dumps(
        {
            "briefgen": briefgen.__version__,
            "installed": installed(),
            "output": os.path.realpath(output) if output is not None else None,
            "base_url": base_url,
            "profiles": sorted(profiles),
            "revision": revision,
            "preview": preview,
            "release": release,
            "web_only": web_only,
            "date": os.environ.get("SOURCE_DATE_EPOCH"),
        }
    )


def embargoes_of(ends: Calendar | None) -> Embargoes:
    """Return what a record keeps of the ends of embargoes that a build met."""
    if ends is None:
        return Embargoes()
    return Embargoes(max(ends.passed, default=None), min(ends.later, default=None), ends.waiting, ends.unfinished)
