"""Front matter as other programs write it: YAML, TOML, JSON, and the title blocks of Pandoc and MultiMarkdown."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from briefgen.reading.yaml.plain import plain_yaml

_YAML = re.compile(r"\A\s*---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)(?:^|\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_JSON = re.compile(r"\A\s*(\{(?=[\n\"])(?:[^\n]*\}|.*?\n\}))[ \t]*(?:\n|\Z)", re.DOTALL)
_PANDOC = re.compile(r"\A((?:%[^\n]*\n(?:[ \t]+\S[^\n]*\n)*){1,3})")
_MULTIMARKDOWN = re.compile(r"\A((?:[A-Za-z][\w -]*:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+)(?=\n|\Z)")
_MMD_KEYS = frozenset({"title", "date", "author", "authors", "description", "summary", "tags", "template"})
_PLACEHOLDER = re.compile(r":[ \t]+(\{\{.{0,300}\}\})[ \t]*$", re.MULTILINE)

Value = Any
"""Text, a list or a mapping; values of YAML and TOML are text as it was typed."""


@dataclass(frozen=True, slots=True)
class FrontPart:
    """``keys`` in lower case; ``body`` is the text after them, and ``line`` the line on which that begins."""

    keys: Mapping[str, Value] = field(default_factory=dict)
    body: str = ""
    line: int = 1
    problem: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    """The keys as they were typed, by their small letters."""


def split_front(text: str) -> FrontPart:
    """Return what stands before a text. What of it cannot be read is left out, and ``problem`` says why."""
    for pattern, read in _FORMATS:
        found = pattern.match(text)
        above = "\n" * text.count("\n", 0, found.start(1)) if found else ""  # so that problems are told at their line
        keys, problem = read_mapping(read, above + found[1], "the front matter") if found else ({}, "")
        typed = re.findall(r"(?m)^([\w-]+)[ \t]*:", found[1]) if found and pattern is _YAML else []
        if twice := next((key for key in keys if typed.count(key) > 1), ""):
            problem = f"the key “{twice}” is there twice: the last was taken"
        if found and (keys or pattern in _FENCED):
            return _part(text, found.end(), keys, problem)
    return FrontPart(body=text)


def _part(text: str, end: int, keys: Mapping[str, Value], problem: str) -> FrontPart:
    typed = {name.lower(): name for name in (str(key).strip() for key in keys)}
    lower = {str(name).strip().lower(): value for name, value in keys.items()}
    return FrontPart(lower, text[end:], text.count("\n", 0, end) + 1, problem, typed)


def read_mapping(read: Callable[[str], Any], text: str, what: str) -> tuple[Mapping[str, Value], str]:
    """The keys of ``text``, and why ``what`` it is cannot be read where it cannot."""
    try:
        found = read(text)
    except RecursionError:
        return {}, f"{what} is nested too deeply to be read"
    except ValueError as problem:
        return {}, f"{what} cannot be read: {' '.join(str(problem).split())[:200]}"
    return (found, "") if isinstance(found, dict) else ({}, "" if not found else f"{what} has no keys")


def _yaml(text: str) -> Any:
    """YAML with every value as typed. What templates fill in (``{{ … }}``) is text."""
    return plain_yaml(_PLACEHOLDER.sub(lambda found: f": {json.dumps(found[1])}", text))


def _pandoc(block: str) -> dict[str, Value]:
    """``% title``, ``% authors``, ``% date``."""
    fields = [" ".join(part.split()) for part in re.split(r"(?m)^%", block)[1:]]
    authors = [name.strip() for name in fields[1].split(";")] if len(fields) > 1 and fields[1] else []
    given = {"title": fields[0], "author": authors, "date": fields[2] if len(fields) > 2 else ""}
    return {name: value for name, value in given.items() if value}


def _multimarkdown(block: str) -> dict[str, Value]:
    """Lines of keys, one of which at least is a usual one: else they are words."""
    found = re.findall(r"(?m)^([A-Za-z][\w -]*):[ \t]*([^\n]*(?:\n[ \t]+\S[^\n]*)*)", block)
    keys = {name.strip().lower(): " ".join(value.split()) for name, value in found}
    return keys if keys.keys() & _MMD_KEYS else {}


_FORMATS: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (_YAML, _yaml),
    (_TOML, partial(tomllib.loads, parse_float=str)),
    (_JSON, json.loads),
    (_PANDOC, _pandoc),
    (_MULTIMARKDOWN, _multimarkdown),
)
_FENCED = frozenset({_YAML, _TOML})
"""What begins so is front matter, also where it has no keys or cannot be read."""


def texts_of(value: Value) -> list[str]:
    """A value as a list of texts: one, several, or those between commas; mappings by their names."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, Mapping):
        named = value.get("name") or value.get("literal") or value.get("title")
        return [str(named).strip()] if named else []
    if isinstance(value, list):
        return [text for each in value for text in ([str(each).strip()] if isinstance(each, str) else texts_of(each))]
    return [] if value is None else [str(value)]
