"""Files beside the texts that these link to, as files of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from briefgen.building.charts import Editions
from briefgen.building.project import ProjectSources
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error
from briefgen.model.core.document import Node
from briefgen.model.output import addresses
from briefgen.model.output.tree import File
from briefgen.reading.world import World

_HREF = f"site:{addresses.FILES}"


def attachments(editions: Editions, kit: ProjectSources, world: World) -> Outcome[tuple[File, ...]]:
    """Each file once that a text links to; an image as it is published."""
    files: list[File] = []
    problems: list[Diagnostic] = []
    for slug, name in sorted(set(_linked(_bodies(editions)))):
        brief = kit.site.briefs[slug]
        path = brief.files.get(name) or brief.images[name]
        try:
            content = kit.shown[path] if path in kit.shown else world.read(path)
        except OSError as reason:
            problems.append(error("file-exists", f"the file {path} cannot be read: {reason.strerror}", Span(path)))
            continue
        files.append(File(addresses.attachment(slug, name), content, f"the file {path}"))
    return Outcome(tuple(files), tuple(problems))


def _bodies(editions: Editions) -> Iterator[Node]:
    for edition in editions.values():
        for article in edition.articles.values():
            yield article.body
            yield from (note.body for note in article.notes)


def _linked(bodies: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """The slug of the brief and the name of the file of each such link."""
    for body in bodies:
        for part in body.walk():
            if part.kind == "link" and part.get("href").startswith(_HREF):
                slug, _, name = part.get("href").removeprefix(_HREF).partition("/")
                yield slug, unquote(name)
