"""Footnotes: called with ``[^label]``, written as ``[^label]: …`` anywhere in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Diagnostic, Span, error, warning
from briefgen.model.core.document import Node, words

_CALL = re.compile(r"\[\^([^\s\[\]]+)\]")
AGAIN = "again"
"""Attribute, ``true``, of a call of a note that was called before."""


def install(md: MarkdownIt) -> None:
    """Let ``md`` read notes: definitions stay where they are, calls become ``note_call`` tokens."""
    footnote_plugin(md, inline=False, move_to_end=False, always_match_refs=True)
    md.inline.ruler.at("footnote_ref", _call)


def _call(state: StateInline, silent: bool) -> bool:
    found = _CALL.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("note_call", "", 0)
        token.meta["label"] = found.group(1)
    state.pos = found.end()
    return True


@dataclass(slots=True)
class Notes:
    """The notes that a text defines, by label."""

    bodies: dict[str, Node] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    called: set[str] = field(default_factory=set)

    def define(self, note: Node) -> None:
        """Keep a definition; the first of a label counts."""
        label = note.get("label")
        if (first := self.bodies.get(label)) is not None:
            message = f"the note “{label}” is defined a second time; the first is used"
            self.problems.append(_beside(warning("note-is-unique", message, note.span), first.span, "the first"))
        else:
            self.bodies[label] = note

    def put_in_place(self, text: Node) -> Node:
        """``text`` with the blocks of each note inside its calls; reports what is undefined or unused."""
        bodies = {label: self._flat(body, label) for label, body in self.bodies.items()}
        placed = self._place(text, bodies)
        for label, body in self.bodies.items():
            if label not in self.called:
                hint = f"refer to it with [^{label}] or delete it"
                self.problems.append(
                    warning("note-is-called", f"nothing refers to the note “{label}”", body.span, hint)
                )
        return placed

    def _flat(self, part: Node, within: str) -> Node:
        """A note's blocks without calls of other notes: paper has no notes to notes."""
        if part.kind == "note" and not part.children:
            label = part.get("label")
            message = f"a note refers to the note “{label}”; notes cannot refer to notes"
            self.problems.append(error("note-is-flat", message, part.span, "put the words into the note itself"))
            if label != within:
                self.called.add(label)
            return words(f"[^{label}]", part.span)
        return part.with_children(tuple(self._flat(child, within) for child in part.children))

    def _place(self, part: Node, bodies: Mapping[str, Node]) -> Node:
        if part.kind != "note":
            return part.with_children(tuple(self._place(child, bodies) for child in part.children))
        label = part.get("label")
        if label not in bodies:
            hint = did_you_mean(label, bodies, f"write it as [^{label}]: …, or \\[^ for a bracket that is text")
            problem = error("note-is-known", f"there is no note “{label}”", part.span, hint)
            self.problems.append(problem)
            return words(f"[^{label}]", part.span)
        if label in self.called:
            return Node("note", {"label": label, AGAIN: "true"}, _without_ids(bodies[label].children), span=part.span)
        self.called.add(label)
        return part.with_children(bodies[label].children)


def _without_ids(parts: tuple[Node, ...]) -> tuple[Node, ...]:
    return tuple(part.map(_without_id) for part in parts)


def _without_id(part: Node) -> Node:
    if part.kind in ("fact", "term", "ref", "cite") or "id" not in part.attrs:
        return part
    return replace(part, attrs={name: value for name, value in part.attrs.items() if name != "id"})


def _beside(problem: Diagnostic, place: Span | None, what: str) -> Diagnostic:
    return replace(problem, related=((place, what),)) if place is not None else problem
