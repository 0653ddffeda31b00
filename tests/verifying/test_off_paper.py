"""Words that a PDF has outside of the paper are told: nobody sees them."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from briefgen.model.core.diagnostics import Span
from briefgen.verifying.paper.glyphs import marked_texts
from briefgen.verifying.paper.read import ReadPdf
from briefgen.verifying.verify import words_off_paper

CODES = b"beginbfrange\n<0020> <007E> <0020>\nendbfrange"


def cut(content: bytes, part: bytes = b"") -> tuple[str, ...]:
    """What a sheet of 220 points, cut to the 200 in its middle, cuts off of the first marked content."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(220, 220))
    page.TrimBox = Array([10, 10, 210, 210])
    inner = Dictionary(Type=Name.Font, W=Array([0x20, Array([250]), 0x41, 0x7E, 500]), DW=500)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, ToUnicode=pdf.make_stream(CODES))
    font.DescendantFonts = Array([inner])
    drawn = pdf.make_stream(part, Type=Name.XObject, Subtype=Name.Form, Matrix=Array([1, 0, 0, 1, 150, 0]))
    page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)), XObject=Dictionary(X=drawn))
    page.Contents = pdf.make_stream(content)
    pdf.save(BytesIO())
    return marked_texts(page, {})[0].cut


def written(words: str, place: str = "1 0 0 1 20 20 Tm") -> bytes:
    codes = words.encode("utf-16-be").hex()
    return f"/P <</MCID 0>> BDC BT {place} /F 10 Tf [<{codes}>] TJ ET EMC".encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (written("in the middle"), ()),
        (written("seven eight", "1 0 0 1 180 20 Tm"), ("eight",)),
        (written("seven eight", "1 0 0 1 190 20 Tm"), ("seven eight",)),
        (written("below", "1 0 0 1 20 5 Tm"), ("below",)),
        (written("moved", "1 0 0 1 250 20 Tm -160 0 Td"), ()),
        (b"q 1 0 0 1 200 0 cm " + written("drawn") + b" Q", ("drawn",)),
        (b"q 1 0 0 -1 0 220 cm " + written("turned", "1 0 0 -1 20 20 Tm") + b" Q", ()),
        (b"q 1 0 0 1 300 0 cm Q " + written("back"), ()),
        (written("blanks at the end" + " " * 60, "1 0 0 1 120 20 Tm"), ()),
    ],
)
def test_a_word_is_cut_when_a_letter_of_it_lies_outside(content: bytes, words: tuple[str, ...]) -> None:
    assert cut(content) == words


def test_a_mark_for_the_printer_is_no_word_and_a_part_drawn_by_name_is() -> None:
    assert cut(written("text") + b" /Artifact BMC BT 1 0 0 1 0 0 Tm /F 10 Tf <0041> Tj ET EMC") == ()
    part = b"BT 1 0 0 1 20 20 Tm /F 10 Tf <004100420043004400450046> Tj 1 0 0 1 60 20 Tm <0041> Tj ET"
    assert cut(b"/P <</MCID 0>> BDC /X Do EMC", part) == ("A",)


def test_the_message_names_the_page_and_the_words() -> None:
    paper = ReadPdf((), (), (), 2, cut={2: ("1,234", "5", "1,234", "6", "7", "8")})
    (problem,) = words_off_paper(paper, "en/briefs/first.pdf", Span("site/en/briefs/first.html"))
    assert problem.message == (
        "the edge of the paper cuts off “1,234”, “5”, “6”, “7” and 1 more on page 2 of en/briefs/first.pdf"
    )
