"""Room that a page leaves empty is found in the layout: blank pages, short last pages, holes; and nothing else is."""

from __future__ import annotations

from briefgen.model.output.assets import INSIDE, asset
from briefgen.reading.world import default_theme
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.laid import Gap, Unfilled
from briefgen.rendering.paper.layout.document import lay_out

FONT = INSIDE + "font.ttf"
STYLE = f"""
@font-face {{ font-family: face; src: url({FONT}) }}
@page {{ size: 148mm 210mm; margin: 20mm; @bottom-right {{ content: counter(page); font: 8pt/1 face }} }}
@page notes {{ margin: 10mm }}
html {{ font: 10pt/5mm face }}
body, p {{ margin: 0 }}
p {{ orphans: 1; widows: 1 }}
article {{ break-before: page }}
"""
LINE = "<p>A line.</p>"
FULL = 34
"""Lines of 5 mm on a page of 170 mm."""


def unfilled(body: str) -> list[tuple[Gap, int]]:
    return [(it.gap, it.page) for it in found_in(body)]


def found_in(body: str) -> tuple[Unfilled, ...]:
    fonts = {FONT: asset((default_theme() / "fonts/briefgen-sans-400.ttf").read_bytes())}
    html = f'<!doctype html><html lang="en"><title>t</title><body>{body}</body></html>'
    outcome = lay_out(PdfJob("test.pdf", "en", html, "t", css=(("mine.css", STYLE),), assets=fonts))
    assert outcome.diagnostics == () and outcome.value is not None
    return outcome.value.unfilled


def test_a_page_alone_may_be_short() -> None:
    assert unfilled(LINE * 2) == []


def test_full_pages_and_a_last_one_of_a_quarter_have_no_gap() -> None:
    assert unfilled(f"<article>{LINE * (FULL + 9)}</article>") == []


def test_a_last_page_under_a_quarter_is_found() -> None:
    (found,) = found_in(f"<article>{LINE * (FULL + 8)}</article>")
    assert (found.gap, found.page, found.words) == (Gap.LAST, 2, "A line.")
    assert 20 < found.amount < 25


def test_a_last_page_with_the_imprint_alone_is_found() -> None:
    imprint = f'<footer style="break-inside: avoid">{LINE * 3}</footer>'
    assert unfilled(f"<article>{LINE * (FULL - 1)}</article>{imprint}") == [(Gap.LAST, 2)]
    assert unfilled(f"<article>{LINE * (FULL - 5)}</article>{imprint}") == []


def test_each_brief_has_a_last_page_and_one_page_may_be_short() -> None:
    short, alone, long = LINE * (FULL + 2), LINE, LINE * (FULL + 20)
    briefs = "".join(f"<article>{it}</article>" for it in (short, alone, long, alone))
    assert unfilled(briefs) == [(Gap.LAST, 2)]


def test_a_blank_page_is_found() -> None:
    assert (Gap.BLANK, 2) not in unfilled('<p>A line.</p><p style="break-before: left">B</p>')
    assert (Gap.BLANK, 2) in unfilled('<p>A line.</p><p style="break-before: right">B</p>')


def test_a_hole_is_over_twelve_millimetres() -> None:
    assert unfilled(f'{LINE}<p style="margin-top: 12mm">B</p>') == []
    (found,) = found_in(f'{LINE}<p style="margin-top: 13mm">B</p>')
    assert (found.gap, found.words, round(found.amount)) == (Gap.HOLE, "A line.", 13)


def test_what_stands_beside_a_gap_or_lies_under_it_closes_it() -> None:
    beside = f'<div style="float: right; width: 20mm">{LINE * 8}</div>'
    assert unfilled(f'{beside}{LINE}<p style="margin-top: 20mm">B</p>') == []
    ground = f'<div style="background: #eee; padding: 20mm 0">{LINE}</div>'
    assert unfilled(f"{LINE}{ground}{LINE}") == []
    drawn = '<svg role="img" width="40" height="200"><title>a</title><path d="M0 0h9v9z"/></svg>'
    assert unfilled(f"{LINE}<p>{drawn}</p>{LINE}") == []


def test_room_at_the_foot_is_found_where_the_text_goes_on() -> None:
    block = '<div style="break-inside: avoid">{}</div>'
    assert unfilled(f"<article>{LINE * 27}{block.format(LINE * 12)}</article>") == []
    (found,) = found_in(f"<article>{LINE * 25}{block.format(LINE * 12)}</article>")
    assert (found.gap, found.page, round(found.amount)) == (Gap.FOOT, 1, 45)


def test_what_did_not_fit_at_the_foot_is_named_by_its_first_words() -> None:
    block = '<div style="break-inside: avoid; background: #eee"><p>Too tall.</p>{}</div>'
    (found,) = found_in(f"<article>{LINE * 25}{block.format(LINE * 12)}</article>")
    assert (found.words, found.beyond) == ("A line.", "Too tall.")


def test_notes_at_the_foot_take_their_room() -> None:
    note = f'<span style="float: footnote">{"Note. " * 60}</span>'
    block = '<div style="break-inside: avoid">{}</div>'
    text = f"<article>{LINE * 22}<p>A{note}</p>{block.format(LINE * 12)}</article>"
    assert (Gap.FOOT, 1) not in unfilled(text)


def test_pages_that_are_laid_out_as_a_whole_are_not_looked_at() -> None:
    assert unfilled(f'{LINE}<section style="page: notes">{LINE}<p style="margin-top: 90mm">B</p></section>') == []
