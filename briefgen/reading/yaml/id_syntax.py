"""Ids are one word each, and no other looks like it: they end at the next blank in a text, an address and a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.values.characters import INVISIBLE, look_of
from briefgen.model.written.site import Site

_BREAKS = re.compile(r"[\s\"'`<>#?&%\\\[\]{}()@,;|]+")
_BREAKS_A_NAME = re.compile(r"[\s\"'`<>#?&%\\\[\]{}()@,;|/]+")
"""As ``_BREAKS``, and a slash: the id of a topic names its page, and a slash would put it into another folder."""
_INVISIBLE = re.compile(f"{INVISIBLE.pattern}+")


def ids_are_one_word(site: Site) -> Iterator[Diagnostic]:
    """An error for each id that is not, at the place where it is given."""
    for what, ident, place, renamed in _ids(site):
        breaks = _BREAKS_A_NAME if what == "topic" else _BREAKS
        if _INVISIBLE.search(ident):
            better = _INVISIBLE.sub("", ident)
            message = f"the {what} “{better}” has an invisible character in its id: {ascii(ident)[1:-1]}"
            yield error("id-is-one-word", message, place, f"{renamed} {better}" if better else f"{renamed} one word")
        elif breaks.search(ident):
            better = breaks.sub("-", ident).strip("-.")
            message = f"the {what} “{ident}” has a space or another character that ends an id"
            yield error("id-is-one-word", message, place, f"{renamed} {better}" if better else f"{renamed} one word")


def ids_look_different(site: Site) -> Iterator[Diagnostic]:
    """An error for each id that looks like another of its kind: a text that names it would mean something else."""
    first: dict[tuple[str, str], tuple[str, Span]] = {}
    for what, ident, place, renamed in _ids(site):
        if not _INVISIBLE.search(ident):
            other, there = first.setdefault((what, look_of(ident)), (ident, place))
            if other != ident:
                if look_of(ident) == ident:  # the plain one came second
                    ident, place, other, there = other, there, ident, place
                message = f"the {what} “{ident}” looks like another, “{other}”, but is written {ascii(ident)[1:-1]}"
                hint = f"{renamed} something else, or write the plain letters and hyphens of a keyboard"
                yield Diagnostic("key-is-unique", message, place, hint=hint, related=((there, "the other"),))


def _ids(site: Site) -> Iterator[tuple[str, str, Span, str]]:
    """Yield what it names, the id, its place, and how another is given."""
    keys = "call it"
    for what, entries in (
        ("fact", site.facts),
        ("term", site.glossary),
        ("event", site.timeline),
        ("source", site.sources),
    ):
        yield from ((what, ident, written.span, keys) for ident, written in entries.items())
    settings = site.settings
    yield from (("topic", ident, settings.at("topics", ident), keys) for ident in settings.value.topics)
    for slug, brief in site.briefs.items():
        yield "brief", slug, brief.data.span, "rename its folder to"
        yield from (("chart", ident, chart.span, "rename its file to") for ident, chart in brief.charts.items())
    for slug, texts in site.pages.items():
        yield (
            "page",
            slug,
            next((text.span for text in texts.values()), Span(f"content/pages/{slug}")),
            "rename its folder to",
        )
    yield from (("pack", ident, pack.span, "rename its file to") for ident, pack in site.packs.items())
