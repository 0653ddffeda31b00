"""The patterns of the handbook for charts are drawn as they stand there, at every width."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from briefgen.model.theme import Theme
from briefgen.model.written.charts import Chart
from briefgen.reading.load import load
from briefgen.reading.world import MemoryWorld, default_theme
from briefgen.reading.yaml.nodes import decode
from briefgen.rendering.charts.draw import BESIDE, LARGE_PRINT, chart_jobs, draw
from briefgen.rendering.charts.theme import FILE, read_chart_theme
from briefgen.rendering.fonts.faces import read_fonts
from briefgen.rendering.theme.design_tokens import FILE as TOKENS
from briefgen.resolving.charts.drawings import settle_chart
from briefgen.resolving.embargo.embargo import shown_at

HANDBOOK = Path(__file__).parents[2] / "docs" / "authoring.md"
PATTERNS = dict(re.findall(r'^```yaml pattern="(\w+)"\n(.*?)^```$', HANDBOOK.read_text(), re.MULTILINE | re.DOTALL))
YEARS: list[dict[str, Any]] = [
    {"item": "2024", "amount": 150, "rate": 3.5},
    {"item": "2025", "amount": 300, "rate": 3.7},
]
ROWS: dict[str, list[dict[str, Any]]] = {
    "columns": YEARS,
    "panels": YEARS,
    "joined": [
        {"year": year, "part": part, "place": place, "amount": amount}
        for year, amounts in (("2024", (4, 3)), ("2025", (6, 5)))
        for place, (part, amount) in enumerate(zip(("One", "Two"), amounts, strict=True))
    ],
    "brackets": [
        {"place": place, "amount": amount, "rise": rise}
        for place, (amount, rise) in enumerate(((370, "+7.4%"), (362, "+10%"), (398, "")))
    ],
    "matrix": [
        {"item": f"Place {slot}", "slot": slot, "group": group, "named": "yes" if slot else "no"}
        for group in (0, 1)
        for slot in range(group + 2)
    ],
    "whole": [{"item": f"Part {place}", "place": place, "amount": amount} for place, amount in enumerate((60, 25, 15))],
    "gap": [{"at": year, "amount": "" if year == 2020 else year - 2000} for year in range(2018, 2026)],
    "zero": [{"item": "2022", "amount": 12}, {"item": "2023", "amount": -18}],
}
WORLD = MemoryWorld({"content/site.yaml": "title: T\ndescription: D\nlanguages: [en]\npublisher: {name: P}\n"})
SITE = shown_at(load(WORLD).value, WORLD.now()).value
LOOK = read_chart_theme(Theme({path: (default_theme() / path).read_bytes() for path in (FILE, TOKENS)})).value
FONTS = read_fonts(MemoryWorld({})).value


def test_each_pattern_has_rows_to_be_drawn_with() -> None:
    assert set(PATTERNS) == set(ROWS)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_drawn_as_it_stands(name: str) -> None:
    rows = ROWS[name]
    columns = "".join(f"  {key}: {{label: {{en: {key}}}, hidden: true}}\n" for key in rows[0])
    head = f"title: {{en: Title}}\ncolumns:\n{columns}data:\n"
    data = "".join(f"  - {{{', '.join(f'{key}: {quoted(value)}' for key, value in row.items())}}}\n" for row in rows)
    texts = "texts: {amounts: {en: Amounts}, rates: {en: Rates}}\n"
    written = decode(Chart, (head + data + texts + PATTERNS[name]).encode(), "content/briefs/a/c.chart.yaml")
    assert written.diagnostics == () and written.value is not None
    settled = settle_chart("c", written.value, SITE, SITE.profiles["en"])
    assert settled.diagnostics == ()
    for job in chart_jobs(settled.value, LOOK, FONTS, SITE.profiles["en"], (BESIDE, LARGE_PRINT)):
        drawn = draw(job)
        assert drawn.diagnostics == ()
        root = etree.fromstring(drawn.value)
        assert abs(float(root.get("viewBox").split()[2]) - job.width) <= 2
        assert any(it.text for it in root.iter("{*}text"))


def quoted(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)
