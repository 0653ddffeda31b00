"""Names of the glossary as one language's texts give them, and words that a name abbreviates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from babel.core import get_global

from briefgen.comparing.parts import PLACE, TextPart
from briefgen.language.matching.alternation import any_of
from briefgen.model.core.written import Lang, Written
from briefgen.model.profile.language import Language
from briefgen.model.written.glossary import Term, TermKind

_BRACKETS = re.compile(r"\s*[(（].*")
_PLURAL = re.compile("(?<=[a-z]{5})y$")
"""Ends otherwise in the plural: *dependency*, *dependencies*."""
_LONGEST, _SHORT = 60, 6
"""Letters of a name that are compared, and of an abbreviation."""
_MOST = 200
"""Abbreviations that are looked for in one text: each is looked for in all of it. What has more is a list of them, and
those beyond are not reported."""
_BEGINNING = re.compile(rf"(?<![a-z0-9])(?=([a-z][a-z0-9&+.'’-]{{0,{_LONGEST - 1}}}))")
_INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a block; ``start`` and ``end`` in its words."""

    id: str
    said: str
    start: int
    end: int


def is_latin(language: Language) -> bool:
    """Say whether the language is written in Latin letters."""
    tag = str(language.babel().language)
    return "_Latn" in get_global("likely_subtags").get(tag, f"{tag}_Latn")


class Glossary:
    """The glossary as one language's texts name what is in it."""

    def __init__(self, lang: Lang, terms: Mapping[str, Written[Term]], latin: bool) -> None:
        self.names = {ident: tuple(_names(written.value, lang)) for ident, written in terms.items()}
        proper = {
            name: ident
            for ident, names in self.names.items()
            if terms[ident].value.kind is not TermKind.TERM
            for name in names
            if not name[:1].islower()
        }
        self._proper = proper
        self._edge = (r"(?<![^\W\d_])", r"(?![^\W\d_])") if latin else ("", "")
        self._pattern = self._any(proper)
        self._each: dict[str, re.Pattern[str]] = {}

    def _any(self, names: Iterable[str]) -> re.Pattern[str]:
        return re.compile(f"{self._edge[0]}{any_of(names)}{self._edge[1]}")

    def find(self, text: str) -> Iterator[Named]:
        """Find people, organisations and places that a text names in plain words."""
        for it in self._pattern.finditer(text) if self._proper else ():
            yield Named(self._proper[it[0]], it[0], it.start(), it.end())

    def says(self, ident: str, text: str) -> bool:
        """Say whether a text names a term in any of its forms."""
        return self._of(ident).search(text) is not None

    def count(self, ident: str, text: str) -> int:
        """Count how often a text names a term in any of its forms."""
        return len(self._of(ident).findall(text))

    def _of(self, ident: str) -> re.Pattern[str]:
        if ident not in self._each:
            self._each[ident] = self._any(name.casefold() for name in self.names.get(ident, ()))
        return self._each[ident]


def _names(term: Term, lang: Lang) -> Iterator[str]:
    forms = term.names.get(lang)
    if forms is None:
        return
    yield forms.short
    if forms.full:
        yield _BRACKETS.sub("", forms.full)
    if forms.reading:
        yield forms.reading
    yield from forms.also


class Asked:
    """A text in lower case that is asked for many names."""

    def __init__(self, text: str, language: Language) -> None:
        self._text, self._small = text, language.search.ignored
        self._words = sorted({it[1] for it in _BEGINNING.finditer(text)})
        self._initials = {it[0] for it in _INITIAL.finditer(text)}
        self._known: dict[str, bool] = {}
        self._searched = 0

    def stands_for(self, name: str) -> bool:
        """Say whether the text has the name, or words that it abbreviates."""
        if name not in self._known:
            plain = name.casefold()
            forms = (plain, plain.replace("-", ""), _PLURAL.sub("", plain))
            self._known[name] = any(map(self._has, forms)) or self._writes_out(name)
        return self._known[name]

    def _has(self, plain: str) -> bool:
        plain = plain[:_LONGEST]
        at = bisect_left(self._words, plain)
        return at < len(self._words) and self._words[at].startswith(plain)

    def _writes_out(self, name: str) -> bool:
        """Say whether the text has words that the name abbreviates."""
        is_one = name.isupper() or sum(map(str.isupper, name)) > 1
        if not is_one or len(name) > _SHORT:
            return False
        letters = [letter for letter in name.casefold() if letter.isalpha()]
        if not self._initials.issuperset(letters):
            return False
        self._searched += 1
        if self._searched > _MOST:
            return True
        body = rf"[\w’'-]*(?:[\s-]+(?:(?:{'|'.join(map(re.escape, self._small)) or '(?!)'})\s+)?)"
        return re.search(r"(?<![^\W\d_])" + body.join(map(re.escape, letters)), self._text) is not None


def plain_text(part: TextPart) -> str:
    """Give the words of a block in lower case, without what stands in them by id."""
    return part.words.text.replace(PLACE, " ").casefold()


@lru_cache(maxsize=4096)
def simplified(characters: str) -> str:
    """Write 全國 and 全国 alike as 全国, by OpenCC's tables."""
    return _table("t2s")(_table("jp2t")(characters))


@cache
def _table(name: str) -> Callable[[str], str]:
    from opencc import OpenCC

    return OpenCC(name).convert
