"""A project whose translations have been stamped, as ``briefgen translate stamp --all`` does it."""

from __future__ import annotations

from briefgen.resolving.translation.standing import TranslationStatus, restamped, standings
from briefgen.writing.content.records import stamps_file
from support.project import Project


def stamped(project: Project) -> Project:
    """The same project with a stamp for every block of every translation."""
    site = project.site().value
    for slug, brief in site.briefs.items():
        path = f"content/briefs/{slug}/translation.yaml"
        every = standings(brief, site.languages, unstamped=True)
        before = project.text(path) if path in project.files else ""
        project = project.with_file(path, stamps_file(before, restamped(brief, every)))
    return project


def standing_of(project: Project, slug: str = "first", lang: str = "en") -> TranslationStatus:
    """How one translation stands."""
    site = project.site().value
    (found,) = [it for it in standings(site.briefs[slug], site.languages) if it.lang == lang]
    return found


def states(project: Project, slug: str = "first", lang: str = "en") -> list[tuple[str, str]]:
    """What is not current: state and words, in the order of the original."""
    pieces = standing_of(project, slug, lang).pieces
    return [(str(it.state), it.shown.words) for it in pieces if it.state != "current"]
