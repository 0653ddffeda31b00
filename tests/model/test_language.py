"""A language is a profile: what it must say, and what it may leave out."""

import pytest
import yaml

from briefgen.model.profile.language import Language, NumberStyle

SMALLEST = """
tag: de
name: Deutsch
dates:
  full: {day: d. MMMM y, month: MMMM y, year: "y"}
intervals:
  day_in_month: [d., d. MMMM y]
  day_in_year: [d. MMMM, d. MMMM y]
  day: [d. MMMM y, d. MMMM y]
  month_in_year: [MMMM, MMMM y]
  month: [MMMM y, MMMM y]
  year: ["y", "y"]
"""


def read(text: str) -> Language:
    return Language.model_validate(yaml.load(text, yaml.BaseLoader))


def test_a_new_language_needs_only_its_name_and_dates() -> None:
    german = read(SMALLEST)
    assert german.numbers.style is NumberStyle.SCALED
    assert german.date_pattern("short", "day") == "d. MMMM y"
    assert german.label("figure", 3) == "Figure 3"
    assert not german.particles


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("units: {CNY: Yuan}", "needs {} once"),
        ("units: {USD: {one: '{} Dollar'}}", "at least `other`"),
        ("bounds: {roughly: 'etwa {}'}", "“roughly” is not a bound; there are about, over"),
        ("tag: tlh", "CLDR has no locale “tlh”"),
        ("colour: red", "Extra inputs"),
    ],
)
def test_a_profile_that_cannot_work_says_why(line: str, sentence: str) -> None:
    with pytest.raises(ValueError) as raised:
        read(SMALLEST + line)
    assert sentence in str(raised.value)


def test_the_full_dates_are_needed() -> None:
    with pytest.raises(ValueError, match="`full` with day, month and year"):
        read(SMALLEST.replace(', year: "y"}', "}", 1))
