"""Names, months and days of the week keep together (docs/upstream/hyphenation.md).

Dictionaries of patterns know where a word may be broken, not which words a reader wants whole: Xi Jin-ping, Feb-ruary,
Deep-Seek. CSS has no way to say so either.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from briefgen.rendering.paper.engine.patches import put_in_place


def apply() -> None:
    """Patch WeasyPrint in this process, once."""
    from weasyprint.text import line_break

    put_in_place(line_break, "pyphen", _without_capitals)


def _without_capitals(pyphen: Any) -> Any:
    class Pyphen(pyphen.Pyphen):  # type: ignore[misc]
        """Breaks no word with a capital letter."""

        def iterate(self, word: str) -> Iterator[tuple[str, str]]:
            return iter(()) if word != word.lower() else super().iterate(word)

    return SimpleNamespace(Pyphen=Pyphen, language_fallback=pyphen.language_fallback)
