"""What the pages offer besides reading: the switch for sources, folds, filters, the bar and the menu of a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from visits import LANGUAGES, Site, Visit

pytestmark = pytest.mark.browser

VISIBLE = "(parts) => parts.filter((part) => part.checkVisibility()).length"


def visible(page: Page, selector: str) -> int:
    count: int = page.locator(selector).evaluate_all(VISIBLE)
    return count


@pytest.mark.parametrize("javascript", [True, False])
def test_sources_are_shown_by_the_switch(site: Site, visit: Callable[..., Visit], javascript: bool) -> None:
    window = visit(javascript=javascript)
    page = window.open(site.address + site.brief("ko"))
    marks = [page.locator(f".argument > p {it}").first for it in (".paragraph-number", "sup.cite")]
    collected = page.locator(".argument > p .paragraph-sources").first
    expect(collected).to_be_visible()
    for mark in marks:
        expect(mark).to_be_hidden()
    page.locator(".switch label").click()
    expect(collected).to_be_hidden()
    for mark in marks:
        expect(mark).to_be_visible()
    assert window.faults == []


def test_the_switch_is_kept_on_other_pages(site: Site, visit: Callable[..., Visit]) -> None:
    window = visit()
    page = window.open(site.address + site.brief("ko"))
    page.locator(".switch label").click()
    window.open(site.address + site.brief("en"))
    expect(page.locator("#marks")).to_be_checked()
    page.locator(".switch label").click()
    page.reload()
    expect(page.locator("#marks")).not_to_be_checked()
    assert page.evaluate("() => localStorage.length") == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_proves_a_brief_is_folded_and_opens_for_a_link_into_it(
    site: Site, visit: Callable[..., Visit], lang: str
) -> None:
    page = visit().open(site.address + site.brief(lang))
    entry = page.locator(".reference-list li").first
    expect(entry).to_be_hidden()
    page.goto(f"{page.url}#{entry.get_attribute('id')}")
    expect(entry).to_be_in_viewport()
    page.locator('.tools a[href="#cite"]').click()
    expect(page.locator("#citation")).to_be_in_viewport()


def choose(page: Page, filter_id: str, picked: str) -> None:
    page.locator(f"#{filter_id}").select_option(page.locator(f"option.{picked}").inner_text())


def test_facts_are_filtered_by_brief_and_strength_without_a_script(site: Site, visit: Callable[..., Visit]) -> None:
    page = visit(javascript=False).open(site.address + "ko/facts.html")
    every = visible(page, ".fact-entry")
    strong = page.locator(".fact-entry.strength-is-strong").count()
    assert 0 < strong < every
    choose(page, "of-strength", "pick-strong")
    assert visible(page, ".fact-entry") == strong
    choose(page, "of-brief", "pick-2")
    both = page.locator(".fact-entry.strength-is-strong.of-2").count()
    assert visible(page, ".fact-entry") == both < strong


def test_no_heading_stands_over_nothing_in_a_filtered_ledger(site: Site, visit: Callable[..., Visit]) -> None:
    page = visit().open(site.address + "ko/facts.html")
    choose(page, "of-strength", "pick-contested")
    choose(page, "of-brief", "pick-1")
    filled = [it for it in page.locator(".group").all() if it.locator(".strength-is-contested.of-1").count()]
    assert visible(page, ".group") == len(filled)


@pytest.mark.parametrize("name", ["facts", "timeline"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_filter_is_a_stop_of_the_keyboard_and_says_what_it_is(
    site: Site, visit: Callable[..., Visit], lang: str, name: str
) -> None:
    page = visit(360).open(f"{site.address}{lang}/{name}.html")
    filters = page.locator(".filters :is(input, select)")
    assert filters.count() == {"facts": 2, "timeline": 1}[name]
    filters.first.focus()
    for control in filters.all():
        expect(control).to_be_focused()
        assert control.evaluate("it => it.labels[0].innerText.trim()")
        box = control.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360
        page.keyboard.press("Tab")


def test_the_timeline_shows_its_turning_points_alone_by_keyboard(site: Site, visit: Callable[..., Visit]) -> None:
    page = visit(javascript=False).open(site.address + "en/timeline.html")
    turning = page.locator(".timeline .turning").count()
    assert 0 < turning < visible(page, ".timeline li")
    page.locator("#turning-only").press("Space")
    assert visible(page, ".timeline li") == turning


def test_the_address_of_a_fact_shows_all_of_it_without_a_script(site: Site, visit: Callable[..., Visit]) -> None:
    page = visit(javascript=False).open(site.address + "en/facts.html")
    entry = page.locator(".fact-entry").nth(5)
    expect(entry.locator(".record")).to_be_hidden()
    expect(entry.locator(".from a").first).to_be_visible()
    page.goto(f"{page.url}#{entry.get_attribute('id')}")
    expect(entry.locator(".record")).to_be_visible()


@pytest.mark.parametrize("width", [760, 1280])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_known_of_a_figure_opens_inside_the_window(
    site: Site, visit: Callable[..., Visit], lang: str, width: int
) -> None:
    page = visit(width).open(site.address + site.brief(lang))
    figures = page.locator(".key-figures a.fact, .argument > p a.fact")
    for at in range(min(8, figures.count())):
        figures.nth(at).click()
        card = page.locator(".note-card")
        box = card.bounding_box()
        assert box and box["x"] >= 0 and box["y"] >= 0
        assert box["x"] + box["width"] <= width and box["y"] + box["height"] <= 800
        assert card.locator(".source a").first.inner_text().partition("] ")[2], "a source is named, not only numbered"
        card.locator(".close").click()
        expect(card).to_be_hidden()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_menu_of_a_phone_opens_where_it_is(site: Site, visit: Callable[..., Visit], lang: str) -> None:
    page = visit(360).open(f"{site.address}{lang}/index.html")
    button = page.locator(".menu summary")
    before = button.bounding_box()
    band = page.locator(".band").bounding_box()
    button.click()
    assert button.bounding_box() == before
    expect(page.locator(".menu nav a").first).to_be_visible()
    assert band and band["height"] <= 64
    language = page.locator(".languages a").bounding_box()
    assert before and language and before["y"] == language["y"]


def test_contents_and_language_stay_in_sight_on_a_phone(site: Site, visit: Callable[..., Visit]) -> None:
    page = visit(360).open(site.address + site.brief("ko"))
    page.locator("main .text h2[id]").last.evaluate("part => part.scrollIntoView()")
    expect(page.locator(".contents summary")).to_be_in_viewport(ratio=1)
    expect(page.locator(".contents .elsewhere a")).to_be_in_viewport(ratio=1)
    page.locator(".contents summary").click()
    entry = page.locator(".contents li a").first
    entry.click()
    expect(page.locator(".contents li a").first).to_be_hidden()
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_the_feed_of_a_topic_stands_in_line_with_its_briefs(
    site: Site, visit: Callable[..., Visit], lang: str, width: int
) -> None:
    page = visit(width).open(site.address + site.largest(f"{lang}/topics"))
    link, items = (page.locator(it).bounding_box() for it in (".items + .files a", ".items"))
    assert link and items and link["x"] == items["x"]
