"""What the keys of other programs' front matter mean here; a key that means nothing here is reported."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from briefgen.importing.site.source.front import Value, texts_of
from briefgen.model.core.limits import LINE

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3})[a-z]{0,9}\.?\s{1,9}(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.?\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4})")
_KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "제목", "タイトル", "标题", "question"),
    "short_title": ("linktitle", "sidebar_label", "nav_title", "short_title", "short-title", "menu_title"),
    "subtitle": ("subtitle",),
    "summary": ("summary", "description", "excerpt", "abstract", "lead", "요약"),
    "published": ("date", "published", "publishdate", "pubdate", "created", "작성일"),
    "updated": ("lastmod", "updated", "last_modified_at", "modified", "last_updated", "date_modified", "last_update"),
    "authors": ("authors", "author", "저자"),
    "places": ("affiliations", "institute"),
    "keywords": ("keywords", "tags", "categories", "category", "tag"),
    "draft": ("draft",),
    "same_text": ("translationkey", "translation_key", "lang-ref", "lang_ref", "page_id"),
    "language": ("lang", "language", "locale"),
    "slug": ("slug", "id"),
    "addresses": ("url", "permalink", "aliases", "redirect_from"),
    "headless": ("headless",),
    "build": ("build", "_build"),
    "weight": ("sidebar_position", "weight", "nav_order", "order"),
    "bibliographies": ("bibliography",),
}
"""Ours → theirs, of which the first counts that says something."""
_KNOWN = frozenset(name for names in _KEYS.values() for name in names)
_TAG = re.compile(r"\{[{%][^\n]{1,300}?[%}]\}")
"""Markup of a template language, which is not text."""
_TRUE = frozenset({"true", "yes", "on", "1"})


@dataclass(frozen=True, slots=True)
class FrontKeys:
    """Front matter in our words. Empty where nothing is said."""

    title: str = ""
    short_title: str = ""
    subtitle: str = ""
    summary: str = ""
    abstract: str = ""
    """A summary that is too long for one line, as it was typed: it begins the text."""
    published: str = ""
    updated: str = ""
    authors: tuple[SourceAuthor, ...] = ()
    keywords: tuple[str, ...] = ()
    draft: bool = False
    same_text: str = ""
    """What translations of one text have in common."""
    language: str = ""
    slug: str = ""
    addresses: tuple[str, ...] = ()
    """Where it is published, and was before, without ``/`` at the ends."""
    hidden: str = ""
    """The key that keeps it from being published."""
    weight: float | None = None
    """Its place among its neighbours: light ones come first."""
    bibliographies: tuple[str, ...] = ()
    """Files of its sources, relative to the document."""
    wrong: tuple[str, ...] = ()
    """What is said of dates that are none, and of what authors have that a brief has no place for."""
    unread: tuple[str, ...] = ()
    """What was not taken, as ``key: value``."""


def front_keys(keys: Mapping[str, Value], typed: Mapping[str, str]) -> FrontKeys:
    """The front matter of a text; ``typed`` are its keys as they were typed."""
    days, wrong = {name: _date(keys, name) for name in ("published", "updated")}, []
    summary = _first(keys, "summary")
    for name, day in days.items():
        given = _first(keys, name)
        if given and not day and given.lower() not in _TRUE | {"false"}:
            wrong.append(f"{next(it for it in _KEYS[name] if keys.get(it))}: “{given[:40]}” is not a date")
    if left := [key for name in _KEYS["authors"] for key in left_of_authors(keys.get(name))]:
        wrong.append(f"of its authors, {', '.join(left)} {'was' if len(left) == 1 else 'were'} not taken")
    return FrontKeys(
        **{name: plain(_first(keys, name)) for name in ("title", "short_title", "subtitle")},
        **{name: _first(keys, name) for name in ("same_text", "language")},
        **days,
        summary="" if len(summary) > LINE else plain(summary),
        abstract=summary if len(summary) > LINE else "",
        authors=tuple(_people(keys)),
        keywords=tuple(dict.fromkeys(filter(None, map(plain, _listed(keys, "keywords"))))),
        draft=_first(keys, "draft").lower() in _TRUE or str(keys.get("published", "")).lower() == "false",
        slug=_first(keys, "slug").strip("/"),
        addresses=tuple(it.strip("/") for it in _listed(keys, "addresses") if ":" not in it and it.strip("/")),
        hidden=_hidden(keys),
        weight=_weight(keys),
        bibliographies=tuple(_listed(keys, "bibliographies")),
        wrong=tuple(wrong),
        unread=tuple(f"{typed.get(name, name)}: {_said(value)}" for name, value in keys.items() if name not in _KNOWN),
    )


def _people(keys: Mapping[str, Value]) -> Iterable[SourceAuthor]:
    """The authors, each once."""
    places = next(filter(None, map(keys.get, _KEYS["places"])), None)
    people = next(filter(None, ([*authors_in(keys.get(name), places)] for name in _KEYS["authors"])), [])
    return dict.fromkeys(replace(it, name=plain(it.name), affiliation=plain(it.affiliation)) for it in people)


def _listed(keys: Mapping[str, Value], ours: str) -> list[str]:
    return [text for name in _KEYS[ours] for text in texts_of(keys.get(name))]


def _hidden(keys: Mapping[str, Value]) -> str:
    """The key that keeps a page of Hugo from being published: ``headless: true``, ``build: {render: never}``."""
    if _first(keys, "headless").lower() in _TRUE:
        return "headless"
    for name in _KEYS["build"]:
        said = keys.get(name)
        if isinstance(said, Mapping) and str(said.get("render", "")).lower() in ("never", "false"):
            return name
    return ""


def plain(words: str) -> str:
    """Words of a line without the marks of Markdown and HTML, which titles do not have here."""
    words = re.sub(r"\s*\{\s*[#.:][^}]*\}\s*$", "", words)
    words = re.sub(r"!?\[([^\]]{0,500})\]\((?:<[^>]*>|[^()]*)\)", r"\1", words)
    words = re.sub(r"</?[A-Za-z][^<>]*>", "", words)
    words = _TAG.sub("", words)
    words = re.sub(r"(?<!\w)_(?=[^\s_])([^_]+)(?<=\S)_(?!\w)", r"\1", words)
    words = re.sub(r"(\*\*|__|\*|`+)(?=\S)(.+?)(?<=\S)\1", r"\2", words)
    return " ".join(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", words).split())


def day_of(text: str) -> str:
    """A day as ``2026-03-05`` where ``text`` gives one; empty where it gives none that there is."""
    if found := _ISO.search(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _MONTH_FIRST.search(text):
        year, month, day = int(found[3]), _month(found[1]), int(found[2])
    elif found := _DAY_FIRST.search(text):
        year, month, day = int(found[3]), _month(found[2]), int(found[1])
    else:
        return ""
    with suppress(ValueError):
        return date(year, month, day).isoformat()
    return ""


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1 if name.lower() in _MONTHS else 0


def _first(keys: Mapping[str, Value], ours: str) -> str:
    for name in _KEYS[ours]:
        value = keys.get(name)
        if isinstance(value, str | int | float | bool) and str(value).strip():
            return str(value).strip()
    return ""


def _date(keys: Mapping[str, Value], ours: str) -> str:
    for name in _KEYS[ours]:
        value = keys.get(name)
        given = value.get("date", "") if isinstance(value, Mapping) else value
        if given and (day := day_of(str(given))):
            return day
    return ""


def _weight(keys: Mapping[str, Value]) -> float | None:
    """The weight of a document, or that of its entry in a menu of Hugo."""
    menus = keys.get("menu") or keys.get("menus")
    entries = menus.values() if isinstance(menus, Mapping) else ()
    given = (_first(it, "weight") for it in (keys, *(entry for entry in entries if isinstance(entry, Mapping))))
    return next((float(it) for it in given if re.fullmatch(r"-?\d{1,9}(?:\.\d{1,9})?", it)), None)


def _said(value: Value) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?")
_AFFILIATION = ("affiliation", "affiliations", "institute", "organization")
_TAKEN = frozenset({"name", "literal", "title", "email", "orcid", *_AFFILIATION})


@dataclass(frozen=True, slots=True)
class SourceAuthor:
    """A person as a brief names one; empty where nothing is said."""

    name: str
    affiliation: str = ""
    email: str = ""
    orcid: str = ""


def authors_in(value: Value, affiliations: Value = None) -> Iterator[SourceAuthor]:
    """The people of ``author:``; they may refer to one of ``affiliations`` by its id."""
    known = {str(it.get("id")): it for it in _several(affiliations) if isinstance(it, Mapping)}
    for each in _several(value):
        if not isinstance(each, Mapping):
            # What follows a comma may be another person, a title or a place: it stays in its line.
            if name := _text(each):
                yield SourceAuthor(name)
        elif name := _name_of(each):
            places = (place for key in _AFFILIATION for place in _several(each.get(key)))
            named = dict.fromkeys(filter(None, (_place(place, known) for place in places)))
            orcid = _ORCID.fullmatch(_text(each.get("orcid")))
            yield SourceAuthor(name, ", ".join(named), _text(each.get("email")), orcid[1] if orcid else "")


def left_of_authors(value: Value) -> list[str]:
    """The keys of people that a brief has no place for."""
    people = [each for each in _several(value) if isinstance(each, Mapping) and _name_of(each)]
    found = [str(key) for each in people for key in each if str(key).lower() not in _TAKEN]
    wrong = [each for each in people if each.get("orcid") and not _ORCID.fullmatch(_text(each["orcid"]))]
    return list(dict.fromkeys([*found, *(["orcid"] if wrong else [])]))


def _several(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name_of(person: Mapping[str, Any]) -> str:
    name = person.get("name")
    if isinstance(name, Mapping):  # Quarto: {given: …, family: …}
        return _text(name.get("literal")) or " ".join(filter(None, (_text(name.get(it)) for it in ("given", "family"))))
    return next(iter(texts_of({**person, "name": name})), "")


def _place(place: Any, known: Mapping[str, Mapping[str, Any]]) -> str:
    """The name of an affiliation that is written out, or is named by its id."""
    if isinstance(place, Mapping):
        place = known.get(_text(place.get("ref")), place)
        return _text(place.get("name"))
    named = known.get(_text(place))
    return _text(named.get("name")) if named else _text(place)


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""
