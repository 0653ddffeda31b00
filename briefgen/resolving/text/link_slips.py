"""Addresses of a link that lead nowhere although their scheme is known, and what their author meant."""

from __future__ import annotations

import re
from urllib.parse import unquote

from briefgen.reading.markdown.links import SITE_SCHEMES, scheme

_HOST = re.compile(r"(?:[\w-]+\.)+([A-Za-z]{2,12})(?=[/?#]|\Z)")
_ENDINGS = frozenset(
    {"csv", "doc", "docx", "gif", "htm", "html", "hwp", "hwpx", "jpeg", "jpg", "json", "md", "mdx", "pdf", "php", "png"}
    | {"ppt", "pptx", "svg", "txt", "webp", "xls", "xlsx", "xml", "yaml", "yml", "zip"}
)
"""Ends of the names of files, which no address of a site has."""
_EMAIL = re.compile(r"[^\s@/?#]{1,64}@[\w-]+(?:\.[\w-]+)+")


def slip_in(href: str) -> tuple[str, str] | None:
    """Return what is wrong with the address of a link, and what to write instead; None when nothing is.

    ``href`` has a scheme, and is not an address of the site that is written as it should be.
    """
    kind, rest = scheme(href), href.partition(":")[2]
    if kind in SITE_SCHEMES:
        return f"the link “{href}” leads nowhere on the site", f"did you mean “{kind}:{rest}”?"
    before, at, after = rest.partition("?")[0].partition("@")
    if kind == "mailto" and rest.partition("?")[1] == "" and not (before and at and after):
        return f"the link “{href}” has no email address", "write it in full: mailto:name@example.org"
    if kind == "tel" and not any(letter.isdigit() for letter in rest):
        return f"the link “{href}” has no telephone number", "write it in full: tel:+82-2-123-4567"
    return None


def as_written(href: str) -> str:
    """An address as its author will have typed it: letters and marks that parsing has encoded, as they were."""
    plain = unquote(href)
    return plain if "{" in plain or not plain.isascii() else href


def is_host(href: str) -> bool:
    """Tell whether an address without a scheme begins with the name of a host, and not of a file."""
    host = _HOST.match(href)
    return host is not None and host[1].lower() not in _ENDINGS


def is_email(href: str) -> bool:
    """Tell whether an address without a scheme is one of email."""
    return bool(_EMAIL.fullmatch(href))
