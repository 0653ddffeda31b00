"""The letters that a page shows in each face, and those that its font files have."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any
from urllib.request import urlopen

from fontTools.ttLib import TTFont
from playwright.sync_api import Page

SHOWN = r"""() => {
  const bare = (name) => name.trim().replace(/["']/g, "");
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => [sheet.href, rule]));
  const faces = rules.filter(([, rule]) => rule instanceof CSSFontFaceRule).flatMap(([sheet, rule]) => {
    const get = (name) => rule.style.getPropertyValue(name);
    const file = /url\("?([^")]+)/.exec(rule.cssText);
    const whole = file && [bare(get("font-family")), Number(get("font-weight")), get("font-style")];
    return file ? [[...whole, new URL(file[1], sheet).href]] : [];
  });
  const texts = {};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest("script, style, template, title, desc")) continue;
    if (!parent.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(parent);
    const key = JSON.stringify([style.fontFamily.split(",").map(bare), Number(style.fontWeight), style.fontStyle]);
    texts[key] = (texts[key] ?? "") + node.data.replace(/[\s\p{C}\p{M}]/gu, "");
  }
  return [faces, Object.entries(texts).map(([key, words]) => [...JSON.parse(key), words])];
}"""


def letters_without_a_face(page: Page) -> list[str]:
    """Letters of an open page that no face has in the weight and slope in which they are set."""
    faces, texts = page.evaluate(SHOWN)
    found = []
    for families, weight, style, words in texts:
        there = frozenset().union(*(_points(_chosen(faces, family, weight, style)) for family in families))
        if missing := sorted({letter for letter in words if ord(letter) not in there}):
            found.append(f"{page.url}: {families[0]} {weight} {style}: {''.join(missing)}")
    return found


def _chosen(faces: list[Any], family: str, weight: int, style: str) -> tuple[str, ...]:
    """The files of the face of a family that a browser takes."""
    own = [face for face in faces if face[0] == family]
    own = [face for face in own if face[2] == style] or own
    nearest = min((face[1] for face in own), key=lambda it: abs(it - weight), default=0)
    return tuple(sorted(face[3] for face in own if face[1] == nearest))


@cache
def _points(addresses: tuple[str, ...]) -> frozenset[int]:
    return frozenset(point for address in addresses for point in _cmap(address))


@cache
def _cmap(address: str) -> frozenset[int]:
    with urlopen(address) as answer:
        return frozenset(TTFont(BytesIO(answer.read()), lazy=True).getBestCmap())
