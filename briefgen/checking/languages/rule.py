"""Every language of a brief, a page or a wording in YAML says the same as the first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import Any

from briefgen.checking.languages import report
from briefgen.checking.languages.allowed import Allowed, allowed_in_both
from briefgen.checking.languages.compare import TextComparison
from briefgen.checking.languages.differences.names_compared import Forbidden
from briefgen.checking.languages.differences.numbers import Atom, Relation
from briefgen.checking.languages.differences.word_classes import word_atom
from briefgen.checking.languages.exchanged import take_exchanged
from briefgen.checking.languages.parts import Parts, TextPart, parts_of, prose
from briefgen.checking.languages.sections import Pairing
from briefgen.checking.languages.sides import LanguageSide, Sides, held_by, side_of
from briefgen.checking.remembered import Find, LookedUp, Recall, anew, without_texts
from briefgen.checking.waivers import Waived
from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.model.written.briefs import Change, Text
from briefgen.model.written.glossary import Term
from briefgen.model.written.shown import Shown
from briefgen.model.written.wordings import wordings
from briefgen.model.written.written import Lang, Written


def languages_agree(site: Shown, recall: Recall = anew) -> Iterable[Diagnostic]:
    """Report every difference between the first language of each text and the others."""
    return () if site.unread else Parity(site).everything(recall)


def _is_whole(text: Text) -> bool:
    return text.whole and text.front.whole


def _repeats(text: Text) -> bool:
    """Whether the summary is the title or a paragraph's beginning, where it is compared: languages may cut it apart."""
    said = "".join(text.front.value.summary.rstrip("…").split())
    paragraphs = (part for part in text.body.children if part.kind == "paragraph")
    compared = (text.front.value.title, *(part.plain() for part in paragraphs))
    return bool(said) and any("".join(it.split()).startswith(said) for it in compared)


class Parity:
    """The comparison of a whole site; what each language needs is made once."""

    def __init__(self, site: Shown) -> None:
        self.site = site
        self._frame = frame = without_texts(site)
        self.sides: dict[Lang, LanguageSide] = {lang: side_of(frame, lang) for lang in site.languages}
        self.forbidden = {lang: Forbidden(side) for lang, side in self.sides.items()}

    def everything(self, recall: Recall = anew) -> Iterator[Diagnostic]:
        """Every text and every wording."""
        looked_up = {"site": self._frame, "held": held_by(self._frame)}

        def find(what: Callable[[Parity], Iterable[Diagnostic]]) -> Find:
            return lambda seen: what(self._seeing(seen))

        written = self.site.as_written
        for brief in written.briefs.values():
            key = ("agree", brief.data, brief.texts, brief.charts, brief.pictures)
            allowed = brief.data.value.allow
            texts = partial(Parity.together, texts=brief.texts, entries=brief.entries(), counted=True, allowed=allowed)
            yield from recall(key, find(texts), looked_up)
        for page in written.pages.values():
            yield from recall(("agree", page), find(partial(Parity.together, texts=page)), looked_up)
        shared = tuple(written.shared_entries())
        yield from recall(("agree", shared), find(partial(Parity.together, entries=shared)), looked_up)

    def _seeing(self, seen: LookedUp) -> Parity:
        """The same, which looks facts and sources up in what is ``seen``."""
        other = copy(self)
        other.sides = {lang: side.seeing(seen["site"], seen["held"]) for lang, side in self.sides.items()}
        return other

    def together(
        self,
        texts: Mapping[Lang, Text] | None = None,
        entries: Iterable[Written[Any]] = (),
        *,
        counted: bool = False,
        allowed: Waived | None = None,
    ) -> Iterator[Diagnostic]:
        """The texts of a brief or page, and files and entries of YAML: what has changed places is looked for in all.

        Of texts whose paragraphs are ``counted`` another rule tells which has more.
        """
        made: list[_Compared] = []
        yield from self._texts(texts or {}, made, counted, allowed or {})
        for written in entries:
            yield from self._wordings(written, made)
        yield from _told(made)

    def _texts(
        self, texts: Mapping[Lang, Text], made: list[_Compared], counted: bool, allowed: Waived
    ) -> Iterator[Diagnostic]:
        read = {lang: (texts[lang], *_read(texts[lang])) for lang in self.sides if lang in texts}
        for lang, (text, front, parts) in read.items():
            yield from self.forbidden[lang].find((*front.values(), *parts), text.span.path)
        whole = [it for it in read.values() if _is_whole(it[0])]
        for other in whole[1:] if whole and whole[0] is next(iter(read.values())) else ():
            waived = {**self.site.settings.value.allow, **allowed}
            both = allowed_in_both(waived, [(text, parts) for text, _, parts in (whole[0], other)])
            made.append((self._compare(whole[0], other, counted), both))

    def _compare(self, one: _Read, other: _Read, counted: bool) -> TextComparison:
        (first, front, parts), (second, its_front, its_parts) = one, other
        sides = self.sides[first.lang], self.sides[second.lang]
        comparison = TextComparison(sides, (first.span.path, second.span.path), counted=counted)
        again = _repeats(first) and _repeats(second)
        for name in (it for it in front if it in its_front and not (again and it == "summary")):
            comparison.pair(front[name], its_front[name])
        comparison.blocks(parts, its_parts)
        return comparison

    def _wordings(self, written: Written[Any], made: list[_Compared]) -> Iterator[Diagnostic]:
        path = written.span.path
        allowed = Allowed({**self.site.settings.value.allow, **getattr(written.value, "allow", {})})
        for by_lang in _by_language(written):
            known = {lang: by_lang[lang] for lang in self.sides if lang in by_lang}
            for lang, part in known.items():
                yield from self.forbidden[lang].find((part,), path)
            first, *others = known or ("",)
            for lang in others:
                sides = self.sides[first], self.sides[lang]
                comparison = TextComparison(sides, (path, path), counted=False, names=False)
                comparison.pair(known[first], known[lang])
                made.append((comparison, allowed))
        yield from allowed.settle(term_names(written, self.sides))


_Compared = tuple[TextComparison, Allowed]


def _told(made: Iterable[_Compared]) -> Iterator[Diagnostic]:
    """What differs between each two languages, and first what has only changed places."""
    by_languages: dict[tuple[Lang, ...], list[_Compared]] = {}
    for it in made:
        by_languages.setdefault(tuple(side.lang for side in it[0].gathered.sides), []).append(it)
    for group in by_languages.values():
        texts = [comparison.gathered for comparison, _ in group]
        owner = {id(left): number for number, text in enumerate(texts) for left in text.left}
        for moves in take_exchanged(texts):
            found = report.in_other_places(moves, texts[0].sides)
            for number in dict.fromkeys(owner[id(left)] for left in chain.from_iterable(moves)):
                (found,) = group[number][1].settle([found])
            yield found
        for comparison, its in group:
            yield from its.settle(comparison.differences())


def _by_language(written: Written[Any]) -> Iterator[Mapping[Lang, TextPart]]:
    """Each wording that is given in several languages, as blocks by language."""
    for part in wordings(written.value, cells=True):
        if isinstance(part.owners[-1], Change) and part.field == "was":
            continue  # what was wrong is quoted: that languages did not agree may be what was wrong
        said = part.value.root
        if len(said) > 1:
            yield {lang: prose("wording", words, written.at(*part.path, lang)) for lang, words in said.items()}


_Read = tuple[Text, Mapping[str, TextPart], tuple[TextPart, ...]]


def _read(text: Text) -> tuple[Mapping[str, TextPart], tuple[TextPart, ...]]:
    front = text.front
    said = front.value.wordings().items()
    return {name: prose(name.replace("_", " "), words, front.at(name)) for name, words in said}, parts_of(text)


# The names of a term compared: one that has another number in another language is the name of something else

_FORMS = ("short", "full")
_CODES = frozenset({"numbers-agree", "magnitudes-agree"})
_JOINED = re.compile(r"\d\s?[·.,/–~∼—+-]\s?\d")
"""A day, a span of years, a decimal: 6·25, 1950–53."""
_DIGITS = re.compile(r"\d+")
_FIRST_YEAR = 1000


def term_names(written: Written[Any], sides: Mapping[Lang, LanguageSide]) -> Iterator[Diagnostic]:
    """The names of a term against those of its first language: the short ones, and the full ones."""
    if not isinstance(written.value, Term):
        return
    names = written.value.names
    first, *others = [lang for lang in sides if lang in names] or ("",)
    for lang in others:
        for form in _FORMS:
            one, other = (getattr(names[it], form) for it in (first, lang))
            if one and other:
                parts = (
                    prose("name", one, written.at("names", first, form)),
                    prose("name", other, written.at("names", lang, form)),
                )
                yield from _compared(parts, (sides[first], sides[lang]), written.span.path)


def _compared(parts: Parts, sides: Sides, path: str) -> Iterator[Diagnostic]:
    """What is certain to be another number; a name may well have one that it has not in another language."""
    comparison = TextComparison(sides, (path, path), counted=False, names=False)
    comparison.pair(*parts)
    if any(map(_has_day, parts)):
        return
    found = [it for it in comparison.differences() if it.code in _CODES]
    certain = [it for it in found if it.severity is Severity.ERROR]
    if certain:
        yield certain[0]
    elif found and _have_other_digits(parts):
        pair = Pairing(*parts, -1)
        one, other = (comparison.gathered.figure(_whole(part), side, pair) for side, part in enumerate(parts))
        yield report.numbers(one, one.figures[0], other, other.figures[0], Relation.OTHER, sides)


def _has_day(part: TextPart) -> bool:
    return any(it.day for it in part.mentions) or _JOINED.search(part.words.text) is not None


def _have_other_digits(parts: Parts) -> bool:
    """Whether each name has digits once, of which the other says nothing in any words: COP29, 28차 당사국총회."""
    runs = [_DIGITS.findall(part.words.text) for part in parts]
    if any(len(run) != 1 or len(run[0]) > 4 or int(run[0]) >= _FIRST_YEAR for run in runs):
        return False
    said = [{it.value for it in part.mentions} for part in parts]
    values = [Fraction(run[0]) for run in runs]
    return values[0] != values[1] and values[0] not in said[1] and values[1] not in said[0]


def _whole(part: TextPart) -> Atom:
    """A name as a figure, to be shown whole."""
    said = part.words.text
    return word_atom("number", Fraction(_DIGITS.findall(said)[0]), 0, said)
