"""Names in brackets and terms by id: what one language has lost, or has another in place of."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.rule import Parity
from briefgen.model.core.diagnostics import Diagnostic, Severity

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"
GLOSSARY = "content/glossary.yaml"


def compared(project: Project, ko: str, en: str) -> list[Diagnostic]:
    return list(Parity(project.with_body(KO, ko).with_body(EN, en).shown()).everything())


@pytest.mark.parametrize(
    ("ko", "en", "path", "name"),
    [
        ("표(CSV)와 파일로 받는다.", "It is a table (CSV) and a file (JSON).", EN, "JSON"),
        ("표와 파일(JSON)로 받는다.\n\n그림(CSV)", "A table (CSV), a file (JSON).\n\nA figure (CSV)", EN, "CSV"),
        ("표(CSV)와 파일(JSON)로 받는다.\n\n그림(CSV)", "A table, a file (JSON).\n\nA figure (CSV)", KO, "CSV"),
        ("표준(PDF/UA-1)과 보존용 표준", "A standard (PDF/UA-1) and one for archives (PDF/A-3a)", EN, "PDF/A-3a"),
        ("템플릿(Jinja)과 인용 양식", "Templates (Jinja) and citation styles (CSL)", EN, "CSL"),
        ("관리 파일(RIS, CSL-JSON)과 파일", "Files for managers (RIS, CSL-JSON) and programs (JSON)", EN, "JSON"),
    ],
)
def test_a_name_lost_from_brackets_is_a_warning(project: Project, ko: str, en: str, path: str, name: str) -> None:
    (found,) = compared(project, ko, en)
    assert (found.code, found.severity) == ("names-agree", Severity.WARNING)
    assert found.span and found.span.path == path and f"“{name}”" in found.message


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("표(CSV)와 파일(JSON)로 받는다.", "It is a table (CSV) and a file (JSON)."),
        ("표(CSV)를 산업통상부가 냈다.", "The Ministry of Trade (MOT) has a table (CSV)."),
        ("국내총생산과 물가(CPI)", "Gross domestic product (GDP) and consumer prices (CPI)"),
        ("코레일(KTX 운영)", "Korea Railroad (KORAIL, which runs the KTX)"),
        ("우주로 간 로켓(KSLV)", "The rocket (KSLV, Nuri II)"),
        ("기금(EDCF) 3억 원", "The fund (EDCF) of 300 million won (KRW)"),
        ("자유무역협정(FTA)과 액화천연가스(LNG)", "A free trade agreement and liquefied natural gas (LNG)"),
        ("의존성(dependency)을 주문형(on-demand)으로", "Dependencies as they are needed"),
        ("모두 자유로운 라이선스를 따른다.", "All are under a free licence (SIL OFL)."),
    ],
)
def test_an_abbreviation_for_readers_of_one_language_is_no_loss(project: Project, ko: str, en: str) -> None:
    assert [it.message for it in compared(project, ko, en)] == []


def test_a_term_by_id_in_place_of_another_is_told_though_both_stand_near(project: Project) -> None:
    ko = "API의 글이다. 이 글은 {term}`sample`과(와) 관계가 없다.\n\n표본이 그렇다."
    en = "It is of the API. It has nothing to do with a {term}`%s`.\n\nThe sample is so."
    assert compared(project, ko, en % "sample") == []
    (found,) = compared(project, ko, en % "interface")
    assert (found.code, found.span and found.span.path) == ("names-agree", KO)
