"""Pages that are nearly empty are found in the layout: blank ones and short ones; and nothing else is."""

from __future__ import annotations

from support.pdfs import laid_out, small_job

from briefgen.rendering.paper.laid import Unfilled

STYLE = """
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
    return laid_out(small_job(body, STYLE)).unfilled


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
