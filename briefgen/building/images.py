"""Files beside the texts as they are published.

Each image is looked at whole, once for the same bytes, in a worker; other files are there if a text links to them, as
long as all of them are not too large.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from briefgen.building.charts import Editions
from briefgen.building.project import ProjectSources
from briefgen.building.workers import Workers
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Severity, Span, error
from briefgen.model.core.document import Node
from briefgen.model.output import addresses
from briefgen.model.output.tree import File
from briefgen.model.written.site import Site
from briefgen.reading.images.images import ADVICE, DRAWING, NOTHING, READ, ImageJob, ImageResult, look, pixels, too_many
from briefgen.reading.images.rasters import MAX_PIXELS
from briefgen.reading.world import World
from briefgen.rendering.web.photographs import PictureCopies, PictureJob, copy_picture
from briefgen.resolving.edition.edition import Article
from briefgen.running.code_digest import own_code, versions
from briefgen.running.run import Stage

_HREF = f"site:{addresses.FILES}"
_MB = 1_000_000
LOOK: Stage[ImageJob, ImageResult] = Stage(
    "images", f"{own_code(look)}, {versions('lxml', 'tinycss2', 'cssselect2', 'pillow')}", look, limit="image"
)
COPY: Stage[PictureJob, PictureCopies] = Stage(
    "pictures",
    f"{own_code(copy_picture)}, {versions('pillow')}",
    copy_picture,
    place=lambda job: Span(job.path),
    limit="image",
)
MEASURE: Stage[ImageJob, int] = Stage("image sizes", f"{own_code(pixels)}, {versions('pillow')}", pixels, limit="image")


def with_images(sources: ProjectSources, workers: Workers) -> Outcome[ProjectSources]:
    """The same sources with what is published of its images: without this step none of them is shown."""
    places = _places(sources.site, sources.site.briefs)
    jobs = [ImageJob(path, content, places.get(path, Span(path))) for path, content in sources.images.items()]
    readable, over = _within_limit(jobs, workers)
    outcome = workers.run(LOOK, readable)
    seen = {job.path: it or NOTHING for job, it in zip(readable, outcome.value, strict=True)}
    shown = {job.path: _shown(job, seen.get(job.path, NOTHING)) for job in jobs}
    reduced = {path: it.for_paper for path, it in seen.items() if it.for_paper is not None}
    unused = {job.span for job in jobs if not job.is_shown}
    found = (it for it in (*outcome.diagnostics, *over) if it.code != ADVICE or it.span not in unused)
    # What no text shows keeps nobody from reading anything.
    problems = (replace(it, severity=Severity.WARNING) if it.code == READ and it.span in unused else it for it in found)
    return Outcome(replace(sources, shown=shown, reduced=reduced), tuple(problems))


def with_copies(sources: ProjectSources, workers: Workers) -> Outcome[ProjectSources]:
    """The same sources with copies for the web of the images that texts show."""
    jobs = _photographs(sources, sources.site.briefs)
    outcome = workers.run(COPY, jobs)
    return Outcome(_copied(sources, jobs, outcome.value), outcome.diagnostics)


def with_known_copies(sources: ProjectSources, slugs: Iterable[str], workers: Workers) -> ProjectSources:
    """The same sources with the copies that were made before, of the images of some briefs."""
    jobs = _photographs(sources, slugs)
    return _copied(sources, jobs, workers.run_known(COPY, jobs).value)


def _photographs(sources: ProjectSources, slugs: Iterable[str]) -> list[PictureJob]:
    shown = sorted(_places(sources.site, slugs).keys() - sources.site.logos.keys())
    photographs = (path for path in shown if PurePosixPath(path).suffix.lower() != DRAWING)
    return [PictureJob(path, content) for path in photographs if (content := sources.shown.get(path))]


def _copied(
    sources: ProjectSources, jobs: Sequence[PictureJob], made: Sequence[PictureCopies | None]
) -> ProjectSources:
    copies = {job.path: it for job, it in zip(jobs, made, strict=True) if it and it.width}
    return replace(sources, copies=copies)


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


def _places(site: Site, slugs: Iterable[str]) -> Mapping[str, Span]:
    """Path of an image of a pack, or of one of these briefs → where it is first shown."""
    found = site.logos
    for brief in (it for slug in slugs if (it := site.briefs[slug]).images):
        for text in brief.texts.values():
            for part in text.body.walk():
                path = brief.images.get(part.get("src")) if part.kind == "image" else None
                if path is not None and part.span is not None:
                    found.setdefault(path, part.span)
    return found


def images_of(article: Article) -> list[str]:
    """The paths of the images of a text, each once."""
    parts = (part for body in (article.body, *(it.body for it in article.notes)) for part in body.walk())
    named = (part.get("src") for part in parts if part.kind == "image")
    return list(dict.fromkeys(it.removeprefix("file:") for it in named if it.startswith("file:")))


@dataclass(frozen=True, slots=True)
class _Attachment:
    """A file that a text links to: its path in the project, where it is first linked, and how many bytes it has."""

    slug: str
    name: str
    path: str
    place: Span | None
    size: int


def attachments(
    editions: Editions, sources: ProjectSources, world: World, *, only_checked: bool = False
) -> Outcome[tuple[File, ...]]:
    """Each file once that a text links to; an image as it is published.

    They are held in memory, all or, when they have more bytes than the site allows, none. When they are
    ``only_checked`` no file is opened, and a file that is not an image has no content.
    """
    report = Report()
    found = report.take(_linked_files(editions, sources, world))
    report.add(over := _too_large(found, sources.site.settings.value.limits.attachments))
    files: list[File] = []
    for each in () if over else found:
        content = sources.shown.get(each.path, b"" if only_checked else None)
        try:
            content = world.read(each.path) if content is None else content
        except OSError as reason:
            report.add([_unread(each.path, reason)])
            continue
        files.append(File(addresses.attachment(each.slug, each.name), content, f"the file {each.path}"))
    return Outcome(tuple(files), report.sorted())


def _linked_files(editions: Editions, sources: ProjectSources, world: World) -> Outcome[tuple[_Attachment, ...]]:
    """The files that texts link to and that can be read, sorted by brief and name."""
    places: dict[tuple[str, str], Span | None] = {}
    for slug, name, place in _links(_bodies(editions)):
        places.setdefault((slug, name), place)
    found: list[_Attachment] = []
    problems: list[Diagnostic] = []
    for (slug, name), place in sorted(places.items()):
        brief = sources.site.briefs[slug]
        path = brief.files.get(name) or brief.images[name]
        try:
            size = len(sources.shown[path]) if path in sources.shown else world.size(path)
        except OSError as reason:
            problems.append(_unread(path, reason))
            continue
        found.append(_Attachment(slug, name, path, place, size))
    return Outcome(tuple(found), tuple(problems))


def _too_large(found: Sequence[_Attachment], most: int) -> tuple[Diagnostic, ...]:
    """The problem of the file with which all have more than ``most`` megabytes."""
    sofar, total = 0, sum(each.size for each in found)
    for each in found:
        sofar += each.size
        if sofar > most * _MB:
            sums = f"have {_megabytes(total):,} MB together; the maximum is {most:,} MB"
            message = f"the files that texts link to {sums}, and “{each.name}” goes beyond it: none is published"
            allow = f"limits: {{attachments: {_megabytes(total)}}} in site.yaml"
            hint = f"make files smaller, put large ones elsewhere and link to their addresses, or write {allow}"
            return (error("work-fits-limits", message, each.place or Span(each.path), hint),)
    return ()


def _megabytes(size: int) -> int:
    return -(-size // _MB)


def _unread(path: str, reason: OSError) -> Diagnostic:
    return error("file-exists", f"the file {path} cannot be read: {reason.strerror}", Span(path))


def _bodies(editions: Editions) -> Iterator[Node]:
    for edition in editions.values():
        for article in edition.articles.values():
            yield article.body
            yield from (note.body for note in article.notes)


def _links(bodies: Iterable[Node]) -> Iterator[tuple[str, str, Span | None]]:
    """The slug of the brief, the name of the file and the place of each such link."""
    for body in bodies:
        for href, span in body.about(_linked):
            slug, _, name = href.removeprefix(_HREF).partition("/")
            yield slug, unquote(name), span


def _linked(body: Node) -> tuple[tuple[str, Span | None], ...]:
    links = ((part.get("href"), part.span) for part in body.walk() if part.kind == "link")
    return tuple((href, span) for href, span in links if href.startswith(_HREF))
