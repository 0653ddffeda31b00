"""Items put at the end of a list of YAML that authors edit too: what stands in the file stays letter for letter."""

from __future__ import annotations

import re
from collections.abc import Iterable


def appended(before: str, key: str, items: Iterable[str], head: str) -> str:
    """A file with the lines of ``items`` at its end, below those of ``key``; ``head`` begins one that is not there."""
    own = re.sub(rf"(?m)^{key}: *\[ *\]", f"{key}:", before.replace("\r\n", "\n").rstrip())
    if not re.search(rf"(?m)^{key}:", own):
        own = f"{own or head.rstrip()}\n{key}:"
    indent = found[-1] if (found := re.findall(r"(?m)^( *)- ", own)) else ""
    return "\n".join([own, *(f"{indent}{line}" for line in items)])
