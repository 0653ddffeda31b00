"""A digest of a PDF's content, its beginning printed in it: two copies on two desks are known as one, or told apart."""

from __future__ import annotations

import re
from dataclasses import replace

from markupsafe import Markup

from briefgen.rendering.paper.job import PdfJob, digest_of

_BLANK = "0contentdigest0"
DIGEST_MARK = Markup(f"{_BLANK}<!--digest-->")
"""Stands in the pages for their digest until they are filled: what is digested cannot hold its own digest.

No text of an author can write it: its “<” would be escaped.
"""
_REVISION = re.compile("<!--revision-->.*?<!--/revision-->", re.DOTALL)
_SHOWN = 12


def shown(digest: str) -> str:
    """As much of a digest as the pages show."""
    return digest[:_SHOWN]


def with_digest(job: PdfJob) -> PdfJob:
    """``job`` with the digest of all that it holds; its pages show the first digits where they had the mark.

    The name of a commit does not go in: the same content has the same digest in every commit that holds it.
    """
    blank = job.html.replace(DIGEST_MARK, _BLANK)
    found = digest_of(replace(job, html=_REVISION.sub("", blank)))
    return replace(job, html=job.html.replace(DIGEST_MARK, shown(found)), digest=found)
