"""Licences: what each is called, and where it is written down, by its short name.

A name is the licensor's own, in English; the catalogues of wording have it in other languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-(?:NC-SA|NC-ND|NC|SA|ND))?)[ -](\d\.\d)", re.IGNORECASE)
_KOGL = re.compile(r"KOGL[ -]([0-4])(?: ?\+ ?AI)?", re.IGNORECASE)
_DEED = "https://creativecommons.org/licenses/{}/{}/"
_KOGL_TERMS = "https://www.kogl.or.kr/info/license.do"
_CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"

NAMES = {
    "CC-BY-4.0": "Creative Commons Attribution 4.0 International (CC BY 4.0)",
    "CC-BY-SA-4.0": "Creative Commons Attribution-ShareAlike 4.0 International (CC BY-SA 4.0)",
    "CC-BY-ND-4.0": "Creative Commons Attribution-NoDerivatives 4.0 International (CC BY-ND 4.0)",
    "CC-BY-NC-4.0": "Creative Commons Attribution-NonCommercial 4.0 International (CC BY-NC 4.0)",
    "CC-BY-NC-SA-4.0": "Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International (CC BY-NC-SA 4.0)",
    "CC-BY-NC-ND-4.0": "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International (CC BY-NC-ND 4.0)",
    "CC0-1.0": "Creative Commons CC0 1.0 Universal",
    "KOGL-0": "KOGL Type 0: Free Use",
    "KOGL-1": "KOGL Type 1: Source Indication",
    "KOGL-2": "KOGL Type 2: Source Indication + Commercial Use Prohibition",
    "KOGL-3": "KOGL Type 3: Source Indication + Change Prohibition",
    "KOGL-4": "KOGL Type 4: Source Indication + Commercial Use Prohibition + Change Prohibition",
    "KOGL-AI": "KOGL AI Type",
    "ALL-RIGHTS-RESERVED": "All rights reserved",
}
"""Names by the short name in capitals: texts that the catalogues of wording know."""
_KNOWN = frozenset(NAMES.values())
_LETTERS = {name: name.partition("(")[2].rstrip(")") for name in NAMES.values() if "(CC " in name}
_LETTERS[NAMES["CC0-1.0"]] = "CC0 1.0"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: ``names`` stand in turn, the KOGL AI type after another.

    A name of ``NAMES`` has a translation in the catalogues of wording. Any other is the author's own text, the same in
    every language, and is never looked up.
    """

    names: tuple[str, ...]
    url: str = ""

    def worded(self, say: Callable[[str], str]) -> str:
        """Its name in the language whose words ``say`` gives, as plain text; empty when a site has no licence."""
        return " + ".join(say(name) if name in _KNOWN else name for name in self.names)

    def worded_in_short(self, say: Callable[[str], str]) -> str:
        """The same where there is little room: Creative Commons licences by their letters, ``CC BY 4.0``."""
        return " + ".join(_LETTERS.get(name) or (say(name) if name in _KNOWN else name) for name in self.names)

    def worded_in_files(self, say: Callable[[str], str]) -> str:
        """The same for files and metadata: no-break spaces, which only keep lines of a page together, are plain."""
        return self.worded(say).replace("\xa0", " ")


def licence_of(short: str) -> Licence:
    """The licence of a short name: ``CC-BY-4.0``, ``KOGL-1``, ``KOGL-4+AI``; others are called what is written."""
    short = short.strip()
    if found := _KOGL.fullmatch(short):
        beside = (NAMES["KOGL-AI"],) if "+" in short else ()
        return Licence((NAMES[f"KOGL-{found[1]}"], *beside), _KOGL_TERMS)
    if short.startswith(("https://", "http://")):
        return Licence((short,), short)
    key = short.upper().replace(" ", "-")
    return Licence((NAMES.get(key, short),) if short else (), _address(short))


def _address(short: str) -> str:
    if found := _CREATIVE_COMMONS.fullmatch(short):
        return _DEED.format(found[1].lower(), found[2])
    return _CC0 if short.upper() == "CC0-1.0" else ""


def licence_url(short: str) -> str:
    """The address of a licence that has one, or that is given by its address; empty for others."""
    return licence_of(short).url
