"""What the search costs: seconds to make the index, and bytes that a question takes, for any number of pages.

    python benchmarks/search.py [--pages 18 10000] [--words 1 2 3 5] [--site FOLDER]

The pages are made up, in Korean and English by turns, each as long as a brief of the exemplar, with words drawn as
texts draw them: a few often, most seldom. The theme's own script asks the questions in Chromium, on a page that has
loaded nothing yet, so a question's bytes are those of the files that a reader's browser loads for it until the first
answers stand there; as they lie on the disk, and packed with gzip as hosts send them. The words of a question stand
together in one passage. With ``--site`` the index of a finished site is asked instead, with words of its own texts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from briefgen.language.figures.reader import FigureReader  # noqa: E402
from briefgen.reading.load import load  # noqa: E402
from briefgen.reading.world import DiskWorld  # noqa: E402
from briefgen.rendering.html.finished import parsed  # noqa: E402
from briefgen.rendering.search.index import IndexedLang, affixes_of, make_index  # noqa: E402
from briefgen.rendering.search.lines import IndexedPassage, IndexTerms, read_lines  # noqa: E402

PARAGRAPHS, WORDS = 45, 40
QUESTIONS = 24
"""How many are asked of each length in each language."""
HOME = "http://search.test/"
PARTICLES = ("", "", "을", "를", "은", "는", "이", "가", "의", "에서", "으로")
SYLLABLES = (
    "가강개경계고공과관교구국규금기내노대도동력리무문물미민발방배법보부비사산상생서선성소수시신안양"
    "업여역연영예용원위유육의이인일입자장재전정제조주중지진창체초추치통투특평표품하학한합해행현협형호화환활회"
)


@dataclass(frozen=True)
class ReadPage:
    """A page of the index, with its passages in memory."""

    lang: str
    path: str
    number: str
    lines: tuple[IndexedPassage, ...]


def vocabulary(lang: str, count: int, chance: random.Random) -> list[str]:
    """Words that nobody has said, the commonest first."""
    if lang == "ko":
        return ["".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 2, 3, 4)))) for _ in range(count)]
    letters = "etaoinshrdlucmfwypvbgk"
    return ["".join(chance.choices(letters, k=chance.randint(3, 10))) for _ in range(count)]


def pages(number: int, words: dict[str, list[str]], chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Language, path and HTML of each page."""
    spread = {lang: [1 / (place + 3) for place in range(len(every))] for lang, every in words.items()}
    for place in range(number):
        lang = ("ko", "en")[place % 2]
        paragraphs = []
        for count in range(1, PARAGRAPHS + 1):
            drawn = chance.choices(words[lang], spread[lang], k=WORDS if lang == "en" else WORDS // 2)
            if lang == "ko":
                drawn = [word + chance.choice(PARTICLES) for word in drawn]
            if count % 10 == 0 and lang == "ko":
                drawn.append(f"{chance.randint(1, 9999)}억 위안")
            elif count % 10 == 0:
                drawn.append(f"{chance.randint(1, 999)}.{chance.randint(1, 999)} billion yuan")
            paragraphs.append(f'<p id="p{count}">{" ".join(drawn)}.</p>')
        title = " ".join(chance.choices(words[lang], spread[lang], k=5))
        body = f'<main><h1 id="title">{title}</h1>{"".join(paragraphs)}</main>'
        yield lang, f"{lang}/briefs/b{place}.html", f'<!doctype html><html lang="{lang}"><body>{body}</body></html>'


def made_up(number: int, seed_words: int) -> dict[str, bytes]:
    """The files of an index of made-up pages, by their paths; says how long it took."""
    chance = random.Random(7)
    profiles = load(DiskWorld(ROOT)).value.profiles
    affixes = affixes_of(profiles.values())
    words = {lang: vocabulary(lang, seed_words, chance) for lang in ("ko", "en")}
    readers = {lang: FigureReader(profiles[lang]) for lang in words}
    known = {lang: IndexTerms(profiles[lang], {}, {}, affixes) for lang in words}
    start = time.perf_counter()
    read = [
        ReadPage(lang, path, "", read_lines(parsed(html), known[lang]))
        for lang, path, html in pages(number, words, chance)
    ]
    middle = time.perf_counter()
    index = make_index(read, {lang: IndexedLang(profiles[lang], readers[lang]) for lang in ("ko", "en")})
    print(f"{number} pages: read in {middle - start:.1f} s, index in {time.perf_counter() - middle:.1f} s")
    return {"assets/search-index.js": index.meta} | {file.path: file.content for file in index.files}


def of_site(folder: Path) -> dict[str, bytes]:
    """The files of the index of a finished site."""
    (meta,) = folder.glob("assets/search-index.*.js")
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob("search/*/*.js")}
    print(f"the site {folder}")
    return {"assets/search-index.js": meta.read_bytes(), **found}


def content(file: bytes) -> dict[str, Any]:
    """What a file of the index hands over."""
    found: dict[str, Any] = json.loads(file.decode().partition(",")[2].rstrip()[:-1])
    return found


def questions(texts: list[str], count: int, chance: random.Random) -> list[str]:
    """``count`` words that stand together, from passages drawn by chance."""
    drawn = chance.choices([text.split() for text in texts if len(text.split()) > count + 2], k=QUESTIONS)
    places = [chance.randrange(len(words) - count) for words in drawn]
    rows = [words[at : at + count] for words, at in zip(drawn, places, strict=True)]
    return [" ".join(word.strip(".,;:()[]“”‘’'\"") for word in row) for row in rows]


def asker(browser: Any, files: dict[str, bytes]) -> Callable[[str, str], list[str]]:
    """What asks a question as a reader does who has just come, and says which files were loaded for it."""
    script = (ROOT / "templates/js/search.js").read_bytes()
    scripts = (f'<script src="{HOME}assets/{name}"></script>' for name in ("search.js", "search-index.js"))
    page_of = "<!doctype html>" + "".join(scripts)

    def ask(question: str, lang: str) -> list[str]:
        loaded: list[str] = []

        def answer(route: Any) -> None:
            path = route.request.url.removeprefix(HOME)
            if path.startswith("search/"):
                loaded.append(path)
            body = page_of.encode() if not path else script if path == "assets/search.js" else files[path]
            kind = "text/javascript" if path else "text/html"
            route.fulfill(body=body, content_type=f"{kind}; charset=utf-8")

        page = browser.new_page()
        page.route("**/*", answer)
        page.goto(HOME)
        page.evaluate(
            "async ([question, lang]) => { const found = await briefgenFinder.search(question, lang);"
            " for (const part of found.parts) await found.look(part); }",
            [question, lang],
        )
        page.close()
        return loaded

    return ask


def measured(files: dict[str, bytes], counts: list[int]) -> None:
    """Print what an index is and what questions cost."""
    from playwright.sync_api import sync_playwright

    terms = [len(it) for path, it in files.items() if path.startswith("search/") and "/p" not in path]
    pieces = {path: it for path, it in files.items() if path.startswith("search/") and "/p" in path}
    for name, sizes in (("terms", terms), ("text", [len(it) for it in pieces.values()])):
        print(f"  {len(sizes)} files of {name}, {sum(sizes) / 1e6:.1f} MB, largest {max(sizes) / 1e3:.1f} KB")
    chance, packed = random.Random(11), cache(lambda path: len(gzip.compress(files[path])))
    sample = [content(it) for it in chance.sample([*pieces.values()], min(len(pieces), 400))]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        ask = asker(browser, files)
        print("  | language | words | median | nine of ten | worst | worst, gzip | files |")
        for lang in ("ko", "en"):
            texts = [line[0] for piece in sample if piece["l"] == lang for line in piece["b"]]
            for count in counts:
                loads = [ask(it, lang) for it in questions(texts, count, chance)]
                plain = sorted((sum(len(files[path]) for path in load) / 1e3, load) for load in loads)
                middle, high, (most, load) = plain[len(plain) // 2][0], plain[len(plain) * 9 // 10][0], plain[-1]
                gzipped = max(sum(map(packed, it)) for it in loads) / 1e3
                figures = " | ".join(f"{it:.0f} KB" for it in (middle, high, most, gzipped))
                print(f"  | {lang} | {count} | {figures} | {len(load)} |")


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[18, 10000])
    parser.add_argument("--words", type=int, nargs="+", default=[1, 2, 3, 5])
    parser.add_argument("--seed-words", type=int, default=4000)
    parser.add_argument("--site", type=Path)
    given = parser.parse_args()
    for files in [of_site(given.site)] if given.site else (made_up(number, given.seed_words) for number in given.pages):
        measured(files, given.words)


if __name__ == "__main__":
    main()
