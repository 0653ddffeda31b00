"""Read one language of a site: its figures, its glossary, words of facts; and a block beside its counterpart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from briefgen.comparing.alignment import Pairing
from briefgen.comparing.glossary_names import Glossary, is_latin
from briefgen.comparing.numbers import Atom, atoms, every_atom, measured
from briefgen.comparing.parts import PLACE, Role, TextPart
from briefgen.comparing.word_classes import WordClasses
from briefgen.language.figures.reader import reader_of
from briefgen.language.lines.eojeol import has_eojeols
from briefgen.language.matching.alternation import any_of
from briefgen.model.core.diagnostics import Span
from briefgen.model.core.written import Lang
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import FigureKind, Mention
from briefgen.model.values.quantities import Bound, Day, Interval, Quantity
from briefgen.model.written.shown import Shown
from briefgen.resolving.ledger.facts import fact_words
from briefgen.resolving.site.scope import scope_of

_NEAR = 10
"""Letters beside a figure that may say that it is left or reached."""
_SENTENCE = 40
"""Letters before a figure that may say what something is about."""
_NONE = r"(?!)"
Ledger = Mapping[str, frozenset[Bound]]
"""How firmly the ledger means each figure, by its value and unit."""


class LanguageContext:
    """One language of a site; what has been read is kept."""

    def __init__(self, site: Shown, lang: Lang) -> None:
        """Make everything of a language once for all its texts."""
        self.lang = lang
        self.scope = scope_of(site, lang)
        self.language = language = self.scope.language
        self.latin = is_latin(language)
        self.reader = reader_of(site, lang)
        self.glossary = Glossary(lang, site.glossary, self.latin)
        self.classes = WordClasses(language, self.latin)
        self.ledger: Ledger = held_by(site)
        reading = language.reading
        self.rising, self.falling, self.below_zero, self.relative, self.hedges = (
            self._beginnings(words)
            for words in (
                reading.rising,
                reading.falling,
                reading.below_zero,
                reading.relative_years,
                reading.hedges,
            )
        )
        self.level, self.start = self._around(reading.levels), self._around(reading.starts)
        self.qualifiers = {kind: self._around_numbers(words) for kind, words in reading.qualifiers.items()}
        self.compared = re.compile(rf"\s?{self._any(reading.compared)}".replace(r"\{\}", r"\S+"), re.IGNORECASE)
        self.topics = {
            word: re.compile(rf"{self._edge}{self._any(names)}\s{word}$", re.IGNORECASE)
            for word, names in reading.topics.items()
        }
        self.lower = re.compile(rf"\s{self._any(reading.lower)}\b", re.IGNORECASE)
        self.verb_last = language.particles == "korean"
        """Whether what is said of a figure stands after it, rather than before."""
        self.opposites = {word.lower(): name for name, words in reading.opposites.items() for word in words}
        self.opposite, self.decade = _standing([*self.opposites], language), _ended(reading.decades, language)
        self._words: dict[tuple[str, str], str] = {}
        self._facts: dict[tuple[str, str], list[Mention]] = {}
        self._terms: dict[str, list[Mention]] = {}

    def seeing(self, site: Shown, ledger: Ledger) -> LanguageContext:
        """Return the same context, which knows no fact yet, and looks them up in ``site`` and ``ledger``."""
        other = copy(self)
        other.scope, other.ledger, other._words, other._facts = replace(self.scope, site=site), ledger, {}, {}
        return other

    def read(self, parts: Iterable[TextPart]) -> None:
        """Find the figures of all blocks."""
        for inner in (it for part in parts for it in part.walk()):
            if not inner.mentions and inner.words.text:
                inner.mentions.extend(self.reader.read(inner.words.text))

    def words(self, role: Role) -> str:
        """Return the words of a fact; nothing where it has none."""
        key = (role.id, role.form)
        if key not in self._words:
            words = fact_words(role.id, role.form, self.scope, None)
            self._words[key] = "" if words.diagnostics else words.value
        return self._words[key]

    def fact(self, role: Role) -> list[Mention]:
        """Return the figures in the words of a fact."""
        key = (role.id, role.form)
        if key not in self._facts:
            self._facts[key] = list(self.reader.read(self.words(role)))
        return self._facts[key]

    def in_any_form(self, role: Role) -> list[list[Mention]]:
        """Return the figures of a fact in the form that is named, and in each form that the ledger has."""
        forms = (role.form, *self.scope.site.facts[role.id].value.forms)
        return [self.fact(replace(role, form=form)) for form in forms]

    def held(self, value: Fraction, unit: str) -> frozenset[Bound]:
        """Return how firmly the ledger means a figure of this value; nothing when it has none."""
        return self.ledger.get(f"{value} {unit}", frozenset())

    def turn(self, before: str, after: str) -> str:
        """Return the words by which a figure is one that is left or reached: from 3%, to 3%; or nothing."""
        near = PLACE.join(it.replace(PLACE, " ") for it in (before[-_NEAR:], after[:_NEAR]))
        return "from" if self.start.search(near) else "to" if self.level.search(near) else ""

    def term(self, ident: str) -> list[Mention]:
        """Return the figures in a term's own words: 2단계 협상."""
        if ident not in self._terms:
            names = self.glossary.names.get(ident, ())
            self._terms[ident] = [replace(it, soft=True) for name in names for it in self.reader.read(name)]
        return self._terms[ident]

    def terms_of(self, part: TextPart) -> str:
        """Return what the terms that a block names by id are called, in lower case, a blank before each."""
        terms = (role.id for role in part.words.roles if role.kind == "term")
        return "".join(f" {name.casefold()}" for ident in terms for name in self.glossary.names.get(ident, ()))

    def is_topic(self, text: str, mention: Mention) -> bool:
        """Say whether a bound before a figure says what something is about: data about 193 countries."""
        bound = next((it for it in self.topics if mention.text.lower().startswith(f"{it} ")), None)
        before = text[max(0, mention.start - _SENTENCE) : mention.start + len(bound or "")]
        return bound is not None and self.topics[bound].search(before) is not None

    # Words of the profile as regular expressions

    def _beginnings(self, words: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"{self._edge}{self._any(words)}", re.IGNORECASE)

    @staticmethod
    def _any(words: Iterable[str]) -> str:
        return f"(?:{'|'.join(map(re.escape, words)) or _NONE})"

    def _around(self, patterns: Iterable[str]) -> re.Pattern[str]:
        """Match patterns in which ``{}`` stands for a figure, which is ``PLACE`` in the text."""
        made = (re.escape(pattern).replace(r"\ ", r"\s").replace(r"\{\}", PLACE) for pattern in patterns)
        every = "|".join(it if it[0] == PLACE else f"{self._edge}{it}" for it in made)
        return re.compile(every or _NONE, re.IGNORECASE)

    def _around_numbers(self, patterns: Iterable[str]) -> re.Pattern[str]:
        """Match patterns in the words of a figure, in which ``{}`` stands for its number."""
        made = (re.escape(it).replace(r"\{\}", r".*\w").replace(r"\ ", r"\s?") for it in patterns)
        every = "|".join(made)
        return re.compile(rf"{self._edge}(?:{every}){self._edge}" if every else _NONE, re.IGNORECASE)

    @property
    def _edge(self) -> str:
        return r"\b" if self.latin else ""


def _standing(words: Sequence[str], language: Language) -> re.Pattern[str]:
    """Match words that stand by themselves, with a particle after them at most; anywhere where nothing parts words."""
    before = r"(?<![^\W_])" if has_eojeols(language.tag) else ""
    return re.compile(f"{before}{_ended(words, language).pattern}", re.IGNORECASE)


def _ended(words: Sequence[str], language: Language) -> re.Pattern[str]:
    """Match words after which no letter goes on, but a particle may; anything where nothing parts words."""
    after = rf"(?={any_of(language.prose.particles)}?(?![^\W\d_]))" if has_eojeols(language.tag) else ""
    return re.compile(f"{any_of(words)}{after}", re.IGNORECASE)


def held_by(site: Shown) -> dict[str, frozenset[Bound]]:
    """Return how firmly the ledger of ``site`` means each of its figures."""
    held: dict[str, frozenset[Bound]] = {}
    for written in site.facts.values():
        for figure in (written.value.value, *written.value.forms.values()):
            if isinstance(figure, Quantity):
                key = f"{Fraction(figure.value)} {measured(figure.unit)}"
                held[key] = held.get(key, frozenset()) | {figure.bound}
    return held


Contexts = tuple[LanguageContext, LanguageContext]


class Segment:
    """A block in its language, beside its counterpart."""

    there: Segment
    """The counterpart."""

    def __init__(self, part: TextPart, context: LanguageContext, pairing: Pairing, side: int) -> None:
        """Take a block of the first (0) or second language (1) of a pairing."""
        self.part, self.context, self.pairing, self.side = part, context, pairing, side
        self.lang, self.text, self.mentions, self.roles = context.lang, part.words.text, part.mentions, part.words.roles

    def at(self, start: int, end: int) -> Span:
        """Return where in the author's file a stretch of the words stands."""
        return self.part.words.at(start, end, self.part.span.path)

    @property
    def contexts(self) -> Contexts:
        """Its language, and that of the counterpart."""
        return self.context, self.there.context

    @cached_property
    def facts(self) -> list[Role]:
        """What names a fact of the ledger."""
        return [it for it in self.roles if it.kind == "fact" and it.id in self.context.scope.site.facts]

    @cached_property
    def typed(self) -> list[Atom]:
        """The figures that are written, each once."""
        return atoms(self.mentions)

    @cached_property
    def in_digits(self) -> list[Atom]:
        """The figures in digits, as often as they stand here."""
        return [it for it in every_atom(self.mentions) if not it.soft]

    @cached_property
    def figures(self) -> list[Atom]:
        """Every figure as often as it stands here, those of facts too."""
        of_facts = (atom for role in self.facts for atom in atoms(self.context.fact(role)))
        return [*every_atom(self.mentions), *of_facts]

    @cached_property
    def implied(self) -> list[Atom]:
        """Figures that are not written, but that facts and terms say: they are never asked for."""
        found: list[Mention] = []
        for role in self.facts:
            found += (it for form in self.context.in_any_form(role) for it in form)
            found += _period(self.context.scope.site.facts[role.id].value.period)
        found += (it for role in self.roles if role.kind == "term" for it in self.context.term(role.id))
        return atoms(replace(it, soft=True) for it in found)

    @cached_property
    def counts(self) -> Counter[object]:
        """How many figures of each kind and unit stand here, and facts."""
        facts = (role.kind for role in self.roles if role.kind == "fact")
        return Counter([*facts, *((it.kind, it.unit) for it in self.in_digits)])


def _period(period: Day | Interval | None) -> list[Mention]:
    days = [period] if isinstance(period, Day) else [period.start, period.end] if period else []
    return [Mention(FigureKind.DATE, 0, 0, "", day=day, soft=True) for day in days]


def segments(pairing: Pairing, contexts: Contexts) -> tuple[Segment, Segment]:
    """Set the two blocks of a pairing beside one another."""
    one, other = (Segment(pairing.part(side), contexts[side], pairing, side) for side in (0, 1))
    one.there, other.there = other, one
    return one, other
