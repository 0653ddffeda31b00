"""Facts in words, in every form that an author can ask for, and what the ledger itself gets wrong."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.model.core.diagnostics import Diagnostic, Span
from briefgen.resolving.ledger.facts import fact_words, ledger_problems, view_fact, view_rates
from briefgen.resolving.site.scope import Scope, scope_of

LEDGER = "content/facts/counts.yaml"
PLACE = Span("x.md", 3, 1)


def scope(project: Project, lang: str = "ko") -> Scope:
    return scope_of(project.shown(), lang)


def words(project: Project, ident: str, form: str, lang: str) -> str:
    outcome = fact_words(ident, form, scope(project, lang), PLACE)
    assert outcome.diagnostics == ()
    return outcome.value


def test_a_date_in_running_text_is_written_out_and_other_values_are_as_in_full(project: Project) -> None:
    day = "day-a:\n  label: {ko: 시작한 날, en: First day}\n  value: 2001-04-11\n"
    day += "  source: report-a\n  status: single-source\n"
    dated = project.with_file("content/facts/days.yaml", day)
    assert [words(dated, "day-a", form, "ko") for form in ("", "long")] == ["2001. 4. 11.", "2001년 4월 11일"]
    assert [words(dated, "day-a", form, "en") for form in ("", "long")] == ["11 April 2001", "11 April 2001"]
    assert words(dated, "money-a", "long", "ko") == "3,985억 위안"


FORMS = [
    ("money-a", "", "3,985억 위안", "398.5 billion yuan"),
    ("money-a", "full", "3,985억 위안", "398.5 billion yuan"),
    ("money-a", "bare", "3,985억", "398.5 billion"),
    ("money-a", "round", "약 4,000억 위안", "about 400 billion yuan"),
    ("money-a", "label", "예산", "Budget"),
    ("money-a", "period", "2001년", "2001"),
    ("money-a", "change", "10.1% 증가", "up 10.1%"),
    ("money-a", "converted", "약 80조 원", "about 80 trillion won"),
    ("money-a", "both", "3,985억 위안(약 80조 원)", "398.5 billion yuan (about 80 trillion won)"),
    ("count-a", "", "12개", "12 samples"),
    ("claim-a", "statement", "표본은 모두 같다.", "All samples are alike."),
]


@pytest.mark.parametrize(("ident", "form", "korean", "english"), FORMS)
def test_a_fact_has_words_in_every_form(project: Project, ident: str, form: str, korean: str, english: str) -> None:
    assert words(project, ident, form, "ko") == korean
    assert words(project, ident, form, "en") == english


def told(project: Project, ident: str, form: str) -> Diagnostic:
    outcome = fact_words(ident, form, scope(project), PLACE)
    assert outcome.value == (f"[{ident}#{form}?]" if form else f"[{ident}?]")
    (found,) = outcome.diagnostics
    assert found.span == PLACE
    return found


def test_an_unknown_form_is_told_with_all_there_are(project: Project) -> None:
    found = told(project, "money-a", "rond")
    assert found.code == "fact-form-is-known"
    assert "“round”" in found.hint
    offered = set(found.hint.replace(",", "").split())
    assert {"bare", "both", "change", "converted", "label", "period", "round", "short"} <= offered
    assert "statement" not in offered, "it has none"


@pytest.mark.parametrize(
    ("ident", "form", "hint"),
    [("claim-a", "", "#statement"), ("count-a", "statement", "statement:"), ("count-a", "period", "period:")],
)
def test_a_form_that_the_fact_has_nothing_for_is_told(project: Project, ident: str, form: str, hint: str) -> None:
    found = told(project, ident, form)
    assert found.code == "fact-form-is-known"
    assert hint in found.hint
    assert "for its" not in found.message


@pytest.mark.parametrize("form", ["converted", "both"])
def test_a_conversion_needs_a_declared_rate(project: Project, form: str) -> None:
    found = told(project.with_change("content/site.yaml", "CNY/KRW", "USD/KRW"), "money-a", form)
    assert found.code == "rate-is-declared"
    assert "rates: in site.yaml, e.g. CNY/KRW: {rate: … KRW, date: 2025-04-11, source: …}" in found.hint


@pytest.mark.parametrize("pair", ["CNY-KRW", "KRW/CNY", "/KRW", "<b>"])
def test_a_rate_is_named_by_what_it_converts(project: Project, pair: str) -> None:
    (found,) = ledger_problems(scope(project.with_change("content/site.yaml", "CNY/KRW", f'"{pair}"')))
    assert (found.code, found.span and found.span.line) == ("rate-is-declared", 7)
    assert found.message == f"“{pair}” does not say what is converted into KRW"


def test_a_rate_has_a_unit(project: Project) -> None:
    (found,) = ledger_problems(scope(project.with_change("content/site.yaml", "0.20 thousand KRW", "200")))
    assert (found.code, found.message) == ("rate-is-declared", "the rate “CNY/KRW” has no unit")
    assert (found.span and found.span.line, found.hint) == (8, "write it after the number: ~200 KRW")


def test_a_rate_the_other_way_round_is_asked_for_with_the_units_at_hand(project: Project) -> None:
    won = project.with_change(LEDGER, "value: 398.5 billion CNY", "value: 80 trillion KRW")
    assert "KRW/CNY: {rate: … CNY," in told(won, "money-a", "converted").hint


def test_what_is_no_money_is_not_converted(project: Project) -> None:
    assert "only an amount of money is converted" in told(project, "count-a", "converted").hint


def test_two_percentages_are_compared_in_points(project: Project) -> None:
    ledger = project.text(LEDGER).replace("398.5 billion CNY", "5.4 %").replace("362 billion CNY", "5.0 %")
    changed = project.with_file(LEDGER, ledger.replace("  forms: {round: ~400 billion CNY}\n", ""))
    assert words(changed, "money-a", "change", "en") == "up 0.4 percentage points"


@pytest.mark.parametrize(
    ("value", "english", "korean"),
    [
        ("4 samples", "four samples", "4개"),
        ("1 samples", "one sample", "1개"),
        ("12 samples", "12 samples", "12개"),
        ("~4 samples", "about 4 samples", "약 4개"),
        ("4.5 samples", "4.5 samples", "4.5개"),
        ("4 %", "4%", "4%"),
        ("2001-04-11", "11 April 2001", "2001. 4. 11."),
    ],
)
def test_a_small_count_is_spelled_out_where_the_language_does_so(
    project: Project, value: str, english: str, korean: str
) -> None:
    changed = project.with_change(LEDGER, "value: 12 samples", f"value: {value}")
    assert words(changed, "count-a", "spelled", "en") == english
    assert words(changed, "count-a", "spelled", "ko") == korean


def test_what_cannot_be_compared_has_no_change(project: Project) -> None:
    for value in ("362 billion USD", "0 CNY", "2001-04-11"):
        changed = project.with_change(LEDGER, "value: 362 billion CNY", f"value: {value}")
        assert view_fact("money-a", scope(changed)).change == ""
        found = told(changed, "money-a", "change")
        assert (found.code, found.span) == ("fact-form-is-known", PLACE)
        assert "no change" in found.message and "money-b" in found.message


def test_a_change_names_its_base_where_that_measures_something_else(project: Project) -> None:
    called = "compare: {to: money-b, called: {ko: 2000년 집행액, en: spending in 2000}}"
    changed = project.with_change(LEDGER, "compare: {to: money-b}", called)
    assert view_fact("money-a", scope(changed, "en")).compared_as == "362 billion yuan (spending in 2000)"
    assert view_fact("money-a", scope(changed, "ko")).compared_as == "3,620억 위안(2000년 집행액)"


def test_the_ledger_shows_everything_about_a_fact(project: Project) -> None:
    view = view_fact("money-a", scope(project, "en"))
    assert (view.label, view.words, view.period) == ("Budget", "398.5 billion yuan", "2001")
    assert view.compared_as == "362 billion yuan (2000)"
    assert (view.change, view.compared_to, view.converted) == ("up 10.1%", "Earlier budget", ("about 80 trillion won",))
    assert (view.sources, view.also) == ((("report-a", ""),), (("report-b", ""),))
    assert view_fact("count-a", scope(project)).sources == (("report-a", "3쪽"),)
    assert view_fact("claim-a", scope(project)).words == "표본은 모두 같다."


def test_a_rate_is_shown_with_its_day_and_source(project: Project) -> None:
    (rate,) = view_rates(scope(project))
    assert (rate.pair, rate.words, rate.date, rate.sources) == (
        "CNY/KRW",
        "약 200원",
        "2001. 4. 11.",
        (("report-a", ""),),
    )


def problems(project: Project) -> list[str]:
    return [f"{found.span} {found.code}" for found in ledger_problems(scope(project))]


def test_a_sound_ledger_has_no_problems(project: Project) -> None:
    assert problems(project) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "code"),
    [
        ("source: report-a, p. 3", "source: report-x", 4, 11, "source-is-known"),
        ("also: report-b", "also: [report-b, report-x]", 13, 20, "source-is-known"),
        ("compare: {to: money-b}", "compare: {to: money-c}", 10, 17, "fact-is-known"),
        ("value: 12 samples", "value: 12 smaples", 3, 10, "unit-is-known"),
        ("label: {ko: 표본 수, en: Number of samples}", "label: {en: Number of samples}", 2, 3, "text-is-translated"),
        (
            "compare: {to: money-b}",
            "compare: {to: money-b, called: {en: spending in 2000}}",
            10,
            26,
            "text-is-translated",
        ),
    ],
)
def test_a_mistake_in_the_ledger_is_told_at_its_place(
    project: Project, old: str, new: str, line: int, column: int, code: str
) -> None:
    assert problems(project.with_change(LEDGER, old, new)) == [f"{LEDGER}:{line}:{column} {code}"]


def test_words_of_a_fact_within_those_of_another_go_one_step(project: Project) -> None:
    chain = "one: {label: One, value: 1 samples, source: report-a, status: single-source}\n"
    chain += 'two: {label: "Two {fact}`one#label`", value: 2 samples, source: report-a, status: single-source}\n'
    assert problems(project.with_file("content/facts/more.yaml", chain)) == []
    chain += 'three: {label: "Three {fact}`two#label`", value: 3 samples, source: report-a, status: single-source}\n'
    chain += 'ring: {label: "Ring {fact}`ring#label`", value: 4 samples, source: report-a, status: single-source}\n'
    assert problems(project.with_file("content/facts/more.yaml", chain)) == [
        "content/facts/more.yaml:3:16 fact-form-is-known",
        "content/facts/more.yaml:4:15 fact-form-is-known",
    ]


@pytest.mark.parametrize(
    ("stated", "agrees"), [("+10 %", True), ("+10.1 %", True), ("+10.08 %", True), ("+11 %", False), ("-10 %", False)]
)
def test_a_stated_change_has_to_follow_from_the_two_figures(project: Project, stated: str, agrees: bool) -> None:
    changed = project.with_change(LEDGER, "{to: money-b}", f"{{to: money-b, stated: {stated}}}")
    assert (problems(changed) == []) is agrees
    if not agrees:
        assert problems(changed) == [f"{LEDGER}:10:34 change-agrees"]


# Units


UNIT_IN = [
    ("value: 12 samples", "value: {}", "3:10"),
    ("value: 12 samples", "value: 10-{}", "3:10"),
    ("forms: {round: ~400 billion CNY}", "forms: {{round: {}}}", "11:18"),
    ("compare: {to: money-b}", "compare: {{to: money-b, stated: +{}}}", "10:34"),
    ("forms: {round: ~400 billion CNY}", "forms: {{round: ~400 billion CNY}}\n  converted: {}", "12:14"),
]


@pytest.mark.parametrize(("old", "new", "place"), UNIT_IN)
def test_an_unknown_unit_is_told_once_where_it_is_written(project: Project, old: str, new: str, place: str) -> None:
    used = project.with_change(
        "content/briefs/first/ko.md", "{ref}`fig-bars`", "{fact}`money-a#round` {fact}`money-a#change` {ref}`fig-bars`"
    )
    told = used.with_change(LEDGER, old, new.format("12 smaples")).editions().diagnostics
    assert [f"{found.span} {found.code}" for found in told] == [f"{LEDGER}:{place} unit-is-known"]


def test_an_unknown_unit_of_a_rate_is_told_at_the_rate(project: Project) -> None:
    changed = project.with_change("content/site.yaml", "~0.20 thousand KRW", "~0.20 thousand smaples")
    told = changed.with_change("content/briefs/first/ko.md", "{fact}`money-a`", "{fact}`money-a#both`").editions()
    assert [f"{found.span} {found.code}" for found in told.diagnostics] == ["content/site.yaml:8:11 unit-is-known"]


@pytest.mark.parametrize(
    ("unit", "meant"), [("sample", "samples"), ("won", "KRW"), ("위안", "CNY"), ("KWR", "KRW"), ("person", "people")]
)
def test_the_nearest_unit_is_named_and_how_to_declare_ones_own(project: Project, unit: str, meant: str) -> None:
    (found,) = project.with_change(LEDGER, "12 samples", f"12 {unit}").editions().diagnostics
    assert found.hint.startswith(f"did you mean “{meant}”?")
    assert f'units: {{{unit}: {{words: {{ko: "{{}} …", en: "{{}} …"}}}}}}' in found.hint
    assert "site.yaml" in found.hint


def test_a_unit_like_no_other_brings_the_list_of_those_there_are(project: Project) -> None:
    (found,) = project.with_change(LEDGER, "12 samples", "12 robots").editions().diagnostics
    assert "did you mean" not in found.hint
    assert "people" in found.hint and "samples" in found.hint and "units: {robots: " in found.hint


def test_a_unit_of_ones_own_without_words_is_told_where_it_is_declared(project: Project) -> None:
    changed = project.with_change("content/site.yaml", '{ko: "{}개", en', "{en")
    (found,) = changed.editions().diagnostics
    assert f"{found.span} {found.code}" == "content/site.yaml:13:5 unit-is-known"
