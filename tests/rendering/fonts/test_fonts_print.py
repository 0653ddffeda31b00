"""A PDF is set in the shipped fonts and in no font of the machine; a character they lack is reported."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf

from briefgen.reading.world import MemoryWorld, default_theme
from briefgen.rendering.fonts.faces import read_fonts
from briefgen.rendering.fonts.print_faces import fontconfig_text, print_assets, print_font_css
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.layout.lay_out import lay_out

STYLE = (
    "html { font-family: var(--font-text) } h1 { font-family: var(--font-sans); font-weight: 700 }"
    " :lang(zh), :lang(en) { font-family: var(--font-text) }"
)
BODY = (
    "<h1>양회 Two Sessions</h1><p>소비(消費)를 <strong>먼저</strong> 늘린다.</p>"
    '<p lang="en">Consumption <em>first</em>, <strong>then</strong> trade.</p><p lang="zh-Hans">深圳，开放与消费</p>'
)
WITH_FONTCONFIG = """
import logging, sys
logging.basicConfig()
from weasyprint import HTML
HTML(string=sys.argv[1]).write_pdf(sys.argv[2])
"""

AFTER_SOMEBODY_ELSE = """
import sys
from pathlib import Path
import weasyprint
weasyprint.HTML(string="<p>loaded and used before").render()
from briefgen.rendering.paper.layout.lay_out import lay_out
from briefgen.model.output.assets import INSIDE, asset
from briefgen.rendering.paper.job import PdfJob
css = '@font-face { font-family: "Own"; src: url("%sown.ttf") } body { font-family: Own }' % INSIDE
drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'><text x='5' y='20'>Machine</text></svg>"
image = "<img alt='x' src='%sx.svg'>" % INSIDE
page = "<!doctype html><html lang='en'><head><title>x</title></head><body><p>Own</p>" + image + "</body></html>"
files = {INSIDE + "own.ttf": asset(Path(sys.argv[1]).read_bytes()), INSIDE + "x.svg": asset(drawing.encode())}
job = PdfJob("x.pdf", "en", page, "x", (("own", css),), files)
Path(sys.argv[2]).write_bytes(lay_out(job).value.pdf)
"""


def html(body: str) -> str:
    return f'<!doctype html><html lang="ko"><head><title>견본</title></head><body>{body}</body></html>'


def embedded(pdf: bytes) -> set[str]:
    """Names of the fonts in a PDF; fails when one is not embedded."""
    names = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for found in document.objects:
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/FontDescriptor":
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(found.keys())
                names.add(str(found["/FontName"]).partition("+")[2])
    return names


def job(body: str) -> PdfJob:
    fonts = read_fonts(MemoryWorld({})).value
    css = (("fonts", print_font_css(fonts)), ("style", STYLE))
    return PdfJob("sample.pdf", "ko", html(body), "견본", css, print_assets(fonts), created="2025-04-11")


def test_korean_english_and_chinese_are_set_in_the_fonts_that_the_job_brings() -> None:
    outcome = lay_out(job(BODY))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    names = {name.replace("-", "") for name in embedded(outcome.value.pdf)}
    assert len(names) == 7
    for family in ("NotoSerifKR", "NotoSansKR", "BriefgenSerif", "BriefgenHanSerif"):
        assert any(name.startswith(family) for name in names), names


def test_a_configuration_of_the_folder_shows_its_fonts_and_no_others(tmp_path: Path) -> None:
    settings, made = tmp_path / "fonts.conf", tmp_path / "made.pdf"
    settings.write_text(fontconfig_text(default_theme() / "fonts", tmp_path / "cache"), encoding="utf-8")
    style = "<style>body { font-family: 'Noto Serif KR', 'Briefgen Han Serif' }</style>"
    command = [sys.executable, "-c", WITH_FONTCONFIG, html(style + "深圳 경제 𓃰"), str(made)]
    ran = subprocess.run(
        command, env={**os.environ, "FONTCONFIG_FILE": str(settings)}, capture_output=True, text=True, check=True
    )
    assert {name.replace("-", "") for name in embedded(made.read_bytes())} == {"NotoSerifKR", "BriefgenHanSerif"}
    assert "notdef" in ran.stderr


def test_the_fonts_of_the_machine_stay_out_when_weasyprint_was_loaded_before(tmp_path: Path) -> None:
    """An extension may have done so. Text of a drawing that names no font is set in what the library finds."""
    machine, made = tmp_path / "machine", tmp_path / "made.pdf"
    machine.mkdir()
    (machine / "of-the-machine.ttf").write_bytes((default_theme() / "fonts/briefgen-sans-400.ttf").read_bytes())
    settings = tmp_path / "fonts.conf"
    usual = "".join(
        f"<alias><family>{it}</family><prefer><family>Briefgen Sans</family></prefer></alias>"
        for it in ("serif", "sans-serif", "monospace")
    )
    known = fontconfig_text(machine, tmp_path / "cache").replace("</fontconfig>", f"{usual}</fontconfig>")
    settings.write_text(known, encoding="utf-8")
    own = default_theme() / "fonts/briefgen-serif-400.ttf"
    command = [sys.executable, "-c", AFTER_SOMEBODY_ELSE, str(own), str(made)]
    subprocess.run(command, env={**os.environ, "FONTCONFIG_FILE": str(settings)}, capture_output=True, check=True)
    assert embedded(made.read_bytes()) == {"Own"}
