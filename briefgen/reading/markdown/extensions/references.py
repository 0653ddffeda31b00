"""Addresses that stand on lines of their own, ``[label]: address``, for links that name only the label."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.reading.markdown.html.tags import unsafe
from briefgen.reading.markdown.links import is_safe
from briefgen.reading.markdown.places import BodyText

_ADDRESS = re.compile(r"[./#:@]")
"""What an address has somewhere; words that only stand after a label and a colon have none of it."""
_FILLED_IN = re.compile(r"\[([^\[\]\n]+)\]:[ \t]*(\S*?(?:\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\})\S*)[ \t]*")
"""An address that another program fills in; it may have blanks."""
_HINT = "delete one of the two, or give it another label"
_UNUSED_HINT = (
    "link to it with [words][label]; or, to show the line as text, write a backslash before the first bracket"
)


def filled_in(state: StateBlock, line: int) -> bool:
    """Take ``[label]: {{ site.url }}/start`` for the address that it is, so that the lines below it are some too."""
    found = _FILLED_IN.fullmatch(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    if found is None or state.is_code_block(line):
        return False
    label, given = normalizeReference(found[1]), {"title": "", "href": found[2], "map": [line, line + 1]}
    references = state.env.setdefault("references", {})
    if references.setdefault(label, given) is not given:
        state.env.setdefault("duplicate_refs", []).append({**given, "label": label})
    state.line = line + 1
    return True


def reference_problems(env: Mapping[str, Any], source: BodyText, tokens: Iterable[Token]) -> Iterator[Diagnostic]:
    """Problems of addresses: unsafe, used by no link, or the second for one label, of which the first counts."""
    first = env.get("references", {})
    users = defaultdict[str, set[str]](set)
    for label, user in _labels(tokens):
        users[label].add(user)
    for label, given in first.items():
        if label not in users:
            name, place = _written(source, given), source.block(given["map"][0])
            message = f"this line is not shown: it gives the address of a link, and no link names “{name}”"
            is_address = _ADDRESS.search(given["href"]) and not given["title"].strip()
            subject = ("address", name) if is_address else ("words", name)
            found = Diagnostic("link-label-is-used", message, place, Severity.WARNING, _UNUSED_HINT)
            yield replace(found, subject=subject)
        elif "link_open" in users[label] and not is_safe(given["href"]):
            yield unsafe(given["href"], source.block(given["map"][0]))
    for again in env.get("duplicate_refs", ()):
        used = first[again["label"]]
        if (again["href"], again["title"]) == (used["href"], used["title"]):
            continue
        name, place = _written(source, again), source.block(again["map"][0])
        message = f"the address of the link [{name}] is given a second time; the first is used: {used['href']}"
        related = ((source.block(used["map"][0]), "the first"),)
        yield Diagnostic("link-label-is-unique", message, place, Severity.WARNING, _HINT, related)


def _written(source: BodyText, given: Mapping[str, Any]) -> str:
    """The label as it stands in its line."""
    return source.line(given["map"][0]).partition("[")[2].partition("]")[0]


def _labels(tokens: Iterable[Token]) -> Iterator[tuple[str, str]]:
    """The labels that are named, each with the type of the token that names it."""
    for token in tokens:
        if "label" in token.meta:
            yield token.meta["label"], token.type
        yield from _labels(token.children or ())
