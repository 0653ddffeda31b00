"""Code over pages, pictures that are links, and words outside of the paper, as they are read back."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from sites import published
from support.pdfs import laid_out, small_job
from support.project import SMALL, Project, picture

from briefgen.model.core.diagnostics import Span
from briefgen.model.output.assets import INSIDE, asset
from briefgen.reading.world import MemoryWorld
from briefgen.verifying.align import Stream
from briefgen.verifying.blocks import ReadBlock, plain
from briefgen.verifying.paper.glyphs import marked_texts
from briefgen.verifying.paper.read import ReadPdf, read_paper
from briefgen.verifying.verify import verify, words_off_paper

LINES = "\n".join(f'  "key{number}": "value {number}",' for number in range(92))
IN_ITEM = "1. In an item:\n\n   ```\n   one\n   ```\n   ```\n    two\n   ```\n\n2. ```\n   three\n   ```\n"
BODY = f"\n\n## Listing {{#listing}}\n\n```json\n{{\n{LINES}\n}}\n```\n\nText after it.\n\n{IN_ITEM}"


def test_code_over_several_pages_and_in_items_is_no_difference() -> None:
    files = {path: text for path, text in SMALL.items() if "second" not in path and "packs" not in path}
    data = "content/briefs/first/brief.yaml"
    files[data] = str(files[data]).replace("related: [second]\n", "")
    project = Project(files)
    for lang, after in (("en", "Text after it"), ("ko", "뒤의 글이다")):
        path = f"content/briefs/first/{lang}.md"
        project = project.with_file(path, project.text(path) + BODY.replace("Text after it", after))
    built = project.build(pdfs={f"{lang}/briefs/first.pdf" for lang in ("en", "ko")})
    assert built.errors == ()
    found = verify(MemoryWorld(published(built.tree), theme={}), "site")
    assert [f"{it.code} {it.message}" for it in found] == []
    paper = read_paper(built.tree["en/briefs/first.pdf"])
    assert paper is not None
    said = [block.said.whole for block in paper.blocks if re.fullmatch(r"b\d+", block.key)]
    assert said[-4:] == ["In an item:", "one", "two", "three"], "each is a block, also for who hears it"


def test_brackets_that_stand_alone_on_the_next_page_belong_to_their_code() -> None:
    paper = tuple(ReadBlock("paragraph", plain(words), key="b1") for words in ('{ "a": [{', "}] }"))
    (pair,) = Stream(paper).align([ReadBlock("paragraph", plain('{ "a": [{ }] }'), key="b1")])
    assert pair.at == (0, 1)


IMAGE = INSIDE + "square.png"
SQUARE = f'<img alt="A grey square" src="{IMAGE}">'


def kinds(body: str) -> list[tuple[str, str]]:
    paper = read_paper(laid_out(small_job(body, assets={IMAGE: asset(picture(8))})).pdf)
    assert paper is not None
    return [(block.kind, block.said.whole) for block in paper.blocks]


def test_a_linked_image_alone_in_its_paragraph_is_a_figure() -> None:
    assert kinds(f'<p><a href="https://example.org/">{SQUARE}</a></p>') == [("figure", "A grey square")]


def test_words_beside_a_linked_image_are_still_a_link() -> None:
    assert kinds(f'<p><a href="https://example.org/">{SQUARE} The words.</a></p>') == [
        ("paragraph", "The words."),
        ("figure", "A grey square"),
    ]


CODES = b"beginbfrange\n<0020> <007E> <0020>\nendbfrange"


def off(content: bytes, part: bytes = b"") -> tuple[str, ...]:
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
    assert off(content) == words


def test_a_mark_for_the_printer_is_no_word_and_a_part_drawn_by_name_is() -> None:
    assert off(written("text") + b" /Artifact BMC BT 1 0 0 1 0 0 Tm /F 10 Tf <0041> Tj ET EMC") == ()
    part = b"BT 1 0 0 1 20 20 Tm /F 10 Tf <004100420043004400450046> Tj 1 0 0 1 60 20 Tm <0041> Tj ET"
    assert off(b"/P <</MCID 0>> BDC /X Do EMC", part) == ("A",)


def test_the_message_names_the_page_and_the_words() -> None:
    paper = ReadPdf((), (), 2, cut={2: ("1,234", "5", "1,234", "6", "7", "8")})
    (problem,) = words_off_paper(paper, "en/briefs/first.pdf", Span("site/en/briefs/first.html"))
    assert problem.message == (
        "the edge of the paper cuts off “1,234”, “5”, “6”, “7” and 1 more on page 2 of en/briefs/first.pdf"
    )
