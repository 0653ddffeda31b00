"""The browser cuts and folds a text into the same units as the index does."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from briefgen.language.matching.folding import units

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).resolve().parents[2] / "templates/js/search.js"
HANDED_OUT = "globalThis.briefgenFinder ="
ALPHABETS = (
    "가힣각한국",
    "說明年月兩會",
    "あーガパ",
    "aZéÅßẞǅﬁŒİıñＡæØłÞ",
    "0123456789²½Ⅳ٣３",
    "·ㆍ・-‐–—.,;:!?()[]'’\"_ \u00a0\u2060\u3000\n",
    "дЖёЯ",
    "أإآاةكـىیکَّ٣۳",
    "हिन्दीकन",
    "ไทยที่ก็",
    "שָׁלוֹם־",
)
"""Letters of the scripts that briefs are written in, and what stands between them."""
TEXT = st.one_of(
    *(st.text(alphabet=alphabet, max_size=8) for alphabet in ALPHABETS),
    st.text(alphabet="".join(ALPHABETS), max_size=24),
)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A window in which the search's own function can be called."""
    source = SCRIPT.read_text("utf-8")
    assert source.count(HANDED_OUT) == 1
    found = browser.new_page()
    found.add_script_tag(content=source.replace(HANDED_OUT, f"globalThis.unitsOf = unitsOf; {HANDED_OUT}"))
    found.evaluate("() => briefgenSearch('', { beginnings: [], endings: [], prefixes: '' })")
    yield found
    found.close()


def of_browser(page: Page, texts: list[str]) -> list[Any]:
    cut = "(texts) => texts.map((t) => unitsOf(t).map((u) => [u.form, u.block, u.gap, t.slice(u.start, u.end)]))"
    return page.evaluate(cut, texts)


@given(st.lists(TEXT, min_size=20, max_size=60))
@example(["ㄱㅏ", "ｰ", "㆒", "〸", "ΣΑΣ", "가\u0085나", "가\ufeff나"])
@example(["한·중 FTA 2,300억 원", "ＦＴＡ Xí Jìnpíng", "1,2345", "兩會 2025", "state-of-the-art"])
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_cut_and_fold_alike(page: Page, texts: list[str]) -> None:
    texts = [unicodedata.normalize("NFC", text) for text in texts]
    for text, there in zip(texts, of_browser(page, texts), strict=True):
        assert rows(text) == there, text


def rows(text: str) -> list[Any]:
    return [[it.form, it.is_block, it.gap, text[it.start : it.end]] for it in units(text)]


def test_both_treat_every_assigned_character_alike(page: Page) -> None:
    """At the end of a word, between two words, twice in a row, and next to a Korean syllable."""
    assigned = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) not in ("Cn", "Co", "Cs")]
    texts = [unicodedata.normalize("NFC", f"A{c} a{c}{c}B 나{c}다") for c in assigned]
    cut = """(given) => JSON.stringify(JSON.parse(given).map(([c, t]) => /\\p{Cn}/u.test(c) ? null
        : unitsOf(t).map((u) => [u.form, u.block, u.gap, t.slice(u.start, u.end)])))"""
    there = json.loads(page.evaluate(cut, json.dumps(list(zip(assigned, texts, strict=True)))))
    known = [(c, text, found) for c, text, found in zip(assigned, texts, there, strict=True) if found is not None]
    assert len(known) > 140_000, "a browser of an older Unicode leaves out what it does not know"
    assert [f"U+{ord(c):04X}" for c, text, found in known if rows(text) != found] == []
