"""The small project built with its PDFs, as files in memory, and what changes to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from unittest.mock import patch

from support.pdfs import pressed
from support.project import Project

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.output.site_manifest import MANIFEST
from briefgen.model.output.tree import Tree
from briefgen.reading.world import MemoryWorld
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.jobs.documents import jobs_of
from briefgen.rendering.paper.layout.lay_out import lay_out
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
    editions, rooms = pressed(project)
    made = [job.value for lang, edition in editions.items() for job in jobs_of(edition, rooms[lang])]
    return {job.name: job for job in made}


@dataclass(frozen=True)
class Site:
    """A built site; every change gives another one. A changed PDF is laid out when its file is asked for."""

    given: Mapping[str, bytes]
    jobs: Mapping[str, PdfJob] = field(default_factory=dict)
    wanted: Collection[str] | None = None
    """The PDFs that were laid out, where those are not all that the pages offer."""
    changed: frozenset[str] = frozenset()
    """The PDFs that are to be laid out again."""

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        return {**self.given, **{path: _laid(self.jobs[path]) for path in self.changed}}

    def world(self) -> MemoryWorld:
        return MemoryWorld(self.files, theme={})

    def problems(self) -> list[Diagnostic]:
        """What is found in the site, but for the PDFs that nobody wanted laid out."""
        with patch.multiple("briefgen.verifying.verify", read_paper=_paper, read_page=_page):
            return [found for found in verify(self.world(), "site") if not self._is_of_unwanted(found)]

    def _is_of_unwanted(self, found: Diagnostic) -> bool:
        lost = re.fullmatch(r"there is no site/(\S+), which the page offers", found.message)
        return lost is not None and self.wanted is not None and lost[1] not in self.wanted

    def with_page(self, path: str, old: str, new: str) -> Site:
        """``old``, which must stand in the page once, replaced."""
        return replace(self, given={**self.given, path: _changed(self.given[path].decode(), old, new).encode()})

    def with_pdf(self, path: str, change: Callable[[PdfJob], PdfJob]) -> Site:
        """The PDF laid out again from a changed job."""
        return replace(self, jobs={**self.jobs, path: change(self.jobs[path])}, changed=self.changed | {path})

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
        return replace(self, given={**self.given, path: self.given[path].decode().replace(old, new).encode()})

    def with_css(self, path: str, rule: str) -> Site:
        """The PDF laid out again with one rule more."""
        return self.with_pdf(path, lambda job: replace(job, css=(*job.css, ("more", rule))))

    def without(self, path: str) -> Site:
        return replace(self, given={name: content for name, content in self.given.items() if name != path})


def built(project: Project, *, pdfs: bool | Collection[str] = True) -> Site:
    """A project without errors as a site; ``pdfs`` may name those to lay out."""
    made = project.build(pdfs=pdfs)
    assert made.errors == ()
    return Site(published(made.tree), jobs(project), None if isinstance(pdfs, bool) else pdfs)


def _laid(job: PdfJob) -> bytes:
    laid = lay_out(job)
    assert laid.value is not None, laid.diagnostics
    return laid.value.pdf


def published(tree: Tree) -> dict[str, bytes]:
    """The files that publishing writes."""
    return {**{path: tree[path] for path in tree}, MANIFEST: "".join(manifest_of(tree)).encode()}


def _changed(text: str, old: str, new: str) -> str:
    """``old``, which must stand once, replaced; a joiner that keeps two words together is not part of what is said."""
    found = list(re.finditer("\u2060?".join(map(re.escape, old)), text))
    assert len(found) == 1, f"{old!r} stands {len(found)} times"
    return text[: found[0].start()] + new + text[found[0].end() :]
