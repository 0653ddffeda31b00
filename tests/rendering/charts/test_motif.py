"""The picture on the cover of a pack is drawn from its facts, and says them."""

from __future__ import annotations

import re

import pytest
from support.project import Project

from briefgen.rendering.charts.motif import Tones, drawn_for

PACK = "content/packs/all.yaml"
FACTS = "content/facts/counts.yaml"
SHARE = """\
{}:
  label: {{ko: 몫 {}, en: Share {}}}
  value: {}
  source: report-a
  status: single-source
"""


def with_motif(project: Project, motif: str, *values: str) -> Project:
    names = [f"share-{at}" for at, _ in enumerate(values)]
    facts = "".join(
        SHARE.format(name, at, at, value) for at, (name, value) in enumerate(zip(names, values, strict=True))
    )
    given = project.with_file(FACTS, project.text(FACTS) + facts)
    return given.with_file(PACK, f"{project.text(PACK)}motif: {{{motif}, facts: [{', '.join(names)}]}}\n")


def drawing(project: Project) -> str:
    return str(drawn_for(project.editions().value["en"].packs["all"], Tones("#fff", "#888")))


def tones(svg: str) -> list[str]:
    return re.findall(r'<(?:rect|circle) [^>]*class="(\w+)"', svg)


def test_squares_are_shares_of_a_hundred(project: Project) -> None:
    drawn = tones(drawing(with_motif(project, "kind: squares", "85.9 %", "9.5 %", "4.6 %")))
    assert len(drawn) == 100
    assert (drawn.count("mid"), drawn.count("open"), drawn.count("strong")) == (86, 9, 5)
    assert drawn[-5:] == ["strong"] * 5


def test_what_is_left_of_a_hundred_is_open(project: Project) -> None:
    drawn = tones(drawing(with_motif(project, "kind: squares", "30 %")))
    assert (drawn.count("open"), drawn.count("strong")) == (70, 30)


def test_coins_are_counted_in_the_smallest_amount(project: Project) -> None:
    drawn = tones(drawing(with_motif(project, "kind: coins", "100 billion CNY", "1000 billion CNY")))
    assert drawn == ["strong"] + ["open"] * 10


def test_strokes_and_bars_are_as_long_as_the_amounts(project: Project) -> None:
    drawn = tones(drawing(with_motif(project, "kind: strokes", "200 samples", "100 samples")))
    assert (drawn.count("mid"), drawn.count("strong")) == (100, 50)
    widths = re.findall(r' width="([\d.]+)"', drawing(with_motif(project, "kind: bars", "200 samples", "100 samples")))
    assert widths == ["174.00", "87.00"]


def test_the_drawing_says_its_facts_and_takes_words_as_words(project: Project) -> None:
    drawn = drawing(with_motif(project, 'kind: squares, caption: "Exports <b>"', "60 %", "40 %"))
    assert "<title>Exports &lt;b&gt;: Share 0 60%, Share 1 40%</title>" in drawn


def test_the_facts_of_a_motif_are_cited_and_stand_on_the_page(project: Project) -> None:
    drawn = with_motif(project, "kind: squares, caption: {ko: 그림, en: Picture}", "60 %", "40 %")
    assert "share-1" in [fact.id for fact in drawn.editions().value["en"].packs["all"].facts]
    built = drawn.build()
    assert not built.failed
    assert "Picture" in built.words("en/packs/all.html")
    assert "Share 1 40%" in built.words("en/packs/all.html")


@pytest.mark.parametrize(
    ("motif", "values", "message"),
    [
        ("kind: squares", ["60 %", "41 %"], "add up to 101"),
        ("kind: squares", ["60 samples"], "are not shares"),
        ("kind: coins", ["1 samples", "90 samples"], "91 coins"),
        ("kind: bars", ["1 samples", "90 %"], "different units"),
        ("kind: bars", ["1 samples", "2001-04"], "no amount"),
        ("kind: bars", ["1 samples", "0 samples"], "no amount"),
        ("kind: bars", ["1 samples", "1-2 samples"], "no amount"),
    ],
)
def test_facts_that_cannot_be_drawn_are_reported(project: Project, motif: str, values: list[str], message: str) -> None:
    outcome = with_motif(project, motif, *values).editions()
    (found,) = {it for it in outcome.diagnostics if it.code == "motif-has-data"}
    assert (found.span and found.span.path, found.span and found.span.line) == (PACK, 6)
    assert message in found.message
    assert all(edition.packs["all"].motif is None for edition in outcome.value.values())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 27 %", "value: 27 %\n  period: 2024"),
        ("value: 31 %", "value: 31 %\n  compare: {to: share-0}"),
        ("{ko: 몫 0, en: Share 0}", "{ko: 2024년 몫, en: Share}"),
    ],
)
def test_a_share_of_two_years_is_not_two_parts_of_a_whole(project: Project, old: str, new: str) -> None:
    one_year = with_motif(project, "kind: squares", "27 %", "31 %")
    one_year = one_year.with_change(FACTS, "{ko: 몫 1, en: Share 1}", "{ko: 2025년 몫, en: Share of it}")
    one_year = one_year.with_change(FACTS, "value: 31 %", "value: 31 %\n  period: 2025")
    assert one_year.editions().diagnostics == ()
    (found,) = set(one_year.with_change(FACTS, old, new).editions().diagnostics)
    assert (found.code, str(found.span)) == ("motif-has-data", f"{PACK}:6:24")
    assert "“share-0” and “share-1” are one share at two times" in found.message and "kind: bars" in found.hint


def test_a_motif_names_facts_that_there_are(project: Project) -> None:
    gone = project.with_file(PACK, project.text(PACK) + "motif: {kind: bars, facts: [gone]}\n")
    assert [(it.code, str(it.span)) for it in gone.editions().diagnostics] == [("fact-is-known", f"{PACK}:6:29")]
    none = project.with_file(PACK, project.text(PACK) + "motif: {kind: bars, facts: []}\n")
    assert [it.span.line for it in none.site().diagnostics if it.span] == [6]
