"""A chart draws the same in every language: words that differ may be shown, and neither choose nor place anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from briefgen.language.figures.reader import reader_of
from briefgen.model.core.diagnostics import Diagnostic, error
from briefgen.model.written.charts import Chart
from briefgen.model.written.shown import Shown
from briefgen.model.written.written import Lang, LocalText, Written
from briefgen.resolving.charts.bounds import EXPRESSIONS
from briefgen.resolving.charts.formulas import DecidesError, FormulaKind, LanguageWords, Scale, kind_of

CODE = "chart-agrees"
_NAMED_TEXT = re.compile(r"\$([A-Za-z][\w-]*)")
_SHOWS = frozenset({"text", "title", "subtitle", "description", "tooltip", "labelExpr"})
"""Keys under which words stand to be read."""
_OF_WORDS = frozenset(
    {"x", "y", "xOffset", "yOffset", "color", "fill", "stroke", "shape", "strokeDash", "row", "column", "facet"}
    | {"detail", "key", "order", "text", "tooltip", "description"}
)
"""Channels that a name can have without being a number."""
_FIRST = ("params", "transform")
"""What is calculated here is shown by the rest."""
_LABEL = frozenset({"label"})
_MEASURED = ("quantitative", "temporal")
_DECIDES = "a formula of the chart decides by words that differ between languages"
_HINT = "add a hidden column that is the same in every language, and use it here"

Path = tuple[str | int, ...]


def language_problems(key: str, written: Written[Chart], site: Shown) -> Iterator[Diagnostic]:
    """An error at each part of the specification ``key`` that would draw something else in another language."""
    if len(site.languages) < 2:
        return
    check = _Check(written, site)
    if key != "spec":  # it stands over the other, which may have calculated what it shows
        check.part(written.value.spec, ("spec",))
        check.problems.clear()
        check.used.clear()
    check.part(getattr(written.value, key), (key,))
    yield from check.problems
    if key == "spec":
        yield from _other_units(written, site)
    yield from _names_that_fall_together(written, site.languages, check.used)


def _words_of(chart: Chart, languages: Sequence[Lang]) -> LanguageWords:
    """The fields that hold words of a language, those of a fact among them."""
    shown, worded, counted = set[str](), set[str](), set[str]()
    for row in chart.data:
        if "event" in row:
            worded.add("label")
            shown.update(f"{name}_label" for name in ("label", "when", "start", "end"))
        for key, cell in row.items():
            if isinstance(cell, Mapping) and "fact" in cell:
                counted.add(key)
            elif isinstance(cell, Mapping) and _differs(_text(cell), languages):
                worded.add(key)
    shown.update(f"{key}_label" for key in worded | counted)
    return LanguageWords(frozenset(shown | (worded - counted)), frozenset(), frozenset(worded & counted))


def _text(cell: Any) -> LocalText:
    try:
        return LocalText.model_validate(cell)
    except ValueError:
        return LocalText({})


def _differs(text: LocalText, languages: Iterable[Lang]) -> bool:
    return len({text.best(lang) for lang in languages}) > 1


def _names_that_fall_together(
    written: Written[Chart], languages: Sequence[Lang], used: Iterable[str]
) -> Iterator[Diagnostic]:
    """Names of rows that are two in one language and one in another: their marks would be joined."""
    for column in sorted(set(used)):
        first: dict[Lang, list[int]] = {}
        for lang in languages:
            names = [_text(row.get(column, "")).best(lang) for row in written.value.data]
            first[lang] = [names.index(name) for name in names]
        there = first[languages[0]]
        for lang in languages[1:]:
            row = next((at for at, place in enumerate(first[lang]) if place != there[at]), None)
            if row is not None and column in written.value.data[row]:
                message = (
                    f"rows that have the same name in “{lang}” have different ones in “{languages[0]}”, or the reverse"
                )
                place = written.at("data", row, column)
                yield error(CODE, message, place, "give each row a name of its own in every language")


def _other_units(written: Written[Chart], site: Shown) -> Iterator[Diagnostic]:
    """Units of one column that say another power of ten, above numbers that are the same in every language."""
    for name, column in written.value.columns.items():
        cells = [row[name] for row in written.value.data if name in row]
        if column.unit is None or not cells or not all(isinstance(it, int | float | Decimal) for it in cells):
            continue
        worth = {lang: _worth(column.unit.best(lang), site, lang) for lang in site.languages}
        if 1 not in worth.values() and len(set(worth.values())) > 1:
            said = " and ".join(f"“{column.unit.best(lang)}” in {lang}" for lang in worth)
            message = f"the unit of the column “{name}” is not the same number in every language: {said}"
            hint = "its numbers are the same in every language: write units of the same size"
            yield error(CODE, message, written.at("columns", name, "unit"), hint)


class _Check:
    def __init__(self, written: Written[Chart], site: Shown) -> None:
        self.written, self.site = written, site
        languages = site.languages
        self.texts = frozenset(name for name, text in written.value.texts.items() if _differs(text, languages))
        self.words = _words_of(written.value, languages)
        self.raw = self.words.fields
        self.named: dict[str, str] = {}
        """The text that a param is."""
        self.problems: list[Diagnostic] = []
        self.used: list[str] = []
        """Columns of words that group or distinguish marks."""

    def part(self, part: Any, path: Path, labels: frozenset[str] = _LABEL) -> None:
        """Look over a part of the specification; ``labels`` are the words that a mark of the axis around it has."""
        if isinstance(part, str):
            self._text(part, path)
        elif isinstance(part, Mapping):
            for key in sorted(part, key=lambda it: _FIRST.index(it) if it in _FIRST else len(_FIRST)):
                self._entry(str(key), part[key], (*path, key), labels)
        elif isinstance(part, list | tuple):
            for at, inner in enumerate(part):
                self.part(inner, (*path, at), labels)

    def _entry(self, key: str, inner: Any, path: Path, labels: frozenset[str]) -> None:
        if key in ("test", "filter"):
            self._predicate(inner, path)
        elif key in EXPRESSIONS and isinstance(inner, str):
            self._shown_only(self._formula(inner, path, labels), path)
        elif key == "transform" and isinstance(inner, list | tuple):
            for at, step in enumerate(inner):
                self._step(step, (*path, at))
        elif key == "params" and isinstance(inner, list | tuple):
            for at, param in enumerate(inner):
                self._param(param, (*path, at))
        elif key in ("encoding", "facet") and isinstance(inner, Mapping) and "field" not in inner:
            for channel, shown in inner.items():
                self._channel(str(channel), shown, (*path, channel))
        elif key == "facet":
            self._channel(key, inner, path)
        else:
            self.part(inner, path, labels)

    # Formulas

    def _formula(self, text: str, path: Path, labels: frozenset[str] = _LABEL) -> FormulaKind:
        words = self.words
        if path[-1] == "labelExpr":  # there ``datum`` is a mark of an axis
            words = LanguageWords(labels, words.params)
        try:
            named = _NAMED_TEXT.fullmatch(text)
            if named and named[1] in self.texts:
                raise DecidesError
            kind, scales = kind_of(text, words)
        except DecidesError:
            self._add(_DECIDES, path)
            return FormulaKind.PLAIN
        for scale in scales:
            self._scale(scale, path)
        return kind

    def _scale(self, scale: Scale, path: Path) -> None:
        """Ten times as many 억 are as many billion."""
        if scale.param not in self.named:
            return self._add(_DECIDES, path)
        words = self.written.value.texts[self.named[scale.param]]
        counted = {lang: _worth(words.best(lang), self.site, lang) for lang in self.site.languages}
        times = {lang: scale.first if words.best(lang) == scale.word else scale.second for lang in counted}
        if len({counted[lang] * times[lang] for lang in counted}) > 1:
            said = ", ".join(f"{times[lang]} × {words.best(lang)}" for lang in counted)
            self._add(f"a formula of the chart shows other numbers in one language: {said} are not the same", path)
        return None

    def _shown_only(self, kind: FormulaKind, path: Path) -> None:
        if kind is FormulaKind.TEST or (kind > FormulaKind.MIXED and _SHOWS.isdisjoint(map(str, path))):
            self._add(_DECIDES, path)

    def _predicate(self, given: Any, path: Path) -> None:
        """A test without a formula: {field: item, equal: …}, and several of them."""
        if isinstance(given, str):
            if self._formula(given, path):
                self._add(_DECIDES, path)
        elif isinstance(given, Mapping):
            if str(given.get("field")) in self.words.fields:
                self._add(f"a test uses the words of “{given['field']}”, which differ between languages", path)
            for key, inner in given.items():
                self._predicate(inner, (*path, key)) if not isinstance(inner, str) else self._text(inner, (*path, key))
        elif isinstance(given, list | tuple):
            for at, inner in enumerate(given):
                self._predicate(inner, (*path, at))

    def _param(self, given: Any, path: Path) -> None:
        if not isinstance(given, Mapping):
            return
        name = str(given.get("name"))
        texts = [named[1] for it in _strings(given.get("value")) if (named := _NAMED_TEXT.fullmatch(it))]
        differing = [text for text in texts if text in self.texts]
        formula = given.get("expr")
        if differing and isinstance(given.get("value"), str):
            self.named[name] = differing[0]
        if differing or (isinstance(formula, str) and self._formula(formula, (*path, "expr"))):
            self.words = replace(self.words, params=self.words.params | {name})

    def _step(self, step: Any, path: Path) -> None:
        """One transform: what it calculates from words are words, and no other has them but to group by."""
        if not isinstance(step, Mapping):
            return None
        if isinstance(formula := step.get("calculate"), str):
            return self._name(str(step.get("as")), self._formula(formula, (*path, "calculate")))
        if "filter" in step:
            return self._predicate(step["filter"], (*path, "filter"))
        groups = step.get("groupby")
        self.used += [it for it in _strings(groups) if it in self.raw]
        for key, inner in step.items():
            wrong = [it for it in _strings(inner) if it in self.words.fields]
            if wrong and key not in ("as", "groupby"):
                self._add(f"`{key}:` uses the words of “{wrong[0]}”, which differ between languages", (*path, key))
            elif key != "as":
                self.part(inner, (*path, key))
        return None

    def _name(self, field: str, kind: FormulaKind) -> None:
        """What has been calculated."""
        words = self.words
        if kind is FormulaKind.MIXED:
            self.words = replace(words, mixed=words.mixed | {field})
        elif kind:
            self.words = replace(words, fields=words.fields | {field})

    # Channels

    def _channel(self, channel: str, shown: Any, path: Path) -> None:
        if not isinstance(shown, Mapping):
            return
        field = str(shown.get("field") or "")
        if field in self.words.fields:
            self._words_in(channel, field, shown, path)
        labels = frozenset({"label", "value"}) if field in self.words.fields else frozenset[str]()
        labels = labels or (_LABEL if shown.get("type") in _MEASURED else labels)
        for key, inner in shown.items():
            if key not in ("field", "sort"):
                self._entry(str(key), inner, (*path, key), labels)

    def _words_in(self, channel: str, field: str, shown: Mapping[Any, Any], path: Path) -> None:
        is_text = channel in _SHOWS
        scale = shown.get("scale")
        measured = shown.get("type") in _MEASURED and not is_text
        if channel not in _OF_WORDS or measured or shown.keys() & {"aggregate", "bin", "timeUnit"}:
            self._add(f"“{field}” has words that differ between languages, and is not a measure", (*path, "field"))
        elif isinstance(scale, Mapping) and "domain" in scale:
            self._add(f"`domain:` names words of “{field}”, which differ between languages", (*path, "scale", "domain"))
        elif not is_text and field in self.raw:
            self.used.append(field.removesuffix("_label"))

    # Texts

    def _text(self, given: str, path: Path) -> None:
        """A wording of the chart stands only where it is read."""
        named = _NAMED_TEXT.fullmatch(given)
        if (
            named
            and named[1] in self.texts
            and _SHOWS.isdisjoint(map(str, path))
            and path[-1] not in ("format", "expr")
        ):
            self._add(f"“{given}” differs between languages, and is not only to be read here", path)

    def _add(self, message: str, path: Path) -> None:
        self.problems.append(error(CODE, message, self.written.at(*path), _HINT))


def _worth(word: str, site: Shown, lang: Lang) -> Fraction:
    """How many are one 억, or one billion; 1 for a word that is not a number."""
    numerals = reader_of(site, lang).numerals
    counted = (word,) if word[:1].isdigit() else (f"1{word}", f"1 {word}")
    return max((it.value for text in counted for it in numerals(text)), default=Fraction(1))


def _strings(given: Any) -> Iterator[str]:
    if isinstance(given, str):
        yield given
    elif isinstance(given, Mapping):
        yield from (it for inner in given.values() for it in _strings(inner))
    elif isinstance(given, list | tuple):
        yield from (it for inner in given for it in _strings(inner))
