"""One walk through an entry of YAML finds its wordings, and puts others in their place."""

from __future__ import annotations

from briefgen.model.core.written import LocalText
from briefgen.model.written.charts import Chart
from briefgen.model.written.packs import Pack
from briefgen.model.written.wordings import parts, with_wordings, wordings

CHART = Chart.model_validate(
    {
        "title": {"ko": "표본", "en": "Samples"},
        "columns": {"name": {"label": {"ko": "이름", "en": "Name"}}, "n": {"label": "n"}},
        "data": [{"name": {"ko": "가", "en": "A"}, "n": {"fact": "count-a", "form": "short"}}, {"name": "B", "n": {}}],
        "spec": {"mark": {"type": "bar", "fill": "$accent"}},
        "texts": {"all": {"en": "All"}},
    }
)


def test_wordings_are_found_in_the_order_of_the_schema() -> None:
    paths = [it.path for it in wordings(CHART)]
    assert paths == [("title",), ("columns", "name", "label"), ("columns", "n", "label"), ("texts", "all")]


def test_cells_of_a_chart_are_wordings_when_asked_for() -> None:
    found = [it for it in wordings(CHART, cells=True) if it.is_cell and it.value.root]
    assert [(it.path, it.value.root) for it in found] == [(("data", 0, "name"), {"ko": "가", "en": "A"})]


def test_a_part_knows_the_models_that_it_is_in() -> None:
    (label, *_) = [it for it in parts(CHART) if it.path == ("columns", "name", "label")]
    assert label.owners == (CHART, CHART.columns["name"]) and label.field == "label"


def test_a_wording_is_put_in_its_place_and_the_rest_stays() -> None:
    made = with_wordings(CHART, {("columns", "n", "label"): LocalText({"en": "Number"})})
    assert made.columns["n"].label.root == {"en": "Number"}
    assert made.columns["name"] is CHART.columns["name"] and CHART.columns["n"].label.root == {"*": "n"}


def test_a_wording_in_a_list_is_put_in_its_place() -> None:
    asked = {"text": "What?", "brief": "one"}
    pack = Pack.model_validate(
        {"title": "A", "audience": "B", "summary": "C", "published": "2026-01-02", "briefs": ["one"]}
        | {"questions": [asked, asked]}
    )
    made = with_wordings(pack, {("questions", 1, "text"): LocalText({"en": "Why?"})})
    assert [it.text.root for it in made.questions] == [{"*": "What?"}, {"en": "Why?"}]
