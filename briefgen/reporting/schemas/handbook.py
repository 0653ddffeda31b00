"""What the handbooks say of each key, so that an editor shows the same words while a file is typed."""

from __future__ import annotations

import re
from functools import cache

from briefgen.reading.manual import AUTHORING, TEMPLATES, manual_page

_TABLE = re.compile(
    r"^\| key of (?P<of>[^|]+?) \| needed \| meaning \|\n\|[-|]+\|\n(?P<rows>(?:\|.*\|\n)+)", re.MULTILINE
)
_ROW = re.compile(r"^\| `([^`]+)` \|[^|]*\| (.*?) \|$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ELSEWHERE = re.compile(r",? *see (?:below|there|Forms of a PDF)\b|See below\.", re.IGNORECASE)


@cache
def meanings() -> dict[str, dict[str, str]]:
    """What has keys, as the handbooks call it → key → its meaning."""
    return {
        found["of"].replace("`", ""): {key: _in_an_editor(words) for key, words in _ROW.findall(found["rows"])}
        for page in (AUTHORING, TEMPLATES)
        for found in _TABLE.finditer(manual_page(page))
    }


def _in_an_editor(words: str) -> str:
    """Without links and without references to what is not shown there."""
    return _ELSEWHERE.sub("", _LINK.sub(r"\1", words)).strip()
