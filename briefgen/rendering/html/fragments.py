"""HTML of our own making taken apart again, for formats that have no HTML."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

_SLANTED = frozenset({"i", "em", "cite"})


def styled_words(html: str) -> Iterator[tuple[str, bool, str]]:
    """The words of a fragment, whether they are in italics, and where they lead."""
    reader = _FragmentReader()
    reader.feed(html)
    reader.close()
    yield from reader.found


class _FragmentReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, bool, str]] = []
        self.slanted = 0
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.slanted += tag in _SLANTED
        if tag == "a":
            self.href = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        self.slanted -= tag in _SLANTED
        if tag == "a":
            self.href = ""

    def handle_data(self, data: str) -> None:
        self.found.append((data, self.slanted > 0, self.href))
