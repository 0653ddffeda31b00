"""The JSON Schemas by name: of every file of YAML that an author or designer writes, and of the report."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from briefgen.model.core import limits
from briefgen.model.core.diagnostics import Severity
from briefgen.model.profile import language, prose, reading_words, search_words
from briefgen.model.records import links, marks
from briefgen.model.written import (
    briefs,
    charts,
    facts,
    glossary,
    packs,
    pictures,
    print_options,
    settings,
    sources,
    timeline,
)
from briefgen.reading.manual import AUTHORING, TEMPLATES, manual_page
from briefgen.rendering.charts.theme import ChartThemeFile
from briefgen.rendering.fonts.faces import FaceEntry, Manifest
from briefgen.reporting.json import FORMAT, VERSION
from briefgen.reporting.schemas.json_schema import schema_of

REPORT = "report"
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
HANDBOOK: dict[type[BaseModel], str] = {
    settings.Settings: "the site",
    settings.Publisher: "the publisher",
    settings.LinkRules: "links",
    settings.PublishRules: "publishing",
    settings.Topic: "a topic",
    settings.Unit: "a unit",
    settings.SignoffRules: "the sign-off",
    limits.Limits: "limits",
    limits.OwnLimit: "a limit",
    marks.Signoffs: "the signatures",
    marks.Signature: "a signature",
    marks.Remarks: "the remarks",
    marks.EditorRemark: "a remark",
    facts.Rate: "a rate",
    sources.Source: "a source",
    facts.SourceRef: "a reference to a source",
    facts.WrittenFact: "a fact",
    facts.CellReference: "a cell of a spreadsheet",
    facts.Comparison: "a comparison",
    facts.KeyFigure: "a key figure",
    glossary.Term: "a term",
    glossary.TermForms: "a name",
    timeline.Event: "an event",
    links.LinkRecord: "a record",
    links.ArchivedCopy: "an archived copy",
    briefs.BriefData: "a brief",
    briefs.Person: "a person",
    briefs.Since: "what has happened since",
    briefs.Recommendation: "a recommendation",
    briefs.Risk: "a risk",
    briefs.Change: "a change",
    briefs.FrontMatter: "the front matter",
    charts.Chart: "a chart",
    charts.Column: "a column",
    pictures.Picture: "a picture",
    packs.Pack: "a pack",
    packs.Question: "a question",
    packs.Finding: "a finding",
    packs.Motif: "a motif",
    print_options.PressSheet: "print",
    language.Language: "a language",
    language.Numbers: "numbers",
    reading_words.ReadingWords: "reading",
    search_words.SearchWords: "search",
    prose.Prose: "prose",
    language.Ranges: "ranges",
    language.ChangeWords: "change words",
    language.DayPatterns: "date patterns",
    language.IntervalPatterns: "interval patterns",
    language.Lists: "lists",
    language.Quotes: "quotes",
    language.SpacedMarks: "spaced marks",
    language.Sorting: "sorting",
    ChartThemeFile: "the chart theme",
    Manifest: "the font manifest",
    FaceEntry: "a face",
}
"""Model → what the handbooks call it, in whose words its keys are explained."""


def schema_names() -> tuple[str, ...]:
    """Every schema that there is."""
    return (*FILES, REPORT)


def schema(name: str) -> dict[str, Any]:
    """The schema of that name."""
    if name == REPORT:
        return SCHEMA
    kind = FILES[name]
    return schema_of(kind.model, kind.shape, kind.files, _meaning)


def _meaning(model: type[BaseModel], key: str) -> str:
    return meanings().get(HANDBOOK.get(model, ""), {}).get(key, "")


def as_text(name: str) -> str:
    """The schema of that name as a file holds it."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def schema_files() -> dict[str, str]:
    """File name → text, for all that an editor looks up."""
    return {f"{name}.schema.json": as_text(name) for name in FILES}


_TABLE = re.compile(
    r"^\| key of (?P<of>[^|]+?) \| needed \| meaning \|\n\|[-|]+\|\n(?P<rows>(?:\|.*\|\n)+)", re.MULTILINE
)
_ROW = re.compile(r"^\| `([^`]+)` \|[^|]*\| (.*?) \|$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ELSEWHERE = re.compile(r",? *see (?:below|there|Forms of a PDF)\b|See below\.", re.IGNORECASE)


@cache
def meanings() -> dict[str, dict[str, str]]:
    """What has keys, as the handbooks call it → key → its meaning."""
    return {
        found["of"].replace("`", ""): {key: _in_an_editor(words) for key, words in _ROW.findall(found["rows"])}
        for page in (AUTHORING, TEMPLATES)
        for found in _TABLE.finditer(manual_page(page))
    }


def _in_an_editor(words: str) -> str:
    """Without links and without references to what is not shown there."""
    return _ELSEWHERE.sub("", _LINK.sub(r"\1", words)).strip()


# The JSON Schema of the report that ``--format json`` gives. The shape only ever grows: other keys may come

_COUNT = {"type": "integer", "minimum": 0}
_SPAN = {
    "type": "object",
    "description": "A place in a file. Lines and columns (of characters) count from 1; an end of 0 is not known.",
    "required": ["path", "line", "column", "end_line", "end_column"],
    "properties": {
        "path": {"type": "string", "description": "From the project's folder, with forward slashes."},
        "line": _COUNT,
        "column": _COUNT,
        "end_line": _COUNT,
        "end_column": {**_COUNT, "description": "The column after the last."},
    },
}
_PROBLEM = {
    "type": "object",
    "required": ["code", "severity", "stops_publication", "message", "hint", "span", "related"],
    "properties": {
        "code": {"type": "string", "description": "The claim that should have held; briefgen explain tells more."},
        "severity": {"enum": [severity.value for severity in Severity]},
        "stops_publication": {
            "type": "boolean",
            "description": "True for a warning with which briefgen publish refuses the site; an error stops the build.",
        },
        "message": {"type": "string"},
        "hint": {"type": "string", "description": "What to write instead; empty when there is none."},
        "span": {"anyOf": [{"$ref": "#/$defs/span"}, {"type": "null"}]},
        "related": {
            "type": "array",
            "description": "Other places to look at.",
            "items": {
                "type": "object",
                "required": ["span", "message"],
                "properties": {"span": {"$ref": "#/$defs/span"}, "message": {"type": "string"}},
            },
        },
    },
}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A report of briefgen",
    "type": "object",
    "required": ["format", "version", "summary", "diagnostics", "left_out", "result"],
    "properties": {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "summary": {
            "type": "object",
            "description": "How many problems are listed, by their weight.",
            "required": [f"{severity.value}s" for severity in Severity],
            "properties": {f"{severity.value}s": _COUNT for severity in Severity},
        },
        "diagnostics": {"type": "array", "items": {"$ref": "#/$defs/problem"}},
        "left_out": {
            "type": "object",
            "description": "Problems that --select or --ignore keeps from the list: code → how many.",
            "additionalProperties": _COUNT,
        },
        "result": {
            "type": ["object", "null"],
            "description": "What the command did, e.g. the folder that a build published.",
        },
    },
    "$defs": {"problem": _PROBLEM, "span": _SPAN},
}
