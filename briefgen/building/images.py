"""Files beside the texts as they are published.

Each image is looked at whole, once for the same bytes, in a worker; other files are there if a text links to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from briefgen.building.charts import Editions
from briefgen.building.project import ProjectSources
from briefgen.building.workers import Workers
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error
from briefgen.model.core.document import Node
from briefgen.model.output import addresses
from briefgen.model.output.tree import File
from briefgen.model.written.site import Site
from briefgen.reading.images.images import ADVICE, NOTHING, ImageJob, ImageResult, look, pixels, too_many
from briefgen.reading.images.rasters import MAX_PIXELS
from briefgen.reading.world import World
from briefgen.running.code_digest import own_code
from briefgen.running.run import Stage, versions

_HREF = f"site:{addresses.FILES}"
LOOK: Stage[ImageJob, ImageResult] = Stage(
    "images", f"{own_code(look)}, {versions('lxml', 'tinycss2', 'cssselect2', 'pillow')}", look, limit="image"
)
MEASURE: Stage[ImageJob, int] = Stage("image sizes", f"{own_code(pixels)}, {versions('pillow')}", pixels, limit="image")


def with_images(sources: ProjectSources, workers: Workers) -> Outcome[ProjectSources]:
    """The same sources with what is published of its images: without this step none of them is shown."""
    places = _places(sources.site)
    jobs = [ImageJob(path, content, places.get(path, Span(path))) for path, content in sources.images.items()]
    readable, over = _within_limit(jobs, workers)
    outcome = workers.run(LOOK, readable)
    seen = {job.path: it or NOTHING for job, it in zip(readable, outcome.value, strict=True)}
    shown = {job.path: _shown(job, seen.get(job.path, NOTHING)) for job in jobs}
    reduced = {path: it.for_paper for path, it in seen.items() if it.for_paper is not None}
    unused = {job.span for job in jobs if not job.is_shown}
    problems = (it for it in (*outcome.diagnostics, *over) if it.code != ADVICE or it.span not in unused)
    return Outcome(replace(sources, shown=shown, reduced=reduced), tuple(problems))


def _within_limit(jobs: list[ImageJob], workers: Workers) -> tuple[list[ImageJob], tuple[Diagnostic, ...]]:
    """The images up to the one with which they have too many pixels together, and the problem of that one."""
    most = workers.limits.pixels
    if len(jobs) * MAX_PIXELS <= most * 1_000_000:
        return jobs, ()
    outcome = workers.run(MEASURE, jobs)
    total = 0
    for number, (job, own) in enumerate(zip(jobs, outcome.value, strict=True)):
        total += own if own is not None and own <= MAX_PIXELS else 0
        if total > most * 1_000_000:
            return jobs[:number], (*outcome.diagnostics, too_many(job, most))
    return jobs, outcome.diagnostics


def _shown(job: ImageJob, seen: ImageResult) -> bytes:
    return job.content if seen.copy is None else seen.copy


def _places(site: Site) -> Mapping[str, Span]:
    """Path of an image → where it is first shown."""
    found = site.logos
    for brief in site.briefs.values():
        for text in brief.texts.values():
            for part in text.body.walk():
                path = brief.images.get(part.get("src")) if part.kind == "image" else None
                if path is not None and part.span is not None:
                    found.setdefault(path, part.span)
    return found


def attachments(editions: Editions, sources: ProjectSources, world: World) -> Outcome[tuple[File, ...]]:
    """Each file once that a text links to; an image as it is published."""
    files: list[File] = []
    problems: list[Diagnostic] = []
    for slug, name in sorted(set(_linked(_bodies(editions)))):
        brief = sources.site.briefs[slug]
        path = brief.files.get(name) or brief.images[name]
        try:
            content = sources.shown[path] if path in sources.shown else world.read(path)
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
