"""What a project has beside its content: files of the starter, schemas, and names that may be addresses."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import click

from briefgen.cli.project import CONTENT, Project
from briefgen.hosting.origin import origin
from briefgen.reading.starter.texts import of_an_import, site_files

_HIDDEN = {"gitignore": ".gitignore", "github": ".github"}
"""What a starter calls a hidden file or folder → its name."""
_UNKNOWN = "# Where this briefgen comes from is not known: write it here, as above."
"""Stands for the requirement, so that no index is asked for a package by its name."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def files_around(folder: Path, languages: Sequence[str]) -> dict[str, bytes]:
    """Return what a new site has beside its content, for one that was imported, but for what stands there already."""
    texts = {place_of(path): text for path, text in site_files(languages) if path.parts[0] != CONTENT}
    words = {"BRIEFGEN": required()}
    return {
        name: with_words(of_an_import(text), words).encode()
        for name, text in texts.items()
        if not (folder / name).exists()
    }


def place_of(path: Path) -> str:
    """Return where in a project a file of the starter goes: hidden ones have another name there."""
    first, *below = path.parts
    return "/".join((_HIDDEN.get(first, first), *below))


def checked(what: str, given: str) -> str:
    """``given`` when it may be an address. Raises click.BadParameter."""
    from briefgen.reading.files.file_problems import fault_of_name

    if not _ID.fullmatch(given):
        raise click.BadParameter(f"{what}: use only lowercase letters, digits and hyphens, e.g. trade-in-services")
    if fault := fault_of_name(given):
        raise click.BadParameter(f"{what}: {fault}: choose another name")
    return given


def languages(project: Project) -> tuple[str, ...]:
    """The site's languages, as ``site.yaml`` says."""
    from briefgen.reading.load import load
    from briefgen.reading.world import DiskWorld

    return load(DiskWorld(project.root)).value.languages


def missing_schemas(root: Path) -> dict[str, bytes]:
    """Return what the starters' first lines lead an editor to, where the project has none yet."""
    from briefgen.reporting.schemas.files import FOLDER, schema_files

    if (root / FOLDER).exists():
        return {}
    return {f"{FOLDER}/{name}": text.encode() for name, text in schema_files().items()}


def required() -> str:
    """Return what pip is asked for: this very briefgen where others can get it; or else what to do instead."""
    return origin(os.environ) or _UNKNOWN


def with_words(text: str, words: dict[str, str]) -> str:
    """Put words into the places of a starter's text that are called after them."""
    for name, value in words.items():
        text = text.replace(f"START-{name}", value)
    return text
