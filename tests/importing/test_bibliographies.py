"""Bibliographies of other programs as sources: what briefgen writes in three formats comes back from each."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen.importing.bibliography import joined
from briefgen.reading.files.libraries.bibtex import read_bibtex
from briefgen.reading.files.libraries.cited import READERS
from briefgen.reading.files.libraries.items import Item, tidy
from briefgen.reading.files.libraries.ris import read_ris
from briefgen.rendering.web.data.citation_files import Cited, to_bibtex, to_csl, to_ris

WRITERS = {".bib": to_bibtex, ".ris": to_ris, ".json": to_csl}
WORDS = st.text(st.sampled_from("abZ 가나,.&%$#_–—“”'é()"), min_size=1, max_size=20).map(
    lambda it: " ".join(it.split())
)
TITLES = WORDS.filter(lambda it: any(letter.isalnum() for letter in it) and "''" not in it)  # TeX makes ” of two


@given(TITLES, TITLES, st.sampled_from([(2025,), (2025, 4), (2025, 4, 11)]))
def test_what_is_written_comes_back(title: str, person: str, day: tuple[int, ...]) -> None:
    about = Cited("PB-1", title, (person,), "Institute", "Series", "PB-1", "1.0", day, "ko", "https://a.b/c", "", ())
    for ending, write in WRITERS.items():
        (item,) = READERS[ending](write(about)).items
        assert item["title"] == title, ending
        assert item["type"] == "report" and item["publisher"] == "Institute" and item["URL"] == "https://a.b/c"
        names = item["author"][0]
        assert names.get("literal") or f"{names['family']}, {names['given']}".replace(" ", "") in person.replace(
            " ", ""
        )


def test_an_entry_of_ris_without_an_id_gets_one() -> None:
    entry = "TY  - JOUR\r\nAU  - Kim, Min-ji\r\nTI  - {}\r\nPY  - 2024\r\nSP  - 1\r\nEP  - 9\r\nER  - \r\n"
    found = read_ris((entry.format("One") + entry.format("Two")).encode())
    assert [item["id"] for item in found.items] == ["kim2024", "kim2024-2"]
    assert found.items[0] == {
        "id": "kim2024",
        "type": "article-journal",
        "author": [{"family": "Kim", "given": "Min-ji"}],
        "title": "One",
        "issued": "2024",
        "page": "1–9",
    }


def test_an_entry_that_is_not_sound_is_named_and_the_others_are_taken() -> None:
    found = read_bibtex(b"@book{a, title={One}}\n@book{b, title={Two\n")
    assert [item["id"] for item in found.items] == ["a"]
    assert [it.line for it in found.unread] == [2]


def test_an_entry_with_a_field_that_stands_twice_is_taken_with_the_first() -> None:
    notes = "".join(f" annote = {{{word}}}," for word in ("one", "two", "three"))
    found = read_bibtex(b"@book{a, title = {First}, title = {Second}," + notes.encode() + b" author = {Lee, Bo}}\n")
    assert [(it["id"], it["title"], it["author"]) for it in found.items] == [
        ("a", "First", [{"family": "Lee", "given": "Bo"}])
    ]
    assert found.unread == ()


def test_what_cannot_be_read_is_named_by_its_key_and_the_reason() -> None:
    found = read_bibtex(b"@book{kim2020, title={One}}\n@book{kim2020, title={Two}}\n@book{lee-2021, title={Three\n")
    assert [(it.line, it.message) for it in found.unread] == [
        (2, "the entry “kim2020” is there twice; the first was taken"),
        (
            3,
            "the entry “lee-2021” could not be read and was left out: "
            "a brace, a quotation mark or a comma is missing in it",
        ),
    ]
    names = read_bibtex(b"@book{a, title={One}, author={Ministry, of, this, and, that}}\n")
    assert names.items[0]["author"] == [{"literal": "Ministry, of, this, and, that"}]


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("English", "en"),
        ("eng", "en"),
        ("en-US", "en-US"),
        ("ngerman", "de"),
        ("한국어", "ko"),
        ("Portuguese", "pt"),
        ("english and french", None),
        ("xx", None),
    ],
)
def test_the_language_of_an_entry_is_a_tag_or_nothing(said: str, tag: str | None) -> None:
    (item,) = map(tidy, read_bibtex(f"@book{{a, title={{One}}, language={{{said}}}}}".encode()).items)
    assert item.get("language") == tag


def test_what_stands_in_the_file_stays_as_it_is() -> None:
    before = "# ours\n- id: a\n  type: book   # a comment\n  title: One\n"
    new: Item = {
        "id": "b b",
        "type": "book",
        "title": "Two: a story",
        "author": [{"literal": "김"}],
        "issued": "2025-04",
    }
    made = joined(before, [{"id": "a", "type": "book", "title": "Another"}, new])
    assert made.text == before + (
        "\n- id: b-b\n  type: book\n  title: 'Two: a story'\n  author:\n    - {literal: 김}\n  issued: 2025-04\n"
    )
    assert made.added == ("b-b",)
    assert [remark.place for remark in made.remarks] == ["a"]


def test_what_stands_in_for_a_title_is_taken_and_said() -> None:
    given: list[Item] = [
        {"id": "a", "type": "report", "container-title": "Core of Data", "URL": "https://a.example", "issued": "2021"},
        {"id": "b", "type": "webpage", "URL": "https://b.example", "issued": "2021"},
        {"id": "c", "type": "book", "issued": "2021"},
    ]
    made = joined("", given)
    titles = [(it.get("title"), it.get("container-title")) for it in yaml.safe_load(made.text)]
    assert titles == [("Core of Data", None), ("https://b.example", None), (None, None)]
    told = [it.message for it in made.remarks if "title" in it.message.split(":")[0].split()]
    assert told == [
        "it has no title: “Core of Data” was taken for one",
        "it has no title: “https://b.example” was taken for one",
        "it has no title",
    ]


def test_a_list_under_a_key_goes_on_there() -> None:
    made = joined(
        "references:\n  - {id: x, type: book}\n", [{"id": "y", "type": "book", "title": "Y", "URL": "no address"}]
    )
    found = yaml.safe_load(made.text)["references"]
    assert [item["id"] for item in found] == ["x", "y"] and found[1]["note"] == "no address"


def test_invisible_characters_of_an_entry_are_taken_out() -> None:
    title = "One\u2028two\ufeff"
    (item,) = READERS[".json"](json.dumps([{"id": "a", "type": "book", "title": title}]).encode()).items
    made = joined("", [item, {"id": "b", "type": "book", "title": "B", "author": [{"literal": "Kim\u202c"}]}])
    assert [(it["title"], it.get("author")) for it in yaml.safe_load(made.text)] == [
        ("One two", None),
        ("B", [{"literal": "Kim"}]),
    ]


def test_what_a_check_would_warn_of_is_left_out_and_said() -> None:
    items: list[Item] = [
        {"id": it, "type": "book", "title": it, "publisher": "Pier", "issued": "2020", "license": "CC-BY"}
        for it in "ab"
    ]
    made = joined("", items)
    assert "license" not in made.text
    assert [(it.place, it.message) for it in made.remarks] == [
        (it, "“license” means nothing in a bibliography: not taken") for it in "ab"
    ]
