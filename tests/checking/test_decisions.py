"""What is recommended can be decided: a name, a day to come, something to sign; few proposals only watch."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.decisions import recommendations_can_be_decided
from briefgen.model.core.rules import rule_of

BRIEF = "content/briefs/first/brief.yaml"
PACK = "content/packs/all.yaml"
WHOLE = "{ask: {ko: 표를 정한다, en: Settle the table}, owner: press, due: 2001-05-01}"


def declared(terms: str) -> Project:
    """The sample with one recommendation."""
    given = Project()
    line = next(it for it in given.text(BRIEF).splitlines() if it.startswith("  r1:"))
    return given.with_change(BRIEF, line, f"  r1: {terms}")


def told(project: Project, *codes: str) -> list[tuple[int, str]]:
    found = (*project.site().diagnostics, *recommendations_can_be_decided(project.shown()))
    wanted = codes or ("recommendation-can-be-decided",)
    return [(it.span.line if it.span else 0, it.message) for it in found if it.code in wanted]


def test_one_that_says_what_by_whom_and_by_which_day_is_not_mentioned() -> None:
    assert told(declared(WHOLE), "recommendation-can-be-decided", "owner-is-known", "event-is-known") == []


@pytest.mark.parametrize(
    ("terms", "missing"),
    [
        ("{basis: editorial}", "no “ask” and no “owner” and no “due”"),
        ("{owner: press, due: 2001-05-01}", "no “ask”"),
        ("{ask: {ko: 가, en: a}, owner: press}", "no “due”"),
    ],
)
def test_what_is_missing_is_advice_at_its_line(terms: str, missing: str) -> None:
    project = declared(terms)
    assert told(project) == [(6, f"“r1” has {missing}")]
    assert all(rule_of(it.code).is_advice(it) for it in recommendations_can_be_decided(project.shown()))


def test_at_most_a_third_only_watches() -> None:
    watching = declared(WHOLE.removesuffix("}") + ", watch: true}")
    ((line, message),) = told(watching)
    assert line == 6 and message.startswith("1 of 1 recommendations only watch")
    more = watching.text(BRIEF).replace("related:", f"  r2: {WHOLE}\n  r3: {WHOLE}\nrelated:")
    assert told(watching.with_file(BRIEF, more)) == []


@pytest.mark.parametrize("due", ["2001-04-10", "past"])
def test_a_day_that_is_over_when_the_brief_is_published_is_an_error_at_its_line(due: str) -> None:
    project = declared(WHOLE.replace("2001-05-01", due))
    events = project.text("content/timeline.yaml") + "past:\n  when: 2001-04-10\n  label: {ko: 전, en: Before}\n"
    ((place, message),) = told(project.with_file("content/timeline.yaml", events))
    assert place == 6 and "due on 2001-04-10, before it is published, on 2001-04-11" in message


def test_an_event_has_to_be_there_and_to_have_a_day() -> None:
    assert [it[0] for it in told(declared(WHOLE.replace("2001-05-01", "stert")), "event-is-known")] == [6]
    project = declared(WHOLE.replace("2001-05-01", "spring"))
    events = project.text("content/timeline.yaml") + "spring:\n  when: 2001-05\n  label: {ko: 봄, en: Spring}\n"
    assert "has no day, only 2001-05" in told(project.with_file("content/timeline.yaml", events))[0][1]


def test_an_owner_is_in_the_list_of_the_site() -> None:
    ((line, message),) = told(declared(WHOLE.replace("owner: press", "owner: [press, prass]")), "owner-is-known")
    assert (line, message) == (6, "there is no owner “prass”")


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ("{due: {ko: 봄, en: Spring}}", "due is a day, such as 2026-12-31, or an event of timeline.yaml"),
        ("{due: Before the summer}", "due is a day, such as 2026-12-31, or an event of timeline.yaml"),
        ("{due: 2001-06}", "due is a day, such as 2026-12-31, or an event of timeline.yaml"),
        ("{owner: {ko: 출판부, en: the press}}", "write its names below owners: in site.yaml"),
        ("{how: in turns}", "“how” is now called “ask”"),
        ("{cost: none}", "“cost” is now called “needs”"),
        ("{success: it lasts}", "“success” is now called “sign”"),
    ],
)
def test_what_older_sites_wrote_is_told_with_what_to_write(terms: str, words: str) -> None:
    found = told(declared(terms), "value-has-type", "key-is-known")
    assert [(line, words in message) for line, message in found] == [(6, True)], found
