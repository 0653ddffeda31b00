"""Chromium counts ordered lists as briefgen does for paper."""

import pytest
from support.project import Project

from briefgen.rendering.html.list_numbers import MARKS_OF_TYPE, list_marks, ordinals

pytestmark = pytest.mark.browser


def shown(browser, html: str) -> list[str]:
    """The marks of the items in the order in which a screen reader meets them."""
    page = browser.new_page()
    page.set_content(f"<!doctype html><title>t</title><body>{html}")
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    page.close()
    return [node["name"]["value"].strip() for node in nodes if node.get("role", {}).get("value") == "ListMarker"]


LISTS = [
    '<ol start="13"><li>a<li>b</ol>',
    '<ol start=" +7x"><li>a</ol>',
    '<ol start="99999999999999999999"><li>a</ol>',
    '<ol start="-1"><li>a<li>b<li>c</ol>',
    "<ol reversed><li>a<li>b<li>c</ol>",
    '<ol reversed start="3"><li>a<li>b<li>c<li>d</ol>',
    '<ol><li>a<li value="7">b<li>c</ol>',
    '<ol reversed><li>a<li value="7">b<li>c</ol>',
]


@pytest.mark.parametrize("html", LISTS)
def test_a_browser_shows_the_numbers_that_paper_prints(browser, html):
    import lxml.html

    tree = lxml.html.fragment_fromstring(html, create_parent="main")
    assert shown(browser, html) == [f"{number}." for _, number in ordinals(tree)]


def test_a_list_shows_the_marks_that_its_type_asks_for(browser):
    """Where the marks of the language would win over ``type``."""
    css = list_marks(Project().site().value.profiles["ko"])
    html = "".join(
        f'<ol type="{asked}" start="4" data-marks="{style}"><li>a</ol>' for asked, style in MARKS_OF_TYPE.items()
    )
    assert shown(browser, f"<style>{css}</style>{html}") == ["4.", "d.", "D.", "iv.", "IV."]
