"""Reading two languages: side by side on one page, or turning from one to the other at the block at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.project import Project
from visits import Site, Visit

from briefgen.writing.site.publish import publish

pytestmark = pytest.mark.browser

BESIDE = "briefs/first/with-{}.html"

SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifted += shift.value;
}).observe({ type: "layout-shift", buffered: true });"""

PAIRS = """() => [...document.querySelectorAll(".pair")].map((pair) => [...pair.children].map((half) => {
  const box = half.getBoundingClientRect();
  return [half.lang, half.innerText.trim().length > 0, Math.round(box.top), Math.round(box.left)];
}))"""

# Between the words of a link and the comma after it, in pixels.
GAPS = """() => [...document.querySelectorAll(".half td a.fact")].flatMap((link) => {
  const after = link.nextSibling;
  if (!after?.data?.startsWith(",")) return [];
  const [words, comma] = [document.createRange(), document.createRange()];
  words.selectNodeContents(link);
  comma.setStart(after, 0);
  comma.setEnd(after, 1);
  return [Math.round(comma.getBoundingClientRect().left - words.getBoundingClientRect().right)];
})"""

# How far the number of a list ends before the list begins, where the marks of its items stand.
BEFORE = """() => [...document.querySelectorAll(".half ol .paragraph-number")].map((number) =>
  Math.round(number.closest("ol").getBoundingClientRect().left - number.getBoundingClientRect().right))"""


NUMBERS = """() => [...document.querySelectorAll(".paragraph-number")].map((number) =>
  Math.round(number.getBoundingClientRect().left))"""


@pytest.fixture
def fuller(project: Project, tmp_path: Path) -> Path:
    """The small project's site, the brief with a numbered list and a cell of two short facts."""
    row = {
        "ko": "| 표본 | 2021년 {fact}`count-a`, 2022년 {fact}`count-a`, 2023년 없음 |",
        "en": "| Samples | 2021: {fact}`count-a`, 2022: {fact}`count-a`, 2023: none |",
    }
    items = {"ko": "1. 모은다.\n2. 센다.", "en": "1. Collect them.\n2. Count them."}
    project = project.with_change("content/facts/counts.yaml", "value: 12 samples", "value: 2 samples")
    for lang, old in (("ko", "| 표본 | {fact}`count-a` |"), ("en", "| Samples | {fact}`count-a` |")):
        text = f"content/briefs/first/{lang}.md"
        project = project.with_change(text, old, row[lang])
        project = project.with_change(text, ":::{chart} bars", f"{items[lang]}\n\n:::{{chart}} bars")
    assert publish(project.build(fonts=True).tree, tmp_path / "site").value.done
    return tmp_path / "site"


@pytest.mark.parametrize(("lang", "other"), [("ko", "en"), ("en", "ko")])
def test_each_block_stands_beside_the_same_block(
    small: Site, visit: Callable[..., Visit], lang: str, other: str
) -> None:
    window = visit(1280)
    page = window.open(f"{small.address}{lang}/{BESIDE.format(other)}")
    pairs = page.evaluate(PAIRS)
    assert len(pairs) > 8
    for own, there in pairs:
        assert (own[0], there[0]) == (lang, other)
        assert own[1] == there[1]
        assert own[2] == there[2]
        assert own[3] < there[3]
    assert page.locator("h1").count() == 1
    ids = Counter(page.locator("[id]").evaluate_all("parts => parts.map((part) => part.id)"))
    assert [ident for ident, times in ids.items() if times > 1] == []
    assert window.faults == []


@pytest.mark.parametrize(("lang", "other"), [("ko", "en"), ("en", "ko")])
def test_the_points_at_a_glance_begin_level(small: Site, visit: Callable[..., Visit], lang: str, other: str) -> None:
    page = visit(1280).open(f"{small.address}{lang}/{BESIDE.format(other)}")
    labels = page.locator(".half .at-a-glance .label")
    own, there = labels.evaluate_all("parts => parts.map((part) => Math.round(part.getBoundingClientRect().top))")
    assert own == there


def test_the_number_of_a_list_and_short_facts_keep_their_places(fuller: Path, visit: Callable[..., Visit]) -> None:
    page = visit(1280).open((fuller / "en" / BESIDE.format("ko")).as_uri())
    before, gaps = page.evaluate(BEFORE), page.evaluate(GAPS)
    assert len(before) == 2 and min(before) > 0
    assert len(gaps) == 4 and max(gaps) <= 1


@pytest.mark.parametrize("width", [959, 960, 1100, 1279, 1280])
def test_the_numbers_of_paragraphs_are_on_the_screen(width: int, small: Site, visit: Callable[..., Visit]) -> None:
    numbers = visit(width).open(f"{small.address}en/{BESIDE.format('ko')}").evaluate(NUMBERS)
    assert numbers and min(numbers) >= 0


def test_side_by_side_the_switch_turns_the_page_round(small: Site, visit: Callable[..., Visit]) -> None:
    window = visit(1280)
    page = window.open(f"{small.address}ko/{BESIDE.format('en')}")
    page.locator(".languages a").click()
    page.wait_for_url(f"**/en/{BESIDE.format('ko')}*")
    page.locator(".heads [lang=ko] a").click()
    page.wait_for_url("**/ko/briefs/first.html*")
    page.locator(".tools summary").click()
    page.locator(".beside-forms a").click()
    page.wait_for_url(f"**/ko/{BESIDE.format('en')}*")
    assert window.faults == []


@pytest.mark.parametrize("width", [360, 1280])
def test_side_by_side_works_from_a_folder(small: Site, visit: Callable[..., Visit], width: int) -> None:
    window = visit(width, javascript=False)
    page = window.open((small.folder / "en" / BESIDE.format("ko")).as_uri())
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    note = page.locator(".half[lang=ko] a.note-call").get_attribute("href") or ""
    assert note.startswith("../../../ko/briefs/first.html#")
    page.locator(".half[lang=ko] a.note-call").click()
    expect(page.locator(":target")).to_be_in_viewport()
    assert window.faults == []


def scrolled_to(page: Page, selector: str) -> None:
    page.evaluate("() => document.querySelector('main').style.setProperty('padding-bottom', '200vh')")
    page.locator(selector).first.evaluate("part => scrollTo(0, part.getBoundingClientRect().top + scrollY - 20)")


@pytest.mark.parametrize("selector", ["#p1", "#tab-counts", ".recommendation[id]", "#proposals"])
def test_the_switch_keeps_the_block(small: Site, visit: Callable[..., Visit], selector: str) -> None:
    page = visit(1280).open(f"{small.address}ko/briefs/first.html")
    ident = page.locator(selector).first.get_attribute("id")
    scrolled_to(page, selector)
    page.locator(".languages a").evaluate("link => link.click()")
    page.wait_for_url("**/en/briefs/first.html#*")
    assert page.url.partition("#")[2] == ident
    expect(page.locator(":target")).to_be_in_viewport()


def test_the_switch_keeps_a_deep_link_while_it_is_in_sight(small: Site, visit: Callable[..., Visit]) -> None:
    page = visit(1280).open(f"{small.address}ko/briefs/first.html#proposals")
    page.locator(".languages a").evaluate("link => link.click()")
    page.wait_for_url("**/en/briefs/first.html#proposals")


@pytest.mark.parametrize("path", ["ko/index.html", "ko/briefs/first.html", "en/briefs/first.html", "en/search.html"])
def test_no_line_moves_while_the_page_loads(small: Site, visit: Callable[..., Visit], path: str) -> None:
    window = visit(360)
    window.page.add_init_script(SHIFTS)
    page = window.open(small.address + path)
    page.evaluate("async () => { await document.fonts.ready; await new Promise(requestAnimationFrame); }")
    expect(page.locator("html.waits")).to_have_count(0)
    assert page.evaluate("() => window.shifted") < 0.01
