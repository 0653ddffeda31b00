"""A page read for the index: its passages with all that follows from their words alone. Remembered by its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from sys import intern

from briefgen.language.figures.reader import FigureReader
from briefgen.language.matching.folding import runs, terms, units
from briefgen.language.matching.readings import reading
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.profile.language import Language
from briefgen.model.written.written import Lang
from briefgen.rendering.search.figures import Figure, figure_terms, figures
from briefgen.rendering.search.passages import SearchPassage, passages


@dataclass(frozen=True, slots=True)
class PageJob:
    """A finished page, and what is known of its language and of words in Chinese characters."""

    path: str
    lang: Lang
    number: str
    """Of the brief; empty for another page."""
    html: str
    profile: Language
    units: Mapping[str, tuple[str, ...]]
    """Patterns of the author's units."""
    hanja: Mapping[str, str]
    endings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage, the terms that the index has it under, its figures, and the readings of its Chinese characters."""

    passage: SearchPassage
    terms: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    readings: tuple[tuple[int, str], ...] = ()
    runs: tuple[tuple[int, str], ...] = ()
    """Runs of syllables, of readings too: (first character, run)."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page that has been read."""

    lang: Lang
    path: str
    number: str
    lines: tuple[IndexedPassage, ...]

    @property
    def title(self) -> str:
        """The first heading, or the first words."""
        return next((it.passage.text for it in self.lines if it.passage.opens), self.lines[0].passage.text)


def read_page(job: PageJob) -> Outcome[ReadPage]:
    """Read a page. It cannot fail."""
    lines = read_lines(job.html, FigureReader(job.profile, job.units), job.hanja, job.endings)
    return Outcome(ReadPage(job.lang, job.path, job.number, lines))


def read_lines(
    content: str, reader: FigureReader, hanja: Mapping[str, str], endings: Mapping[str, str]
) -> tuple[IndexedPassage, ...]:
    """The passages of a page's HTML, read."""
    return tuple(_line(passage, reader, hanja, endings) for passage in passages(content))


def _line(
    passage: SearchPassage, reader: FigureReader, hanja: Mapping[str, str], endings: Mapping[str, str]
) -> IndexedPassage:
    row = units(passage.text)
    told = tuple(figures(passage.text, reader))
    read = tuple((start, words) for start, run in passage.hanja if (words := reading(run, hanja)))
    sounds = [units(words) for _, words in read]
    found = {intern(term) for it in (row, *sounds) for term in terms(it, endings)}
    found.update(intern(term) for figure in told for term in figure_terms(figure))
    return IndexedPassage(passage, tuple(sorted(found)), told, read, (*runs(row), *read))
