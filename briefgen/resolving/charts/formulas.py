"""What a formula of a chart makes of words that differ between languages: it may show them, but not decide by them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

_TOKEN = re.compile(
    r"\s*+(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<string>'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
    r"|(?P<name>[A-Za-z_$][\w$]*)|(?P<sign>===|!==|>>>|==|!=|<=|>=|&&|\|\||<<|>>|[-+*/%<>!~&|^?:,.()\[\]{}]))"
)
_POWER = re.compile(r"10*")
_BINARY = (
    ("||",),
    ("&&",),
    ("|",),
    ("^",),
    ("&",),
    ("===", "!==", "==", "!="),
    ("<", "<=", ">", ">="),
    ("<<", ">>", ">>>"),
    ("+", "-"),
    ("*", "/", "%"),
)
"""The signs between two operands, those that bind least first."""
_LEVELS = {sign: level for level, signs in enumerate(_BINARY) for sign in signs}
_SHOWING = frozenset(
    {"format", "timeFormat", "utcFormat", "upper", "lower", "trim", "truncate", "slice", "substring", "split", "join"}
    | {"round", "floor", "ceil", "abs"}
)
"""Functions that give words, or a number in other words."""
_OF_KIND = frozenset({"isNumber", "isString", "isValid"})
"""Tests that words pass alike in every language."""
_COMPARES = frozenset({"<", "<=", ">", ">="})
_EQUALS = frozenset({"===", "!==", "==", "!="})
_DEEPEST = 50


class FormulaKind(IntEnum):
    """What a part of a formula is worth: the same in every language, or not."""

    PLAIN = 0
    MIXED = 1
    """A number, or words where there is none."""
    SCALED = 2
    """A number counted in other units, as 억 and billion; it is only for readers."""
    WORDS = 3
    TEST = 4
    """Whether a text of the chart is a certain one."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers are multiplied by ``first`` where a text is ``word``, else by ``second``: 10 for 억, 1 for billion."""

    param: str
    word: str
    first: int
    second: int


class DecidesError(Exception):
    """A formula decides by words that differ between languages."""


class _UnreadableError(Exception):
    """Not a formula."""


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """What differs between languages: columns and what is calculated from them, and texts by the name of a param."""

    fields: frozenset[str]
    params: frozenset[str]
    mixed: frozenset[str] = frozenset()
    """Columns of numbers that have words in some rows."""

    def __bool__(self) -> bool:
        return bool(self.fields or self.params or self.mixed)


@dataclass(frozen=True, slots=True)
class _FormulaPart:
    kind: FormulaKind = FormulaKind.PLAIN
    number: str = ""
    string: str | None = None
    param: str = ""
    """The text that is shown, or asked for: then ``string`` is what it may be."""


def kind_of(formula: str, words: LanguageWords) -> tuple[FormulaKind, tuple[Scale, ...]]:
    """What a formula gives, and in what it counts. Raises DecidesError where it decides by what differs."""
    if not words:
        return FormulaKind.PLAIN, ()
    try:
        reader = _Reader(formula, words)
        return reader.whole().kind, tuple(reader.scales)
    except _UnreadableError:
        if any(re.search(rf"\b{re.escape(name)}\b", formula) for name in words.fields | words.params | words.mixed):
            raise DecidesError from None
        return FormulaKind.PLAIN, ()  # the drawing engine says what is wrong


class _Reader:
    def __init__(self, formula: str, words: LanguageWords) -> None:
        self.words = words
        self.tokens: list[tuple[str, str]] = []
        self.scales: list[Scale] = []
        self.at = self.depth = 0
        place, text = 0, formula.rstrip()
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None:
                raise _UnreadableError
            self.tokens.append((found.lastgroup or "", found[0].strip()))
            place = found.end()

    def whole(self) -> _FormulaPart:
        part = self._choice()
        if self.at < len(self.tokens):
            raise _UnreadableError
        return part

    # Tokens

    def _next(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("", "")

    def _take(self, *signs: str) -> str:
        kind, text = self._next()
        if kind == "sign" and text in signs:
            self.at += 1
            return text
        return ""

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise _UnreadableError

    # Grammar

    def _choice(self) -> _FormulaPart:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _UnreadableError
        test = self._binary(0)
        if self._take("?"):
            first = self._choice()
            self._expect(":")
            test = self._chosen(test, first, self._choice())
        self.depth -= 1
        return test

    def _binary(self, least: int) -> _FormulaPart:
        part = self._unary()
        while (level := _LEVELS.get(self._next()[1], -1)) >= least:
            sign = self._take(*_LEVELS)
            part = _joined(sign, part, self._binary(level + 1))
        return part

    def _unary(self) -> _FormulaPart:
        signs = set[str]()
        while sign := self._take("!", "-", "+", "~"):
            signs.add(sign)
        part = self._postfix()
        if not signs:
            return part
        if part.kind > FormulaKind.SCALED or (part.kind and signs & {"!", "~"}):
            raise DecidesError
        return _FormulaPart(part.kind, number=part.number)

    def _postfix(self) -> _FormulaPart:
        name = self._next()[1] if self._next()[0] == "name" else ""
        part = self._primary()
        while True:
            if self._take("."):
                kind, field = self._next()
                if kind != "name":
                    raise _UnreadableError
                self.at += 1
                part = self._member(part, field)
            elif self._take("["):
                inner = self._choice()
                self._expect("]")
                part = (
                    self._member(part, inner.string)
                    if inner.string is not None and not inner.kind
                    else self._picked(part, inner, name)
                )
            elif self._take("("):
                part = _called(name, self._list(")"))
            else:
                return part
            name = ""

    def _member(self, part: _FormulaPart, field: str) -> _FormulaPart:
        if field in self.words.fields:
            return _FormulaPart(FormulaKind.WORDS)
        return _FormulaPart(max(part.kind, FormulaKind.MIXED) if field in self.words.mixed else part.kind)

    def _picked(self, part: _FormulaPart, inner: _FormulaPart, name: str) -> _FormulaPart:
        """One of several, by a number or a name that is calculated."""
        if inner.kind:
            raise DecidesError
        is_any = name == "datum" and (self.words.fields or self.words.mixed)
        return _FormulaPart(FormulaKind.WORDS) if is_any else _FormulaPart(part.kind)

    def _chosen(self, test: _FormulaPart, first: _FormulaPart, second: _FormulaPart) -> _FormulaPart:
        """One of two, by a test."""
        if test.kind is FormulaKind.TEST and _POWER.fullmatch(first.number) and _POWER.fullmatch(second.number):
            self.scales.append(Scale(test.param, test.string or "", int(first.number), int(second.number)))
            return _FormulaPart(FormulaKind.SCALED)
        if test.kind or FormulaKind.TEST in (first.kind, second.kind):
            raise DecidesError
        return _FormulaPart(max(first.kind, second.kind))

    def _primary(self) -> _FormulaPart:
        kind, text = self._next()
        self.at += 1
        if kind == "number":
            return _FormulaPart(number=text)
        if kind == "string":
            return _FormulaPart(string=text[1:-1])
        if kind == "name":
            return _FormulaPart(FormulaKind.WORDS, param=text) if text in self.words.params else _FormulaPart()
        if text == "(":
            part = self._choice()
            self._expect(")")
            return part
        if text == "[":
            return _FormulaPart(max((it.kind for it in self._list("]")), default=FormulaKind.PLAIN))
        raise _UnreadableError

    def _list(self, closing: str) -> list[_FormulaPart]:
        parts: list[_FormulaPart] = []
        while not self._take(closing):
            if parts:
                self._expect(",")
            parts.append(self._choice())
            if parts[-1].kind is FormulaKind.TEST:
                raise DecidesError
        return parts


def _joined(sign: str, one: _FormulaPart, other: _FormulaPart) -> _FormulaPart:
    kinds = {one.kind, other.kind}
    if kinds == {FormulaKind.PLAIN}:
        return _FormulaPart()
    string = one.string if one.string is not None else other.string
    if sign in ("===", "==") and string is not None and (param := one.param or other.param):
        return _FormulaPart(FormulaKind.TEST, string=string, param=param)
    if kinds <= {FormulaKind.PLAIN, FormulaKind.MIXED} and sign != "+":
        if sign in _COMPARES or sign in "-*/%" or (sign in _EQUALS and (one.number or other.number)):
            return _FormulaPart()
        raise DecidesError
    if FormulaKind.TEST in kinds or (sign != "+" and (sign not in "-*/%" or FormulaKind.WORDS in kinds)):
        raise DecidesError
    return _FormulaPart(max(kinds))


def _called(name: str, given: list[_FormulaPart]) -> _FormulaPart:
    kind = max((it.kind for it in given), default=FormulaKind.PLAIN)
    if name in _OF_KIND and kind < FormulaKind.TEST:
        return _FormulaPart()
    if kind and name not in _SHOWING:
        raise DecidesError
    return _FormulaPart(kind)
