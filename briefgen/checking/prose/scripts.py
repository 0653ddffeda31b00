"""Other letters than those of the language, and abbreviations: explained where they first stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.checking.prose.passages import Passage, PassageGroup
from briefgen.checking.prose.vocabulary import StylePatterns, outside_brackets
from briefgen.model.core.diagnostics import Diagnostic

BRACKETS, EXPANDED = "foreign-letters-in-brackets", "abbreviation-is-expanded"
_SCRIPTS = {"Latn": r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9&.+-]*", "Hani": r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"}
_WORD = re.compile(r"\S+")
_WEB = re.compile(r"\bwww\.\S+")
_OPENS = re.compile(r"\s*\(")
_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z][A-Z&]+[0-9]*s?(?![\w-])")


def foreign_letters_stand_in_brackets(
    document: PassageGroup, look: StylePatterns
) -> Iterator[tuple[Passage, Diagnostic]]:
    """A warning for a word in other letters that is not in brackets, unless brackets have given it before."""
    patterns = [re.compile(_SCRIPTS[script]) for script in look.prose.in_brackets if script in _SCRIPTS]
    given = {*look.prose.known, *document.known}
    for passage in document.passages if patterns else ():
        given |= _named(passage, document)
        plain = _without_addresses(passage.text)
        bare = outside_brackets(plain)
        for pattern in patterns:
            given |= {found[0] for found in pattern.finditer(plain) if not bare[found.start()].strip()}
            for found in pattern.finditer(bare):
                word = found[0].rstrip(".")
                if len(word) > 1 and word not in given:
                    given.add(word)
                    message = f"“{word}” is outside brackets and has not been explained"
                    hint = f"write the word in this language followed by ({word}), or add it to the glossary"
                    yield passage, passage.told(BRACKETS, message, found.start(), found.start() + len(word), hint)


def abbreviations_are_expanded(document: PassageGroup, look: StylePatterns) -> Iterator[tuple[Passage, Diagnostic]]:
    """A warning for an abbreviation that is neither in brackets nor given before: by brackets, or by a term."""
    given = {*look.prose.known, *document.known}
    for passage in document.passages if look.prose.abbreviations else ():
        if passage.kind == "title":  # a title is short; the summary after it explains
            continue
        given |= _named(passage, document)
        plain = _without_addresses(passage.text)
        bare = outside_brackets(plain)
        for found in _ABBREVIATION.finditer(plain):
            word = found[0].removesuffix("s")
            explained = _OPENS.match(plain, found.end()) or not bare[found.start()].strip()
            if word not in given and not explained:
                message = f"“{found[0]}” is not spelled out at its first use"
                hint = f"spell it out followed by ({word}), or add it to the glossary"
                yield passage, passage.told(EXPANDED, message, found.start(), found.end(), hint)
            given.add(word)


def _without_addresses(text: str) -> str:
    """The text with blanks for addresses of the web and of mail, which are seen word by word."""
    return _WORD.sub(lambda found: _without_address(found[0]), text)


def _without_address(word: str) -> str:
    scheme = word.find("://", 1)
    at = word.find("@", 1)
    if 0 < scheme < len(word) - 3 or (at > 0 and word.rfind(".", at + 2, len(word) - 1) > 0):
        return " " * len(word)
    return _WEB.sub(lambda found: " " * len(found[0]), word)


def _named(passage: Passage, document: PassageGroup) -> set[str]:
    """What the terms of a passage bring in their full form."""
    return {word for ident in passage.roles("term") for word in document.named.get(ident, ())}
