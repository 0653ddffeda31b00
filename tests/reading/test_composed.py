"""Text whose letters were written in parts is read as if they were whole."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st
from support.project import Project

from briefgen.reading.files.text import composed, read_text

BRIEF = "content/briefs/second/ko.md"
FACTS = "content/facts/counts.yaml"


def decomposed(project: Project, *paths: str) -> Project:
    for path in paths:
        project = project.with_file(path, unicodedata.normalize("NFD", project.text(path)))
    return project


def test_a_text_and_a_ledger_in_parts_make_the_same_site():
    project = Project().with_file(
        "content/facts/more.yaml", "café-a: {label: {ko: 찻집, en: Café}, value: 3 samples}\n"
    )
    project = project.with_change(BRIEF, "다시 모았다", "다시 모았다. `코드`와 é도 있다")
    whole = project.build()
    parts = decomposed(project, BRIEF, FACTS, "content/facts/more.yaml", "content/site.yaml", "content/glossary.yaml")
    assert parts.files != project.files
    built = parts.build()
    assert built.problems == whole.problems
    assert built.tree == whole.tree


def test_what_is_only_called_the_same_stays_as_it_is():
    text = "\uf914園과 \u212b, \u2126"
    assert text == composed(text)
    assert unicodedata.normalize("NFC", text) != text


@given(st.text(st.sampled_from("가각힣ㄱaé한\u0301\u11a8\u1100\u1161 樂か\u3099\n")))
@example("가\u11a8\u0301\u3099")
@example("\u1100\u1161\u0301\u3099")
def test_reading_composes_once(text):
    (read := read_text(text.encode(), "a.md").value or "")
    assert composed(read) == read
    assert unicodedata.normalize("NFC", read) == unicodedata.normalize("NFC", text)


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)))
def test_every_syllable_is_whole_again(text):
    assert composed(unicodedata.normalize("NFD", text)) == text
