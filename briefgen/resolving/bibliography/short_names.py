"""What a source is called in a few words: for lines that have no room for its entry in References."""

from __future__ import annotations

from briefgen.language.words.dates import word_date
from briefgen.model.profile.language import Language
from briefgen.model.values.parsing import parse_day, parse_value
from briefgen.model.values.quantities import Day, Interval
from briefgen.model.written.sources import Source
from briefgen.resolving.bibliography.csl_items import names_in
from briefgen.resolving.bibliography.source_kinds import PRESS, RESEARCH, SHORT_TITLES, source_kind, source_name

_ALL_NAMED = 3
_BY_AUTHORS = frozenset({"dataset", "document", "software"})
"""Types that are known by who made them, as research is: bibliographies have preprints and data under them."""


def short_name(source: Source, language: Language) -> str:
    """Return who wrote it if it is research, or who published it if nobody is named, its short name and its date.

    The year is left out if the name has it.

    A paper of the day stands for its author and title: *Asia Economy 11 Apr 2025*.
    """
    name = source_name(source, language.tag)
    date = _date((source.model_extra or {}).get("issued"), language)
    if source_kind(source) == PRESS:
        return f"{name} {date}".strip()
    year = date[:4] if date[:4].isdigit() else date[-4:]
    parts = dict.fromkeys((_authors(source, language), name, "" if year in name else date))
    return ", ".join(part for part in parts if part)


def _authors(source: Source, language: Language) -> str:
    """Up to three authors or editors of research by family name, an East Asian name whole; of more the first.

    A report or research without them has its publisher, and so has a report in this language that its publisher wrote.
    A short title that the bibliography gives stands alone: its author chose it.
    """
    given = source.model_extra or {}
    is_research = source_kind(source) == RESEARCH or source.type in _BY_AUTHORS
    if not (is_research or source.type == "report") or any(given.get(key) for key in SHORT_TITLES):
        return ""
    people = names_in(given.get("author") or given.get("editor"))
    publisher = " ".join(str(given.get("publisher") or "").split())
    written = (source.language or language.tag).partition("-")[0]
    is_own = publisher in (it.get("literal") for it in people) and written == language.tag.partition("-")[0]
    if not people or is_own:
        return publisher
    if publisher and not is_research:
        return ""
    said = [name for it in people if (name := it.get("literal") or it.get("family") or "")]
    return language.lists.separator.join(said) if len(said) <= _ALL_NAMED else f"{said[0]} …"


def _date(value: object, language: Language) -> str:
    """A day, month or year in its short form; empty for what is written in another way."""
    try:
        when = parse_value(str(value)) if "/" in str(value) else parse_day(str(value))
    except ValueError:
        return ""
    return word_date(when, language, "short") if isinstance(when, Day | Interval) else ""
