"""The report of an import: everything that could not be taken, by file and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from briefgen.importing.imported import Rank, Remark
from briefgen.importing.record import Joined
from briefgen.importing.site.source.documents import NOT_DOCUMENTS
from briefgen.importing.site.writing import ImportedSite
from briefgen.model.core.diagnostics import few
from briefgen.reading.layout import IMAGES

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
    """Return how much was imported, in a few words."""
    languages = ", ".join(site.languages)
    documents, texts = _counted(site.documents, "document"), _counted(site.texts, "text")
    return f"{documents}, {texts} ({languages}), {_counted(len(site.files), 'file')}"


def notes_of(site: ImportedSite, joined: Joined, root: Path) -> list[str]:
    """Return what to say of all of an import."""
    return list(filter(None, (_in_one_language(site, joined, root), _without_publisher(site, joined))))


def _without_publisher(site: ImportedSite, joined: Joined) -> str:
    """Return what to say where the name of the publisher was made up; empty where its author has settled it."""
    if not site.publisher or "content/site.yaml" in joined.kept:
        return ""
    same = "the title of the site" if site.is_titled else "the name of the folder, which is the title too"
    first = f"The source names no publisher, so pages and PDFs are published by “{site.publisher}”, {same}."
    return f"{first} Write yours into publisher: in content/site.yaml."


def _in_one_language(site: ImportedSite, joined: Joined, root: Path) -> str:
    """Return what to say of documents that have a text in one language of the site alone; empty without them."""
    if len(site.languages) < 2:
        return ""
    every = sorted(set(site.slugs.values()))
    files = {slug: {lang: f"content/briefs/{slug}/{lang}.md" for lang in site.languages} for slug in every}
    texts = {
        slug: [lang for lang, name in own.items() if name in joined.written or (root / name).is_file()]
        for slug, own in files.items()
    }
    counts = Counter(langs[0] for langs in texts.values() if len(langs) == 1)
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


_DOCUMENTS = frozenset({".doc", ".docx", ".hwp", ".hwpx", ".odp", ".ods", ".odt", ".pdf", ".ppt", ".pptx", ".rtf"})
_DOCUMENTS |= {".xls", ".xlsm", ".xlsx"}
_OTHERS = frozenset({".csv", ".epub", ".mp3", ".mp4", ".tsv", ".txt", ".zip"}) | IMAGES
_OF_PROGRAMS = ("requirements", "robots", "cmakelists", "license", "llms")


def left_out(paths: Iterable[str], taken: Collection[str], *, of_generator: bool) -> Iterator[Remark]:
    """One remark per file extension, with the first names.

    For the folder of a site generator, only office documents and PDFs are reported.
    """
    endings = _DOCUMENTS if of_generator else _DOCUMENTS | _OTHERS
    by_ending: dict[str, list[str]] = {}
    for path in paths:
        place = PurePosixPath(path)
        ending = place.suffix.lower()
        is_passed_over = place.stem.lower().startswith(_OF_PROGRAMS) or NOT_DOCUMENTS & set(place.parts[:-1])
        if ending in endings and path not in taken and not is_passed_over and not place.name.startswith("~$"):
            by_ending.setdefault(ending, []).append(path)
    for ending, found in sorted(by_ending.items()):
        many, it = (f"{len(found)} files were", "them") if len(found) > 1 else ("1 file was", "it")
        said = f"{many} not taken, since no text shows {it} or links to {it}: {few(found)}"
        yield Remark(f"*{ending}", said, Rank.LOST)
