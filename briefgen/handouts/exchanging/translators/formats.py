"""The formats of translators' programs, one a line of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from briefgen.handouts.exchanging.translators.po import po_of, read_po
from briefgen.handouts.exchanging.translators.units import ExchangeBrief
from briefgen.handouts.exchanging.translators.xliff import read_xliff, xliff_of


class ExchangeFormat(NamedTuple):
    """How briefs are written as a file and read from one; ``endings`` of its name, the usual one first."""

    endings: tuple[str, ...]
    write: Callable[[Iterable[ExchangeBrief]], bytes]
    read: Callable[[bytes], tuple[ExchangeBrief, ...]]
    """Raises UnreadableExchangeError."""


FORMATS: Mapping[str, ExchangeFormat] = {
    "xliff": ExchangeFormat(("xlf", "xliff"), xliff_of, read_xliff),
    "po": ExchangeFormat(("po", "pot"), po_of, read_po),
}
"""By the word that chooses one."""
ENDINGS = {ending: form for form, it in FORMATS.items() for ending in it.endings}
