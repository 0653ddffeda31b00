"""Where the address of a page may go on in the next line: after the signs that part it, never inside a name or number.

A browser breaks after few of them, and then anywhere, even before the stop that follows the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ADDRESS = re.compile(r"(?:https?://|(?<![\w@.-])(?:[\w-]+\.)+[a-z]{2,}/)[^\s「」『』“”‘’]+")
_PART = re.compile(r"(?<=[/?&=#_])(?=[^/?&=#_\W])")
_LEAST = 3
"""Characters that an address has at least on either side."""


def address_breaks(text: str) -> Iterator[int]:
    """The places in ``text`` that a line may break at."""
    if "/" not in text:
        return
    for address in _ADDRESS.finditer(text):
        begin = address.start() + address[0].find("://") + len("://") if "://" in address[0] else address.start()
        for part in _PART.finditer(text, begin + _LEAST, address.end() - _LEAST):
            yield part.start()
