"""What translators of ordinary documents write in two ways, and what they leave as it is, is no difference."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.rule import Parity

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"
ALIKE = [
    pytest.param("연도 범위(1999-2020)도 쓴다.", "A range of years (1999–2020) is used too.", id="range-of-years"),
    pytest.param("G7이 발표했다(2026-05).", "The G7 published it (May 2026).", id="month-in-figures"),
    pytest.param('```json\n{"c": "2009-2014 Hong"}\n```', '```json\n{"c": "2009-2015 Kim"}\n```', id="code"),
    pytest.param("It sends 4K at 30fps.", "It sends 4K at 30fps.", id="not-translated"),
    pytest.param("**MONTREAL – March 30, 2021** – It met.", "**MONTREAL – March 30, 2021** – It met.", id="date"),
    pytest.param("* Parameters: 123M", "* Parameters: 123M", id="not-translated-item"),
    pytest.param("ISO/IEC 5230을 받았다.", "It adopted ISO 5230 (with IEC).", id="standard"),
    pytest.param("GitHub’s 약관이 적용된다.", "GitHub's terms apply.", id="possessive"),
    pytest.param("“We’d love it”라고 썼다.", "They wrote: “We would love it.”", id="contraction"),
    pytest.param("자료는 www.example.org에 있다.", "The data are on the site.", id="host"),
    pytest.param("getting-started.md를 읽는다.", "Read the first page.", id="file"),
    pytest.param("(MongoDB 호환 AGPL 사업)", "(a MongoDB-compatible AGPL project)", id="compound"),
    pytest.param("(미국 NIST와 KISA)", "(the U.S. NIST and KISA)", id="initials"),
    pytest.param("Llama 2 기반 서비스이다.", "The service is based on Llama 2.", id="name-with-number"),
    pytest.param("Wi-Fi처럼 연결한다.", "It connects like wifi.", id="hyphen"),
    pytest.param("Dependency를 감지한다.", "It detects dependencies.", id="plural"),
]
OTHERS = [
    pytest.param("기온이 -20도였다.", "It was 20 degrees.", id="below-zero"),
    pytest.param("G7이 발표했다(2026-05).", "The G7 published it (June 2026).", id="other-month"),
    pytest.param("ISO/IEC 5230을 받았다.", "It adopted ISO 5231.", id="other-standard"),
    pytest.param("4명이 모였다.", "5 people met.", id="other-count"),
    pytest.param("GitLab’s 약관이 적용된다.", "GitHub's terms apply.", id="other-name"),
]


@pytest.mark.parametrize(("ko", "en"), ALIKE)
def test_it_is_the_same(project: Project, ko: str, en: str) -> None:
    assert not list(Parity(project.with_body(KO, ko).with_body(EN, en).shown()).everything())


@pytest.mark.parametrize(("ko", "en"), OTHERS)
def test_what_differs_is_told(project: Project, ko: str, en: str) -> None:
    assert list(Parity(project.with_body(KO, ko).with_body(EN, en).shown()).everything())


def test_a_link_to_a_place_of_another_name_is_the_same_link(project: Project) -> None:
    texts = project.with_body(KO, "[뒤](#검증-도구)를 본다.\n\n## 검증 도구\n\n끝.")
    texts = texts.with_body(EN, "See [below](#validation-tools).\n\n## Validation tools\n\nEnd.")
    assert not list(Parity(texts.shown()).everything())


def test_a_name_that_stands_elsewhere_is_advice(project: Project) -> None:
    texts = project.with_body(KO, "## 하나\n\n검토를 OSRB가 한다.\n\n## 둘\n\n끝났다.")
    texts = texts.with_body(EN, "## One\n\nThe board reviews it.\n\n## Two\n\nThe OSRB ended.")
    (found,) = [it for it in Parity(texts.shown()).everything() if it.code == "names-agree"]
    assert found.subject == ("elsewhere",) and "not in this place in en" in found.message
