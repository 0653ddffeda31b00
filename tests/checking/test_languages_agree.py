"""What one language of a text says and the other does not is told, at both of its places."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.rule import Parity
from briefgen.model.core.diagnostics import Diagnostic, Severity

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"


def told(project: Project) -> list[Diagnostic]:
    return list(Parity(project.shown()).everything())


def compared(project: Project, ko: str, en: str) -> list[Diagnostic]:
    """What is told of the brief with these two texts."""
    return told(project.with_body(KO, ko).with_body(EN, en))


def test_texts_that_say_the_same_are_sound(project: Project) -> None:
    assert told(project) == []


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("예산은 3,981억 1,900만 위안(약 80조 원)이다.", "The budget is 398.119 billion yuan (about 80 trillion won)."),
        ("3월 4~11일에 열렸다. 3개국이 왔다.", "It met on 4–11 March. Three countries came."),
        ("2025년 예산은 5% 늘었다.", "In 2025 the budget rose by 5 per cent."),
        ("-3.2%였다.", "It fell by 3.2%."),
        ("제3조 제2항", "Article 3(2)"),
        ("절반이 20대다.", "Half are in their twenties."),
        ("인공지능(AI)과 6G", "artificial intelligence and 6G"),
        ("다섯째는 두 나라다.", "The fifth is both countries."),
        ("2024년보다 늘었다.", "It is more than a year earlier."),
        ("총 43조 엔", "¥43 trillion in all"),
        ("□ 2천여 명\n□ 5년", "- About 2,000 people\n- Five years\n"),
        ("6년 6개월 만이다.", "It was the first in six and a half years."),
        ("K2 전차 180대", "180 K2 tanks"),
        ("다음 날 새벽 5시까지", "until 5 the following morning"),
        ("| 사업비(억 원) |\n|---|\n| 18,300 |", "| Cost (100 million won) |\n|---|\n| 18,300 |"),
        ("최장 24개월", "for as long as two years"),
        ("□ 0.76명\nㅇ 979명\nㅇ 62.4%", "It was 0.76.\n\n- 979 births\n- 62.4%\n"),
        ("① 30명 이내\n② 50%", "1. No more than 30\n2. Up to half\n"),
        ("전국인민대표대회(全國人民代表大會)", "the National People’s Congress (全国人民代表大会)"),
        ("92개 정점에서 재었다.", "It was measured at 92 points."),
        ("1~9월에 늘었다.", "It grew in the first nine months."),
        ("37년 반 만이고 1년 반이 걸린다.", "The first in thirty-seven and a half years; it takes a year and a half."),
        ("3기 신도시 다섯 곳", "the five third-generation new towns"),
        ("14분 30초와 1시간 10분", "fourteen and a half minutes, and an hour and ten minutes"),
        ("정원 47만 명의 6할", "60 percent of 470,000 places"),
        ("5세대 제품은 12단", "A fifth-generation stack has 12 layers"),
        ("사망사고 ‘0’", "No lives were lost"),
        ("12월 1일 0시에", "at midnight on 1 December"),
        ("19~34세는 30%, 저소득층은 53%", "30 percent for those aged 19 to 34 and 53 percent for low incomes"),
        ("12월 말 265만 명", "by the end of December 2.65 million people"),
        ("‘20대’는 18세부터다.", "“Twenties” begins at 18."),
        ("첫차는 오전 5시 30분에 떠난다.", "The first train leaves at 5.30 a.m."),
        ("첫 문장이다. 5명이 왔다.\n\n둘째 문단이다.", "The first.\n\nThe second. 5 people came."),
        ("길이는 366m이다.", "It is 366 m long."),
        ("366만 달러", "$3.66 m"),
        ("한 해를 더 이어 갔다.", "It went on into a second year."),
        ("3년 반이 걸렸다.", "It took 3½ years."),
        ("1½배, 350만 명", "1½ times, 3½ million people"),
        ("이천 개발 사업에 두 기업이 왔다.", "Two firms came to Icheon."),
        ("이천 명이 왔다.", "Two thousand people came."),
        ("2020년부터 2021년까지", "from 2020 to 2021"),
        ("2020년까지, 그리고 2021년부터", "up to 2020, and from 2021"),
    ],
)
def test_the_same_in_other_words_is_no_difference(project: Project, ko: str, en: str) -> None:
    assert [found.message for found in compared(project, ko, en)] == []


@pytest.mark.parametrize(
    ("ko", "en", "code", "severity"),
    [
        ("3,981억 위안", "389.1 billion yuan", "numbers-agree", Severity.ERROR),
        ("3,981억 위안", "39.81 billion yuan", "magnitudes-agree", Severity.ERROR),
        ("5만 명", "5 million people", "magnitudes-agree", Severity.ERROR),
        ("5%포인트", "5%", "units-agree", Severity.ERROR),
        ("0.5%", "0.5 points", "units-agree", Severity.ERROR),
        ("0.5%p", "0.7 points", "numbers-agree", Severity.ERROR),
        ("1시간 10분", "an hour and 20 minutes", "numbers-agree", Severity.ERROR),
        ("네 시간 뒤", "five hours later", "numbers-agree", Severity.ERROR),
        ("2~9월", "the first nine months", "numbers-agree", Severity.WARNING),
        ("소강(小康)과 대동(大同)", "小康 and 和諧", "names-agree", Severity.WARNING),
        ("500억 원", "50 billion yuan", "units-agree", Severity.ERROR),
        ("3,981억 1,900만 위안", "398 billion yuan", "precision-agrees", Severity.WARNING),
        ("9개 질문", "10 questions", "numbers-agree", Severity.ERROR),
        ("1개 질문", "2 questions", "numbers-agree", Severity.ERROR),
        ("99개 기업", "100 firms", "numbers-agree", Severity.ERROR),
        ("318개 기업", "320 firms", "numbers-agree", Severity.ERROR),
        ("9년", "10 years", "numbers-agree", Severity.ERROR),
        ("9%", "10%", "numbers-agree", Severity.ERROR),
        ("약 10개 질문", "9 questions", "precision-agrees", Severity.WARNING),
        ("10개 남짓한 질문", "9 questions", "precision-agrees", Severity.WARNING),
        ("1,998개 기업", "2,000 firms", "precision-agrees", Severity.WARNING),
        ("1,234만 명", "12.3 million people", "precision-agrees", Severity.WARNING),
        ("19.5%", "20%", "precision-agrees", Severity.WARNING),
        ("19조 원", "20 trillion won", "precision-agrees", Severity.WARNING),
        ("3년", "3½ years", "numbers-agree", Severity.ERROR),
        ("제5조", "Article IV", "numbers-agree", Severity.ERROR),
        ("이천 개 기업", "two hundred firms", "magnitudes-agree", Severity.ERROR),
        ("2021년에서 2020년까지", "from 2020 to 2021", "numbers-agree", Severity.ERROR),
        ("100명 이상", "at most 100 people", "numbers-agree", Severity.ERROR),
        ("예산이 5% 감소했다", "the budget rose by 5%", "numbers-agree", Severity.WARNING),
        ("날은 2025. 4. 11.", "on 12 April 2025", "numbers-agree", Severity.ERROR),
        ("3월에 12명이", "in March many", "numbers-agree", Severity.WARNING),
        ("예산이다", "a budget of 12 million yuan", "numbers-agree", Severity.WARNING),
        ("{fact}`count-a`이다", "many", "facts-agree", Severity.WARNING),
        ("말했다 [@report-a]", "it said", "citations-agree", Severity.WARNING),
        ("[소개](page:about)", "about", "links-agree", Severity.WARNING),
        ("KAIST가", "a university", "names-agree", Severity.WARNING),
        ("{term}`sample`이다", "It is a {term}`interface`.", "names-agree", Severity.WARNING),
    ],
)
def test_a_difference_has_its_kind(project: Project, ko: str, en: str, code: str, severity: Severity) -> None:
    found = compared(project, f"가.\n\n{ko}\n", f"A.\n\n{en}\n")
    assert {(it.code, it.severity) for it in found} == {(code, severity)}
    for it in found:
        assert it.span is not None
        places = {(it.span.path, it.span.line), *((span.path, span.line) for span, _ in it.related)}
        assert places == {(KO, 7), (EN, 7)}


ALLOWED = "allowed (numbers-agree): “five hours” is where ko has “네 시간”. Reason: one includes the break"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("389.5 billion yuan", "numbers-agree"),
        ("398.5 million yuan", "magnitudes-agree"),
        ("398.5 billion won", "units-agree"),
        ("at least 398.5 billion yuan", "numbers-agree"),
        ("400 billion yuan", "numbers-agree"),
    ],
)
@pytest.mark.parametrize("frame", ["The budget is {} in all.", "- Budget: {}", "| Budget |\n|---|\n| {} |", "## Of {}"])
def test_a_figure_typed_where_the_other_language_has_another_as_a_fact_is_an_error(
    project: Project, typed: str, code: str, frame: str
) -> None:
    korean = {"T": "모두 {}이다.", "-": "- 예산: {}", "|": "| 예산 |\n|---|\n| {} |", "#": "## {}의 뜻"}[frame[0]]
    found = compared(project, korean.format("{fact}`money-a`"), frame.format(typed))
    assert [(it.code, it.severity) for it in found] == [(code, Severity.ERROR)]
    assert found[0].span and found[0].span.path == EN


@pytest.mark.parametrize(
    "typed",
    [
        "398.5 billion yuan",
        "about 400 billion yuan",
        "CNY 398.5bn",
        "around 400 billion yuan",
    ],
)
def test_a_fact_may_be_typed_in_any_right_words_of_its_forms(project: Project, typed: str) -> None:
    assert compared(project, "예산은 {fact}`money-a`이다.", f"The budget is {typed}.") == []


@pytest.mark.parametrize(
    ("ko", "en", "agrees"),
    [
        ("{fact}`money-a` 이상이다.", "It is 398.5 billion yuan.", False),
        ("{fact}`money-a` 이상이다.", "It is more than 398.5 billion yuan.", True),
        ("약 {fact}`money-a`이다.", "It is some 398.5 billion yuan.", True),
        ("{fact}`money-a`을 훨씬 웃도는 규모다.", "It is well over 398.5 billion yuan.", True),
        ("거의 {fact}`money-a`이다.", "It is more than 398.5 billion yuan.", False),
    ],
)
def test_a_bound_beside_a_fact_counts(project: Project, ko: str, en: str, agrees: bool) -> None:
    found = compared(project, ko, en)
    assert [it.severity for it in found] == ([] if agrees else [Severity.ERROR])


def test_a_title_that_loses_the_bound_that_the_ledger_has_is_an_error(project: Project) -> None:
    for path, old, new in ((KO, "첫째 브리프", "약 4천억 위안"), (EN, "The first brief", "The 400 billion yuan")):
        project = project.with_file(path, project.text(path).replace(f"title: {old}", f"title: {new}"))
    (found,) = told(project)
    assert (found.code, found.severity) == ("numbers-agree", Severity.ERROR)
    assert found.span and (found.span.path, found.span.line) == (EN, 2)


TABLE = "| {} | {} |\n|---|---|\n| {} | {} |\n| {} | {} |"
A, B, C = "{fact}`count-a`", "{fact}`money-a`", "{fact}`money-b`"
ONE, TWO = "{claim=claim-a}", "{claim=count-a}"
NOTES = f"[^a]: {A}\n\n[^b]: {B}"
RECOMMENDED = ":::{{recommendation}} {}\n{}\n:::\n\n:::{{recommendation}} {}\n{}\n:::\n"


@pytest.mark.parametrize(
    ("ko", "en", "code", "lines"),
    [
        (f"- 가 {A}\n- 나 {B}", f"- A {B}\n- B {A}", "facts-agree", (5, 6)),
        (f"# 가 {A}\n\n나 {B}\n\n- 다 {C}", f"# A {B}\n\nB {C}\n\n- C {A}", "facts-agree", (5, 7, 9)),
        (f"가 {A}.\n\n나 {B}.", f"A {B}.\n\nB {A}.", "facts-agree", (5, 7)),
        (f"가 {A} {C}.\n\n나 {B}.", f"A {A}.\n\nB {B} {C}.", "facts-agree", (5, 7)),
        (f"3985억 위안 {B}.\n\n나 {C}.", f"398.5 billion yuan {C}.\n\nB {B}.", "facts-agree", (5, 7)),
        (TABLE.format("가", "나", A, B, C, ""), TABLE.format("A", "B", C, A, B, ""), "facts-agree", (7, 8)),
        (TABLE.format(*"가나다", A, "라", B), TABLE.format(*"ABC", B, "D", A), "facts-agree", (7, 8)),
        (TABLE.format(*"가나다", A, "라", ""), TABLE.format(*"ABC", "", "D", A), "facts-agree", (7, 8)),
        (f"가는 {A}이다. 나는 {B}이다.", f"A is {B}. B is {A}.", "facts-agree", (5,)),
        (f"가. 나는 {A}이다. 다는 {B}이다.", f"A and B are {B}. C is {A}.", "facts-agree", (5,)),
        (f"가는 {A}이다. 나는 {B}이다.", f"A is {B}, and B {A}.", "facts-agree", (5,)),
        ("가 [@report-a].\n\n나 [@report-b].", "A [@report-b].\n\nB [@report-a].", "citations-agree", (5, 7)),
        ("가 [@report-a]. 나 [@report-b].", "A [@report-b]. B [@report-a].", "citations-agree", (5,)),
        ("가 {ref}`first`.\n\n나 {ref}`tab-a`.", "A {ref}`tab-a`.\n\nB {ref}`first`.", "links-agree", (5, 7)),
        ("[가]{claim=claim-a}.\n\n나.", "A.\n\n[B]{claim=claim-a}.", "facts-agree", (5, 7)),
        (f"[가]{ONE}. 나. [다]{TWO}.", f"[A]{TWO}. B. [C]{ONE}.", "facts-agree", (5,)),
        (f"가.[^a] 나.[^b]\n\n{NOTES}", f"A.[^b] B.[^a]\n\n{NOTES}", "notes-agree", (5,)),
        ("[가](fact:count-a)다. [나](fact:money-a)다.", "[A](fact:money-a). [B](fact:count-a).", "links-agree", (5,)),
        ("[가](fact:count-a)\n\n[나](fact:money-a)", "[A](fact:money-a)\n\n[B](fact:count-a)", "links-agree", (5, 7)),
        ("가는 {ref}`first`. 나는 {ref}`tab-a`.", "A is {ref}`tab-a`. B is {ref}`first`.", "links-agree", (5,)),
        (
            "가 [@report-a, 3쪽]. 나 [@report-a, 9쪽].",
            "A [@report-a, p. 9]. B [@report-a, p. 3].",
            "citations-agree",
            (5,),
        ),
        (RECOMMENDED.format("r1", "가", "r2", "나"), RECOMMENDED.format("r2", "B", "r1", "A"), "blocks-agree", (5, 9)),
        (f"- 가 {A}\n- 나\n\n글.\n\n- 다\n", f"- B\n\nText.\n\n- C\n- A {A}\n", "blocks-agree", (5, 10)),
    ],
)
def test_what_is_named_in_another_place_is_one_error_with_all_places(
    project: Project, ko: str, en: str, code: str, lines: tuple[int, ...]
) -> None:
    (found,) = compared(project, ko, en)
    assert (found.code, found.severity) == (code, Severity.ERROR)
    places = [found.span, *(span for span, _ in found.related)]
    assert {span.line for span in places if span} == set(lines)
    assert {span.path for span in places if span} == {KO, EN}


@pytest.mark.parametrize(
    ("ko", "en", "told"),
    [
        (f"가는 {A}, 나는 {B}이다.", f"B is {B}, and A {A}.", []),
        (f"가는 {A}이다. 나는 {B}이고 다는 {C}이다.", f"A is {A}, and B {B}. C is {C}.", []),
        (f"가는 {A}이다. 나는 {B}이다. 다는 {C}이다.", f"C is {C}, A {A}, and B {B}.", [Severity.WARNING]),
        ("가 [@report-a; @report-b]. 나.", "A [@report-b; @report-a]. B.", []),
        (f"[가]{ONE} [나]{TWO}.[^a] 다.[^b]\n\n{NOTES}", f"[B]{TWO} [A]{ONE}.[^a] C.[^b]\n\n{NOTES}", []),
        ("[가](fact:count-a), {ref}`first`. 나 {ref}`tab-a`.", "{ref}`first`, [A](fact:count-a). B {ref}`tab-a`.", []),
        (f"가 {B}.\n\n나 3985억 위안.", f"A 398.5 billion yuan.\n\nB {B}.", []),
    ],
)
def test_a_translation_may_have_another_order_in_a_sentence(
    project: Project, ko: str, en: str, told: list[Severity]
) -> None:
    assert [it.severity for it in compared(project, ko, en)] == told


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


def test_one_row_that_is_missing_shifts_no_other(project: Project) -> None:
    ko = "| 해 | 수 |\n|---|---|\n| 2001년 | 10 |\n| 2002년 | 20 |\n| 2003년 | 30 |\n"
    en = "| Year | Number |\n|---|---|\n| 2001 | 10 |\n| 2003 | 30 |\n"
    (found,) = compared(project, ko, en)
    assert found.code == "blocks-agree" and found.span is not None and (found.span.path, found.span.line) == (KO, 8)
    assert [(span.path, span.line) for span, _ in found.related] == [(EN, 7)]


def test_a_table_in_other_units_is_no_difference_but_a_slip_in_it_is(project: Project) -> None:
    ko = "(단위: 억)\n\n| 해 | 수 |\n|---|---|\n| 가 | 15 |\n| 나 | 27 |\n| 다 | 39 |\n"
    en = "(billion)\n\n| Year | Number |\n|---|---|\n| A | 1.5 |\n| B | 2.7 |\n| C | {} |\n"
    assert compared(project, ko, en.format("3.9")) == []
    (found,) = compared(project, ko, en.format("0.39"))
    assert found.code == "magnitudes-agree" and found.span is not None and found.span.line == 11


def test_a_list_in_place_of_a_paragraph_is_told(project: Project) -> None:
    found = compared(project, "- 가.\n- 나.\n", "A and B.\n")
    assert {it.code for it in found} == {"blocks-agree"}


def test_a_line_less_of_a_list_that_is_written_with_marks_is_told(project: Project) -> None:
    found = compared(project, "□ 가\n□ 나\n□ 다", "- A\n- B\n")
    assert {it.code for it in found} == {"blocks-agree"}


def test_a_list_written_with_marks_may_differ_with_a_reason_too(project: Project) -> None:
    (found,) = compared(project, '{parity-ignore="a list for readers in Korea"}\n□ 가\n□ 나', "")
    assert (found.code, found.severity) == ("difference-is-meant", Severity.NOTE)


def test_a_note_that_is_missing_is_told_and_one_that_moved_is_not(project: Project) -> None:
    ko = "가.[^n]\n\n나.\n\n[^n]: 손으로 세었다.\n"
    (found,) = compared(project, ko, "A.\n\nB.\n")
    assert found.code == "notes-agree"
    assert compared(project, ko, "A.\n\nB.[^n]\n\n[^n]: Counted by hand.\n") == []


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


def test_a_block_may_differ_with_a_reason_which_is_listed(project: Project) -> None:
    ko = '{parity-ignore="for readers in Korea"}\n12명이다.\n'
    (found,) = compared(project, ko, "Many.\n")
    assert (found.code, found.severity) == ("difference-is-meant", Severity.NOTE)
    assert "for readers in Korea" in found.message
    (refused,) = compared(project, ko.replace("for readers in Korea", ""), "Many.\n")
    assert (refused.code, refused.severity) == ("difference-has-reason", Severity.ERROR)


def test_a_heading_takes_its_section_out(project: Project) -> None:
    ko = '## 하나 {#a parity-ignore="only here"}\n\n12명이다.\n\n## 둘 {#b}\n\n13명이다.\n'
    found = compared(project, ko, "## One {#a}\n\nMany.\n\n## Two {#b}\n\n14 people.\n")
    assert {it.code for it in found} == {"numbers-agree", "difference-is-meant"}


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


def test_marks_of_another_program_are_no_words_of_a_language(project: Project) -> None:
    ko, en = '{{< def id="A1" english="API" >}} 표본이다.', '{{< def id="A1" abbr="SDK 25" >}} It is a sample.'
    assert list(Parity(project.with_body(KO, ko).with_body(EN, en).shown()).everything()) == []
