"""Files that Quarto puts into a text: ``{{< include part.md >}}``."""

from __future__ import annotations

import posixpath
import re

from briefgen.importing.site.links.addresses import without_code

INCLUDE = re.compile(r"(?m)^([ \t]*)\{\{<[ ]*include[ ]+[\"']?([^\"'\n<>]+?)[\"']?[ ]*>\}\}[ \t]*$")


def included_in(path: str, body: str) -> frozenset[str]:
    """The paths of the files that the text at ``path`` includes."""
    if "{{<" not in body:
        return frozenset()
    return frozenset(place_of(found[2], path) for found in INCLUDE.finditer(without_code(body))) - {path}


def place_of(name: str, path: str) -> str:
    """The path of the file that the text at ``path`` names: from its folder, or with ``/`` from that of the project."""
    folder = "" if name.startswith("/") else posixpath.dirname(path)
    return posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
