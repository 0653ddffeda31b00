"""What a source is called in a few words: who wrote it, its title, its date."""

from __future__ import annotations

from typing import Any

import pytest
from resolving.test_citations import LANGUAGES

from briefgen.model.written.sources import Source
from briefgen.resolving.bibliography.short_names import short_name

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
