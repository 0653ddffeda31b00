"""The report of an import: everything that could not be taken, by file and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from briefgen.importing.imported import Remark
from briefgen.importing.site.project.joining import Joined
from briefgen.importing.site.writing import ImportedSite

REPORT = "import-report.md"


def report_of(site: ImportedSite, joined: Joined, remarks: Sequence[Remark], notes: Sequence[str] = ()) -> str:
    """The report as Markdown; the ``notes`` are of all of the import."""
    parts = ["# What was imported", "", f"{told_of(site)}.", "", *(line for note in notes for line in (note, ""))]
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


def notes_of(site: ImportedSite, joined: Joined, root: Path) -> list[str]:
    """What to say of all of an import."""
    return list(filter(None, (_in_one_language(site, root), _without_publisher(site, joined))))


def _without_publisher(site: ImportedSite, joined: Joined) -> str:
    """What to say where the name of the publisher was made up; empty where its author has settled it."""
    if not site.publisher or "content/site.yaml" in joined.kept:
        return ""
    same = "the title of the site" if site.is_titled else "the name of the folder, which is the title too"
    first = f"The source names no publisher, so pages and PDFs are published by “{site.publisher}”, {same}."
    return f"{first} Write yours into publisher: in content/site.yaml."


def _in_one_language(site: ImportedSite, root: Path) -> str:
    """What to say of documents that have a text in one language of the site alone; empty without them."""
    if len(site.languages) < 2:
        return ""
    every = sorted(set(site.slugs.values()))
    folders = (root / "content/briefs" / slug for slug in every)
    texts = ([lang for lang in site.languages if (folder / f"{lang}.md").is_file()] for folder in folders)
    counts = Counter(langs[0] for langs in texts if len(langs) == 1)
    if not counts:
        return ""
    number, other = (
        counts.total(),
        next(lang for lang in site.languages if lang != max(counts, key=lambda it: counts[it])),
    )
    told = ", ".join(f"{counts[lang]} in {lang}" for lang in site.languages if lang in counts)
    first = (
        f"{number} of {_counted(len(every), 'document')} {'is' if number == 1 else 'are'} in one language only: {told}."
    )
    advice = f"name both files alike, or put the text into the folder of the brief, such as {other}.md, and add its"
    return f"{first} If the translation of one has another name: {advice} language to languages: in brief.yaml."


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
