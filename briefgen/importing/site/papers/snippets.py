"""Files that are put into a text: ``--8<-- "file"`` of MkDocs, ``{{< include file >}}`` of Quarto.

They are put in on import, or reported.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.importing.imported import Rank, Remark
from briefgen.importing.site.links.addresses import without_code
from briefgen.importing.site.source.documents import INCLUDE, decoded, place_of
from briefgen.importing.site.source.front import split_front
from briefgen.model.core.limits import TEXT

_SNIPPET = re.compile(r"(?m)^([ \t]*)-+8<-+[ \t]+[\"']([^\"'\n]+)[\"'][ \t]*$")
_DEEPEST = 3
_EACH = 100
"""Characters that each file counts for beside its own."""


@dataclass(slots=True)
class Snippets:
    """The files of the folder that texts may include. ``linked`` leads the links of a part, as those of its text."""

    files: Mapping[str, bytes]
    folders: tuple[str, ...]
    linked: Callable[[str], str]
    remarks: list[Remark] = field(default_factory=list)
    room: int = TEXT
    """Characters that may still be put in: files that name each other multiply."""

    def put_in(self, body: str, path: str, depth: int = 0) -> str:
        """``body`` with the files that it names; ``path`` is that of the text."""
        marks = [found for pattern in (_SNIPPET, INCLUDE) for found in pattern.finditer(body)]
        if not marks:
            return body
        prose = without_code(body)
        parts, at = [], 0
        for found in sorted(marks, key=lambda it: it.start()):
            parts += [body[at : found.start()], self._content(found, path, found[0] not in prose, depth)]
            at = found.end()
        return "".join([*parts, body[at:]])

    def _content(self, found: re.Match[str], path: str, is_code: bool, depth: int) -> str:
        name = next((place for place in self._places(found, path) if place in self.files), "")
        text, why = "", "" if name else "the folder has no such file"
        if name and depth >= _DEEPEST:
            why = "it is named by a file that others name"
        elif name:
            text = decoded(self.files[name])[0].rstrip("\n") if self.room > 0 else ""
            is_fitting = len(text) + _EACH <= self.room
            self.room -= len(text) + _EACH if is_fitting else _EACH
            why = "" if is_fitting else f"with it the text is longer than {TEXT:,} characters"
        if why:
            self.remarks.append(Remark(path, f"“{found[0].strip()}” was not inserted: {why}", Rank.LOST))
            return found[0]
        if not is_code:
            text = split_front(text).body if found.re is INCLUDE else text
            text = self.put_in(self.linked(text), path, depth + 1)
        return "\n".join(f"{found[1]}{line}".rstrip() for line in text.split("\n"))

    def _places(self, found: re.Match[str], path: str) -> Iterator[str]:
        name = found[2]
        if found.re is INCLUDE:
            yield place_of(name, path)
        for folder in (*self.folders, posixpath.dirname(path)):
            place = posixpath.normpath(posixpath.join(folder, name))
            if not place.startswith(".."):
                yield place
