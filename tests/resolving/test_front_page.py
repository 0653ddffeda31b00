"""The first page of a brief beside its text: standfirst, figures, lead chart, points, what came since."""

from __future__ import annotations

import re

import pytest
from support.project import Project

from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.edition.edition import Article

DATA = "content/briefs/first/brief.yaml"
TEXT = "content/briefs/first/{}.md"
OTHER = "[{fact: money-a, label: {ko: 돈, en: Money}, about: {ko: 작년의 두 배, en: twice as much}}]"


def article(project: Project, lang: str = "en") -> Article:
    return project.editions().value[lang].articles["first"]


def test_a_key_figure_may_have_words_of_its_own(project: Project) -> None:
    named = project.with_change(DATA, "key_figures: [count-a]", f"key_figures: {OTHER}")
    (figure,) = article(named).key_figures
    assert (figure.id, figure.label, figure.about) == ("money-a", "Money", "twice as much")
    built = named.build()
    assert not built.failed
    assert "Money twice as much" in built.words("en/briefs/first.html")
    assert "twice as much" not in built.words("en/facts.html")


@pytest.mark.parametrize(
    ("figure", "sources"),
    [
        ("{fact: count-a, about: {ko: 그냥, en: 'of the {fact}`money-b` of before'}}", ["report-a", "report-b"]),
        ("{fact: count-a, about: {ko: 그냥, en: plain words}}", ["report-a"]),
        ("{fact: money-a, about: {ko: 그냥, en: plain words}}", ["report-a"]),
        ("money-a", ["report-a", "report-b"]),
        ("{fact: money-b, about: {ko: 그냥, en: '{fact}`claim-a#label`'}}", ["report-b"]),
    ],
)
def test_a_key_figure_names_the_sources_of_what_it_is_measured_against(
    project: Project, figure: str, sources: list[str]
) -> None:
    changed = project.with_change(DATA, "key_figures: [count-a]", f"key_figures: [{figure}]")
    editions = resolve(changed.shown(), {}).value
    (shown,) = editions["en"].articles["first"].key_figures
    assert [ident for ident, _ in shown.sources + shown.base_sources] == sources


def test_an_unknown_key_figure_is_reported_at_its_place(project: Project) -> None:
    wrong = project.with_change(DATA, "key_figures: [count-a]", "key_figures: [{fact: count-b}]")
    (found,) = wrong.editions().diagnostics
    assert (found.code, found.span.line) == ("fact-is-known", 4)


def since(project: Project, fact: str = "money-a") -> Project:
    text = project.text(DATA) + f"since: {{as_of: 2002-03-12, facts: [{fact}]}}\n"
    return project.with_file(DATA, text)


def test_what_has_happened_since_is_dated_and_leads_to_its_source(project: Project) -> None:
    later = since(project)
    view = article(later).since
    assert view is not None
    assert (view.as_of, [fact.id for fact in view.facts]) == ("12 March 2002", ["money-a"])
    assert "money-a" in [fact.id for fact in article(later).facts]
    built = later.build()
    assert not built.failed
    assert "Since then as of 12 March 2002" in built.words("en/briefs/first.html")
    assert "그 뒤 2002. 3. 12. 기준" in built.words("ko/briefs/first.html")


def test_an_unknown_fact_there_is_reported_at_its_place(project: Project) -> None:
    assert [str(found.span) for found in since(project, "gone").editions().diagnostics] == [f"{DATA}:8:36"]


def test_the_lead_chart_stands_first_wherever_the_text_has_it(project: Project) -> None:
    led = project.with_file(DATA, project.text(DATA) + "lead_chart: bars\n")
    for lang in ("ko", "en"):
        first, *rest = article(led, lang).body.children
        assert (first.get("name"), first.get("argument"), first.get("lead")) == ("chart", "bars", "true")
        assert not any(part.get("name") == "chart" for part in rest)
    built = led.build()
    assert built.diagnostics == ()
    assert built.page("en/briefs/first.html").count('id="fig-bars"') == 1


def test_the_text_need_not_show_the_lead_chart(project: Project) -> None:
    led = project.with_file(DATA, project.text(DATA) + "lead_chart: bars\n")
    for lang in ("ko", "en"):
        led = led.with_change(TEXT.format(lang), ":::{chart} bars\n:::\n", "")
    built = led.build()
    assert built.diagnostics == ()
    assert built.page("ko/briefs/first.html").count('id="fig-bars"') == 1


def test_an_unknown_lead_chart_is_reported_with_the_nearest(project: Project) -> None:
    led = project.with_file(DATA, project.text(DATA) + "lead_chart: bar\n")
    (found,) = led.site().diagnostics
    assert (found.code, found.span.line, found.hint) == ("chart-is-known", 8, "did you mean “bars”?")


def test_a_recommendation_has_a_title_a_way_and_a_number_that_stays(project: Project) -> None:
    terms = "title: {ko: 더 세기, en: Count on}, ask: {ko: 나누어 센다, en: in turns}, needs: {ko: 없음, en: none}"
    changed = project.with_change(DATA, "r1: {owner", f"r1: {{{terms}, owner")
    (item,) = article(changed).recommendations
    assert (item.code, item.title, item.ask, item.needs) == ("01-1", "Count on", "in turns", "none")
    bound = changed.editions().value["en"].packs["all"].recommendations
    assert [it.code for it in bound] == ["01-1"]
    built = changed.build()
    assert not built.failed
    said = built.words("en/briefs/first.html")
    assert re.search(r"01-1 Count on Take more samples\. \[\d\]\S* Our proposal To decide in turns", said), said


TERMS = "{ask: {ko: 나누어 센다, en: in turns}, basis: source, source: report-a"


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (f"{TERMS}, owner: press", "Who The press Our proposal To decide in turns"),
        (TERMS, r"more samples\. \[\d\] Our proposal To decide in turns"),
    ],
)
def test_the_way_to_carry_out_a_proposal_of_a_source_is_marked_as_ours(project: Project, terms: str, said: str) -> None:
    declared = re.sub(r"r1: \{[^\n]*\}", f"r1: {terms}}}", project.text(DATA))
    built = project.with_file(DATA, declared).build()
    assert not built.failed
    for path in ("en/briefs/first.html", "en/packs/all.html"):
        words = built.words(path).replace(" .", ".")
        assert re.search(said, words) and words.count("Our proposal") == 1, words


@pytest.mark.parametrize("label", ["**Number:**", "**Number：**", "**Number**:", "**Number**："])
def test_a_point_may_begin_with_a_label(project: Project, label: str) -> None:
    labelled = project.with_change(TEXT.format("en"), "- There are", f"- {label} There are")
    built = labelled.build()
    assert not built.failed
    page = built.page("en/briefs/first.html")
    assert '<li class="labelled"' in page
    assert '<b class="point-label">Number</b> <span class="point-words">There are' in page


@pytest.mark.parametrize("point", ["- **Note.** There are", "- **Note**:\n- There are"])
def test_bold_words_without_a_colon_or_words_after_it_are_no_label(project: Project, point: str) -> None:
    bold = project.with_change(TEXT.format("en"), "- There are", point)
    assert "point-label" not in bold.build().page("en/briefs/first.html")


def test_an_event_may_be_a_turning_point(project: Project) -> None:
    timeline = "content/timeline.yaml"
    turned = project.with_file(timeline, project.text(timeline) + "  turning_point: true\n")
    assert [event.turning_point for event in turned.editions().value["ko"].timeline] == [True]


# The sentence under the title


SUMMARY = {"ko": "summary: 첫째 브리프의 요약이다.", "en": "summary: What the first brief says."}
STANDFIRST = {
    "ko": 'standfirst: "{fact}`money-a`을(를) 배정했다."',
    "en": 'standfirst: "The budget is {fact}`money-a`."',
}


def with_standfirst(project: Project, *, summary: bool) -> Project:
    for lang in ("ko", "en"):
        kept = f"\n{SUMMARY[lang]}" if summary else ""
        project = project.with_change(TEXT.format(lang), SUMMARY[lang], STANDFIRST[lang] + kept)
    return project


def test_a_standfirst_stands_under_the_title_and_the_summary_in_lists(project: Project) -> None:
    built = with_standfirst(project, summary=True).build()
    assert not built.failed
    amount = project.editions().value["en"].facts["money-a"].words
    assert f"The budget is {amount}." in built.words("en/briefs/first.html")
    assert "What the first brief says." in built.words("en/briefs/index.html")
    assert "What the first brief says." not in built.words("en/briefs/first.html")


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_without_a_summary_the_standfirst_is_it(project: Project, lang: str) -> None:
    changed = with_standfirst(project, summary=False)
    article = changed.editions().value[lang].articles["first"]
    assert article.summary == article.standfirst == article.opening
    built = changed.build()
    assert built.diagnostics == ()
    said = {"ko": "3,985억 위안을 배정했다.", "en": "The budget is 398.5 billion yuan."}[lang]
    assert said in built.words(f"{lang}/briefs/first.html")
    (described,) = re.findall('<meta name="description" content="(.*)">', built.page(f"{lang}/briefs/first.html"))
    assert described.replace("\u00a0", " ").replace("\u2060", "").startswith(said)


def test_without_a_standfirst_the_summary_stands_under_the_title(project: Project) -> None:
    article = project.editions().value["en"].articles["first"]
    assert (article.standfirst, article.opening) == ("", "What the first brief says.")


def test_a_text_needs_one_of_the_two(project: Project) -> None:
    bare = project.with_change(TEXT.format("en"), SUMMARY["en"] + "\n", "")
    assert [found.code for found in bare.site().diagnostics] == ["key-is-given"]


def test_a_withdrawn_brief_says_neither(project: Project) -> None:
    withdrawn = with_standfirst(project, summary=False).with_change(
        "content/briefs/first/brief.yaml",
        "number: S-01",
        "number: S-01\nstatus: withdrawn\nwithdrawn_because: {ko: 틀렸다., en: It was wrong.}",
    )
    built = withdrawn.build()
    assert all(b"The budget is" not in content for content in built.tree.files.values())


@pytest.mark.parametrize(
    ("due", "korean", "english"),
    [("2026-06-30", "2026. 6. 30.", "30 June 2026"), ("start", "2001. 4. 11.", "11 April 2001")],
)
def test_a_deadline_is_written_as_the_language_writes_dates(due: str, korean: str, english: str) -> None:
    project = Project()
    editions = project.with_file(DATA, project.text(DATA).replace("r1: {", f"r1: {{due: {due}, ")).editions().value
    shown = [editions[lang].articles["first"].recommendations[0].due for lang in ("ko", "en")]
    assert shown == [korean, english]
