"""Headings descend one level at a time: a blind reader steps through a text by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.model.core.diagnostics import Diagnostic, warning
from briefgen.model.core.document import Node
from briefgen.model.values.characters import is_blank
from briefgen.model.written.shown import Shown
from briefgen.reading.markdown.levels import typed_level


def headings_descend_one_by_one(site: Shown) -> Iterable[Diagnostic]:
    """A warning where a heading is more than one level below the one before it, or empty; the title is level 1."""
    return [problem for text in site.texts() for problem in text.body.about(_skips)]


def _is_blank(part: Node) -> bool:
    return part.kind in ("softbreak", "hardbreak") or (part.kind == "text" and is_blank(part.text))


def _skips(body: Node) -> tuple[Diagnostic, ...]:
    return tuple(_each_skip(body))


def _each_skip(body: Node) -> Iterator[Diagnostic]:
    before = 1
    for part in body.walk():
        if part.kind != "heading":
            continue
        if all(_is_blank(child) for child in part.children):
            hint = "write its words after the #, or delete the line"
            yield warning("heading-has-words", "this heading is empty", part.span, hint)
        level = typed_level(part)
        if level == 1:
            message = f"“{part.plain()}” is a second title; the title is in the front matter"
            found = warning("heading-level-follows", message, part.span, "write ## instead of #")
            yield replace(found, subject=("title",))
        elif level > before + 1:
            message = f"the heading “{part.plain()}” skips from level {before} to {level}"
            found = warning("heading-level-follows", message, part.span, f"change it to {'#' * (before + 1)}")
            yield replace(found, subject=("step",))
        before = max(level, 1)
