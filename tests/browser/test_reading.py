"""What a reader does on a page: change the language or the view, look up a note, go on by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Event

import pytest
from playwright.sync_api import Page, Route, expect
from visits import LANGUAGES, Site, Visit

pytestmark = pytest.mark.browser

OTHER = {"ko": "en", "en": "ko"}
SETTLED = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
}"""
GROUND = "() => getComputedStyle(document.body).backgroundColor"

WITHOUT_FOCUS_SHOWN = """() => {
  const shown = (part) => {
    const style = getComputedStyle(part);
    const box = part.getBoundingClientRect();
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    return box.width > 0 && box.height > 0 && (outlined || style.boxShadow !== "none");
  };
  const parts = [...document.querySelectorAll("a[href], button, summary, [tabindex='0']")];
  const visible = parts.filter((part) => part.checkVisibility({ visibilityProperty: true }));
  const faults = [];
  for (const part of visible) {
    part.focus();
    if (document.activeElement !== part || !part.matches(":focus-visible") || !shown(part))
      faults.push(part.outerHTML.slice(0, 120));
  }
  return { count: visible.length, faults };
}"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_language_switch_leads_to_the_same_page(site: Site, visit: Callable[..., Visit], lang: str) -> None:
    window, other = visit(), OTHER[lang]
    for path in site.kinds(lang):
        page = window.open(site.address + path)
        page.locator(f'.languages a[hreflang="{other}"]').click()
        page.wait_for_load_state()
        turned = path.replace(f"with-{other}.html", f"with-{lang}.html").replace(f"{lang}/", f"{other}/", 1)
        wanted = (site.address + turned).removesuffix("index.html")
        assert page.url.partition("#")[0].removesuffix("index.html") == wanted
        assert page.locator("html").get_attribute("lang") == other
    assert window.faults == []


def test_the_language_switch_keeps_the_place_in_the_text(site: Site, visit: Callable[..., Visit]) -> None:
    page = visit().open(site.address + site.brief("ko"))
    heading = page.locator("main .text h2[id]").last
    heading.evaluate("part => part.scrollIntoView()")
    page.locator('.languages a[hreflang="en"]').evaluate("link => link.click()")
    page.wait_for_url("**/en/**")
    assert page.url.partition("#")[2]
    place = page.locator(f'[id="{page.url.partition("#")[2]}"]')
    expect(place).to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_chosen_view_is_kept_on_other_pages_and_visits(site: Site, visit: Callable[..., Visit], width: int) -> None:
    window = visit(width)
    page = window.open(site.address + "ko/index.html")
    light = page.evaluate(GROUND)
    choose_view(page)
    dark = page.evaluate(GROUND)
    assert dark != light
    page.reload()
    assert page.evaluate(GROUND) == dark
    assert window.open(site.address + site.brief("en")).evaluate(GROUND) == dark
    choose_view(page)
    assert page.evaluate(GROUND) == light
    page.reload()
    assert page.evaluate(GROUND) == light
    assert window.faults == []


def choose_view(page: Page) -> None:
    button = page.locator(".theme-switch")
    if not button.is_visible():
        page.locator(".menu summary").click()
    button.click()


def test_the_view_follows_the_system_until_the_reader_chooses(site: Site, visit: Callable[..., Visit]) -> None:
    page = visit(colours="dark").open(site.address + "en/index.html")
    dark = page.evaluate(GROUND)
    page.emulate_media(color_scheme="light")
    light = page.evaluate(GROUND)
    assert light != dark
    assert page.evaluate("() => localStorage.length") == 0
    page.emulate_media(color_scheme="dark")
    choose_view(page)
    assert page.evaluate(GROUND) == light


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_note_is_read_and_left_by_keyboard(small: Site, visit: Callable[..., Visit], lang: str, width: int) -> None:
    window = visit(width)
    page = window.open(small.address + small.with_notes(lang))
    call = page.locator("a.note-call").first
    note = page.locator(f'[id="{(call.get_attribute("href") or "").removeprefix("#")}"] .entry')
    call.focus()
    page.keyboard.press("Enter")
    card = page.locator(".note-card")
    expect(card).to_be_visible()
    expect(card).to_be_in_viewport(ratio=0.99)
    assert " ".join(note.inner_text().split()) in " ".join(card.inner_text().split())
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(call).to_be_focused()
    assert window.faults == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_source_of_a_figure_is_one_step_away(site: Site, visit: Callable[..., Visit], width: int) -> None:
    window = visit(width)
    page = window.open(site.address + site.brief("ko"))
    figure = page.locator(".argument > p a.fact").first
    figure.focus()
    page.keyboard.press("Enter")
    card = page.locator(".note-card")
    expect(card).to_be_in_viewport(ratio=0.99)
    expect(card.locator('.source a[href^="#ref-"]').first).to_be_visible()
    ledger = card.locator("a.fact").first.get_attribute("href") or ""
    assert "facts.html#fact-" in ledger
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(figure).to_be_focused()
    assert window.faults == []


def test_the_list_of_contents_marks_the_part_at_hand(site: Site, visit: Callable[..., Visit]) -> None:
    page = visit().open(site.address + site.brief("ko"))
    heading = page.locator("main .text h2[id]").nth(2)
    heading.evaluate("part => part.scrollIntoView()")
    marked = page.locator(".contents [aria-current]")
    expect(marked).to_have_count(1)
    expect(marked).to_have_attribute("href", f"#{heading.get_attribute('id')}")
    expect(marked).to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_into_a_page_holds_its_place_while_fonts_arrive(
    site: Site, visit: Callable[..., Visit], lang: str, width: int
) -> None:
    page = visit(width).page
    text = (site.folder / site.brief(lang)).read_text("utf-8")
    last = re.findall(r'<h2 id="([^"]+)" data-block="b', text)[-1]
    held: list[Route] = []
    arrived = Event()
    page.route("**/*.woff2", lambda route: route.continue_() if arrived.is_set() else held.append(route))
    page.goto(f"{site.address}{site.brief(lang)}#{last}", wait_until="commit")
    page.wait_for_function("() => scrollY > innerHeight")
    assert held, "the page sets its text in no font of its own"
    arrived.set()
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")
    page.evaluate(SETTLED)
    assert 0 <= page.locator(f'[id="{last}"]').evaluate("part => part.getBoundingClientRect().top") < 100


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_contents_follows_the_reader(site: Site, visit: Callable[..., Visit], lang: str) -> None:
    page = visit().open(site.address + site.brief(lang))
    page.set_viewport_size({"width": 1280, "height": 300})
    page.evaluate(SETTLED)
    page.locator("main .text h2[id]").last.evaluate("part => part.scrollIntoView()")
    page.evaluate(SETTLED)
    seen = page.locator(".contents details").bounding_box()
    entry = page.locator(".contents a[aria-current]").bounding_box()
    assert seen and entry
    assert seen["y"] <= entry["y"]
    assert entry["y"] + entry["height"] <= seen["y"] + seen["height"]


def test_a_page_of_the_pdf_is_a_jump_away(site: Site, visit: Callable[..., Visit]) -> None:
    page = visit().open(site.address + site.brief("en"))
    expect(page.locator(".page-list")).to_be_hidden()
    page.locator("#marks").check()
    link = page.locator(".page-list a").last
    link.click()
    expect(page.locator(":target")).to_be_in_viewport()
    assert page.url.endswith(link.get_attribute("href") or "?")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_javascript_a_note_is_a_jump_there_and_back(
    small: Site, visit: Callable[..., Visit], lang: str
) -> None:
    page = visit(javascript=False).open(small.address + small.with_notes(lang))
    call = page.locator("a.note-call").first
    call.focus()
    page.keyboard.press("Enter")
    note = page.locator(":target")
    expect(note).to_be_in_viewport()
    note.locator('[role="doc-backlink"]').focus()
    page.keyboard.press("Enter")
    expect(call).to_be_in_viewport()
    assert page.url.endswith(f"#{call.get_attribute('id')}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_wherever_the_focus_is_it_can_be_seen(site: Site, visit: Callable[..., Visit], lang: str) -> None:
    window = visit()
    for path in site.kinds(lang):
        page = window.open(site.address + path)
        page.keyboard.press("Tab")  # from now on the browser knows that the reader uses the keyboard
        found = page.evaluate(WITHOUT_FOCUS_SHOWN)
        assert found["count"] > 5, path
        assert found["faults"] == [], path


def test_the_first_stop_leads_past_the_head_of_the_page(site: Site, visit: Callable[..., Visit]) -> None:
    page = visit().open(site.address + site.brief("en"))
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")
