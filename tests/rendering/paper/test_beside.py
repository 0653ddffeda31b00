"""A chart that stands beside its text is drawn anew for that column, except in large print, which has one column."""

from __future__ import annotations

import re

import pytest
from support.project import Project

from briefgen.building.charts import draw_charts
from briefgen.building.images import with_images
from briefgen.building.paper import presses
from briefgen.building.project import read_all
from briefgen.building.workers import Workers
from briefgen.model.written.pdf_forms import Profile
from briefgen.rendering.paper.jobs.documents import Press, brief_job
from briefgen.rendering.theme.context import drawing_key
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.edition.edition import Edition
from briefgen.running.executors import Inline
from briefgen.running.progress import SILENT
from briefgen.running.store import NullStore

BRIEF = "content/briefs/first"
WIDTH = re.compile(r'<figure[^>]*class="chart( beside)?".*?<svg[^>]*\sviewBox="0 0 ([\d.]+) ', re.DOTALL)


def placed(project: Project) -> Project:
    for lang in ("ko", "en"):
        path = f"{BRIEF}/{lang}.md"
        text = project.text(path).replace("{chart} bars\n", "{chart} bars\n:place: beside\n")
        project = project.with_file(path, text)
    path = f"{BRIEF}/brief.yaml"
    return project.with_file(path, project.text(path) + "profiles: [print, large-print]\n")


@pytest.fixture(scope="module")
def room() -> tuple[Edition, Press]:
    sources = read_all(placed(Project()).world(), None).value
    editions, workers = resolve(sources.site, sources.styles).value, Workers(Inline(), NullStore(), SILENT)
    charts = draw_charts(editions, sources, workers).value
    return editions["en"], presses(editions, with_images(sources, workers).value, charts)["en"]


@pytest.mark.parametrize(
    ("profile", "width"), [(Profile.SCREEN, 248), (Profile.PRINT, 248), (Profile.LARGE_PRINT, 412)]
)
def test_a_chart_beside_its_text_is_drawn_for_the_width_it_has(
    room: tuple[Edition, Press], profile: Profile, width: int
) -> None:
    edition, press = room
    ((_, drawn),) = WIDTH.findall(brief_job(edition, edition.articles["first"], press, profile).value.html)
    assert float(drawn) == pytest.approx(width, abs=1)


def test_the_same_chart_is_there_for_the_whole_column(room: tuple[Edition, Press]) -> None:
    edition, press = room
    ((chart,)) = [it for it in edition.articles["first"].numbered if it.drawing is not None]
    assert chart.place == "beside" and chart.drawing is not None
    drawings = press.context.drawings
    assert drawings[drawing_key(chart.drawing)] != drawings[drawing_key(chart.drawing, "beside")]
