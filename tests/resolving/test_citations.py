"""References in Korean and English from the styles of the theme, and what happens when something is wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model.core.levels import Level, judge_of
from briefgen.model.core.rules import RULES
from briefgen.model.profile.language import Language
from briefgen.model.written.sources import Source
from briefgen.resolving.bibliography.citations import format_references

TEMPLATES = Path(__file__).parents[2] / "templates"
STYLES = {lang: (TEMPLATES / "csl" / f"{lang}.csl").read_text(encoding="utf-8") for lang in ("ko", "en")}
LANGUAGES = {
    lang: Language.model_validate(yaml.safe_load((TEMPLATES / "locale" / f"{lang}.yaml").read_text(encoding="utf-8")))
    for lang in ("ko", "en")
}

ARTICLE = {
    "id": "article",
    "type": "article-newspaper",
    "title": "양회의 핵심은 ‘소비’",
    "author": [{"family": "성", "given": "이름"}],
    "container-title": "아시아경제",
    "issued": "2025-04-11",
    "accessed": "2025-04-20",
    "language": "ko",
    "URL": "https://example.org/a?b=1&c=2",
}
REPORT = {
    "id": "report",
    "type": "report",
    "title": "한·중 협력 방안",
    "author": [{"literal": "국회입법조사처"}],
    "publisher": "국회입법조사처",
    "collection-title": "이슈와 논점",
    "number": "12",
    "issued": "2025-04",
    "language": "ko",
    "title-translated": {"en": "Options for Korea–China cooperation"},
}


def entry(lang: str, **given: Any) -> str:
    outcome = format_references([Source.model_validate(given)], LANGUAGES[lang], STYLES[lang])
    assert outcome.diagnostics == ()
    return outcome.value[given["id"]]


def codes(**given: Any) -> list[str]:
    outcome = format_references([Source.model_validate({"id": "x", **given})], LANGUAGES["ko"], STYLES["ko"])
    assert all("“x”" in problem.message for problem in outcome.diagnostics)
    assert all(problem.code in RULES and problem.hint for problem in outcome.diagnostics)
    return [problem.code for problem in outcome.diagnostics]


# What an entry looks like


def test_an_article_in_its_own_language() -> None:
    assert entry("ko", **ARTICLE) == (
        "성이름, 「양회의 핵심은 ‘소비’」, 아시아경제, 2025. 4. 11., "
        '<a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a> (2025. 4. 20. 접속)'
    )


def test_an_article_in_another_language_keeps_its_title_marked() -> None:
    assert entry("en", **ARTICLE, **{"title-translated": {"en": "The core is consumption"}}) == (
        '성이름, ‘<span lang="ko">양회의 핵심은 “소비”</span>’ [The core is consumption, our translation], '
        '<span lang="ko">아시아경제</span>, 11 April 2025, '
        '<a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a> (accessed 20 April 2025)'
    )


def test_a_newspaper_with_a_translated_name_has_both_names() -> None:
    names = {"title-translated": {"en": "The core"}, "container-title-translated": {"en": "Asia Economy"}}
    assert ', <i>Asia Economy</i> (<span lang="ko">아시아경제</span>), 11 April' in entry("en", **ARTICLE, **names)
    assert ", 아시아경제, 2025" in entry("ko", **ARTICLE, **names)


def test_a_report_names_its_publisher_once() -> None:
    assert entry("ko", **REPORT) == "국회입법조사처, 『한·중 협력 방안』, 이슈와 논점 제12호, 2025. 4."
    assert entry("en", **REPORT) == (
        '국회입법조사처, <span lang="ko">한·중 협력 방안</span> '
        "[Options for Korea–China cooperation, our translation], "
        '<span lang="ko">이슈와 논점</span> no. 12, April 2025'
    )


def test_words_of_no_stated_language_have_the_direction_of_their_letters() -> None:
    given = {"id": "x", "type": "report", "title": "تقرير (OECD)", "publisher": "دار [x]", "issued": "2025"}
    assert entry("en", **given) == '<span dir="rtl">دار [x]</span>, <i><span dir="rtl">تقرير (OECD)</span></i>, 2025'
    alone = {**given, "author": [{"literal": "دار [x]"}]}
    assert entry("en", **alone) == 'دار [x], <i><span dir="rtl">تقرير (OECD)</span></i>, 2025'


def test_a_title_of_a_report_in_latin_script_is_italic() -> None:
    found = entry("en", id="x", type="report", title="Outlook", publisher="An Institute", issued="2025")
    assert found == "An Institute, <i>Outlook</i>, 2025"


@pytest.mark.parametrize(
    ("given", "ko", "en"),
    [
        ({"author": "국회입법조사처"}, "국회입법조사처, 「제목」", "국회입법조사처, ‘제목’"),
        ({"author": [{"family": "Family", "given": "Given"}]}, "Given Family, 「제목」", "Given Family, ‘제목’"),
        ({"author": ["가", "나"]}, "가·나, 「제목」", "가 and 나, ‘제목’"),
        ({"publisher": "출판사"}, "출판사, 「제목」", "출판사, ‘제목’"),
        ({"container-title": "신문"}, "신문, 「제목」", "신문, ‘제목’"),
    ],
)
def test_who_is_named_first(given: dict[str, Any], ko: str, en: str) -> None:
    source = {"id": "x", "type": "webpage", "title": "제목", "issued": "2025", **given}
    assert entry("ko", **source) == f"{ko}, 2025"
    assert entry("en", **source) == f"{en}, 2025"


@pytest.mark.parametrize(
    ("issued", "ko", "en"),
    [
        ("2025", "2025", "2025"),
        ("2025-04", "2025. 4.", "April 2025"),
        ("2025-04-11", "2025. 4. 11.", "11 April 2025"),
        ("2025-03-04/2025-03-11", "2025. 3. 4.~3. 11.", "4–11 March 2025"),
        ({"date-parts": [["2025", "4", "11"]]}, "2025. 4. 11.", "11 April 2025"),
        ({"date-parts": [[2025, 4]]}, "2025. 4.", "April 2025"),
        ({"date-parts": [["2025", "3", "4"], ["2025", "3", "11"]]}, "2025. 3. 4.~3. 11.", "4–11 March 2025"),
        ([{"year": "2025", "month": "4", "day": "11"}], "2025. 4. 11.", "11 April 2025"),
        ({"raw": "2025-04-11"}, "2025. 4. 11.", "11 April 2025"),
        ({"literal": "2025년 봄"}, "2025년 봄", "2025년 봄"),
    ],
)
def test_dates_are_taken_in_every_form_that_csl_has(issued: object, ko: str, en: str) -> None:
    source = {"id": "x", "type": "webpage", "title": "제목", "publisher": "곳", "issued": issued}
    assert entry("ko", **source) == f"곳, 「제목」, {ko}"
    assert entry("en", **source) == f"곳, ‘제목’, {en}"


def test_a_title_in_square_brackets_is_a_description_in_the_language_of_the_reader() -> None:
    source = {
        "id": "x",
        "type": "webpage",
        "title": "[2025年政府工作报告]",
        "title-translated": {"ko": "[2025년 정부업무보고]"},
        "publisher": "곳",
        "issued": "2025",
        "language": "zh-Hans",
    }
    assert entry("ko", **source) == "곳, [2025년 정부업무보고], 2025"
    assert entry("en", **source) == '곳, [<span lang="zh-Hans">2025年政府工作报告</span>], 2025'


def test_an_archived_copy_is_linked() -> None:
    source = {"id": "x", "type": "webpage", "title": "제목", "publisher": "곳", "issued": "2025"}
    found = entry("ko", **source, archived="https://example.org/copy")
    assert '(보관본: <a href="https://example.org/copy">https://example.org/copy</a>)' in found


def test_ids_that_differ_only_in_case_are_two_sources() -> None:
    given = [{**REPORT, "id": "a", "title": "하나"}, {**REPORT, "id": "A", "title": "둘"}]
    outcome = format_references([Source.model_validate(one) for one in given], LANGUAGES["ko"], STYLES["ko"])
    assert "하나" in outcome.value["a"] and "둘" in outcome.value["A"]


# What is wrong is said


@pytest.mark.parametrize(
    ("given", "level", "severity", "shown"),
    [
        ({"container-title": "Daily"}, Level.STANDARD, "warning", "Daily"),
        ({"URL": "https://a.example/b"}, Level.DRAFT, "warning", "https://a.example/b"),
        ({"container-title": "Daily"}, Level.PUBLICATION, "error", "Daily"),
        ({}, Level.STANDARD, "warning", "[x]"),
    ],
)
def test_a_missing_title_is_a_warning_where_something_stands_in(
    given: dict[str, Any], level: Level, severity: str, shown: str
) -> None:
    source = Source.model_validate({"id": "x", "type": "report", "publisher": "Press", "issued": "2025", **given})
    outcome = format_references([source], LANGUAGES["en"], STYLES["en"])
    (problem,) = filter(None, map(judge_of(level, {}), outcome.diagnostics))
    assert (problem.code, problem.severity.value) == ("source-is-complete", severity)
    assert shown in outcome.value["x"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"title": None}, "source-is-complete"),
        ({"publisher": None}, "source-is-complete"),
        ({"issued": None}, "source-is-complete"),
        ({"type": "newspaper"}, "value-has-type"),
        ({"accessed": "2025-02-30"}, "value-has-type"),
        ({"accessed": {"year": "last"}}, "value-has-type"),
        ({"accessed": {"date-parts": []}}, "value-has-type"),
        ({"issued": {"date-parts": [[2023], [2024], [2025]]}}, "value-has-type"),
        ({"issued": {"date-parts": [[2025], [2024]]}}, "value-has-type"),
        ({"URL": "javascript:alert(1)"}, "address-is-safe"),
        ({"publsher": "곳"}, "key-is-known"),
    ],
)
def test_a_flaw_of_a_source_is_a_problem_and_the_entry_stands(given: dict[str, Any], code: str) -> None:
    assert codes(**{"type": "report", "title": "제목", "publisher": "곳", "issued": "2025", **given}) == [code]


@pytest.mark.parametrize(
    "style",
    ["", "<style", "<p/>", STYLES["ko"].replace("<bibliography>", "<notes>").replace("</bibliography>", "</notes>")],
)
def test_a_style_that_cannot_be_used_is_an_error_and_entries_are_plain(style: str) -> None:
    outcome = format_references([Source.model_validate(ARTICLE)], LANGUAGES["ko"], style)
    (problem,) = outcome.diagnostics
    assert problem.code == "template-is-sound" and str(problem.span).startswith("templates/csl/ko.csl:")
    assert outcome.value["article"].startswith("양회의 핵심은 ‘소비’, <a href=")


@pytest.mark.parametrize("inner", ['<text macro="a"/>', '<choose><else><text macro="b"/></else></choose>'])
def test_a_macro_that_calls_itself_is_an_error_at_its_call(inner: str) -> None:
    ring = f'<macro name="a">\n{inner}</macro><macro name="b"><text macro="a"/></macro>'
    style = STYLES["ko"].replace("<macro", f"{ring}<macro", 1)
    outcome = format_references([Source.model_validate(ARTICLE)], LANGUAGES["ko"], style)
    (problem,) = outcome.diagnostics
    line = style.splitlines().index(next(it for it in style.splitlines() if inner in it)) + 1
    assert (problem.code, str(problem.span)) == ("template-is-sound", f"templates/csl/ko.csl:{line}:1")
    assert outcome.value["article"].startswith("양회의 핵심은 ‘소비’, <a href=")


def test_what_the_processor_finds_in_a_style_is_not_looked_for_again() -> None:
    """10,000 sources took half a minute, most of it the same searches."""
    from citeproc.model import CitationStylesElement

    given = [Source.model_validate({**ARTICLE, "id": f"a{number}"}) for number in range(40)]
    format_references(given[:1], LANGUAGES["ko"], STYLES["ko"])
    before = CitationStylesElement.xpath_search.cache_info().misses
    format_references(given, LANGUAGES["ko"], STYLES["ko"])
    assert CitationStylesElement.xpath_search.cache_info().misses - before < 100


def test_a_style_that_fails_on_a_source_says_on_which() -> None:
    style = STYLES["ko"].replace('<text macro="title"/>', '<text macro="no-such"/>')
    outcome = format_references([Source.model_validate(ARTICLE)], LANGUAGES["ko"], style)
    assert [problem.code for problem in outcome.diagnostics] == ["template-is-sound"]
    assert "“article”" in outcome.diagnostics[0].message


# Nothing live, nothing lost


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a & b < c", "</span></a>", "\ue0000\ue001x\ue002"],
)  # fmt: skip
def test_whatever_stands_in_a_source_comes_out_as_text(text: str) -> None:
    found = entry(
        "en", **{**ARTICLE, "title": text, "container-title": text, "author": text, "URL": f"https://x/{text}"}
    )
    assert set(re.findall(r"<(/?\w+)", found)) <= {"a", "/a", "span", "/span", "i", "/i"}
    assert set(re.findall(r"<\w+ (\w+)=", found)) <= {"href", "lang"}


def test_markup_that_bibliographies_hold_is_kept() -> None:
    assert "H<sub>2</sub>O" in entry("ko", **{**ARTICLE, "title": "H<sub>2</sub>O"})


SCALARS = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.integers(),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=3))
KEYS = st.sampled_from(
    ["author", "editor", "issued", "accessed", "page", "volume", "issue", "genre", "DOI", "annote", "unknown"]
)


@given(
    st.sampled_from(["report", "book", "webpage", "nonsense", "legislation"]),
    st.text(max_size=30),
    st.dictionaries(KEYS, VALUES, max_size=6),
)
@settings(max_examples=100)
def test_no_source_makes_it_fail(kind: str, title: str, extras: dict[str, object]) -> None:
    source = Source.model_validate({"id": "x", "type": kind, "title": title, **extras})
    first = format_references([source], LANGUAGES["ko"], STYLES["ko"])
    assert set(first.value) == {"x"}
    assert first == format_references([source], LANGUAGES["ko"], STYLES["ko"])


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_styles_of_the_theme_are_valid_csl(lang: str) -> None:
    from citeproc import SCHEMA_PATH
    from lxml import etree

    schema = etree.RelaxNG(etree.parse(SCHEMA_PATH))
    assert schema.validate(etree.fromstring(STYLES[lang].encode())), schema.error_log


@pytest.mark.parametrize(
    "wrong",
    [
        {"author": [{"family": ["x", "y"]}]},
        {"author": [{"family": {"a": "b"}, "given": 5}]},
        {"author": [["x"]]},
        {"page": {"a": ["b"]}},
        {"volume": [[1]]},
    ],
)
def test_a_value_that_is_not_text_is_reported_and_not_printed(wrong: dict[str, Any]) -> None:
    assert "value-has-type" in codes(type="book", title="Title", publisher="Press", issued="2025", **wrong)
    given = {"id": "x", "type": "book", "title": "Title", "publisher": "Press", "issued": "2025", **wrong}
    outcome = format_references([Source.model_validate(given)], LANGUAGES["en"], STYLES["en"])
    assert not set("[]{}") & set(re.sub("<[^>]*>", "", outcome.value["x"]))


def test_numbers_are_text_and_lists_that_no_style_prints_are_left_alone() -> None:
    given = {
        "type": "article-journal",
        "title": "T",
        "container-title": "J",
        "issued": "2025",
        "URL": "https://a.example",
    }
    assert codes(**given, volume=12, issue=1.5, keyword=["a", "b"], custom={"a": 1}, author=["Han", 5]) == []


# DOIs and pages

PAPER = {"id": "paper", "type": "article-journal", "title": "Care", "container-title": "Health", "page": "101–120"}
PAPER["issued"] = "2024"


@pytest.mark.parametrize("given", ["10.1000/xyz123", "https://doi.org/10.1000/xyz123", "doi: 10.1000/xyz123"])
def test_a_doi_is_a_link(given: str) -> None:
    for lang in ("ko", "en"):
        address = "https://doi.org/10.1000/xyz123"
        assert f'<a href="{address}">{address}</a>' in entry(lang, **PAPER, DOI=given)


@pytest.mark.parametrize("given", ['10.1000/"><script>', "10.1000/a b", "javascript:alert(1)", "10.1000/<i>x</i>"])
def test_what_is_no_doi_stays_text(given: str) -> None:
    assert "<a" not in entry("en", **PAPER, DOI=given)


def test_an_address_of_its_own_goes_before_the_doi() -> None:
    found = entry("en", **PAPER, DOI="10.1000/x", URL="https://example.org/a")
    assert re.findall('href="([^"]*)"', found) == ["https://example.org/a"]


def test_several_pages_are_pp() -> None:
    assert ", pp. 101–120" in entry("en", **PAPER)
    assert ", p. 7" in entry("en", **{**PAPER, "page": "7"})
    assert ", 101–120쪽" in entry("ko", **PAPER)
