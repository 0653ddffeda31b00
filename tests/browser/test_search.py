"""The search as a reader has it: what is asked is found, all of it and nothing else, by keyboard, from a folder too."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from searching import DATES, SET, ask, judged, wanted
from support.project import Project
from visits import LANGUAGES, Site, Visit

from briefgen.reading.starter.texts import site_files
from briefgen.writing.site.publish import publish

pytestmark = pytest.mark.browser

RECALL = 0.98
GLOSSARY = """\
two-sessions:
  names: {ko: {short: 양회}, en: {short: Two Sessions}}
  scripts: {ko-Hani: 兩會}
iyonghusaeng:
  names: {ko: {short: 이용후생}, en: {short: iyonghusaeng}}
  scripts: {ko-Hani: 利用厚生}
"""
HIGHLIGHTED = "() => [...(CSS.highlights.get('found') || [])].map((range) => range.toString())"


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path) -> Path:
    """A site of one brief in Korean, whose paragraphs are the lines of the set's small text."""
    from briefgen.running.store import FileStore

    project = Project(store=FileStore(shared_folder / "store"))
    glossary = project.text("content/glossary.yaml") + GLOSSARY
    text = "\n\n".join(f"{line}." for line in SET["text"])
    project = project.with_file("content/glossary.yaml", glossary)
    project = project.with_body("content/briefs/second/ko.md", f"{text}\n").without("content/briefs/second/en.md")
    folder = tmp_path_factory.mktemp("words") / "site"
    assert publish(project.build(fonts=True).tree, folder).value.done
    return folder


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path) -> Path:
    """A site of two briefs, one in each language, whose paragraphs are the lines of the set with dates."""
    from briefgen.running.store import FileStore

    project = Project(store=FileStore(shared_folder / "store"))
    korean, english = ("\n\n".join(f"{line}." for line in DATES["text"][lang]) + "\n" for lang in LANGUAGES)
    project = project.with_body("content/briefs/second/ko.md", korean).with_file(
        "content/briefs/third/brief.yaml", "number: S-03\npublished: 2002-01-03\n"
    )
    front = "---\ntitle: The third brief\nsummary: What the third brief says.\n---\n\n"
    project = project.with_file("content/briefs/third/en.md", front + english)
    folder = tmp_path_factory.mktemp("dated") / "site"
    built = project.without("content/briefs/second/en.md").build(fonts=True)
    assert publish(built.tree, folder).value.done
    return folder


def answers(page: Page, queries: list[dict], base: str, folder: Path) -> tuple[int, list[str], list[str]]:
    """How many passages were wanted; what was missed and what was wrong, for a person to read."""
    count, missed, wrong = 0, [], []
    for query in queries:
        address = f"{base}{query.get('on', 'ko')}/search.html"
        if page.url.partition("?")[0] != address:
            page.goto(address)
        left, bad = judged(query, ask(page, query["q"]), base, folder)
        count += len(wanted(query, folder))
        missed += [f"{query['q']}: {it.path} {it.text[:80]}" for it in left]
        wrong += [f"{query['q']}: {it}" for it in bad]
    return count, missed, wrong


def of(text: str | None) -> list[dict]:
    return [query for query in SET["queries"] if query.get("text") == text]


@pytest.mark.parametrize("folder", [False, True], ids=["served", "from a folder"])
def test_every_question_of_the_set_is_answered_and_nothing_else(
    site: Site, visit: Callable[..., Visit], folder: bool
) -> None:
    window = visit()
    base = site.folder.as_uri() + "/" if folder else site.address
    page = window.open(base + "ko/search.html")
    count, missed, wrong = answers(page, of(None), base, site.folder)
    assert wrong == []
    assert count > 500 and len(missed) <= (1 - RECALL) * count, missed
    assert window.faults == []


def test_the_words_of_the_studies_are_found(words: Path, visit: Callable[..., Visit]) -> None:
    window = visit()
    base = words.as_uri() + "/"
    count, missed, wrong = answers(window.open(base + "ko/search.html"), of("words"), base, words)
    assert (missed, wrong) == ([], [])
    assert count > 50


def test_years_days_ordinals_and_counters_are_found(dated: Path, visit: Callable[..., Visit]) -> None:
    window = visit()
    base = dated.as_uri() + "/"
    count, missed, wrong = answers(window.open(base + "ko/search.html"), DATES["queries"], base, dated)
    assert (missed, wrong) == ([], [])
    assert count > 110
    assert window.faults == []


@pytest.mark.parametrize("folder", [False, True], ids=["served", "from a folder"])
def test_by_keyboard_alone_a_reader_comes_to_the_paragraph(
    site: Site, visit: Callable[..., Visit], folder: bool
) -> None:
    window = visit()
    base = site.folder.as_uri() + "/" if folder else site.address
    page = window.open(base + site.brief("ko"))
    page.keyboard.press("Control+k")
    page.wait_for_url("**/ko/search.html*")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.insert_text("양자기술은")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^(지금까지 )?검색 결과: \d+건$"))
    page.keyboard.press("ArrowDown")
    first = page.locator(".results li a").first
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#question")).to_be_focused()
    numbered = page.locator(".results li a", has_text="번 문단").first
    expect(numbered.locator(".place")).to_have_text(re.compile(r"^\d+번 문단 · \d+쪽$"))
    anchor = numbered.get_attribute("href").rpartition("#")[2]
    numbered.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#{anchor}")
    assert "양자기술" in page.locator(f"#{anchor}").inner_text()
    assert "양자기술" in page.evaluate(HIGHLIGHTED)
    page.go_back()
    if not folder:
        expect(page.locator("#question")).to_have_value("양자기술은")
    assert window.faults == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_in_the_other_language_say_which_it_is(site: Site, visit: Callable[..., Visit], lang: str) -> None:
    page = visit().open(f"{site.address}{lang}/search.html?q=Two%20Sessions")
    expect(page.locator(".told")).not_to_have_text("")
    expect(page.locator(".results > section")).to_have_count(2)
    langs = page.locator(".results > section").evaluate_all(
        "parts => parts.map((part) => [part.dataset.of, part.querySelector('.hit').lang])"
    )
    other = {"ko": "en", "en": "ko"}[lang]
    assert langs == [[lang, lang], [other, other]]
    expect(page.locator(".results > section > h2")).to_have_count(1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_javascript_an_index_stands_in(site: Site, visit: Callable[..., Visit], lang: str) -> None:
    page = visit(javascript=False).open(f"{site.address}{lang}/search.html")
    expect(page.locator("#question")).to_be_hidden()
    links = page.locator(".index a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert any("briefs/" in link and "#" in link for link in links)
    assert any(link.startswith("glossary.html#") for link in links)
    assert any(link.startswith("facts.html#") for link in links)


def test_what_could_not_be_fetched_may_be_asked_again(site: Site, visit: Callable[..., Visit]) -> None:
    page = visit().open(site.address + "en/search.html")
    parts = re.compile(r"/search/[0-9a-f]+/\w+\.js")
    page.route(parts, lambda route: route.abort())
    page.locator("#question").fill("consumption")
    told = page.locator(".told")
    expect(told).to_contain_text("could not be loaded")
    page.unroute(parts)
    page.locator("#question").press("Enter")
    expect(told).to_contain_text("Passages found")
    expect(page.locator(".results li").first).to_be_visible()


def test_a_question_that_nothing_answers_says_so(site: Site, visit: Callable[..., Visit]) -> None:
    page = visit().open(f"{site.address}en/search.html?q=zebra")
    expect(page.get_by_role("status")).to_have_text("Nothing found for “zebra”. The lists below may help.")
    index = page.locator(".index")
    expect(index).to_be_visible()
    page.locator("#question").fill("consumption")
    expect(page.locator(".results li").first).to_be_visible()
    expect(index).to_be_hidden()
    page.locator("#question").fill("")
    expect(index).to_be_visible()


# Other languages


TEXT = "content/briefs/first-brief/{}.md"
BODIES = {
    "ar": "وتؤثّر السياسات في المؤسّسات وبسياسةٍ أخرى في لبنان عام ١٩٨٧.\n\nللدول مَصالِح مشتركة مع المملكة المتحدة.",
    "ja": "新政策では消費税とガラスの価格が論じられた。",
    "zh-Hans": "新政策提高了能效。",
}
QUESTIONS = [
    ("ar", "سياسة", True),
    ("ar", "السياسات", True),
    ("ar", "مؤسسات", True),
    ("ar", "الدول", True),
    ("ar", "مصالح", True),
    ("ar", "المملكه المتحده", True),
    ("ar", "١٩٨٧", True),
    ("ar", "1987", True),
    ("ar", "وسيط", False),
    ("ja", "政策", True),
    ("ja", "消費税", True),
    ("ja", "ガラス", True),
    ("ja", "カラス", False),
    ("zh-Hans", "政策", True),
]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {}
    for lang, body in BODIES.items():
        files = {path.as_posix(): text.replace("START-DATE", "2026-03-01") for path, text in site_files([lang])}
        project = Project({path: text for path, text in files.items() if path.startswith("content/")})
        folders[lang] = tmp_path_factory.mktemp("site") / lang
        text = project.text(TEXT.format(lang)) + f"\n## {lang} {{#more}}\n\n{body}\n"
        assert publish(project.with_file(TEXT.format(lang), text).build().tree, folders[lang]).value.done
    return folders


@pytest.mark.smoke
@pytest.mark.parametrize(("lang", "question", "there"), QUESTIONS)
def test_a_word_is_found_as_it_is_typed(
    sites: dict[str, Path], visit: Callable[..., Visit], lang: str, question: str, there: bool
) -> None:
    page = visit().open(f"{sites[lang].as_uri()}/{lang}/search.html")
    found = [it["words"].strip("… ") for it in ask(page, question)]
    assert any(words in BODIES[lang] for words in found) == there, found
