"""An item of a bibliography, as CSL has it, from whichever program it comes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefgen.model.values.characters import unwanted, without
from briefgen.model.values.scalars import whole

Item = dict[str, Any]

_NOT_IN_IDS = re.compile(r"[^\w.:/-]+")
_UNREAD = frozenset({"abstract", "keyword", "citation-key", "system_id", "attachments"})
"""Variables that no reference shows, and that make a file hard to read."""
_ADDRESS = re.compile(r"https?://\S+")
_SEPARATORS = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class UnreadEntry:
    """An entry that could not be taken, and where it begins."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class ReadReferences:
    """``items`` are in their order, ``lines`` are where each begins in the file."""

    items: tuple[Item, ...]
    lines: tuple[int, ...]
    unread: tuple[UnreadEntry, ...] = ()


def tidy(item: Item) -> Item:
    """An item as briefgen reads it: an id of one word, an address and a language that are one, nothing empty."""
    made: Item = {"id": _NOT_IN_IDS.sub("-", str(item["id"])).strip("-.") or "source", "type": str(item["type"])}
    left_out = {*made, *_UNREAD}
    made |= {
        name: _sound(value) for name, value in item.items() if name not in left_out and value not in ("", None, [])
    }
    if "language" in made and (lang := tag_of(str(made.pop("language")))):
        made["language"] = lang
    if "URL" in made and not _ADDRESS.fullmatch(str(made["URL"])):
        made["note"] = f"{made['note']}; {made.pop('URL')}" if "note" in made else made.pop("URL")
    return made


def _sound(value: Any) -> Any:
    """A value without the invisible characters that no text of a site may have."""
    if isinstance(value, str):
        if value.isprintable():
            return value
        spaced = _SEPARATORS.sub(" ", value)
        return without(spaced, list(unwanted(spaced)))
    if isinstance(value, list):
        return [_sound(each) for each in value]
    return {name: _sound(each) for name, each in value.items()} if isinstance(value, dict) else value


def text_of(content: bytes) -> str:
    """The text of a file, in UTF-8 or, as older Korean programs write it, in CP949."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def parts_of_date(iso: str, year: Any = None, month: Any = None, day: Any = None) -> str:
    """A date as briefgen writes it: ``2025``, ``2025-04`` or ``2025-04-11``; empty for none."""
    if found := re.match(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", iso.strip()):
        parts = [int(part) for part in found.groups() if part]
    elif found := re.search(r"\d{4}", str(year or "")):
        parts = [int(found[0])]
        for each in (month, day):
            if (number := whole(str(each or ""))) > 0:
                parts.append(number)
            else:
                break
    else:
        return ""
    return "-".join(f"{part:02}" for part in parts)


# The language of a source as a tag, ``en``, where a bibliography has its name, ``English``

_TAG = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8}){0,3})")
_OF_BABEL = {
    "american": "en-US",
    "australian": "en-AU",
    "austrian": "de-AT",
    "brazil": "pt-BR",
    "brazilian": "pt-BR",
    "british": "en-GB",
    "canadian": "en-CA",
    "francais": "fr",
    "naustrian": "de-AT",
    "ngerman": "de",
    "nswissgerman": "de-CH",
    "polutonikogreek": "el",
    "portuges": "pt",
    "ukenglish": "en-GB",
    "usenglish": "en-US",
}
"""BibLaTeX values that are not names of languages."""
_WITH_OWN_NAMES = ("ar", "de", "es", "fr", "id", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "uk", "vi", "zh")


def tag_of(said: str) -> str:
    """The tag of a language that is given by its tag or its name; empty where it is not known."""
    given = said.strip()
    if (named := _names().get(given.casefold())) is not None:
        return named
    found = _TAG.fullmatch(given)
    if found is None:
        return ""
    from babel.core import get_global
    from babel.localedata import locale_identifiers

    first = found[1].lower()
    first = str(get_global("language_aliases").get(first, first)).partition("_")[0]
    known = {name.partition("_")[0] for name in locale_identifiers()}
    return first + found[2].replace("_", "-") if first in known else ""


@cache
def _names() -> Mapping[str, str]:
    from babel import Locale

    names = {name.casefold(): tag.replace("_", "-") for tag, name in Locale("en").languages.items()}
    own = {str(Locale(tag).get_language_name(tag)).casefold(): tag for tag in _WITH_OWN_NAMES}
    return {**names, **own, **_OF_BABEL}
