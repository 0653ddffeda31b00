"""The index: files of terms and files of text, small enough that a question needs few of them.

A page's passages are cut into pieces. A file of terms has postings (which pieces have a term), words that stand by
themselves, and names of the glossary; a file of text has a piece, so that the browser sees for itself whether and
where it says what was asked. All are scripts: they load from a folder as well as from a server.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256

from briefgen.language.figures.reader import FigureReader
from briefgen.language.matching.folding import Affixes, FoldedUnit, fold, runs, terms, units
from briefgen.model.output.tree import File
from briefgen.model.profile.language import Language
from briefgen.model.written.written import Lang
from briefgen.rendering.search.lines import IndexedPassage, ReadPage
from briefgen.rendering.search.postings import packed, shard
from briefgen.rendering.search.words import Particles, cuts, standing

META = "search-index.js"
"""The asset that says where the index is and what it knows of the languages."""
PIECE = 3500
"""Characters of a piece; a longer passage is a piece by itself."""
_SHARD = 3000
"""About so many characters has a file of terms."""
_MAKER = "the search"


@dataclass(frozen=True, slots=True)
class Tongue:
    """What the index knows of a language."""

    profile: Language
    reader: FigureReader


@dataclass(frozen=True, slots=True)
class Index:
    """The content of the asset ``META``, and the files beside it."""

    meta: bytes
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class _IndexPiece:
    page: ReadPage
    lines: tuple[IndexedPassage, ...]


def make_index(
    pages: Sequence[ReadPage], tongues: Mapping[Lang, Tongue], groups: Iterable[tuple[str, ...]] = ()
) -> Index:
    """The index of ``pages``, those that matter most first; ``groups`` are names of the same."""
    search = [tongue.profile.search for tongue in tongues.values()]
    particles = Particles(
        frozenset(it for words in search for it in words.particles),
        frozenset(it for words in search for it in words.loose_particles),
    )
    affixes = affixes_of(tongue.profile for tongue in tongues.values())
    pieces, ranges = _numbered(pages, tongues)
    named = [(group, [units(name) for name in group]) for group in groups]
    known = set(standing({run for piece in pieces for line in piece.lines for _, run in line.runs}, particles))
    known.update(standing((run for _, rows in named for row in rows for _, run in runs(row)), particles))
    parts = cache(partial(cuts, known=known, particles=particles))
    shards = _shards(_postings(pieces), known, named, affixes)
    texts = {f"p{number}": _text(piece, parts) for number, piece in enumerate(pieces)}
    bodies = {
        name: f"briefgenSearch({_json(name)},{_json(content)})\n" for name, content in {**shards, **texts}.items()
    }
    folder = f"search/{_digest(bodies)}"
    meta = _meta(folder, len(shards), ranges, tongues, affixes)
    files = tuple(File(f"{folder}/{name}.js", body.encode(), _MAKER) for name, body in bodies.items())
    return Index(f'briefgenSearch("",{_json(meta)})\n'.encode(), files)


def affixes_of(profiles: Iterable[Language]) -> Affixes:
    """What words may have at their ends, in all languages."""
    words = [profile.search for profile in profiles]
    return Affixes(
        tuple(dict(it for each in words for it in each.beginnings).items()),
        tuple(dict(it for each in words for it in each.endings).items()),
        tuple(dict.fromkeys(it for each in words for it in each.prefixes)),
    )


def _numbered(
    pages: Sequence[ReadPage], langs: Iterable[Lang]
) -> tuple[list[_IndexPiece], dict[Lang, tuple[int, int]]]:
    """All pieces in the order of their numbers, a language after another, beginnings of pages first; and the ranges."""
    every: list[_IndexPiece] = []
    ranges: dict[Lang, tuple[int, int]] = {}
    for lang in langs:
        own = [list(_pieces(page)) for page in pages if page.lang == lang and page.lines]
        start = len(every)
        every += [pieces[0] for pieces in own]
        every += [piece for pieces in own for piece in pieces[1:]]
        ranges[lang] = (start, len(every))
    return every, ranges


def _pieces(page: ReadPage) -> Iterator[_IndexPiece]:
    lines: list[IndexedPassage] = []
    size = 0
    for line in page.lines:
        if lines and size + len(line.passage.text) > PIECE:
            yield _IndexPiece(page, tuple(lines))
            lines, size = [], 0
        lines.append(line)
        size += len(line.passage.text)
    yield _IndexPiece(page, tuple(lines))


def _postings(pieces: Sequence[_IndexPiece]) -> dict[str, array[int]]:
    found: dict[str, array[int]] = {}
    for number, piece in enumerate(pieces):
        for term in {term for line in piece.lines for term in line.terms}:
            found.setdefault(term, array("I")).append(number)
    return found


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
        firsts = dict.fromkeys(next(terms(row, affixes), "") for row in named)
        for place in dict.fromkeys(shard(term, count) for term in firsts if term):
            every[place].setdefault("a", []).append(group)  # type: ignore[attr-defined]
    return {f"{number:x}": content for number, content in enumerate(every)}


def _text(piece: _IndexPiece, parts: Callable[[str], list[int]]) -> dict[str, object]:
    """What the browser gets of a piece: language, address, title, number of the brief, passages."""
    page = piece.page
    lines = [_fields(line, parts) for line in piece.lines]
    return {"l": page.lang, "u": page.path, "h": page.title, "n": page.number, "b": lines}


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
    ranges: Mapping[Lang, tuple[int, int]],
    tongues: Mapping[Lang, Tongue],
    affixes: Affixes,
) -> dict[str, object]:
    profiles = [tongue.profile for tongue in tongues.values()]

    def every(name: str) -> list[str]:
        return list(dict.fromkeys(it for profile in profiles for it in getattr(profile.search, name)))

    return {
        "dir": folder,
        "shards": shards,
        "langs": {lang: [tongues[lang].profile.name, *span] for lang, span in ranges.items()},
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


def _digest(bodies: Mapping[str, str]) -> str:
    digest = sha256()
    for name, body in bodies.items():
        digest.update(f"{name}\0{body}\0".encode())
    return digest.hexdigest()[:10]
