"""A pack in a colour of its own: its PDF says so and its charts are drawn in it; others stay as they are."""

from __future__ import annotations

from itertools import product

import pytest
from support.contrast import contrast
from support.project import Project

from briefgen.building.charts import draw_charts
from briefgen.building.paper import presses
from briefgen.building.project import read_all
from briefgen.building.workers import Workers
from briefgen.model.theme import Theme
from briefgen.model.written.packs import Colour
from briefgen.model.written.pdf_forms import Profile
from briefgen.reading.world import default_theme
from briefgen.rendering.paper.jobs.documents import Press, brief_job, pack_job
from briefgen.rendering.theme.design_tokens import FILE, light_css, pack_colours
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.edition.edition import Edition
from briefgen.running.executors import Inline
from briefgen.running.progress import SILENT
from briefgen.running.store import NullStore

PACK = "content/packs/all.yaml"
THEME = Theme({FILE: (default_theme() / FILE).read_bytes()})
COLOURS = pack_colours(THEME)


@pytest.fixture(scope="module")
def room() -> tuple[Edition, Press]:
    plain = Project()
    sources = read_all(plain.with_file(PACK, plain.text(PACK) + "colour: indigo\n").world(), None).value
    editions = resolve(sources.site, sources.styles).value
    charts = draw_charts(editions, sources, Workers(Inline(), NullStore(), SILENT)).value
    return editions["en"], presses(editions, sources, charts)["en"]


def test_the_charts_of_a_pack_are_drawn_in_its_colour(room: tuple[Edition, Press]) -> None:
    edition, press = room
    alone = brief_job(edition, edition.articles["first"], press, Profile.SCREEN).value.html
    bound = pack_job(edition, edition.packs["all"], press, Profile.SCREEN).value.html
    assert '="#0e4f42"' in alone and '="#16376a"' not in alone and "data-colour" not in alone
    assert '="#16376a"' in bound and '="#0e4f42"' not in bound
    assert 'data-colour="indigo"' in bound


def test_every_colour_but_the_usual_one_has_all_its_tones() -> None:
    assert set(COLOURS) == {it.value for it in Colour} - {Colour.PINE.value}
    assert len({frozenset(it) for it in COLOURS.values()}) == 1


@pytest.mark.parametrize("colour", sorted(COLOURS))
def test_the_tones_of_a_colour_stay_apart_in_grey(colour: str) -> None:
    tones, white = COLOURS[colour], "#ffffff"
    assert contrast(tones["--accent"], white) >= 7, "small words"
    assert contrast(tones["--band"], white) >= 7, "words on the band"
    assert contrast(tones["--accent-mid"], white) >= 3
    assert contrast(tones["--accent-mid"], tones["--accent"]) >= 3


def test_an_old_browser_gets_the_light_view_of_every_colour() -> None:
    sheet = light_css(THEME)
    for colour, name in product(COLOURS, ("--accent", "--band")):
        assert f"{name}: {COLOURS[colour][name]};" in sheet.partition(f'[data-colour="{colour}"]')[2].partition("}")[0]
