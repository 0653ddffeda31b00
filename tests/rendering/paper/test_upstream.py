"""Each change to the layout of WeasyPrint does what it is for, and upstream still needs it.

A page of ``docs/upstream/`` shows each problem in HTML. Where the second half of a test fails, upstream has repaired
it: then the patch goes, and its page with it.
"""

from __future__ import annotations

import io
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from briefgen.rendering.paper.engine import patches
from briefgen.rendering.paper.engine.patches import (
    footnotes,
    hyphenation,
    korean_breaks,
    overflow_wrap,
    right_to_left,
)
from briefgen.verifying.paper.glyphs import texts_of

ROOT = Path(__file__).resolve().parents[3]
PROPOSALS = ROOT / "docs/upstream"
FONT = (ROOT / "templates/fonts/briefgen-sans-400.ttf").as_uri()
FACE = f"@font-face {{ font-family: own; src: url({FONT}) }} * {{ font-family: own !important }}"
PATCHES = {
    "footnotes": (footnotes, "weasyprint.layout.block.iter_line_boxes"),
    "hyphenation": (hyphenation, "weasyprint.text.line_break.pyphen"),
    "korean_breaks": (korean_breaks, "weasyprint.document.build_formatting_structure"),
    "overflow_wrap": (overflow_wrap, "weasyprint.layout.inline.split_inline_level"),
    "right_to_left": (right_to_left, "weasyprint.draw.text.draw_first_line"),
}
"""Each patch, and what it puts something else in the place of."""


def without(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the patch ``name`` out again."""
    patch, place = PATCHES[name]
    patch.apply()
    module, _, attribute = place.rpartition(".")
    monkeypatch.setattr(place, getattr(import_module(module), attribute).__wrapped__)


def proposal(name: str) -> str:
    """The HTML that shows the problem."""
    found = re.search(r"```html\n(.*?)```", (PROPOSALS / f"{name}.md").read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def pages(html: str, face: str = FACE) -> list[list[str]]:
    """The lines of each page, notes last."""
    from weasyprint import CSS, HTML
    from weasyprint.formatting_structure.boxes import LineBox
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    document = HTML(string=html).render(stylesheets=[CSS(string=face, font_config=fonts)], font_config=fonts)
    lines = ([box for box in page._page_box.descendants() if isinstance(box, LineBox)] for page in document.pages)
    return [[_words(line) for line in of] for of in lines]


def _words(line: Any) -> str:
    from weasyprint.formatting_structure.boxes import TextBox

    return "".join(it.text for it in line.descendants() if isinstance(it, TextBox)).strip()


def test_each_patch_has_its_page_and_each_page_its_patch() -> None:
    there = {it.stem for it in Path(patches.__file__).parent.glob("*.py")} - {"__init__"}
    assert there == set(PATCHES) == {it.stem for it in PROPOSALS.glob("*.md")}


def note_is_with_its_call() -> bool:
    (with_call,) = (page for page in pages(proposal("footnotes")) if "call1" in page)
    return any("note" in line for line in with_call)


def test_a_note_is_on_the_page_of_its_call(monkeypatch: pytest.MonkeyPatch) -> None:
    footnotes.apply()
    assert note_is_with_its_call()
    without("footnotes", monkeypatch)
    assert not note_is_with_its_call()


def test_a_name_is_not_hyphenated(monkeypatch: pytest.MonkeyPatch) -> None:
    hyphenation.apply()
    assert pages(proposal("hyphenation")) == [["Jinping"]]
    without("hyphenation", monkeypatch)
    assert pages(proposal("hyphenation")) == [["Jin\u2010", "ping"]]


def test_a_word_with_room_on_the_next_line_is_not_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    overflow_wrap.apply()
    assert pages(proposal("overflow_wrap")) == [["see the long", "uninterrupted"]]
    without("overflow_wrap", monkeypatch)
    assert "uninterrupted" not in pages(proposal("overflow_wrap"))[0]


def arabic_as_read() -> str:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    face, fonts = FACE.replace("briefgen-sans-400", "noto-sans-arabic-400"), FontConfiguration()
    html = f"<html lang=ar dir=rtl><title>-</title>{proposal('right_to_left')}"
    sheet = CSS(string=face, font_config=fonts)
    made = HTML(string=html).write_pdf(stylesheets=[sheet], font_config=fonts, pdf_tags=True)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return " ".join(" ".join(texts_of(pdf.pages[0], {}).values()).split())


def test_arabic_is_in_the_file_as_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    right_to_left.apply()
    assert arabic_as_read() == "السلام عليكم"
    without("right_to_left", monkeypatch)
    assert arabic_as_read() != "السلام عليكم"


def test_korean_words_are_broken_although_the_style_sheet_says_not_to() -> None:
    korean = FACE.replace("briefgen-sans-400.ttf", "noto-sans-kr-400.otf")
    assert len(pages(proposal("korean_breaks"), korean)[0]) == 2
