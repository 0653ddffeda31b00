"""Marks that are half written: they would be printed as they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.core.document import Node
from briefgen.model.core.written import Written
from briefgen.model.written.briefs import Text
from briefgen.model.written.shown import Shown
from briefgen.model.written.wordings import Path, parts, words_of
from briefgen.reading.markdown.extensions.roles import ROLE
from briefgen.resolving.ledger.unresolved_particles import captions

_NAMED = re.compile(r"(?P<open>[{\[])(?P<role>fact|term|ref):[ \t]*(?P<id>[\w-]+(?:#[\w-]+)?)[}\]]")
_CITED = re.compile(r"(?<![\w.%+-])@(?P<id>[\w-]+(?:[.:/+][\w-]+)*)")
_LINKED = re.compile(r"!?\[[^\[\]]+\]\((?:[a-z]+:|#)[^()\s]+\)|\[@[\w:.+/-]+[^\[\]]*\]|\[\^[^\s\[\]]+\]")
_SPACED = re.compile(
    r"!?\[[^\[\]\n]+\]\([ ]*(?:brief|page|pack|topic|fact|term|https?|mailto|tel)(?:[ ]+:[ ]*|:[ ]+)[^()\s]+[ ]*\)",
    re.IGNORECASE,
)
"""A link with a blank beside the colon of its address, which Markdown does not read as a link."""
_ATTRIBUTES = re.compile(r"\{:?[ ]?[.#][A-Za-z][\w-]*(?:[ ][.#][A-Za-z][\w-]*){0,9}[ ]?\}")
_EMPHASISED = re.compile(r"(?<![\w*])(\*\*?)(?![\s*])[^*\n]*[^\s*]\1(?![\w*])")
_ELSEWHERE = re.compile(
    r"(?<![\w$\\])\$(?=[^\s$])[^$\n]{0,200}?[\^_\\][^$\n]{0,200}?(?<=[^\s$])\$(?![\w$])|^\$\$|"
    r"(?<![\w:]):[a-z][a-z_]{2,30}:(?![\w:])|^\[[ xX]\](?=[ ])"
)
"""A formula, an emoji by its name, and the box of a task, as programs read them that add to Markdown."""
_LATEX = re.compile(
    r"(?<![\w@.])@(?P<place>(?:fig|tbl|tab|sec|eq|lst|thm|cor|lem)-[\w-]*\w)"
    r"|\\(?:ref|autoref|[cC]ref|eqref|pageref|nameref|label)\{[^{}\n]{1,100}\}"
    r"|\\(?P<cite>(?:paren|text|auto)?cite[pt]?\*?)(?:\[[^\[\]\n]{0,100}\])?\{[^{}\n]{1,200}\}"
    r"|\\(?P<block>begin)\{[a-z]{1,30}\*?\}"
    r"|\\(?P<page>clearpage|newpage|pagebreak)\b"
)
"""References, citations, blocks and ends of pages as LaTeX and Quarto have them."""
_DEFINES = re.compile(r"^:[ \t]+(?=\S)")
"""The beginning of a definition below its term."""
_IN_TEXT = (_NAMED, _SPACED, _CITED, _ATTRIBUTES, _ELSEWHERE, _LATEX, _DEFINES)
_BRACELESS = re.compile(r"(?<![A-Za-z0-9_{-])(?P<role>fact|term|ref|cite)$")
_BRACELESS_FACT = re.compile(r"(?<![A-Za-z0-9_{-])fact`(?P<id>[\w-]+)(?P<form>#[\w-]+)?`")
_CODE = "mark-is-written-out"


def marks_are_written_out(site: Shown) -> Iterable[Diagnostic]:
    """A warning for each mark that the author began in a way that briefgen does not read."""
    for text in site.texts():
        if text.body.about(_may_have_marks):
            yield from _in_a_text(text, site)
        for words, place in text.body.about(captions):
            yield from _in_a_wording(words, place, site)
            yield from _roles(words, place)
        wordings = text.front.value.wordings()
        for name, words in wordings.items():
            yield from _in_a_wording(words, text.front.at(name), site)
        yield from _in_plain_texts(text.front, wordings)
    for written in site.entries():
        for words, _, span in words_of(written):
            yield from _in_a_wording(words, span, site)
        yield from _in_plain_texts(written)


def _may_have_marks(body: Node) -> bool:
    """Tell whether a text has what may be a mark; what it names, such as a source, may be there or not."""
    for part in body.walk():
        text = part.text if part.kind == "text" else ""
        marks = "@" in text or "[" in text or "{" in text or "$" in text or ":" in text or "\\" in text
        if marks and any(it.search(text) for it in _IN_TEXT):
            return True
        if any(one.kind == "text" and code.kind == "literal" for one, code in pairwise(part.children)):
            return True
    return False


def _in_a_text(text: Text, site: Shown) -> Iterator[Diagnostic]:
    for part in text.body.walk():
        if part.kind == "text":
            yield from _half_written(part, site)
        for one, code in pairwise(part.children):
            yield from _without_braces(one, code, text, site)
            if one.kind == "softbreak" and code.kind == "text" and (found := _DEFINES.match(code.text)):
                hint = "write the term and its definition as a list or a table, or put the term into the glossary"
                yield _told(code, found, hint)


def _in_plain_texts(written: Written[Any], wordings: Collection[str] = ()) -> Iterator[Diagnostic]:
    """Report what is no wording, such as a keyword or the title of a source; ``wordings`` are fields that are one."""
    for words, path in written.about(_with_role):
        if path[0] not in wordings:
            yield from _roles(words, written.at(*path))


def _with_role(written: Written[Any]) -> tuple[tuple[str, Path], ...]:
    every = ((it.value, it.path) for it in parts(written.value, texts=True) if isinstance(it.value, str))
    return tuple((words, path) for words, path in every if ROLE.search(words))


def _roles(words: str, span: Span | None) -> Iterator[Diagnostic]:
    for found in ROLE.finditer(words):
        hint = "only words are read here: write what it says"
        yield warning(_CODE, f"“{found[0]}” is printed as it is", span, hint)


def _in_a_wording(words: str, span: Span | None, site: Shown) -> Iterator[Diagnostic]:
    for found in _BRACELESS_FACT.finditer(words):
        if found["id"] in site.facts:
            hint = f"write {{fact}}`{found['id']}{found['form'] or ''}`"
            yield warning(_CODE, f"“{found[0]}” is not valid markup and is printed as it is", span, hint)
    for found in _LINKED.finditer(words):
        hint = "a title or a wording has no links: write the words, and the address after them where it is needed"
        yield warning(_CODE, f"“{found[0]}” is printed as it is", span, hint)
    for found in _EMPHASISED.finditer(words):
        hint = "a title or a wording has no emphasis: write the words without the marks"
        yield warning(_CODE, f"“{found[0]}” is printed as it is", span, hint)


def _half_written(part: Node, site: Shown) -> Iterator[Diagnostic]:
    for found in _NAMED.finditer(part.text):
        role, ident = found["role"], found["id"]
        yield _told(part, found, f"write {{{role}}}`{ident}`")
    for found in _SPACED.finditer(part.text):
        words, _, address = found[0].rpartition("(")
        scheme, _, rest = "".join(address.split()).partition(":")
        yield _told(part, found, f"write {words}({scheme.lower()}:{rest}")
    for found in _CITED.finditer(part.text):
        if found["id"] in site.sources:
            yield _told(part, found, f"write [@{found['id']}]")
    for found in _ATTRIBUTES.finditer(part.text):
        yield _told(part, found, "write it on a line of its own before the block, or right after [words] in brackets")
    yield from _of_others(part)
    yield from _of_latex(part, site)


def _of_others(part: Node) -> Iterator[Diagnostic]:
    for found in _ELSEWHERE.finditer(part.text):
        if found[0].startswith("$"):
            kind, hint = "formula", "formulas are not set: write it in words, or put it in as an image"
        elif found[0].startswith(":"):
            kind, hint = "emoji", "write the sign itself, or leave it out"
        else:
            kind, hint = "task", "only an item of a list has a box: begin the line with “- ”, or use the signs ☑ and ☐"
        yield replace(_told(part, found, hint), subject=(kind,))


def _of_latex(part: Node, site: Shown) -> Iterator[Diagnostic]:
    """What LaTeX would set, with its kind as the subject: a report shows one of each kind in a file and counts them."""
    for found in _LATEX.finditer(part.text):
        if found["place"]:
            if found["place"] in site.sources:
                continue
            kind, hint = "place", "cross-references of Quarto are not read: write {ref}`id`, or which figure you mean"
        elif found["cite"]:
            kind, hint = "citation", "write [@key] with the id of the source"
        elif found["block"]:
            kind, hint = "block", "LaTeX is not read: write it in Markdown, or put it in as an image"
        elif found["page"]:
            kind, hint = "page", "leave it out: pages end by themselves"
        else:
            kind, hint = "reference", "references of LaTeX are not read: write {ref}`id`, or which figure you mean"
        yield replace(_told(part, found, hint), subject=(kind,))


def _without_braces(one: Node, code: Node, text: Text, site: Shown) -> Iterator[Diagnostic]:
    """The name of a role right before an id between backticks: code to the reader of Markdown."""
    found = _BRACELESS.search(one.text) if one.kind == "text" and code.kind == "literal" else None
    if found is None:
        return
    role, ident = found["role"], code.text.partition("#")[0].strip()
    if ident in _known(role, text, site):
        hint = f"write [@{ident}]" if role == "cite" else f"write {{{role}}}`{code.text}`"
        told = _told(one, found, hint)
        yield replace(told, message=f"“{role}`{code.text}`” is not valid markup and is printed as it is")


def _known(role: str, text: Text, site: Shown) -> Collection[str]:
    if role == "ref":
        brief = site.briefs.get(PurePosixPath(text.span.path).parent.name)
        charts = {f"fig-{name}" for name in brief.charts} if brief else set()
        return charts | set(site.briefs) | {part.get("id") for part in text.body.walk() if part.get("id")}
    return {"fact": site.facts, "term": site.glossary, "cite": site.sources}[role]


def _told(part: Node, found: re.Match[str], hint: str) -> Diagnostic:
    span = part.span and replace(part.span, column=part.span.column + found.start())
    return warning(_CODE, f"“{found[0]}” is not valid markup and is printed as it is", span, hint)
