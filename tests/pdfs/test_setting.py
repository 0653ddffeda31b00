"""How the pages are set, as whoever turns them sees it: nothing is split, nothing stands alone."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from forms import form_of
from paper import first_beside, structure, words_in
from projects import Exemplar

HEADINGS = frozenset(f"/H{level}" for level in range(1, 7))


@pytest.fixture
def pdfs(exemplar: Exemplar) -> list[Path]:
    found = [exemplar.folder / path for lang in ("en", "ko") for path in exemplar.paths(f"{lang}/**/*.pdf")]
    assert found
    return found


def test_no_heading_is_the_last_thing_on_its_page(pdfs: list[Path]) -> None:
    for path in pdfs:
        with pikepdf.open(path) as pdf:
            last: int | None = None
            for kind, pages, element in structure(pdf):
                if kind in HEADINGS:
                    last = pages[-1]
                elif (
                    pages
                    and last is not None
                    and kind in ("/P", "/L", "/TOC", "/Table", "/Figure")
                    and not inside(element)
                ):
                    assert pages[0] == last, f"{path}: a heading ends page {last}"
                    last = None


def inside(element: pikepdf.Object) -> bool:
    """Whether the element stands in a heading."""
    while "/P" in element:
        element = element.P
        if str(element.get("/S")) in HEADINGS:
            return True
    return False


def test_a_table_row_and_a_note_stand_on_one_page_and_a_caption_with_what_it_is_of(pdfs: list[Path]) -> None:
    rows = captions = 0
    for path in pdfs:
        with pikepdf.open(path) as pdf:
            for kind, pages, element in structure(pdf):
                if kind in ("/TR", "/Caption", "/Note"):
                    assert len(pages) <= 1, f"{path}: {kind} on pages {pages}"
                    rows += kind == "/TR"
                if kind == "/Caption":
                    beside = first_beside(pdf, element)
                    assert beside is None or pages == [beside], f"{path}: a caption on page {pages}"
                    captions += 1
    assert rows and captions


def test_a_table_that_goes_on_has_its_head_on_every_page(pdfs: list[Path], exemplar: Exemplar) -> None:
    heads = {"en": ("Strength", "Check"), "ko": ("수준", "결과")}
    longest = 0
    for path in (it for it in pdfs if it.parent.name == "briefs" and not form_of(it) and it.stem != "1.0"):
        wanted = heads[path.relative_to(exemplar.folder).parts[0]]
        shown = [{word.page for word in words_in(path) if word.text == head} for head in wanted]
        with pikepdf.open(path) as pdf:
            tables = {page for kind, pages, _ in structure(pdf) if kind == "/Table" for page in pages}
        evidence = set.intersection(*shown) & tables
        assert evidence and max(evidence) - min(evidence) == len(evidence) - 1, path
        longest = max(longest, len(evidence))
        marked = {word.page for word in words_in(path) if "●" in word.text and word.page in tables}
        assert evidence == {page for page in marked if page >= min(evidence)}, path
    assert longest > 1
