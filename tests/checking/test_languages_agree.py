"""What one language of a text says and the other does not is told, at both of its places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.project import Project

from briefgen.checking.languages import Parity
from briefgen.checking.text.paragraphs import paragraphs_agree
from briefgen.comparing import figures as comparing_figures
from briefgen.comparing import numbers
from briefgen.model.core.diagnostics import Diagnostic, Severity, Span
from briefgen.model.core.levels import Level, judge_of
from briefgen.reading.world import default_theme

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"
FACTS, GLOSSARY = "content/facts/counts.yaml", "content/glossary.yaml"
Group = Mapping[str, Any]
TABLE: Sequence[Group] = yaml.safe_load(Path(__file__).with_name("languages_agree.yaml").read_text("utf-8"))


def cases() -> Iterator[Any]:
    for group in TABLE:
        for says, rows in group["cases"].items():
            for number, (ko, en, *reported) in enumerate(rows):
                yield pytest.param(group, ko, en, reported, id=f"{group['of']}: {says}, {number}")


@pytest.mark.parametrize(("group", "ko", "en", "reported"), list(cases()))
def test_what_differs_is_reported_and_nothing_else(
    project: Project, group: Group, ko: str, en: str, reported: list[str]
) -> None:
    given = project.with_body(KO, ko).with_body(EN, en)
    for path, more in ((FACTS, group.get("facts", "")), (GLOSSARY, group.get("glossary", ""))):
        given = given.with_file(path, given.text(path) + more)
    shown = given.shown()
    assert [line(it) for it in (*Parity(shown).everything(), *paragraphs_agree(shown))] == reported


def line(found: Diagnostic) -> str:
    places = " ".join(map(place, (found.span, *(span for span, _ in found.related))))
    return f"{found.severity} {found.code} {places} {found.message}"


def place(span: Span | None) -> str:
    assert span is not None
    return f"{Path(span.path).stem}:{span.line}"


def told(project: Project) -> list[Diagnostic]:
    return list(Parity(project.shown()).everything())


def compared(project: Project, ko: str, en: str) -> list[Diagnostic]:
    """What is told of the brief with these two texts."""
    return told(project.with_body(KO, ko).with_body(EN, en))


def test_texts_that_say_the_same_are_sound(project: Project) -> None:
    assert told(project) == []


ALLOWED = "allowed (numbers-agree): “five hours” is where ko has “네 시간”. Reason: one includes the break"


def test_a_title_that_loses_the_bound_that_the_ledger_has_is_an_error(project: Project) -> None:
    for path, old, new in ((KO, "첫째 브리프", "약 4천억 위안"), (EN, "The first brief", "The 400 billion yuan")):
        project = project.with_file(path, project.text(path).replace(f"title: {old}", f"title: {new}"))
    (found,) = told(project)
    assert (found.code, found.severity) == ("numbers-agree", Severity.ERROR)
    assert found.span and (found.span.path, found.span.line) == (EN, 2)


def test_facts_exchanged_between_wordings_of_yaml_are_one_error(project: Project) -> None:
    note = "\n  note: {{ko: '수는 {}', en: 'It is {}'}}\n  label: {}"
    said = {"{ko: 표본 수,": ("count-a", "money-a"), "{ko: 예산,": ("money-a", "count-a")}
    for label, (ko, en) in said.items():
        words = note.format(f"{{fact}}`{ko}`", f"{{fact}}`{en}`", label)
        project = project.with_change("content/facts/counts.yaml", f"\n  label: {label}", words)
    (found,) = told(project)
    assert (found.code, found.severity) == ("facts-agree", Severity.ERROR)
    assert {span.line for span in (found.span, *(it for it, _ in found.related)) if span} == {2, 8}
    allowed = "\nmoney-a:\n  allow: {facts-agree: each speaks of its own}"
    (found,) = told(project.with_change("content/facts/counts.yaml", "\nmoney-a:", allowed))
    assert found.severity is Severity.NOTE


@pytest.mark.parametrize("mark", ["ko", "en"])
def test_a_difference_is_allowed_where_its_code_and_a_reason_stand_on_the_block(project: Project, mark: str) -> None:
    said = {"ko": "네 시간 뒤, KAIST에서", "en": "five hours later"}
    said[mark] = '{allow-numbers-agree="one includes the break"}\n' + said[mark]
    found = compared(project, said["ko"], said["en"])
    assert [it.message for it in found if it.severity is Severity.NOTE] == [ALLOWED]
    assert [it.code for it in found if it.severity is not Severity.NOTE] == ["names-agree"], "the rest is compared"


def test_a_difference_in_front_matter_is_allowed_there_and_the_hint_says_how(project: Project) -> None:
    given = project.with_change(KO, "summary: ", "summary: 네 시간 뒤. ").with_change(
        EN, "summary: ", "summary: Five hours later. "
    )
    (found,) = told(given)
    assert found.hint.endswith("or say why they differ: allow: {numbers-agree: …}")
    given = given.with_change(EN, "summary: ", "allow: {numbers-agree: one includes the break}\nsummary: ")
    assert [it.severity for it in told(given)] == [Severity.NOTE]


def test_a_difference_in_yaml_is_allowed_in_its_entry(project: Project) -> None:
    note = "    note: {ko: 네 시간 뒤., en: Five hours later.}\n"
    given = project.with_change("content/facts/counts.yaml", "count-a:\n", "count-a:\n" + note[2:])
    assert [it.code for it in told(given)] == ["numbers-agree"]
    given = given.with_change(
        "content/facts/counts.yaml", "count-a:\n", "count-a:\n  allow: {numbers-agree: one includes the break}\n"
    )
    assert [it.severity for it in told(given)] == [Severity.NOTE]


def test_a_figure_is_shown_where_it_stands(project: Project) -> None:
    (found,) = compared(project, "예산은\n약 500억 원이다.", "The budget\nis 51 billion won.")
    assert found.span is not None and (found.span.line, found.span.column, found.span.end_column) == (6, 4, 18)


def test_a_figure_of_a_block_of_code_is_shown_at_the_block(project: Project) -> None:
    code = "```sh\ncd /tmp\ninstall database-{}\n```\n"
    (found,) = [it for it in compared(project, code.format(18), code.format(15)) if it.code == "numbers-agree"]
    assert found.span and found.span.line > 1
    assert (
        project.with_body(found.span.path, code.format(0)).text(found.span.path).splitlines()[found.span.line - 1]
        == "```sh"
    )


def test_a_wording_in_yaml_is_compared_too(project: Project) -> None:
    changed = project.with_change(
        "content/timeline.yaml", "{ko: 시작, en: Start}", "{ko: 3명이 시작, en: 4 people start}"
    )
    (found,) = told(changed)
    assert found.code == "numbers-agree" and found.span is not None and found.span.path == "content/timeline.yaml"


def test_a_forbidden_spelling_is_told_unless_it_is_quoted(project: Project) -> None:
    changed = project.with_change("content/glossary.yaml", "{short: API}", "{short: API, forbidden: APY}")
    (found,) = compared(changed, "가.", "The APY, or “APY”, is not.")
    assert found.code == "spelling-is-allowed" and "API" in found.hint
    assert found.span is not None and (found.span.path, found.span.column) == (EN, 5)


@pytest.mark.parametrize(
    ("ko", "en", "code"),
    [
        ("12명이다.", "13 people.", "numbers-agree"),
        ("OECD의 말이다.", "They say so.", "names-agree"),
        ("가 [@report-a].", "A.", "citations-agree"),
        ("{fact}`count-a`이다.", "It is.", "facts-agree"),
        ("[가](https://example.org/)", "A.", "links-agree"),
    ],
)
def test_the_hint_names_the_narrow_exception_and_what_it_names_holds(
    project: Project, ko: str, en: str, code: str
) -> None:
    told = [it for it in compared(project, ko, en) if it.code == code]
    narrow = f'{{allow-{code}="…"}}'
    assert told and all(narrow in it.hint and "parity-ignore" not in it.hint for it in told)
    assert ("also: in glossary.yaml" in told[0].hint) is (code == "names-agree")
    allowed = compared(project, narrow.replace("…", "said otherwise") + f"\n{ko}", en)
    assert code not in {it.code for it in allowed}


def test_the_reason_is_no_part_of_the_page(project: Project) -> None:
    built = project.with_body(KO, '{parity-ignore="only here"}\n가.\n').with_body(EN, "A.\n").build()
    assert "only here" not in built.page("ko/briefs/first.html")


def test_a_summary_that_is_the_beginning_of_the_text_is_compared_there(project: Project) -> None:
    ko, en = "API가 둘 있다. SDK도 있다.", "There are two of API. There is an SDK too."
    given = project.with_body(KO, ko).with_body(EN, en)
    cut = given.with_change(KO, "summary: ", f"summary: {ko} #").with_change(
        EN, "summary: ", "summary: There are two of API. #"
    )
    assert list(Parity(cut.shown()).everything()) == []
    other = cut.with_change(EN, "There are two of API. #", "There are three. #")
    assert [it.code for it in Parity(other.shown()).everything()]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('{ko: 2000년, en: "2003"}', "“2003” is where ko has “2000년”"),
        ("{ko: 상반기, en: Second half}", "“Second half” is where ko has “상반기”"),
        ('{ko: 2000년, en: "2000"}', ""),
    ],
)
def test_figures_in_the_cells_of_a_chart_are_compared(project: Project, cell: str, said: str) -> None:
    chart = "content/briefs/first/bars.chart.yaml"
    other = project.with_change(chart, 'year: "2000"', f"year: {cell}")
    assert [it.message for it in told(other)] == ([said] if said else [])


@pytest.mark.parametrize(
    ("marks", "text", "agree"),
    [
        pytest.param(",", "1.234", False, id="number"),
        pytest.param(",", "1.234 kg", False, id="number-with-unit"),
        pytest.param(".", "1.234", True, id="one-way-of-writing-it"),
        pytest.param(",", "Version 1.2 of it is out.", True, id="sentence"),
        pytest.param(",", "1234 kg", True, id="no-mark"),
    ],
)
def test_the_same_digits_may_be_two_numbers(project: Project, marks: str, text: str, agree: bool) -> None:
    profile = (default_theme() / "locale/en.yaml").read_text("utf-8")
    group = "." if marks == "," else ","
    numbers = f"numbers:\n  decimal: '{marks}'\n  group: '{group}'\n"
    own = project.with_file("templates/locale/en.yaml", profile.replace("numbers:\n", numbers, 1))
    texts = own.with_body(KO, text).with_body(EN, text)
    assert (not list(Parity(texts.shown()).everything())) is agree


MANY = 250


@pytest.mark.parametrize("sign", ["−", "+9"])
def test_many_figures_of_one_block_are_not_compared_each_with_each(
    project: Project, monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    compared_ones: list[bool] = []

    def counted(one: numbers.Atom, other: numbers.Atom) -> bool:
        compared_ones.append(agree(one, other))
        return compared_ones[-1]

    agree = numbers.agree
    for module in (numbers, comparing_figures):
        monkeypatch.setattr(module, "agree", counted)
    monkeypatch.setattr(numbers, "related", None)
    figures = [f"{number}.5%" for number in range(100, 100 + MANY)]
    found = compared(project, f"{' '.join(figures)}.", f"{' '.join(sign + it for it in figures)}.")
    assert len(found) >= MANY
    assert len(compared_ones) < 10 * MANY


def test_a_release_refuses_a_paragraph_that_one_language_lacks(project: Project) -> None:
    (found,) = paragraphs_agree(project.with_body(KO, "가.\n\n나.\n").with_body(EN, "A.\n").site().value)
    taken = judge_of(Level.PUBLICATION, {}, release=True)(found)
    assert taken is not None and (taken.code, taken.severity) == ("paragraphs-agree", Severity.ERROR)


def named(project: Project, ko: str, en: str, more: str = "") -> list[Diagnostic]:
    """What is told of a term with these full names."""
    names = f'ko: {{short: 이름, full: "{ko}"}}, en: {{short: Name, full: "{en}"}}'
    term = f"\nnumbered:\n  names: {{{names}}}\n{more}"
    return told(project.with_file(GLOSSARY, project.text(GLOSSARY) + term))


@pytest.mark.parametrize(
    ("ko", "en", "said"),
    [
        ("G7", "G8", "“G8” is where ko has “G7”"),
        ("주요 7개국", "Group of 8 countries", "“8 countries” is where ko has “7개국”"),
        ("제13차 5개년 계획", "14th Five-Year Plan", "“14th” is where ko has “제13차”"),
        ("20세기 해상 실크로드", "21st Century Maritime Silk Road", "“21st” is where ko has “20세기”"),
        ("제2차 세계대전", "First World War", "“First World War” is where ko has “제2차 세계대전”"),
    ],
)
def test_a_name_of_a_term_with_another_number_is_an_error(project: Project, ko: str, en: str, said: str) -> None:
    (found,) = named(project, ko, en)
    assert (found.code, found.severity, found.message) == ("numbers-agree", Severity.ERROR, said)
    assert found.span and found.span.path == GLOSSARY
    (meant,) = named(project, ko, en, "  allow: {numbers-agree: called so}\n")
    assert meant.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("6·25 전쟁", "Korean War (1950–53)"),
        ("3·1 운동", "March 1st Movement"),
        ("6월 항쟁", "The uprising of 1987"),
        ("29차 당사국총회", "COP29"),
        ("20기 3중전회", "Third Plenum"),
        ("주요 20개국", "Group of Twenty"),
        ("제2차 세계대전", "World War II"),
        ("2차전지", "rechargeable battery"),
        ("2만 달러 시대", "20-thousand-dollar era"),
        ("2030 의제", "Agenda 2030"),
    ],
)
def test_names_that_may_be_of_one_thing_are_no_difference(project: Project, ko: str, en: str) -> None:
    assert named(project, ko, en) == []
