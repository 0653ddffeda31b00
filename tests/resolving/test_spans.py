"""The time between two days in words, and how long a text takes to read."""

from __future__ import annotations

import pytest

from briefgen.language.words.durations import minutes_to_read, time_between
from briefgen.model.values.parsing import parse_value
from briefgen.model.values.quantities import Day, Interval
from briefgen.reading.load import load
from briefgen.reading.world import MemoryWorld

from support.project import SMALL  # isort: skip

LANGUAGES = load(MemoryWorld(SMALL)).value.profiles


def day(text: str) -> Day | Interval:
    value = parse_value(text)
    assert isinstance(value, Day | Interval)
    return value


@pytest.mark.parametrize(
    ("one", "other", "korean", "english"),
    [
        ("2015-12-20", "2018-03", "2년 3개월", "2 years 3 months"),
        ("2018-03", "2025-03-05", "7년", "7 years"),
        ("2025-03-05", "2025-12-26", "9개월", "9 months"),
        ("2025-12-26", "2026-01-05", "10일", "10 days"),
        ("2026-01-05", "2026-01-19/2026-01-23", "2주", "2 weeks"),
        ("2001-01-31", "2001-04-30", "2개월", "2 months"),
        ("2001", "2003-05", "2년", "2 years"),
        ("2001", "2001-05", "", ""),
        ("2001-05", "2001-05-20", "", ""),
        ("2001-05-20", "2001-05-20", "", ""),
    ],
)
def test_the_time_between_two_days_is_said_in_round_words(one: str, other: str, korean: str, english: str) -> None:
    said = [time_between(day(one), day(other), LANGUAGES[lang]) for lang in ("ko", "en")]
    assert said == [korean, english]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 1),
        ("가" * 500, 1),
        ("가나다라 " * 500, 4),
        ("word " * 220, 1),
        ("word " * 1100, 5),
        ("가" * 1000 + " word" * 220, 3),
    ],
)
def test_the_time_to_read_counts_syllables_and_words(text: str, minutes: int) -> None:
    assert minutes_to_read(text) == minutes
