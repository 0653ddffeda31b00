"""Letters below and above the line as Pandoc has them: ``H~2~O`` and ``x^2^``, which are elements of HTML here."""

from __future__ import annotations

import re

from briefgen.importing.site.links.addresses import without_code

_FORMULA = re.compile(r"\$\$.*?\$\$|(?<![\\$\w])\$(?=\S)[^$\n]{1,2000}?(?<=[^\s\\])\$(?!\d)", re.DOTALL)
_SCRIPT = re.compile(
    r"(?<=[\w)\]*])~(?P<sub>(?:[^\s~\\/<>]|\\[ ~]){1,60})~(?!~)"
    r"|(?<![\[\\^])\^(?P<sup>(?:[^\s^\\\[\]<>]|\\[ ^]){1,60})\^(?!\^)"
)


def with_scripts(text: str) -> str:
    """``text`` with ``<sub>`` and ``<sup>``; what stands in code or in a formula stays."""
    if "~" not in text and "^" not in text:
        return text
    shown = _FORMULA.sub(lambda found: " " * len(found[0]), without_code(text))
    parts, at = [], 0
    for found in _SCRIPT.finditer(shown):
        name = found.lastgroup or ""
        words = found[name].replace("\\", "")
        parts += [text[at : found.start()], f"<{name}>{words}</{name}>"]
        at = found.end()
    return "".join([*parts, text[at:]])
