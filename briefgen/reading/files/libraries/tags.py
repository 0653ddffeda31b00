"""The language of a source as a tag, ``en``, where a bibliography has its name, ``English``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

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
