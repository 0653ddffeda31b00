"""A language as one region writes it: en-GB, fr-CA, zh-TW."""

from __future__ import annotations

from collections.abc import Collection

from babel.core import Locale, UnknownLocaleError

_HANT = frozenset({"zh-hant", "zh-tw", "zh-hk", "zh-mo"})


def base_language(tag: str, known: Collection[str]) -> str | None:
    """The one of the ``known`` tags that a tag is a variant of: ``tag`` itself, en for en-GB, zh-Hans for zh-CN.

    None if there is none. Traditional Chinese is not a variant of simplified Chinese.
    """
    if tag in known:
        return tag
    parts = tag.split("-")
    shorter = ["-".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)]
    if parts[0] == "zh":
        script = "zh-Hant" if any(tag.lower().startswith(start) for start in _HANT) else "zh-Hans"
        shorter = [script, *(it for it in shorter if it != "zh")]
    return next((it for it in shorter if it in known), None)


def is_language(tag: str) -> bool:
    """Tell whether a tag is that of a language which CLDR knows: vi, pt-BR; not kr, nor eng for en."""
    try:
        return Locale.parse(tag, sep="-").language == tag.split("-")[0]
    except (UnknownLocaleError, ValueError):
        return False
