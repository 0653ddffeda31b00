"""How the pages are set, as whoever turns them sees it: nothing is split, nothing stands alone."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from support.paper import first_beside, structure, words_in
from support.project import Exemplar, Project

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


def test_a_table_that_goes_on_has_its_head_on_every_page(project: Project, tmp_path: Path) -> None:
    rows = "\n".join(f"| Row{row} | words |" for row in range(120))
    facts = "\n".join(
        f"more-{number}:\n  label: {{ko: 수 {number}, en: Tally {number}}}\n  value: {number} samples\n"
        "  source: report-a\n  status: single-source"
        for number in range(60)
    )
    cited = " ".join(f"{{fact}}`more-{number}`" for number in range(60))
    table = f":::{{table}} Many\n:id: tab-many\n\n| Name | Worth |\n|---|---|\n{rows}\n:::"
    changed = project.without("content/packs/all.yaml").with_file("content/facts/more.yaml", facts + "\n")
    for lang in ("ko", "en"):
        body = project.text(f"content/briefs/second/{lang}.md").partition("\n---\n")[2]
        changed = changed.with_body(f"content/briefs/second/{lang}.md", f"{body}\n{cited}\n\n{table}\n")
    changed = changed.with_change("content/briefs/second/brief.yaml", "number:", "profiles: [checking]\nnumber:")
    printed = "en/briefs/second-checking.pdf"
    built = changed.build(pdfs={printed})
    assert not built.errors
    path = tmp_path / "second.pdf"
    path.write_bytes(built.pdf(printed))
    for head, row in (("Worth", r"Row\d+"), ("Strength", "Tally")):
        tops = tops_of(path, row)
        assert len(tops) > 1, row
        assert [page for page, top in tops.items() if not tops_of(path, head).get(page, top) < top] == [], row


def test_code_in_a_cell_keeps_its_words_where_the_table_has_room(project: Project, tmp_path: Path) -> None:
    prose = "It looks for things and gives back those that have the name and are of the kind. " * 3
    rows = f"| name | what |\n|---|---|\n| `lookup_everything_named` | {prose}|\n| (`quoted_name_of_it`) | {prose}|\n"
    body = f"Before.\n\n{rows}\nAfter.\n"
    path = tmp_path / "second.pdf"
    built = project.with_body("content/briefs/second/en.md", body).build(pdfs={"en/briefs/second.pdf"})
    path.write_bytes(built.pdf("en/briefs/second.pdf"))
    words = {word.text for word in words_in(path)}
    assert {"lookup_everything_named", "quoted_name_of_it"} <= words


def tops_of(pdf: Path, words: str) -> dict[int, float]:
    """How far from the top of each page the first word of that form stands."""
    found: dict[int, float] = {}
    for word in words_in(pdf):
        if re.fullmatch(words, word.text):
            found[word.page] = min(word.top, found.get(word.page, word.top))
    return found
