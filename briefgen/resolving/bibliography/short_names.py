"""What a source is called in a few words: for lines that have no room for its entry in References."""

from __future__ import annotations

from briefgen.language.words.dates import word_date
from briefgen.model.profile.language import Language
from briefgen.model.values.parsing import parse_day, parse_value
from briefgen.model.values.quantities import Day, Interval
from briefgen.model.written.sources import Source
from briefgen.resolving.bibliography.source_kinds import PRESS, source_kind, source_name


def short_name(source: Source, language: Language) -> str:
    """Its short name and its date, which a title that begins with the year already says."""
    name = source_name(source, language.tag)
    date = _date((source.model_extra or {}).get("issued"), language)
    year = date[:4] if date[:4].isdigit() else date[-4:]
    return f"{name} {date}".strip() if source_kind(source) == PRESS or year not in name else name


def _date(value: object, language: Language) -> str:
    """A day, month or year in its short form; empty for what is written in another way."""
    try:
        when = parse_value(str(value)) if "/" in str(value) else parse_day(str(value))
    except ValueError:
        return ""
    return word_date(when, language, "short") if isinstance(when, Day | Interval) else ""
