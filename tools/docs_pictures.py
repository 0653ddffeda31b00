"""Makes the pictures of the gallery from the example: ``docs/site/content/briefs/gallery/*.webp``
and ``docs/img/page-ko.png``.

    make site && python tools/docs_pictures.py [SITE]

It needs what the tests need: Chromium, poppler and, for the Word document, LibreOffice.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
GALLERY = ROOT / "docs" / "site" / "content" / "briefs" / "gallery"
FRONT = ROOT / "docs" / "img" / "page-ko.png"
CHROMIUM = "/usr/bin/chromium"
BRIEF, PACK = "services-and-fta", "trade"
GAP, DESK = 24, (222, 227, 226)


def shot(browser: Browser, page: Path, width: int, height: int, scale: float = 1) -> Image.Image:
    """The top of a web page."""
    view = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
    view.goto(page.as_uri())
    view.wait_for_timeout(500)
    picture = Image.open(BytesIO(view.screenshot())).convert("RGB")
    view.close()
    return picture


def sheets(pdf: Path, pages: tuple[int, ...], height: int) -> list[Image.Image]:
    """Pages of a PDF."""
    found = []
    for page in pages:
        command = ["pdftoppm", "-png", "-f", str(page), "-l", str(page), "-scale-to", str(height), str(pdf)]
        done = subprocess.run(command, check=True, capture_output=True)
        found.append(Image.open(BytesIO(done.stdout)).convert("RGB"))
    return found


def row(pictures: list[Image.Image]) -> Image.Image:
    """Pictures beside each other, on a desk."""
    width = sum(it.width for it in pictures) + GAP * (len(pictures) + 1)
    desk = Image.new("RGB", (width, max(it.height for it in pictures) + 2 * GAP), DESK)
    left = GAP
    for it in pictures:
        desk.paste(it, (left, GAP))
        left += it.width + GAP
    return desk


def briefgen(*arguments: str) -> None:
    """Run briefgen on the example."""
    subprocess.run([sys.executable, "-m", "briefgen", *arguments, "--quiet"], cwd=ROOT, check=True)


def word(folder: Path) -> Image.Image:
    """Two pages of the Word document, as LibreOffice shows them."""
    briefgen("handoff", BRIEF, "--to", "docx", "--language", "ko", "--output", str(folder / "brief.docx"))
    office = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", str(folder), str(folder / "brief.docx")], check=True, capture_output=True)
    return row(sheets(folder / "brief.pdf", (1, 2), 780))


def book(browser: Browser, folder: Path) -> Image.Image:
    """The cover and the first text of the e-book, as a reader for phones shows them."""
    briefgen("epub", BRIEF, "--language", "en", "--output", str(folder / "epub"))
    (file,) = (folder / "epub").rglob("*.epub")
    with zipfile.ZipFile(file) as packed:
        packed.extractall(folder / "book")
    found = {it.stem: it for it in sorted((folder / "book").rglob("*.xhtml"))}
    shown = [path for name, path in found.items() if name.startswith(("cover", "card", "text"))][:2]
    return row([shot(browser, page, 420, 640, 1.25) for page in shown])


def pictures(site: Path, browser: Browser, folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """Name → picture."""
    brief = site / "ko" / "briefs" / f"{BRIEF}.html"
    front = site / "ko" / "briefs" / "two-sessions-at-a-glance.html"
    shot(browser, front, 1280, 1000).quantize(128).save(FRONT, optimize=True)
    yield "web-wide", shot(browser, brief, 1280, 860)
    phones = (brief, site / "en" / "briefs" / f"{BRIEF}.html", site / "ko" / "facts.html")
    yield "web-narrow", row([shot(browser, page, 360, 720, 1.25) for page in phones])
    yield "pdf", row(sheets(site / "ko" / "packs" / f"{PACK}.pdf", (1, 3, 9), 780))
    yield "side-by-side", shot(browser, site / "ko" / "briefs" / BRIEF / "with-en.html", 1280, 860)
    briefgen("slides", BRIEF, "--language", "en", "--output", str(folder / "slides"))
    (slides,) = (folder / "slides").rglob("*.pdf")
    first, second, third, fourth = (it.resize((620, 349)) for it in sheets(slides, (1, 2, 3, 4), 1240))
    both = [row([first, second]), row([third, fourth])]
    whole = Image.new("RGB", (both[0].width, sum(it.height for it in both) - GAP), DESK)
    whole.paste(both[0], (0, 0))
    whole.paste(both[1], (0, both[0].height - GAP))
    yield "slides", whole
    yield "word", word(folder)
    yield "epub", book(browser, folder)


def main(arguments: list[str]) -> int:
    """Write the pictures."""
    site = Path(arguments[0]) if arguments else ROOT / "site"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, picture in pictures(site.resolve(), browser, Path(folder)):
            picture.save(GALLERY / f"{name}.webp", quality=80, method=6)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
