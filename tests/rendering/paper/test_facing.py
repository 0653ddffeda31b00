"""The facing edition of the exemplar's pack: Korean on the left, English on the right, each whole for who reads one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from support.exemplar import IN_EVERY_FORM
from support.paper import KOREAN, bookmarks, page_numbers, text_of, tool
from support.project import Exemplar

SIDES = {"ko": 0, "en": 1}
"""Language → what the numbers of its pages leave when halved."""


@pytest.fixture(scope="module")
def path(exemplar: Exemplar) -> Path:
    return exemplar.folder / f"packs/{IN_EVERY_FORM}-facing.pdf"


@pytest.fixture(scope="module")
def pdf(path: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def inside(path: Path) -> list[str]:
    """The words of each page between cover and back."""
    return text_of(path).split("\f")[1:-2]


def test_the_file_is_sound_and_opens_as_spreads(path: Path, pdf: pikepdf.Pdf) -> None:
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", path)
    assert pdf.Root.PageLayout == "/TwoPageRight"
    assert len(pdf.pages) % 2 == 0


def test_left_hand_pages_are_korean_and_right_hand_pages_english(inside: list[str]) -> None:
    for number, words in enumerate(inside, start=2):
        # Sources keep the language of their titles in both, and terms are given in both.
        letters = [
            letter
            for letter in re.sub(r"“[^”]*”|‘[^’]*’|(?:https?:|example\.org/)\S+|\([^)]*\)", "", words)
            if letter.isalpha()
        ]
        share = sum(bool(KOREAN.match(letter)) for letter in letters) / max(1, len(letters))
        assert (share > 0.4) if number % 2 == SIDES["ko"] else (share < 0.4), (number, share)


def test_the_cover_and_the_back_hold_both_languages(path: Path) -> None:
    pages = [" ".join(page.split()) for page in text_of(path).split("\f")]
    for words in (pages[0], pages[-2]):
        assert "한 곳에 한 의제" in words and "One place, one subject" in words


def test_each_language_has_one_tree_of_bookmarks(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        roots = [(item.title, len(item.children)) for item in outline.root]
    assert [title for title, _ in roots] == ["한국어", "English"]
    assert roots[0][1] == roots[1][1] > 5
    half = len(bookmarks(pdf)) // 2
    for lang, marks in (("ko", bookmarks(pdf)[:half]), ("en", bookmarks(pdf)[half:])):
        pages = [page for _, page in marks]
        assert pages == sorted(pages)
        assert {page % 2 for page in pages} == {SIDES[lang]}


def test_a_screen_reader_hears_one_language_to_its_end_then_the_other(pdf: pikepdf.Pdf) -> None:
    (document,) = pdf.Root.StructTreeRoot.K
    parts = list(document.K)
    assert [(str(part.S), str(part.Lang)) for part in parts] == [("/Part", "ko"), ("/Part", "en")]
    numbers, last = page_numbers(pdf), len(pdf.pages)
    for lang, part in zip(("ko", "en"), parts, strict=True):
        pages = [numbers[kid.Pg.objgen] for kid in part.K]
        assert pages == sorted(pages)
        assert pages[0] == 1 and pages[-1] == last
        assert {page % 2 for page in pages if 1 < page < last} == {SIDES[lang]}


def test_pages_of_both_languages_lead_to_it_and_say_its_length_in_their_own_words(exemplar: Exemplar) -> None:
    for lang, words in (("ko", r"\d+쪽"), ("en", r"\d+ pages")):
        html = exemplar.page(f"{lang}/packs/{IN_EVERY_FORM}.html")
        found = re.search(rf'<a href="\.\./\.\./packs/{IN_EVERY_FORM}-facing\.pdf".*?</a>', html, re.DOTALL)
        assert found and re.search(words, found[0]), html
