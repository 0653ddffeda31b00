"""A short digest of a PDF's content, printed in it: by it two copies on two desks are known as one, or told apart."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256

from briefgen.rendering.pdf_job import PdfJob

DIGEST_MARK = "0contentdigest0"
"""Stands in the pages for their digest until they are filled: what is digested cannot hold its own digest."""
_REVISION = re.compile("<!--revision-->.*?<!--/revision-->", re.DOTALL)
_SHOWN = 12


def content_digest(job: PdfJob) -> str:
    """Twelve hexadecimal digits of all that ``job`` shows: pages, style sheets, fonts, images, what it says of itself.

    The name of a commit does not go in: the same content has the same digest in every commit that holds it.
    """
    digest = sha256()
    about = (job.name, job.lang, job.title, job.subject, job.created, job.modified, *job.authors, *job.keywords)
    sheets = (text for sheet in job.css for text in sheet)
    files = (f"{address} {file.digest}" for address, file in sorted(job.assets.items()))
    for part in (*about, *sheets, *files, _REVISION.sub("", job.html)):
        content = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(content))
        digest.update(content)
    return digest.hexdigest()[:_SHOWN]


def with_digest(job: PdfJob) -> PdfJob:
    """``job`` with its digest, which its pages show where they had the mark."""
    found = content_digest(job)
    return replace(job, html=job.html.replace(DIGEST_MARK, found), digest=found)
