"""A reference gives the page of what it refers to, however many pages there are and wherever that page is."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from briefgen.reading.world import default_theme
from briefgen.rendering import pdf_numbers
from briefgen.rendering.pdf import lay_out
from briefgen.rendering.pdf_job import INSIDE, Laid, PdfJob, asset

FONT = INSIDE + "font.ttf"
STYLE = f"""
@font-face {{ font-family: face; src: url({FONT}) }}
@page {{ size: 300pt 200pt; margin: 20pt }}
html {{ font: 10pt/14pt face; font-variant-numeric: tabular-nums }}
section {{ break-before: page }}
a::after {{ content: " (p. " attr(data-page) ")" }}
nav a {{ display: block }}
nav a::after {{ content: leader(".") attr(data-page) }}
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
    return f'<!doctype html><html lang="en"><title>t</title><body><nav>{lines}</nav>{sections}</body></html>'


def laid(html: str, style: str = STYLE) -> Laid:
    fonts = {FONT: asset((default_theme() / "fonts/briefgen-sans-400.ttf").read_bytes())}
    outcome = lay_out(PdfJob("test.pdf", "en", html, "t", css=(("mine.css", style),), assets=fonts))
    assert outcome.diagnostics == () and outcome.value is not None
    return outcome.value


def said(pdf: bytes, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    (folder / "test.pdf").write_bytes(pdf)
    command = ["pdftotext", str(folder / "test.pdf"), "-"]
    return " ".join(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())


@pytest.mark.parametrize(("parts", "words"), [(3, 5), (8, 60), (12, 40), (9, 160), (60, 140)])
def test_every_number_is_the_page_of_its_target(tmp_path: Path, parts: int, words: int) -> None:
    made = laid(document(parts, words))
    shown = re.findall(r"see part (\d+) \(p\. (\d+)\), part 0 \(p\. (\d+)\)", said(made.pdf, tmp_path))
    assert len(shown) == parts
    wanted = [(made.anchors[f"part-{number}"], made.anchors["part-0"]) for number, _, _ in shown]
    assert [(int(page), int(first)) for _, page, first in shown] == wanted
    listed = re.findall(r"Part (\d+) ?\.+ ?(\d+)", said(made.pdf, tmp_path))
    assert {int(number): int(page) for number, page in listed} == {
        number: made.anchors[f"part-{number}"] for number in range(parts)
    }


def test_the_pages_are_those_that_a_counter_of_the_target_gives(tmp_path: Path) -> None:
    html = document(14, 130)
    counted = laid(html, STYLE.replace("attr(data-page)", "target-counter(attr(href), page)"))
    written = laid(html)
    assert said(written.pdf, tmp_path) == said(counted.pdf, tmp_path)
    assert written.anchors == counted.anchors


def test_a_document_is_laid_out_once_when_the_guesses_hold_and_again_when_they_do_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rounds: list[int] = []
    through = pdf_numbers.lay_out_numbered

    def counting(root, lay_out):
        rounds.append(0)

        def once():
            rounds[-1] += 1
            return lay_out()

        return through(root, once)

    monkeypatch.setattr("briefgen.rendering.pdf.lay_out_numbered", counting)
    laid(document(8, 60))
    long = laid(
        f'<!doctype html><html lang="en"><title>t</title><body><div>{"word " * 1500}{REFERENCE}</div></body></html>'
    )
    assert rounds == [1, 2]
    assert f"see the end (p. {long.anchors['end']})" in said(long.pdf, tmp_path)
    assert long.anchors["end"] > 9


# A part of few words on many small pages: more than the guess foresees.
REFERENCE = '<p>see <a href="#end">the end</a></p><p id="end">end</p>'


def test_the_same_document_comes_out_the_same_after_another(tmp_path: Path) -> None:
    first = laid(document(12, 130))
    laid(document(30, 20))
    assert io.BytesIO(laid(document(12, 130)).pdf).getvalue() == first.pdf
