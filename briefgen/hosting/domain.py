"""Where a site on GitHub Pages stands: the address that GitHub gives it, or a domain of its own."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

CNAME = "CNAME"
"""The file at the top of the branch from which GitHub Pages reads a domain."""
_ON_GITHUB = re.compile(r"(?:[a-z+]+://)?(?:[^@/]+@)?(?:www\.)?github\.com[:/]([\w.-]+)/([\w.-]+?)(?:\.git)?/?")
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


def usual_address(remote: str) -> str:
    """Return where GitHub serves the repository at the address ``remote``; empty for a repository elsewhere."""
    found = _ON_GITHUB.fullmatch(remote)
    if found is None:
        return ""
    host = f"{found[1].lower()}.github.io"
    return f"https://{host}/" if found[2].lower() == host else f"https://{host}/{found[2]}/"
