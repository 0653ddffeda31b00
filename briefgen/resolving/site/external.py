"""Addresses outside the site: every place that writes one, and what the record in ``links.yaml`` knows of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import Node
from briefgen.model.core.written import Lang, Written
from briefgen.model.records.links import (
    ArchivedCopy,
    LinkRecord,
    LinkState,
    is_external,
    leads_to_a_page,
    names_a_host,
    without_place,
)
from briefgen.model.written.briefs import Text
from briefgen.model.written.site import Site
from briefgen.model.written.sources import Source
from briefgen.model.written.wordings import words_of

_IN_WORDS = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
_STOPS = ".,;:!?'"
LONGEST = 1000
"""Letters of an address that is asked: a key of YAML may have no more than 1024."""
_OPEN_END = "/=_-&?#%"
"""After these a letter of another script may be part of the address: where it ends nobody can tell."""


@dataclass(frozen=True, slots=True)
class AddressMention:
    """A place that writes an address; ``kept`` says that a copy of the page is named beside it."""

    address: str
    span: Span | None
    lang: Lang | None = None
    """Of the text that writes it; None for what is written once for all languages."""
    kept: bool = False

    @property
    def page(self) -> str:
        """The address by which the record knows it."""
        return without_place(self.address)


def mentions_of(site: Site) -> tuple[AddressMention, ...]:
    """Every place that writes an address outside the site, once a line."""
    found = chain(_in_settings(site), _in_sources(site), _in_pictures(site), _in_wordings(site), _in_texts(site))
    return tuple({(it.page, it.span and (it.span.path, it.span.line)): it for it in found}.values())


def pages_of(site: Site) -> tuple[str, ...]:
    """The addresses that can be asked, each once, in order."""
    found = {mention.page for mention in mentions_of(site)}
    return tuple(sorted(page for page in found if names_a_host(page) and len(page) <= LONGEST))


def archived_copy(address: str, links: Mapping[str, Written[LinkRecord]]) -> ArchivedCopy | None:
    """The copy that stands in for a page which is gone; None while the page is there, or without a copy."""
    found = links.get(without_place(address))
    copy = found.value.archived if found is not None and found.value.state is LinkState.GONE else None
    return copy if copy is not None and leads_to_a_page(copy.url) else None


def archived_copies(site: Site) -> dict[str, ArchivedCopy]:
    """By id of their source, the copies that the record has of pages which are gone."""
    return {
        ident: copy
        for ident, written in site.sources.items()
        if written.value.archived is None and (copy := archived_copy(written.value.url or "", site.links)) is not None
    }


def _in_settings(site: Site) -> Iterator[AddressMention]:
    publisher = site.settings.value.publisher
    if publisher.url and is_external(publisher.url):
        yield AddressMention(publisher.url, site.settings.at("publisher", "url"))


def _in_sources(site: Site) -> Iterator[AddressMention]:
    for written in site.sources.values():
        source: Source = written.value
        for key, address in (("URL", source.url), ("archived", source.archived)):
            if address and is_external(address):
                yield AddressMention(address, written.at(key), kept=key == "URL" and source.archived is not None)


def _in_pictures(site: Site) -> Iterator[AddressMention]:
    for picture in (it for brief in site.briefs.values() for it in brief.pictures.values()):
        if is_external(picture.value.source):
            yield AddressMention(picture.value.source, picture.at("source"))


def _in_wordings(site: Site) -> Iterator[AddressMention]:
    for written in site.entries():
        for words, _, span in words_of(written):
            yield from _said(words, span)


def _in_texts(site: Site) -> Iterator[AddressMention]:
    for texts in (*(brief.texts for brief in site.briefs.values()), *site.pages.values()):
        for text in texts.values():
            yield from _in_text(text)


def _in_text(text: Text) -> Iterator[AddressMention]:
    for name, words in text.front.value.wordings().items():
        yield from _said(words, text.front.at(name), text.lang)
    for address, span in text.body.about(_addresses):
        yield AddressMention(address, span or text.span, text.lang)


def _addresses(body: Node) -> tuple[tuple[str, Span | None], ...]:
    """Return what a text leads to outside the site, and what it writes out."""
    found: list[tuple[str, Span | None]] = []
    for part in body.walk():
        if part.kind == "link" and is_external(part.get("href")):
            found.append((part.get("href"), part.span))
        elif part.kind == "text":
            found += [(it.address, it.span) for it in _said(part.text, part.span)]
    return tuple(found)


def _said(words: str, span: Span | None, lang: Lang | None = None) -> Iterator[AddressMention]:
    """The addresses in plain words; a Korean particle may follow one without a space."""
    if "://" not in words:
        return
    for found in _IN_WORDS.finditer(words):
        address = found[0].rstrip(_STOPS)
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(_STOPS)
        runs_on = address == found[0] and words[found.end() : found.end() + 1].isalpha()
        if names_a_host(address) and not (runs_on and address[-1] in _OPEN_END):
            yield AddressMention(address, span, lang)
