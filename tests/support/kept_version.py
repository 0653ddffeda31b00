"""The small project with a version that was kept, and what was changed since."""

from __future__ import annotations

from briefgen.model.records.versions import KeptVersion
from briefgen.resolving.versions.block_changes import said_of
from briefgen.writing.content.records import version_file
from support.project import Project

FOLDER = "content/briefs/first"
DATA = f"{FOLDER}/brief.yaml"
KEPT = f"{FOLDER}/versions/1.0/version.yaml"
COUNTS = "content/facts/counts.yaml"
CORRECTION = """\
version: "1.1"
updated: 2001-05-02
changes:
  - date: 2001-05-02
    kind: correction
    level: significant
    version: "1.1"
    text: {ko: 표본의 수를 잘못 적었다., en: The number of samples was wrong.}
    affects: [count-a, "#p1", r1, bars]
    was: {ko: 표본은 12개이다., en: There are 12 samples.}
    now: {ko: 표본은 21개이다., en: There are 21 samples.}
"""


def kept(project: Project, version: str = "1.0", slug: str = "first") -> Project:
    """The project with its text kept as it stands, without PDFs."""
    editions = project.editions().value
    texts = {
        lang: tuple(it.kept(2) for it in said_of(edition.articles[slug]))
        for lang, edition in editions.items()
        if slug in edition.articles
    }
    data = next(edition.articles[slug].data for edition in editions.values())
    file = version_file(version, KeptVersion(published=data.published, updated=data.updated, texts=texts))
    return project.with_file(f"content/briefs/{slug}/versions/{version}/version.yaml", file)


def with_data(project: Project, lines: str) -> Project:
    """More lines in the data of the brief."""
    return project.with_file(DATA, project.text(DATA) + lines)


def recounted(project: Project) -> Project:
    """Another value in the ledger: 12 samples are 21."""
    return project.with_change(COUNTS, "value: 12 samples", "value: 21 samples")


def corrected(project: Project | None = None) -> Project:
    """Version 1.0 was kept, 1.1 corrects a figure."""
    return with_data(recounted(kept(project or Project())), CORRECTION)
