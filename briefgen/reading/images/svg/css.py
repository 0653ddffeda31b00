"""The CSS of a drawing, taken through the allow-list: nothing of it loads a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

from briefgen.reading.images.svg.allowed import FUNCTIONS, PROPERTIES

_PAINTS = ("fill", "stroke")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""CSS may name these by an escape (``\\1f``), and tinycss2 then writes the characters themselves."""

_COMBINATOR = re.compile(r"[\s>+~]+")
_MOST_PARTS = 50
_IN_NO_PRELUDE = frozenset({"at-keyword", "url", "error", "{} block"})
"""Kinds of tokens that no selector and no media query has."""


_SCRIPT = re.compile(r"(?:java|vb)script\s*:", re.IGNORECASE)
"""It runs nowhere in CSS, but a reader of the file, or a filter, need not know that."""


class Css:
    """Cleans the CSS of one drawing; ``left_out`` gathers what a reader may miss, and is emptied by who takes it."""

    def __init__(self) -> None:
        self.left_out: list[str] = []
        self._known: dict[str, tuple[str, tuple[str, ...]]] = {}

    def declarations(self, text: str) -> str:
        """The allowed declarations of a ``style`` attribute."""
        if text not in self._known:  # many elements have the same
            outside, self.left_out = self.left_out, []
            self._known[text] = self._declarations(_tinycss2().parse_blocks_contents(text)), tuple(self.left_out)
            self.left_out = outside
        cleaned, problems = self._known[text]
        self.left_out += problems
        return cleaned

    def value(self, name: str, text: str) -> str | None:
        """The value of an attribute that is a CSS property; None when it is not allowed."""
        if "(" not in text:  # without a function nothing can be loaded
            return self._harmless(text)
        return self._value(name, _tinycss2().parse_component_value_list(text))

    def sheet(self, text: str) -> str:
        """The allowed rules of a ``style`` element."""
        rules = _tinycss2().parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        return "\n".join(self._rules(rules))

    def _rules(self, rules: Iterable[Any]) -> Iterator[str]:
        tinycss2 = _tinycss2()
        for rule in rules:
            kept = rule.type == "qualified-rule" or (rule.type == "at-rule" and rule.lower_at_keyword == "media")
            if kept and any(part.type in _IN_NO_PRELUDE or part == ";" for part in rule.prelude):
                continue  # a browser passes over it too; nobody has to know that to see that nothing is loaded
            if kept and self._harmless(_serialized(rule.prelude)) is None:
                continue
            if kept and _is_too_deep(_serialized(rule.prelude)):
                self.left_out.append(f"a selector of more than {_MOST_PARTS} parts")
                continue
            if rule.type == "qualified-rule" and not _can_be_read(rule.prelude):
                self.left_out.append("a rule whose selector cannot be read")
            elif rule.type == "qualified-rule":
                declarations = self._declarations(tinycss2.parse_blocks_contents(rule.content))
                if declarations:
                    yield f"{_serialized(rule.prelude).strip()}{{{declarations}}}"
            elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None:
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                yield f"@media {_serialized(rule.prelude).strip()}{{{' '.join(self._rules(inner))}}}"
            elif rule.type == "at-rule" and rule.lower_at_keyword != "charset":
                self.left_out.append(f"@{rule.lower_at_keyword}")

    def _declarations(self, parts: Iterable[Any]) -> str:
        kept = []
        for part in parts:
            if part.type != "declaration":
                continue
            name = part.name if part.name.startswith("--") else part.lower_name
            value = self._value(name, part.value)
            if value is not None and (name in PROPERTIES or name.startswith("--")):
                kept.append(f"{name}:{value.strip()}{'!important' if part.important else ''}")
        return ";".join(kept)

    def _value(self, name: str, tokens: Sequence[Any]) -> str | None:
        """The value as text; None, and a word about it, when it would load something."""
        tokens = list(_in_light(tokens))
        if not (refused := list(_refused(tokens))):
            return self._harmless(_serialized(tokens))
        self.left_out += refused
        if name not in _PAINTS:
            return None
        rest = [token for token in tokens if not any(_refused([token]))]
        return self._harmless(_serialized(rest).strip() or "none")

    def _harmless(self, text: str) -> str | None:
        """The text; None, and a word about it, when it has the address of a script."""
        if _SCRIPT.search(text) is None:
            return text
        self.left_out.append("the address of a script")
        return None


def _in_light(tokens: Iterable[Any]) -> Iterator[Any]:
    """The tokens with the first of two colours in ``light-dark()``: paper is white, and knows no such function."""
    for token in tokens:
        if token.type == "function" and token.lower_name == "light-dark":
            yield from takewhile(lambda it: it != ",", token.arguments)
        else:
            yield token


def _can_be_read(selector: Sequence[Any]) -> bool:
    """Tell whether paper can read a selector: from one that it cannot read, it leaves out all rules that follow."""
    import cssselect2

    try:
        cssselect2.compile_selector_list(selector)
    except cssselect2.SelectorError:
        return False
    return True


def _is_too_deep(selector: str) -> bool:
    """Whether one selector of a list has so many parts that no library reads it: each is nested in the one before."""
    return selector.count("(") > _MOST_PARTS or any(
        len(_COMBINATOR.findall(one)) >= _MOST_PARTS for one in selector.split(",")
    )


def _serialized(tokens: Sequence[Any]) -> str:
    return _NOT_XML.sub("", _tinycss2().serialize(tokens))


def references(text: str) -> Iterator[str]:
    """The ids that a CSS value or a list of declarations refers to."""
    if "url(" in text.lower():
        yield from (address[1:] for address in _addresses(_tinycss2().parse_component_value_list(text)))


def _addresses(tokens: Iterable[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type == "url":
            yield token.value
        elif token.type == "function" and token.lower_name == "url":
            yield "".join(part.value for part in token.arguments if part.type == "string")
        yield from _addresses(_inner(token))


def _refused(tokens: Iterable[Any]) -> Iterator[str]:
    """Yield what a value has that would load something, in words."""
    for token in tokens:
        if token.type == "url" or (token.type == "function" and token.lower_name == "url"):
            address = next(_addresses([token]), "")
            if not address.startswith("#"):
                yield f"a reference to another file, url({shortened(address)})"
        elif token.type == "function" and token.lower_name not in FUNCTIONS:
            yield f"the CSS function {token.lower_name}()"
        else:
            yield from _refused(_inner(token))


def _inner(token: Any) -> Sequence[Any]:
    found: Sequence[Any] = getattr(token, "arguments", None) or getattr(token, "content", None) or ()
    return found


def shortened(address: str) -> str:
    """An address for a message."""
    return address if len(address) <= 40 else f"{address[:37]}..."


def _tinycss2() -> Any:
    import tinycss2

    return tinycss2
