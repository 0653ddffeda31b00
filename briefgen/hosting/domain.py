"""A domain of one's own: GitHub Pages reads it from a file of this name at the top of the branch."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

CNAME = "CNAME"
_HOSTS = (".github.io", ".gitlab.io", ".localhost")
"""Below these a site has the address that its host gives it."""
_DOMAIN = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+")


def domain_of(base_url: str) -> str:
    """The domain that is the site's alone, by its address: one without a path below it; empty when it has none.

    A site below a path shares the domain, and whoever has the domain says so.
    """
    parts = urlsplit(base_url)
    host = (parts.hostname or "").lower()
    is_own = parts.path in ("", "/") and ":" not in parts.netloc and not host.endswith(_HOSTS)
    return host if is_own and _DOMAIN.fullmatch(host) else ""
