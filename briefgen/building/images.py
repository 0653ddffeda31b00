"""The project's images as they are published: each looked at whole, once for the same bytes, in a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefgen.building.project import ProjectSources
from briefgen.building.workers import Workers
from briefgen.model.core.diagnostics import Outcome, Span
from briefgen.model.written.site import Site
from briefgen.reading.images.images import ADVICE, NOTHING, ImageJob, ImageResult, look
from briefgen.running.code_digest import own_code
from briefgen.running.run import Stage, versions

LOOK: Stage[ImageJob, ImageResult] = Stage(
    "images", f"{own_code(look)}, {versions('lxml', 'tinycss2', 'cssselect2', 'pillow')}", look, limit="image"
)


def with_images(sources: ProjectSources, workers: Workers) -> Outcome[ProjectSources]:
    """The same sources with what is published of its images: without this step none of them is shown."""
    places = _places(sources.site)
    jobs = [ImageJob(path, content, places.get(path, Span(path))) for path, content in sources.images.items()]
    outcome = workers.run(LOOK, jobs)
    shown = {job.path: _shown(job, seen or NOTHING) for job, seen in zip(jobs, outcome.value, strict=True)}
    unused = {job.span for job in jobs if not job.is_shown}
    problems = (it for it in outcome.diagnostics if it.code != ADVICE or it.span not in unused)
    return Outcome(replace(sources, shown=shown), tuple(problems))


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
