"""One text of a facing edition: measured, laid out with what begins on which spread, and looked at again."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from briefgen.model.output.assets import INSIDE
from briefgen.rendering.html.list_numbers import number_lists
from briefgen.rendering.paper.engine.sheets import Sheets, Workshop, sheets_of
from briefgen.rendering.paper.facing.half_tree import (
    NUMBER,
    Half,
    clear_pages,
    half_of,
    leave_pages,
    literal_pages,
    one_side,
    shared_page,
)
from briefgen.rendering.paper.facing.measure import blocks_of, first_pages, room_of
from briefgen.rendering.paper.facing.spreads import SIDES, MeasuredBlock, Room, SpreadUnit, Stretch, starts
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.layout.page_numbers import PAGE, lay_out_numbered, links_in

_NAMES = ("left", "right")
_ENDLESS = 200_000
"""Pixels: higher than any part of a text, and not so high that the layout rounds."""
_UNKNOWN = 88
"""Stands for the page numbers while none is known: as wide as most."""
_FIRST = 2
"""The page on which the left-hand text begins; the first is the cover."""

Spaces = Sequence[tuple[int, int, float]]
"""As ``spreads.spaces`` gives them."""


class HalfSetting:
    """One text, on the pages of one side."""

    def __init__(self, job: PdfJob, side: int, workers: Workshop) -> None:
        self.side = side
        self.document: Any = None
        self.room = Room(0)
        self._job = job
        self._shop = workers
        self._page = self._html(job.html)
        self.half: Half = half_of(self._page.etree_element, job.lang)
        self._sheets(_UNKNOWN)  # its fonts are asked for before anything is laid out

    def measure(self) -> tuple[MeasuredBlock, ...]:
        """The blocks as they come out on pages without end."""
        sample = self._render(self._html(f'<html lang="{self._job.lang}"><body><p>.'), self._sheets(_UNKNOWN))
        for link, _ in links_in(self.half.root):
            link.set(PAGE, str(_UNKNOWN))
        size = f"@page {{ size: {sample.pages[0].width}px {_ENDLESS}px }}"
        document = self._render(self._page, self._sheets(_UNKNOWN, size))
        blocks, self.room = blocks_of(document, self.half), room_of(sample, document)
        del sample, document
        gc.collect()  # a layout is full of cycles, and nothing else collects while there is another
        return blocks

    def lay_out(self, units: Sequence[SpreadUnit], stretches: Sequence[Stretch], spaces: Spaces) -> list[int]:
        """Lay the text out; how many pages each stretch took, those left to the other text not counted."""
        self.document = None
        gc.collect()
        left = [it.spreads - it.pages[self.side] for it in stretches]
        begins = [units[it.start].first(self.side) for it in stretches]
        clear_pages(self.half)
        for block, count in zip([*begins[1:], None], left, strict=True):
            leave_pages(self.half, block.outer if block else None, count)
        rules = "\n".join((*self._breaks(units, stretches), *self._spaces(spaces)))
        sheets = self._sheets(starts(stretches)[-1] * len(SIDES) + len(SIDES), rules)
        self.document = lay_out_numbered(self.half.root, lambda: self._render(self._page, sheets), self.page_in_whole)
        pages = first_pages(self.document)
        places = [*(pages.get(block.number, 0) for block in begins), len(self.document.pages)]
        return [after - before - blank for (before, after), blank in zip(pairwise(places), left, strict=True)]

    def page_in_whole(self, page: int) -> int:
        """The number in the facing edition of a page of this text, both from 1."""
        return _FIRST + (page - 1) * len(SIDES) + self.side

    def render_shared(self, halves: Sequence[Half]) -> Any:
        """The cover and the back of both texts, with the style sheets of this one."""
        page = self._html(self._job.html)
        shared_page(page.etree_element, halves)
        return self._render(page, sheets_of(self._job.css, self._shop))

    # Rules for single elements, whatever their style sheets say

    def _breaks(self, units: Sequence[SpreadUnit], stretches: Sequence[Stretch]) -> Iterator[str]:
        """Each stretch begins on a new page; the upper margin there would only push its first line down."""
        for at in (it.start for it in stretches[1:]):
            block = units[at].first(self.side)
            if block.page == units[at - 1].last(self.side).page:
                yield _rule(block.number, "break-before: page !important; margin-top: 0 !important")

    def _spaces(self, spaces: Spaces) -> Iterator[str]:
        for side, number, pixels in spaces:
            if side == self.side:
                yield _rule(number, f"margin-top: {pixels:.3f}px !important")

    # Rendering

    def _html(self, text: str) -> Any:
        from weasyprint import HTML

        page = HTML(string=text, base_url=INSIDE, url_fetcher=self._shop.files)
        number_lists(page.etree_element)
        return page

    def _render(self, page: Any, sheets: Sheets) -> Any:
        return page.render(
            font_config=self._shop.fonts,
            counter_style=sheets.counters,
            stylesheets=sheets.sheets,
            pdf_variant=self._job.variant,
        )

    def _sheets(self, total: int, more: str = "") -> Sheets:
        """The style sheets for pages of this side, of which there are ``total`` in the whole."""
        steps = f"@page {{ counter-increment: page {len(SIDES)} }} @page :first {{ counter-reset: page {self.side} }}"
        own = ((name, literal_pages(one_side(text, _NAMES[self.side]), total)) for name, text in self._job.css)
        return sheets_of((*own, ("facing", steps + more)), self._shop)


def _rule(number: int, declarations: str) -> str:
    return f'[{NUMBER}="{number}"] {{ {declarations} }}'
