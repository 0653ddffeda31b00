"""How a page names another one: from itself, from anywhere on its host, or from anywhere at all."""

from __future__ import annotations

from briefgen.model.output import addresses
from briefgen.rendering.html.body import Links


def linker(here: str, base_url: str) -> Links:
    """Links from the page at ``here``: relative, so that the site works from any folder.

    With a ``base_url`` the page of a folder is named by the folder alone, so that it has the same address everywhere;
    without one the site is read from a disk, where a folder shows no page.
    """
    way = addresses.relative_address if base_url else addresses.relative
    known: dict[str, str] = {}

    def link(path: str, anchor: str = "") -> str:
        if path == here and anchor:
            return f"#{anchor}"
        if path not in known:
            known[path] = way(path, here)
        return f"{known[path]}#{anchor}" if anchor else known[path]

    return link


def linker_from_anywhere(base_url: str) -> Links:
    """Links as paths on the site's host: an error page is shown at any depth."""
    absolute = absolute_linker(base_url)

    def link(path: str, anchor: str = "") -> str:
        return "/" + absolute(path, anchor).split("://", 1)[1].split("/", 1)[1]

    return link


def absolute_linker(base_url: str) -> Links:
    """Full addresses, for what is read away from the site; without a ``base_url`` paths from its root."""

    def link(path: str, anchor: str = "") -> str:
        return addresses.absolute(path, base_url) + (f"#{anchor}" if anchor else "")

    return link
