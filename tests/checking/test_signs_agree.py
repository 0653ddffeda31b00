"""A figure with a minus in one language has one in the other, or words that say that it fell."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.differences.numbers import Atom, agree
from briefgen.checking.languages.rule import Parity
from briefgen.model.core.diagnostics import Diagnostic, Severity

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"
FACTS = "content/facts/counts.yaml"
RATE = """\
rate-a:
  label: {ko: 증가율, en: Growth}
  value: 4.5 %
  source: report-a
  status: single-source
fall-a:
  label: {ko: 변화, en: Change}
  value: -1.5 pp
  source: report-a
  status: single-source
"""


def compared(project: Project, ko: str, en: str) -> list[Diagnostic]:
    with_rates = project.with_file(FACTS, project.text(FACTS) + RATE)
    return list(Parity(with_rates.with_body(KO, ko).with_body(EN, en).shown()).everything())


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("4.5%였다.", "It was −4.5%."),
        ("성장률은 5.4%에서 4.5%로 낮아졌다.", "Growth slowed from 5.4% to −4.5%."),
        ("성장률은 5.4%에서 −4.5%로 낮아졌다.", "Growth slowed from 5.4% to 4.5%."),
        ("성장률은 4.5%(으)로 떨어졌다.", "Growth fell to −4.5%."),
        ("수출은 3% 줄고 수입은 5% 늘었다.", "Exports fell by 3% and imports rose by −5%."),
        ("수출은 3% 줄었다. 방문객은 548만 명이었다.", "Exports fell by 3%. There were −5.48 million visitors."),
        ("수출은 3% 줄었다.", "Exports fell by −3%."),
        ("수출은 −3% 감소했다.", "Exports fell by 3%."),
        ("줄어든 것은 아니다. 예산은 12억 위안이다.", "It has not shrunk. The budget is −1.2 billion yuan."),
        ("성장률은 {fact}`rate-a`(으)로 낮아졌다.", "Growth slowed to −4.5%."),
        ("성장률은 {fact}`rate-a`이다.", "Growth was −4.5%."),
        ("변화는 {fact}`fall-a`이다.", "The change was 1.5 percentage points."),
        ("변화는 1.5%포인트이다.", "The change was {fact}`fall-a`."),
        ("| 증가율 |\n|---|\n| −4.5% |", "| Growth |\n|---|\n| 4.5% |"),
        ("- 물가 4.5%", "- Prices −4.5%"),
        (
            "이익은 −340억 원이고 비율은 180%에서 165%로 낮아졌다.",
            "Profit was 34 billion won, and the ratio fell from 180% to 165%.",
        ),
        ("기온은 7.2도까지 내려갔다.", "The temperature went down to −7.2 degrees."),
        ("32회 나온다.", "There are −32 mentions."),
    ],
)
def test_a_figure_with_another_sign_is_an_error(project: Project, ko: str, en: str) -> None:
    (found,) = compared(project, ko, en)
    assert (found.code, found.severity) == ("numbers-agree", Severity.ERROR)
    assert "has another sign than" in found.message


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("−3.2%였다.", "It fell by 3.2%."),
        ("수출은 3% 줄었다.", "Exports: −3%."),
        ("수출은 전년 같은 기간보다 3% 감소하였다.", "Exports were −3% on the year."),
        ("변화는 {fact}`fall-a`이다.", "The rate went down: it dropped by 1.5 percentage points."),
        ("수출은 −3%, 수입은 −4%였다.", "Exports fell by 3% and imports by 4%."),
        ("수출은 −3%, 수입은 5%였다.", "Exports fell in the first quarter by 3% and imports rose by 5%."),
        ("무역수지는 −3억 달러였다.", "There was a trade deficit of $300 million."),
        ("무역수지 적자는 3억 달러에 이르렀다.", "The trade balance came to −$300 million."),
        ("감소율은 3.2%로 둔화되었다.", "The change was −3.2%."),
        ("경제는 0.3% 역성장했다.", "The economy grew by −0.3%."),
        ("수출 △3.2% 감소", "Exports fell by 3.2%."),
        ("기온이 영하 5도였다.", "It was −5 degrees."),
        ("지수는 3.1에서 −2로 떨어졌다.", "The index fell from 3.1 to −2."),
    ],
)
def test_a_fall_in_words_is_the_same_as_a_minus(project: Project, ko: str, en: str) -> None:
    assert [found.message for found in compared(project, ko, en)] == []


MANY = 250


@pytest.mark.parametrize("sign", ["−", "+9"])
def test_many_figures_of_one_block_are_not_compared_each_with_each(
    project: Project, monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    compared_ones: list[bool] = []

    def counted(one: Atom, other: Atom) -> bool:
        compared_ones.append(agree(one, other))
        return compared_ones[-1]

    for module in ("numbers", "figures_compared"):
        monkeypatch.setattr(f"briefgen.checking.languages.differences.{module}.agree", counted)
    monkeypatch.setattr("briefgen.checking.languages.differences.numbers.related", None)
    figures = [f"{number}.5%" for number in range(100, 100 + MANY)]
    found = compared(project, f"{' '.join(figures)}.", f"{' '.join(sign + it for it in figures)}.")
    assert len(found) == (MANY if sign == "−" else 2 * MANY)
    assert all(it.severity is Severity.ERROR for it in found) is (sign == "−")
    assert len(compared_ones) < 10 * MANY
