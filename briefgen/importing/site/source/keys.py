"""What the keys of other programs' front matter mean here; a key that means nothing here is reported."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from briefgen.importing.site.source.authors import SourceAuthor, authors_in, left_of_authors
from briefgen.importing.site.source.front import Value, texts_of
from briefgen.model.core.limits import LINE

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3})[a-z]{0,9}\.?\s{1,9}(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.?\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4})")
_TITLE = ("title", "제목", "タイトル", "标题", "question")
_SHORT = ("linktitle", "sidebar_label", "nav_title", "short_title", "short-title", "menu_title")
_SUMMARY = ("summary", "description", "excerpt", "abstract", "lead", "요약")
_DATE = ("date", "published", "publishdate", "pubdate", "created", "작성일")
_UPDATED = ("lastmod", "updated", "last_modified_at", "modified", "last_updated", "date_modified", "last_update")
_AUTHORS = ("authors", "author", "저자")
_KEYWORDS = ("keywords", "tags", "categories", "category", "tag")
_SAME_TEXT = ("translationkey", "translation_key", "lang-ref", "lang_ref", "page_id")
_LANGUAGE = ("lang", "language", "locale")
_LEADS = ("slug", "id")
_WEIGHT = ("sidebar_position", "weight", "nav_order", "order")
_ADDRESSES = ("url", "permalink", "aliases", "redirect_from")
_BUILD = ("build", "_build")
_BIBLIOGRAPHY = ("bibliography",)
_KNOWN = frozenset(
    {*_TITLE, *_SHORT, *_SUMMARY, *_DATE, *_UPDATED, *_AUTHORS, *_KEYWORDS, *_SAME_TEXT, *_LANGUAGE, *_LEADS}
    | {"subtitle", "draft", "affiliations", "institute", "headless", *_BIBLIOGRAPHY, *_ADDRESSES, *_BUILD, *_WEIGHT}
)
_TAG = re.compile(r"\{\{[<%][^\n]{0,1000}?[>%]\}\}|\{%[^\n]{0,1000}?%\}|\{\{[^{}\n]{1,300}\}\}")
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
    published, updated, wrong = _date(keys, _DATE), _date(keys, _UPDATED), []
    summary = _first(keys, _SUMMARY)
    for names, day in ((_DATE, published), (_UPDATED, updated)):
        given = _first(keys, names)
        if given and not day and given.lower() not in _TRUE | {"false"}:
            wrong.append(f"{next(name for name in names if keys.get(name))}: “{given[:40]}” is not a date")
    if left := [key for name in _AUTHORS for key in left_of_authors(keys.get(name))]:
        wrong.append(f"of its authors, {', '.join(left)} {'was' if len(left) == 1 else 'were'} not taken")
    held = _first(keys, ("draft",)).lower() in _TRUE or str(keys.get("published", "")).lower() == "false"
    return FrontKeys(
        title=plain(_first(keys, _TITLE)),
        short_title=plain(_first(keys, _SHORT)),
        subtitle=plain(_first(keys, ("subtitle",))),
        summary="" if len(summary) > LINE else plain(summary),
        abstract=summary if len(summary) > LINE else "",
        published=published,
        updated=updated,
        authors=tuple(_people(keys)),
        keywords=tuple(dict.fromkeys(filter(None, map(plain, _listed(keys, _KEYWORDS))))),
        draft=held,
        same_text=_first(keys, _SAME_TEXT),
        language=_first(keys, _LANGUAGE),
        slug=_first(keys, _LEADS).strip("/"),
        addresses=tuple(it.strip("/") for it in _listed(keys, _ADDRESSES) if ":" not in it and it.strip("/")),
        hidden=_hidden(keys),
        weight=_weight(keys),
        bibliographies=tuple(texts_of(keys.get(_BIBLIOGRAPHY[0]))),
        wrong=tuple(wrong),
        unread=tuple(f"{typed.get(name, name)}: {_said(value)}" for name, value in keys.items() if name not in _KNOWN),
    )


def _people(keys: Mapping[str, Value]) -> Iterable[SourceAuthor]:
    """The authors, each once."""
    places = keys.get("affiliations") or keys.get("institute")
    named = ([*authors_in(keys.get(name), places)] for name in _AUTHORS)
    people = next(filter(None, named), [])
    return dict.fromkeys(replace(it, name=plain(it.name), affiliation=plain(it.affiliation)) for it in people)


def _listed(keys: Mapping[str, Value], names: Iterable[str]) -> list[str]:
    return [text for name in names for text in texts_of(keys.get(name))]


def _hidden(keys: Mapping[str, Value]) -> str:
    """The key that keeps a page of Hugo from being published: ``headless: true``, ``build: {render: never}``."""
    if _first(keys, ("headless",)).lower() in _TRUE:
        return "headless"
    for name in _BUILD:
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


def _first(keys: Mapping[str, Value], names: Sequence[str]) -> str:
    for name in names:
        value = keys.get(name)
        if isinstance(value, str | int | float | bool) and str(value).strip():
            return str(value).strip()
    return ""


def _date(keys: Mapping[str, Value], names: Iterable[str]) -> str:
    for name in names:
        value = keys.get(name)
        given = value.get("date", "") if isinstance(value, Mapping) else value
        if given and (day := day_of(str(given))):
            return day
    return ""


def _weight(keys: Mapping[str, Value]) -> float | None:
    """The weight of a document, or that of its entry in a menu of Hugo."""
    menus = keys.get("menu") or keys.get("menus")
    entries = menus.values() if isinstance(menus, Mapping) else ()
    given = (_first(it, _WEIGHT) for it in (keys, *(entry for entry in entries if isinstance(entry, Mapping))))
    return next((float(it) for it in given if re.fullmatch(r"-?\d{1,9}(?:\.\d{1,9})?", it)), None)


def _said(value: Value) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
