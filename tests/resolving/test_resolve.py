"""The site in each language: what is shown, in which order, and which ids lead nowhere."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.edition.views import Alternate, QuestionView

BRIEF = "content/briefs/first/brief.yaml"


def edition(project: Project, lang: str = "ko") -> Edition:
    return project.editions().value[lang]


def told(project: Project) -> list[str]:
    return [f"{found.span} {found.code}" for found in project.editions().diagnostics]


def test_a_sound_project_gives_an_edition_per_language_and_no_problem(project: Project) -> None:
    outcome = project.editions()
    assert outcome.diagnostics == ()
    assert list(outcome.value) == ["ko", "en"]
    assert [made.lang_name for made in outcome.value.values()] == ["한국어", "English"]
    assert outcome.value["en"].site.title == "Sample"


def test_briefs_stand_in_the_order_of_their_numbers(project: Project) -> None:
    swapped = project.with_change(BRIEF, "S-01", "S-03")
    assert list(edition(swapped).articles) == ["second", "first"]


@pytest.mark.parametrize(("key", "meant"), [("who", "owner"), ("by-when", "due")])
def test_an_unknown_key_of_a_recommendation_is_the_only_problem(project: Project, key: str, meant: str) -> None:
    (found,) = project.with_change(BRIEF, "r1: {owner", f"r1: {{{key}: a, owner").build().diagnostics
    assert (found.code, found.hint) == ("key-is-known", f"did you mean “{meant}”?")


def test_dates_are_worded_for_the_reader_and_kept_for_machines(project: Project) -> None:
    korean, english = (edition(project, lang).articles["first"] for lang in ("ko", "en"))
    assert (korean.published, english.published) == ("2001. 4. 11.", "11 April 2001")
    assert korean.published_iso == english.published_iso == "2001-04-11"


def test_every_page_knows_itself_in_the_other_language(project: Project) -> None:
    korean, english = edition(project), edition(project, "en")
    for made, called in ((korean, ("한국어", "영어")), (english, ("Korean", "English"))):
        assert made.articles["first"].alternates == (
            Alternate("ko", "한국어", "ko/briefs/first.html", "첫째 브리프", called[0]),
            Alternate("en", "English", "en/briefs/first.html", "The first brief", called[1]),
        )
    assert [other.path for other in korean.packs["all"].alternates] == ["ko/packs/all.html", "en/packs/all.html"]
    assert [other.title for other in korean.packs["all"].alternates] == ["표본 묶음", "Sample pack"]
    assert [other.path for other in korean.pages["about"].alternates] == ["ko/about.html", "en/about.html"]


def test_a_brief_without_a_translation_is_missing_there_and_nowhere_else(project: Project) -> None:
    lacking = project.without("content/briefs/second/en.md")
    korean, english = edition(lacking), edition(lacking, "en")
    assert list(english.articles) == ["first"]
    assert [(gap.slug, gap.lang, gap.title, gap.path) for gap in english.missing] == [
        ("second", "ko", "둘째 브리프", "ko/briefs/second.html")
    ]
    assert korean.missing == ()
    assert korean.articles["second"].alternates[1].path is None
    assert [gap.slug for gap in english.packs["all"].missing] == ["second"]
    assert [article.slug for article in english.packs["all"].articles] == ["first"]


def test_a_draft_stands_in_no_edition(project: Project) -> None:
    draft = project.with_change("content/briefs/second/brief.yaml", "number: S-02", "number: S-02\nstatus: draft")
    assert list(edition(draft).articles) == ["first"]
    assert edition(draft).missing == ()


def test_a_draft_can_be_led_to_by_nothing(project: Project) -> None:
    """A link to a brief that is not shown is a mistake at its own place, never a dead link on a page."""
    body = "가 {ref}`second`, [나](brief:second).\n\n:::{recommendation} r1\n하자.\n:::\n"
    draft = project.with_change("content/briefs/second/brief.yaml", "number: S-02", "number: S-02\nstatus: draft")
    outcome = draft.with_body("content/briefs/first/ko.md", body).editions()
    path = "content/briefs/first/ko.md"
    assert [
        f"{found.span} {found.code}" for found in outcome.diagnostics if found.span and found.span.path == path
    ] == [
        f"{path}:5:3 brief-is-published",
        f"{path}:5:19 brief-is-published",
    ]
    assert outcome.value["ko"].articles["first"].related == ()
    assert [article.slug for article in outcome.value["ko"].packs["all"].articles] == ["first"]


def test_a_pack_can_be_for_some_languages_only(project: Project) -> None:
    korean = project.with_change("content/packs/all.yaml", "briefs:", "languages: [ko]\nbriefs:")
    assert list(edition(korean).packs) == ["all"]
    assert list(edition(korean, "en").packs) == []
    assert [other.path for other in edition(korean).packs["all"].alternates] == ["ko/packs/all.html", None]


def test_a_pack_names_briefs_by_slug_or_number(project: Project) -> None:
    numbered = project.with_change("content/packs/all.yaml", "[first, second]", "[S-02, first]")
    assert told(numbered) == []
    assert [article.slug for article in edition(numbered).packs["all"].articles] == ["second", "first"]


def test_topics_list_their_briefs(project: Project) -> None:
    topic = edition(project).topics["counting"]
    assert (topic.name, topic.slugs, topic.path) == ("세기", ("first",), "ko/topics/counting.html")


def test_terms_are_sorted_for_a_reader_of_the_language(project: Project) -> None:
    assert [term.short for term in edition(project).terms.values()] == ["API", "표본"]
    assert [term.short for term in edition(project, "en").terms.values()] == ["API", "sample"]


def test_events_stand_in_the_order_of_time(project: Project) -> None:
    timeline = project.text("content/timeline.yaml") + "earlier:\n  when: 2000-12\n  label: {ko: 앞, en: Before}\n"
    events = edition(project.with_file("content/timeline.yaml", timeline), "en").timeline
    assert [(event.id, event.when_words) for event in events] == [
        ("earlier", "December 2000"),
        ("start", "11 April 2001"),
    ]


def test_a_pack_lists_the_sources_of_its_timeline(project: Project) -> None:
    third = "- id: report-c\n  type: report\n  title: A third report\n  language: en\n"
    cited = project.with_file("content/sources.yaml", project.text("content/sources.yaml") + third)
    pack = edition(cited.with_change("content/timeline.yaml", "  label:", "  source: report-c\n  label:"), "en").packs[
        "all"
    ]
    assert [reference.id for reference in pack.references] == ["report-a", "report-b", "report-c"]


def test_the_home_page_shows_the_briefs_it_is_told_to(project: Project) -> None:
    assert edition(project).home == ("first", "second")
    chosen = project.with_change("content/site.yaml", "languages: [ko, en]", "languages: [ko, en]\nhome: [second]")
    assert edition(chosen).home == ("second",)


def test_the_ledger_knows_every_place_of_a_fact_once(project: Project) -> None:
    uses = edition(project, "en").facts["count-a"].uses
    assert [(use.slug, use.what, use.path, use.anchor) for use in uses] == [
        ("first", "key-figure", "en/briefs/first.html", "key-figures"),
        ("first", "text", "en/briefs/first.html", "use-count-a-1"),
        ("second", "text", "en/briefs/second.html", "use-count-a-1"),
    ]


def test_the_bibliography_has_every_source_in_the_words_of_its_reader(project: Project) -> None:
    korean, english = edition(project), edition(project, "en")
    assert [entry.id for entry in korean.references] == ["report-a", "report-b"]
    assert all("report" in entry.html for entry in (*korean.references, *english.references))
    assert korean.references[0].html != english.references[0].html


UNKNOWN = [
    (BRIEF, "topics: [counting]", "topics: [couting]", "3:10 topic-is-known"),
    (BRIEF, "key_figures: [count-a]", "key_figures: [count-a, count-x]", "4:24 fact-is-known"),
    (BRIEF, "related: [second]", "related: [secnd]", "7:11 brief-is-known"),
    (BRIEF, "source: report-b", "source: report-x", "6:30 source-is-known"),
    ("content/packs/all.yaml", "briefs: [first, second]", "briefs: [first, secnd]", "4:17 brief-is-known"),
    ("content/packs/all.yaml", "key_figures: [money-a]", "key_figures: [money-x]", "5:15 fact-is-known"),
    ("content/packs/all.yaml", "briefs:", "languages: [ko, fr]\nbriefs:", "4:17 language-is-known"),
    (
        "content/packs/all.yaml",
        "briefs:",
        "questions:\n  - {text: {ko: 왜?, en: Why?}, brief: secnd}\nbriefs:",
        "5:39 brief-is-known",
    ),
    ("content/site.yaml", "source: report-a", "source: report-x", "10:13 source-is-known"),
    ("content/site.yaml", "languages: [ko, en]", "languages: [ko, en]\nhome: [frist]", "4:8 brief-is-known"),
    ("content/timeline.yaml", "  label:", "  source: report-x\n  label:", "3:11 source-is-known"),
]


@pytest.mark.parametrize(("path", "old", "new", "place"), UNKNOWN, ids=[case[2] for case in UNKNOWN])
def test_an_id_that_leads_nowhere_is_told_once_at_its_place(
    project: Project, path: str, old: str, new: str, place: str
) -> None:
    assert told(project.with_change(path, old, new)) == [f"{path}:{place}"]


def test_a_pack_can_ask_about_a_brief_by_its_number(project: Project) -> None:
    pack = project.text("content/packs/all.yaml") + "questions:\n  - {text: {ko: 왜?, en: Why?}, brief: S-02}\n"
    asking = project.with_file("content/packs/all.yaml", pack)
    assert told(asking) == []
    assert edition(asking).packs["all"].questions == (QuestionView("왜?", "second"),)


def test_a_brief_listed_twice_stands_in_the_pack_once(project: Project) -> None:
    twice = project.with_change("content/packs/all.yaml", "[first, second]", "[first, second, S-01]")
    assert [article.slug for article in edition(twice).packs["all"].articles] == ["first", "second"]


def test_a_key_figure_without_a_known_source_costs_nothing_else(project: Project) -> None:
    ledger = project.text("content/facts/counts.yaml").replace("source: report-a\n  also", "source: report-x\n  also")
    broken = project.with_file("content/facts/counts.yaml", ledger)
    assert told(broken) == ["content/facts/counts.yaml:12:11 source-is-known"]
    assert [fact.id for fact in edition(broken).packs["all"].key_figures] == ["money-a"]


def test_a_pack_of_one_language_is_no_target_in_another(project: Project) -> None:
    korean = project.with_change("content/packs/all.yaml", "briefs:", "languages: [ko]\nbriefs:")
    body = "See [the pack](pack:all).\n\n:::{recommendation} r1\nDo it.\n:::\n"
    assert told(korean.with_body("content/briefs/first/en.md", body)) == [
        "content/briefs/first/en.md:5:6 link-resolves"
    ]


def test_a_source_has_the_same_number_in_every_language(project: Project) -> None:
    korean = "먼저 [@report-b]. 그다음 [@report-a].\n"
    english = "First [@report-a]. Then [@report-b].\n"
    both = project.with_body("content/briefs/first/ko.md", korean).with_body("content/briefs/first/en.md", english)
    editions = both.editions().value
    numbers = [{it.id: it.number for it in editions[lang].articles["first"].references} for lang in ("ko", "en")]
    assert numbers[0] == numbers[1] and numbers[0]["report-b"] < numbers[0]["report-a"]
    packs = [{it.id: it.number for it in editions[lang].packs["all"].references} for lang in ("ko", "en")]
    assert packs[0] == packs[1]


def test_a_fact_in_the_title_of_a_brief_is_used_there(project: Project) -> None:
    written = project.with_change("content/briefs/first/en.md", "title: The first brief", "title: 'Of {fact}`money-b`'")
    (use,) = [it for it in edition(written, "en").facts["money-b"].uses if it.what == "wording"]
    assert (use.slug, use.brief_title) == ("first", "Of 362 billion yuan")
