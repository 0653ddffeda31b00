"""The names of a term in the glossary: another number in one language is another name."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.rule import Parity
from briefgen.model.core.diagnostics import Diagnostic, Severity

GLOSSARY = "content/glossary.yaml"


def named(project: Project, ko: str, en: str, more: str = "", form: str = "short") -> list[Diagnostic]:
    """What is told of a term with these names."""
    short = ("", "") if form == "short" else ("short: 이름, ", "short: Name, ")
    names = f'ko: {{{short[0]}{form}: "{ko}"}}, en: {{{short[1]}{form}: "{en}"}}'
    term = f"\nnumbered:\n  names: {{{names}}}\n{more}"
    return list(Parity(project.with_file(GLOSSARY, project.text(GLOSSARY) + term).shown()).everything())


@pytest.mark.parametrize("form", ["short", "full"])
@pytest.mark.parametrize(
    ("ko", "en", "said"),
    [
        ("G7", "G8", "“G8” is where ko has “G7”"),
        ("주요 7개국", "Group of 8 countries", "“8 countries” is where ko has “7개국”"),
        ("주요 8개국", "Group of Seven", "“Group of Seven” is where ko has “주요 8개국”"),
        ("제13차 5개년 계획", "14th Five-Year Plan", "“14th” is where ko has “제13차”"),
        ("28차 당사국총회", "COP29", "“COP29” is where ko has “28차 당사국총회”"),
        ("20세기 해상 실크로드", "21st Century Maritime Silk Road", "“21st” is where ko has “20세기”"),
        ("제2차 세계대전", "First World War", "“First World War” is where ko has “제2차 세계대전”"),
    ],
)
def test_a_name_with_another_number_is_an_error(project: Project, ko: str, en: str, said: str, form: str) -> None:
    (found,) = named(project, ko, en, form=form)
    assert (found.code, found.severity, found.message) == ("numbers-agree", Severity.ERROR, said)
    assert found.span and found.span.path == GLOSSARY
    assert found.hint == "write the same figure in ko and en; or say why they differ: allow: {numbers-agree: …}"


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("6·25 전쟁", "Korean War"),
        ("6·25 전쟁", "Korean War (1950–53)"),
        ("6·25 전쟁", "Korean War of 1950"),
        ("3·1 운동", "March First Movement"),
        ("3·1 운동", "March 1st Movement"),
        ("6월 항쟁", "The uprising of 1987"),
        ("제14차 5개년 계획", "14th Five-Year Plan"),
        ("29차 당사국총회", "COP29"),
        ("3중전회", "Third Plenum of the 20th Central Committee"),
        ("20기 3중전회", "Third Plenum"),
        ("양회", "Two Sessions"),
        ("21세기 해상 실크로드", "21st Century Maritime Silk Road"),
        ("주요 20개국", "Group of Twenty"),
        ("제2차 세계대전", "World War II"),
        ("2차전지", "rechargeable battery"),
        ("14억 인구", "1.4 billion people"),
        ("2만 달러 시대", "20-thousand-dollar era"),
        ("2030 의제", "Agenda 2030"),
        ("사드", "THAAD"),
        ("메르카토르 중국연구소", "MERICS"),
    ],
)
def test_names_that_may_be_of_one_thing_are_no_difference(project: Project, ko: str, en: str) -> None:
    assert named(project, ko, en) == []


def test_names_may_differ_with_a_reason(project: Project) -> None:
    (found,) = named(project, "G7", "G8", "  allow: {numbers-agree: called so until 2014}\n")
    assert found.severity is Severity.NOTE
