"""A patch of the hyphenation of WeasyPrint 70.0: names, months and days of the week keep together.

Dictionaries of patterns know where a word may be broken, not which words a reader wants whole: Xi Jin-ping, Feb-ruary,
Deep-Seek. CSS has no way to say so either.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace


def apply() -> None:
    """Patch WeasyPrint in this process, once."""
    from pyphen import Pyphen, language_fallback  # type: ignore[import-untyped]
    from weasyprint.text import line_break

    if isinstance(line_break.pyphen, SimpleNamespace):
        return

    class Hyphens(Pyphen):  # type: ignore[misc]
        """Breaks no word with a capital letter."""

        def iterate(self, word: str) -> Iterator[tuple[str, str]]:
            return iter(()) if word != word.lower() else super().iterate(word)

    line_break.pyphen = SimpleNamespace(Pyphen=Hyphens, language_fallback=language_fallback)
