"""The profiles the theme ships, and one of a language that no code knows."""

from functools import lru_cache
from pathlib import Path

import yaml

from briefgen.model.profile.language import Language

LOCALE = Path(__file__).resolve().parents[2] / "templates" / "locale"

MADE_UP = """
tag: vol
name: Volapük
locale: cs
numbers:
  decimal: ","
  group: "."
  names:
    3: {one: mil, few: mila, other: mils}
    6: {one: balion, few: baliona, other: balions}
units:
  "%": "{} %"
  KRW: {one: "{} von", few: "{} vona", other: "{} vons"}
bounds: {about: "ba {}", over: "pluamo ka {}"}
changes:
  "*": {up: "{} löpio", down: "{} donio", none: leigo}
dates:
  full: {day: "y/M/d", month: "y/M", year: "y"}
intervals:
  day_in_month: ["y/M/d", "d"]
  day_in_year: ["y/M/d", "M/d"]
  day: ["y/M/d", "y/M/d"]
  month_in_year: ["y/M", "M"]
  month: ["y/M", "y/M"]
  year: ["y", "y"]
places: {page: {one: "pad {}", other: "pads {}"}}
scripts: {Hang: ko, Hani: zh-Hant}
"""


@lru_cache
def profile(tag: str) -> Language:
    """``ko`` or ``en`` as shipped, or the made-up ``vol``."""
    text = MADE_UP if tag == "vol" else (LOCALE / f"{tag}.yaml").read_text("utf-8")
    return Language.model_validate(yaml.load(text, yaml.BaseLoader))
