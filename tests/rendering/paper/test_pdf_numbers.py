"""A reference gives the page of what it refers to, however many pages there are and wherever that page is."""

from __future__ import annotations

import re

import pytest
from support.pdfs import laid_out, opened, pages_said, small_job

from briefgen.rendering.paper.laid import Laid
from briefgen.rendering.paper.layout import page_numbers

STYLE = """
@page { size: 300pt 200pt; margin: 20pt }
html { font: 10pt/14pt sans; font-variant-numeric: tabular-nums }
section { break-before: page }
a::after { content: " (p. " attr(data-page) ")" }
nav a { display: block }
nav a::after { content: leader(".") attr(data-page) }
"""


def document(parts: int, words: int) -> str:
    """Contents, then parts of ``words`` words that each refer to the one before the last and to the first."""
    lines = "".join(f'<a href="#part-{number}">Part {number}</a>' for number in range(parts))
    sections = "".join(
        f'<section id="part-{number}"><h1>Part {number}</h1><p>{"word " * words}'
        f'see <a href="#part-{max(0, number - 2)}">part {max(0, number - 2)}</a>, '
        f'<a href="#part-0">part 0</a>.</p></section>'
        for number in range(parts)
    )
    return f"<nav>{lines}</nav>{sections}"


def laid(body: str, style: str = STYLE) -> Laid:
    return laid_out(small_job(body, style))


def said(pdf: bytes) -> str:
    return " ".join(pages_said(pdf))


@pytest.mark.parametrize(("parts", "words"), [(3, 5), (8, 60), (12, 40), (9, 160), (60, 140)])
def test_every_number_is_the_page_of_its_target(parts: int, words: int) -> None:
    made = laid(document(parts, words))
    shown = re.findall(r"see part (\d+) \(p\. (\d+)\), part 0 \(p\. (\d+)\)", said(made.pdf))
    assert len(shown) == parts
    wanted = [(made.anchors[f"part-{number}"], made.anchors["part-0"]) for number, _, _ in shown]
    assert [(int(page), int(first)) for _, page, first in shown] == wanted
    listed = re.findall(r"Part (\d+) ?\.+ ?(\d+)", said(made.pdf))
    assert {int(number): int(page) for number, page in listed} == {
        number: made.anchors[f"part-{number}"] for number in range(parts)
    }


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often each document was laid out."""
    counts: list[int] = []
    through = page_numbers.lay_out_numbered

    def counting(root, lay_out):
        counts.append(0)

        def once():
            counts[-1] += 1
            return lay_out()

        return through(root, once)

    monkeypatch.setattr("briefgen.rendering.paper.layout.lay_out.lay_out_numbered", counting)
    return counts


def test_a_document_is_laid_out_once_when_the_guesses_hold(rounds: list[int]) -> None:
    laid(document(8, 60))
    assert rounds == [1]


def referring(words: str) -> str:
    """A reference at the end of ``words``, to a page further on than its few words let guess."""
    return f'<div>{"word " * 1500}<p>{words} <a href="#end">the end</a></p><p id="end">end</p></div>'


def test_it_is_laid_out_again_when_a_line_has_no_room_for_another_digit(rounds: list[int]) -> None:
    lengths = range(74, 79)
    made = [laid(referring("i" * length)) for length in lengths]
    assert set(rounds) == {1, 2}
    for it in made:
        assert it.anchors["end"] > 9
        assert f"the end (p. {it.anchors['end']})" in said(it.pdf)


@pytest.mark.parametrize("guess", ["8", "188"])
def test_what_follows_a_number_of_other_width_moves_and_so_do_links_and_dots(
    guess: str, rounds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    html = document(14, 2)
    counted = laid(html, STYLE.replace("attr(data-page)", "target-counter(attr(href), page)"))
    monkeypatch.setattr(page_numbers, "_guesses", lambda _, targets, _shown: dict.fromkeys(targets, guess))
    written = laid(html)
    assert rounds[1] == 1
    assert said(written.pdf) == said(counted.pdf)
    places = [links(it.pdf) for it in (written, counted)]
    assert len(places[0]) == len(places[1]) > 28
    for ours, theirs in zip(*places, strict=True):
        assert ours == pytest.approx(theirs, abs=0.5)


def links(pdf: bytes) -> list[list[float]]:
    """The place of every link, page by page."""
    with opened(pdf) as read:
        return [[float(edge) for edge in note.Rect] for page in read.pages for note in page.get("/Annots", [])]
