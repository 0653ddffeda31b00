"""A link says where it leads, a source is there because something leans on it, the publisher has a whole address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, error, warning
from briefgen.model.core.document import Node
from briefgen.model.records.links import leads_to_a_page
from briefgen.model.values.characters import is_blank
from briefgen.model.values.plain import one_line
from briefgen.model.written.briefs import Brief
from briefgen.model.written.shown import Shown
from briefgen.reading.markdown.links import file_name
from briefgen.resolving.embargo.references_between import (
    closure,
    uses_of_brief,
    uses_of_entry,
    uses_of_settings,
    uses_of_text,
)
from briefgen.resolving.text.link_slips import is_email


def references_are_of_use(site: Shown) -> Iterable[Diagnostic]:
    """A warning for each link without words; for the whole site, sources that nothing names and images not shown."""
    yield from (problem for text in site.texts() for problem in text.body.about(_wordless))
    yield from _idle(site)
    yield from chain.from_iterable(map(_not_shown, site.briefs.values()))
    yield from _publisher(site)


def _wordless(body: Node) -> tuple[Diagnostic, ...]:
    links = (part for part in body.walk() if part.kind == "link")
    return tuple(_without_words(it, body) for it in links if not any(map(_says_something, it.walk())))


def _without_words(link: Node, body: Node) -> Diagnostic:
    hint = f"write [words](address), or <{link.get('href')}> to show the address itself"
    message = f"the link to {link.get('href')} has no text: nobody sees it, and a screen reader cannot name it"
    return warning("link-has-words", message, link.span or body.span, hint)


def _says_something(part: Node) -> bool:
    return not is_blank(part.text) or not is_blank(part.get("alt")) or part.kind in ("fact", "term", "ref")


def _idle(site: Shown) -> Iterator[Diagnostic]:
    """One note for all of them: a bibliography that another program exports may hold many."""
    if site.unread:  # what those files name is not known
        return
    texts = (text for texts in site.pages.values() for text in texts.values())
    named = closure(
        chain(
            uses_of_settings(site),
            chain.from_iterable(uses_of_brief(brief) for brief in site.briefs.values()),
            chain.from_iterable(uses_of_text(text.body) for text in texts),
            chain.from_iterable(uses_of_entry(("fact", ident), site) for ident in site.facts),
            chain.from_iterable(uses_of_entry(("event", ident), site) for ident in site.timeline),
        ),
        site,
    )
    voices = {written.value.voice for written in site.facts.values()}
    idle = [ident for ident in site.sources if ("source", ident) not in named and ident not in voices]
    if idle:
        are = "is not cited" if len(idle) == 1 else "are not cited"
        message = f"{', '.join(f'“{ident}”' for ident in idle)} {are}; the list of sources shows readers all of them"
        place = site.sources[idle[0]].span
        yield Diagnostic("source-is-cited", message, place, Severity.NOTE, "cite it, or delete it")


def _not_shown(brief: Brief) -> Iterator[Diagnostic]:
    """A warning for each image that no text of a brief shows, which is published all the same, and each unused file."""
    if not brief.files and not brief.images:
        return
    parts = [part for text in brief.texts.values() for part in text.body.walk()]
    linked = {file_name(part.get("href").partition("#")[0]) for part in parts if part.kind == "link"}
    for name in sorted(brief.files.keys() - linked):
        hint = f"link to it in the text, [what it is]({name}), or delete it"
        yield warning("file-is-expected", f"no text links to the file {name}", Span(brief.files[name]), hint)
    shown = {part.get("src") for part in parts if part.kind == "image"}
    if shown - brief.images.keys() or not all(text.whole for text in brief.texts.values()):
        return  # an image that is called by a wrong name, or in a part that cannot be read
    spare = sorted(brief.images.keys() - shown - linked)
    words = "".join(text.body.plain() for text in brief.texts.values()) if spare else ""
    for name in spare:
        if name in words:  # in a mark that could not be read, which is reported there
            continue
        hint = f"show it in the text: ![what it shows]({name}), or delete the file: readers can fetch it from the site"
        yield warning("file-is-expected", f"no text shows the image {name}", Span(brief.images[name]), hint)


def _publisher(site: Shown) -> Iterator[Diagnostic]:
    publisher, at = site.settings.value.publisher, site.settings.at
    if (address := publisher.url) and not leads_to_a_page(address):
        message = f"“{address}” is not an address of a site"
        yield error("address-is-safe", message, at("publisher", "url"), "write it in full: https://…")
    if (email := publisher.email) and not is_email(email):
        message = f"“{one_line(email)}” is not an email address"
        yield error("address-is-safe", message, at("publisher", "email"), "write it like name@example.org")
