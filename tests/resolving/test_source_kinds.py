"""Sources in a few kinds and by a short name."""

from __future__ import annotations

from typing import Any

import pytest

from briefgen.model.written.sources import Source
from briefgen.resolving.bibliography.source_kinds import source_kind, source_name


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
