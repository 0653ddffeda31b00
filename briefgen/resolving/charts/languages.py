"""A chart draws the same in every language: words that differ may be shown, and neither choose nor place anything."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from briefgen.language.figures.reader import reader_of
from briefgen.model.core.diagnostics import Diagnostic, error
from briefgen.model.written.charts import Chart
from briefgen.model.written.shown import Shown
from briefgen.model.written.written import Lang, LocalText, Written

CODE = "chart-agrees"
_NAMED_TEXT = re.compile(r"\$([A-Za-z][\w-]*)")
_FORMULAS = frozenset({"calculate", "expr", "filter", "init", "labelExpr", "test", "update"})
_SHOWS = frozenset({"text", "title", "subtitle", "description", "tooltip", "labelExpr", "calculate"})
"""Keys under which words stand to be read, or to be named for later."""
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
        list(check.part(written.value.spec, ("spec",)))
        check.used.clear()
    yield from check.part(getattr(written.value, key), (key,))
    yield from _names_that_fall_together(written, site.languages, check.used)


def _text(cell: Any) -> LocalText:
    try:
        return LocalText.model_validate(cell)
    except ValueError:
        return LocalText({})


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


class _Check:
    """What is known of a chart's words while its specification is looked over: transforms may calculate more."""

    def __init__(self, written: Written[Chart], site: Shown) -> None:
        self.written, self.site = written, site
        chart = written.value
        self.texts = {name for name, text in chart.texts.items() if self._differs(text)}
        self.fields, self.said = set[str](), set[str]()
        for row in chart.data:
            if "event" in row:
                self.fields |= {"label", "label_label", "when_label", "start_label", "end_label"}
            for key, cell in row.items():
                if isinstance(cell, Mapping) and ("fact" in cell or self._differs(_text(cell))):
                    self.fields |= {f"{key}_label"} if "fact" in cell else {key, f"{key}_label"}
                    self.said |= set() if "fact" in cell else {_text(cell).best(lang) for lang in site.languages}
        # A column of facts has numbers, also where a row has words for want of one.
        self.fields -= {
            key for row in chart.data for key, it in row.items() if isinstance(it, Mapping) and "fact" in it
        }
        self.raw = frozenset(self.fields)
        self.params: dict[str, str] = {}
        """Params with words → the text that each is."""
        self.used: list[str] = []
        """Columns of words that group or distinguish marks."""

    def _differs(self, text: LocalText) -> bool:
        return len({text.best(lang) for lang in self.site.languages}) > 1

    def part(self, part: Any, path: Path) -> Iterator[Diagnostic]:
        """What is wrong in a part of the specification."""
        if isinstance(part, list | tuple):
            for at, inner in enumerate(part):
                yield from self.part(inner, (*path, at))
        elif isinstance(part, Mapping):
            if path[-1] != "params" and path[-2:-1] == ("params",):
                self._param(part)
            if isinstance(field := part.get("field"), str) and field in self.fields:
                yield from self._words_in(field, part, path)
            for key in sorted(part, key=lambda it: it not in ("params", "transform")):  # others show what they make
                if key == "groupby":
                    self.used += [it for it in part[key] if it in self.raw] if isinstance(part[key], list) else []
                else:
                    yield from self._entry(str(key), part[key], part, (*path, key))
        elif isinstance(part, str):
            yield from self._text_at(part, path)

    def _entry(self, key: str, inner: Any, around: Mapping[Any, Any], path: Path) -> Iterator[Diagnostic]:
        if key not in _FORMULAS or not isinstance(inner, str):
            yield from self.part(inner, path)
            return
        yield from self._text_at(inner, path)
        fields = frozenset[str]() if key == "labelExpr" else self.fields  # there ``datum`` is a mark of an axis
        try:
            is_worded = shows_words(inner, fields, self.params, self.said)
        except DecidesError:
            yield self._error(_DECIDES, path)
            return
        if is_worded and key == "calculate":
            self.fields.add(str(around.get("as")))
        elif is_worded and _SHOWS.isdisjoint(map(str, path)):
            yield self._error(_DECIDES, path)
        yield from self._scaled(inner, path)

    def _scaled(self, formula: str, path: Path) -> Iterator[Diagnostic]:
        """Ten times as many 억 are as many billion."""
        for param, word, first, second in scales(formula):
            if param in self.params:
                words = self.written.value.texts[self.params[param]]
                counted = {lang: words.best(lang) for lang in self.site.languages}
                times = {lang: first if counted[lang] == word else second for lang in counted}
                if len({times[lang] * _worth(counted[lang], self.site, lang) for lang in counted}) > 1:
                    said = ", ".join(f"{times[lang]} × {counted[lang]}" for lang in counted)
                    what = "a formula of the chart shows other numbers in one language"
                    yield self._error(f"{what}: {said} are not the same", path)

    def _param(self, given: Mapping[Any, Any]) -> None:
        named = _NAMED_TEXT.fullmatch(str(given.get("value")))
        if named and named[1] in self.texts:
            self.params[str(given.get("name"))] = named[1]

    def _words_in(self, field: str, part: Mapping[Any, Any], path: Path) -> Iterator[Diagnostic]:
        """A field of words may name rows and be read; it is no measure, and is not tested or sorted by."""
        scale = part.get("scale")
        if ("encoding" not in path and "facet" not in path) or "sort" in path or "test" in path:
            yield self._error(f"“{field}” has words that differ between languages, and is tested or sorted by", path)
        elif part.get("type") in _MEASURED or part.keys() & {"aggregate", "bin", "timeUnit"}:
            yield self._error(f"“{field}” has words that differ between languages, and is not a measure", path)
        elif isinstance(scale, Mapping) and "domain" in scale:
            message = f"`domain:` names words of “{field}”, which differ between languages"
            yield self._error(message, (*path, "scale", "domain"))
        elif path[-1] not in _SHOWS and field in self.raw:
            self.used.append(field.removesuffix("_label"))

    def _text_at(self, given: str, path: Path) -> Iterator[Diagnostic]:
        """A wording of the chart stands only where it is read."""
        named = _NAMED_TEXT.fullmatch(given)
        is_read = not _SHOWS.isdisjoint(map(str, path)) and path[-1] not in _FORMULAS
        if named and named[1] in self.texts and not is_read and path[-1] != "format" and "params" not in path:
            yield self._error(f"“{given}” differs between languages, and is not only to be read here", path)

    def _error(self, message: str, path: Path) -> Diagnostic:
        return error(CODE, message, self.written.at(*path), _HINT)


def _worth(word: str, site: Shown, lang: Lang) -> Fraction:
    """How many are one 억, or one billion; 1 for a word that is not a number."""
    numerals = reader_of(site, lang).numerals
    counted = (word,) if word[:1].isdigit() else (f"1{word}", f"1 {word}")
    return max((it.value for text in counted for it in numerals(text)), default=Fraction(1))


# What a formula of a chart makes of words that differ between languages: it may show them, but not decide by them

_TEXT = re.compile(r"""'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)\"""")
_FIELD = re.compile(r"\bdatum\s*(?:\.\s*(\w+)|\[\s*(?:'([^']*)'|\"([^\"]*)\")\s*\])")
_KIND = re.compile(r"\bis(?:Number|String|Valid)\s*\(\s*datum\.\w+\s*\)")
"""Tests that words pass alike in every language."""
_SCALE = re.compile(r"\b(\w+)\s*={2,3}\s*(?:'([^']*)'|\"([^\"]*)\")\s*\?\s*(10*)\s*:\s*(10*)(?![\w.])")
"""How often a number is counted for a text of the chart that is this word, and for others: 10 for 억, 1 for billion."""
_INNERMOST = re.compile(r"([\w$§]*)\s*([(\[])([^()\[\]]*)[)\]]")
_CHOOSES = re.compile(r"[<>=!?]|&&|\|\|")
_SHOWING = frozenset(
    {"", "format", "timeFormat", "utcFormat", "upper", "lower", "trim", "truncate", "slice", "substring", "split"}
    | {"join", "round", "floor", "ceil", "abs"}
)
"""Functions that give words, or a number in other words."""
_LONGEST = 2000

Scale = tuple[str, str, int, int]


class DecidesError(Exception):
    """A formula decides by words that differ between languages."""


def shows_words(formula: str, fields: Collection[str], params: Collection[str], said: Collection[str]) -> bool:
    """Whether a formula gives words that differ. Raises DecidesError where it decides by them.

    Such words are in ``fields`` of the data and in ``params``; ``said`` is what those of the data are in any language.
    """
    plain = _SCALE.sub(lambda it: "§" if it[1] in params else it[0], _KIND.sub("1", formula))
    plain = _FIELD.sub(lambda it: "§" if (it[1] or it[2] or it[3]) in fields else "1", plain)
    if any((it[1] or it[2]) in said for it in _TEXT.finditer(plain)):
        raise DecidesError
    plain = re.sub(r"[A-Za-z_$][\w$]*", lambda it: "§" if it[0] in params else it[0], _TEXT.sub("1", plain))
    if "§" in plain and len(plain) > _LONGEST:
        raise DecidesError
    while (inner := _INNERMOST.search(plain)) is not None and "§" in plain:
        worded = "§" in inner[3]
        if worded and (inner[1] not in _SHOWING if inner[2] == "(" else inner[1]):
            raise DecidesError
        _check(inner[3])
        plain = f"{plain[: inner.start()]} {'§' if worded or '§' in inner[1] else '1'} {plain[inner.end() :]}"
    _check(plain)
    return "§" in plain


def _check(text: str) -> None:
    for part in re.split(r"[,:]|(?<=\?)", text):
        if "§" in part and _CHOOSES.search(part):
            raise DecidesError


def scales(formula: str) -> list[Scale]:
    """The param, the word, and what a number is multiplied by for the word and for another."""
    return [(it[1], it[2] or it[3] or "", int(it[4]), int(it[5])) for it in _SCALE.finditer(formula)]
