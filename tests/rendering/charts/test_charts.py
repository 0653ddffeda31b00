"""A chart is drawn as wide as the page, in either language, and says in words what it shows."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from support.contrast import contrast

from briefgen.model.core.diagnostics import Outcome, Severity
from briefgen.model.profile.language import Language
from briefgen.model.theme import Theme
from briefgen.model.written.charts import COLOURS, Chart
from briefgen.reading.load import load
from briefgen.reading.world import MemoryWorld, default_theme
from briefgen.reading.yaml.nodes import decode
from briefgen.rendering.charts.draw import (
    ChartJob,
    chart_jobs,
    d3_pattern,
    date_formats,
    draw,
    for_print,
    for_web,
    in_universal_time,
    number_locale,
    time_locale,
    with_dates,
)
from briefgen.rendering.charts.svg import SVG, Naming, finish, plain_colours
from briefgen.rendering.charts.theme import FILE, ChartTheme, read_chart_theme
from briefgen.rendering.fonts.faces import Fonts, read_fonts
from briefgen.rendering.theme.design_tokens import FILE as TOKENS
from briefgen.resolving.charts.drawings import settle_chart
from briefgen.resolving.edition.views import Drawing
from briefgen.resolving.embargo.embargo import shown_at

SAMPLES = Path(__file__).parents[2] / "fixtures" / "charts"
KINDS = ("bars", "dumbbell", "timeline")
CONTENT = {
    "content/site.yaml": (
        "title: 시험\ndescription: 시험\nlanguages: [ko, en]\npublisher: {name: 시험}\n"
        'units: {words: {words: {ko: "{}회", en: {one: "{} time", other: "{} times"}}}}\n'
    ),
    "content/sources.yaml": "- {id: report-2025, type: report, title: Report}\n",
    "content/timeline.yaml": (
        "sessions: {when: 2025-03-04/2025-03-11, label: {ko: 2025년 양회, en: 2025 Two Sessions}}\n"
        "fund: {when: 2025-03-06, label: {ko: 국가창업투자유도기금 발표, en: Venture guidance fund announced}}\n"
        "report: {when: 2025-04-11, label: {ko: 보고서 발간, en: The report comes out}}\n"
        "round-11: {when: 2025-04-15/2025-04-18, label: {ko: 제11차 협상(베이징), en: 'Eleventh round, Beijing'}}\n"
        "round-12: {when: 2025-06-23/2025-06-27, label: {ko: 제12차 협상(서울), en: 'Twelfth round, Seoul'}}\n"
    ),
    "content/facts/all.yaml": "".join(
        f"{ident}: {{label: {ident}, value: {value}, source: report-2025, status: single-source}}\n"
        for ident, value in {
            "openness-2024": "14 words",
            "openness-2025": "21 words",
            "consumption-2024": "21 words",
            "consumption-2025": "32 words",
            "budget-2024": "370.8 billion CNY",
            "spent-2024": "361.9 billion CNY",
            "budget-2025": "398.119 billion CNY",
        }.items()
    ),
}
SITE = shown_at(load(MemoryWorld(CONTENT)).value, MemoryWorld(CONTENT).now()).value
THEME = Theme({path: (default_theme() / path).read_bytes() for path in (FILE, TOKENS)})
OTHER_ZONE = """
import pickle, sys
from briefgen.rendering.charts.draw import draw
print(draw(pickle.load(sys.stdin.buffer)).value)
"""


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return read_fonts(MemoryWorld({})).value


@pytest.fixture(scope="module")
def theme() -> ChartTheme:
    outcome = read_chart_theme(THEME)
    assert outcome.diagnostics == ()
    return outcome.value


def language(lang: str) -> Language:
    return SITE.profiles[lang]


def settled(kind: str, lang: str) -> Drawing:
    path = SAMPLES / f"{kind}.chart.yaml"
    written = decode(Chart, path.read_bytes(), path.name)
    assert written.diagnostics == () and written.value is not None
    outcome = settle_chart(kind, written.value, SITE, language(lang))
    assert outcome.diagnostics == ()
    return outcome.value


def jobs(kind: str, lang: str, theme: ChartTheme, fonts: Fonts) -> tuple[ChartJob, ...]:
    return chart_jobs(settled(kind, lang), theme, fonts, language(lang))


def drawn(job: ChartJob) -> str:
    outcome = draw(job)
    assert outcome.diagnostics == ()
    return outcome.value


@pytest.fixture(scope="module")
def every(theme: ChartTheme, fonts: Fonts) -> dict[tuple[str, str, str], tuple[ChartJob, str]]:
    found = (job for kind in KINDS for lang in ("ko", "en") for job in jobs(kind, lang, theme, fonts))
    return {(job.drawing.id, job.drawing.lang, job.variant): (job, drawn(job)) for job in found}


Every = dict[tuple[str, str, str], tuple[ChartJob, str]]


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in etree.fromstring(svg).iter("{*}text")]


def ids(svg: str) -> Iterator[str]:
    return (element.get("id") for element in etree.fromstring(svg).iter() if element.get("id"))


def test_every_sample_fills_the_width_it_is_drawn_for(every: Every) -> None:
    assert len(every) == 18
    for job, svg in every.values():
        root = etree.fromstring(svg)
        assert root.get("width") == "100%"
        width = float(root.get("viewBox").split()[2])
        assert abs(width - job.width) <= 2, (job.drawing.id, job.variant, width)


ROWS = {
    "height": {"step": 22},
    "encoding": {"y": {"field": "label", "type": "nominal", "sort": None, "title": None}},
    "layer": [
        {
            "mark": {"type": "text", "align": "left", "dx": 9},
            "encoding": {"x": {"field": "end", "type": "temporal", "title": None}, "text": {"field": "when_label"}},
        },
        {"mark": {"type": "point"}, "encoding": {"x": {"field": "start", "type": "temporal"}}},
    ],
}
BARS = {
    "height": {"step": 30},
    "mark": "bar",
    "encoding": {
        "y": {"field": "label", "type": "nominal", "sort": None, "title": None},
        "x": {"field": "end", "type": "temporal", "title": None},
    },
}


@pytest.mark.parametrize(("spec", "more"), [(ROWS, ""), (BARS, ", with more")])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_names_of_rows_stand_above_their_marks_where_they_would_leave_no_room(
    spec: dict[str, object], more: str, lang: str, theme: ChartTheme, fonts: Fonts
) -> None:
    """On a phone; on a wide page they stand beside the plot. Either way the drawing is as wide as the page."""
    timeline = settled("timeline", lang)
    data = {key: it for key, it in timeline.spec.items() if key in ("data", "$schema")}
    long = replace(
        timeline, spec={**data, **spec, "transform": [{"calculate": f"datum.label + ' (2025){more}'", "as": "label"}]}
    )
    wide, narrow, _ = (drawn(job) for job in chart_jobs(long, theme, fonts, language(lang)))
    wide_names, narrow_names = (row_names(svg) for svg in (wide, narrow))
    assert len(wide_names) == len(narrow_names) == 5
    assert {it.get("text-anchor") for it in wide_names} == {"end"}
    assert narrow_names[0].get("text-anchor") == "start"
    for svg, width in ((wide, 740), (narrow, 328)):
        assert 0.9 * width <= float(etree.fromstring(svg).get("viewBox").split()[2]) <= 1.05 * width


def test_a_chart_is_drawn_otherwise_where_it_is_narrow(theme: ChartTheme, fonts: Fonts) -> None:
    bars = settled("bars", "en")
    layer = {"mark": {"type": "text"}, "encoding": {"text": {"value": "n"}}}
    two = replace(bars, narrow={**bars.spec, "layer": [layer]})
    shown = {job.variant: "n" in texts(drawn(job)) for job in chart_jobs(two, theme, fonts, language("en"))}
    assert shown == {variant: width < 500 for variant, width in {**theme.widths, "paper": theme.paper}.items()}
    assert set(shown.values()) == {True, False}


def test_panels_share_the_width_as_their_own_widths_say(theme: ChartTheme, fonts: Fonts) -> None:
    bars = settled("bars", "en")
    panel = {"mark": "bar", "encoding": {"x": {"field": "amount", "type": "quantitative", "axis": None}}}
    data = {key: bars.spec[key] for key in ("data",)}
    side = replace(bars, spec={**data, "hconcat": [{**panel, "width": 3}, {**panel, "width": 1}]})
    under = replace(bars, spec={**data, "vconcat": [panel, panel]})
    for drawing, shares in ((side, [3, 1]), (under, [1, 1])):
        for job in chart_jobs(drawing, theme, fonts, language("en")):
            svg = drawn(job)
            assert abs(float(etree.fromstring(svg).get("viewBox").split()[2]) - job.width) <= 2
            first, second = (max(lengths) for lengths in bar_lengths(svg, 3))
            assert first / second == pytest.approx(shares[0] / shares[1], rel=0.02)


def bar_lengths(svg: str, each: int) -> list[list[float]]:
    found = [float(length) for length in re.findall(r'd="M-?[\d.]+,-?[\d.]+h([\d.]+)v', svg)]
    return [found[at : at + each] for at in range(0, len(found), each)]


def row_names(svg: str) -> list[etree._Element]:
    return [it for it in etree.fromstring(svg).iter("{*}text") if "(2025)" in (it.text or "")]


def test_a_drawing_has_a_name_and_its_figures_in_words(every: Every) -> None:
    for (kind, lang, _), (job, svg) in every.items():
        root = etree.fromstring(svg)
        title, words = root[0], root[1]
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
        assert title.text == job.drawing.title
        if (kind, lang) == ("bars", "ko"):
            assert words.text.endswith(
                "2024년 예산: 3,708억 위안; 2024년 집행: 3,619억 위안; 2025년 예산: 3,981억 1,900만 위안."
            )
        if (kind, lang) == ("dumbbell", "en"):
            assert words.text.endswith("Openness: 2024 14, 2025 21; Consumption: 2024 21, 2025 32.")


def test_figures_stand_in_the_drawing_in_the_language_drawn(every: Every) -> None:
    assert "3,981억 1,900만 위안" in texts(every["bars", "ko", "wide"][1])
    assert "398.119 billion yuan" in texts(every["bars", "en", "narrow"][1])
    assert {"4월", "5월", "6월"} <= set(texts(every["timeline", "ko", "wide"][1]))
    assert {"Apr", "May", "Jun"} <= set(texts(every["timeline", "en", "wide"][1]))


def test_nothing_in_a_drawing_needs_a_style_a_script_or_a_request(every: Every) -> None:
    for _, svg in every.values():
        assert not re.search(r'\sstyle=|\sclass=|<style|<script|<image|href|\sfont="|opacity|filter', svg)
        assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_ids_of_charts_on_one_page_do_not_clash(every: Every) -> None:
    found = [ident for _, svg in every.values() for ident in ids(svg)]
    assert len(found) == len(set(found))


def test_the_web_follows_the_page_and_paper_has_plain_colours(every: Every) -> None:
    _, svg = every["bars", "ko", "wide"]
    assert "var(--chart-accent, #" in for_web({"wide": svg})
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', for_print(svg))) <= {"none", "#1a1f22", "#7a9a8e", "#0e4f42"}
    assert re.sub(r"var\([^,]+, ([^)]+)\)", r"\1", svg) == for_print(svg)


def test_a_page_gets_every_width(every: Every) -> None:
    page = for_web({variant: every["bars", "ko", variant][1] for variant in ("wide", "narrow")})
    assert page.index('<div class="chart-wide"><svg') < page.index('<div class="chart-narrow"><svg')


def test_bars_begin_at_zero(every: Every) -> None:
    for lang in ("ko", "en"):
        bars = re.findall(r'd="M(-?[\d.]+),[\d.]+h([\d.]+)', every["bars", lang, "wide"][1])
        assert [start for start, _ in bars] == ["0", "0", "0"]
        lengths = [float(length) for _, length in bars]
        assert lengths[0] / lengths[2] == pytest.approx(370.8 / 398.119, rel=1e-3)


def test_the_same_job_gives_the_same_bytes_in_any_time_zone(every: Every) -> None:
    import pickle

    job, svg = every["timeline", "ko", "wide"]
    for zone in ("America/New_York", "Asia/Seoul"):
        environment = {**os.environ, "TZ": zone, "LC_ALL": "C"}
        ran = subprocess.run(
            [sys.executable, "-c", OTHER_ZONE],
            input=pickle.dumps(job),
            env=environment,
            capture_output=True,
            check=True,
        )
        assert ran.stdout.decode().strip() == svg


# Colours


def test_tones_that_stand_beside_each_other_stay_apart_in_grey(theme: ChartTheme) -> None:
    for one, other in (("accent", "paper"), ("muted", "paper"), ("accent", "muted")):
        assert contrast(theme.colours[one], theme.colours[other]) >= 3, (one, other)
    for text in ("ink", "soft", "accent"):
        assert contrast(theme.colours[text], theme.colours["paper"]) >= 4.5, text


def with_spec(job: ChartJob, **changes: object) -> ChartJob:
    return replace(job, drawing=replace(job.drawing, spec={**job.drawing.spec, **changes}))


def simple(job: ChartJob, mark: object, **more: object) -> ChartJob:
    encoding = {"y": {"field": "item", "type": "nominal"}, "x": {"field": "amount", "type": "quantitative"}}
    spec = {"data": job.drawing.spec["data"], "mark": mark, "encoding": encoding, **more}
    return replace(job, drawing=replace(job.drawing, spec=spec))


def test_the_hatch_is_a_pattern_of_the_drawing_itself(every: Every) -> None:
    svg = drawn(simple(every["bars", "ko", "wide"][0], {"type": "bar", "color": "$hatch"}))
    (pattern,) = etree.fromstring(svg).iter("{*}pattern")
    assert svg.count(f"url(#{pattern.get('id')})") == 3


def test_a_faint_mark_is_mixed_with_the_paper(every: Every) -> None:
    svg = drawn(simple(every["bars", "ko", "wide"][0], {"type": "bar", "color": "#000000", "opacity": 0.5}))
    assert "color-mix(in srgb, #000000 50%, var(--paper, #ffffff))" in svg
    assert 'fill="#808080"' in for_print(svg)


@given(st.integers(0, 0xFFFFFF), st.integers(0, 100))
def test_a_mixture_lies_between_its_colours(colour: int, share: int) -> None:
    mixed = plain_colours(f"color-mix(in srgb, var(--chart-x, #{colour:06x}) {share}%, var(--paper, #ffffff))")
    assert re.fullmatch(r"#[0-9a-f]{6}", mixed)
    for at in (1, 3, 5):
        assert int(f"{colour:06x}"[at - 1 : at + 1], 16) <= int(mixed[at : at + 2], 16) <= 255


def test_a_theme_that_lacks_a_colour_is_reported_and_charts_are_still_drawn(every: Every) -> None:
    outcome = read_chart_theme(Theme({FILE: b"colours: {ink: --ink}\nwidths: {wide: 640}\n"}))
    assert [found.span.line for found in outcome.diagnostics if found.span] == [1]
    assert "soft" in outcome.diagnostics[0].message
    assert outcome.value == ChartTheme()
    assert set(COLOURS) - {"hatch"} == set(every["bars", "ko", "wide"][0].theme.colours)


@pytest.mark.parametrize("line", ["widths: {wide: 500}", "config: {a: 1}", "colour: red", "paper: .inf"])
def test_what_is_wrong_in_a_theme_that_can_be_read_is_reported(line: str) -> None:
    text = f"{THEME.text(FILE)}\n{line}\n"
    found = read_chart_theme(Theme({**THEME.files, FILE: text.encode()})).diagnostics
    assert [(it.severity, it.span and it.span.path) for it in found] == [(Severity.ERROR, f"templates/{FILE}")]


def recoloured(*changes: tuple[str, str], path: str = TOKENS) -> Outcome[ChartTheme]:
    text = THEME.text(path)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read_chart_theme(Theme({**THEME.files, path: text.encode()}))


MAIN_COLOUR = next(line for line in THEME.text(TOKENS).splitlines() if "--chart-accent:" in line).strip().rstrip(";")


@pytest.mark.parametrize(
    ("value", "drawn_in"),
    [
        ("#aa0000", "#aa0000"),
        ("#A00", "#aa0000"),
        ("light-dark(hsl(0 100% 50%), #ffffff)", "#ff0000"),
        ("light-dark(var(--accent), #ffffff)", "#0e4f42"),
        ("var(--accent)", "#0e4f42"),
        ("var(--not-there, rgb(0 0 255))", "#0000ff"),
        ("navy", "#000080"),
    ],
)
def test_charts_take_their_colours_from_the_tokens(value: str, drawn_in: str) -> None:
    outcome = recoloured((MAIN_COLOUR, f"--chart-accent: {value}"))
    assert outcome.diagnostics == ()
    assert outcome.value.colours["accent"] == drawn_in
    assert outcome.value.tokens["accent"] == "--chart-accent"
    assert outcome.value.config["mark"] == {"color": drawn_in}


def test_a_colour_of_charts_that_is_no_token_is_an_error_at_its_place_with_the_nearest() -> None:
    (found,) = recoloured(("muted: --chart-muted", "muted: --chart-mutd"), path=FILE).diagnostics
    line = THEME.text(FILE).splitlines().index("  muted: --chart-muted") + 1
    assert str(found.span) == f"templates/{FILE}:{line}:10"
    assert "--chart-mutd" in found.message
    assert found.hint == "did you mean “--chart-muted”?"


@pytest.mark.parametrize("value", ["1.5rem", "rgb(0 0 0 / 0.5)", "var(--chart-accent)", "var(--acent)", "currentcolor"])
def test_a_token_that_charts_cannot_take_is_an_error_at_its_own_place(value: str) -> None:
    (found,) = recoloured((MAIN_COLOUR, f"--chart-accent: {value}")).diagnostics
    line = next(n for n, text in enumerate(THEME.text(TOKENS).splitlines(), 1) if "--chart-accent:" in text)
    assert str(found.span) == f"templates/{TOKENS}:{line}:3"
    assert found.code == "style-is-sound"


def test_a_missing_theme_is_reported() -> None:
    assert [found.code for found in read_chart_theme(Theme({})).diagnostics] == ["file-exists"]


# What cannot be drawn


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"layer": [{"mark": "baar"}]}, "cannot be drawn"),
        ({"layer": []}, "nothing is drawn"),
        ({"transform": [{"calculate": "datum.amount +", "as": "b"}]}, ""),
    ],
)
def test_a_broken_specification_is_reported_and_leaves_a_frame(
    every: Every, changes: dict[str, object], words: str
) -> None:
    outcome = draw(with_spec(every["bars", "ko", "wide"][0], **changes))
    (found,) = outcome.diagnostics
    assert found.code == "chart-is-drawable"
    assert found.span == every["bars", "ko", "wide"][0].drawing.spec_span
    assert words in found.message
    assert "\n" not in found.message and ".js" not in found.message and "at <" not in found.message
    assert texts(outcome.value) == ["[bars?]"]


BAD_FORMAT = {"field": "amount", "type": "quantitative", "axis": {"format": "zzz"}}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"layer": [{"mark": "bar", "encoding": {"x": BAD_FORMAT}}]}, "format: zzz"),
        ({"transform": [{"calculate": "nosuch(1)", "as": "b"}]}, "nosuch"),
        ({"transform": [{"timeUnit": "nosuch", "field": "amount", "as": "b"}]}, "time unit"),
        ({"layer": 3}, "of another kind than Vega-Lite expects"),
    ],
)
def test_what_the_engine_logs_is_the_reason_and_does_not_reach_the_terminal(
    every: Every, capfd: pytest.CaptureFixture[str], changes: dict[str, object], words: str
) -> None:
    (found,) = draw(with_spec(every["bars", "ko", "wide"][0], **changes)).diagnostics
    assert found.code == "chart-is-drawable" and words in found.message
    assert not re.search(r"undefined|not a function|https?:|\d+:\d+", found.message)
    assert capfd.readouterr() == ("", "")


def test_a_row_without_a_value_does_not_stop_the_others(every: Every) -> None:
    job = every["bars", "ko", "wide"][0]
    rows = json.loads(json.dumps(job.drawing.spec["data"]))
    rows["values"][1]["amount"] = None
    outcome = draw(with_spec(job, data=rows))
    assert "3,708억 위안" in texts(outcome.value)


def test_an_image_is_left_out_and_reported(every: Every) -> None:
    job = simple(every["bars", "ko", "wide"][0], {"type": "image", "url": "https://pack.invalid/x.png"})
    outcome = draw(job)
    assert "image" not in outcome.value
    assert outcome.diagnostics


def test_no_data_are_fetched(every: Every, tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text('[{"item": "비밀", "amount": 1}]', encoding="utf-8")
    for url in (secret.as_uri(), str(secret), "https://pack.invalid/data.json"):
        outcome = draw(with_spec(every["bars", "ko", "wide"][0], data={"url": url}))
        assert "비밀" not in outcome.value


# Numbers and dates on axes


def test_axes_are_written_as_the_language_writes() -> None:
    korean, english = language("ko"), language("en")
    assert time_locale(korean)["shortMonths"][2] == "3월"
    assert time_locale(english)["days"][0] == "Sunday"
    assert number_locale(english) == {
        "decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""], "minus": "−",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [("y. M. d.", "%Y. %-m. %-d."), ("d MMMM y", "%-d %B %Y"), ("y년 MM월", "%Y년 %m월"), ("d 'of' MMM", "%-d of %b")],
)
def test_a_date_pattern_is_put_in_the_terms_of_the_drawing_engine(pattern: str, wanted: str) -> None:
    assert d3_pattern(pattern) == wanted


def test_dates_on_an_axis_are_written_as_the_language_writes_them() -> None:
    spec = {"x": {"axis": {"format": "month"}}, "y": {"axis": {"format": ",.0f"}}, "data": [{"format": "month"}]}
    korean, english = (with_dates(spec, date_formats(language(lang))) for lang in ("ko", "en"))
    assert korean["x"]["axis"]["format"] == "%Y. %-m."
    assert english["x"]["axis"]["format"] == "%b %Y"
    assert english["y"] == spec["y"] and english["data"] == spec["data"]


def test_only_time_scales_are_put_in_universal_time() -> None:
    encoding = {"x": {"field": "a", "type": "temporal"}, "y": {"field": "b", "type": "nominal"}}
    data = {"values": [{"type": "temporal"}]}
    made = in_universal_time({"encoding": encoding, "data": data})
    assert made["encoding"]["x"]["scale"] == {"type": "utc"}
    assert "scale" not in made["encoding"]["y"]
    assert made["data"] == data


@pytest.mark.parametrize("words", [r"C:\budget", r"A\" + (6 * 7) + \"", "one\ntwo", r"\u0041\x00", '"', "'"])
def test_any_words_can_be_the_title_of_an_axis_and_none_is_read_as_code(
    words: str, theme: ChartTheme, fonts: Fonts
) -> None:
    job = jobs("bars", "en", theme, fonts)[0]
    mark = {"type": "bar", "aria": True}
    encoding = {
        "x": {"field": "n", "type": "quantitative", "title": words, "axis": {"aria": True}},
        "y": {"field": "n", "type": "nominal", "title": words},
        "color": {"field": "n", "type": "nominal", "title": words},
    }
    spec = {"data": {"values": [{"n": 1}, {"n": 2}]}, "mark": mark, "encoding": encoding, "config": {"aria": True}}
    svg = drawn(replace(job, drawing=replace(job.drawing, spec=spec)))
    assert "".join(texts(svg)).count(words) == 3


def test_what_an_engine_draws_is_trusted_no_more_than_the_drawing_of_an_author() -> None:
    drawn = (
        f'<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9" onload="alert(1)">'
        '<style>@import "https://example.org/a.css"</style><script>alert(2)</script>'
        '<a xlink:href="javascript:alert(3)"><path d="M0,0h9v9z" fill="#ff0000" onclick="alert(4)"/></a>'
        '<image xlink:href="https://example.org/a.png"/><path d="M0,0h9v9z" fill="#00ff00" onfocus="alert(5)"/></svg>'
    )
    found = finish(drawn, Naming("a", "serif", "Title", "Words", {}, {}))
    assert re.search("alert|script|example|onload|onclick|onfocus|style", found.svg) is None
    assert "#00ff00" in found.svg
    unsafe = {"<script>", "onclick=", "onload=", "@import", "a link to javascript:"}
    assert unsafe | {"a reference to another file (https://example.org/a.png)"} <= set(found.dropped)
    assert "<image" not in found.svg
