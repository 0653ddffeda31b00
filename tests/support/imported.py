"""What an import of a folder has made of it, as its tests look at it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from support.command import Run, laid_out


def imported(briefgen: Run, folder: Path, files: Mapping[str, str | bytes], *more: str) -> Path:
    """The project ``new`` in a folder that an import of the folder ``old`` beside it made, which has these files."""
    ran = briefgen("import", laid_out(folder / "old", files), "-C", folder / "new", *more)
    assert ran.code == 0, ran.err
    return folder / "new"


def slugs(project: Path) -> list[str]:
    """The briefs."""
    return sorted(path.name for path in (project / "content/briefs").iterdir())


def text(project: Path, slug: str, lang: str = "en") -> str:
    """The file of a text."""
    return (project / f"content/briefs/{slug}/{lang}.md").read_text("utf-8")


def head(project: Path, slug: str, lang: str = "en") -> dict[str, Any]:
    """The front matter of a text."""
    found = yaml.safe_load(text(project, slug, lang).split("---\n")[1])
    assert isinstance(found, dict)
    return found


def body(project: Path, slug: str, lang: str = "en") -> str:
    """The text after its front matter."""
    return text(project, slug, lang).split("---\n\n", 1)[1]


def data(project: Path, slug: str) -> dict[str, Any]:
    """The data of a brief, as they were typed."""
    found = yaml.load((project / f"content/briefs/{slug}/brief.yaml").read_text("utf-8"), yaml.BaseLoader) or {}
    assert isinstance(found, dict)
    return found


def settings(project: Path) -> dict[str, Any]:
    """The settings of the site."""
    found = yaml.safe_load((project / "content/site.yaml").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def report(project: Path) -> str:
    """What the import could not take."""
    return (project / "import-report.md").read_text("utf-8")
