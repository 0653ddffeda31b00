"""Ids of a text: each given once, and every heading has one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

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
            part = replace(part, attrs=_without(part.attrs, "id"))
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


def named_alike(texts: Mapping[str, Node]) -> dict[str, Node]:
    """Texts by language; a heading whose words make the id that another language gives its heading has that id."""
    given = {lang: dict(_heading_ids(text, made=False)) for lang, text in texts.items()}
    named: dict[str, Node] = {}
    for lang, text in texts.items():
        others = {name: ident for other, its in given.items() if other != lang for name, ident in its.items()}
        wanted = {
            ident: others[name]
            for name, ident in _heading_ids(text, made=True)
            if name in others and name not in given[lang]
        }
        named[lang] = text.map(partial(_renamed, wanted)) if wanted else text
    return named


def _heading_ids(text: Node, *, made: bool) -> Iterator[tuple[str, str]]:
    """Yield what the words of headings would make of their ids, and the ids: those made of words, or those given."""
    for part in text.walk():
        if part.kind == "heading" and bool(part.get("made")) == made and part.get("id"):
            yield slug(part.plain() if made else part.get("id")), part.get("id")


def _renamed(wanted: Mapping[str, str], part: Node) -> Node:
    if part.kind != "heading" or not part.get("made") or part.get("id") not in wanted:
        return part
    return replace(part, attrs={**_without(part.attrs, "made"), "id": wanted[part.get("id")]})


def _without(attrs: Mapping[str, str], name: str) -> dict[str, str]:
    return {it: value for it, value in attrs.items() if it != name}


def _repeated(ident: str, span: Span | None, first: Span | None) -> Diagnostic:
    problem = error("id-is-unique", f"the id “{ident}” is given a second time", span, "give one of them another id")
    return replace(problem, related=((first, "first given here"),)) if first is not None else problem
