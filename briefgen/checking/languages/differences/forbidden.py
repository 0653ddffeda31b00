"""Spellings that the glossary forbids, wherever prose has them; one that is quoted is talked about, not used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefgen.checking.languages.parts import TextPart
from briefgen.checking.languages.sides import LanguageSide
from briefgen.language.matching.alternation import any_of
from briefgen.model.core.diagnostics import Diagnostic, warning

_OPENS, _CLOSES = "“‘「『\"'", "”’」』\"'"


class Forbidden:
    """The forbidden spellings of one language."""

    def __init__(self, side: LanguageSide) -> None:
        self._lang = side.lang
        self._meant: dict[str, tuple[str, str]] = {}
        for ident, written in side.scope.site.glossary.items():
            forms = written.value.names.get(side.lang)
            for spelling in forms.forbidden if forms else ():
                self._meant[spelling.casefold()] = (ident, forms.short if forms else "")
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
