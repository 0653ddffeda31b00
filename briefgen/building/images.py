"""Images as they are published: each is looked at whole, once for the same bytes, in a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefgen.building.project import ProjectSources
from briefgen.building.workers import Workers
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span
from briefgen.model.written.site import Site
from briefgen.reading.images.images import ADVICE, NOTHING, ImageJob, ImageResult, look, pixels, too_many
from briefgen.reading.images.rasters import MAX_PIXELS
from briefgen.running.code_digest import own_code
from briefgen.running.run import Stage, versions

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
