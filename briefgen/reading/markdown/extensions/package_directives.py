"""Directives of installed packages: what they give is Markdown, and is read in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from markdown_it.rules_block import StateBlock

from briefgen.model.core.diagnostics import Diagnostic, Span
from briefgen.model.core.limits import TEXT
from briefgen.model.core.written import Lang
from briefgen.model.extension import Directive, DirectiveCall, DirectiveText, Installed, Problem
from briefgen.reading.files.package_functions import expected, outcome_of
from briefgen.reading.markdown.places import BodyText

GIVEN = "package_directives"
"""Under this name the environment of the parser has the directives that a text may use."""
AT = "at"
"""Of a token that no author has written: the line of the directive that it stands for."""


@dataclass(frozen=True)
class PackageDirectives:
    """Those of the extensions of a site, for a text in one language."""

    used: tuple[Installed, ...] = ()
    lang: Lang = ""

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Installed, Directive]]:
        """Under their full names."""
        return {it.full(name): (it, make) for it in self.used for name, make in it.extension.directives.items()}


NONE = PackageDirectives()


@dataclass(frozen=True, slots=True)
class GivenText:
    """What a directive gave, as lines that all stand at its place."""

    text: str
    source: BodyText
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class DirectivesHere:
    """The directives that may be used where the parser is, and the text that it reads."""

    directives: PackageDirectives
    source: BodyText
    outer: tuple[str, ...] = ()
    """What is being read was given by these: none is used in what it gives itself."""
    line: int = 0
    """The line of the outermost, when there is one."""

    def has(self, name: str) -> bool:
        """Tell whether there is a directive of this name here."""
        return name in self.directives.by_name and name not in self.outer

    def given(self, name: str, argument: str, options: Mapping[str, str], body: str, place: Span) -> GivenText:
        """Return what a directive gives; the author's own lines when it fails."""
        used, make = self.directives.by_name[name]

        def work() -> tuple[str, tuple[Problem, ...]]:
            made = expected(make(DirectiveCall(argument, options, body, self.directives.lang)), DirectiveText)
            text = expected(made.markdown, str)
            if len(text) > TEXT:
                raise ValueError(f"it gave {len(text):,} characters; the maximum is {TEXT:,}")
            return text, made.problems

        found = outcome_of(used, f"the directive “{name}”", place, work, body)
        text = found.value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
        text = text.encode("utf-8", "replace").decode("utf-8")
        return GivenText(text, BodyText(self.source.path, tuple(text.split("\n")), 1, place), found.diagnostics)


def read_given(state: StateBlock, given: GivenText, name: str, line: int) -> None:
    """Add the tokens of what a directive on ``line`` gave, between two that say where they come from."""
    here: DirectivesHere = state.env[GIVEN]
    at = here.line if here.outer else line
    opening = state.push("given_open", "", 1)
    opening.map, opening.meta["given"] = [line, line + 1], given
    first = len(state.tokens)
    inner = StateBlock(given.text, state.md, state.env, state.tokens)
    inner.level = state.level
    state.env[GIVEN] = replace(here, source=given.source, outer=(*here.outer, name), line=at)
    known, again = set(state.env.get("references", ())), len(state.env.get("duplicate_refs", ()))
    try:
        state.md.block.tokenize(inner, 0, inner.lineMax)
    finally:
        state.env[GIVEN] = here
    for token in state.tokens[first:]:
        token.meta.setdefault(AT, at)
    labels = (it for label, it in state.env.get("references", {}).items() if label not in known)
    for address in (*labels, *state.env.get("duplicate_refs", ())[again:]):
        address["map"] = [at, at + 1]
    state.push("given_close", "", -1)
