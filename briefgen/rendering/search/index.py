"""The index: files of terms and files of text, small enough that a question needs few of them.

A page's passages are cut into pieces. A file of terms has postings (which pieces have a term), words that stand by
themselves, and names of the glossary; a file of text has a piece, so that the browser sees for itself whether and
where it says what was asked. All are scripts: they load from a folder as well as from a server.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import sha256
from itertools import count

from briefgen.language.figures.reader import FigureReader
from briefgen.language.matching.folding import Affixes, FoldedUnit, fold, runs, terms, units, word_terms
from briefgen.model.core.written import Lang
from briefgen.model.output.spill import Spilled, bytes_of
from briefgen.model.output.tree import File
from briefgen.model.profile.language import Language
from briefgen.rendering.search.lines import IndexedPage, IndexedPassage, title_of

# The words of a site: which stand by themselves, and where a long word without spaces is put together of them

LONGEST = 12
_OPEN = 3
"""What a syllable that belongs to no known word costs; a known word costs 1."""


@dataclass(frozen=True, slots=True)
class Particles:
    """What may follow a word: ``sure`` never ends a noun, ``loose`` may."""

    sure: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()

    def stem(self, word: str) -> str:
        """``word`` without the longest particle that is surely one; a word that may end in another gives nothing."""
        for place in range(2, len(word)):
            if word[place:] in self.sure:
                return word[:place]
        return "" if word[-1:] in self.loose else word


def standing(runs: Iterable[str], particles: Particles) -> Iterator[str]:
    """Words of two syllables and more that stand by themselves among these runs of syllables."""
    for run in runs:
        word = particles.stem(run)
        if 2 <= len(word) <= LONGEST:
            yield word


def cuts(run: str, known: Collection[str], particles: Particles) -> list[int]:
    """Places inside a run of syllables where one known word ends and another begins."""
    if not 4 <= len(run) <= LONGEST:
        return []
    stem = particles.stem(run) or (run[:-1] if run[:-1] in known else run)
    return _parts(stem, lambda part: part in known)


def _parts(word: str, is_known: Callable[[str], bool]) -> list[int]:
    """Where the parts of a word begin, but for the first: the reading with least left over, then with fewest parts."""
    best: list[tuple[int, list[int]]] = [(0, [])]
    for end in range(1, len(word) + 1):
        cost, begun = best[end - 1]
        found = (cost + _OPEN, begun)
        for start in range(max(0, end - LONGEST), end - 1):
            if (start, end) != (0, len(word)) and is_known(word[start:end]) and best[start][0] + 1 < found[0]:
                found = (best[start][0] + 1, [*best[start][1], start])
        best.append(found)
    return [place for place in best[-1][1] if place]


META = "search-index.js"
"""The asset that says where the index is and what it knows of the languages."""
PIECE = 3500
"""Characters of a piece; a longer passage is a piece by itself."""
_SHARD = 3000
"""About so many characters has a file of terms."""
_MAKER = "the search"


@dataclass(frozen=True, slots=True)
class IndexedLang:
    """What the index knows of a language."""

    profile: Language
    reader: FigureReader


@dataclass(frozen=True, slots=True)
class Index:
    """The content of the asset ``META``, and the files beside it."""

    meta: bytes
    files: tuple[File, ...]


_Lines = tuple[IndexedPassage, ...]


def make_index(
    pages: Sequence[IndexedPage],
    tongues: Mapping[Lang, IndexedLang],
    groups: Iterable[tuple[str, ...]] = (),
    put: Callable[[bytes], bytes | Spilled] = bytes,
) -> Index:
    """The index of ``pages``, those that matter most first; ``groups`` are names of the same.

    The passages of a page are asked for twice, and held no longer than it takes; files are ``put`` aside.
    """
    search = [tongue.profile.search for tongue in tongues.values()]
    particles = Particles(
        frozenset(it for words in search for it in words.particles),
        frozenset(it for words in search for it in words.loose_particles),
    )
    affixes = affixes_of(tongue.profile for tongue in tongues.values())
    survey = _Survey(particles)
    for lang in tongues:
        survey.add(lang, [page for page in pages if page.lang == lang])
    known = survey.known
    named = [(group, [units(name) for name in group]) for group in groups]
    known.update(standing((run for _, rows in named for row in rows for _, run in runs(row)), particles))
    parts = cache(partial(cuts, known=known, particles=particles))
    shards = _shards(survey.postings, known, named, affixes)
    bodies = {name: put(_body(name, content)) for name, content in shards.items()}
    texts = {f"p{at}": put(_body(f"p{at}", text)) for at, text in _texts(pages, survey.ranges, parts)}
    bodies |= {name: texts[name] for name in map("p{}".format, range(len(texts)))}
    folder = f"search/{_digest(bodies)}"
    meta = _meta(folder, len(shards), survey.ranges, tongues, affixes)
    files = tuple(File(f"{folder}/{name}.js", body, _MAKER) for name, body in bodies.items())
    return Index(f'briefgenSearch("",{_json(meta)})\n'.encode(), files)


def _body(name: str, content: object) -> bytes:
    return f"briefgenSearch({_json(name)},{_json(content)})\n".encode()


def affixes_of(profiles: Iterable[Language]) -> Affixes:
    """Return what words may have at their ends, in all languages."""
    words = [profile.search for profile in profiles]
    return Affixes(
        tuple(dict(it for each in words for it in each.beginnings).items()),
        tuple(dict(it for each in words for it in each.endings).items()),
        tuple(dict.fromkeys(it for each in words for it in each.prefixes)),
    )


@dataclass(frozen=True, slots=True)
class _Range:
    """The numbers of the pieces of a language: beginnings of pages from ``start``, the others from ``rest``."""

    start: int
    rest: int
    end: int


@dataclass(slots=True)
class _Survey:
    """What has to be known of all pieces before one is written: where each term is, and which words there are."""

    particles: Particles
    postings: dict[str, array[int]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    """Words that stand by themselves."""
    ranges: dict[Lang, _Range] = field(default_factory=dict)
    """Numbered in the order of ``pages``, a language after another."""

    def add(self, lang: Lang, pages: Iterable[IndexedPage]) -> None:
        """Look at the pages of the next language."""
        found: tuple[dict[str, array[int]], ...] = ({}, {})
        counts = [0, 0]
        for page in pages:
            for at, lines in enumerate(_pieces(page.lines)):
                part = min(at, 1)
                for term in {term for line in lines for term in line.terms}:
                    found[part].setdefault(term, array("I")).append(counts[part])
                self.known.update(standing((run for line in lines for _, run in line.runs), self.particles))
                counts[part] += 1
        start = max((it.end for it in self.ranges.values()), default=0)
        span = self.ranges[lang] = _Range(start, start + counts[0], start + sum(counts))
        for first, numbers in zip((span.start, span.rest), found, strict=True):
            for term, own in numbers.items():
                self.postings.setdefault(term, array("I")).extend(first + number for number in own)


def _pieces(every: _Lines) -> Iterator[_Lines]:
    lines: list[IndexedPassage] = []
    size = 0
    for line in every:
        if lines and size + len(line.passage.text) > PIECE:
            yield tuple(lines)
            lines, size = [], 0
        lines.append(line)
        size += len(line.passage.text)
    if lines:
        yield tuple(lines)


def _texts(
    pages: Sequence[IndexedPage], ranges: Mapping[Lang, _Range], parts: Callable[[str], list[int]]
) -> Iterator[tuple[int, dict[str, object]]]:
    """Each piece by its number: what the browser gets of it."""
    for lang, span in ranges.items():
        first, rest = count(span.start), count(span.rest)
        for page in (page for page in pages if page.lang == lang):
            every = page.lines
            for at, lines in enumerate(_pieces(every)):
                yield next(rest if at else first), _text(page, title_of(every), lines, parts)


def _shards(
    postings: Mapping[str, array[int]],
    known: Iterable[str],
    groups: Iterable[tuple[tuple[str, ...], list[list[FoldedUnit]]]],
    affixes: Affixes,
) -> dict[str, dict[str, object]]:
    """The files of terms by name: ``t`` postings, ``s`` words that stand by themselves, ``a`` groups of names."""
    texts = {term: packed(numbers) for term, numbers in sorted(postings.items())}
    size = sum(len(term) + len(text) + 6 for term, text in texts.items())
    count = 1
    while count * _SHARD < size:
        count *= 2
    every: list[dict[str, object]] = [{} for _ in range(count)]

    def part(term: str, name: str, empty: object) -> object:
        return every[shard(term, count)].setdefault(name, empty)

    for term, text in texts.items():
        part(term, "t", {})[term] = text  # type: ignore[index]
    for word in sorted(known):
        part(word[:2], "s", []).append(word)  # type: ignore[attr-defined]
    for group, named in groups:
        firsts = dict.fromkeys(next(terms(row, word_terms(affixes)), "") for row in named)
        for place in dict.fromkeys(shard(term, count) for term in firsts if term):
            every[place].setdefault("a", []).append(group)  # type: ignore[attr-defined]
    return {f"{number:x}": content for number, content in enumerate(every)}


def _text(page: IndexedPage, title: str, lines: _Lines, parts: Callable[[str], list[int]]) -> dict[str, object]:
    """Language, address, title, number of the brief, passages."""
    return {"l": page.lang, "u": page.path, "h": title, "n": page.number, "b": [_fields(it, parts) for it in lines]}


def _fields(line: IndexedPassage, parts: Callable[[str], list[int]]) -> list[object]:
    """Text, anchor, number, then flat lists: pages, figures, readings, cuts; what is empty at the end is left out."""
    passage = line.passage
    told = [part for it in line.figures for part in (it.start, it.end, it.value, it.unit)]
    fields: list[object] = [
        passage.text,
        passage.anchor,
        passage.number,
        [part for pair in passage.pages for part in pair],
        told,
        [part for pair in line.readings for part in pair],
        sorted({start + place for start, run in line.runs for place in parts(run)}),
    ]
    while not fields[-1]:
        fields.pop()
    return fields


def _meta(
    folder: str,
    shards: int,
    ranges: Mapping[Lang, _Range],
    tongues: Mapping[Lang, IndexedLang],
    affixes: Affixes,
) -> dict[str, object]:
    profiles = [tongue.profile for tongue in tongues.values()]

    def every(name: str) -> list[str]:
        return list(dict.fromkeys(it for profile in profiles for it in getattr(profile.search, name)))

    return {
        "dir": folder,
        "shards": shards,
        "langs": {lang: [tongues[lang].profile.name, span.start, span.end] for lang, span in ranges.items()},
        "particles": every("particles"),
        "loose": every("loose_particles"),
        "prefixes": "".join(every("prefixes")),
        "ignored": ["".join(map(fold, word)) for word in every("ignored")],
        "beginnings": affixes.beginnings,
        "endings": affixes.endings,
        "scales": _scales(profiles),
        "units": {word: unit for tongue in tongues.values() for word, unit in tongue.reader.lexicon.units.items()},
        "dates": {lang: _dates(tongue.reader) for lang, tongue in tongues.items()},
        "marks": {lang: _marks(it.profile) for lang, it in tongues.items()},
    }


def _scales(profiles: Sequence[Language]) -> dict[str, int]:
    """Names of powers of all languages. Where two mean another power by one, that of its usual form: many *billion*,
    but one *Billion*."""
    named = [
        (form.lower(), power, category)
        for profile in profiles
        for power, forms in profile.numbers.names.items()
        for category, form in forms.items()
    ]
    usual = {form: power for form, power, category in named if category == "other"}
    found = {form: usual.get(form, power) for form, power, _ in named}
    more = [(name.lower(), power) for profile in profiles for name, power in profile.reading.scales.items()]
    return found | {name: usual.get(name, power) for name, power in more}


def _marks(profile: Language) -> list[str]:
    """The decimal mark and what is typed between thousands: any blank is typed as an ordinary one."""
    numbers = profile.numbers
    return [numbers.decimal, " " if numbers.group.isspace() else numbers.group]


def _dates(reader: FigureReader) -> list[object]:
    """The patterns of one date in a language, and the names of its months where a pattern has them."""
    dates = reader.dates
    patterns = [it for it in dates.single if "E" not in it and it != "y"]
    names = [dates.months[width] for width in ("wide", "abbreviated")]
    return [patterns, names if any("MMM" in it for it in patterns) else []]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _digest(bodies: Mapping[str, bytes | Spilled]) -> str:
    digest = sha256()
    for name, body in bodies.items():
        digest.update(name.encode() + b"\0" + bytes_of(body) + b"\0")
    return digest.hexdigest()[:10]


# Which pieces have a term, in few characters; and in which file of the index a term stands

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BITS = "!"
"""Begins a posting that is a row of bits and no row of gaps."""


def packed(numbers: Sequence[int]) -> str:
    """Rising numbers as text: as gaps, or as bits where that is shorter.

    A gap is one less than the step from the number before (the first: from -1), lowest five bits first; a sixth bit
    says that more follow. Six numbers are a sign of the row of bits, the lowest of them its lowest bit.
    """
    gaps = _gaps(numbers)
    if len(gaps) <= numbers[-1] // 6 + 2:
        return gaps
    row = [0] * (numbers[-1] // 6 + 1)
    for number in numbers:
        row[number // 6] |= 1 << number % 6
    return BITS + "".join(_SIGNS[bits] for bits in row)


def _gaps(numbers: Iterable[int]) -> str:
    signs: list[str] = []
    before = -1
    for number in numbers:
        gap, before = number - before - 1, number
        while gap > 31:
            signs.append(_SIGNS[32 | gap & 31])
            gap >>= 5
        signs.append(_SIGNS[gap])
    return "".join(signs)


def unpacked(text: str) -> list[int]:
    """The numbers of a posting."""
    if text.startswith(BITS):
        row = enumerate(_SIGNS.index(sign) for sign in text[1:])
        return [place * 6 + bit for place, bits in row for bit in range(6) if bits >> bit & 1]
    found, gap, shift, before = [], 0, 0, -1
    for sign in text:
        bits = _SIGNS.index(sign)
        gap |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            before += gap + 1
            found.append(before)
            gap = shift = 0
    return found


def shard(term: str, count: int) -> int:
    """Return which of ``count`` files, a power of two, has a term: FNV-1a over its UTF-16 code units."""
    digest = 0x811C9DC5
    raw = term.encode("utf-16-le")
    for place in range(0, len(raw), 2):
        digest = (digest ^ (raw[place] | raw[place + 1] << 8)) * 0x01000193 & 0xFFFFFFFF
    return (digest ^ digest >> 15) & count - 1
