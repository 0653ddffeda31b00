"""Readers of figures for the languages of a site."""

from __future__ import annotations

from briefgen.language.figures.reader import FigureReader
from briefgen.language.words.units import own_units
from briefgen.model.written.site import Site
from briefgen.model.written.written import Lang


def reader_of(site: Site, lang: Lang) -> FigureReader:
    """What finds figures in a language, in the author's own units too."""
    return FigureReader(site.profiles[lang], own_units(site, lang))
