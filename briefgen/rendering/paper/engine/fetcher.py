"""The only source of fonts and images while a page is laid out: the job itself. No disk, no network."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING, Any

from briefgen.model.core.diagnostics import Diagnostic, error
from briefgen.model.output.assets import without_inside
from briefgen.rendering.paper.job import PdfJob

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

_TYPES = mimetypes.MimeTypes()
"""Only what the standard library knows: the types of a machine differ."""


def fetcher(job: PdfJob, misses: list[Diagnostic]) -> URLFetcher:
    """Serves the assets of ``job``; what it has not is added to ``misses`` and left out of the page."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Closed(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            kind = _TYPES.guess_type(url)[0] or "application/octet-stream"
            return URLFetcherResponse(url, _content(job, url, misses), {"Content-Type": kind})

    return Closed(allowed_protocols=("data",), allow_redirects=False)


def _content(job: PdfJob, url: str, misses: list[Diagnostic]) -> bytes:
    if (asset := job.assets.get(url)) is not None:
        return asset.content
    name = without_inside(url)
    misses.append(error("pdf-is-clean", f"{job.name}: “{name}” is not part of the job, and nothing else is fetched"))
    raise LookupError(name)
