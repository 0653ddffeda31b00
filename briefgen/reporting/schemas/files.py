"""The JSON Schemas by name: of every file of YAML that an author or designer writes, and of the report."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from briefgen.model.profile import language
from briefgen.model.records import links, marks
from briefgen.model.written import (
    briefs,
    charts,
    facts,
    glossary,
    packs,
    pictures,
    settings,
    sources,
    timeline,
)
from briefgen.reading.disk.manual import AUTHORING, TEMPLATES, manual_page
from briefgen.rendering.charts.theme import ChartThemeFile
from briefgen.rendering.fonts.faces import Manifest
from briefgen.reporting.schemas.json_schema import schema_of

REPORT = "report"
"""The schema of what ``--format json`` gives. Its shape only ever grows: other keys may come."""
_REPORT = Path(__file__).with_name("report.schema.json")
NAMED = "# yaml-language-server: $schema="
"""What stands before the path of its schema in the first line of a file."""
FOLDER = "content/.schemas"
"""Where a project keeps them: hidden, so that they are not part of the site, and beside what they describe, so that a
file names its schema by the same relative path in every project and an editor needs no network."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """Files of one kind: where they stand, the model they hold, and whether it is one, a map or a list of it."""

    files: str
    model: type[BaseModel]
    shape: str = "one"


FILES: dict[str, FileKind] = {
    "site": FileKind("content/site.yaml", settings.Settings),
    "sources": FileKind("content/sources.yaml", sources.Source, "list"),
    "facts": FileKind("content/facts/*.yaml", facts.WrittenFact, "map"),
    "glossary": FileKind("content/glossary.yaml", glossary.Term, "map"),
    "timeline": FileKind("content/timeline.yaml", timeline.Event, "map"),
    "links": FileKind("content/links.yaml", links.LinkRecord, "map"),
    "brief": FileKind("content/briefs/*/brief.yaml", briefs.BriefData),
    "chart": FileKind("content/briefs/*/*.chart.yaml", charts.Chart),
    "picture": FileKind("content/briefs/*/*.png.yaml", pictures.Picture),
    "pack": FileKind("content/packs/*.yaml", packs.Pack),
    "signoffs": FileKind("content/briefs/*/signoffs.yaml", marks.Signoffs),
    "remarks": FileKind("content/briefs/*/remarks.yaml", marks.Remarks),
    "front-matter": FileKind("the front matter of content/*/*/*.md", briefs.FrontMatter),
    "language": FileKind("templates/locale/*.yaml", language.Language),
    "chart-theme": FileKind("templates/charts/theme.yaml", ChartThemeFile),
    "fonts": FileKind("templates/fonts/manifest.yaml", Manifest),
}


def schema_names() -> tuple[str, ...]:
    """Every schema that there is."""
    return (*FILES, REPORT)


def schema(name: str) -> dict[str, Any]:
    """The schema of that name."""
    if name == REPORT:
        loaded: dict[str, Any] = json.loads(_REPORT.read_text("utf-8"))
        return loaded
    kind = FILES[name]
    return schema_of(kind.model, kind.shape, kind.files, _meaning)


def _meaning(model: type[BaseModel], key: str) -> str:
    """Return what a key means, in the words of the table of the handbooks that has the keys of its model."""
    keys = frozenset(info.alias or name for name, info in model.model_fields.items())
    return meanings().get(keys, {}).get(key, "")


def as_text(name: str) -> str:
    """The schema of that name as a file holds it."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def schema_files() -> dict[str, str]:
    """File name → text, for all that an editor looks up."""
    return {f"{name}.schema.json": as_text(name) for name in FILES}


_TABLE = re.compile(r"^\| key of [^|]+? \| needed \| meaning \|\n\|[-|]+\|\n((?:\|.*\|\n)+)", re.MULTILINE)
_ROW = re.compile(r"^\| `([^`]+)` \|[^|]*\| (.*?) \|$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ELSEWHERE = re.compile(r",? *see (?:below|there|Forms of a PDF)\b|See below\.", re.IGNORECASE)


@cache
def meanings() -> dict[frozenset[str], dict[str, str]]:
    """The keys of each table of the handbooks → key → its meaning."""
    pages = (manual_page(page) for page in (AUTHORING, TEMPLATES))
    tables = (_ROW.findall(rows) for page in pages for rows in _TABLE.findall(page))
    return {frozenset(key for key, _ in rows): {key: _in_an_editor(words) for key, words in rows} for rows in tables}


def _in_an_editor(words: str) -> str:
    """Without links and without references to what is not shown there."""
    return _ELSEWHERE.sub("", _LINK.sub(r"\1", words)).strip()
