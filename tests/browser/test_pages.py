"""Every page in a browser: nothing sticks out, nothing fails, nothing is fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lettering import letters_without_a_face
from playwright.sync_api import Browser, Page
from support.project import ROOT
from visits import LANGUAGES, Site, Visit

pytestmark = pytest.mark.browser

WIDTHS = (360, 1280)
TEMPLATES = ROOT / "templates"

WIDER = """() => {
  const room = document.documentElement.clientWidth;
  const scrolls = (part) => part && part !== document.body
    && (["auto", "scroll"].includes(getComputedStyle(part).overflowX) || scrolls(part.parentElement));
  const out = [...document.querySelectorAll("body *")].filter((part) => {
    const box = part.getBoundingClientRect();
    return box.width > 0 && (box.right > room + 1 || box.left < -1) && !scrolls(part) && !part.closest(".unseen");
  });
  const names = out.slice(0, 3).map((part) => part.outerHTML.slice(0, 80));
  return document.documentElement.scrollWidth > room ? ["the page", ...names] : names;
}"""
"""What is wider than the window or outside of it; parts that scroll by themselves may hold what they like."""

INK_AND_GROUND = """() => {
  const style = getComputedStyle(document.body);
  return [style.color, style.backgroundColor];
}"""

FONTS = """async () => {
  await document.fonts.ready;
  const bare = (name) => name.trim().replace(/["']/g, "");
  const loaded = [...document.fonts].filter((face) => face.status === "loaded").map((face) => bare(face.family));
  return [bare(getComputedStyle(document.body).fontFamily.split(",")[0]), loaded];
}"""


def sticking_out(page: Page) -> list[str]:
    return [f"{page.url}: {part} sticks out" for part in page.evaluate(WIDER)]


@pytest.mark.parametrize("width", WIDTHS)
def test_code_and_tables_of_a_text_fit_a_window(browser: Browser, width: int) -> None:
    css = "".join((TEMPLATES / "css" / name).read_text("utf-8") for name in ("tokens.css", "web.css"))
    line = "briefgen handoff trade --to docx" + " " * 150 + "# --output-of-a-long-name" * 9
    cells = "".join(f"<td>column_{number} <code>{'long_name' * 4}</code></td>" for number in range(5))
    heads = "".join(f"<th>head {number}</th>" for number in range(5))
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.set_content(
        f"<!doctype html><html lang=ko><style>{css}</style><main><div class=text><section>"
        f"<pre><code>{line}</code></pre>"
        f"<p><span class=nb>워크플로(<code>{'/folder' * 20}</code>)에서</span></p>"
        f"<table><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table></section></div></main>"
    )
    found = sticking_out(page)
    page.close()
    assert found == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways_fails_or_asks_another_host(
    site: Site, visit: Callable[..., Visit], lang: str, width: int
) -> None:
    window = visit(width)
    faults = [fault for path in site.pages(lang) for fault in sticking_out(window.open(site.address + path))]
    assert faults + window.faults == []


def test_a_brief_fits_a_window_that_is_hardly_wider_than_its_columns(small: Site, visit: Callable[..., Visit]) -> None:
    page = visit(1000).open((small.folder / "en/briefs/first.html").as_uri())
    assert page.locator(".actions").count() and sticking_out(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_door_and_the_page_of_a_missing_address_are_sound_as_well(
    site: Site, visit: Callable[..., Visit], width: int
) -> None:
    window = visit(width)
    faults = sticking_out(window.open(site.address))
    faults += sticking_out(window.open(site.own_address + "ko/briefs/there/is/none.html", missing=True))
    assert faults + window.faults == []


def test_from_a_missing_address_links_lead_into_the_site(site: Site, visit: Callable[..., Visit]) -> None:
    window = visit()
    page = window.open(site.own_address + "no/such/page.html", missing=True)
    links = page.locator("main a").evaluate_all("links => links.map((link) => link.href)")
    assert links
    for link in links:
        window.open(link)
    assert window.faults == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_dark_view_has_an_ink_and_a_ground_of_its_own(site: Site, visit: Callable[..., Visit], lang: str) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        page = visit(colours=scheme).open(site.address + site.brief(lang))
        colours |= set(page.evaluate(INK_AND_GROUND))
    assert len(colours) == 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_is_set_in_the_fonts_of_the_site(site: Site, visit: Callable[..., Visit], lang: str) -> None:
    window = visit()
    page = window.open(site.address + site.brief(lang))
    wanted, loaded = page.evaluate(FONTS)
    assert wanted in loaded
    assert window.faults == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_letter_is_in_the_face_that_it_is_set_in(
    site: Site, visit: Callable[..., Visit], lang: str, width: int
) -> None:
    """In its weight too: another width of the window may set a text bold."""
    window = visit(width)
    found = [it for path in site.pages(lang) for it in letters_without_a_face(window.open(site.address + path))]
    assert found == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_javascript_the_words_are_the_same(site: Site, visit: Callable[..., Visit], lang: str) -> None:
    plain, full = visit(javascript=False), visit()
    # The search has its field from a script; without one its page is an index.
    for path in (it for it in site.kinds(lang) if not it.endswith("search.html")):
        words = [set(shown.open(site.address + path).inner_text("main").split()) for shown in (plain, full)]
        assert len(words[0]) > 10, path
        assert words[1] - words[0] <= words_of_buttons(full.page), path
    assert plain.faults + full.faults == []


def words_of_buttons(page: Page) -> set[str]:
    """Buttons that do nothing without JavaScript are not shown then."""
    return {word for button in page.locator("main button").all() for word in button.inner_text().split()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_three_pages_work_from_a_folder(site: Site, visit: Callable[..., Visit], lang: str) -> None:
    """From a USB stick: no server, no site address."""
    window = visit()
    for path in (f"{lang}/index.html", site.brief(lang), f"{lang}/facts.html"):
        page = window.open((site.folder / path).as_uri())
        assert sticking_out(page) == []
        assert page.evaluate("() => getComputedStyle(document.body).fontFamily.length") > 10
        assert page.evaluate("() => [...document.styleSheets].length") > 0
        other = page.locator(".languages a[hreflang]").first
        target = other.get_attribute("hreflang")
        other.click()
        assert page.url.partition("#")[0] == (site.folder / f"{target}/{path.partition('/')[2]}").as_uri()
    assert window.faults == []
