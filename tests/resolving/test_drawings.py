"""A chart is settled in each language: facts become numbers and words, and every slip is reported at its place."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping

import pytest
import yaml

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.core.written import Written
from briefgen.model.values.quantities import Day
from briefgen.model.written.charts import Chart
from briefgen.model.written.shown import Shown
from briefgen.reading.load import load
from briefgen.reading.world import MemoryWorld
from briefgen.reading.yaml.nodes import decode
from briefgen.resolving.charts.drawings import first_moment, next_moment, settle_chart
from briefgen.resolving.edition.views import Drawing
from briefgen.resolving.embargo.embargo import shown_at

SITE: Mapping[str, str] = {
    "content/site.yaml": (
        "title: 시험\ndescription: 시험\nlanguages: [ko, en]\npublisher: {name: 시험}\n"
        'units: {words: {words: {ko: "{}회", en: {one: "{} time", other: "{} times"}}}}\n'
    ),
    "content/sources.yaml": "- {id: report, type: report, title: Report}\n",
    "content/timeline.yaml": (
        "talks: {when: 2025-04-15/2025-04-18, label: {ko: 협상, en: Talks}}\n"
        "report: {when: 2025-04-11, label: {ko: 보고서, en: Report}}\n"
        "opening: {when: 2018-03, label: {ko: 개시, en: Opening}}\n"
    ),
    "content/facts/all.yaml": (
        "before: {label: {ko: 전, en: Before}, value: 14 words, source: report, status: single-source}\n"
        "after: {label: {ko: 후, en: After}, value: 21 words, source: report, status: single-source,"
        " compare: {to: before}}\n"
        "budget: {label: {ko: 예산, en: Budget}, value: 398.119 billion CNY, source: report, status: single-source,"
        " forms: {round: 398 billion CNY}}\n"
        "range: {label: {ko: 범위, en: Range}, value: 3–5 trillion CNY, source: report, status: single-source}\n"
        "saying: {label: {ko: 말, en: Saying}, statement: {ko: 그렇다, en: So}, source: report,"
        " status: single-source}\n"
    ),
}
HEAD = "title: {ko: 제목, en: Title}\nsource: report\ncolumns:\n"
RICH = """
transform:
- {calculate: datum.amount * 2, as: twice}
- {fold: [amount, twice], as: [key, value]}
- {filter: {field: amount, oneOf: [1, 2]}}
layer:
- mark: {type: bar, color: red, size: 4}
  encoding:
    x: {field: twice, type: quantitative, axis: {labelExpr: datum.label, title: Twice}, scale: {domain: [0, 9]}}
    y: {field: key, type: nominal, sort: [a, b], title: null}
    color: {condition: {test: datum.amount > 3, value: red}, value: grey}
- mark: text
  encoding:
    text: {field: amount.label, type: nominal}
    tooltip: [{field: amount, type: quantitative, title: Amount}]
width: 200
height: {step: 20}
params: [{name: top, value: 3}]
config: {axis: {grid: false}}
"""
"""Most of what a specification may have, each once."""
SPEC = "spec:\n  mark: bar\n  encoding:\n    x: {field: amount, type: quantitative}\n"


@pytest.fixture(scope="module")
def site() -> Shown:
    world = MemoryWorld(SITE)
    return shown_at(load(world).value, world.now()).value


def read(text: str) -> Written[Chart]:
    outcome = decode(Chart, text.encode(), "content/briefs/a/c.chart.yaml")
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def settle(text: str, site: Shown, lang: str = "ko") -> tuple[Drawing, tuple[Diagnostic, ...]]:
    outcome = settle_chart("c", read(text), site, site.profiles[lang])
    return outcome.value, outcome.diagnostics


@pytest.mark.parametrize("value", ["[]", "{}", "1", "true", "null", "[x]", "{a: 1}", "[[1]]", "-1", "1.0e+400", "w"])
def test_no_value_of_another_kind_in_a_specification_ends_in_a_fault(site: Shown, value: str) -> None:
    whole = yaml.safe_load(RICH)

    def places(part: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
        yield path
        for step, inner in (
            part.items() if isinstance(part, dict) else enumerate(part if isinstance(part, list) else ())
        ):
            yield from places(inner, (*path, step))

    for *above, last in filter(None, places(whole)):
        other = copy.deepcopy(whole)
        part = other
        for step in above:
            part = part[step]
        part[last] = yaml.safe_load(value)
        text = HEAD + "  amount: {label: {ko: 금액, en: Amount}}\ndata:\n  - {amount: {fact: budget}}\n"
        outcome = decode(Chart, (text + yaml.safe_dump({"spec": other})).encode(), "content/briefs/a/c.chart.yaml")
        if outcome.value is not None:
            settle_chart("c", outcome.value, site, site.profiles["ko"])


def bars(row: str, spec: str = SPEC, columns: str = "  amount: {label: {ko: 금액, en: Amount}, scale: 9}\n") -> str:
    return f"{HEAD}{columns}data:\n  - {row}\n{spec}"


def test_an_axis_words_its_marks_by_fields_of_its_own(site: Shown) -> None:
    axis = SPEC.replace("quantitative}", 'quantitative, axis: {labelExpr: "datum.label + datum.value"}}')
    _, problems = settle(bars("{amount: {fact: budget}}", axis), site)
    assert problems == ()


def test_the_words_of_the_engine_belong_to_the_specification(site: Shown) -> None:
    text = bars("{amount: {fact: budget}}")
    drawing, _ = settle(text, site)
    assert drawing.span is not None and drawing.span.line == 1
    assert drawing.spec_span is not None and drawing.spec_span.line == text.splitlines().index("spec:") + 1


NARROW = "narrow:\n  height: 80\n  mark: {type: bar}\n"


def test_a_narrow_drawing_takes_what_it_does_not_say_from_the_other(site: Shown) -> None:
    drawing, problems = settle(bars("{amount: {fact: budget}}") + NARROW, site)
    assert problems == ()
    assert drawing.narrow == {**drawing.spec, "height": 80, "mark": {"type": "bar"}}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("  mark: bra\n", "Vega-Lite has no mark “bra”"),
        ("  data: {url: x}\n", "the specification cannot have “data”"),
        ("  encoding: {x: {field: amuont, type: quantitative}}\n", "the specification uses the field “amuont”"),
    ],
)
def test_a_slip_in_a_narrow_drawing_is_reported_at_its_place(site: Shown, wrong: str, said: str) -> None:
    text = bars("{amount: {fact: budget}}") + "narrow:\n" + wrong
    _, (found,) = settle(text, site)
    assert found.code == "chart-is-drawable" and found.message.startswith(said)
    assert found.span is not None and found.span.line == text.count("\n")


def places(problems: tuple[Diagnostic, ...]) -> list[tuple[str, int, str]]:
    return [(found.code, found.span.line if found.span else 0, found.hint) for found in problems]


def test_a_fact_is_a_number_to_draw_and_words_to_read(site: Shown) -> None:
    drawing, problems = settle(bars("{amount: {fact: budget}}"), site)
    assert problems == ()
    assert drawing.rows[0]["amount"].words == "3,981억 1,900만 위안"
    assert drawing.rows[0]["amount"].number == 398.119
    assert drawing.rows[0]["amount"].fact == "budget"
    assert drawing.spec["data"] == {"values": [{"amount": 398.119, "amount_label": "3,981억 1,900만 위안"}]}


def test_the_other_language_has_the_same_number_in_its_own_words(site: Shown) -> None:
    drawing, _ = settle(bars("{amount: {fact: budget, form: round}}"), site, "en")
    assert (drawing.title, drawing.columns) == ("Title", (("amount", "Amount"),))
    assert drawing.rows[0]["amount"].words == "398 billion yuan"
    assert drawing.rows[0]["amount"].number == 398.0


def test_a_range_is_drawn_at_its_middle(site: Shown) -> None:
    drawing, _ = settle(bars("{amount: {fact: range}}"), site)
    assert drawing.rows[0]["amount"].number == 4000.0


def test_a_change_is_drawn_as_the_change(site: Shown) -> None:
    drawing, _ = settle(bars("{amount: {fact: after, form: change}}", columns="  amount: {label: 변화}\n"), site)
    assert drawing.rows[0]["amount"].number == 50.0


def test_a_hidden_column_steers_the_drawing_and_is_not_in_the_table(site: Shown) -> None:
    columns = "  amount: {label: 금액}\n  newest: {label: 새것, hidden: true}\n  order: {label: 순서, hidden: true}\n"
    drawing, _ = settle(bars("{amount: {fact: before}, newest: true, order: 2}", columns=columns), site)
    assert [key for key, _ in drawing.columns] == ["amount"]
    values = drawing.spec["data"]["values"][0]  # type: ignore[index]
    assert (values["newest"], values["order"]) == ("true", 2.0)


def test_an_event_has_both_ends_and_its_words(site: Shown) -> None:
    spec = "spec:\n  mark: bar\n  encoding: {x: {field: start, type: temporal}, x2: {field: end}}\n"
    rows = "".join(f"  - {{event: {ident}}}\n" for ident in ("talks", "report", "opening"))
    text = f"{HEAD}  when: {{label: 날짜}}\ndata:\n{rows}{spec}"
    drawing, problems = settle(text, site)
    assert problems == ()
    talks, report, opening = drawing.rows
    assert (talks["label"].words, talks["kind"].words, talks["when"].words) == ("협상", "period", "2025. 4. 15.~4. 18.")
    assert (talks["start"].number, talks["end"].number) == ("2025-04-15T00:00:00Z", "2025-04-19T00:00:00Z")
    assert (report["kind"].words, report["end"].words) == ("day", "")
    assert (opening["start"].number, opening["end"].number) == ("2018-03-01T00:00:00Z", "2018-04-01T00:00:00Z")


def test_an_unknown_fact_is_reported_at_its_cell_and_stays_visible(site: Shown) -> None:
    drawing, problems = settle(bars("{amount: {fact: budgte}}"), site)
    assert places(problems) == [("fact-is-known", 6, "did you mean “budget”?")]
    assert drawing.rows[0]["amount"].words == "[budgte?]"
    assert drawing.spec["data"] == {"values": [{"amount": None, "amount_label": "[budgte?]"}]}


@pytest.mark.parametrize(
    ("row", "code", "hint"),
    [
        ("{amount: {fact: budget, form: rond}}", "fact-form-is-known", "did you mean “round”?"),
        ("{amount: {fact: saying}}", "fact-form-is-known", "#statement"),
        ("{amount: {fact: budget, from: round}}", "key-is-known", "did you mean “form”?"),
        ("{amuont: {fact: budget}, amount: {fact: budget}}", "key-is-known", "did you mean “amount”?"),
        ("{event: talk, amount: {fact: budget}}", "event-is-known", "did you mean “talks”?"),
        ("{amount: {de: Haushalt}}", "value-has-type", "{fact: id}"),
        ("{amount: {}}", "value-has-type", "{fact: id}"),
        ("{amount: [1, 2]}", "value-has-type", "{fact: id}"),
        ("{amount: 370.8}", "figure-is-fact", "{fact: id}"),
    ],
)
def test_a_slip_in_a_row_is_reported_at_its_line(site: Shown, row: str, code: str, hint: str) -> None:
    _, problems = settle(bars(row), site)
    assert [(found[0], found[1]) for found in places(problems)] == [(code, 6)]
    assert hint in problems[0].hint


def test_a_field_that_no_column_has_is_reported_where_the_specification_names_it(site: Shown) -> None:
    spec = SPEC + "    y: {field: itme, type: nominal}\n"
    columns = "  amount: {label: 금액}\n  item: {label: 항목}\n"
    _, problems = settle(bars("{amount: {fact: before}, item: 가}", spec, columns), site)
    assert places(problems) == [("chart-is-drawable", 12, "did you mean “item”?")]


@pytest.mark.parametrize(
    ("spec", "line", "hint"),
    [
        (SPEC.replace("bar", "baar"), 8, "did you mean “bar”?"),
        (SPEC.replace("bar", "{type: pie}"), 8, "Vega-Lite has: arc"),
        (SPEC.replace("encoding", "encodng"), 9, "did you mean “encoding”?"),
        (SPEC.replace("x:", "colour:"), 10, "did you mean “color”?"),
        (SPEC.replace("quantitative", "quantitive"), 10, "did you mean “quantitative”?"),
        (SPEC.replace("mark: bar", "layer: [{mark: bart}]"), 8, "did you mean “bar”?"),
        (SPEC.replace("mark: bar", "layer: [bar]"), 8, ""),
        ("spec:\n  mark: bar\n  encoding: x\n", 9, ""),
        (f"{SPEC}  transform: [{{calculate: 'random() * 2', as: r}}]\n", 11, "put the value into the data"),
        (f"{SPEC}  transform: [{{filter: 'now() > 0'}}]\n", 11, "put the value into the data"),
        (f"{SPEC}  transform: [{{sample: 3}}]\n", 11, "put the value into the data"),
    ],
)
def test_a_word_that_the_grammar_has_not_is_reported_at_its_line(site: Shown, spec: str, line: int, hint: str) -> None:
    _, problems = settle(bars("{amount: {fact: before}}", spec), site)
    ((code, found, advice),) = places(problems)
    assert (code, found) == ("chart-is-drawable", line)
    assert advice.startswith(hint)


def test_fields_that_a_transform_makes_are_known(site: Shown) -> None:
    spec = SPEC + "    y: {field: twice, type: quantitative}\n  transform: [{calculate: datum.amount * 2, as: twice}]\n"
    assert settle(bars("{amount: {fact: before}}", spec), site)[1] == ()


def test_a_specification_brings_no_data_and_no_links_of_its_own(site: Shown) -> None:
    spec = SPEC.replace("mark: bar", "mark: {type: bar, href: /x}") + "  data: {url: /etc/passwd}\n"
    drawing, problems = settle(bars("{amount: {fact: before}}", spec), site)
    assert {found.code for found in problems} == {"chart-is-drawable"}
    assert [found.span.line for found in problems if found.span] == [8, 11]
    assert "url" not in repr(drawing.spec) and "href" not in repr(drawing.spec)


def test_named_texts_are_put_in_and_colours_are_left_for_drawing(site: Shown) -> None:
    spec = "texts: {count: {ko: 횟수, en: Count}}\n" + SPEC.replace("quantitative", "quantitative, title: $count")
    spec = spec.replace("mark: bar", "mark: {type: bar, color: $accent}")
    drawing, problems = settle(bars("{amount: {fact: before}}", spec), site, "en")
    assert problems == ()
    assert drawing.spec["encoding"]["x"]["title"] == "Count"  # type: ignore[index]
    assert drawing.spec["mark"]["color"] == "$accent"  # type: ignore[index]


def test_a_text_or_colour_that_is_not_there_is_reported(site: Shown) -> None:
    spec = SPEC.replace("mark: bar", "mark: {type: bar, color: $acent}")
    _, problems = settle(bars("{amount: {fact: before}}", spec), site)
    assert places(problems) == [("chart-is-drawable", 8, "did you mean “accent”?")]


def test_a_chart_of_one_layer_calls_its_axes_as_the_table_does(site: Shown) -> None:
    drawing, _ = settle(bars("{amount: {fact: before}}"), site, "en")
    assert drawing.spec["encoding"]["x"]["title"] == "Amount"  # type: ignore[index]


def test_a_missing_translation_and_an_unknown_source_are_told(site: Shown) -> None:
    text = (
        bars("{amount: {fact: before}}")
        .replace("{ko: 제목, en: Title}", "{ko: 제목}")
        .replace(": report\n", ": reprot\n")
    )
    drawing, problems = settle(text, site, "en")
    assert drawing.title == "제목"
    assert drawing.source_ids == ()
    assert {found.code for found in problems} == {"text-is-translated", "source-is-known"}


@pytest.mark.parametrize(
    ("day", "first", "after"),
    [
        (Day(2025, 12, 31), "2025-12-31", "2026-01-01"),
        (Day(2025, 12), "2025-12-01", "2026-01-01"),
        (Day(2024), "2024-01-01", "2025-01-01"),
        (Day(9999, 12, 31), "9999-12-31", "9999-12-31"),
    ],
)
def test_a_date_lasts_to_the_next_of_its_kind(day: Day, first: str, after: str) -> None:
    assert first_moment(day).startswith(first)
    assert next_moment(day).startswith(after)


def units(unit: str, scale: int) -> str:
    return (
        f"{HEAD}  amount:\n    label: {{ko: 금액, en: Amount}}\n    scale: {scale}\n    unit: {unit}\n"
        f"data:\n  - {{amount: {{fact: budget}}}}\n"
        f"spec:\n  mark: bar\n  encoding:\n    x:\n      field: amount\n      type: quantitative\n"
    )


@pytest.mark.parametrize(
    ("unit", "scale", "lang", "is_right"),
    [
        ("{ko: 억 위안, en: million yuan}", 8, "ko", True),
        ("{ko: 억 위안, en: million yuan}", 8, "en", False),
        ("{ko: 백만 위안, en: million yuan}", 8, "ko", False),
        ("{ko: 10억 위안, en: billion yuan}", 9, "ko", True),
        ("{ko: 경제성장률, en: people}", 9, "ko", True),
        ("{ko: 만족도, en: people}", 9, "ko", True),
        ("{ko: 위안, en: yuan}", 9, "en", True),
        ("{ko: 위안, en: in billions of yuan}", 6, "en", False),
    ],
)
def test_a_unit_of_another_size_than_the_scale_is_reported(
    site: Shown, unit: str, scale: int, lang: str, is_right: bool
) -> None:
    _, problems = settle(units(unit, scale), site, lang)
    told = [(code, line) for code, line, _ in places(problems)]
    assert told == ([] if is_right else [("chart-agrees", 7)])
