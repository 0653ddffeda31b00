"""Bibliographies that site.yaml names: what texts cite is taken from them, in every build anew."""

from __future__ import annotations

import json

import pytest

from briefgen.model.core.diagnostics import Outcome
from briefgen.model.written.site import Site
from briefgen.reading.load import load
from briefgen.reading.world import MemoryWorld

BIB = """@comment{of Zotero}
@article{kim2024,
  title = {Trade in {Services}},
  author = {Kim, Min and Lee, Su},
  journaltitle = {Review},
  date = {2024-05-02},
  url = {https://example.org/a},
  note = {read again},
}

@book{lee2020,
  title = {A book that nobody cites},
  date = {2020},
}
"""
JSON = json.dumps(
    [
        {
            "id": "park-2023",
            "type": "report",
            "title": "무역 보고서",
            "publisher": "연구원",
            "issued": {"date-parts": [[2023, 4]]},
        },
        {"id": "broken"},
    ],
    ensure_ascii=False,
    indent=1,
)
RIS = "TY  - RPRT\nTI  - Outlook\nAU  - Choi, Jin\nPY  - 2022\nID  - choi2022\nER  - \n"
SITE = "title: A\ndescription: A\nlanguages: [en]\npublisher: {name: A}\n"
TEXT = "---\ntitle: A\nsummary: A.\n---\n\nIt grew [@kim2024, p. 3; @park-2023], they say [@choi2022].\n"


def read(settings: str, **more: str) -> Outcome[Site]:
    files = {
        "content/site.yaml": f"{SITE}{settings}",
        "content/data/zotero.bib": BIB,
        "content/data/csl.json": JSON,
        "content/data/old.ris": RIS,
        "content/briefs/a/brief.yaml": "published: 2025-03-01\n",
        "content/briefs/a/en.md": TEXT,
    }
    return load(MemoryWorld(files | {f"content/{name}.yaml": text for name, text in more.items()}))


def test_what_is_cited_is_taken_from_each_kind_of_file() -> None:
    outcome = read("sources: [data/zotero.bib, data/csl.json, data/old.ris]\n")
    assert list(outcome.value.sources) == ["kim2024", "park-2023", "choi2022"]
    kim, park, _ = outcome.value.sources.values()
    assert (kim.value.title, kim.value.url, kim.value.note) == ("Trade in Services", "https://example.org/a", None)
    assert (str(kim.span), str(park.span)) == ("content/data/zotero.bib:2:1", "content/data/csl.json:3:1")
    assert [(it.code, str(it.span)) for it in outcome.diagnostics if it.code == "source-is-complete"] == [
        ("source-is-complete", "content/data/csl.json:17:1")
    ]


def test_an_entry_of_sources_yaml_is_taken_before_one_of_another_file() -> None:
    outcome = read("sources: data/zotero.bib\n", sources="- {id: kim2024, type: report, title: Ours, issued: 2024}\n")
    assert outcome.value.sources["kim2024"].value.title == "Ours"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("data/zotero.bibb", "is not a .bib, .json or .ris file"),
        ("data/zotera.bib", "there is no file content/data/zotera.bib"),
        ("../zotero.bib", "there is no file"),
        ("sources.yaml", "is not a .bib, .json or .ris file"),
    ],
)
def test_a_file_that_is_not_there_is_reported_at_its_name(name: str, told: str) -> None:
    problem = next(it for it in read(f"sources: [{name}]\n").diagnostics if "file" in it.message)
    assert told in problem.message
    assert str(problem.span) == "content/site.yaml:5:11"


def test_a_file_that_cannot_be_read_is_reported() -> None:
    outcome = load(MemoryWorld({"content/site.yaml": f"{SITE}sources: data/a.json\n", "content/data/a.json": "[1"}))
    assert any("content/data/a.json cannot be read: it is damaged" in it.message for it in outcome.diagnostics)
