"""A page read for the index: its passages with all that follows from their words alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, Protocol

from briefgen.language.figures.reader import FigureReader, kept_reader
from briefgen.language.matching.folding import Affixes, WordTerms, runs, terms, units, word_terms
from briefgen.language.matching.readings import reading
from briefgen.model.profile.language import Language
from briefgen.model.written.written import Lang
from briefgen.rendering.search.figures import Figure, figure_terms, figures
from briefgen.rendering.search.passages import SearchPassage, passages

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class IndexTerms:
    """What is known of the language of a page and of words in Chinese characters."""

    profile: Language
    units: Mapping[str, tuple[str, ...]]
    """Patterns of the author's units."""
    hanja: Mapping[str, str]
    affixes: Affixes


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage, the terms that the index has it under, its figures, and the readings of its Chinese characters."""

    passage: SearchPassage
    terms: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    readings: tuple[tuple[int, str], ...] = ()
    runs: tuple[tuple[int, str], ...] = ()
    """Runs of syllables, of readings too: (first character, run)."""


class IndexedPage(Protocol):
    """A page that has been read; its passages may be fetched each time."""

    @property
    def lang(self) -> Lang:
        """Its language."""

    @property
    def path(self) -> str:
        """Its output path."""

    @property
    def number(self) -> str:
        """That of the brief."""

    @property
    def lines(self) -> tuple[IndexedPassage, ...]:
        """Its passages."""


def title_of(lines: Sequence[IndexedPassage]) -> str:
    """The first heading of a page, or its first words."""
    return next((it.passage.text for it in lines if it.passage.opens), lines[0].passage.text)


def read_lines(root: HtmlElement, known: IndexTerms) -> tuple[IndexedPassage, ...]:
    """The passages of a page, read."""
    reader, of_word = kept_reader(known.profile, known.units), word_terms(known.affixes)
    return tuple(_line(passage, reader, known.hanja, of_word) for passage in passages(root))


def _line(passage: SearchPassage, reader: FigureReader, hanja: Mapping[str, str], of_word: WordTerms) -> IndexedPassage:
    row = units(passage.text)
    told = tuple(figures(passage.text, reader))
    read = tuple((start, words) for start, run in passage.hanja if (words := reading(run, hanja)))
    found = set(terms(row, of_word)).union(*(terms(units(words), of_word) for _, words in read))
    found.update(*map(figure_terms, told))
    return IndexedPassage(passage, tuple(map(intern, sorted(found))), told, read, (*runs(row), *read))
