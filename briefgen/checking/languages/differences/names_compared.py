"""The names of two blocks compared: terms by id or in plain words, Chinese characters, names in Latin letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefgen.checking.languages.differences.names import (
    WITH_STROKES,
    Asked,
    Named,
    han_names,
    is_gloss,
    latin_names,
    plain_text,
    simplified,
)
from briefgen.checking.languages.gathering import Gathering, Leftover
from briefgen.checking.languages.parts import Parts, TextPart
from briefgen.checking.languages.sections import Pairing
from briefgen.checking.languages.sides import LanguageSide, Sides
from briefgen.language.matching.alternation import any_of
from briefgen.model.core.diagnostics import Diagnostic, Span, warning


def compare_names(gathered: Gathering, pair: Pairing, one: TextPart, other: TextPart) -> None:
    """Gather the terms, Chinese characters and Latin names that one block has and the other has not."""
    parts = (one, other)
    _terms(gathered, pair, parts)
    ordinary = any(side.scope.lang.partition("-")[0] in _WRITTEN_IN_HAN for side in gathered.sides)
    runs = [[] if ordinary else list(han_names(part)) for part in parts]
    for side in (0, 1):
        there = {it.id for it in runs[1 - side]} | _scripts(gathered, parts[1 - side])
        alone = [it for it in runs[side] if it.id not in there and (runs[1 - side] or not is_gloss(it, parts[side]))]
        same = set(map(simplified, there)) if alone else set()
        for it in alone:
            if (key := simplified(it.id)) not in same:
                place = gathered.place(side, parts[side], it.start, it.end)
                gathered.left.append(Leftover("han", key, side, it.said, place, pair))
    if gathered.sides[0].latin == gathered.sides[1].latin:
        return
    lost = list(names_lost(parts, gathered.sides))
    side = 1 if gathered.sides[0].latin else 0
    if names := list(latin_names(parts[side])):
        text = Asked(plain_text(parts[1 - side]) + "".join(each.terms_of(parts[1 - side]) for each in gathered.sides))
        everywhere = gathered.names_in(1 - side, pair.section)
        lost += ((it, side) for it in names if not text.stands_for(it.said) and not everywhere.stands_for(it.said))
    for it, side in dict.fromkeys(lost):
        section = gathered.said[1 - side].get(pair.section, "")
        if not _is_term(gathered, it, side, section):
            kind = "elsewhere" if gathered.names_in(1 - side).stands_for(it.said) else "latin"
            place = gathered.place(side, parts[side], it.start, it.end)
            gathered.left.append(Leftover(kind, it.id, side, it.said, place, pair))


def _terms(gathered: Gathering, pair: Pairing, parts: Parts) -> None:
    if not all(gathered.is_known(role) for part in parts for role in part.words.roles if role.kind == "term"):
        return
    named = [dict(_named(gathered, side, parts[side])) for side in (0, 1)]
    if not any(named):
        return
    texts = [plain_text(part) for part in parts]
    alone = [
        {
            ident: span
            for ident, span in named[side].items()
            if ident not in named[1 - side] and not gathered.sides[1 - side].glossary.says(ident, texts[1 - side])
        }
        for side in (0, 1)
    ]
    swapped = all(alone) or _is_exchanged(gathered, parts, alone)
    for side in (0, 1):
        section = gathered.said[1 - side].get(pair.section, "")
        for ident, (said, span) in alone[side].items():
            if swapped or not gathered.sides[1 - side].glossary.says(ident, section):
                gathered.left.append(Leftover("term", ident, side, said, span, pair))


def _is_exchanged(gathered: Gathering, parts: Parts, alone: Sequence[Mapping[str, object]]) -> bool:
    """Whether one term is named by id where the other language names another, which it also names elsewhere."""
    ids = [Counter(role.id for role in part.words.roles if role.kind == "term") for part in parts]
    if not ids[0] or ids[0].total() != ids[1].total():
        return False
    often = [
        {it: ids[side][it] + gathered.sides[side].glossary.count(it, plain_text(parts[side])) for it in ids[0] | ids[1]}
        for side in (0, 1)
    ]
    return any(
        any(it in alone[side] for it in ids[side] - ids[1 - side])
        and any(often[1 - side][it] > often[side][it] for it in ids[1 - side] - ids[side])
        for side in (0, 1)
    )


def _named(gathered: Gathering, side: int, part: TextPart) -> Iterator[tuple[str, tuple[str, Span]]]:
    """Id of each term that a block names, with its words and their place."""
    glossary = gathered.sides[side].glossary
    for it in glossary.find(part.words.text):
        yield it.id, (it.said, gathered.place(side, part, it.start, it.end))
    for role in part.words.roles:
        if role.kind == "term" and role.id in glossary.names:
            yield role.id, (next(iter(glossary.names[role.id]), role.id), role.span or part.span)


def _is_term(gathered: Gathering, named: Named, side: int, section: str) -> bool:
    """Whether the glossary knows the letters as a name that the other language gives in other words."""
    own, other = gathered.sides[side].glossary, gathered.sides[1 - side].glossary
    return any(
        named.id in name.casefold() and other.says(ident, section)
        for ident, names in own.names.items()
        for name in names
    )


def _scripts(gathered: Gathering, part: TextPart) -> set[str]:
    """The forms in Chinese characters of the terms that a block names."""
    site = gathered.sides[0].scope.site
    named = [role.id for role in part.words.roles if role.kind == "term"]
    known = (site.glossary[ident].value.scripts for ident in named if ident in site.glossary)
    return {form for scripts in known for form in scripts.values()}


_WRITTEN_IN_HAN = frozenset({"ja", "zh", "yue"})
"""Languages in which Chinese characters are ordinary words."""
_BRACKET = re.compile(r"[(（]([^()（）]{1,200})[)）]")
_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile("-[a-z]+$")
"""The ordinary word of a compound: MongoDB-compatible."""
_ROMAN = re.compile(r"[IVX]+")
_BEFORE, _WORDS, _LETTERS = 100, 9, 10


def names_lost(parts: Parts, sides: Sides) -> Iterator[tuple[Named, int]]:
    """Names in Latin letters, and the side that has them, where the brackets of both blocks share another name.

    A block without brackets may say all in other words; one that keeps some has lost what it does not keep.
    """
    if not all(_BRACKET.search(part.words.text) for part in parts):
        return
    every = [list(latin_names(part, WITH_STROKES)) for part in parts]
    names = [list(_in_brackets(part, its)) for part, its in zip(parts, every, strict=True)]
    if {it.id for it in names[0]}.isdisjoint(it.id for it in names[1]):
        return
    for side in (0, 1):
        there = [it.id for it in every[1 - side]]
        asked = Asked(plain_text(parts[1 - side]))
        for it in names[side]:
            stem = _COMPOUND.sub("", it.said).casefold()
            said = any(its.startswith(stem) for its in there) or asked.writes_out(it.said)
            if not said and _is_name(it, sides[side]) and not (sides[side].latin and _is_introduced(it, parts[side])):
                yield it, side


def _in_brackets(part: TextPart, names: Sequence[Named]) -> Iterator[Named]:
    text = part.words.text
    places = bytearray(len(text))
    for it in _BRACKET.finditer(text):
        places[it.start() : it.end()] = b"\1" * len(it[0])
    return (it for it in names if places[it.start] and any(letter.isupper() for letter in it.said))


def _is_name(it: Named, side: LanguageSide) -> bool:
    """Whether it has two capitals, and is neither a Roman number nor a sign of money."""
    is_sign = _ROMAN.fullmatch(it.said) or it.id in side.reader.lexicon.signs
    return sum(letter.isupper() for letter in it.said) > 1 and not is_sign


def _is_introduced(it: Named, part: TextPart) -> bool:
    """Whether the words before the bracket are abbreviated in it: for readers of that language."""
    before = part.words.text[: it.start].rpartition("(")[0]
    words = [word.casefold() for word in _WORD.findall(before[-_BEFORE:])[-_WORDS:] if not word.isupper()]
    letters = [letter for letter in it.said.removesuffix("s").casefold() if letter.isalpha()]
    return len(letters) <= _LETTERS and _abbreviates(letters, words)


def _abbreviates(letters: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the letters are the beginnings of some of the words: KORAIL of Korea Railroad."""
    if not letters:
        return True
    for place, word in enumerate(words):
        for length in range(1, len(letters) + 1):
            if not word.startswith("".join(letters[:length])):
                break
            if _abbreviates(letters[length:], words[place + 1 :]):
                return True
    return False


# Spellings that the glossary forbids


_OPENS, _CLOSES = "“‘「『\"'", "”’」』\"'"


class Forbidden:
    """The forbidden spellings of one language; one that is quoted is talked about, not used."""

    def __init__(self, side: LanguageSide) -> None:
        self._meant: dict[str, tuple[str, str]] = {}
        for ident, written in side.scope.site.glossary.items():
            if forms := written.value.names.get(side.lang):
                self._meant |= {spelling.casefold(): (ident, forms.short) for spelling in forms.forbidden}
        edges = (r"(?<![^\W_])", r"(?![^\W_])") if side.latin else ("", "")
        self._pattern = re.compile(f"{edges[0]}{any_of(self._meant)}{edges[1]}", re.IGNORECASE)

    def find(self, parts: Iterable[TextPart], path: str) -> Iterator[Diagnostic]:
        """A warning for each use of a forbidden spelling."""
        for part in parts if self._meant else ():
            for inner in part.walk():
                yield from self._in(inner, path)

    def _in(self, part: TextPart, path: str) -> Iterator[Diagnostic]:
        text = part.words.text
        for it in self._pattern.finditer(text):
            if text[: it.start()][-1:] in _OPENS and text[it.end() :][:1] in _CLOSES and it.start():
                continue
            ident, short = self._meant[it[0].casefold()]
            message = f"the glossary forbids “{it[0]}” for the term “{ident}”"
            yield warning("spelling-is-allowed", message, part.words.at(it.start(), it.end(), path), f"write “{short}”")
