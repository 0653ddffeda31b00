"""Ids of a text: each given once, and every heading has one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.core.document import Node
from briefgen.model.output.addresses import OF_PAGES

NAMES_ANOTHER = frozenset({"fact", "term", "ref", "cite"})
"""Kinds whose ``id`` is that of something else."""
_NOT_IN_SLUG = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[\s_-]+")


def slug(text: str) -> str:
    """An id from the words of a heading, letters of every script kept: ``2. 서비스 개방`` → ``2-서비스-개방``."""
    kept = _NOT_IN_SLUG.sub("", unicodedata.normalize("NFC", text).replace("·", " ").casefold())
    return _GAPS.sub("-", kept).strip("-") or "section"


@dataclass(slots=True)
class Ids:
    """The ids of one text."""

    places: dict[str, Span | None] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    _counted: dict[str, int] = field(default_factory=dict)
    """How often a heading has asked for an id that was given."""

    def settle(self, text: Node) -> Node:
        """``text`` with each id given once and an id on every heading."""
        return self._name_headings(self._keep_first(text))

    def _keep_first(self, part: Node) -> Node:
        ident = part.get("id") if part.kind not in NAMES_ANOTHER else ""
        if ident in self.places:
            self.problems.append(_repeated(ident, part.span, self.places[ident]))
            part = replace(part, attrs={name: value for name, value in part.attrs.items() if name != "id"})
        elif ident:
            self.places[ident] = part.span
        return part.with_children(tuple(map(self._keep_first, part.children)))

    def _name_headings(self, part: Node) -> Node:
        if part.kind == "heading" and not part.get("id"):
            part = part.with_attrs(id=self._free(slug(part.plain())), made="true")
        return part.with_children(tuple(map(self._name_headings, part.children)))

    def _free(self, wanted: str) -> str:
        ident, count = wanted, self._counted.get(wanted, 1)
        while ident in self.places or ident in OF_PAGES:
            count += 1
            ident = f"{wanted}-{count}"
        self._counted[wanted] = count
        self.places[ident] = None
        return ident


def _repeated(ident: str, span: Span | None, first: Span | None) -> Diagnostic:
    problem = error("id-is-unique", f"the id “{ident}” is given a second time", span, "give one of them another id")
    return replace(problem, related=((first, "first given here"),)) if first is not None else problem
