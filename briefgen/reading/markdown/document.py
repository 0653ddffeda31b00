"""From the body of a text to its tree, with every problem on the way."""

from __future__ import annotations

import re
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, Outcome
from briefgen.model.core.document import Node
from briefgen.reading.markdown.block_tokens import Blocks
from briefgen.reading.markdown.extensions.package_directives import GIVEN, NONE, DirectivesHere, PackageDirectives
from briefgen.reading.markdown.extensions.references import reference_problems
from briefgen.reading.markdown.ids import Ids
from briefgen.reading.markdown.lengths import fitting, length_problems
from briefgen.reading.markdown.levels import below_title
from briefgen.reading.markdown.places import BodyText
from briefgen.reading.markdown.syntax import parser

_LINE_BREAK = re.compile(r"\r\n?")


def parse(body: str, path: str, first_line: int = 1, directives: PackageDirectives = NONE) -> Outcome[Node]:
    """Read Markdown into a ``document`` node whose kinds are those of ``briefgen.model.core.document``.

    ``path`` is relative to the project folder; ``first_line`` is the line of the file on which ``body``
    begins; ``directives`` are those of packages. Never raises: what cannot be read stays in the text,
    visibly, and is reported.
    """
    text = _LINE_BREAK.sub("\n", body).replace("\0", "\ufffd")
    text = text.encode("utf-8", "replace").decode("utf-8")
    text, too_long = fitting(text, path, first_line)
    source = BodyText(path, tuple(text.split("\n")), first_line)
    blocks = Blocks(source, tuple(directives.by_name))
    env: dict[str, Any] = {GIVEN: DirectivesHere(directives, source)}
    tokens = parser().parse(text, env)
    labels = tuple(reference_problems(env, blocks.source, tokens))
    tree = blocks.read(tokens)
    tree = blocks.notes.put_in_place(tree)
    ids = Ids()
    tree = below_title(ids.settle(tree))
    refused = (*too_long, *length_problems(env, blocks.source))
    found = {*refused, *labels, *blocks.problems, *blocks.notes.problems, *ids.problems}
    if too_long:  # what closes a directive may stand in what is left out
        found = {it for it in found if it.code != "directive-closes"}
    return Outcome(tree, _once(sorted(found, key=lambda problem: problem.sort_key)))


def _once(problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """``problems`` with the first of those about the same mark, or element, of another program."""
    kept: dict[object, Diagnostic] = {}
    for problem in problems:
        is_again = problem.subject[:1] in (("shortcode",), ("unknown",))
        kept.setdefault(problem.subject if is_again else problem, problem)
    return tuple(kept.values())
