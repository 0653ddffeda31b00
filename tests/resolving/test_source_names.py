"""What a source is called in a few words, and of which kind it is."""

from __future__ import annotations

from typing import Any

import pytest
from resolving.test_citations import LANGUAGES

from briefgen.model.written.sources import Source
from briefgen.resolving.bibliography.short_names import short_name
from briefgen.resolving.bibliography.source_kinds import source_kind, source_name

KIM, PARK = {"family": "Kim", "given": "Yeon-gu"}, {"family": "박", "given": "민수"}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"type": "article-journal", "author": [KIM, PARK]}, "Kim, 박민수, Care, 2024"),
        ({"type": "article-journal", "author": [KIM, KIM, KIM, KIM]}, "Kim …, Care, 2024"),
        ({"type": "book", "author": [{"literal": "OECD"}]}, "OECD, Care, 2024"),
        ({"type": "book", "editor": KIM}, "Kim, Care, 2024"),
        ({"type": "book", "author": [KIM], "title-short": "Ageing"}, "Ageing, 2024"),
        ({"type": "report", "publisher": "World Bank"}, "World Bank, Care, 2024"),
        ({"type": "report", "publisher": "Care"}, "Care, 2024"),
        ({"type": "book", "publisher": "Polity"}, "Polity, Care, 2024"),
        ({"type": "report", "author": [KIM], "publisher": "World Bank"}, "Care, 2024"),
        ({"type": "report", "author": [{"literal": "OECD"}], "publisher": "OECD"}, "OECD, Care, 2024"),
        ({"type": "report", "author": [{"literal": "部"}], "publisher": "部", "language": "zh"}, "Care, 2024"),
        ({"type": "report", "author": [{"literal": "部"}], "language": "zh"}, "部, Care, 2024"),
        ({"type": "report", "publisher": "World Bank", "title-short": "WB"}, "WB, 2024"),
        ({"type": "webpage", "author": [KIM]}, "Care, 2024"),
        ({"type": "document", "author": [KIM]}, "Kim, Care, 2024"),
        ({"type": "dataset", "author": [{"literal": "OECD"}]}, "OECD, Care, 2024"),
        ({"type": "article-newspaper", "author": [KIM], "container-title": "Asia Economy"}, "Asia Economy 2024"),
    ],
)
def test_research_says_who_wrote_it(given: dict[str, Any], wanted: str) -> None:
    source = Source.model_validate({"id": "x", "title": "Care", "issued": "2024", **given})
    assert short_name(source, LANGUAGES["en"]) == wanted


def test_a_title_with_its_year_needs_no_date() -> None:
    source = Source.model_validate({"id": "x", "type": "report", "title": "Outlook 2024", "issued": "2024"})
    assert short_name(source, LANGUAGES["en"]) == "Outlook 2024"


def source(kind: str, **given: Any) -> Source:
    return Source.model_validate({"id": "it", "type": kind, **given})


@pytest.mark.parametrize(
    ("csl", "kind"),
    [
        ("legislation", "official"),
        ("article-journal", "research"),
        ("article-newspaper", "press"),
        ("webpage", "other"),
    ],
)
def test_a_source_is_of_the_kind_that_its_type_belongs_to(csl: str, kind: str) -> None:
    assert source_kind(source(csl)) == kind


def test_a_newspaper_is_named_and_anything_else_by_its_title() -> None:
    paper = {"container-title": "The Daily", "title": "A long headline"}
    assert source_name(source("article-newspaper", **paper), "en") == "The Daily"
    assert source_name(source("report", **paper), "en") == "A long headline"
    assert source_name(source("report", **paper, **{"title-short": "Report"}), "en") == "Report"


def test_a_title_is_said_in_the_language_of_the_page_where_it_is_translated() -> None:
    report = source("report", title="보고서", language="ko", **{"title-translated": {"en": "The report"}})
    assert [source_name(report, lang) for lang in ("ko", "en", "fr")] == ["보고서", "The report", "보고서"]


def test_a_newspaper_is_named_in_the_language_of_the_page_where_its_name_is_translated() -> None:
    given = {"container-title": "뉴시스", "language": "ko", "container-title-translated": {"en": "Newsis"}}
    paper = source("article-newspaper", title="기사", **given)
    assert [source_name(paper, lang) for lang in ("ko", "en", "fr")] == ["뉴시스", "Newsis", "뉴시스"]


def test_a_source_without_a_title_is_named_by_what_it_has() -> None:
    assert source_name(source("webpage", publisher="An office"), "en") == "An office"
    assert source_name(source("webpage", title="[A page that was not seen]"), "en") == "A page that was not seen"
    assert source_name(source("webpage"), "en") == "it"
