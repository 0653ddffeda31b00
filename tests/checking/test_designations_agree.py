"""Times of day, names with a number and halves of a year: another one in one language is an error."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.rule import Parity
from briefgen.model.core.diagnostics import Diagnostic, Severity

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"


def compared(project: Project, ko: str, en: str) -> list[Diagnostic]:
    return list(Parity(project.with_body(KO, ko).with_body(EN, en).shown()).everything())


OTHERS = [
    ("회의는 오전 9시에 시작한다.", "The meeting begins at 9 p.m.", "“9 p.m.” is where ko has “오전 9시”"),
    ("회의는 오후 9시에 시작한다.", "The meeting begins at 9.30 a.m.", "“9.30 a.m.” is where ko has “오후 9시”"),
    ("회의는 9시에 시작한다.", "The meeting begins at 9:30.", "“9:30” is where ko has “9시”"),
    ("회의는 오전 9시 반에 시작한다.", "The meeting begins at 9 a.m.", "“9 a.m.” is where ko has “오전 9시 반”"),
    ("회의는 오전 1시에 시작한다.", "The meeting begins at 13:00.", "“13:00” is where ko has “오전 1시”"),
    ("회의는 저녁 7시에 시작한다.", "The meeting begins at 7 a.m.", "“7 a.m.” is where ko has “저녁 7시”"),
    ("회의는 오후 2시~4시에 열린다.", "The meeting runs 2–4 a.m.", "“4 a.m.” is where ko has “4시”"),
    ("마감은 18:00이다.", "The deadline is 6 a.m.", "“6 a.m.” is where ko has “18:00”"),
    ("G20 정상회의가 열렸다.", "The G7 summit was held.", "“G7” is where ko has “G20”"),
    ("5G 통신망을 깔았다.", "A 6G network was built.", "“6G” is where ko has “5G”"),
    ("GPT-4를 쓴다.", "It uses GPT-5.", "“GPT-5” is where ko has “GPT-4”"),
    ("상반기에 시작한다.", "It begins in the second half.", "“second half” is where ko has “상반기”"),
    ("2026년 하반기에 시작한다.", "It begins in H1 2026.", "“H1” is where ko has “하반기”"),
    (
        "2026년 하반기에 시작한다.",
        "It begins in the first half of 2026.",
        "“first half” is where ko has “하반기”",
    ),
]
ALIKE = [
    ("회의는 오후 9시에 시작한다.", "The meeting begins at 21:00."),
    ("회의는 오후 9시에 시작한다.", "The meeting begins at nine in the evening."),
    ("회의는 오후 9시 반에 시작한다.", "The meeting begins at half past nine."),
    ("회의는 9시 30분에 시작한다.", "The meeting begins at 9.30."),
    ("회의는 9시에 시작한다.", "The meeting begins at 9 p.m."),
    ("회의는 오후 2시~4시에 열린다.", "The meeting runs from 2 to 4 p.m."),
    ("회의는 오전 10시부터 2시까지 열린다.", "The meeting runs from 10 a.m. to 2 p.m."),
    ("회의는 오전 10시~12시에 열린다.", "The meeting runs from 10 a.m. to 12 p.m."),
    ("밤 9시에 끝난다.", "It ends at 9 p.m."),
    ("밤 1시에 끝난다.", "It ends at 1 a.m."),
    ("밤 12시에 끝난다.", "It ends at 12 a.m."),
    ("낮 12시에 끝난다.", "It ends at 12 p.m."),
    ("낮 12시에 끝난다.", "It ends at noon."),
    ("G20 정상회의가 열렸다.", "The Group of Twenty met."),
    ("주요 20개국(G20)이 만났다.", "The G20 met."),
    ("G7과 G20이 만났다.", "The G20 and the G7 met."),
    ("G7이 만났다.", "The G7 met, as the G20 had before."),
    ("2025회계연도(FY25)", "The year FY2025 (FY25)"),
    ("F-16을 판다.", "It sells F-16s."),
    ("제1야당이 반대했다.", "The main opposition party opposed it."),
    ("2025회계연도 예산이다.", "It is the budget of fiscal 2025."),
    ("2025회계연도의 적자다.", "It is the deficit of the fiscal year 2025."),
    ("2026년 상반기에 시작한다.", "It begins in the first six months of 2026."),
    ("2026년 하반기에 시작한다.", "It begins in 2H 2026."),
    ("2026년 상반기와 하반기에 열린다.", "It is held in both halves of 2026, the first half and the second half."),
    ("2030년 하반기에 시작한다.", "It begins in 2030, in the first half of the century."),
]


@pytest.mark.parametrize(("ko", "en", "said"), OTHERS)
def test_another_time_name_or_half_year_is_an_error(project: Project, ko: str, en: str, said: str) -> None:
    errors = [it for it in compared(project, ko, en) if it.severity is Severity.ERROR]
    assert [(it.code, it.message, it.span and it.span.path) for it in errors] == [("numbers-agree", said, EN)]


@pytest.mark.parametrize(("ko", "en"), ALIKE)
def test_the_same_in_other_words_is_no_difference(project: Project, ko: str, en: str) -> None:
    assert [it.message for it in compared(project, ko, en) if it.code == "numbers-agree"] == []


def test_a_sentence_that_has_moved_is_no_difference(project: Project) -> None:
    ko = "하반기에 G20이 만난다.\n\n상반기에 G7이 만났다."
    en = "In the first half the G7 met.\n\nIn the second half the G20 will meet."
    assert compared(project, ko, en) == []
