"""What a language's rules on style look for, made ready once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from briefgen.checking.prose.candidate_facts import Ledger, ledger_of
from briefgen.language.figures.reader import FigureReader, reader_of
from briefgen.language.lines.eojeol import has_eojeols
from briefgen.language.words.sentences import sentence_ends
from briefgen.model.core.diagnostics import Span
from briefgen.model.core.written import Lang
from briefgen.model.profile.language import Language
from briefgen.model.profile.prose import Prose
from briefgen.model.written.facts import Status
from briefgen.model.written.shown import Shown

_WHOLE = r"(?!\w)"
_NOTHING = re.compile(r"(?!)")
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"', "«": "»", "„": "“", "‚": "‘"}
_QUOTE = re.compile(f"[{''.join(_QUOTES)}]")


@dataclass(frozen=True, slots=True)
class StylePatterns:
    """Patterns of one language, and what the site has checked each fact to be."""

    prose: Prose
    relative: re.Pattern[str]
    attribution: re.Pattern[str]
    status: Mapping[str, Status]
    attributed: frozenset[str]
    """Facts whose statement itself names the one who says it."""
    language: Language
    reader: FigureReader
    ledger: Ledger
    named: tuple[str, ...]
    """Names of the glossary that have a digit."""
    said: Mapping[Span, tuple[str, ...]]
    """The words of facts in titles and wordings, where names of facts stood, by the place of the wording."""


def look_at(site: Shown, lang: Lang) -> StylePatterns:
    """Return what to look for in a language of the site."""
    language = site.profiles[lang]
    prose = language.prose
    status = {ident: fact.value.status for ident, fact in site.facts.items() if fact.whole}
    parted = has_eojeols(language.tag)
    end = _end(prose.particles) if parted else ""
    attribution = words_pattern(prose.attributions, "" if prose.particles or not parted else _WHOLE, parted=parted)
    return StylePatterns(
        prose,
        words_pattern(prose.relative_dates, end, parted=parted),
        attribution,
        status,
        frozenset(_attributed(site, lang, attribution)),
        language,
        reader_of(site, lang),
        ledger_of(site, lang),
        tuple(_names_with_digits(site, lang)),
        said_in(site, lang),
    )


def _attributed(site: Shown, lang: Lang, attribution: re.Pattern[str]) -> Iterator[str]:
    for ident, fact in site.facts.items():
        statement = fact.value.statement if fact.whole else None
        if statement is not None and attribution.search(statement.best(lang)):
            yield ident


def said_in(site: Shown, lang: Lang) -> dict[Span, tuple[str, ...]]:
    """The words of facts that titles and wordings name, by the place of the wording."""
    found: dict[Span, tuple[str, ...]] = {}
    for it in site.said:
        if it.lang == lang:
            found[it.span] = (*found.get(it.span, ()), it.words)
    return found


def _names_with_digits(site: Shown, lang: Lang) -> Iterator[str]:
    for written in site.glossary.values():
        forms = written.value.names.get(lang)
        for name in (forms.short, forms.full or "", *forms.also) if forms else ():
            if any(letter.isdigit() for letter in name):
                yield name


def _end(particles: tuple[str, ...]) -> str:
    return rf"(?=(?:{'|'.join(particles)})?(?!\w))" if particles else _WHOLE


@lru_cache(maxsize=64)
def words_pattern(words: tuple[str, ...], end: str, *, parted: bool = True) -> re.Pattern[str]:
    """Any of these, from the beginning of a word, or with ~ from within one, to what ``end`` matches.

    Where no blanks stand between words, they are found anywhere: ``parted`` says that they do.
    """
    if not words:
        return _NOTHING
    every = "|".join(_word_pattern(word, parted) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:{every}){end}", re.IGNORECASE)


def _word_pattern(word: str, parted: bool) -> str:
    begun = r"(?<=\S)" if word.startswith("~") else r"(?<!\w)" if parted else ""
    return begun + re.escape(word.removeprefix("~")).replace(r"\ ", r"\s+")


def sentences(text: str, look: StylePatterns) -> Iterator[tuple[int, str]]:
    """Each sentence of ``text`` with where it starts."""
    start = 0
    for end in (*sentence_ends(text, look.prose.dotted), len(text)):
        piece = text[start:end]
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), piece.strip()
        start = end


def outside_quotes(text: str) -> str:
    """The text with blanks for what it quotes: who quotes does not choose the words."""
    return _blanked(text, _quoted(text))


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """The places of quotations; what was never closed is not sought again."""
    never: set[str] = set()
    at = 0
    while (found := _QUOTE.search(text, at)) is not None:
        closes = _QUOTES[found[0]]
        end = -1 if closes in never else text.find(closes, found.end())
        if end < 0:
            never.add(closes)
        else:
            yield found.start(), end + 1
        at = found.end() if end < 0 else end + 1


def _blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in places:
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def found_in(pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    """Return where ``pattern`` is in the writer's own words."""
    return pattern.finditer(outside_quotes(text))
