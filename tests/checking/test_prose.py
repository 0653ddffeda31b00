"""The rules on style: what each finds, what it leaves alone, and how an author switches one off."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.model.core.diagnostics import Diagnostic, Severity

PATH = "content/briefs/first/{}.md"
HEAD = {"en": 7, "ko": 7}


def found(lang: str, body: str, project: Project | None = None) -> list[Diagnostic]:
    """What the rules on style say of a text."""
    from briefgen.building.project import read_all
    from briefgen.checking.prose.rule import RULES, found_by
    from briefgen.checking.waivers import exceptions_have_reasons

    changed = (project or Project()).with_body(PATH.format(lang), body)
    sources = read_all(changed.world(), None).value
    problems = (*found_by(RULES.values(), sources.site, lang), *exceptions_have_reasons(sources.site))
    return [it for it in problems if it.span is not None and it.span.path in (PATH.format(lang), "content/site.yaml")]


def codes(lang: str, body: str) -> list[str]:
    return [problem.code for problem in found(lang, body)]


LONG = "One two three four five six seven eight nine ten, " * 3 + "and one more"


@pytest.mark.parametrize(
    ("lang", "body", "code"),
    [
        ("en", f"{LONG}.", "sentence-is-short"),
        ("en", "It was decided last month.", "date-is-absolute"),
        ("ko", "지난달에 정했다.", "date-is-absolute"),
        ("ko", "올해는 다르다.", "date-is-absolute"),
        ("en", "It's here.", "quotes-are-curly"),
        ("ko", "'양회'라고 한다.", "quotes-are-curly"),
        ("en", "It rose by 5 %.", "unit-is-spaced"),
        ("en", "It is 5km long.", "unit-is-spaced"),
        ("ko", "3 %p 올랐다.", "unit-is-spaced"),
    ],
)
def test_what_is_told(lang: str, body: str, code: str) -> None:
    assert code in codes(lang, f"Plain.\n\n{body}\n" if lang == "en" else f"글이다.\n\n{body}\n")


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("en", "One two three four five six seven eight nine ten. " * 6),
        ("en", "On p. 3 of No. 4, i.e. there, J. Smith says so."),
        ("en", "He said “last month” in 2025."),
        ("en", "It rose by 5%, to 5 km, and the sides are 6' and 5\" long."),
        ("ko", "오늘날의 내일신문이 아니다. 2025. 4. 11. 발표한 글이다."),
        ("ko", "3%p 올라 5%가 되었다."),
    ],
)
def test_what_is_left_alone(lang: str, body: str) -> None:
    assert [code for code in codes(lang, f"{body}\n") if code != "number-is-bound"] == []


def test_the_place_is_that_of_the_word() -> None:
    (problem,) = found("en", "Plain.\n\nIt was decided\nlast month.\n")
    assert problem.span is not None
    text = Project().with_body(PATH.format("en"), "Plain.\n\nIt was decided\nlast month.\n").text(PATH.format("en"))
    assert text.splitlines()[problem.span.line - 1][problem.span.column - 1 :].startswith("last month")


def test_a_fact_in_dispute_wants_somebody_who_says_it() -> None:
    path = "content/facts/counts.yaml"
    project = Project().with_file(path, Project().text(path).replace("status: single-source", "status: contested"))
    assert [it.code for it in found("en", "There are {fact}`count-a`.\n", project)] == ["claim-has-verb"]
    assert found("en", "The report counts {fact}`count-a`.\n", project) == []


@pytest.mark.parametrize(
    ("lang", "sentence", "names_somebody"),
    [
        ("ko", "한 번에 {fact}`count-a`이(가) 든다.", False),
        ("ko", "{fact}`count-a`이(가) 더 들었다.", False),
        ("ko", "가장 센 것은 {fact}`count-a`이다.", False),
        ("ko", "{fact}`count-a`보다 적은 것은 없다.", False),
        ("ko", "모두 {fact}`count-a`의 이익을 본다.", False),
        ("ko", "보고서는 {fact}`count-a`을(를) 든다.", True),
        ("ko", "보고서는 그 예로 {fact}`count-a`을(를) 들었다.", True),
        ("ko", "보고서는 {fact}`count-a`을(를) 근거로 든다.", True),
        ("ko", "보고서는 {fact}`count-a`(으)로 본다.", True),
        ("ko", "보고서가 센 것은 {fact}`count-a`이다.", False),
        ("ko", "보고서가 모두를 센 수는 {fact}`count-a`이다.", True),
        ("en", "The member states have {fact}`count-a`.", False),
        ("en", "{fact}`count-a` can be found there.", False),
        ("en", "The report states that there are {fact}`count-a`.", True),
    ],
)
def test_a_verb_names_somebody_only_where_it_says_so(lang: str, sentence: str, names_somebody: bool) -> None:
    path = "content/facts/counts.yaml"
    project = Project().with_file(path, Project().text(path).replace("status: single-source", "status: contested"))
    expected = [] if names_somebody else ["claim-has-verb"]
    assert [it.code for it in found(lang, f"{sentence}\n", project) if it.code == "claim-has-verb"] == expected


@pytest.mark.parametrize(
    ("statement", "expected"), [("The report counts them.", []), ("So it is.", ["claim-has-verb"])]
)
def test_a_statement_may_itself_name_the_one_who_says_it(statement: str, expected: list[str]) -> None:
    path = "content/facts/counts.yaml"
    said = f"status: contested\n  statement: {{ko: 보고서는 그렇게 본다., en: {statement}}}"
    project = Project().with_file(path, Project().text(path).replace("status: single-source", said, 1))
    assert [it.code for it in found("en", "{fact}`count-a#statement`\n", project)] == expected


def test_a_rule_is_switched_off_for_a_block_with_a_reason() -> None:
    (note,) = found("en", '{allow-date-is-absolute="the words of the notice"}\nIt was decided last month.\n')
    assert (note.code, note.severity) == ("exception-is-meant", Severity.NOTE)
    assert "the words of the notice" in note.message
    assert codes("en", '{allow-date-is-absolute="its words"}\nLast month.\n\nLast month.\n') == [
        "exception-is-meant",
        "date-is-absolute",
    ]


@pytest.mark.parametrize(
    ("attribute", "said"),
    [('allow-date-is-absolute=""', "gives no reason"), ('allow-date-is-abslute="its words"', "is not a rule")],
)
def test_an_exception_without_a_reason_or_a_rule_is_an_error(attribute: str, said: str) -> None:
    problems = found("en", f"{{{attribute}}}\nIt was decided.\n")
    assert [(it.code, it.severity) for it in problems] == [("exception-has-reason", Severity.ERROR)]
    assert said in problems[0].message


def test_a_rule_is_switched_off_for_a_brief_or_the_site() -> None:
    for path in ("content/briefs/first/brief.yaml", "content/site.yaml"):
        project = Project()
        project = project.with_file(path, project.text(path) + "allow: {date-is-absolute: a diary}\n")
        assert [it.code for it in found("en", "Last month.\n", project)] == ["exception-is-meant"]


def test_an_exception_is_no_attribute_of_the_page() -> None:
    built = Project().with_body(PATH.format("en"), '{allow-date-is-absolute="a diary"}\nLast month.\n').build()
    assert "allow-" not in built.page("en/briefs/first.html")


@pytest.mark.parametrize(
    ("body", "hints"),
    [
        ('He said "yes" to it.', ["write “yes”"]),
        ("'양회'라고 한다.", ["write ‘양회’"]),
        ("It's here, isn't it?", ["write ’", "write ’"]),
    ],
)
def test_a_pair_of_straight_marks_is_told_once_as_it_should_be(body: str, hints: list[str]) -> None:
    lang = "en" if body.isascii() else "ko"
    told = [it.hint for it in found(lang, f"Plain.\n\n{body}\n") if it.code == "quotes-are-curly"]
    assert told == hints
