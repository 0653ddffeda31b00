"""What is needed to read one language of the site: its reader of figures, its glossary, its words of facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from briefgen.checking.languages.differences.names import Glossary, is_latin
from briefgen.checking.languages.differences.numbers import Atom, atoms, measured
from briefgen.checking.languages.differences.word_classes import WordClasses
from briefgen.checking.languages.parts import PLACE, Role, TextPart
from briefgen.language.figures.reader import FigureReader, reader_of
from briefgen.language.lines.eojeol import has_eojeols
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import FigureKind, Mention
from briefgen.model.values.quantities import Bound, Day, Interval, Quantity
from briefgen.model.written.shown import Shown
from briefgen.model.written.written import Lang
from briefgen.resolving.ledger.facts import fact_words
from briefgen.resolving.site.scope import Scope, scope_of

_NEAR = 10
"""Letters beside a figure that may say that it is left or reached."""


@dataclass(slots=True)
class LanguageSide:
    """One language; what has been read is kept."""

    lang: Lang
    scope: Scope
    reader: FigureReader
    glossary: Glossary
    latin: bool
    rising: re.Pattern[str]
    falling: re.Pattern[str]
    below_zero: re.Pattern[str]
    level: re.Pattern[str]
    """A figure that is reached, as ``PLACE`` among its words; ``start`` is one that is left."""
    start: re.Pattern[str]
    verb_last: bool
    """Whether what is said of a figure stands after it, rather than before."""
    relative: re.Pattern[str]
    hedges: re.Pattern[str]
    half_years: re.Pattern[str]
    classes: WordClasses
    opposites: Mapping[str, str]
    """Words for what a figure may be of → its name in every language; ``opposite`` finds one in a text."""
    opposite: re.Pattern[str]
    ledger: Mapping[str, frozenset[Bound]]
    """How firmly the ledger means each figure, by its value and unit."""
    _words: dict[tuple[str, str], str] = field(default_factory=dict)
    _facts: dict[tuple[str, str], list[Mention]] = field(default_factory=dict)
    _terms: dict[str, list[Mention]] = field(default_factory=dict)

    def seeing(self, site: Shown, ledger: Mapping[str, frozenset[Bound]]) -> LanguageSide:
        """The same side, which knows no fact yet, and looks them up in ``site`` and ``ledger``."""
        return replace(self, scope=replace(self.scope, site=site), ledger=ledger, _words={}, _facts={})

    def read(self, parts: Iterable[TextPart]) -> None:
        """Find the figures of all blocks."""
        for part in parts:
            for inner in part.walk():
                if not inner.mentions and inner.words.text:
                    inner.mentions.extend(self.reader.read(inner.words.text))

    def words(self, role: Role) -> str:
        """The words of a fact; empty where it has none."""
        key = (role.id, role.form)
        if key not in self._words:
            words = fact_words(role.id, role.form, self.scope, None)
            self._words[key] = "" if words.diagnostics else words.value
        return self._words[key]

    def fact(self, role: Role) -> list[Mention]:
        """The figures in the words of a fact."""
        key = (role.id, role.form)
        if key not in self._facts:
            self._facts[key] = list(self.reader.read(self.words(role)))
        return self._facts[key]

    def held(self, value: Fraction, unit: str) -> frozenset[Bound]:
        """How firmly the ledger means a figure of this value; empty when it has none."""
        return self.ledger.get(f"{value} {unit}", frozenset())

    def turn(self, before: str, after: str) -> str:
        """The words by which a figure is one that is left or reached: from 3%, to 3%; empty when it is neither."""
        near = [it.replace(PLACE, " ") for it in (before[-_NEAR:], after[:_NEAR])]
        for kind, pattern in (("from", self.start), ("to", self.level)):
            if pattern.search(PLACE.join(near)):
                return kind
        return ""

    def term(self, ident: str) -> list[Mention]:
        """The figures in a term's own words: 2단계 협상."""
        if ident not in self._terms:
            self._terms[ident] = [
                replace(it, soft=True) for name in self.glossary.names.get(ident, ()) for it in self.reader.read(name)
            ]
        return self._terms[ident]

    def terms_of(self, part: TextPart) -> str:
        """What the terms that a block names by id are called, in lower case, a blank before each."""
        terms = (role.id for role in part.words.roles if role.kind == "term")
        return "".join(f" {name.casefold()}" for ident in terms for name in self.glossary.names.get(ident, ()))

    def implied(self, part: TextPart) -> list[Atom]:
        """Figures that a block does not write, but that its facts and terms say: they are never asked for."""
        if not part.words.roles:
            return []
        if "implied" not in part.worth:
            part.worth["implied"] = self._implied(part)
        return part.worth["implied"]

    def _implied(self, part: TextPart) -> list[Atom]:
        found: list[Mention] = []
        for role in part.words.roles:
            if role.kind == "fact" and role.id in self.scope.site.facts:
                found += self.fact(role)
                forms = self.scope.site.facts[role.id].value.forms
                found += [it for form in forms for it in self.fact(replace(role, form=form))]
                found += _period(self.scope.site.facts[role.id].value.period)
            elif role.kind == "term":
                found += self.term(role.id)
        return atoms(replace(it, soft=True) for it in found)


def _period(period: Day | Interval | None) -> list[Mention]:
    days = [period] if isinstance(period, Day) else [period.start, period.end] if period else []
    return [Mention(FigureKind.DATE, 0, 0, "", day=day, soft=True) for day in days]


Sides = tuple[LanguageSide, LanguageSide]


def held_by(site: Shown) -> dict[str, frozenset[Bound]]:
    """How firmly the ledger of ``site`` means each of its figures."""
    held: dict[str, frozenset[Bound]] = {}
    for written in site.facts.values():
        for figure in (written.value.value, *written.value.forms.values()):
            if isinstance(figure, Quantity):
                key = f"{Fraction(figure.value)} {measured(figure.unit)}"
                held[key] = held.get(key, frozenset()) | {figure.bound}
    return held


def side_of(site: Shown, lang: Lang) -> LanguageSide:
    """Everything of one language, made once for all its texts."""
    scope = scope_of(site, lang)
    reading, latin = scope.language.reading, is_latin(scope.language)
    return LanguageSide(
        lang=lang,
        scope=scope,
        reader=reader_of(site, lang),
        glossary=Glossary(lang, site.glossary, latin),
        latin=latin,
        rising=_beginnings(reading.rising, latin),
        falling=_beginnings(reading.falling, latin),
        below_zero=_beginnings(reading.below_zero, latin),
        level=_around(reading.levels, latin),
        start=_around(reading.starts, latin),
        verb_last=scope.language.particles == "korean",
        relative=_beginnings(reading.relative_years, latin),
        hedges=_beginnings(reading.hedges, latin),
        half_years=_whole(reading.half_years, latin),
        classes=WordClasses(scope.language, latin),
        opposites={word.lower(): name for name, words in reading.opposites.items() for word in words},
        opposite=_standing([word for words in reading.opposites.values() for word in words], scope.language),
        ledger=held_by(site),
    )


def _around(patterns: Iterable[str], latin: bool) -> re.Pattern[str]:
    """Patterns in which ``{}`` stands for a figure, which is ``PLACE`` in the text."""
    edge = r"\b" if latin else ""
    made = (re.escape(pattern).replace(r"\ ", r"\s").replace(r"\{\}", PLACE) for pattern in patterns)
    every = "|".join(f"{edge}{it}" if it[0] != PLACE else it for it in made)
    return re.compile(every or r"(?!)", re.IGNORECASE)


def _whole(words: Iterable[str], latin: bool) -> re.Pattern[str]:
    every = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    edges = (r"(?<![^\W\d_])", r"(?![^\W\d_])") if latin else ("", "")
    return re.compile(f"{edges[0]}(?:{every}){edges[1]}" if every else r"(?!)", re.IGNORECASE)


def _standing(words: Sequence[str], language: Language) -> re.Pattern[str]:
    """Words that stand by themselves, with a particle after them at most; anywhere where nothing parts words."""
    every = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    parted = has_eojeols(language.tag)
    particles = "|".join(map(re.escape, sorted(language.prose.particles, key=len, reverse=True)))
    after = (rf"(?=(?:{particles})?(?![^\W\d_]))" if particles else r"(?![^\W\d_])") if parted else ""
    before = r"(?<![^\W_])" if parted else ""
    return re.compile(f"{before}(?:{every}){after}" if every else r"(?!)", re.IGNORECASE)


def _beginnings(words: Iterable[str], latin: bool) -> re.Pattern[str]:
    every = "|".join(re.escape(word) for word in words)
    edge = r"\b" if latin else ""
    return re.compile(f"{edge}(?:{every})" if every else r"(?!)", re.IGNORECASE)
