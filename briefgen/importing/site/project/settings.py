"""``site.yaml`` of a project that an import makes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from briefgen.importing.markdown import quoted
from briefgen.importing.site.source.configuration import Configuration

_DAY = re.compile(r"(?:19|20)\d\d([-_. ]?)\d{1,2}\1\d{1,2}")
_COUNTED = re.compile(rf"^(?:{_DAY.pattern}(?!\d)|\d+(?=[-_. ]))[-_. ]*(?=\S)")
_RULES = (
    "rules:   # an error again without these lines: figures that differ between languages",
    "  magnitudes-agree: warning",
    "  numbers-agree: warning",
    "  units-agree: warning",
)
_SHORT = 3
"""Names that stand in one line."""


def site_yaml(
    said: Configuration, name: str, languages: Sequence[str], topics: Mapping[str, Any], home: Sequence[str]
) -> str:
    """The settings of a site made of the folder ``name``. ``topics`` are names, or names by language, by their id."""
    title = said.title or title_from(name)
    titles = said.titles if not said.description else {}
    description = _said(said.descriptions or titles, said.description or title, languages)
    publisher = quoted(said.author) if said.author else _said(said.titles, title, languages)
    lines = _site_lines(_said(said.titles, title, languages), description, languages, publisher, _RULES)
    if topics:
        lines.append("topics:")
        for ident, names in topics.items():
            lines += [f"  {quoted(ident)}:", f"    name: {quoted(names) if isinstance(names, str) else wording(names)}"]
    if len(home) > _SHORT:
        lines += ["home:   # the order of the first page; the others follow", *(f"  - {_bare(slug)}" for slug in home)]
    elif home:
        lines.append(f"home: [{', '.join(map(_bare, home))}]")
    return "\n".join(lines) + "\n"


def begun_site(name: str, languages: Sequence[str]) -> str:
    """``site.yaml`` of a project for documents; ``name`` is that of its folder."""
    title = quoted(title_from(name))
    return "\n".join(_site_lines(title, title, languages, title)) + "\n"


def _site_lines(
    title: str, description: str, languages: Sequence[str], publisher: str, rules: Sequence[str] = ()
) -> list[str]:
    return [
        "# yaml-language-server: $schema=.schemas/site.schema.json",
        f"title: {title}",
        f"description: {description}",
        f"languages: [{', '.join(languages)}]   # the first is the original",
        "level: standard       # or publication: advice on style too; or draft: only what is broken",
        *rules,
        "publisher:",
        f"  name: {publisher}",
        "# licence: CC-BY-4.0  # what may be done with the texts; nothing is said without it",
    ]


def _said(words: Mapping[str, str], usual: str, languages: Sequence[str]) -> str:
    """What a site says of itself: in each of its languages where they have words of their own."""
    own = {lang: words.get(lang, usual) for lang in languages}
    return wording(own) if words else quoted(usual)


def _bare(slug: str) -> str:
    """A slug in a list of YAML: one of digits would be a number, or a date."""
    return slug if re.match(r"[a-z]", slug) and slug not in ("null", "true", "false", "yes", "no") else quoted(slug)


def title_from(name: str) -> str:
    """The title of a site that says none, by the name of its folder."""
    return from_name(name) or "Documents"


def from_name(name: str) -> str:
    """The name of a file or a folder as words, without the number or the day that it begins with."""
    if _DAY.fullmatch(name):
        return name
    words = " ".join(re.sub(r"[-_]+", " ", _COUNTED.sub("", name)).split()) or name
    return words[:1].upper() + words[1:]


def wording(words: Mapping[str, str]) -> str:
    """Words by language as YAML; said once where they are the same."""
    if len(set(words.values())) == 1:
        return quoted(next(iter(words.values())))
    return "{" + ", ".join(f"{lang}: {quoted(text)}" for lang, text in words.items()) + "}"
