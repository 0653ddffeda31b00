"""The small project built with its PDFs, as files in memory, and what changes to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from unittest.mock import patch

from support.project import Project

from briefgen.building.charts import draw_charts
from briefgen.building.images import with_images
from briefgen.building.paper import presses
from briefgen.building.project import read_all
from briefgen.building.workers import Workers
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.output.site_manifest import MANIFEST
from briefgen.model.output.tree import Tree
from briefgen.reading.world import MemoryWorld
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.jobs.documents import jobs_of
from briefgen.rendering.paper.layout.document import lay_out
from briefgen.resolving.documents.resolve import resolve
from briefgen.running.executors import Inline
from briefgen.running.progress import SILENT
from briefgen.verifying.paper.read import read_paper
from briefgen.verifying.verify import verify
from briefgen.verifying.web.page import read_page
from briefgen.writing.site.manifest import manifest_of

_paper, _page = cache(read_paper), cache(read_page)
"""What has not changed is read once."""
PAGE = "en/briefs/first.html"
PDF = "en/briefs/first.pdf"
PACK = "en/packs/all.pdf"


def jobs(project: Project) -> dict[str, PdfJob]:
    """What the PDFs of a project are laid out from, by their output path."""
    sources = read_all(project.world(), None).value
    editions = resolve(sources.site, sources.styles).value
    workers = Workers(Inline(), project.store, SILENT)
    charts = draw_charts(editions, sources, workers).value
    rooms = presses(editions, with_images(sources, workers).value, charts)
    made = [job.value for lang, edition in editions.items() for job in jobs_of(edition, rooms[lang])]
    return {job.name: job for job in made}


@dataclass(frozen=True)
class Site:
    """A built site; every change gives another one."""

    files: Mapping[str, bytes]
    jobs: Mapping[str, PdfJob] = field(default_factory=dict)

    def world(self) -> MemoryWorld:
        return MemoryWorld(self.files, theme={})

    def problems(self) -> list[Diagnostic]:
        with patch.multiple("briefgen.verifying.verify", read_paper=_paper, read_page=_page):
            return list(verify(self.world(), "site"))

    def with_page(self, path: str, old: str, new: str) -> Site:
        """``old``, which must stand in the page once, replaced."""
        return replace(self, files={**self.files, path: _changed(self.files[path].decode(), old, new).encode()})

    def with_pdf(self, path: str, change: Callable[[PdfJob], PdfJob]) -> Site:
        """The PDF laid out again from a changed job."""
        job = change(self.jobs[path])
        laid = lay_out(job)
        assert laid.value is not None, laid.diagnostics
        return replace(self, files={**self.files, path: laid.value.pdf}, jobs={**self.jobs, path: job})

    def with_paper(self, path: str, old: str, new: str) -> Site:
        """The PDF laid out again, with ``old``, which must stand once in its HTML, replaced."""
        return self.with_pdf(path, lambda job: replace(job, html=_changed(job.html, old, new)))

    def with_changes(self, path: str, changes: Mapping[str, str], rule: str = "") -> Site:
        """The PDF laid out again once, with all of ``changes`` in its HTML and one rule more."""

        def changed(job: PdfJob) -> PdfJob:
            html = job.html
            for old, new in changes.items():
                html = _changed(html, old, new)
            return replace(job, html=html, css=(*job.css, ("more", rule)))

        return self.with_pdf(path, changed)

    def with_each(self, path: str, old: str, new: str) -> Site:
        """``old`` replaced wherever it stands in the page."""
        return replace(self, files={**self.files, path: self.files[path].decode().replace(old, new).encode()})

    def with_css(self, path: str, rule: str) -> Site:
        """The PDF laid out again with one rule more."""
        return self.with_pdf(path, lambda job: replace(job, css=(*job.css, ("more", rule))))

    def without(self, path: str) -> Site:
        return replace(self, files={name: content for name, content in self.files.items() if name != path})


def published(tree: Tree) -> dict[str, bytes]:
    """The files that publishing writes."""
    return {**{path: tree[path] for path in tree}, MANIFEST: "".join(manifest_of(tree)).encode()}


def _changed(text: str, old: str, new: str) -> str:
    """``old``, which must stand once, replaced; a joiner that keeps two words together is not part of what is said."""
    found = list(re.finditer("\u2060?".join(map(re.escape, old)), text))
    assert len(found) == 1, f"{old!r} stands {len(found)} times"
    return text[: found[0].start()] + new + text[found[0].end() :]
