"""The report of an import: everything that could not be taken, by file and place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.importing.imported import Remark
from briefgen.importing.site.project.joining import Joined
from briefgen.importing.site.writing import ImportedSite

REPORT = "import-report.md"


def report_of(site: ImportedSite, joined: Joined, remarks: Sequence[Remark]) -> str:
    """The report as Markdown."""
    parts = ["# What was imported", "", f"{told_of(site)}.", ""]
    if site.undated:
        parts += [
            f"{_counted(site.undated, 'document')} without a date, and so shown without one. Where you know "
            "the day, write it into `brief.yaml`, such as `published: 2026-03-05`.",
            "",
        ]
    if (entries := site.sources.counts) and site.sources.items:
        told = ", ".join(f"{count} of {path}" for path, count in entries.items())
        parts += [f"Entries of bibliographies that are sources now, in `content/sources.yaml`: {told}.", ""]
    parts += _listed("Left as they are, because they were changed or deleted here since the last import", joined.kept)
    parts += _listed("No longer in the source, and left as they are", joined.gone)
    parts += ["## To look at", ""] if remarks else ["Everything was taken."]
    for path, own in _by_file(remarks):
        parts += [f"### {path}", "", *(f"- {line}" for line in own), ""]
    return "\n".join(parts).rstrip() + "\n"


def document_report_of(name: str, remarks: Sequence[Remark]) -> str:
    """The report of one document, as Markdown."""
    lines = (f"- {f'{remark.place}: ' if remark.place else ''}{remark.message}" for remark in remarks)
    return "\n".join([f"# What to look at in {name}", "", *lines, ""])


def told_of(site: ImportedSite) -> str:
    """How much was imported, in a few words."""
    languages = ", ".join(site.languages)
    documents, texts = _counted(site.documents, "document"), _counted(site.texts, "text")
    return f"{documents}, {texts} ({languages}), {_counted(len(site.files), 'file')}"


def _counted(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _listed(what: str, paths: Iterable[str]) -> list[str]:
    lines = [f"- {path}" for path in paths]
    return [f"## {what}", "", *lines, ""] if lines else []


def _by_file(remarks: Iterable[Remark]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for remark in remarks:
        path, mark, line = remark.place.rpartition(":")
        is_line = bool(mark) and line.isdigit()
        own = found.setdefault(path if is_line else remark.place, [])
        own.append(f"line {line}: {remark.message}" if is_line else remark.message)
    return sorted(found.items())
