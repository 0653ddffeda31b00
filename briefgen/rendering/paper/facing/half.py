"""One text of a facing edition: measured, planned, laid out, looked at again, and set level with the other."""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefgen.model.output.assets import INSIDE
from briefgen.rendering.html.list_numbers import number_lists
from briefgen.rendering.paper.engine.log import Log
from briefgen.rendering.paper.facing import half_tree
from briefgen.rendering.paper.facing.half_tree import Half, half_of, literal_pages, one_side
from briefgen.rendering.paper.facing.measure import blocks_of, first_pages, room_of, tops
from briefgen.rendering.paper.facing.spreads import (
    SIDES,
    MeasuredBlock,
    Room,
    SpreadUnit,
    Stretch,
    height_of,
    lengths,
    starts,
)
from briefgen.rendering.paper.job import PdfJob

_NAMES = ("left", "right")
_ENDLESS = 200_000
"""Pixels: higher than any part of a text, and not so high that the layout rounds."""
_UNKNOWN = 88
"""Stands for the page numbers while none is known: as wide as most."""
_FIRST = 2
"""The page on which the left-hand text begins; the first is the cover."""


@dataclass(slots=True)
class Workshop:
    """What both texts are set with. ``sheets`` keeps those of the fonts, which are read once."""

    fonts: Any
    files: Any
    log: Log
    sheets: dict[str, Any] = field(default_factory=dict)


class HalfSetting:
    """One text, on the pages of one side."""

    def __init__(self, job: PdfJob, side: int, workers: Workshop) -> None:
        self.side = side
        self.document: Any = None
        self.room = Room(0)
        self._job = job
        self._shop = workers
        self._leaves: list[MeasuredBlock] = []
        self._tops: dict[int, float] = {}
        self._seen: dict[str, int] = {}
        self._laid: tuple[object, ...] = ()
        self.half: Half = half_of(self.fresh_root(), job.lang)
        self._sheets(0)

    def fresh_root(self) -> Any:
        """The page as it was filled, parsed anew."""
        root = self._html(self._job.html).etree_element
        number_lists(root)
        return root

    def measure(self) -> tuple[MeasuredBlock, ...]:
        """The blocks as they come out on pages without end."""
        sample = self._html(f'<html lang="{self._job.lang}"><body><p>.').render(**self._options(_UNKNOWN))
        size = f"@page {{ size: {sample.pages[0].width}px {_ENDLESS}px }}"
        half_tree.write_pages(self.half, dict.fromkeys(self._anchors(), _UNKNOWN))
        document = self._render(_UNKNOWN, size)
        blocks = blocks_of(document, self.half)
        self.half.flowing = set(_numbers(blocks))
        self.room, self._tops = room_of(sample, document), tops(document)
        del sample, document
        gc.collect()  # a layout is full of cycles, and nothing else collects while there is another
        return blocks

    def lay_out(self, units: Sequence[SpreadUnit], stretches: Sequence[Stretch], rooms: tuple[Room, Room]) -> None:
        """Lay the text out with these stretches, unless that is how it already stands."""
        self._leaves = [block for unit in units for block in unit.sides[self.side]]
        if self._laid and self._laid[0] != tuple(stretches):
            self._seen = {}
        pages = {**self._reckoned(units, stretches), **self._seen}
        total = starts(stretches)[-1] * len(SIDES) + len(SIDES)
        wanted = (tuple(stretches), tuple(sorted(pages.items())))
        if wanted == self._laid:
            return
        self._laid = wanted
        self._write_breaks(units, stretches)
        for number, pixels in spaces(units, rooms, stretches, self.side):
            half_tree.space_before(self.half, number, pixels)
        half_tree.write_pages(self.half, pages)
        if self.document is not None:
            self.document = None
            gc.collect()
        self.document = self._render(total, "")

    def lengths_seen(self, units: Sequence[SpreadUnit], stretches: Sequence[Stretch]) -> list[int]:
        """How many pages each stretch took, those left to the other text not counted."""
        pages = first_pages(self.document)
        begins = [pages.get(units[it.start].first(self.side).number, 0) for it in stretches]
        took = lengths(begins, len(self.document.pages))
        return [count - self._left(it) for count, it in zip(took, stretches, strict=True)]

    def is_as_planned(self, stretches: Sequence[Stretch]) -> bool:
        """Whether everything begins on the page that was written; what was found is written the next time."""
        found = {
            anchor: self._number(index)
            for index, page in reversed(list(enumerate(self.document.pages)))
            for anchor in page.anchors
        }
        written = dict(self._laid[1])  # type: ignore[call-overload]
        self._seen = {anchor: number for anchor, number in found.items() if anchor in written}
        return len(self.document.pages) == starts(stretches)[-1] and self._seen.items() <= written.items()

    def page_in_whole(self, page: int) -> int:
        """The number in the facing edition of a page of this text, both from 1."""
        return self._number(page - 1)

    def render_shared(self, root: Any) -> Any:
        """The cover and the back of both texts, with the style sheets of this one."""
        return self._html(tree=root).render(**self._options(_UNKNOWN, both=True))

    def _write_breaks(self, units: Sequence[SpreadUnit], stretches: Sequence[Stretch]) -> None:
        half_tree.clear_breaks(self.half)
        words = self.half.body.get("data-blank", "")
        for before, stretch in zip([None, *stretches], [*stretches, None], strict=True):
            block = units[stretch.start].first(self.side) if stretch else None
            if before and (left := self._left(before)):
                half_tree.leave_pages(self.half, block.number if block else None, left, words)
            if stretch and before and block and units[stretch.start - 1].last(self.side).page == block.page:
                half_tree.break_before(self.half, block.number)

    def _left(self, stretch: Stretch) -> int:
        """The pages that this text leaves to the other at the end of a stretch."""
        return stretch.spreads - stretch.pages[self.side]

    # Page numbers

    def _reckoned(self, units: Sequence[SpreadUnit], stretches: Sequence[Stretch]) -> dict[str, int]:
        """On which page every id should come to stand."""
        places: list[tuple[int, float]] = []
        for at, stretch in zip(starts(stretches), stretches, strict=False):
            for unit in units[stretch.start : stretch.end]:
                places += [(at, units[stretch.start].first(self.side).top) for _ in unit.sides[self.side]]
        numbers = [leaf.number for leaf in self._leaves]
        found = {}
        for anchor, number in self._anchors().items():
            at, top = places[self._leaf_at(number, numbers)]
            down = max(0.0, self._tops.get(number, top) - top)
            found[anchor] = self._number(at + int(down // self.room.height))
        return found

    def _leaf_at(self, number: int, numbers: list[int]) -> int:
        """The place of the leaf that the element begins with, or that it stands in."""
        at = bisect_left(numbers, number)
        if at < len(numbers) and self._holds(number, numbers[at]):
            return at
        return max(0, at - 1)

    def _holds(self, number: int, leaf: int) -> bool:
        element, holder = self.half.elements[leaf], self.half.elements[number]
        while element is not holder and element in self.half.parents:
            element = self.half.parents[element]
        return element is holder

    def _anchors(self) -> dict[str, int]:
        """The ids that links in the text lead to, and the numbers of their elements."""
        led_to = {it.get("href", "")[1:] for it in self.half.elements if it.get("href", "").startswith("#")}
        numbered = ((it.get("id"), number) for number, it in enumerate(self.half.elements))
        return {anchor: number for anchor, number in numbered if anchor in led_to}

    def _number(self, index: int) -> int:
        return _FIRST + index * len(SIDES) + self.side

    # Rendering

    def _render(self, total: int, more: str) -> Any:
        return self._html(tree=self.half.root).render(**self._options(total, more))

    def _html(self, text: str = "", *, tree: Any = None) -> Any:
        """A page to lay out, from its text or from its tree, which WeasyPrint's own constructor does not take."""
        from cssselect2 import ElementWrapper
        from weasyprint import HTML

        page = HTML(string=text or "<!doctype html>", base_url=INSIDE, url_fetcher=self._shop.files)
        if tree is not None:
            page.etree_element = tree
            page.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
        return page

    def _options(self, total: int, more: str = "", *, both: bool = False) -> dict[str, Any]:
        sheets, counters = self._sheets(total, more, both=both)
        return {
            "font_config": self._shop.fonts,
            "counter_style": counters,
            "stylesheets": sheets,
            "pdf_variant": self._job.variant,
        }

    def _sheets(self, total: int, more: str = "", *, both: bool = False) -> tuple[list[Any], Any]:
        from weasyprint.css.counters import CounterStyle

        counters = CounterStyle()
        own = [
            (name, literal_pages(text if both else one_side(text, _NAMES[self.side]), total))
            for name, text in self._job.css
        ]
        counting = (
            f"@page {{ counter-increment: page {len(SIDES)} }} @page :first {{ counter-reset: page {self.side} }}"
        )
        given = [*own] if both else [*own, ("facing", counting + more)]
        return [self._sheet(name, text, counters) for name, text in given], counters

    def _sheet(self, name: str, text: str, counters: Any) -> Any:
        from weasyprint import CSS

        if text in self._shop.sheets:
            return self._shop.sheets[text]
        with self._shop.log.reading(name):
            sheet = CSS(
                string=text,
                base_url=INSIDE,
                url_fetcher=self._shop.files,
                font_config=self._shop.fonts,
                counter_style=counters,
            )
        if "@font-face" in text:
            self._shop.sheets[text] = sheet
        return sheet


def _numbers(blocks: Sequence[MeasuredBlock]) -> list[int]:
    return [number for block in blocks for number in (block.number, *_numbers(block.children))]


_FLUSH = 0.5
"""Pixels: nobody sees less."""


def spaces(
    units: Sequence[SpreadUnit], rooms: tuple[Room, Room], stretches: Sequence[Stretch], side: int
) -> Iterator[tuple[int, float]]:
    """The number of each element of one text that stands lower than by itself, and its whole space above in pixels."""
    for stretch in stretches:
        if stretch.pages == (1, 1):
            inside = units[stretch.start : stretch.end]
            yield from ((number, space) for of, number, space in _aligned(inside, rooms) if of == side)


def _aligned(units: Sequence[SpreadUnit], rooms: tuple[Room, Room]) -> Iterator[tuple[int, int, float]]:
    """(side, number, space) where what begins with the same id in both texts comes to one height, while that fits."""
    left = [rooms[side].usable - height_of(units, rooms[side], side) for side in SIDES]
    shifted = [0.0, 0.0]
    for at, unit in enumerate(units[1:], start=1):
        if not unit.key:
            continue
        down = [unit.first(side).top - units[0].first(side).top + shifted[side] for side in SIDES]
        behind = down.index(min(down))
        wanted, before = abs(down[0] - down[1]), units[at - 1].last(behind)
        gap = unit.first(behind).top - before.bottom
        if wanted > _FLUSH and gap >= 0 and wanted <= left[behind]:
            left[behind] -= wanted
            shifted[behind] += wanted
            yield behind, unit.first(behind).number, gap + wanted
