"""What a pack says before its briefs: findings, questions with answers, occasion, a line on each brief."""

from __future__ import annotations

from support.project import Project

from briefgen.resolving.edition.edition import PackView

PACK = "content/packs/all.yaml"
FINDINGS = """\
findings:
  - {message: {ko: 돈은 충분하다., en: There is enough money.}, fact: money-a, brief: first}
  - {message: {ko: 더 세어야 한다., en: More must be counted.}}
"""
QUESTIONS = """\
questions:
  - text: {ko: 얼마인가?, en: How much is it?}
    answer: {ko: "{fact}`money-b`이다.", en: "It is {fact}`money-b`."}
    brief: first
"""


def with_parts(project: Project, parts: str) -> Project:
    return project.with_file(PACK, project.text(PACK) + parts)


def pack(project: Project, lang: str = "en") -> PackView:
    return project.editions().value[lang].packs["all"]


def test_findings_stand_before_the_briefs_with_their_figures(project: Project) -> None:
    found = with_parts(project, FINDINGS)
    first, second = pack(found).findings
    assert (first.message, first.fact and first.fact.id, first.slug) == ("There is enough money.", "money-a", "first")
    assert (second.fact, second.slug) == (None, "")
    built = found.build()
    assert not built.failed
    words = built.words("en/packs/all.html")
    assert words.index("There is enough money.") < words.index("In this pack")


def test_the_facts_of_findings_are_cited_and_in_the_evidence(project: Project) -> None:
    found = with_parts(project, FINDINGS.replace("money-a", "money-b"))
    assert "money-b" in [fact.id for fact in pack(found).facts]
    assert "findings" in [use.anchor for use in found.editions().value["en"].facts["money-b"].uses]


def test_what_a_finding_names_has_to_be_there(project: Project) -> None:
    wrong = with_parts(project, FINDINGS.replace("money-a", "gone").replace("brief: first", "brief: third"))
    found = [(problem.code, problem.span.line) for problem in wrong.editions().diagnostics]
    assert found == [("fact-is-known", 7), ("brief-is-known", 7)]


def test_a_question_may_have_its_answer(project: Project) -> None:
    asked = with_parts(project, QUESTIONS)
    built = asked.build()
    assert not built.failed
    assert "What to say How much is it? S-01 It is 362 billion yuan." in built.words("en/packs/all.html")
    assert "질의·답변 요지" in built.words("ko/packs/all.html")


def test_questions_without_answers_are_to_be_put(project: Project) -> None:
    bare = "questions:\n  - text: {ko: 얼마인가?, en: How much is it?}\n"
    assert "Questions to ask How much is it?" in with_parts(project, bare).build().words("en/packs/all.html")


def test_the_line_on_a_brief_stands_in_the_contents(project: Project) -> None:
    text = "content/briefs/first/en.md"
    said = project.with_change(text, "summary: What", "message: Enough money, too few samples\nsummary: What")
    said = said.with_change(
        "content/briefs/first/ko.md", "summary: 첫", "message: 돈은 넉넉하고 표본은 적다\nsummary: 첫"
    )
    assert pack(said).count == len(pack(said).articles) == 2
    assert "The first brief Enough money, too few samples" in said.build().words("en/packs/all.html")


def test_a_pack_has_one_of_the_colours(project: Project) -> None:
    assert pack(project).data.colour == "pine"
    assert pack(with_parts(project, "colour: plum\n")).data.colour == "plum"
    (found,) = with_parts(project, "colour: mauve\n").site().diagnostics
    assert (found.code, found.span.line) == ("value-has-type", 6)


def test_the_chart_of_a_pack_is_that_of_the_brief_with_its_own_figures(project: Project) -> None:
    bars = project.text("content/briefs/first/bars.chart.yaml")
    charted = project.with_file("content/briefs/second/bars.chart.yaml", bars)
    for brief in ("first", "second"):
        path = f"content/briefs/{brief}/brief.yaml"
        charted = charted.with_file(path, f"{charted.text(path)}lead_chart: bars\n")
    own = charted.with_change("content/briefs/second/bars.chart.yaml", "fact: money-a", "fact: count-a")
    assert pack(own).lead == pack(own).articles[0].lead != ()
    other = own.with_change(PACK, "key_figures: [money-a]", "key_figures: [count-a]")
    assert pack(other).lead == pack(other).articles[1].lead != ()
    finding = "findings:\n  - {message: {ko: 돈은 충분하다., en: There is enough money.}, brief: second}\n"
    assert pack(with_parts(charted, finding)).lead == pack(with_parts(charted, finding)).articles[1].lead


# What is to be done, on the sheet that is left behind

SECOND = "content/briefs/second"
DECLARED = """\
number: S-02
recommendations:
  r1: {owner: press}
  r2: {due: 2001-12-31}
"""


def with_proposals(project: Project, lines: str = "") -> Project:
    """Two recommendations in the second brief, beside the one of the first."""
    found = project.with_file(
        f"{SECOND}/brief.yaml", project.text(f"{SECOND}/brief.yaml").replace("number: S-02\n", "") + DECLARED
    )
    for lang, words in (("ko", "더 센다."), ("en", "Count again.")):
        blocks = "".join(f"\n:::{{recommendation}} {it}\n{words}\n:::\n" for it in ("r1", "r2"))
        found = found.with_file(f"{SECOND}/{lang}.md", project.text(f"{SECOND}/{lang}.md") + blocks)
    return with_parts(found, lines)


def test_a_sheet_has_the_first_proposal_of_each_brief_then_others(project: Project) -> None:
    assert [it.code for it in pack(with_proposals(project)).proposals] == ["01-1", "02-1", "02-2"]


def test_a_pack_names_the_proposals_of_its_sheet(project: Project) -> None:
    named = with_proposals(project, "proposals: [02-2, 01-1]\n")
    assert [(it.code, it.due) for it in pack(named).proposals] == [("02-2", "31 December 2001"), ("01-1", "")]


def test_recommendations_without_a_code_keep_the_numbers_of_their_brief(project: Project) -> None:
    unnumbered = with_proposals(project).with_change(f"{SECOND}/brief.yaml", "number: S-02\n", "")
    numbers = [(it.slug, it.code, it.number) for article in pack(unnumbered).articles for it in article.recommendations]
    assert numbers == [("first", "01-1", 1), ("second", "", 1), ("second", "", 2)]


def test_a_proposal_that_is_named_has_to_be_there(project: Project) -> None:
    found = with_proposals(project, "proposals: [02-2, 02-9]\n").editions().diagnostics
    assert [(it.code, it.span.line) for it in found] == [("recommendation-is-known", 6)]


MERGED = """\
proposals:
  - merges: [02-1, 01-1]
    ask: {ko: 한 번에 센다, en: Count at once}
    owner: [city, press]
    due: start
    needs: {ko: 사람 둘, en: two people}
    priority: 2
  - merges: 02-2
    owner: press
    priority: 1
"""


def merged(project: Project) -> Project:
    site = project.text("content/site.yaml").replace("owners: {", "owners: {city: {ko: 시청, en: city}, ")
    return with_proposals(project, MERGED).with_file("content/site.yaml", site)


def test_a_proposal_of_a_pack_stands_for_those_of_its_briefs(project: Project) -> None:
    other, one = pack(merged(project)).recommendations
    assert (one.number, one.words, one.owner, one.due) == (2, "Count at once", "City, the press", "11 April 2001")
    assert [it.code for it in one.merges] == ["02-1", "01-1"] and (one.code, one.needs) == ("", "two people")
    assert [ident for ident, _ in one.sources] == ["report-b"]
    assert (other.number, other.code, other.due, other.owner) == (1, "02-2", "31 December 2001", "The press")


def test_a_cover_has_who_is_asked_the_first_asks_and_the_next_date(project: Project) -> None:
    view = pack(merged(project))
    assert [it.words for it in view.proposals] == ["Count again.", "Count at once"]
    assert (view.owner, view.next_date) == ("The press", "11 April 2001")
    words = merged(project).build().words("en/packs/all.html")
    assert "Owner The press Next date 11 April 2001" in words


def test_a_proposal_is_left_out_with_a_brief_that_it_stands_for(project: Project) -> None:
    second = f"{SECOND}/brief.yaml"
    held = merged(project)
    held = held.with_file(second, f"{held.text(second)}status: draft\n")
    assert pack(held).recommendations == ()
