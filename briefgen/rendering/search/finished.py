"""A finished page read once: its links, the characters that it shows, and its passages. Remembered by its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import get_ident

from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.written import Lang
from briefgen.model.output.spill import SpilledText
from briefgen.rendering.fonts.faces import Fonts
from briefgen.rendering.fonts.usage import Setting, Styles, font_rules, shown_characters
from briefgen.rendering.html.finished import PageLinks, page_links, parsed
from briefgen.rendering.search.lines import IndexedPassage, IndexTerms, read_lines


@dataclass(frozen=True, slots=True)
class PageJob:
    """A finished page; ``css`` and ``fonts``, whose faces need no glyphs, say what it is set in.

    ``terms`` is what the search has to know of it; None: it is not searched.
    """

    path: str
    lang: Lang
    html: str | SpilledText
    css: str
    fonts: Fonts
    terms: IndexTerms | None


@dataclass(frozen=True, slots=True)
class LinksJob:
    """A finished page of which only the links are asked for."""

    path: str
    html: str | SpilledText


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """A page that has been read."""

    links: PageLinks
    shown: Mapping[Setting, str]
    lines: tuple[IndexedPassage, ...]


@lru_cache(maxsize=32)
def _styles(thread: int, css: str, fonts: str, lang: Lang) -> Styles:
    """Return what the pages of a language that this thread has read have taught; filled as they are read."""
    return {}


def read_finished(job: PageJob) -> Outcome[FinishedPage]:
    """Read a page. It cannot fail."""
    root = parsed(str(job.html))
    lines = read_lines(root, job.terms) if job.terms else ()
    styles = _styles(get_ident(), job.css, repr(job.fonts), job.lang)
    characters = shown_characters(root, font_rules(job.css), job.fonts, job.lang, styles)
    shown = {setting: "".join(sorted(each)) for setting, each in characters.items()}
    return Outcome(FinishedPage(page_links(root), shown, lines))


def read_links(job: LinksJob) -> Outcome[FinishedPage]:
    """Read the links and ids of a page alone; it has no characters and no passages then."""
    return Outcome(FinishedPage(page_links(parsed(str(job.html))), {}, ()))
