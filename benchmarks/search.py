"""What the search costs: seconds to make the index, and bytes that a question takes, for any number of pages.

    python benchmarks/search.py [--pages 18 10000] [--seed-words 4000]

The pages are made up, in Korean and English by turns, each as long as a brief of the exemplar, with words drawn as
texts draw them: a few often, most seldom. A question's bytes are those of the files that a browser would load for it:
of terms, and of text until the first answers stand there; as they lie on the disk, and
packed with gzip as hosts send them.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from briefgen.reading.load import load  # noqa: E402
from briefgen.reading.world import DiskWorld  # noqa: E402
from briefgen.rendering.search.folding import runs, stem, terms, units  # noqa: E402
from briefgen.rendering.search.index import Index, Tongue, endings_of, make_index  # noqa: E402
from briefgen.rendering.search.lines import ReadPage, read_lines  # noqa: E402
from briefgen.rendering.search.postings import shard, unpacked  # noqa: E402
from briefgen.resolving.mentions.reader import Reader  # noqa: E402

PARAGRAPHS, WORDS = 45, 40
ENOUGH = 12000
"""Characters of text that templates/js/search.js reads before it shows what it has."""
PARTICLES = ("", "", "을", "를", "은", "는", "이", "가", "의", "에서", "으로")
SYLLABLES = (
    "가강개경계고공과관교구국규금기내노대도동력리무문물미민발방배법보부비사산상생서선성소수시신안양"
    "업여역연영예용원위유육의이인일입자장재전정제조주중지진창체초추치통투특평표품하학한합해행현협형호화환활회"
)


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


def made(number: int, seed_words: int) -> tuple[Index, list[ReadPage], float, float, dict[str, str]]:
    """The index, what it was made of, the seconds that reading and making took, and how words end."""
    chance = random.Random(7)
    profiles = load(DiskWorld(ROOT)).value.profiles
    endings = endings_of(profiles.values())
    words = {lang: vocabulary(lang, seed_words, chance) for lang in ("ko", "en")}
    readers = {lang: Reader(profiles[lang]) for lang in words}
    start = time.perf_counter()
    read = [
        ReadPage(lang, path, "", read_lines(html, readers[lang], {}, endings))
        for lang, path, html in pages(number, words, chance)
    ]
    middle = time.perf_counter()
    index = make_index(read, {lang: Tongue(profiles[lang], readers[lang]) for lang in ("ko", "en")})
    return index, read, middle - start, time.perf_counter() - middle, endings


def cost(question: str, files: dict[str, bytes], count: int, endings: dict[str, str]) -> tuple[int, int, int]:
    """Bytes of a question of one word, plain and packed, and how many pieces have its terms."""
    import json

    def content(name: str) -> dict:
        return json.loads(files[name].decode().partition(",")[2].rstrip()[:-1])

    wanted = list(dict.fromkeys(terms(units(question), endings)))
    wanted = [term for term in wanted if not term.endswith("*")]
    if len(wanted) > 4:
        wanted = [wanted[round(place * (len(wanted) - 1) / 3)] for place in range(4)]
    loaded = {f"{shard(term, count):x}" for term in wanted}
    found = None
    for term in wanted:
        here = set(unpacked(content(f"{shard(term, count):x}").get("t", {}).get(term, ""))) or set()
        found = here if found is None else found & here
    numbers, read = sorted(found or ()), 0
    for place, number in enumerate(numbers):
        if read >= ENOUGH and place % 2 == 0:
            break
        loaded.add(f"p{number}")
        read += sum(len(line[0]) for line in content(f"p{number}")["b"])
    plain = sum(len(files[name]) for name in loaded)
    return plain, sum(len(gzip.compress(files[name])) for name in loaded), len(numbers)


def measured(number: int, seed_words: int) -> None:
    """Make an index and print what it is and what questions cost."""
    index, read, reading, making, endings = made(number, seed_words)
    files = {file.path.rpartition("/")[2].removesuffix(".js"): file.content for file in index.files}
    shards = [len(content) for name, content in files.items() if not name.startswith("p")]
    pieces = [len(content) for name, content in files.items() if name.startswith("p")]
    print(f"{number} pages: read in {reading:.1f} s, index in {making:.1f} s")
    print(f"  {len(shards)} files of terms, {sum(shards) / 1e6:.1f} MB, largest {max(shards) / 1e3:.1f} KB")
    print(f"  {len(pieces)} files of text, {sum(pieces) / 1e6:.1f} MB, largest {max(pieces) / 1e3:.1f} KB")
    count, chance = len(shards), random.Random(11)
    asked = [chance.choice(chance.choice(read).lines[1:]).passage.text for _ in range(60)]
    questions = [chance.choice([run for _, run in runs(units(text))] or [stem(text.split()[0], {})]) for text in asked]
    costs = sorted(cost(question, files, count, endings) for question in questions)
    for name, at in (("median", len(costs) // 2), ("worst", -1)):
        plain, packed, found = costs[at]
        print(f"  a question, {name}: {plain / 1e3:.1f} KB, gzip {packed / 1e3:.1f} KB, in {found} pieces")


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[18, 10000])
    parser.add_argument("--seed-words", type=int, default=4000)
    given = parser.parse_args()
    for number in given.pages:
        measured(number, given.seed_words)


if __name__ == "__main__":
    main()
