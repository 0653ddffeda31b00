"""What translators of ordinary documents write in two ways, and what they leave as it is, is no difference."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.numbering import paragraphs_agree
from briefgen.checking.languages.rule import Parity
from briefgen.model.core.diagnostics import Severity
from briefgen.reading.world import default_theme

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
    pytest.param("계산 비용](brief:fees-30-cost)을 본다.", "See the costs.", id="broken-link"),
    pytest.param("제3자로부터 받는다.", "It comes from others.", id="third-party"),
    pytest.param("제3국에서 만든다.", "It is made elsewhere.", id="third-country"),
    pytest.param("resolv의 DoS 가능성", "Possible Denial of Service in resolv", id="capitals-and-small"),
    pytest.param("색은 16진수로 쓴다.", "The colour is hexadecimal.", id="base-of-a-number"),
    pytest.param("공급자에 제한이 없다.", "No limits for 3rd parties.", id="third-parties"),
    pytest.param(
        "[도움]에서(https://help.org/get-help/#form) 본다.",
        "See [help](https://help.org/get-help/#form).",
        id="address-in-brackets",
    ),
    pytest.param("help.org/ko/downloads/에서 받는다.", "Get it from the site.", id="address-without-scheme"),
    pytest.param("(umbrella://tools/files/veracrypt.md)를 본다.", "See the tool.", id="address-of-an-app"),
    pytest.param("자료는 www.example.org에 있다.", "The data are on the site.", id="host"),
    pytest.param("getting-started.md를 읽는다.", "Read the first page.", id="file"),
    pytest.param("(MongoDB 호환 AGPL 사업)", "(a MongoDB-compatible AGPL project)", id="compound"),
    pytest.param("(미국 NIST와 KISA)", "(the U.S. NIST and KISA)", id="initials"),
    pytest.param("Llama 2 기반 서비스이다.", "The service is based on Llama 2.", id="name-with-number"),
    pytest.param("Wi-Fi처럼 연결한다.", "It connects like wifi.", id="hyphen"),
    pytest.param("회의는 March 25, 2026 16:45에 연다.", "It is held on March 25, 2026 at 16:45.", id="date-left"),
    pytest.param("배치 1 처리에 든다.", "It takes a batch.", id="article"),
    pytest.param("크기가 15분의 1이 되었다.", "It became 15 times smaller.", id="times-smaller"),
    pytest.param("Dependency를 감지한다.", "It detects dependencies.", id="plural"),
]
OTHERS = [
    pytest.param("기온이 -20도였다.", "It was 20 degrees.", id="below-zero"),
    pytest.param("G7이 발표했다(2026-05).", "The G7 published it (June 2026).", id="other-month"),
    pytest.param("ISO/IEC 5230을 받았다.", "It adopted ISO 5231.", id="other-standard"),
    pytest.param("회의는 March 25, 2026 16:45에 연다.", "It is held on March 26, 2026 at 16:45.", id="other-day"),
    pytest.param("배치 1 처리에 든다.", "It takes 7 batches.", id="other-than-one"),
    pytest.param("4명이 모였다.", "5 people met.", id="other-count"),
    pytest.param("GitLab’s 약관이 적용된다.", "GitHub's terms apply.", id="other-name"),
]
OTHER_FIGURES = [
    pytest.param("예산은 USD 500 이다.", "The budget is USD 600.", id="currency-before"),
    pytest.param("PISA 526 점을 받았다.", "It scored 562 points in PISA.", id="after-a-name"),
    pytest.param("점수는 Alpha 12, Beta 15 이다.", "The scores are Alpha 12 and Beta 51.", id="after-names"),
    pytest.param("Llama 2 기반이다.", "It is based on Llama 3.", id="number-of-a-version"),
    pytest.param("Llama 2 모델 7개를 썼다.", "We used 2 models of Llama 2.", id="version-and-count"),
    pytest.param("2023년▲5%가 되었다.", "It was 5% in 2023.", id="below-zero-after-a-date"),
    pytest.param("```\ntimeout: 300\n```", "```\ntimeout: 30\n```", id="code"),
    pytest.param("```\n# 가\na, 587\n```", "```\n# A\na, 578\n```", id="one-line-of-code"),
]


@pytest.mark.parametrize(("ko", "en"), ALIKE)
def test_it_is_the_same(project: Project, ko: str, en: str) -> None:
    assert not list(Parity(project.with_body(KO, ko).with_body(EN, en).shown()).everything())


@pytest.mark.parametrize(("ko", "en"), OTHERS)
def test_what_differs_is_told(project: Project, ko: str, en: str) -> None:
    assert list(Parity(project.with_body(KO, ko).with_body(EN, en).shown()).everything())


@pytest.mark.parametrize(("ko", "en"), OTHER_FIGURES)
def test_another_figure_is_an_error(project: Project, ko: str, en: str) -> None:
    found = list(Parity(project.with_body(KO, ko).with_body(EN, en).shown()).everything())
    assert [it.message for it in found if it.severity is Severity.ERROR]


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


def test_cells_with_one_caption_may_have_changed_places(project: Project) -> None:
    table = "Table: OECD\n\n| {} | {} |\n|---|---|\n| 614 | 587 |\n| {} | {} |"
    texts = project.with_body(KO, table.format("가", "나", 41, 52)).with_body(EN, table.format("A", "B", 52, 41))
    assert [it.severity for it in Parity(texts.shown()).everything()] == [Severity.ERROR]


def test_a_link_to_a_place_of_another_name_is_the_same_link(project: Project) -> None:
    texts = project.with_body(KO, "[뒤](#검증-도구)를 본다.\n\n## 검증 도구\n\n끝.")
    texts = texts.with_body(EN, "See [below](#validation-tools).\n\n## Validation tools\n\nEnd.")
    assert not list(Parity(texts.shown()).everything())


def test_a_name_that_stands_elsewhere_is_advice(project: Project) -> None:
    texts = project.with_body(KO, "## 하나\n\n검토를 OSRB가 한다.\n\n## 둘\n\n끝났다.")
    texts = texts.with_body(EN, "## One\n\nThe board reviews it.\n\n## Two\n\nThe OSRB ended.")
    (found,) = [it for it in Parity(texts.shown()).everything() if it.code == "names-agree"]
    assert found.subject == ("elsewhere",) and "not in this place in en" in found.message


@pytest.mark.parametrize("langs", [(KO, EN), (EN, KO)], ids=["ko-has-it", "en-has-it"])
def test_a_heading_above_the_beginning_is_one_difference(project: Project, langs: tuple[str, str]) -> None:
    headed, plain = langs
    rest = "## Why\n\nThree.\n\nFour.\n\n## How\n\nFive.\n"
    changed = project.with_body(headed, f"## What\n\nOne.\n\nTwo.\n\n{rest}").with_body(
        plain, f"One.\n\nTwo.\n\n{rest}"
    )
    (found,) = Parity(changed.shown()).everything()
    assert (found.code, found.span and found.span.path) == ("blocks-agree", headed)
    assert "this heading has no counterpart" in found.message and "“What”" in found.message
    assert not list(paragraphs_agree(changed.shown()))
