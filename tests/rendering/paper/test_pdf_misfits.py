"""What does not fit on paper is found in the layout: words, tables, images; and nothing else is."""

from __future__ import annotations

import pytest
from support.pdfs import laid_out, small_job
from support.project import picture

from briefgen.model.output.assets import INSIDE, asset
from briefgen.rendering.paper.laid import Misfit, Unfit

STYLE = """
@page { size: 148mm 210mm; margin: 20mm }
html { font: 10pt/14pt sans }
body, p { margin: 0 }
table { border-collapse: collapse }
.narrow { width: 20mm }
"""
LONG = "Donaudampfschifffahrtsgesellschaft"


def misfits(body: str, pictures: dict[str, bytes] | None = None) -> tuple[Misfit, ...]:
    images = {INSIDE + name: asset(content) for name, content in (pictures or {}).items()}
    return laid_out(small_job(body, STYLE, assets=images)).misfits


def test_a_page_on_which_all_fits_has_none() -> None:
    row = "<tr><th scope='row'>A</th><td>two words</td></tr>"
    words = "word " * 400
    assert misfits(f"<p>{words}</p><table>{row * 3}</table><p><a href='https://example.org'>{words}</a></p>") == ()


def test_a_word_wider_than_its_column_is_found() -> None:
    (found,) = misfits(f'<p>A</p><p class="narrow">the {LONG}.</p>')
    assert (found.kind, found.page, found.what, found.lost) == (Unfit.LONG, 1, f"{LONG}.", False)
    assert 30 < found.amount < 60


def test_a_word_that_may_break_fits() -> None:
    assert misfits('<p class="narrow">Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschaft</p>') == ()
    assert misfits(f'<p class="narrow" style="overflow-wrap: anywhere">{LONG}</p>') == ()


def test_a_word_that_runs_over_the_edge_of_the_paper_is_lost() -> None:
    (found,) = misfits(f"<p>{LONG * 3}</p>")
    assert found.lost


def test_a_table_wider_than_its_column_is_found_by_its_cells() -> None:
    cells = "".join(f"<td>{LONG}</td>" for _ in range(3))
    found = misfits(f"<p>A</p><table><tr>{cells}</tr></table>")
    assert [it.kind for it in found] == [Unfit.WIDE]
    assert found[0].what.splitlines() == [LONG] * 3
    assert found[0].lost


def test_a_long_word_in_a_table_with_fixed_columns_is_found() -> None:
    cells = f"<td>{LONG}</td><td>{LONG}</td>"
    found = misfits(f'<table style="table-layout: fixed; width: 40mm"><tr>{cells}</tr></table>')
    assert [(it.kind, it.what) for it in found] == [(Unfit.LONG, LONG)]


@pytest.mark.parametrize(("width", "coarse"), [("25.4mm", False), ("60mm", True)])
def test_an_image_is_coarse_by_the_size_at_which_it_is_shown(width: str, coarse: bool) -> None:
    found = misfits(f'<p><img src="photo.png" alt="grey" style="width: {width}"></p>', {"photo.png": picture(200)})
    assert [(it.kind, it.what) for it in found] == ([(Unfit.COARSE, "photo.png")] if coarse else [])
    if coarse:
        assert found[0].amount == pytest.approx(200 / 60 * 25.4, abs=0.5)
        assert found[0].width == pytest.approx(60, abs=0.5)


def test_a_thing_on_two_pages_is_told_once() -> None:
    again = f'<p class="narrow" style="break-before: page">{LONG}</p>'
    assert [it.page for it in misfits(again * 2)] == [1]


def test_words_of_a_note_below_the_foot_of_the_page_are_found_once_a_page() -> None:
    note = "<span style='float: footnote'>{}</span>"
    assert misfits(f"<p>A{note.format('a short note. ' * 20)} word.</p>") == ()
    (found,) = misfits(f"<p>A{note.format('a long note. ' * 900)} word.</p>")
    assert (found.kind, found.lost) == (Unfit.DEEP, True)
    assert "long note" in found.what
