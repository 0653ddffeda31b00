"""Where a licence is written down, by its short name."""

from __future__ import annotations

import re

_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-(?:NC-SA|NC-ND|NC|SA|ND))?)[ -](\d\.\d)", re.IGNORECASE)
_DEED = "https://creativecommons.org/licenses/{}/{}/"
_OTHERS = {"CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/"}


def licence_url(name: str) -> str:
    """The address of a Creative Commons licence (``CC-BY-4.0``) or of one given by its address; empty for others."""
    if name.startswith(("https://", "http://")):
        return name
    if found := _CREATIVE_COMMONS.fullmatch(name.strip()):
        return _DEED.format(found[1].lower(), found[2])
    return _OTHERS.get(name.strip().upper(), "")
