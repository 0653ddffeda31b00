"""What the glossary knows by several names: a question for one of them asks for all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import normalize

from briefgen.language.matching.folding import units
from briefgen.model.written.glossary import Term

_BRACKETED = re.compile(r"\s*[(（][^)）]*[)）]")


def alias_groups(terms: Iterable[Term]) -> Iterator[tuple[str, ...]]:
    """The names of each term that has several, in every language and script."""
    for term in terms:
        names = [*_names(term), *term.scripts.values()]
        known = {folded(name): normalize("NFC", name) for name in reversed(names)}
        known.pop("", None)
        if len(known) > 1:
            yield tuple(reversed(known.values()))


def _names(term: Term) -> Iterator[str]:
    for forms in term.names.values():
        yield forms.short
        if forms.full:
            yield _BRACKETED.sub("", forms.full)
        yield from (word for word in forms.also if not word[:1].islower())


def folded(words: str) -> str:
    """Words as the search compares them, in one line."""
    return " ".join(unit.form for unit in units(normalize("NFC", words)))


def hanja_words(terms: Iterable[Term], lang: str) -> Mapping[str, str]:
    """Words in Chinese characters with the reading that the glossary gives them in ``lang``."""
    found: dict[str, str] = {}
    for term in terms:
        short, written = term.names[lang].short if lang in term.names else "", term.scripts.get(f"{lang}-Hani", "")
        if written and len(short) == len(written):
            found[normalize("NFC", written)] = short
    return found
