"""A chart is drawn for the colour of its pack and for the column it stands in."""

from __future__ import annotations

import re
from itertools import product

import pytest
from support.contrast import contrast
from support.pdfs import made_of, pressed
from support.project import Project

from briefgen.model.theme import Theme
from briefgen.model.values.pdf_forms import Profile
from briefgen.model.written.packs import Colour
from briefgen.reading.world import default_theme
from briefgen.rendering.paper.jobs.documents import Press
from briefgen.rendering.theme.context import drawing_key
from briefgen.rendering.theme.design_tokens import FILE, light_css, pack_colours
from briefgen.resolving.edition.edition import Edition

BRIEF = "content/briefs/first"
PACK = "content/packs/all.yaml"
THEME = Theme({FILE: (default_theme() / FILE).read_bytes()})
COLOURS = pack_colours(THEME)


# For its colour


def test_the_charts_of_a_pack_are_drawn_in_its_colour() -> None:
    plain = Project()
    given = pressed(plain.with_file(PACK, plain.text(PACK) + "colour: indigo\n"))
    alone, bound = made_of(given, "en", "first").html, made_of(given, "en", "all").html
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


# For the column beside the text; large print has one column

WIDTH = re.compile(r'<figure[^>]*class="chart( beside)?".*?<svg[^>]*\sviewBox="0 0 ([\d.]+) ', re.DOTALL)
Given = tuple[dict[str, Edition], dict[str, Press]]


@pytest.fixture(scope="module")
def placed() -> Given:
    project = Project()
    for lang in ("ko", "en"):
        project = project.with_change(f"{BRIEF}/{lang}.md", "{chart} bars\n", "{chart} bars\n:place: beside\n")
    path = f"{BRIEF}/brief.yaml"
    return pressed(project.with_file(path, project.text(path) + "profiles: [print, large-print]\n"))


@pytest.mark.parametrize(
    ("profile", "width"), [(Profile.SCREEN, 248), (Profile.PRINT, 248), (Profile.LARGE_PRINT, 412)]
)
def test_a_chart_beside_its_text_is_drawn_for_the_width_it_has(placed: Given, profile: Profile, width: int) -> None:
    ((_, drawn),) = WIDTH.findall(made_of(placed, "en", "first", profile).html)
    assert float(drawn) == pytest.approx(width, abs=1)


def test_the_same_chart_is_there_for_the_whole_column(placed: Given) -> None:
    ((chart,)) = [it for it in placed[0]["en"].articles["first"].numbered if it.drawing is not None]
    assert chart.place == "beside" and chart.drawing is not None
    drawings = placed[1]["en"].context.drawings
    assert drawings[drawing_key(chart.drawing)] != drawings[drawing_key(chart.drawing, "beside")]
