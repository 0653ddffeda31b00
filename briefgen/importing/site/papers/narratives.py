"""Sources that a sentence names: ``@smith2020 shows``, where Pandoc writes the author and the year."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from briefgen.importing.site.links.addresses import rewritten
from briefgen.reading.files.libraries.items import Item

_NAMED = re.compile(
    r"!?\[(?:[^\[\]]|\[[^\[\]]*\]){0,2000}\](?:\([^()\n]*\))?"
    r"|(?<![\w@.\\/{+-])@(?P<key>\w+(?:[:.#$%&+?<>~/-]+\w+)*)(?:[ ]\[(?P<more>[^\[\]@^\n]{1,100})\](?![(\[:]))?"
)


def with_names(text: str, items: Mapping[str, Item], note: Callable[[str], None]) -> str:
    """A text with ``Smith (2020) [@smith2020]`` for ``@smith2020`` outside of brackets, where that is a source."""
    keys = list[str]()

    def named(found: re.Match[str]) -> str | None:
        item = items.get(found["key"] or "")
        if item is None or not (name := _name_of(item)):
            return None
        keys.append(found["key"])
        more = f", {found['more']}" if found["more"] else ""
        return f"{name} [@{found['key']}{more}]"

    whole = rewritten(_NAMED, text, named) if "@" in text else text
    if keys:
        times = f"a source is named in a sentence {'once' if len(keys) == 1 else f'{len(keys)} times'}"
        note(f"{times}, as in @{keys[0]}: author and year were written before [@{keys[0]}]")
    return whole


def _name_of(item: Item) -> str:
    """Author and year: ``Smith (2020)``, ``Smith & Lee (2020)``, ``Smith et al. (2020)``."""
    people = item.get("author") or item.get("editor")
    if not isinstance(people, list) or not all(isinstance(it, Mapping) for it in people):
        return ""
    names = [str(it.get("family") or it.get("literal") or "") for it in people]
    if not all(names):
        return ""
    said = " & ".join(names) if len(names) < 3 else f"{names[0]} et al."
    year = re.search(r"\d{4}", str(item.get("issued", "")))
    return f"{said} ({year[0]})" if year else said
