"""Particles in a running text: a pair follows any word that can be read; a wrong or doubled one is told."""

from __future__ import annotations

import pytest
from support.project import Project
from test_settle import FIRST_LINE, KO, Settled

from briefgen.model.core.diagnostics import Severity


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("표본을(를) 센다.", "표본을 센다."),
        ("표본과(와) 자료을/를 센다.", "표본과 자료를 센다."),
        ("서울(으)로, 부산(으)로 간다.", "서울로, 부산으로 간다."),
        ("국가(이)나 기관(이)라도 좋다.", "국가나 기관이라도 좋다."),
        ("21은(는) 크고 10%이(가) 남는다.", "21은 크고 10%가 남는다."),
        ("길이는 35㎞을(를) 넘는다.", "길이는 35㎞를 넘는다."),
        ("FTA와(과) OECD은(는) 다르다.", "FTA와 OECD는 다르다."),
        ("API을(를) 쓴다.", "API를 쓴다."),
        ("이용후생(利用厚生)은(는) 말이다.", "이용후생(利用厚生)은 말이다."),
        ("利用厚生이(가) 뜻이다.", "利用厚生이 뜻이다."),
        ("‘소비’을(를) 말한다.", "‘소비’를 말한다."),
        ("**소비**은(는) 는다.", "소비는 는다."),
        ("[개방](#a)을(를) 말한다.\n\n## 가 {#a}", "개방을 말한다."),
        ("`API`을(를) 부른다.", "API를 부른다."),
        ("예산({fact}`money-a`)은(는) 크다.", "예산(3,985억 위안)은 크다.[1]"),
        ("제도(2001년\n{fact}`money-a`)이(가) 있다.", "제도(2001년 3,985억 위안)가 있다.[1]"),
    ],
)
def test_a_pair_follows_the_authors_own_words(project: Project, written: str, read: str) -> None:
    settled = Settled(project, written)
    assert settled.lines[0] == read
    assert settled.told == []


@pytest.mark.parametrize(
    "text",
    [
        "조사 을(를) 가운데 하나를 쓴다.",
        "‘을(를)’과 “은(는)”을 쓴다.",
        '조사 "이(가)"는 둘이다.',
        "은(는)·이(가), 와/과",
        "코드 `소비을(를)`을 보라.",
        "김(이) 씨와 박(이하 ‘박’)",
        "요일(월/화)과 이/가 쓰기",
    ],
)
def test_a_pair_that_is_meant_as_such_stays(project: Project, text: str) -> None:
    settled = Settled(project, text)
    assert settled.lines == [text.replace("`", "")]
    assert settled.told == []


def test_a_pair_after_a_word_that_cannot_be_read_stays_and_is_told_at_its_place(project: Project) -> None:
    settled = Settled(project, "첫 줄이고\n표본을(를) Qrst을(를) 쓴다.")
    assert settled.lines == ["첫 줄이고 표본을 Qrst을(를) 쓴다."]
    problem = settled.problem()
    assert (problem.code, problem.severity) == ("particle-is-certain", Severity.WARNING)
    assert str(problem.span) == f"{KO}:{FIRST_LINE + 1}:12"
    assert "“Qrst”" in problem.message and "reading:" in problem.hint


def test_a_pair_is_placed_right_after_a_citation_that_moved(project: Project) -> None:
    settled = Settled(project, "말했다 [@report-a]. Qrst을(를) 쓴다.")
    assert str(settled.problem().span) == f"{KO}:{FIRST_LINE}:22"


@pytest.mark.parametrize(
    ("path", "old", "new", "told", "hint"),
    [
        (KO, "title: 첫째 브리프", "title: 첫째 표본을(를) 세다", f"{KO}:2:8", "write: 첫째 표본을 세다"),
        (KO, "{table} 표본의 수", "{table} 표본와(과) 수", f"{KO}:19:1", "write: 표본과 수"),
        (KO, '"회색 네모 그림"', '"회색 네모을(를)"', f"{KO}:17:1", "write: 회색 네모를"),
        (
            "content/facts/counts.yaml",
            "ko: 표본 수,",
            "ko: 표본은(는),",
            "content/facts/counts.yaml:2:15",
            "write: 표본은",
        ),
        (
            "content/site.yaml",
            "표본 사이트이다.",
            "Qrst을(를) 싣는다.",
            "content/site.yaml:2:19",
            "the particle itself",
        ),
        ("content/packs/all.yaml", "두 브리프를", "두 브리프을(를)", "content/packs/all.yaml:2:15", "두 브리프를"),
    ],
)
def test_a_pair_outside_the_text_is_told_with_what_to_write(
    project: Project, path: str, old: str, new: str, told: str, hint: str
) -> None:
    (found,) = project.with_change(path, old, new).editions().diagnostics
    assert (f"{found.span} {found.code}", found.severity) == (f"{told} particle-is-certain", Severity.WARNING)
    assert hint in found.hint


@pytest.mark.parametrize(
    ("written", "column", "right"),
    [
        ("{fact}`money-a`를 썼다.", 16, "write 을,"),
        ("{fact}`count-a`을 셌다.", 16, "write 를,"),
        ("{fact}`money-a`가", 16, "write 이,"),
        ("{fact}`count-a`은, 그렇다.", 16, "write 는,"),
        ("{fact}`money-a`와 {fact}`count-a`과 견준다.", 16, "write 과,"),
        ("{fact}`money-a`로 잡았다.", 16, "write 으로,"),
        ("{fact}`money-a`로는 모자라다.", 16, "write 으로,"),
        ("{fact}`count-a`으로 잡았다.", 16, "write 로,"),
        ("**{fact}`money-a`**를 썼다.", 20, "write 을,"),
        ("**{fact}`money-a`를** 썼다.", 18, "write 을,"),
        ("‘{fact}`money-a`’를 썼다.", 18, "write 을,"),
        ("({fact}`money-a`를)", 17, "write 을,"),
        ("{term}`sample`는 같다.", 15, "write 은,"),
        ("{term}`interface`을 쓴다.", 18, "write 를,"),
        ("{ref}`tab-x`는 표다.\n\n:::{table} 표\n:id: tab-x\n\n|가|\n|-|\n|나|\n:::", 13, "write 은,"),
        ("{fact}`money-a`을를 썼다.", 16, "write 을 once"),
        ("{fact}`money-a`을(를)를 썼다.", 16, "write 을 once"),
        ("{fact}`count-a`를를", 16, "write 를 once"),
        ("{fact}`money-a`으로로 썼다.", 16, "write 으로 once"),
        ("{fact}`count-a`(으)로로 썼다.", 16, "write 로 once"),
    ],
)
def test_a_wrong_or_doubled_particle_is_told_with_the_right_one(
    project: Project, written: str, column: int, right: str
) -> None:
    found = Settled(project, written).told[0]
    assert (found.code, found.severity) == ("particle-fits", Severity.WARNING)
    assert str(found.span) == f"{KO}:{FIRST_LINE}:{column}"
    assert right in found.hint


def test_after_a_bracket_the_word_that_decides_is_named(project: Project) -> None:
    glossary = project.text("content/glossary.yaml").replace("표본(標本)", "야간 개관(저녁 6시 뒤에 여는 일)")
    changed = project.with_file("content/glossary.yaml", glossary)
    (found,) = Settled(changed, "{term}`sample#full`를 알렸다.").told
    assert found.message == "after “개관” the particle is 을, not 를"


TRICKY = """
이상 이하 이다 이고 이며 이라 이나 이라도 이던 이었다 이내 이후 이전 이래 이란
이자 이라고 이라는 이면 이지만 가량 가운데 가까이 가구 가지 가격 은행 은커녕 는커녕 을지
로서 로써 로부터 로봇 로마 와인 와이 와의 와도 과의 과제 과정 과도 과학 과목
으로서 으로써 으로부터 으로도 도 만 의 에 에서 까지 부터 보다 만큼 정도 대
선 안팎 규모
"""


@pytest.mark.parametrize("role", ["{fact}`money-a`", "{fact}`count-a`", "{term}`sample`", "{term}`interface`"])
def test_what_only_looks_like_a_particle_is_no_mistake(project: Project, role: str) -> None:
    written = [f"{role}{ending} 있다. 또 {role}*{ending}* 있다." for ending in TRICKY.split()]
    assert Settled(project, "\n\n".join(written)).told == []


@pytest.mark.parametrize("after", [" 를 썼다.", "(를)", " 가나", "\n가 나", "[^n]\n\n[^n]: 가 나"])
def test_a_particle_that_follows_no_fact_is_not_judged(project: Project, after: str) -> None:
    assert [found.code for found in Settled(project, "{fact}`money-a`" + after).told] == []


def test_what_cannot_be_read_is_not_judged(project: Project) -> None:
    glossary = project.text("content/glossary.yaml").replace("{short: API, reading: 에이피아이}", "{short: Qrst}")
    changed = project.with_file("content/glossary.yaml", glossary)
    assert Settled(changed, "{term}`interface`을 {term}`interface`를 쓴다.").told == []


@pytest.mark.parametrize("role", ["{fact}`count-a#shrt`", "{term}`sample#shrt`", "{fact}`nothing`"])
@pytest.mark.parametrize("particle", ["을(를)", "를", "을를"])
def test_what_is_unknown_is_told_and_not_its_particle(project: Project, role: str, particle: str) -> None:
    assert not Settled(project, f"{role}{particle} 쓴다.").problem().code.startswith("particle")


@pytest.mark.parametrize(
    ("written", "column"),
    [("{term}`sample`는을(를) 센다.", 15), ("{term}`sample` 은(는) 크다.", 16), ("{fact}`count-a`이(가)을 본다.", 16)],
)
def test_a_pair_that_nothing_chooses_is_told_at_its_place(project: Project, written: str, column: int) -> None:
    (found,) = Settled(project, written).told
    assert (found.code, found.severity) == ("particle-fits", Severity.WARNING)
    assert found.span is not None and (found.span.path, found.span.column) == (KO, column)
    assert "without a space" in found.hint


@pytest.mark.parametrize(
    "after", ["(으)로는 간다.", "과(와)는 다르다.", " ‘을(를)’을 쓴다.", " 이/가든 아니든", " 은행에 간다."]
)
def test_a_pair_that_is_in_its_place_is_not_told(project: Project, after: str) -> None:
    assert Settled(project, f"{{term}}`sample`{after}").told == []
