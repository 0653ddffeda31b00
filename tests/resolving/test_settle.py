"""A text settled for one edition: every role in words, everything numbered, what is unknown marked in its place."""

from __future__ import annotations

import pytest
import yaml
from support.project import Project

from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.model.core.document import Node
from briefgen.reading.markdown.extensions.callouts import KINDS
from briefgen.reading.world import default_theme
from briefgen.resolving.edition.edition import Article, Edition

KO = "content/briefs/first/ko.md"
EN = "content/briefs/first/en.md"
PATHS = {"ko": KO, "en": EN}
FIRST_LINE = 5
"""Of a text's body, in the file."""


def said(part: Node) -> str:
    """The words of a settled text: citations in brackets, calls of notes in parentheses, a line for each block."""
    if part.kind == "citation":
        return f"[{'; '.join(child.plain() for child in part.children)}]"
    if part.kind in ("call", "call-again"):
        return f"({part.get('number')})"
    if part.kind in ("softbreak", "hardbreak"):
        return " "
    inner = part.text + "".join(said(child) for child in part.children)
    return f"{inner}\n" if part.kind in ("paragraph", "cell", "heading") else inner


class Settled:
    """The first brief with another body."""

    def __init__(self, project: Project, body: str, lang: str = "ko") -> None:
        outcome = project.with_body(PATHS[lang], body).editions()
        self.edition: Edition = outcome.value[lang]
        self.article: Article = self.edition.articles["first"]
        self.told = [
            found for found in outcome.diagnostics if found.span is not None and found.span.path == PATHS[lang]
        ]
        self.nodes = list(self.article.body.walk())

    @property
    def lines(self) -> list[str]:
        return said(self.article.body).splitlines()

    def problem(self) -> Diagnostic:
        (found,) = self.told
        return found

    def links(self) -> list[str]:
        return [part.get("href") for part in self.nodes if part.get("href")]


# Facts and terms


def test_a_fact_is_written_as_the_language_words_it(project: Project) -> None:
    assert Settled(project, "{fact}`money-a`.").lines == ["3,985억 위안.[1]"]
    assert Settled(project, "{fact}`money-a`.", "en").lines == ["398.5 billion yuan.[1]"]


def test_a_form_declared_for_a_fact_is_written_with_its_own_precision(project: Project) -> None:
    assert Settled(project, "{fact}`money-a#round`.").lines == ["약 4,000억 위안.[1]"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{fact}`count-a`을(를) 세었다.", "12개를 세었다.[1]"),
        ("{fact}`money-a`이(가) 들었다.", "3,985억 위안이 들었다.[1]"),
        ("{fact}`money-a`(으)로 잡았다.", "3,985억 위안으로 잡았다.[1]"),
        ("{term}`sample`은(는) 같다.", "표본(標本)은 같다."),
        ("{term}`interface`을(를) 쓴다.", "API를 쓴다."),
        ("**{term}`interface`**은(는) 쓴다.", "API는 쓴다."),
        ("**{fact}`count-a`을(를)** 세었다.", "12개를 세었다.[1]"),
        ("{fact}`count-a` [@report-a]을(를) 세었다.", "12개[1]를 세었다."),
        ("{ref}`tab-x`은(는) 표다.\n\n:::{table} 표\n:id: tab-x\n\n|가|\n|-|\n|나|\n:::", "표 1은 표다."),
    ],
)
def test_a_particle_follows_the_words_that_were_put_in(project: Project, written: str, read: str) -> None:
    settled = Settled(project, written)
    assert settled.lines[0] == read
    assert settled.told == []


def test_a_pair_belongs_to_the_word_right_before_it(project: Project) -> None:
    assert Settled(project, "{term}`sample`*가*을(를)").lines == ["표본(標本)가를"]
    assert Settled(project, "{fact}`money-a`{fact}`nothing`을(를)").lines[0].startswith("3,985억 위안[nothing?]을(를)")


def test_a_particle_that_is_not_certain_is_written_in_both_forms_and_told(project: Project) -> None:
    glossary = (
        project.text("content/glossary.yaml").replace(", reading: 에이피아이", "").replace("short: API", "short: Qrst")
    )
    settled = Settled(project.with_file("content/glossary.yaml", glossary), "{term}`interface`을(를) 쓴다.")
    assert settled.lines == ["Qrst을(를) 쓴다."]
    problem = settled.problem()
    assert (problem.code, problem.severity) == ("particle-is-certain", "warning")
    assert "Qrst" in problem.message and "reading:" in problem.hint


def test_english_has_no_particles_to_choose(project: Project) -> None:
    assert Settled(project, "{fact}`count-a`을(를).", "en").lines == ["12 samples을(를).[1]"]


def test_a_term_is_given_in_full_the_first_time_and_short_after(project: Project) -> None:
    body = "## {term}`sample` {#a}\n\n{term}`sample`과 {term}`sample`.\n\n- {term}`sample`"
    assert Settled(project, body).lines == ["표본(標本)", "표본과 표본.", "표본"]
    assert Settled(project, "A {term}`sample` is a {term}`sample`.", "en").lines == ["A sample (표본) is a sample."]


def test_a_term_can_be_asked_for_in_a_form(project: Project) -> None:
    body = "{term}`sample#short` {term}`sample#full` {term}`interface#reading`"
    assert Settled(project, body).lines == ["표본 표본(標本) 에이피아이"]


# Citations


def test_the_sources_of_a_figure_are_named_at_the_end_of_its_block(project: Project) -> None:
    settled = Settled(project, "하나 {fact}`count-a`, 둘 {fact}`money-b`.\n\n셋 {fact}`count-a`.")
    assert settled.lines == ["하나 12개, 둘 3,620억 위안.[1; 2]", "셋 12개.[1]"]


def test_a_source_that_the_author_cites_in_the_block_is_not_named_twice(project: Project) -> None:
    body = "{fact}`count-a` [@report-a, p. 7]. {fact}`money-b`도 있다."
    assert Settled(project, body).lines == ["12개.[1, 7쪽] 3,620억 위안도 있다.[2]"]


def test_every_item_and_cell_names_its_own_sources(project: Project) -> None:
    body = "- {fact}`count-a`\n- {fact}`money-b`\n\n| 가 |\n|---|\n| {fact}`count-a` |"
    assert Settled(project, body).lines == ["12개[1]", "3,620억 위안[2]", "가", "12개[1]"]


def test_a_note_names_the_sources_of_its_own_figures(project: Project) -> None:
    settled = Settled(project, "말[^n].\n\n[^n]: 곧 {fact}`count-a`.")
    (note,) = settled.article.notes
    assert said(note.body) == "곧 12개.[1]\n"


def test_references_are_numbered_in_the_order_of_their_first_citation(project: Project) -> None:
    settled = Settled(project, "가 [@report-b]. 나 [@report-a; @report-b, pp. 2-4]. 다 [see @report-a].")
    assert settled.lines == ["가.[1] 나.[1, 2~4쪽; 2] 다.[see 2]"]
    assert [(it.number, it.id) for it in settled.article.references[:2]] == [(1, "report-b"), (2, "report-a")]
    assert all(it.html for it in settled.article.references)


def test_every_number_of_a_citation_leads_to_an_entry(project: Project) -> None:
    article = Settled(project, "가 [@report-b] {fact}`count-a`.").article
    anchors = {f"#{it.anchor}" for it in article.references}
    cited = [part.get("href") for part in article.body.walk() if part.kind == "reference"]
    assert cited and set(cited) <= anchors


def test_a_citation_stands_after_the_stop_and_opens_no_line(project: Project) -> None:
    assert Settled(project, "말이다\n[@report-a]. 또 말[^n], 끝.\n\n[^n]: 주.").lines == ["말이다.[1] 또 말,(1) 끝."]


# Numbers


NUMBERED = """\
{ref}`tab-b`, {ref}`fig-bars`, {ref}`pic`, {ref}`background`.

## 배경 {#background}

:::{table} 가
:id: tab-a

| 가 |
|---|
| 나 |
:::

:::{chart} bars
:::

{#pic}
![네모](photo.png "네모 그림")

:::{table} 나
:id: tab-b

| 가 |
|---|
| 나 |
:::
"""


def test_figures_and_tables_are_numbered_in_their_order_and_references_may_lead_forward(project: Project) -> None:
    settled = Settled(project, NUMBERED)
    assert settled.told == []
    assert [(it.kind, it.number, it.label, it.id) for it in settled.article.numbered] == [
        ("table", 1, "표 1", "tab-a"),
        ("figure", 1, "그림 1", "fig-bars"),
        ("figure", 2, "그림 2", "pic"),
        ("table", 2, "표 2", "tab-b"),
    ]
    assert settled.lines[0] == "표 2, 그림 1, 그림 2, 배경."
    assert settled.links()[:4] == ["#tab-b", "#fig-bars", "#pic", "#background"]


def test_labels_are_those_of_the_language(project: Project) -> None:
    article = Settled(project, NUMBERED, "en").article
    assert [it.label for it in article.numbered] == ["Table 1", "Figure 1", "Figure 2", "Table 2"]


def test_a_picture_without_a_title_is_no_figure(project: Project) -> None:
    assert Settled(project, "![네모](photo.png)").article.numbered == ()


def test_tables_without_an_id_get_one_of_their_own(project: Project) -> None:
    table = ":::{table} 가\n\n| 가 |\n|---|\n| 나 |\n:::\n"
    settled = Settled(project, f"{table}\n{table}")
    ids = [part.get("id") for part in settled.nodes if part.get("name") == "table"]
    assert ids == [it.id for it in settled.article.numbered]
    assert len(set(ids)) == 2


def test_notes_are_numbered_as_they_are_called_and_keep_their_number(project: Project) -> None:
    body = "가[^x] 나[^y] 다[^x].\n\n[^y]: 둘째.\n[^x]: 첫째."
    settled = Settled(project, body)
    assert settled.lines == ["가(1) 나(2) 다.(1)"] or settled.lines[0].startswith("가(1) 나(2) 다")
    assert [(note.number, said(note.body).strip()) for note in settled.article.notes] == [(1, "첫째."), (2, "둘째.")]


def test_recommendations_carry_what_brief_yaml_says_of_them(project: Project) -> None:
    (found,) = Settled(project, ":::{recommendation} r1\n{fact}`count-a`을(를) 모은다.\n:::").article.recommendations
    assert (found.number, found.owner, found.editorial) == (1, "출판부", True)
    assert said(found.text) == "12개를 모은다.[1]\n"
    assert found.anchor == "rec-r1"


def test_headings_make_the_table_of_contents(project: Project) -> None:
    headings = Settled(project, "## 하나 {#a}\n\n### {fact}`count-a` {#b}\n").article.headings
    assert [(it.level, it.id, it.text) for it in headings] == [(2, "a", "하나"), (3, "b", "12개")]


def test_every_place_where_a_fact_is_written_is_known(project: Project) -> None:
    settled = Settled(project, "{fact}`count-a` {fact}`count-a#label`\n\n:::{chart} bars\n:::")
    uses = [(use.fact, use.form, use.words, use.anchor) for use in settled.article.uses]
    assert uses[:2] == [
        ("count-a", "", "12개", "use-count-a-1"),
        ("count-a", "label", "표본 수", "use-count-a-2"),
    ]
    assert {("money-a", "chart"), ("money-b", "chart")} <= {(fact, form) for fact, form, *_ in uses}
    ids = {part.get("id") for part in settled.nodes}
    assert {anchor for *_, anchor in uses} <= ids
    used = [(use.slug, use.what) for use in settled.edition.facts["count-a"].uses]
    assert used == [("first", "key-figure"), ("first", "text"), ("first", "text"), ("second", "text")]


# Links


def test_links_lead_to_the_same_place_in_the_language_of_the_text(project: Project) -> None:
    body = (
        "[가](brief:second) [나](brief:second#background) [다](page:about) [라](pack:all) [마](topic:counting) "
        "[바](fact:count-a) [사](term:sample) [아](https://example.org/x)"
    )
    settled = Settled(project, body)
    assert settled.told == []
    assert settled.links() == [
        "site:ko/briefs/second.html",
        "site:ko/briefs/second.html#background",
        "site:ko/about.html",
        "site:ko/packs/all.html",
        "site:ko/topics/counting.html",
        "site:ko/facts.html#fact-count-a",
        "site:ko/glossary.html#term-sample",
        "https://example.org/x",
    ]


def test_the_first_page_of_a_language_has_an_address(project: Project) -> None:
    settled = Settled(project, "[가](/) [나](/ko/) [다](/en/)")
    assert settled.links() == ["site:ko/index.html", "site:ko/index.html", "site:en/index.html"]
    assert settled.told == []


def test_another_brief_is_referred_to_by_slug_or_number(project: Project) -> None:
    settled = Settled(project, "{ref}`second`을(를), {ref}`S-02`은(는)")
    assert settled.lines == ["S-02를, S-02는"]
    assert settled.links() == ["site:ko/briefs/second.html"] * 2


# What is unknown


UNKNOWN = [
    ("가 {fact}`count-b`.", "가 [count-b?].", "fact-is-known", 3, "count-a"),
    ("가 {fact}`count-a#shrt`.", "가 [count-a#shrt?].", "fact-form-is-known", 3, "short"),
    ("가 {fact}`claim-a`.", "가 [claim-a?].", "fact-form-is-known", 3, "#statement"),
    ("가 {term}`sampel`.", "가 [sampel?].", "term-is-known", 3, "sample"),
    ("가 {term}`sample#shrt`.", "가 [sample#shrt?].", "term-is-known", 3, "short"),
    ("가 [@report-c].", "가.[@report-c]", "source-is-known", 4, "report-"),
    ("가 {ref}`fig-bar`.", "가 [fig-bar?].", "reference-is-known", 3, "fig-bars"),
    ("가 [나](brief:secnd).", "가 나.", "link-resolves", 4, "second"),
    ("가 [나](page:abuot).", "가 나.", "link-resolves", 4, "about"),
    ("가 [나](#bakground).", "가 나.", "link-resolves", 4, "background"),
    ("가 [나](second.html).", "가 나.", "link-resolves", 4, "brief:"),
    ("가 [나](다/라:마).", "가 나.", "link-resolves", 4, "brief:"),
    ("가 [나](http&#1s://example.org).", "가 나.", "link-resolves", 4, "brief:"),
    ("가 ![나](fotos.png).", "가 [fotos.png?].", "image-exists", 3, "photo.png"),
    ("가 ![나](%00%E2%80%AE.png).", "가 [%00%E2%80%AE.png?].", "image-exists", 3, "photo.png"),
    (
        '가 ![나](<"+src="https://x.example/a.js>).',
        '가 ["+src="https://x.example/a.js?].',
        "image-exists",
        3,
        "photo.png",
    ),
]


@pytest.mark.parametrize(("written", "read", "code", "column", "hint"), UNKNOWN, ids=[case[0] for case in UNKNOWN])
def test_what_is_unknown_is_marked_in_the_text_and_told_at_its_place(
    project: Project, written: str, read: str, code: str, column: int, hint: str
) -> None:
    settled = Settled(project, f"{written}\n\n## 배경 {{#background}}\n\n:::{{chart}} bars\n:::\n")
    assert settled.lines[0].startswith(read)
    problem = settled.problem()
    assert problem.code == code
    assert problem.span is not None
    assert (problem.span.line, problem.span.column) == (FIRST_LINE, column)
    assert hint in problem.hint


def test_an_unknown_chart_is_marked_where_it_would_stand(project: Project) -> None:
    settled = Settled(project, "가.\n\n:::{chart} bar\n:::")
    assert settled.lines == ["가.", "[bar?]"]
    problem = settled.problem()
    assert (problem.code, problem.span and problem.span.line) == ("chart-is-known", FIRST_LINE + 2)
    assert "bars" in problem.hint


def test_a_chart_is_shown_once_and_the_second_place_is_reported(project: Project) -> None:
    changed = project.with_change(EN, "## Proposals", ":::{chart} bars\n:::\n\n## Proposals")
    (found,) = [it for it in changed.build().diagnostics if it.severity is Severity.ERROR]
    line = str(project.files[EN]).splitlines().index("## Proposals {#proposals}") + 1
    assert found.span is not None
    assert (found.code, found.span.path, found.span.line) == ("id-is-unique", EN, line)
    assert "{ref}`fig-bars`" in found.hint


@pytest.mark.parametrize("before", ["", ":::{chart} bars\n:::\n\n"])
@pytest.mark.parametrize("ident", ["bars", "bar"])
def test_words_inside_a_chart_are_reported_whether_it_is_shown_or_not(
    project: Project, before: str, ident: str
) -> None:
    settled = Settled(project, f"{before}:::{{chart}} {ident}\n말.\n:::")
    line = FIRST_LINE + before.count("\n") + 1
    lost = [it.span and it.span.line for it in settled.told if it.code == "directive-is-empty"]
    assert lost == [line]


def test_an_unknown_recommendation_keeps_its_words(project: Project) -> None:
    settled = Settled(project, ":::{recommendation} r2\n하자.\n:::")
    assert settled.lines == ["하자."]
    assert settled.article.recommendations == ()
    problem = settled.problem()
    assert problem.code == "recommendation-is-known" and "r1" in problem.hint


@pytest.mark.parametrize("written", ["{ref}`second`", "[둘째](brief:second)"])
def test_why_a_brief_cannot_be_led_to_is_said(project: Project, written: str) -> None:
    draft = project.with_change("content/briefs/second/brief.yaml", "number: S-02", "number: S-02\nstatus: draft")
    assert "is a draft" in Settled(draft, written).problem().message


def test_a_brief_without_a_text_in_the_language_is_linked_in_another(project: Project) -> None:
    lacking = project.without("content/briefs/second/ko.md")
    assert Settled(lacking, "{ref}`second`").problem().message == "the brief “second” has no text in ko"
    settled = Settled(lacking, "[둘째](brief:second#why)")
    (link,) = [part for part in settled.nodes if part.kind == "link"]
    assert not settled.told and link.get("href") == "site:en/briefs/second.html#why" and link.get("hreflang") == "en"


def test_an_email_address_without_its_scheme_is_told_as_that(project: Project) -> None:
    assert Settled(project, "[우편](office@example.org)").problem().hint == "write mailto:office@example.org"


# A pack


def test_numbers_run_on_through_a_pack(project: Project) -> None:
    pack = project.editions().value["ko"].packs["all"]
    assert [it.slug for it in pack.articles] == ["first", "second"]
    assert [(it.label, it.id) for article in pack.articles for it in article.numbered] == [
        ("그림 1", "first--fig-bars"),
        ("그림 2", "first--figure-2"),
        ("표 1", "first--tab-counts"),
        ("표 2", "second--tab-again"),
    ]
    assert said(pack.articles[1].body).splitlines()[1] == "표본을 다시 모았다.[2] S-01을 보라."
    assert [(it.number, it.id) for it in pack.references] == [(1, "report-a"), (2, "report-b")]


def test_a_reference_inside_a_pack_stays_in_it(project: Project) -> None:
    second = project.editions().value["ko"].packs["all"].articles[1]
    (link,) = [part.get("href") for part in second.body.walk() if part.get("target") == "brief"]
    assert link == "#first--top"


def test_a_brief_outside_the_pack_is_led_to_on_the_site(project: Project) -> None:
    alone = project.with_change("content/packs/all.yaml", "briefs: [first, second]", "briefs: [second]")
    (second,) = alone.editions().value["ko"].packs["all"].articles
    (link,) = [part.get("href") for part in second.body.walk() if part.get("target") == "brief"]
    assert link == "site:ko/briefs/first.html"


def test_no_id_of_a_pack_stands_twice(project: Project) -> None:
    pack = project.editions().value["ko"].packs["all"]
    ids = [part.get("id") for article in pack.articles for part in article.body.walk() if part.get("id")]
    ids += [note.id for article in pack.articles for note in article.notes]
    assert len(ids) == len(set(ids)) + len([note for article in pack.articles for note in article.notes])


@pytest.mark.parametrize(
    ("lang", "titles"), [("ko", ["팁", "Mind it", "", "Stop sign"]), ("en", ["Tip", "Mind it", "", "Stop sign"])]
)
def test_a_note_without_a_title_is_called_what_it_is_in_its_language(
    project: Project, lang: str, titles: list[str]
) -> None:
    notes = ("> [!TIP]\n> 하나.", '!!! note "Mind it"\n    둘.', '!!! tip ""\n    셋.', "!!! stop-sign\n    넷.")
    body = Settled(project, "\n\n".join([*notes, ""]), lang).article.body
    assert [part.get("argument") for part in body.walk() if part.get("name") == "box"] == titles


def test_every_language_has_a_word_for_each_kind_of_note() -> None:
    for path in sorted((default_theme() / "locale").glob("*.yaml")):
        words = yaml.safe_load(path.read_text("utf-8"))["boxes"]
        assert words.keys() <= KINDS and all(isinstance(word, str) and word for word in words.values()), path
        assert words.keys() == KINDS or path.stem == "en", path
