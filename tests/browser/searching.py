"""A reader at the page of the search: what is asked, what is shown, and what should be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

import yaml
from playwright.sync_api import Page, expect
from support.project import ROOT

from briefgen.rendering.html.finished import parsed
from briefgen.rendering.search.passages import passages

SET = yaml.safe_load((ROOT / "tests/rendering/search/queries.yaml").read_text(encoding="utf-8"))
DATES = yaml.safe_load((ROOT / "tests/rendering/search/dates.yaml").read_text(encoding="utf-8"))
SEARCHED = ("briefs/*.html", "packs/*.html", "*.html")
NOT_SEARCHED = ("index.html", "search.html")
_DOTS = re.compile("[·‧∙•・]")

SHOWN = """() => [...document.querySelectorAll(".results li a")].map((link) => ({
  href: link.href, words: link.querySelector(".words").textContent,
}))"""


@dataclass(frozen=True)
class Place:
    """A passage of the site: page, anchor, words."""

    path: str
    anchor: str
    text: str


@lru_cache(maxsize=8)
def places(folder: Path) -> tuple[Place, ...]:
    """Every passage that readers may be led to."""
    found = []
    for pattern in SEARCHED:
        for page in sorted(folder.glob(f"*/{pattern}")):
            path = page.relative_to(folder).as_posix()
            if page.name not in NOT_SEARCHED:
                found += [Place(path, it.anchor, it.text) for it in passages(parsed(page.read_text(encoding="utf-8")))]
    return tuple(found)


def wanted(query: dict[str, Any], folder: Path) -> list[Place]:
    """The passages that say what the query asks for."""
    return [place for place in places(folder) if says(place.text, query)]


def says(text: str, query: dict[str, Any], name: str = "holds") -> bool:
    plain = _DOTS.sub("", normalize("NFKC", text))
    return any(all(re.search(it, plain) for it in every) for every in query.get(name, {}).values())


def ask(page: Page, question: str) -> list[dict[str, Any]]:
    """Type a question and wait for all that is found; what is shown."""
    field = page.locator("#question")
    field.fill("")
    field.fill(question)
    field.press("Enter")
    status = page.locator(".told")
    expect(status).not_to_have_text(re.compile("^$|…$"))
    while (more := page.locator(".results .on")).count():
        # The next stretch may hold nothing new: only the button itself is always another one.
        before = more.element_handle()
        more.click()
        page.wait_for_function("old => !old.isConnected", arg=before)
    return page.evaluate(SHOWN)


def judged(
    query: dict[str, Any], shown: list[dict[str, Any]], base: str, folder: Path
) -> tuple[list[Place], list[str]]:
    """What was missed, and what was wrong."""
    left = wanted(query, folder)
    wrong = []
    for hit in shown:
        path = unquote(urlsplit(hit["href"]).path.removeprefix(urlsplit(base).path))
        anchor = unquote(urlsplit(hit["href"]).fragment)
        words = hit["words"].removeprefix("… ").removesuffix(" …")
        found = next((it for it in left if (it.path, it.anchor) == (path, anchor) and words in it.text), None)
        if found is None and says(hit["words"], query, "may"):
            continue
        if found is None:
            wrong.append(f"{path}#{anchor}: {hit['words']}")
        else:
            left.remove(found)
    return left, wrong
