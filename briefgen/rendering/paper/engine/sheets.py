"""Style sheets of a job as WeasyPrint has read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from briefgen.model.output.assets import INSIDE
from briefgen.rendering.paper.engine.log import Log


@dataclass(slots=True)
class Workshop:
    """What a document is set with. ``kept`` are its style sheets with fonts, which are read once."""

    fonts: Any
    files: Any
    log: Log
    kept: dict[str, Any] = field(default_factory=dict)


class Sheets(NamedTuple):
    """Style sheets, with the counter styles that they define."""

    sheets: list[Any]
    counters: Any


def sheets_of(css: Iterable[tuple[str, str]], shop: Workshop) -> Sheets:
    """Read style sheets, (name, text) in the order of the cascade."""
    from weasyprint import CSS
    from weasyprint.css.counters import CounterStyle

    sheets, counters = [], CounterStyle()
    for name, text in css:
        sheet = shop.kept.get(text)
        if sheet is None:
            with shop.log.reading(name):
                sheet = CSS(
                    string=text,
                    base_url=INSIDE,
                    url_fetcher=shop.files,
                    font_config=shop.fonts,
                    counter_style=counters,
                )
        if "@font-face" in text:
            shop.kept[text] = sheet
        sheets.append(sheet)
    return Sheets(sheets, counters)
