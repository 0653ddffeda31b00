"""Addresses that things of the site had before: what was renamed says so itself, site.yaml says the rest."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.written import Lang, Written
from briefgen.model.output import addresses
from briefgen.model.records.links import leads_to_a_page
from briefgen.model.values.pdf_forms import Profile
from briefgen.model.written.site import Site
from briefgen.resolving.edition.edition import Edition

Address = Callable[[Lang, str], str]
"""The path of a thing by its language and name, as ``addresses`` has them."""
_BESIDE = re.compile(rf"[./].*|-(?:booklet|card|{'|'.join(Profile)})\..*")
"""How the path of a page goes on, its ending left out, in the files that stand beside and below it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One address, ``old``, that leads to ``new`` now: output paths; ``new`` may be an address of another site.

    With ``is_whole`` false both lack their ending: they stand for a page, its PDFs and all that is beside it.
    """

    lang: Lang
    old: str
    new: str
    said: str
    """The old name as its author wrote it."""
    is_whole: bool = False
    span: Span | None = field(default=None, compare=False)

    @property
    def leads_away(self) -> bool:
        """Whether it leads to another site."""
        return leads_to_a_page(self.new)

    @property
    def is_here(self) -> bool:
        """Whether the old address is one that this site can have had."""
        return not any(sign in self.old for sign in (":", "#", "?"))

    @property
    def page(self) -> str:
        """The path of the old page."""
        return self.old if self.is_whole else f"{self.old}.html"

    def before(self, path: str) -> str | None:
        """Return where the file at ``path`` stood; None for one that has no part in this."""
        if self.is_whole:
            return self.old if path == self.new else None
        rest = path.removeprefix(self.new)
        return self.old + rest if rest != path and _BESIDE.fullmatch(rest) else None


def moved_of(site: Site, editions: Mapping[Lang, Edition]) -> tuple[Moved, ...]:
    """Every old address, in each language that its subject has."""
    return (*_renamed(site, editions), *_redirected(site, tuple(editions)))


def _renamed(site: Site, editions: Mapping[Lang, Edition]) -> Iterator[Moved]:
    for lang, edition in editions.items():
        for slug in edition.articles:
            brief = site.briefs[slug]
            yield from _names(brief.data, addresses.brief, lang, slug)
            yield from _names(brief.texts[lang].front, addresses.brief, lang, slug)
        for ident in edition.packs:
            yield from _names(site.packs[ident], addresses.pack, lang, ident)
        for slug in edition.pages:
            yield from _names(site.pages[slug][lang].front, addresses.page, lang, slug)
        for ident in edition.topics:
            topic = site.settings.value.topics[ident]
            for number, name in enumerate(topic.was):
                span = site.settings.at("topics", ident, "was", number)
                yield _stem(addresses.topic, lang, name, ident, span)
    first = next(iter(editions), "")
    for folder, documents in (("briefs", {slug: it.data for slug, it in site.briefs.items()}), ("packs", site.packs)):
        for ident, written in documents.items():
            for number, name in enumerate(written.value.was):
                span = written.at("was", number)
                yield Moved(first, f"{folder}/{name}", f"{folder}/{ident}", name, span=span)


def _names(written: Written[Any], address: Address, lang: Lang, ident: str) -> Iterator[Moved]:
    for number, name in enumerate(written.value.was):
        yield _stem(address, lang, name, ident, written.at("was", number))


def _stem(address: Address, lang: Lang, old: str, new: str, span: Span) -> Moved:
    before, now = (posixpath.splitext(address(lang, name))[0] for name in (old, new))
    return Moved(lang, before, now, old, span=span)


def _redirected(site: Site, languages: tuple[Lang, ...]) -> Iterator[Moved]:
    """Yield what ``redirects:`` says, by paths below the address of the site, however they are written."""
    settings = site.settings
    for old, new in settings.value.redirects.items():
        path = _path(old, settings.value.base_url)
        lang = path.partition("/")[0]
        there = _path(new, settings.value.base_url)
        span = settings.at("redirects", old)
        yield Moved(lang if lang in languages else languages[0], path, there, old, is_whole=True, span=span)


def _path(written: str, base_url: str) -> str:
    """The output path of an address: of a folder its index, of a page without an ending that of the page."""
    path = written.removeprefix(base_url) if base_url else written
    if "://" in path:
        return path
    path = path.removeprefix("/")
    if not path or path.endswith("/"):
        return f"{path}index.html"
    return path if posixpath.splitext(path)[1] else f"{path}.html"
