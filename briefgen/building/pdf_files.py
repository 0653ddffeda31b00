"""Which PDFs a site has, where they stand, and what pages tell of them; nothing here lays one out."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Any

from briefgen.building.charts import Editions
from briefgen.building.project import ProjectSources
from briefgen.model.core.written import Lang
from briefgen.model.output.page_breaks import PdfExtent
from briefgen.model.output.tree import File
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.versions.history import pdfs_of


@dataclass(frozen=True, slots=True)
class LaidPapers:
    """The PDFs: their files, and by output path what the pages of the web tell of each."""

    files: tuple[File, ...] = ()
    extents: Mapping[str, PdfExtent] = field(default_factory=dict)


def without_pdfs(editions: Editions, names: Set[str]) -> dict[Lang, Edition]:
    """The editions without all PDFs of the briefs and packs that have one of these."""

    def kept(views: Mapping[Any, Any]) -> dict[Any, Any]:
        return {key: replace(it, pdfs=()) if names & {pdf.path for pdf in it.pdfs} else it for key, it in views.items()}

    return {lang: replace(it, articles=kept(it.articles), packs=kept(it.packs)) for lang, it in editions.items()}


def pdf_paths(editions: Editions) -> frozenset[str]:
    """Return where the PDFs will stand."""
    briefs = [article for edition in editions.values() for article in edition.articles.values()]
    packs = (pack.pdfs for edition in editions.values() for pack in edition.packs.values())
    slips = (slip.path for article in briefs if article.history for slip in article.history.slips)
    return frozenset((*(pdf.path for pdfs in (*(it.pdfs for it in briefs), *packs) for pdf in pdfs), *slips))


def kept_files(sources: ProjectSources) -> tuple[File, ...]:
    """The PDFs of versions that were kept, at addresses that stay."""
    of_briefs = [(kept, slug) for slug, brief in sources.site.briefs.items() for kept in brief.versions.values()]
    placed = {path: pdf.path for kept, slug in of_briefs for path, pdf in pdfs_of(kept, slug).items()}
    return tuple(File(placed[path], sources.kept[path], f"the file {path}") for path in placed if path in sources.kept)
