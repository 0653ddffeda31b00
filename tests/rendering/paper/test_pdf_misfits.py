"""What is found in the layout and said in an author's terms: what does not fit, and pages that are nearly empty."""

from __future__ import annotations

import logging

import pytest
from support.pdfs import laid_out, small_job
from support.project import picture

from briefgen.model.core.diagnostics import Severity
from briefgen.model.output.assets import INSIDE, asset
from briefgen.rendering.paper.engine.log import Log
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.laid import Misfit, Unfilled, Unfit

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


# Blank and short pages


PAGES = """
@page { size: 148mm 210mm; margin: 20mm; @bottom-right { content: counter(page); font: 8pt/1 sans } }
@page notes { margin: 10mm }
html { font: 10pt/5mm sans }
body, p { margin: 0 }
p { orphans: 1; widows: 1 }
article { break-before: page }
"""
LINE = "<p>A line.</p>"
FULL = 34
"""Lines of 5 mm on a page of 170 mm."""


def unfilled(body: str) -> list[int]:
    return [it.page for it in found_in(body)]


def found_in(body: str) -> tuple[Unfilled, ...]:
    return laid_out(small_job(body, PAGES)).unfilled


def test_a_page_alone_may_be_short() -> None:
    assert unfilled(LINE * 2) == []


def test_full_pages_and_a_last_one_of_a_quarter_have_no_gap() -> None:
    assert unfilled(f"<article>{LINE * (FULL + 9)}</article>") == []


def test_a_last_page_under_a_quarter_is_found() -> None:
    (found,) = found_in(f"<article>{LINE * (FULL + 8)}</article>")
    assert (found.page, found.words) == (2, "A line.")
    assert 20 < found.used < 25


def test_a_last_page_with_the_imprint_alone_is_found() -> None:
    imprint = f'<footer style="break-inside: avoid">{LINE * 3}</footer>'
    assert unfilled(f"<article>{LINE * (FULL - 1)}</article>{imprint}") == [2]
    assert unfilled(f"<article>{LINE * (FULL - 5)}</article>{imprint}") == []


def test_a_page_with_the_end_of_the_sources_alone_is_no_fault_of_an_author() -> None:
    sources = f'<section id="references">{LINE * FULL}</section>'
    assert unfilled(f"<article>{LINE * 2}{sources}</article>") == []
    assert unfilled(f"<article>{LINE * 2}{sources}<p>A remark.</p></article>") == [2]


def test_each_brief_has_a_last_page_and_one_page_may_be_short() -> None:
    short, alone, long = LINE * (FULL + 2), LINE, LINE * (FULL + 20)
    briefs = "".join(f"<article>{it}</article>" for it in (short, alone, long, alone))
    assert unfilled(briefs) == [2]


def test_a_blank_page_is_found() -> None:
    found = found_in('<p>A line.</p><p style="break-before: right">B</p>')
    assert [(it.page, it.words) for it in found] == [(2, ""), (3, "B")]


def test_what_has_a_ground_or_is_drawn_fills_a_page() -> None:
    ground = f'<div style="background: #eee; padding: 20mm 0">{LINE}</div>'
    assert unfilled(f"<article>{LINE * FULL}{ground}</article>") == []
    drawn = '<svg role="img" width="40" height="200"><title>a</title><path d="M0 0h9v9z"/></svg>'
    assert unfilled(f"<article>{LINE * FULL}<p>{drawn}</p></article>") == []


def test_a_page_with_little_on_it_is_found_where_the_text_goes_on() -> None:
    block = f'<div style="break-inside: avoid">{LINE * FULL}</div>'
    assert unfilled(f"<article>{LINE * 9}{block}</article>") == []
    assert unfilled(f"<article>{LINE * 8}{block}</article>") == [1]


def test_notes_at_the_foot_take_their_room() -> None:
    note = f'<span style="float: footnote">{"Note. " * 150}</span>'
    block = f'<div style="break-inside: avoid">{LINE * FULL}</div>'
    assert unfilled(f"<article>{LINE * 7}<p>A{note}</p>{block}</article>") == []


def test_pages_that_are_laid_out_as_a_whole_are_not_looked_at() -> None:
    assert unfilled(f'{LINE}<section style="page: notes">{LINE}</section>') == []


# What the layout says


def test_no_message_has_an_address_that_no_author_knows() -> None:
    log = Log()
    with log.listening():
        words = "Failed to load image at %r: it is broken", f"{INSIDE}content/briefs/a/photo.png"
        logging.getLogger("weasyprint").error(*words)
    (found,) = log.diagnostics(PdfJob("a.pdf", "en", "", "t"))
    assert found.severity is Severity.ERROR
    assert "'content/briefs/a/photo.png'" in found.message and "pack.invalid" not in found.message


def test_an_image_that_could_not_be_read_is_not_reported_again() -> None:
    log, path = Log(), f"{INSIDE}content/briefs/a/photo.png"
    with log.listening():
        logging.getLogger("weasyprint").error("Failed to load image at %r: it is broken", path)
    read, unread = (PdfJob("a.pdf", "en", "", "t", assets={path: asset(content)}) for content in (b"x", b""))
    assert len(log.diagnostics(read)) == 1
    assert log.diagnostics(unread) == ()


def test_a_drawing_that_cannot_be_drawn_is_reported_once_at_its_file() -> None:
    log = Log()
    with log.listening():
        logging.getLogger("weasyprint").error("Failed to render SVG image %s", f"{INSIDE}content/briefs/a/d.svg")
    (brief,), (pack,) = (log.diagnostics(PdfJob(name, "en", "", "t")) for name in ("a.pdf", "pack.pdf"))
    assert brief == pack
    assert (brief.code, brief.severity) == ("image-can-be-read", Severity.ERROR)
    assert brief.span is not None and brief.span.path == "content/briefs/a/d.svg"
    assert "“d.svg” cannot be drawn" in brief.message and "PNG" in brief.hint
